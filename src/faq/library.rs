//! All files of a FAQ folder together, and the checks that need more than one of them.
//!
//! Pure: the texts come in as [`SourceFile`]s, read by [`super::load`] or compiled in.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::by_language;
use super::code::Code;
use super::edition::Edition;
use super::entry::{self, Entry, EntryId, EntrySpans};
use super::problem::{Problem, Problems};
use super::topic::{self, PlacedTopic, Topic, TopicSpans};
use super::vocabulary::{self, Vocabulary};
use crate::guard::Reviewed;
use crate::language::Language;
use crate::sentences;
use crate::text::words::words;

/// File names with a meaning of their own; every other `.toml` file holds entries.
pub(super) const TOPICS_FILE: &str = "uncovered.toml";
pub(super) const VOCABULARY_FILE: &str = "vocabulary.toml";
pub(crate) const REVIEWED_FILE: &str = "reviewed.toml";
/// Read by [`crate::safety`].
pub(crate) const SAFETY_FILE: &str = "safety.toml";

/// A file's name and text, from wherever it was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Name inside the folder, shown to curators.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The checked content of a FAQ folder in one language: at least one entry, ids unique, every reference known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    language: Language,
    titles: Vec<String>,
    edition: Option<Edition>,
    entries: Vec<Entry>,
    by_question: HashMap<Vec<String>, usize>,
    topics: Vec<Topic>,
    vocabulary: Vocabulary,
    reviewed: Reviewed,
}

