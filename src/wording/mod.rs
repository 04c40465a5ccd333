//! Puts decisions into words a frightened or tired person can read.
//!
//! The bot's own sentences to members stand in [`crate::sentences`], in each language; those about administration
//! are English and in [`crate::discord`]'s admin module. [`help`] speaks to people in danger. Nothing is decided here.

mod help;

use crate::decide::{Decision, Verdict};
use crate::faq::{Entry, EntryId, Library, Refusal, Source, Topic};
use crate::guard::Reviewed;
use crate::help_lines::HelpLines;
use crate::language::Language;
use crate::reply::{Block, Choice, MOST_CHOICES, MOST_RELATED, Occasion, Offers, Reply};
use crate::sentences::{self, Sentences};

/// More of the document's title than this, in characters, is left out under an answer.
const LONGEST_TITLE: usize = 45;

/// How the bot speaks on one host: with that host's lines of help, in one language.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    lines: HelpLines,
}

impl Wording {
    /// Wording with these lines of help, in the language they are spoken of in.
    pub fn new(lines: HelpLines) -> Self {
        Self { lines }
    }

    /// The same in another language. It costs next to nothing.
    pub fn speaking(&self, language: Language) -> Self {
        Self { lines: self.lines.speaking(language) }
    }

    /// The reply to a verdict, or nothing where the decision is to be silent.
    pub fn of(&self, verdict: &Verdict, library: &Library) -> Option<Reply> {
        let (mut blocks, offers) = match &verdict.decision {
            Decision::Silent(_) => return None,
            Decision::Emergency(danger) => {
                let blocks = help::only(*danger, &self.lines);
                return Some(Reply::new(Occasion::Danger, blocks, Offers::default(), &self.lines, library.reviewed()));
            }
            Decision::Help => (self.greeting(library), Offers::default()),
            Decision::Unreadable => (text(self.words().trouble.unreadable), Offers::default()),
            Decision::Elsewhere => (text(self.words().trouble.elsewhere), Offers::default()),
            Decision::NoFaq => (text(self.words().trouble.no_faq), Offers::default()),
            Decision::Refuse => self.refusal(library),
            Decision::Answer(ids) => self.answers(ids, library, verdict.help_first.is_some()),
            Decision::Suggest(ids) => offering(self.words().faq.unsure, ids, library),
            Decision::Decline { topic, near } => self.decline(topic, near, library, verdict.help_first.is_some()),
            Decision::Unknown(near) => self.unknown(near, library),
        };
        if verdict.personal && verdict.decision != Decision::Elsewhere {
            blocks.insert(0, Block::Text(self.words().faq.personal.to_owned()));
        }
        if let Some(danger) = verdict.help_first {
            blocks.insert(0, help::first(danger, &self.lines));
        }
        Some(self.ordinary(blocks, offers, library.reviewed()))
    }

    /// The answer of one entry, or an honest word if it is gone.
    pub fn entry(&self, id: &EntryId, library: &Library) -> Reply {
        let (blocks, offers) = self.answers(std::slice::from_ref(id), library, false);
        self.ordinary(blocks, offers, library.reviewed())
    }

    /// Everything that can be answered, one question a line.
    pub fn list(&self, library: &Library) -> Reply {
        let mut blocks = vec![Block::Title((self.words().faq.list)(&library.title()))];
        blocks.extend(library.entries().iter().map(|entry| Block::Item(entry.question().to_owned())));
        self.ordinary(blocks, Offers::default(), library.reviewed())
    }

    /// One of the bot's own sentences to members.
    pub fn sentence(&self, sentence: impl Fn(&Sentences) -> &'static str) -> Reply {
        self.plain(sentence(self.words()))
    }

    /// A sentence of the bot's own that stands in no table, such as those about administration.
    pub fn plain(&self, sentence: &str) -> Reply {
        self.ordinary(text(sentence), Offers::default(), &Reviewed::default())
    }

    /// The reply where only danger is answered.
    pub fn elsewhere(&self) -> Reply {
        self.sentence(|words| words.trouble.elsewhere)
    }

