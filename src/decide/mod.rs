//! Decides what to do with a question: safety first, then the FAQ.
//!
//! Pure: no input or output, no clock, no failure. What is decided is put into words by
//! [`crate::wording`].

use std::ops::Range;
mod verdict;

use std::sync::Arc;

use crate::faq::{EntryId, Library, Problems, Refusal, SourceFile, Topic, by_language};
use crate::matching::{Index, Kind, Ranked, Scratch, asks, entries};
use crate::question::{Incoming, Question, Silence};
use crate::safety::{Danger, Form, Safety};
use crate::text::words::words;
pub use verdict::{Class, Decision, Verdict};

/// An entry scoring this much is answered with: it is as likely right as not when half of all questions
/// have no answer here, and topics that are declined catch most of those before.
pub const ANSWER_SCORE: f32 = 0.5;
/// Where nobody asked the bot, an entry must score this much. Of the questions in the test files that nothing was
/// tuned on (301 with an answer, 179 without), 62 in 100 are answered then, 2 of them wrong and none without one.
const OVERHEARD_SCORE: f32 = 0.85;
/// An entry scoring this much is near enough to be offered, though not to be answered with.
pub(crate) const OFFER_SCORE: f32 = 0.15;
/// A topic scoring this much is declined by name; below, the bot only says that it found nothing.
const TOPIC_SCORE: f32 = 0.25;
/// An entry scoring this share of a topic that is declined may have been meant, and is offered.
const NEAR_TOPIC: f32 = 0.8;
/// Two entries this near each other are a tie.
const TIE_RATIO: f32 = 0.97;
/// Entries that the curator says are related must be nearer still: the answer of either is some
/// answer to the question, and leads to the other.
const RELATED_TIE_RATIO: f32 = 0.985;
/// In a message with several questions each must be this clear on its own: a wrong second answer
/// is worse than none.
const EACH_SCORE: f32 = 0.5;
/// Each must also score this share of the best match of the whole message, or it was said in passing.
const NEAR_BEST: f32 = 0.7;
/// A clause of up to this many words asks even without a question's words ("side effects").
const SHORT_CLAUSE: usize = 4;
/// Only so many clauses are asked one by one, the last ones: a bound on the work for pasted walls of text, and what
/// is asked mostly stands at the end.
const MOST_CLAUSES: usize = 40;
/// No reply holds more answers: two of the longest and the notice fill a Discord message.
const MOST_ANSWERS: usize = 2;
/// No reply offers more entries: a choice one can take in at a glance.
const MOST_OFFERS: usize = 3;
/// How many matches are reported.
pub const MOST_MATCHES: usize = 10;

/// Everything needed to decide: a library, its index and the safety rules, built together and
/// never changed, so that a question is answered from one state of the files.
#[derive(Debug)]
pub struct Answerer {
    library: Library,
    index: Index,
    safety: Arc<Safety>,
}

impl Answerer {
    /// Reads, checks and indexes a folder's files in English; `Err` lists everything wrong in them. All its
    /// languages are in [`crate::answerers`].
    pub fn build(files: &[SourceFile]) -> Result<Self, Problems> {
        let english = by_language::split(files)?.swap_remove(0).1;
        Ok(Self::of(Library::parse(&english)?, Safety::parse(files)?))
    }

    /// An answerer from its parts. Those that may still be wrong are for checks only.
    pub(crate) fn of(library: Library, safety: Arc<Safety>) -> Self {
        let index = Index::new(&library);
        Self { library, index, safety }
    }

    /// An answerer for when the FAQ's files are wrong: it knows danger by the core rules, and nothing else.
    pub fn without_faq() -> Self {
        let library = Library::default();
        let index = Index::new(&library);
        Self { library, index, safety: Safety::core() }
    }

    /// The content that is answered from.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The index that questions are matched with.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The rules that look for danger.
    pub fn safety(&self) -> &Safety {
        &self.safety
    }

    /// What to do with an incoming message.
    pub fn decide(&self, incoming: &Incoming<'_>) -> Verdict {
        match Question::from_incoming(incoming) {
            Ok(_) if incoming.withheld => Verdict::of(Decision::Unreadable),
            Ok(question) => self.answer(&question, &mut Scratch::default()),
            Err(Silence::NotAddressed) if incoming.overheard => self.overhear(&Question::read(incoming.text)),
            Err(Silence::NotAddressed) if incoming.watched => self.watch(&Question::read(incoming.text)),
            Err(reason) => Verdict::of(Decision::Silent(reason)),
        }
    }