/// What was read of a folder, right or not: only checks may look at it, nothing is answered from it.
#[derive(Default)]
pub(crate) struct Examined<'a> {
    /// What could be read.
    pub library: Library,
    /// Where each entry stands, in their order.
    pub entries: Vec<(&'a SourceFile, EntrySpans)>,
    /// Where each topic stands, in their order.
    pub topics: Vec<(&'a SourceFile, TopicSpans)>,
    /// Whether every entry, topic and word was read.
    pub complete: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
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
    /// Reads a folder's files of one language, with those it borrows ([`by_language::split`]); `Err` lists
    /// everything wrong in all of them.
    pub fn parse(files: &[SourceFile]) -> Result<Self, Problems> {
        let examined = Examined::of(files);
        Problems::check(examined.problems)?;
        Ok(examined.library)
    }

    /// What it is about: the titles of the FAQ files, in the order of their names.
    pub fn title(&self) -> String {
        self.titles.join(sentences::of(self.language).and)
    }
    /// The language of its entries.
    pub fn language(&self) -> Language {
        self.language
    }
    /// Which edition it is: the newest that a file names.
    pub fn edition(&self) -> Option<&Edition> {
        self.edition.as_ref()
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
    /// The same with the phrasing at this place left out of every entry, for checks.
    pub(crate) fn without_phrasing(&self, at: usize) -> Self {
        Self { entries: self.entries.iter().map(|entry| entry.without_phrasing(at)).collect(), ..self.clone() }
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
}

/// Whether a file is part of a FAQ, as far as it can be read.
pub(crate) fn is_faq(file: &SourceFile) -> bool {
    is_reserved(&file.name) || entry::parse(&file.name, &file.text).complete
}

/// Whether a file of this name has a meaning of its own, and holds no entries.
pub fn is_reserved(name: &str) -> bool {
    [TOPICS_FILE, VOCABULARY_FILE, REVIEWED_FILE, SAFETY_FILE].contains(&by_language::plain_name(name).as_ref())
}

impl<'a> Examined<'a> {
    /// Reads a folder's files as far as they can be read.
    pub fn of(files: &'a [SourceFile]) -> Self {
        let mut examined = Self { complete: true, ..Self::default() };
        let mut mentions = Mentions::default();
        for file in files {
            match by_language::plain_name(&file.name).as_ref() {
                SAFETY_FILE => {}
                REVIEWED_FILE => examined.library.reviewed = examined.taken(Reviewed::parse(&file.name, &file.text)),
                VOCABULARY_FILE => {
                    examined.library.vocabulary = examined.taken(vocabulary::parse(&file.name, &file.text));
                }
                TOPICS_FILE => examined.add_topics(file, &mut mentions),
                _ => examined.add_entries(file, &mut mentions),
            }
        }
        if examined.library.entries.is_empty() && examined.problems.is_empty() {
            examined.complete = false;
            examined.problems.push(Problem::in_file("the FAQ folder", "holds no .toml file with an [[entry]]"));
        }
        examined.problems.extend(mentions.problems(&examined.library, examined.complete));
        let order: HashMap<&str, usize> = files.iter().enumerate().map(|(at, file)| (&*file.name, at)).collect();
        // As a curator goes through them.
        examined.problems.sort_by_key(|problem| (order.get(problem.file()), problem.place().map(|place| place.start)));
        let vocabulary = std::mem::take(&mut examined.library.vocabulary);
        examined.library.vocabulary = vocabulary.in_language(examined.library.language);
        let questions = examined.library.entries.iter().enumerate();
        examined.library.by_question = questions.map(|(at, entry)| (words(entry.question()), at)).collect();
        examined
    }

    fn taken<T: Default>(&mut self, read: Result<T, Problems>) -> T {
        read.unwrap_or_else(|wrong| {
            self.complete = false;
            self.problems.extend(wrong.list().iter().cloned());
            T::default()
        })
    }

    fn add_topics(&mut self, file: &'a SourceFile, mentions: &mut Mentions<'a>) {
        let (topics, wrong) = topic::parse(&file.name, &file.text);
        self.complete &= !topics.is_empty() || wrong.is_empty();
        self.problems.extend(wrong);
        // The folder's own entries come before what is borrowed.
        let borrowed = by_language::of_file(&file.name) != self.library.language;
        let here = topics.into_iter().filter(|placed| !borrowed || placed.topic.is_lent());
        for PlacedTopic { topic, id, see, guard, spans } in here {
            if let (Some(guard), Some(span)) = (topic.guard(), guard) {
                let groups = [&guard.group, &guard.unless].map(|group| (group.clone(), span.clone()));
                mentions.groups.extend(groups.map(|(group, span)| (file, group, span)));
            }
            mentions.add(file, topic.id(), &id, topic.see(), &see);
            self.topics.push((file, spans));
            self.library.topics.push(topic);
        }
    }

    fn add_entries(&mut self, file: &'a SourceFile, mentions: &mut Mentions<'a>) {
        let faq = entry::parse(&file.name, &file.text);
        self.complete &= faq.complete;
        self.problems.extend(faq.problems);
        self.library.language = by_language::of_file(&file.name);
        self.library.titles.push(faq.title);
        let newest = self.library.edition.as_ref();
        if let Some(edition) = faq.edition.filter(|edition| newest.is_none_or(|newest| edition.is_newer(newest))) {
            self.library.edition = Some(edition);
        }
        for (entry, spans) in faq.entries {
            mentions.add_phrasings(file, &entry, &spans);
            mentions.add(file, entry.id(), &spans.id, entry.related(), &spans.related);
            self.entries.push((file, spans));
            self.library.entries.push(entry);
        }
    }
}

impl<'a> Mentions<'a> {
    fn add(
        &mut self,
        file: &'a SourceFile,
        id: &EntryId,
        span: &Range<usize>,
        refers_to: &[EntryId],
        places: &[Range<usize>],
    ) {
        self.defined.push(Mention { file, id: id.clone(), span: span.clone() });
        let references = refers_to.iter().zip(places);
        let from = id.clone();
        self.referred
            .extend(references.map(|(id, span)| (from.clone(), Mention { file, id: id.clone(), span: span.clone() })));
    }

    fn add_phrasings(&mut self, file: &'a SourceFile, entry: &Entry, spans: &EntrySpans) {
        let own = words(entry.question());
        let question = (entry.question(), &spans.question);
        // A phrasing may repeat its own entry's question; it is only another's that confuses.
        let phrasings = entry.phrasings().iter().map(String::as_str).zip(&spans.phrasings);
        let phrasings = phrasings.filter(|(phrasing, _)| words(phrasing) != own);
        for (phrasing, span) in std::iter::once(question).chain(phrasings) {
            self.phrasings.push(Mention { file, id: entry.id().clone(), span: span.clone() });
            self.phrasing_words.push(words(phrasing));
        }
    }

    /// `complete` says whether every entry was read: a reference to one that was not would look unknown.
    fn problems(&self, library: &Library, complete: bool) -> Vec<Problem> {
        let groups = self.groups.iter().filter(|_| complete);
        let known = |name: &str| library.vocabulary.groups().iter().any(|group| group.name == name);
        let borrowed = |file: &SourceFile| by_language::of_file(&file.name) != library.language;
        let unknown = groups.filter(|(_, name, _)| !known(name)).map(|(file, name, span)| {
            let code = library.language.code();
            let (whose, help) = match borrowed(file) {
                true => (format!("vocabulary.{code}.toml"), Some(format!("or write uncovered.{code}.toml"))),
                false => ("the vocabulary".to_owned(), None),
            };
            let reason = format!("{whose} has no group '{name}'");
            let problem = Problem::at(&file.name, &file.text, span.clone(), reason).coded(Code::UnknownGroup);
            help.map_or(problem.clone(), |help| problem.with_help(help))
        });
        let mut problems: Vec<Problem> = unknown.collect();
        let mut known: HashMap<&EntryId, &Mention<'_>> = HashMap::new();
        for mention in &self.defined {
            if let Some(first) = known.get(&mention.id) {
                let reason = format!("the id stands in {} already", first.file.name);
                problems.push(mention.problem(Code::DuplicateId, reason).with_help(first.as_first()));
            } else {
                known.insert(&mention.id, mention);
            }
        }
        let entries: HashSet<&EntryId> = self.phrasings.iter().map(|mention| &mention.id).collect();
        for (by, mention) in &self.referred {
            // A topic that is borrowed may lead to entries that this language does not have.
            if complete && !entries.contains(&mention.id) && !borrowed(mention.file) {
                problems.push(mention.problem(Code::UnknownEntry, format!("there is no entry '{}'", mention.id)));
            } else if *by == mention.id {
                problems.push(mention.problem(Code::UselessReference, "an entry does not lead to itself".to_owned()));
            }
        }
        let mut led: HashSet<(&EntryId, &EntryId)> = HashSet::new();
        for (by, mention) in self.referred.iter().filter(|(by, mention)| !led.insert((by, &mention.id))) {
            problems.push(mention.problem(Code::UselessReference, format!("'{by}' leads to '{}' twice", mention.id)));
        }
        let mut seen: HashMap<&[String], &Mention<'_>> = HashMap::new();
        let said = self.phrasings.iter().zip(&self.phrasing_words).filter(|(_, words)| !words.is_empty());
        for (mention, words) in said {
            if let Some(first) = seen.get(words.as_slice()) {
                let reason = format!("entry '{}' has the same question or phrasing", first.id);
                problems.push(mention.problem(Code::DuplicatePhrasing, reason).with_help(first.as_first()));
            } else {
                seen.insert(words, mention);
            }
        }
        problems
    }
}

impl Mention<'_> {
    fn problem(&self, code: Code, reason: String) -> Problem {
        Problem::at(&self.file.name, &self.file.text, self.span.clone(), reason).coded(code)
    }

    fn as_first(&self) -> String {
        let line = self.file.text[..self.span.start].matches('\n').count() + 1;
        format!("the first stands in {}, line {line}", self.file.name)
    }
}
