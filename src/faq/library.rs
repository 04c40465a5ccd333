//! All files of a FAQ folder together, and the checks that need more than one of them.
//!
//! Pure: the texts come in as [`SourceFile`]s, read by [`super::load`] or compiled in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::entry::{self, Entry, EntryId};
use super::problem::{Problem, Problems};
use super::topic::{self, Topic};
use super::vocabulary::{self, Vocabulary};
use crate::guard::Reviewed;
use crate::text::words::words;

/// File names with a meaning of their own; every other `.toml` file holds entries.
const TOPICS_FILE: &str = "uncovered.toml";
const VOCABULARY_FILE: &str = "vocabulary.toml";
const REVIEWED_FILE: &str = "reviewed.toml";
/// Read by [`crate::safety`].
pub(crate) const SAFETY_FILE: &str = "safety.toml";

/// A file's name and text, from wherever it was read.
#[derive(Debug, Clone, Hash)]
pub struct SourceFile {
    /// Name inside the folder, shown to curators.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The checked content of a FAQ folder: at least one entry, ids unique, every reference known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    titles: Vec<String>,
    entries: Vec<Entry>,
    by_question: HashMap<Vec<String>, usize>,
    topics: Vec<Topic>,
    vocabulary: Vocabulary,
    reviewed: Reviewed,
}

/// Where an id was written, to point at when it is wrong.
struct Mention<'a> {
    file: &'a SourceFile,
    id: EntryId,
    span: Range<usize>,
}

#[derive(Default)]
struct Mentions<'a> {
    defined: Vec<Mention<'a>>,
    referred: Vec<(EntryId, Mention<'a>)>,
    phrasings: Vec<Mention<'a>>,
    phrasing_words: Vec<Vec<String>>,
    groups: Vec<(&'a SourceFile, String, Range<usize>)>,
}

impl Library {
    /// Reads a folder's files; `Err` lists everything wrong in all of them.
    pub fn parse(files: &[SourceFile]) -> Result<Self, Problems> {
        let mut library = Self::default();
        let mut mentions = Mentions::default();
        let mut problems = Vec::new();
        for file in files {
            if let Err(wrong) = library.add(file, &mut mentions) {
                problems.extend(wrong.list().iter().cloned());
            }
        }
        // References into a file that could not be read would all look unknown.
        Problems::check(problems)?;
        if library.entries.is_empty() {
            return Err(Problem::in_file("the FAQ folder", "holds no .toml file with an [[entry]]").into());
        }
        Problems::check(mentions.problems(&library.vocabulary))?;
        let questions = library.entries.iter().enumerate();
        library.by_question = questions.map(|(at, entry)| (words(entry.question()), at)).collect();
        Ok(library)
    }

    /// What it is about: the titles of the FAQ files, in the order of their names.
    pub fn title(&self) -> String {
        self.titles.join(" and ")
    }
    /// Entries in the order they were written.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
    /// Topics that are declined.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }
    /// The words people use.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }
    /// What may be said although it holds an amount, a schedule or a promise.
    pub fn reviewed(&self) -> &Reviewed {
        &self.reviewed
    }
    /// The entry called `id`.
    pub fn entry(&self, id: &EntryId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id() == id)
    }
    /// The topic called `id`.
    pub fn topic(&self, id: &EntryId) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id() == id)
    }
    /// How many words the longest question has.
    pub fn longest_question(&self) -> usize {
        self.by_question.keys().map(Vec::len).max().unwrap_or_default()
    }
    /// The entry whose question is, word for word, these words.
    pub fn asked(&self, words: &[String]) -> Option<&Entry> {
        self.entries.get(*self.by_question.get(words)?)
    }

    fn add<'a>(&mut self, file: &'a SourceFile, mentions: &mut Mentions<'a>) -> Result<(), Problems> {
        match file.name.as_str() {
            SAFETY_FILE => {}
            REVIEWED_FILE => self.reviewed = Reviewed::parse(&file.name, &file.text)?,
            VOCABULARY_FILE => self.vocabulary = vocabulary::parse(&file.name, &file.text)?,
            TOPICS_FILE => {
                for placed in topic::parse(&file.name, &file.text)? {
                    if let (Some(guard), Some(span)) = (placed.topic.guard(), placed.guard) {
                        let groups = [&guard.group, &guard.unless].map(|group| (group.clone(), span.clone()));
                        mentions.groups.extend(groups.map(|(group, span)| (file, group, span)));
                    }
                    mentions.add(file, placed.topic.id(), placed.id, placed.topic.see(), placed.see);
                    self.topics.push(placed.topic);
                }
            }
            _ => {
                let faq = entry::parse(&file.name, &file.text)?;
                self.titles.push(faq.title);
                for (entry, spans) in faq.entries {
                    mentions.add_phrasings(file, &entry, &spans.id);
                    mentions.add(file, entry.id(), spans.id, entry.related(), spans.related);
                    self.entries.push(entry);
                }
            }
        }
        Ok(())
    }
}

