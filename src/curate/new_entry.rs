//! Begins an entry: a template that says what belongs where.

use std::path::Path;

use super::draft::quoted;
use super::file_name;
use crate::faq::{Code, Examined, PLACEHOLDER, Problem, Problems, SourceFile, is_reserved};

/// What is left to do in a template.
const LEFT: [&str; 3] = [
    "phrasings: 8 to 20 ways people really ask it",
    "answer: what the article says, in plain words",
    "sources: where in the article it says so",
];
/// And in the head of a file that was made for it.
const LEFT_IN_HEAD: &str = "title and document: what the FAQ is about, and the title of its article";

/// A file with one more entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The file's new text.
    pub text: String,
    /// The line in which the entry begins.
    pub line: usize,
    /// What is left to do.
    pub left: Vec<&'static str>,
}

/// An entry with a comment on each of its parts.
pub fn template(id: Option<&str>, question: Option<&str>) -> String {
    let (id, question) = (id.unwrap_or("todo"), question.unwrap_or(PLACEHOLDER));
    format!(
        "[[entry]]
# a to z, 0 to 9 and '-'; it stays the same for ever.
id = {id}
# As it is shown; at most 100 characters.
question = {question}
# 8 to 20 ways people really ask it, in their own words. Some should share no word with the question.
phrasings = [
]
# What the article says, in plain words, and no more; at most 600 characters. No dose advice, no promise.
answer = {PLACEHOLDER:?}
# Only where there is danger: help that is not from the article; at most 150 characters.
# care = \"\"
# The ids of entries that a reader may want next.
related = []
# Where the article says so: paragraphs are counted after its title, sentences from 1. A quote has at most eight
# words, and they stand there just so.
sources = [
  {{ paragraph = 1, sentence = 1, quote = {PLACEHOLDER:?} }},
]
",
        id = quoted(id),
        question = quoted(question),
    )
}

/// Adds a template to the text of a FAQ file; `existing` is nothing if the file is to be made. `Err` says what stands in
/// its way, here or in the `others` of its folder.
pub fn add(
    path: &Path,
    existing: Option<&str>,
    id: &str,
    question: &str,
    others: &[SourceFile],
) -> Result<Added, Problems> {
    let name = file_name(path);
    let before = match existing {
        Some(text) => text.trim_end().to_owned(),
        None => format!("title = {PLACEHOLDER:?}\ndocument = {PLACEHOLDER:?}"),
    };
    if is_reserved(&name) {
        let reason = "is a file with a meaning of its own, and holds no entries";
        return Err(Problem::in_file(&name, reason).into());
    }
    if let Some(text) = existing {
        let own = [SourceFile { name: name.clone(), text: text.to_owned() }];
        let unread = Examined::of(&own).problems.into_iter();
        Problems::check(unread.filter(|problem| matches!(problem.code(), Code::Syntax | Code::Structure)).collect())?;
    }
    let text = format!("{before}\n\n{}", template(Some(id), Some(question)));
    let line = before.lines().count() + 2;
    let files: Vec<SourceFile> =
        others.iter().cloned().chain([SourceFile { name: name.clone(), text: text.clone() }]).collect();
    // What was wrong before is not the new entry's fault, and what is left to do is told anyway.
    let is_new =
        |problem: &Problem| problem.file() == name && problem.place().is_none_or(|place| place.start.0 >= line);
    let is_left = |problem: &Problem| matches!(problem.code(), Code::Placeholder | Code::PhrasingCount);
    let problems = Examined::of(&files).problems.into_iter().filter(|problem| is_new(problem) && !is_left(problem));
    Problems::check(problems.collect())?;
    let left = existing.is_none().then_some(LEFT_IN_HEAD).into_iter().chain(LEFT).collect();
    Ok(Added { text, line, left })
}