    /// Said where the same was asked and answered not long ago; `link` leads to the answer.
    pub fn said_before(&self, link: &str) -> Reply {
        self.plain(&(self.words().talk.said_before)(link))
    }

    /// Said to somebody who told whether an answer helped.
    pub fn thanks(&self, helped: bool) -> Reply {
        self.sentence(|words| if helped { words.talk.helped } else { words.talk.not_helped })
    }

    /// What the people who help are told, whom `role` mentions.
    pub fn call_helpers(&self, role: &str) -> Reply {
        self.plain(&(self.words().talk.call_helpers)(role))
    }

    /// The line before a reply that somebody else wanted, whom `whom` mentions.
    pub fn asked_for_by(&self, whom: &str) -> String {
        (self.words().talk.asked_for_by)(whom)
    }

    /// Said to somebody who asks faster than is answered.
    pub fn too_fast(&self) -> Reply {
        self.sentence(|words| words.trouble.too_fast)
    }

    /// The reply to pressing somebody else's button.
    pub fn not_your_button(&self) -> Reply {
        self.sentence(|words| words.trouble.not_your_button)
    }

    /// What asks for the next question on the console.
    pub fn prompt(&self) -> &'static str {
        self.words().prompt
    }

    /// What a curator is told of their files, in English.
    pub fn for_curators(&self, blocks: Vec<Block>) -> Reply {
        let lines = self.lines.speaking(Language::English);
        Reply::new(Occasion::Curator, blocks, Offers::default(), &lines, &Reviewed::default())
    }

    /// What moderators are told of a message of danger, in English: where it stands, and nothing of what it says.
    pub fn alert(&self, link: &str) -> Reply {
        let lines = self.lines.speaking(Language::English);
        Reply::new(Occasion::Danger, help::alert(link), Offers::default(), &lines, &Reviewed::default())
    }

    fn words(&self) -> &'static Sentences {
        sentences::of(self.lines.language())
    }

    fn ordinary(&self, blocks: Vec<Block>, offers: Offers, reviewed: &Reviewed) -> Reply {
        Reply::new(Occasion::Ordinary, blocks, offers, &self.lines, reviewed)
    }

    fn refusal(&self, library: &Library) -> (Vec<Block>, Offers) {
        let topic = library.topics().iter().find(|topic| topic.refused() == Some(Refusal::Supply));
        let choices = choices(topic.map(Topic::see).unwrap_or_default(), library, MOST_CHOICES);
        let unwell = self.lines.fill(self.words().help.run_out);
        let mut blocks = vec![Block::Text(self.words().faq.refused.to_owned()), Block::Help(unwell)];
        blocks.extend(self.near_to_that(&choices));
        (blocks, of_choices(choices))
    }

    fn answers(&self, ids: &[EntryId], library: &Library, help_first: bool) -> (Vec<Block>, Offers) {
        let entries: Vec<&Entry> = ids.iter().filter_map(|id| library.entry(id)).collect();
        let blocks = entries.iter().flat_map(|entry| self.answer(entry, library, help_first)).collect();
        let offers = match entries.as_slice() {
            [] => return (text(self.words().trouble.topic_gone), Offers::default()),
            [only] => Offers { answered: Some(only.id().clone()), ..Offers::default() },
            _ => Offers::default(),
        };
        let mut related: Vec<EntryId> = Vec::new();
        for id in entries.iter().flat_map(|entry| entry.related()) {
            if !ids.contains(id) && !related.contains(id) {
                related.push(id.clone());
            }
        }
        (blocks, Offers { related: choices(&related, library, MOST_RELATED), ..offers })
    }

    fn answer(&self, entry: &Entry, library: &Library, help_first: bool) -> Vec<Block> {
        let words = &self.words().faq;
        let mut blocks = vec![Block::Title(entry.question().to_owned()), Block::Text(entry.answer().to_owned())];
        blocks.extend(self.care(entry.care(), library.language(), help_first));
        let place = |source: &Source| (words.place)(source.paragraph, &source.quote);
        let places: Vec<String> = entry.sources().iter().map(place).collect();
        let edition = library.edition().map(|edition| format!(" · FAQ {}", edition.brief())).unwrap_or_default();
        let source = (words.source)(&shortened(entry.document()), &places.join("; "));
        blocks.push(Block::Source(source + &edition));
        blocks
    }

    fn decline(&self, id: &EntryId, near: &[EntryId], library: &Library, help_first: bool) -> (Vec<Block>, Offers) {
        let Some(topic) = library.topic(id) else {
            return self.unknown(&[], library);
        };
        let mut blocks: Vec<Block> = self.care(topic.care(), topic.language(), help_first).into_iter().collect();
        blocks.push(Block::Text(self.declining(topic)));
        let mut ids = topic.see().to_vec();
        ids.extend(near.iter().filter(|id| !topic.see().contains(id)).cloned());
        let choices = choices(&ids, library, MOST_CHOICES);
        blocks.extend(self.near_to_that(&choices));
        (blocks, of_choices(choices))
    }

    /// A care line, unless it only says what the line of help above says already.
    fn care(&self, care: Option<&str>, language: Language, help_first: bool) -> Option<Block> {
        let care = care.filter(|care| !help_first || !care.contains("{emergency}"))?;
        Some(Block::Care(self.filled(care, language)))
    }

    /// The FAQ's words with their slots filled, in the FAQ's language.
    fn filled(&self, text: &str, language: Language) -> String {
        self.lines.speaking(language).fill(text)
    }

    fn greeting(&self, library: &Library) -> Vec<Block> {
        let example = library.entries().first().map(Entry::question).unwrap_or_default();
        text(&(self.words().faq.greeting)(&library.title(), example))
    }

    fn unknown(&self, near: &[EntryId], library: &Library) -> (Vec<Block>, Offers) {
        match near.is_empty() {
            true => (text(&(self.words().faq.unknown)(&library.title())), Offers::default()),
            false => offering(self.words().faq.nearest, near, library),
        }
    }

    fn declining(&self, topic: &Topic) -> String {
        let decline = self.filled(topic.decline(), topic.language());
        match topic.is_small_talk() {
            true => decline,
            false => format!("{decline} {}", self.words().faq.ask_them),
        }
    }

    fn near_to_that(&self, choices: &[Choice]) -> Vec<Block> {
        let introduction = (!choices.is_empty()).then(|| Block::Text(self.words().faq.near_to_that.to_owned()));
        introduction.into_iter().chain(items(choices)).collect()
    }
}

