//! One FAQ file and its entries: read, checked, and closed to change.
//!
//! Checks that need more than one file (unknown `related` ids, duplicates) are in
//! [`super::library`].

use std::fmt;
use std::ops::RangeInclusive;

use serde::Deserialize;
use toml::Spanned;

use super::problem::{Problem, Problems};
use crate::help_lines::SLOTS;

/// Longest answer, in characters: short enough to be read in distress, and for two answers with
/// their notice to stand in one Discord message of 2,000.
pub const MAX_ANSWER: usize = 600;
/// Longest `care` line, in characters, for the same reason.
pub const MAX_CARE: usize = 150;
/// Longest question, in characters: Discord shows at most 100 in a list of choices.
pub const MAX_QUESTION: usize = 100;
/// Longest id, in characters: it travels in button ids, which Discord caps at 100.
const MAX_ID: usize = 40;
/// Longest phrasing, in characters: what people type in one breath.
const MAX_PHRASING: usize = 200;
/// Longest quote, in words: evidence, not a copy of the source.
const MAX_QUOTE_WORDS: usize = 8;
/// Fewer phrasings leave questions unfound; with more of them one entry drowns the others.
const PHRASINGS: RangeInclusive<usize> = 8..=20;

/// Names an entry in files, buttons and reports: lower-case letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(String);

/// A question with the answer the bot may give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    id: EntryId,
    question: String,
    phrasings: Vec<String>,
    answer: String,
    care: Option<String>,
    related: Vec<EntryId>,
    sources: Vec<Source>,
    document: String,
}

/// Where in the document an answer stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Paragraph after the document's title, from 1.
    pub paragraph: u32,
    /// Sentence in the paragraph, from 1.
    pub sentence: u32,
    /// At most eight words that stand there.
    pub quote: String,
}

/// A FAQ file after its own checks, with the places its ids stand at for the checks across files.
pub(super) struct FaqFile {
    pub title: String,
    pub entries: Vec<(Entry, EntrySpans)>,
}

