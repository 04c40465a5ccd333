//! Puts decisions into words a frightened or tired person can read.
//!
//! All of the bot's own sentences about the FAQ are here; those about administration are in
//! [`crate::discord`]'s admin module, those for people in danger in [`help`]. Nothing is decided here.

mod help;

use crate::decide::{Decision, Verdict};
use crate::faq::{Entry, EntryId, Library, Refusal, Topic};
use crate::guard::Reviewed;
use crate::help_lines::HelpLines;
use crate::reply::{Block, Choice, MOST_CHOICES, Occasion, Reply};

/// How the bot speaks on one host: with that host's lines of help.
#[derive(Debug, Clone, Default)]
pub struct Wording {
    lines: HelpLines,
}

impl Wording {
    /// Wording with these lines of help.
    pub fn new(lines: HelpLines) -> Self {
        Self { lines }
    }

    /// The reply to a verdict, or nothing where the decision is to be silent.
    pub fn of(&self, verdict: &Verdict, library: &Library) -> Option<Reply> {
        let (mut blocks, choices) = match &verdict.decision {
            Decision::Silent(_) => return None,
            Decision::Emergency(danger) => {
                let blocks = help::only(*danger, &self.lines);
                return Some(Reply::new(Occasion::Danger, blocks, Vec::new(), &self.lines, library.reviewed()));
            }
            Decision::Help => (greeting(library), Vec::new()),
            Decision::Unreadable => (text(UNREADABLE), Vec::new()),
            Decision::Elsewhere => (text(ELSEWHERE), Vec::new()),
            Decision::NoFaq => (text(NO_FAQ), Vec::new()),
            Decision::Refuse => self.refusal(library),
            Decision::Answer(ids) => (self.answers(ids, library, verdict.help_first.is_some()), Vec::new()),
            Decision::Suggest(ids) => offering("I am not sure which of these you mean:", ids, library),
            Decision::Decline { topic, near } => self.decline(topic, near, library, verdict.help_first.is_some()),
            Decision::Unknown(near) => unknown(near, library),
        };
        if verdict.personal && verdict.decision != Decision::Elsewhere {
            blocks.insert(0, Block::Text(PERSONAL.to_owned()));
        }
        if let Some(danger) = verdict.help_first {
            blocks.insert(0, help::first(danger, &self.lines));
        }
        Some(self.ordinary(blocks, choices, library.reviewed()))
    }

    /// The answer of one entry, or an honest word if it is gone.
    pub fn entry(&self, id: &EntryId, library: &Library) -> Reply {
        self.ordinary(self.answers(std::slice::from_ref(id), library, false), Vec::new(), library.reviewed())
    }

    /// Everything that can be answered, one question a line.
    pub fn list(&self, library: &Library) -> Reply {
        let mut blocks = vec![Block::Title(format!("What I can answer about {}", library.title()))];
        blocks.extend(library.entries().iter().map(|entry| Block::Item(entry.question().to_owned())));
        self.ordinary(blocks, Vec::new(), library.reviewed())
    }

    /// A sentence of the bot's own, such as a refusal.
    pub fn plain(&self, sentence: &str) -> Reply {
        self.ordinary(text(sentence), Vec::new(), &Reviewed::default())
    }

    /// The reply where only danger is answered.
    pub fn elsewhere(&self) -> Reply {
        self.plain(ELSEWHERE)
    }

    /// Said to somebody who asks faster than is answered.
    pub fn too_fast(&self) -> Reply {
        self.plain(
            "That was a lot of questions in a short time. Please wait a minute, then ask again. \
             If somebody is in danger, say so in plain words: that is always answered.",
        )
    }

    /// The reply to pressing somebody else's button.
    pub fn not_your_button(&self) -> Reply {
        self.plain("These buttons are for the person who asked. You can ask me yourself with /ask.")
    }

    /// What a curator is told of their files.
    pub fn for_curators(&self, blocks: Vec<Block>) -> Reply {
        Reply::new(Occasion::Curator, blocks, Vec::new(), &self.lines, &Reviewed::default())
    }

    /// What moderators are told of a message of danger: where it stands, and nothing of what it says.
    pub fn alert(&self, link: &str) -> Reply {
        let blocks = help::alert(link);
        Reply::new(Occasion::Danger, blocks, Vec::new(), &self.lines, &Reviewed::default())
    }

    fn ordinary(&self, blocks: Vec<Block>, choices: Vec<Choice>, reviewed: &Reviewed) -> Reply {
        Reply::new(Occasion::Ordinary, blocks, choices, &self.lines, reviewed)
    }

    fn refusal(&self, library: &Library) -> (Vec<Block>, Vec<Choice>) {
        let topic = library.topics().iter().find(|topic| topic.refused() == Some(Refusal::Supply));
        let choices = choices(topic.map(Topic::see).unwrap_or_default(), library);
        let unwell = format!("If you have run out and feel unwell, contact {} today.", self.lines.urgent());
        let mut blocks = vec![Block::Text(REFUSED.to_owned()), Block::Help(unwell)];
        blocks.extend(near_to_that(&choices));
        (blocks, choices)
    }

