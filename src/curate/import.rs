//! Brings entries in: as a FAQ file, which is checked before anybody writes it.
//!
//! What an import cannot know is left to do (where an answer stands, more phrasings, whether a phrase was reviewed);
//! everything else that is wrong is told with its line, and nothing comes of it.

use std::ops::Range;

use super::draft::{Draft, quoted};
use super::options::Form;
use super::{csv, json, tags};
use crate::check;
use crate::faq::{Code, MIN_PHRASINGS, PLACEHOLDER, Problem, Problems, Severity, SourceFile, is_reserved};

/// What is read of a file: a draft, the line it begins in, and what is left to do about it.
pub(super) struct Row {
    pub draft: Draft,
    pub line: usize,
    pub left: Vec<String>,
}

/// A row with the lines of the FAQ file that it became.
type Placed = (Range<usize>, Row);

/// What a FAQ file says of itself; what is missing is left to do.
#[derive(Debug, Clone, Default)]
pub struct Head {
    /// What it is about.
    pub title: Option<String>,
    /// The title of the document.
    pub document: Option<String>,
}

/// A FAQ file that may be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// Its text.
    pub text: String,
    /// How many entries it has.
    pub entries: usize,
    /// What is left to do, in the order of the file.
    pub left: Vec<String>,
}

/// Makes a FAQ file of what another file holds. It is to stand beside `others`.
pub fn import(from: &SourceFile, form: Form, head: &Head, others: &[SourceFile]) -> Result<Imported, Problems> {
    let read = match form {
        Form::Csv => csv::read,
        Form::Json => json::read,
        Form::Tags => tags::read,
    };
    let (rows, problems) = read(&from.name, &from.text);
    Problems::check(problems)?;
    if rows.is_empty() {
        return Err(Problem::in_file(&from.name, "holds no entry").into());
    }
    let entries = rows.len();
    // Problems that name the file are to name the one that the person has.
    let name = if is_reserved(&from.name) { "the import" } else { &from.name };
    let (file, placed, mut left) = compose(rows, head, name);
    let files: Vec<SourceFile> = others.iter().cloned().chain([file.clone()]).collect();
    let mut problems = Vec::new();
    for finding in check::written(&files).iter().filter(|finding| finding.file() == name) {
        let line = finding.place().map_or(0, |place| place.start.0);
        let row = placed.iter().find(|(lines, _)| lines.contains(&line)).map(|(_, row)| row);
        match row {
            Some(row) if finding.severity() == Severity::Error && !is_left(finding.code(), &row.draft) => {
                let problem = Problem::on_line(&from.name, row.line, finding.reason().to_owned());
                problems.push(problem.coded(finding.code()).in_entry(&row.draft.id));
            }
            Some(row) if finding.severity() == Severity::Error => {
                left.push(format!("'{}': {}", row.draft.id, finding.reason()));
            }
            None if finding.severity() == Severity::Error => left.push(finding.reason().to_owned()),
            _ => {}
        }
    }
    Problems::check(problems)?;
    Ok(Imported { text: file.text, entries, left })
}

/// What only a person can know.
fn is_left(code: Code, draft: &Draft) -> bool {
    match code {
        Code::Placeholder | Code::NoSource | Code::Unreviewed => true,
        Code::PhrasingCount => draft.phrasings.len() < MIN_PHRASINGS,
        _ => false,
    }
}

/// The file, with the lines of each row in it, and what is left to do so far.
fn compose(rows: Vec<Row>, head: &Head, name: &str) -> (SourceFile, Vec<Placed>, Vec<String>) {
    let or_todo = |text: &Option<String>| quoted(text.as_deref().unwrap_or(PLACEHOLDER));
    let mut text = format!("title = {}\ndocument = {}\n", or_todo(&head.title), or_todo(&head.document));
    let (mut placed, mut left) = (Vec::new(), Vec::new());
    let mut line = text.lines().count() + 1;
    for row in rows {
        let (draft, breaks) = row.draft.in_one_line();
        let entry = draft.to_toml();
        let lines = line..line + entry.lines().count();
        line = lines.end;
        text += &entry;
        left.extend(row.left.iter().map(|what| format!("'{}': {what}", draft.id)));
        if breaks > 0 {
            left.push(format!("'{}': {breaks} line breaks became spaces: read it again", draft.id));
        }
        placed.push((lines, Row { draft, ..row }));
    }
    (SourceFile { name: name.to_owned(), text }, placed, left)
}
