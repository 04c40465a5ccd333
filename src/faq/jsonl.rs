//! Entries as JSON lines, for comparing the matcher with others on other people's questions.
//!
//! Such entries are matched and never answered from, so they have no sources and few rules.

use serde::Deserialize;

use super::entry::EntryId;
use super::problem::{Problem, Problems};

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

/// Reads `{"id", "question", "phrasings", "answer"}` a line; `Err` lists every wrong line.
pub fn parse(file: &str, text: &str) -> Result<Vec<PlainEntry>, Problems> {
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if !line.trim().is_empty() {
            match read(line) {
                Ok(entry) => entries.push(entry),
                Err(reason) => problems.push(Problem::at(file, text, offset..offset, reason)),
            }
        }
        offset += line.len();
    }
    Problems::check(problems)?;
    if entries.is_empty() {
        return Err(Problem::in_file(file, "holds no entry").into());
    }
    Ok(entries)
}

fn read(line: &str) -> Result<PlainEntry, String> {
    let raw: RawEntry = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let texts = std::iter::once(raw.question).chain(raw.phrasings).filter(|text| !text.trim().is_empty()).collect();
    Ok(PlainEntry { id: EntryId::parse(&raw.id)?, texts })
}
