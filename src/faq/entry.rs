//! One FAQ file and its entries: read, checked, and closed to change.
//!
//! Checks that need more than one file (unknown `related` ids, duplicates) are in
//! [`super::library`].

use std::fmt;
use std::ops::{Range, RangeInclusive};

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::checker::Checker;
use super::code::Code;
use super::edition::Edition;
use super::problem::Problem;

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
pub(super) const MAX_PHRASING: usize = 200;
/// Longest quote, in words: evidence, not a copy of the source.
const MAX_QUOTE_WORDS: usize = 8;
/// How a text begins that a template or an import has left to be written.
pub(crate) const PLACEHOLDER: &str = "TODO";
/// Fewer phrasings leave questions unfound; with more of them one entry drowns the others.
const PHRASINGS: RangeInclusive<usize> = MIN_PHRASINGS..=20;
pub(crate) const MIN_PHRASINGS: usize = 8;

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

/// A FAQ file, with the places of what further checks may have to point at.
#[derive(Default)]
pub(super) struct FaqFile {
    pub title: String,
    pub edition: Option<Edition>,
    pub entries: Vec<(Entry, EntrySpans)>,
    /// Whether every entry that is written there was read.
    pub complete: bool,
    /// What is wrong in it.
    pub problems: Vec<Problem>,
}

/// Where an entry's parts stand, in bytes of its file.
#[derive(Debug)]
pub(crate) struct EntrySpans {
    pub id: Range<usize>,
    pub question: Range<usize>,
    pub phrasings: Vec<Range<usize>>,
    pub answer: Range<usize>,
    pub care: Option<Range<usize>>,
    pub related: Vec<Range<usize>>,
    pub sources: Vec<SourceSpans>,
}

/// Where a source's parts stand.
#[derive(Debug)]
pub(crate) struct SourceSpans {
    pub sentence: Range<usize>,
    pub quote: Range<usize>,
}

/// A file without its entries: they are read one by one, so that each tells of its own mistakes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawHead {
    title: Spanned<String>,
    document: Spanned<String>,
    version: Option<Spanned<String>>,
    date: Option<Spanned<toml::value::Datetime>>,
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

impl RawSource {
    fn spans(&self) -> SourceSpans {
        SourceSpans { sentence: self.sentence.span(), quote: self.quote.span() }
    }
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

    /// What stands in an id's place and is none: its file has been reported, and comes to nothing.
    pub(super) fn wrong(text: &str) -> Self {
        Self(text.to_owned())
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
    /// The entry as it would be found if nobody had thought of this phrasing, for checks.
    pub(super) fn without_phrasing(&self, at: usize) -> Self {
        let others = self.phrasings.iter().enumerate().filter(|(other, _)| *other != at);
        Self { phrasings: others.map(|(_, phrasing)| phrasing.clone()).collect(), ..self.clone() }
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

/// Reads one FAQ file, as far as it can be read.
pub(super) fn parse(file: &str, text: &str) -> FaqFile {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return FaqFile { problems: Problem::all_from_toml(file, text, &errors), ..FaqFile::default() };
    }
    let (span, mut table) = (table.span(), table.into_inner());
    let mut checker = Checker { file, text, problems: Vec::new() };
    let entries = table.remove("entry");
    let head = RawHead::deserialize(Spanned::new(span, table).into_deserializer())
        .map_err(|error| checker.problems.push(Problem::from_toml(file, text, &error)));
    let (mut title, mut document, mut edition) = (String::new(), String::new(), None);
    let mut complete = head.is_ok();
    if let Ok(head) = head {
        title = checker.line(head.title, "title", MAX_QUESTION);
        document = checker.line(head.document, "document", MAX_PHRASING);
        edition = Edition::take_over(&mut checker, head.version, head.date);
    }
    let mut read = Vec::new();
    for raw in checker.list(entries) {
        match RawEntry::deserialize(raw.into_deserializer()) {
            Ok(raw) => read.push(checker.entry(raw, &document)),
            Err(error) => {
                complete = false;
                checker.problems.push(Problem::from_toml(file, text, &error));
            }
        }
    }
    FaqFile { title, edition, complete: complete && !read.is_empty(), entries: read, problems: checker.problems }
}

impl Checker<'_> {
    /// The entries of a file, each still unread.
    fn list<'i>(&mut self, entries: Option<Spanned<DeValue<'i>>>) -> Vec<Spanned<DeValue<'i>>> {
        let span = entries.as_ref().map_or(0..0, Spanned::span);
        match entries.map(Spanned::into_inner) {
            Some(DeValue::Array(list)) if !list.is_empty() => list.into_iter().collect(),
            _ => {
                self.report(span, Code::Structure, "holds no [[entry]]");
                Vec::new()
            }
        }
    }

    fn entry(&mut self, raw: RawEntry, document: &str) -> (Entry, EntrySpans) {
        let spans = EntrySpans {
            id: raw.id.span(),
            question: raw.question.span(),
            phrasings: raw.phrasings.get_ref().iter().map(Spanned::span).collect(),
            answer: raw.answer.span(),
            care: raw.care.as_ref().map(Spanned::span),
            related: raw.related.iter().map(Spanned::span).collect(),
            sources: raw.sources.get_ref().iter().map(RawSource::spans).collect(),
        };
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
            self.report(raw.span(), Code::NoSource, "an answer needs at least one source");
        }
        raw.into_inner().into_iter().map(|source| self.source(source)).collect()
    }

    fn source(&mut self, raw: RawSource) -> Source {
        for (number, what) in [(&raw.paragraph, "paragraph"), (&raw.sentence, "sentence")] {
            if *number.get_ref() == 0 {
                self.report(number.span(), Code::InvalidValue, format!("{what} is counted from 1"));
            }
        }
        let span = raw.quote.span();
        let quote = self.line(raw.quote, "the quote", MAX_PHRASING);
        let words = quote.split_whitespace().count();
        if words > MAX_QUOTE_WORDS {
            let reason = format!("the quote has {words} words, at most {MAX_QUOTE_WORDS} are allowed");
            self.report(span, Code::QuoteTooLong, reason);
        }
        Source { paragraph: raw.paragraph.into_inner(), sentence: raw.sentence.into_inner(), quote }
    }
}