/// Byte offsets of what the checks across files may have to point at.
pub(super) struct EntrySpans {
    pub id: std::ops::Range<usize>,
    pub related: Vec<std::ops::Range<usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    title: Spanned<String>,
    document: Spanned<String>,
    entry: Vec<RawEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: Spanned<String>,
    question: Spanned<String>,
    phrasings: Spanned<Vec<Spanned<String>>>,
    answer: Spanned<String>,
    care: Option<Spanned<String>>,
    #[serde(default)]
    related: Vec<Spanned<String>>,
    sources: Spanned<Vec<RawSource>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSource {
    paragraph: Spanned<u32>,
    sentence: Spanned<u32>,
    quote: Spanned<String>,
}

impl EntryId {
    /// Reads an id; `Err` says what an id looks like.
    pub fn parse(text: &str) -> Result<Self, String> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if text.is_empty() || text.len() > MAX_ID || !text.chars().all(allowed) {
            return Err(format!("an id has 1 to {MAX_ID} characters, of a to z, 0 to 9 and '-': '{text}' does not"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Entry {
    /// The entry's id, unique in its library.
    pub fn id(&self) -> &EntryId {
        &self.id
    }
    /// The question as it is shown to people.
    pub fn question(&self) -> &str {
        &self.question
    }
    /// Other ways people ask it.
    pub fn phrasings(&self) -> &[String] {
        &self.phrasings
    }
    /// What the document says, in plain words.
    pub fn answer(&self) -> &str {
        &self.answer
    }
    /// A line of care that is not from the document, where a danger asks for one.
    pub fn care(&self) -> Option<&str> {
        self.care.as_deref()
    }
    /// Entries a reader may want next.
    pub fn related(&self) -> &[EntryId] {
        &self.related
    }
    /// Where the answer stands in the document; at least one place.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }
    /// Title of the document the answer is from.
    pub fn document(&self) -> &str {
        &self.document
    }
}

/// Reads one FAQ file; `Err` lists everything wrong in it.
pub(super) fn parse(file: &str, text: &str) -> Result<FaqFile, Problems> {
    let raw: RawFile = toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
    let mut checker = Checker { file, text, problems: Vec::new() };
    let title = checker.line(raw.title, "title", MAX_QUESTION);
    let document = checker.line(raw.document, "document", MAX_PHRASING);
    let entries = raw.entry.into_iter().map(|entry| checker.entry(entry, &document)).collect();
    Problems::check(checker.problems)?;
    Ok(FaqFile { title, entries })
}

/// Collects problems while values are taken over; what it returns counts only if there are none.
pub(super) struct Checker<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub problems: Vec<Problem>,
}

impl Checker<'_> {
    pub fn report(&mut self, span: std::ops::Range<usize>, reason: String) {
        self.problems.push(Problem::at(self.file, self.text, span, reason));
    }

    /// A text of 1 to `limit` characters, in one line, without control characters.
    pub fn line(&mut self, value: Spanned<String>, what: &str, limit: usize) -> String {
        let span = value.span();
        let value = value.into_inner().trim().to_owned();
        let length = value.chars().count();
        if length == 0 {
            self.report(span, format!("{what} is empty"));
        } else if length > limit {
            self.report(span, format!("{what} has {length} characters, at most {limit} are allowed"));
        } else if value.chars().any(char::is_control) {
            self.report(span, format!("{what} holds a line break or another control character"));
        }
        value
    }

    /// Such a line, in which the operator's help lines may stand as "{emergency}" and the like.
    pub fn line_with_slots(&mut self, value: Spanned<String>, what: &str, limit: usize) -> String {
        let rest = SLOTS.iter().fold(value.get_ref().clone(), |rest, slot| rest.replace(slot, ""));
        if rest.contains(['{', '}']) {
            self.report(value.span(), format!("{what} may hold {} and no other braces", SLOTS.join(", ")));
        }
        self.line(value, what, limit)
    }

    pub fn id(&mut self, value: &Spanned<String>) -> EntryId {
        EntryId::parse(value.get_ref()).unwrap_or_else(|reason| {
            self.report(value.span(), reason);
            EntryId(value.get_ref().clone())
        })
    }

    pub fn phrasings(&mut self, values: Spanned<Vec<Spanned<String>>>, count: RangeInclusive<usize>) -> Vec<String> {
        let (span, values) = (values.span(), values.into_inner());
        if !count.contains(&values.len()) {
            let (least, most) = (count.start(), count.end());
            self.report(span, format!("there are {} phrasings; between {least} and {most} are wanted", values.len()));
        }
        values.into_iter().map(|value| self.line(value, "a phrasing", MAX_PHRASING)).collect()
    }

    fn entry(&mut self, raw: RawEntry, document: &str) -> (Entry, EntrySpans) {
        let spans = EntrySpans { id: raw.id.span(), related: raw.related.iter().map(Spanned::span).collect() };
        let entry = Entry {
            id: self.id(&raw.id),
            question: self.line(raw.question, "the question", MAX_QUESTION),
            phrasings: self.phrasings(raw.phrasings, PHRASINGS),
            answer: self.line(raw.answer, "the answer", MAX_ANSWER),
            care: raw.care.map(|care| self.line_with_slots(care, "the care line", MAX_CARE)),
            related: raw.related.iter().map(|id| self.id(id)).collect(),
            sources: self.sources(raw.sources),
            document: document.to_owned(),
        };
        (entry, spans)
    }

    fn sources(&mut self, raw: Spanned<Vec<RawSource>>) -> Vec<Source> {
        if raw.get_ref().is_empty() {
            self.report(raw.span(), "an answer needs at least one source".to_owned());
        }
        raw.into_inner().into_iter().map(|source| self.source(source)).collect()
    }

    fn source(&mut self, raw: RawSource) -> Source {
        for (number, what) in [(&raw.paragraph, "paragraph"), (&raw.sentence, "sentence")] {
            if *number.get_ref() == 0 {
                self.report(number.span(), format!("{what} is counted from 1"));
            }
        }
        let span = raw.quote.span();
        let quote = self.line(raw.quote, "the quote", MAX_PHRASING);
        let words = quote.split_whitespace().count();
        if words > MAX_QUOTE_WORDS {
            self.report(span, format!("the quote has {words} words, at most {MAX_QUOTE_WORDS} are allowed"));
        }
        Source { paragraph: raw.paragraph.into_inner(), sentence: raw.sentence.into_inner(), quote }
    }
}
