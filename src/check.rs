//! Checks a FAQ before it goes live: that its files are right, and that nothing in them would be held
//! back on the way out.
//!
//! Texts in, problems out. Reading the files is [`crate::store`]'s part.

use std::fmt;

use crate::answerers::Answerers;
use crate::faq::{Library, Problem, Problems, SourceFile, by_language};
use crate::language::Language;
use crate::sentences;

/// A FAQ that was found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// How many entries and topics each language has, English first.
    languages: Vec<(Language, usize, usize)>,
}

/// Checks a folder's files in all their languages; `Err` lists everything wrong in them.
pub fn check(files: &[SourceFile]) -> Result<Checked, Problems> {
    let answerers = Answerers::build(files)?;
    let mut problems: Vec<Problem> = Vec::new();
    for (language, library) in answerers.languages() {
        // Only its own files: what it borrows is checked in English.
        let own: Vec<&SourceFile> = files.iter().filter(|file| by_language::of_file(&file.name) == language).collect();
        problems.extend(unreviewed(&own, language, library));
    }
    Problems::check(problems)?;
    let counted =
        |(language, library): (Language, &Library)| (language, library.entries().len(), library.topics().len());
    Ok(Checked { languages: answerers.languages().map(counted).collect() })
}

fn unreviewed(files: &[&SourceFile], language: Language, library: &Library) -> Vec<Problem> {
    let entries = library.entries().iter().flat_map(|entry| {
        let quotes = entry.sources().iter().map(|source| source.quote.as_str());
        [Some(entry.question()), Some(entry.answer()), entry.care(), Some(entry.document())]
            .into_iter()
            .flatten()
            .chain(quotes)
            .map(|text| (entry.id(), text))
    });
    let topics =
        library.topics().iter().filter(|topic| topic.language() == language).flat_map(|topic| {
            [Some(topic.decline()), topic.care()].into_iter().flatten().map(|text| (topic.id(), text))
        });
    let mut problems = Vec::new();
    for (id, text) in entries.chain(topics) {
        for breach in library.reviewed().breaches(text) {
            let reason = format!(
                "'{breach}' is an amount, a schedule or a promise: say it otherwise, or have the phrase reviewed and \
                 list it in reviewed.toml"
            );
            problems.push(problem(files, id.as_str(), text, reason));
        }
    }
    problems
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (language, entries, topics) in &self.languages {
            if *language != Language::English {
                write!(f, "; in {language}, ")?;
            }
            write!(f, "{entries} entries and {topics} topics")?;
        }
        f.write_str(": nothing wrong was found.")
    }
}

/// A problem where `text` stands in the files, after its `id`.
fn problem(files: &[&SourceFile], id: &str, text: &str, reason: String) -> Problem {
    let place = files.iter().find_map(|file| {
        let defined = file.text.find(&format!("id = \"{id}\""))?;
        let sentence = (sentences::of(by_language::of_file(&file.name)).faq.not_covered)("|");
        let before = sentence.split('|').next().unwrap_or_default();
        let about = text.trim_start_matches(before).trim_end_matches('.');
        let at = file.text[defined..].find(about).map_or(defined, |offset| defined + offset);
        Some(Problem::at(&file.name, &file.text, at..at, reason.clone()))
    });
    place.unwrap_or_else(|| Problem::in_file("the FAQ", reason))
}
