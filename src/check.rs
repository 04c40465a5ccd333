//! Checks a FAQ before it goes live: that its files are right, and that nothing in them would be held
//! back on the way out.
//!
//! Texts in, problems out. Reading the files is [`crate::store`]'s part.

use std::fmt;

use crate::decide::Answerer;
use crate::faq::{Problem, Problems, SourceFile};

/// A FAQ that was found right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checked {
    entries: usize,
    topics: usize,
}

/// Checks a folder's files; `Err` lists everything wrong in them.
pub fn check(files: &[SourceFile]) -> Result<Checked, Problems> {
    let answerer = Answerer::build(files)?;
    let library = answerer.library();
    let entries = library.entries().iter().flat_map(|entry| {
        let quotes = entry.sources().iter().map(|source| source.quote.as_str());
        [Some(entry.question()), Some(entry.answer()), entry.care(), Some(entry.document())]
            .into_iter()
            .flatten()
            .chain(quotes)
            .map(|text| (entry.id(), text))
    });
    let topics = library
        .topics()
        .iter()
        .flat_map(|topic| [Some(topic.decline()), topic.care()].into_iter().flatten().map(|text| (topic.id(), text)));
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
    Problems::check(problems)?;
    Ok(Checked { entries: library.entries().len(), topics: library.topics().len() })
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} entries and {} topics: nothing wrong was found.", self.entries, self.topics)
    }
}

/// A problem where `text` stands in the files, after its `id`.
fn problem(files: &[SourceFile], id: &str, text: &str, reason: String) -> Problem {
    let place = files.iter().find_map(|file| {
        let defined = file.text.find(&format!("id = \"{id}\""))?;
        let about = text.trim_start_matches("The article does not cover ").trim_end_matches('.');
        let at = file.text[defined..].find(about).map_or(defined, |offset| defined + offset);
        Some(Problem::at(&file.name, &file.text, at..at, reason.clone()))
    });
    place.unwrap_or_else(|| Problem::in_file("the FAQ", reason))
}
