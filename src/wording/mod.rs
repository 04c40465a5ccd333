//! Puts decisions into words a frightened or tired person can read.
//!
//! All of the bot's own sentences about the FAQ are here; those about administration are in
//! [`crate::discord`]'s admin module, those for people in danger in [`help`]. Nothing is decided here.

mod help;

use crate::decide::{Decision, Verdict};
use crate::faq::{Entry, EntryId, Library, Refusal, Source, Topic};
use crate::guard::Reviewed;
use crate::help_lines::HelpLines;
use crate::reply::{Block, Choice, MOST_CHOICES, MOST_RELATED, Occasion, Offers, Reply};

/// More of the document's title than this, in characters, is left out under an answer.
const LONGEST_TITLE: usize = 45;

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
        let (mut blocks, offers) = match &verdict.decision {
            Decision::Silent(_) => return None,
            Decision::Emergency(danger) => {
                let blocks = help::only(*danger, &self.lines);
                return Some(Reply::new(Occasion::Danger, blocks, Offers::default(), &self.lines, library.reviewed()));
            }
            Decision::Help => (greeting(library), Offers::default()),
            Decision::Unreadable => (text(UNREADABLE), Offers::default()),
            Decision::Elsewhere => (text(ELSEWHERE), Offers::default()),
            Decision::NoFaq => (text(NO_FAQ), Offers::default()),
            Decision::Refuse => self.refusal(library),
            Decision::Answer(ids) => self.answers(ids, library, verdict.help_first.is_some()),
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
        Some(self.ordinary(blocks, offers, library.reviewed()))
    }

    /// The answer of one entry, or an honest word if it is gone.
    pub fn entry(&self, id: &EntryId, library: &Library) -> Reply {
        let (blocks, offers) = self.answers(std::slice::from_ref(id), library, false);
        self.ordinary(blocks, offers, library.reviewed())
    }

    /// Everything that can be answered, one question a line.
    pub fn list(&self, library: &Library) -> Reply {
        let mut blocks = vec![Block::Title(format!("What I can answer about {}", library.title()))];
        blocks.extend(library.entries().iter().map(|entry| Block::Item(entry.question().to_owned())));
        self.ordinary(blocks, Offers::default(), library.reviewed())
    }

    /// A sentence of the bot's own, such as a refusal.
    pub fn plain(&self, sentence: &str) -> Reply {
        self.ordinary(text(sentence), Offers::default(), &Reviewed::default())
    }

    /// The reply where only danger is answered.
    pub fn elsewhere(&self) -> Reply {
        self.plain(ELSEWHERE)
    }

    /// Said where the same was asked and answered not long ago; `link` leads to the answer.
    pub fn said_before(&self, link: &str) -> Reply {
        self.plain(&format!("That was answered here a moment ago: {link}"))
    }

    /// Said to somebody who told whether an answer helped.
    pub fn thanks(&self, helped: bool) -> Reply {
        self.plain(match helped {
            true => "Thank you for saying so.",
            false => {
                "I am sorry that it did not help. You can ask it in other words, or ask a pharmacist or your prescriber."
            }
        })
    }

    /// What the people who help are told, whom `role` mentions.
    pub fn call_helpers(&self, role: &str) -> Reply {
        self.plain(&format!("{role} My answer did not help here. Could one of you have a look?"))
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
        Reply::new(Occasion::Curator, blocks, Offers::default(), &self.lines, &Reviewed::default())
    }

    /// What moderators are told of a message of danger: where it stands, and nothing of what it says.
    pub fn alert(&self, link: &str) -> Reply {
        let blocks = help::alert(link);
        Reply::new(Occasion::Danger, blocks, Offers::default(), &self.lines, &Reviewed::default())
    }

    fn ordinary(&self, blocks: Vec<Block>, offers: Offers, reviewed: &Reviewed) -> Reply {
        Reply::new(Occasion::Ordinary, blocks, offers, &self.lines, reviewed)
    }

    fn refusal(&self, library: &Library) -> (Vec<Block>, Offers) {
        let topic = library.topics().iter().find(|topic| topic.refused() == Some(Refusal::Supply));
        let choices = choices(topic.map(Topic::see).unwrap_or_default(), library, MOST_CHOICES);
        let unwell = format!("If you have run out and feel unwell, contact {} today.", self.lines.urgent());
        let mut blocks = vec![Block::Text(REFUSED.to_owned()), Block::Help(unwell)];
        blocks.extend(near_to_that(&choices));
        (blocks, of_choices(choices))
    }

    fn answers(&self, ids: &[EntryId], library: &Library, help_first: bool) -> (Vec<Block>, Offers) {
        let entries: Vec<&Entry> = ids.iter().filter_map(|id| library.entry(id)).collect();
        let blocks = entries.iter().flat_map(|entry| self.answer(entry, help_first)).collect();
        let offers = match entries.as_slice() {
            [] => return (text("That topic is not in the FAQ any more. /faq list shows what is."), Offers::default()),
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

    fn answer(&self, entry: &Entry, help_first: bool) -> Vec<Block> {
        let mut blocks = vec![Block::Title(entry.question().to_owned()), Block::Text(entry.answer().to_owned())];
        blocks.extend(self.care(entry.care(), help_first));
        let place = |source: &Source| format!("paragraph {}: “…{}…”", source.paragraph, source.quote);
        let places: Vec<String> = entry.sources().iter().map(place).collect();
        blocks.push(Block::Source(format!("{}, {}", shortened(entry.document()), places.join("; "))));
        blocks
    }

    fn decline(&self, id: &EntryId, near: &[EntryId], library: &Library, help_first: bool) -> (Vec<Block>, Offers) {
        let Some(topic) = library.topic(id) else {
            return unknown(&[], library);
        };
        let mut blocks: Vec<Block> = self.care(topic.care(), help_first).into_iter().collect();
        blocks.push(Block::Text(self.lines.fill(&decline_text(topic))));
        let mut ids = topic.see().to_vec();
        ids.extend(near.iter().filter(|id| !topic.see().contains(id)).cloned());
        let choices = choices(&ids, library, MOST_CHOICES);
        blocks.extend(near_to_that(&choices));
        (blocks, of_choices(choices))
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

fn unknown(near: &[EntryId], library: &Library) -> (Vec<Block>, Offers) {
    if near.is_empty() {
        let title = library.title();
        let sentence = format!(
            "I found nothing about that: the article on {title} does not cover it, or I did not understand the \
             question. You can ask it in other words, or ask a pharmacist or your prescriber."
        );
        return (text(&sentence), Offers::default());
    }
    offering("I am not sure that the article covers that. The nearest topics it has:", near, library)
}

fn decline_text(topic: &Topic) -> String {
    match topic.is_small_talk() {
        true => topic.decline().to_owned(),
        false => format!("{} A pharmacist or your prescriber can help with that question.", topic.decline()),
    }
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
        return format!("“{title}”");
    }
    let mut kept = String::new();
    for word in title.split_whitespace() {
        if !kept.is_empty() && kept.chars().count() + word.chars().count() >= LONGEST_TITLE {
            break;
        }
        kept.push_str(if kept.is_empty() { "" } else { " " });
        kept.push_str(word);
    }
    format!("“{}…”", kept.trim_end_matches(|c: char| !c.is_alphanumeric()))
}

fn near_to_that(choices: &[Choice]) -> Vec<Block> {
    let introduction = (!choices.is_empty()).then(|| Block::Text("Near to that, the article does cover:".to_owned()));
    introduction.into_iter().chain(items(choices)).collect()
}

fn choices(ids: &[EntryId], library: &Library, most: usize) -> Vec<Choice> {
    let entries = ids.iter().filter_map(|id| library.entry(id)).take(most);
    entries.map(|entry| Choice { id: entry.id().clone(), label: entry.question().to_owned() }).collect()
}

fn items(choices: &[Choice]) -> impl Iterator<Item = Block> + '_ {
    choices.iter().map(|choice| Block::Item(choice.label.clone()))
}