    fn answers(&self, ids: &[EntryId], library: &Library, help_first: bool) -> Vec<Block> {
        let entries: Vec<&Entry> = ids.iter().filter_map(|id| library.entry(id)).collect();
        if entries.is_empty() {
            return text("That topic is not in the FAQ any more. /faq list shows what is.");
        }
        entries.iter().flat_map(|entry| self.answer(entry, help_first)).collect()
    }

    fn answer(&self, entry: &Entry, help_first: bool) -> Vec<Block> {
        let mut blocks = vec![Block::Title(entry.question().to_owned()), Block::Text(entry.answer().to_owned())];
        blocks.extend(self.care(entry.care(), help_first));
        let places: Vec<String> = entry
            .sources()
            .iter()
            .map(|source| format!("paragraph {}, sentence {}: “{}”", source.paragraph, source.sentence, source.quote))
            .collect();
        blocks.push(Block::Source(format!("From “{}”, {}", entry.document(), places.join("; "))));
        blocks
    }

    fn decline(
        &self,
        id: &EntryId,
        near: &[EntryId],
        library: &Library,
        help_first: bool,
    ) -> (Vec<Block>, Vec<Choice>) {
        let Some(topic) = library.topic(id) else {
            return unknown(&[], library);
        };
        let mut blocks: Vec<Block> = self.care(topic.care(), help_first).into_iter().collect();
        blocks.push(Block::Text(self.lines.fill(&decline_text(topic))));
        let mut ids = topic.see().to_vec();
        ids.extend(near.iter().filter(|id| !topic.see().contains(id)).cloned());
        let choices = choices(&ids, library);
        blocks.extend(near_to_that(&choices));
        (blocks, choices)
    }

    /// A care line, unless it only says what the line of help above says already.
    fn care(&self, care: Option<&str>, help_first: bool) -> Option<Block> {
        let care = care.filter(|care| !help_first || !care.contains("{emergency}"))?;
        Some(Block::Care(self.lines.fill(care)))
    }
}

const UNREADABLE: &str = "I cannot read a reply to me while its ping is off. Please mention me in it, or use /ask.";
const ELSEWHERE: &str = "I answer only in a server's age-restricted channels.";
const NO_FAQ: &str =
    "I cannot read my FAQ at the moment, so I cannot answer. A pharmacist or your prescriber can help.";
const REFUSED: &str = "I cannot help with getting, selling, sharing or changing a prescription medicine. \
    For a prescription or a refill, please ask a prescriber or a pharmacist.";
const PERSONAL: &str = "I cannot decide that for you. Please ask the person who prescribed it, or a pharmacist, \
    before you change anything.";

fn text(sentence: &str) -> Vec<Block> {
    vec![Block::Text(sentence.to_owned())]
}

fn greeting(library: &Library) -> Vec<Block> {
    let example = library.entries().first().map(Entry::question).unwrap_or_default();
    let title = library.title();
    text(&format!("Ask me about {title}, for example: {example} (On Discord, /faq list shows everything.)"))
}

fn unknown(near: &[EntryId], library: &Library) -> (Vec<Block>, Vec<Choice>) {
    if near.is_empty() {
        let title = library.title();
        let sentence = format!(
            "I found nothing about that: the article on {title} does not cover it, or I did not understand the \
             question. You can ask it in other words, or ask a pharmacist or your prescriber."
        );
        return (text(&sentence), Vec::new());
    }
    offering("I am not sure that the article covers that. The nearest topics it has:", near, library)
}

fn decline_text(topic: &Topic) -> String {
    match topic.is_small_talk() {
        true => topic.decline().to_owned(),
        false => format!("{} A pharmacist or your prescriber can help with that question.", topic.decline()),
    }
}

fn offering(introduction: &str, ids: &[EntryId], library: &Library) -> (Vec<Block>, Vec<Choice>) {
    let choices = choices(ids, library);
    let mut blocks = text(introduction);
    blocks.extend(items(&choices));
    (blocks, choices)
}

fn near_to_that(choices: &[Choice]) -> Vec<Block> {
    let introduction = (!choices.is_empty()).then(|| Block::Text("Near to that, the article does cover:".to_owned()));
    introduction.into_iter().chain(items(choices)).collect()
}

fn choices(ids: &[EntryId], library: &Library) -> Vec<Choice> {
    let entries = ids.iter().filter_map(|id| library.entry(id)).take(MOST_CHOICES);
    entries.map(|entry| Choice { id: entry.id().clone(), label: entry.question().to_owned() }).collect()
}

fn items(choices: &[Choice]) -> impl Iterator<Item = Block> + '_ {
    choices.iter().map(|choice| Block::Item(choice.label.clone()))
}
