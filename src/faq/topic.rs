//! What the document does not cover but people ask, with an honest decline for each.
//!
//! Topics are matched like entries and never answered from. Their file is optional.

use serde::Deserialize;
use toml::Spanned;

use super::by_language;
use super::checker::Checker;
use super::code::Code;
use super::entry::{EntryId, MAX_CARE};
use super::problem::Problem;
use crate::language::Language;
use crate::sentences;

/// Longest `about` and `say`, in characters: a decline is short.
const MAX_ABOUT: usize = 100;
const MAX_SAY: usize = 300;
/// A topic is wider than an entry, so it may take more phrasings to catch.
const PHRASINGS: std::ops::RangeInclusive<usize> = 1..=60;

/// What the bot does not help with, whatever the FAQ says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Refusal {
    /// Getting, selling, sharing or forging: not at all.
    Supply,
    /// A decision about somebody's own dose: no advice, though the FAQ may have something about it.
    Personal,
}

/// A kind of question that is declined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    id: EntryId,
    language: Language,
    decline: String,
    small_talk: bool,
    lent: bool,
    care: Option<String>,
    guard: Option<Guard>,
    refused: Option<Refusal>,
    phrasings: Vec<String>,
    see: Vec<EntryId>,
}

/// Words that make a question this topic's, whatever else it resembles: another medicine's name,
/// say, unless the FAQ's own medicine is named too.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    /// The vocabulary group that is looked for.
    pub group: String,
    /// The vocabulary group that excuses it.
    pub unless: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    topic: Vec<RawTopic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTopic {
    id: Spanned<String>,
    about: Option<Spanned<String>>,
    say: Option<Spanned<String>>,
    care: Option<Spanned<String>>,
    guard: Option<Spanned<Guard>>,
    refused: Option<Refusal>,
    lent: Option<bool>,
    phrasings: Spanned<Vec<Spanned<String>>>,
    #[serde(default)]
    see: Vec<Spanned<String>>,
}

/// A topic with the places that checks across files may have to point at.
pub(super) struct PlacedTopic {
    pub topic: Topic,
    pub id: std::ops::Range<usize>,
    pub see: Vec<std::ops::Range<usize>>,
    pub guard: Option<std::ops::Range<usize>>,
    pub spans: TopicSpans,
}

/// Where a topic's texts stand, in bytes of its file.
pub(crate) struct TopicSpans {
    /// What it is declined with.
    pub decline: std::ops::Range<usize>,
    pub care: Option<std::ops::Range<usize>>,
}

impl Topic {
    /// The topic's id, unique among entries and topics.
    pub fn id(&self) -> &EntryId {
        &self.id
    }
    /// The language of its file, which is not the library's where a language has no topics of its own.
    pub fn language(&self) -> Language {
        self.language
    }
    /// The whole sentence it is declined with.
    pub fn decline(&self) -> &str {
        &self.decline
    }
    /// Whether it is about no medical matter: then nobody is sent to a pharmacist.
    pub fn is_small_talk(&self) -> bool {
        self.small_talk
    }
    /// Whether languages without topics of their own have it too.
    pub fn is_lent(&self) -> bool {
        self.lent
    }
    /// A line of care where the topic borders on a danger. It is not from the document.
    pub fn care(&self) -> Option<&str> {
        self.care.as_deref()
    }
    /// What makes a question this topic's at once.
    pub fn guard(&self) -> Option<&Guard> {
        self.guard.as_ref()
    }
    /// What it is refused as, if it is not only outside the document.
    pub fn refused(&self) -> Option<Refusal> {
        self.refused
    }
    /// Ways people ask it.
    pub fn phrasings(&self) -> &[String] {
        &self.phrasings
    }
    /// Entries near enough to offer.
    pub fn see(&self) -> &[EntryId] {
        &self.see
    }
}

/// Reads a topics file, and says what is wrong in it.
pub(super) fn parse(file: &str, text: &str) -> (Vec<PlacedTopic>, Vec<Problem>) {
    let raw: RawFile = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => return (Vec::new(), vec![Problem::from_toml(file, text, &error)]),
    };
    let mut checker = Checker { file, text, problems: Vec::new() };
    let topics = raw.topic.into_iter().map(|topic| take_over(&mut checker, topic)).collect();
    (topics, checker.problems)
}

fn take_over(checker: &mut Checker<'_>, raw: RawTopic) -> PlacedTopic {
    let (id, see) = (raw.id.span(), raw.see.iter().map(Spanned::span).collect());
    let guard = raw.guard.as_ref().map(Spanned::span);
    let (small_talk, care) = (raw.say.is_some(), raw.care.as_ref().map(Spanned::span));
    let declines = raw.say.as_ref().or(raw.about.as_ref()).map_or(id.clone(), Spanned::span);
    let language = by_language::of_file(checker.file);
    let decline = match (raw.about, raw.say) {
        (Some(about), None) => (sentences::of(language).faq.not_covered)(&checker.line(about, "about", MAX_ABOUT)),
        (None, Some(say)) => checker.line_with_slots(say, "say", MAX_SAY),
        _ => {
            checker.report(id.clone(), Code::Structure, "a topic has either `about` or `say`");
            String::new()
        }
    };
    let topic = Topic {
        id: checker.id(&raw.id),
        language,
        decline,
        small_talk,
        lent: raw.lent.unwrap_or(true),
        care: raw.care.map(|care| checker.line_with_slots(care, "the care line", MAX_CARE)),
        guard: raw.guard.map(Spanned::into_inner),
        refused: raw.refused,
        phrasings: checker.phrasings(raw.phrasings, PHRASINGS),
        see: raw.see.iter().map(|id| checker.id(id)).collect(),
    };
    PlacedTopic { topic, id, see, guard, spans: TopicSpans { decline: declines, care } }
}