impl<'a> Mentions<'a> {
    fn add(
        &mut self,
        file: &'a SourceFile,
        id: &EntryId,
        span: Range<usize>,
        refers_to: &[EntryId],
        reference_spans: Vec<Range<usize>>,
    ) {
        self.defined.push(Mention { file, id: id.clone(), span });
        let references = refers_to.iter().zip(reference_spans);
        let from = id.clone();
        self.referred.extend(references.map(|(id, span)| (from.clone(), Mention { file, id: id.clone(), span })));
    }

    fn add_phrasings(&mut self, file: &'a SourceFile, entry: &Entry, id_span: &Range<usize>) {
        let own = words(entry.question());
        let question = std::iter::once(entry.question());
        // A phrasing may repeat its own entry's question; it is only another's that confuses.
        let phrasings = entry.phrasings().iter().map(String::as_str).filter(|phrasing| words(phrasing) != own);
        for phrasing in question.chain(phrasings) {
            // The place of the phrasing itself; the entry's own place if it is written with escapes.
            let found = file.text[id_span.start..].find(&format!("\"{phrasing}\""));
            let start = id_span.start + found.unwrap_or_default();
            self.phrasings.push(Mention { file, id: entry.id().clone(), span: start..start });
            self.phrasing_words.push(words(phrasing));
        }
    }

    fn problems(&self, vocabulary: &Vocabulary) -> Vec<Problem> {
        let unknown =
            self.groups.iter().filter(|(_, name, _)| !vocabulary.groups().iter().any(|group| group.name == *name));
        let unknown = unknown.map(|(file, name, span)| {
            Problem::at(&file.name, &file.text, span.clone(), format!("the vocabulary has no group '{name}'"))
        });
        let mut problems: Vec<Problem> = unknown.collect();
        let mut known: HashMap<&EntryId, &Mention<'_>> = HashMap::new();
        for mention in &self.defined {
            if let Some(first) = known.insert(&mention.id, mention) {
                problems.push(mention.problem(format!("the id stands in {} already", first.file.name)));
            }
        }
        let entries: HashSet<&EntryId> = self.phrasings.iter().map(|mention| &mention.id).collect();
        for (by, mention) in &self.referred {
            if !entries.contains(&mention.id) {
                problems.push(mention.problem(format!("there is no entry '{}'", mention.id)));
            } else if *by == mention.id {
                problems.push(mention.problem("an entry does not lead to itself".to_owned()));
            }
        }
        let mut led: HashSet<(&EntryId, &EntryId)> = HashSet::new();
        for (by, mention) in self.referred.iter().filter(|(by, mention)| !led.insert((by, &mention.id))) {
            problems.push(mention.problem(format!("'{by}' leads to '{}' twice", mention.id)));
        }
        let mut seen: HashMap<&[String], &EntryId> = HashMap::new();
        for (mention, words) in self.phrasings.iter().zip(&self.phrasing_words) {
            if let Some(owner) = seen.insert(words, &mention.id) {
                problems.push(mention.problem(format!("entry '{owner}' has the same question or phrasing")));
            }
        }
        problems
    }
}

impl Mention<'_> {
    fn problem(&self, reason: String) -> Problem {
        Problem::at(&self.file.name, &self.file.text, self.span.clone(), reason)
    }
}