    /// What to do with a question that was put to the bot. `scratch` is room to work in; it holds the
    /// question's words until the next one.
    pub fn answer(&self, question: &Question, scratch: &mut Scratch) -> Verdict {
        let judgement = self.safety.judge_with(question.whole(), scratch.mends());
        let alarm = judgement.alarm.map(|alarm| (alarm.danger, alarm.form));
        if let Some((danger, Form::Only)) = alarm {
            return Verdict::of(Decision::Emergency(danger));
        }
        let help_first = alarm.map(|(danger, _)| danger);
        if question.is_empty() {
            return Verdict { help_first, ..Verdict::of(Decision::Help) };
        }
        if judgement.refusal == Some(Refusal::Supply) {
            return Verdict { help_first, ..Verdict::of(Decision::Refuse) };
        }
        if self.library.entries().is_empty() {
            return Verdict { help_first, ..Verdict::of(Decision::NoFaq) };
        }
        let ranking = self.index.rank_again(question.text(), scratch);
        let decision = self.choose(question, &ranking, scratch);
        let matches = entries(&ranking).take(MOST_MATCHES).map(|ranked| (ranked.id.clone(), ranked.score)).collect();
        let (decision, refused) = self.refused(decision);
        let personal =
            [judgement.refusal, refused].contains(&Some(Refusal::Personal)) && !self.is_small_talk(&decision);
        Verdict { decision, help_first, personal, matches }
    }

    /// Whether a decision declines what is no medical matter: nobody's dose is decided there.
    fn is_small_talk(&self, decision: &Decision) -> bool {
        let Decision::Decline { topic, .. } = decision else { return false };
        self.library.topic(topic).is_some_and(|topic| topic.is_small_talk() && topic.care().is_none())
    }

    /// What to do with a message that is for others: only plain danger is spoken to.
    fn watch(&self, message: &Question) -> Verdict {
        let silent = Decision::Silent(Silence::NotAddressed);
        Verdict::of(self.plain_danger(message).map_or(silent, Decision::Emergency))
    }

    /// What to do with a message that nobody put to the bot, where it may answer all the same: only what it is
    /// very sure of, and danger.
    fn overhear(&self, message: &Question) -> Verdict {
        let verdict = self.answer(message, &mut Scratch::default());
        let sure = verdict.matches.first().is_some_and(|(_, score)| *score >= OVERHEARD_SCORE);
        match verdict.decision {
            Decision::Emergency(_) => verdict,
            Decision::Answer(_) if sure => verdict,
            _ => Verdict::of(Decision::Silent(Silence::NotAddressed)),
        }
    }

    /// What a decision is refused as, if its topic is; a refusal to help at all takes its place.
    fn refused(&self, decision: Decision) -> (Decision, Option<Refusal>) {
        let Decision::Decline { topic, .. } = &decision else { return (decision, None) };
        let refused = self.library.topic(topic).and_then(Topic::refused);
        if refused == Some(Refusal::Supply) { (Decision::Refuse, refused) } else { (decision, refused) }
    }

    /// What to do with a question that is about a topic and nothing else.
    pub fn declined(&self, topic: &Topic) -> Verdict {
        let (decision, refused) = self.refused(Decision::Decline { topic: topic.id().clone(), near: Vec::new() });
        let personal = refused == Some(Refusal::Personal) && !self.is_small_talk(&decision);
        Verdict { personal, ..Verdict::of(decision) }
    }

    /// Whether a text says that somebody is in danger now.
    pub fn is_cry_for_help(&self, text: &str) -> bool {
        self.plain_danger(&Question::read(text)).is_some()
    }

    /// Whether a text gives any reason to think of danger, so that nothing may delay the reply.
    pub fn is_alarming(&self, text: &str) -> bool {
        self.safety.judge(Question::read(text).whole()).alarm.is_some()
    }

    /// The danger that a message tells of plainly, so that the whole reply is for it.
    fn plain_danger(&self, message: &Question) -> Option<Danger> {
        let alarm = self.safety.judge(message.whole()).alarm?;
        (alarm.form == Form::Only).then_some(alarm.danger)
    }