fn text(sentence: &str) -> Vec<Block> {
    vec![Block::Text(sentence.to_owned())]
}

fn offering(introduction: &str, ids: &[EntryId], library: &Library) -> (Vec<Block>, Offers) {
    let choices = choices(ids, library, MOST_CHOICES);
    let mut blocks = text(introduction);
    blocks.extend(items(&choices));
    (blocks, of_choices(choices))
}

fn of_choices(choices: Vec<Choice>) -> Offers {
    Offers { choices, ..Offers::default() }
}

/// The beginning of a long title: it is named under every answer.
fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    let mut kept = String::new();
    for word in title.split_whitespace() {
        if !kept.is_empty() && kept.chars().count() + word.chars().count() >= LONGEST_TITLE {
            break;
        }
        kept.push_str(if kept.is_empty() { "" } else { " " });
        kept.push_str(word);
    }
    format!("{}…", kept.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

fn choices(ids: &[EntryId], library: &Library, most: usize) -> Vec<Choice> {
    let entries = ids.iter().filter_map(|id| library.entry(id)).take(most);
    entries.map(|entry| Choice { id: entry.id().clone(), label: entry.question().to_owned() }).collect()
}

fn items(choices: &[Choice]) -> impl Iterator<Item = Block> + '_ {
    choices.iter().map(|choice| Block::Item(choice.label.clone()))
}
