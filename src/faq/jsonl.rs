//! Entries as JSON lines, for comparing the matcher with others on other people's questions.
//!
//! Such entries are matched and never answered from, so they have no sources and few rules.

use std::collections::HashSet;

use serde::Deserialize;

use super::entry::EntryId;
use super::problem::{Problem, Problems};

/// After this many wrong lines the rest is not looked at: it is another kind of file.
const MOST_PROBLEMS: usize = 20;

/// An entry to match: an id and the ways it is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainEntry {
    /// Named in matches.
    pub id: EntryId,
    /// The question, then its phrasings; none is empty.
    pub texts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEntry {
    id: String,
    question: String,
    #[serde(default)]
    phrasings: Vec<String>,
    #[serde(default, rename = "answer")]
    _answer: String,
}

/// Reads `{"id", "question", "phrasings", "answer"}` a line; `Err` lists the first wrong lines.
pub fn parse(file: &str, text: &str) -> Result<Vec<PlainEntry>, Problems> {
    let mut entries: Vec<PlainEntry> = Vec::new();
    let mut problems = Vec::new();
    let mut seen = HashSet::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match read(line) {
            Ok(entry) if seen.insert(entry.id.clone()) => entries.push(entry),
            Ok(entry) => {
                problems.push(Problem::on_line(file, number + 1, format!("the id '{}' was used before", entry.id)));
            }
            Err(reason) => problems.push(Problem::on_line(file, number + 1, reason)),
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    Problems::check(problems)?;
    if entries.is_empty() {
        return Err(Problem::in_file(file, "holds no entry").into());
    }
    Ok(entries)
}

fn read(line: &str) -> Result<PlainEntry, String> {
    let raw: RawEntry = serde_json::from_str(line).map_err(|error| without_place(&error))?;
    let texts: Vec<String> =
        std::iter::once(raw.question).chain(raw.phrasings).filter(|text| !text.trim().is_empty()).collect();
    if texts.is_empty() {
        return Err("neither the question nor a phrasing has a word".to_owned());
    }
    Ok(PlainEntry { id: EntryId::parse(&raw.id)?, texts })
}

/// What is wrong, without the parser's place: it counts each line as the first.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.split(" at line ").next().unwrap_or_default().to_owned()
}