    /// The entries nearest to a text, best first, however far.
    pub fn nearest(&self, text: &str) -> Vec<EntryId> {
        let ranking = self.index.rank(text, &mut Scratch::default());
        entries(&ranking).map(|ranked| ranked.id.clone()).collect()
    }

    fn choose(&self, question: &Question, ranking: &[Ranked<'_>], scratch: &mut Scratch) -> Decision {
        // As when it was picked from a list.
        let said = scratch.reading().tokens();
        let picked = (said.len() <= self.library.longest_question()).then(|| words(question.text()));
        if let Some(entry) = picked.and_then(|words| self.library.asked(&words)) {
            return Decision::Answer(vec![entry.id().clone()]);
        }
        if let Some(topic) = self.guarded_topic(scratch) {
            return Decision::Decline { topic, near: offers(ranking, 0.0, ANSWER_SCORE) };
        }
        let several = self.several_questions(ranking, scratch);
        if several.len() > 1 {
            return Decision::Answer(several);
        }
        match ranking.first() {
            Some(best) if best.kind == Kind::Topic && best.score >= TOPIC_SCORE => {
                Decision::Decline { topic: best.id.clone(), near: offers(ranking, best.likeness * NEAR_TOPIC, 0.0) }
            }
            Some(best) if best.kind == Kind::Entry && best.score >= ANSWER_SCORE => {
                let tied = self.tied(ranking);
                if tied.len() > 1 { Decision::Suggest(tied) } else { Decision::Answer(vec![best.id.clone()]) }
            }
            _ => Decision::Unknown(offers(ranking, 0.0, OFFER_SCORE)),
        }
    }

    /// The topic whose guarded words stand in the question that was ranked last, if what excuses them does
    /// not.
    pub(crate) fn guarded_topic(&self, scratch: &mut Scratch) -> Option<EntryId> {
        let said = self.index.groups(scratch);
        let caught = self.library.topics().iter().find(|topic| {
            topic.guard().is_some_and(|guard| said.contains(&*guard.group) && !said.contains(&*guard.unless))
        });
        caught.map(|topic| topic.id().clone())
    }

    /// The entries asked for, one a clause, if each clause is clear on its own and the message as a
    /// whole leads to them too.
    fn several_questions(&self, whole: &[Ranked<'_>], scratch: &mut Scratch) -> Vec<EntryId> {
        let tokens = scratch.reading().tokens();
        let mut found: Vec<EntryId> = Vec::new();
        if tokens.clauses().len() < 2 {
            return found;
        }
        let asking = |clause: &&Range<usize>| asks(tokens, clause) || clause.len() <= SHORT_CLAUSE;
        let mut clauses: Vec<Range<usize>> =
            tokens.clauses().iter().rev().filter(asking).take(MOST_CLAUSES).cloned().collect();
        clauses.reverse();
        let least = whole.first().map_or(0.0, |best| best.likeness * NEAR_BEST);
        let near_best = |id: &EntryId| whole.iter().any(|other| other.id == id && other.likeness >= least);
        for clause in clauses {
            let ranking = self.index.rank_part(clause, scratch);
            let Some(best) = ranking.first() else { continue };
            let clear = best.kind == Kind::Entry && best.score >= EACH_SCORE && near_best(best.id);
            if clear && !found.contains(best.id) {
                found.push(best.id.clone());
            }
            if found.len() == MOST_ANSWERS {
                break;
            }
        }
        found
    }

    /// The best entry and those that tie with it.
    fn tied(&self, ranking: &[Ranked<'_>]) -> Vec<EntryId> {
        let Some(best) = ranking.first() else { return Vec::new() };
        let related = self.library.entry(best.id).map(|entry| entry.related()).unwrap_or_default();
        let near = entries(ranking).filter(|other| {
            let ratio = if related.contains(other.id) { RELATED_TIE_RATIO } else { TIE_RATIO };
            other.likeness >= best.likeness * ratio
        });
        near.take(MOST_OFFERS).map(|ranked| ranked.id.clone()).collect()
    }
}

/// The entries that are at least this like the question and this sure.
fn offers(ranking: &[Ranked<'_>], likeness: f32, score: f32) -> Vec<EntryId> {
    let near = entries(ranking).filter(|other| other.likeness >= likeness && other.score >= score);
    near.take(MOST_OFFERS).map(|ranked| ranked.id.clone()).collect()
}
