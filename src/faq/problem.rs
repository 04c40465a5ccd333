//! What is wrong in a curator's file, said so that they can mend it.
//!
//! A problem names file, line, column and entry. It never speaks of the program's insides. How it is shown with
//! its line is [`crate::check`]'s part.

use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

use super::code::{Code, Severity};
use super::hints::hint;

/// One thing to mend in one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    file: String,
    place: Option<Box<Place>>,
    entry: Option<String>,
    code: Code,
    reason: String,
    help: Option<String>,
}

/// Where in a file: from the beginning of one character to the end of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// Line and column of the first character, counted from 1; the column in characters.
    pub start: (usize, usize),
    /// Line and column after the last character.
    pub end: (usize, usize),
}

/// Everything that is wrong, in the order of the files; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problem {
    /// A problem with a whole file, such as one that cannot be read.
    pub fn in_file(file: &str, reason: impl Into<String>) -> Self {
        let (file, reason) = (file.to_owned(), reason.into());
        Self { file, place: None, entry: None, code: Code::InvalidValue, reason, help: None }
    }

    /// A problem with a line of a file that has no entries as TOML has them; `line` is counted from 1.
    pub(crate) fn on_line(file: &str, line: usize, reason: String) -> Self {
        let place = Some(Box::new(Place { span: 0..0, start: (line, 1), end: (line, 1) }));
        Self { place, ..Self::in_file(file, reason) }
    }

    /// A problem at `span` (byte offsets in `text`), in the entry that stands there.
    pub(crate) fn at(file: &str, text: &str, span: Range<usize>, reason: impl Into<String>) -> Self {
        let start = floor_char_boundary(text, span.start);
        let end = floor_char_boundary(text, span.end.max(start));
        let place = Place { span: start..end, start: line_and_column(text, start), end: line_and_column(text, end) };
        Self { place: Some(Box::new(place)), entry: enclosing_id(text, start), ..Self::in_file(file, reason) }
    }

    /// The problem that the TOML parser reports.
    pub(crate) fn from_toml(file: &str, text: &str, error: &toml::de::Error) -> Self {
        let reason = error.message().trim().to_owned();
        let problem = match error.span() {
            Some(span) => Self::at(file, text, span, reason),
            None => Self::in_file(file, reason),
        };
        let written = error.span().and_then(|span| text.get(span)).unwrap_or_default();
        Self { help: hint(error.message(), written).map(str::to_owned), ..problem.coded(Code::Structure) }
    }

    /// The mistakes that make a file no TOML. One missing bracket makes every later one look wrong: of the same
    /// mistake with the same word, the first is told.
    pub(crate) fn all_from_toml(file: &str, text: &str, errors: &[toml::de::Error]) -> Vec<Self> {
        let mut told = HashSet::new();
        let first = errors.iter().filter(|error| {
            told.insert((error.message().to_owned(), error.span().and_then(|span| text.get(span)).unwrap_or_default()))
        });
        first.map(|error| Self::from_toml(file, text, error).coded(Code::Syntax)).collect()
    }

    /// The same as one of this kind.
    pub(crate) fn coded(self, code: Code) -> Self {
        Self { code, ..self }
    }

    /// The same with what can be done about it.
    pub(crate) fn with_help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// The same in this entry.
    pub(crate) fn in_entry(self, entry: impl Into<String>) -> Self {
        Self { entry: Some(entry.into()), ..self }
    }

    /// The same in a file that has no entries.
    pub(crate) fn outside_entries(self) -> Self {
        Self { entry: None, ..self }
    }

    /// The file's name, as the person knows it.
    pub fn file(&self) -> &str {
        &self.file
    }
    /// Where in the file; nothing if it is the whole.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_deref()
    }
    /// The id of the entry or topic, or the name of the group.
    pub fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }
    /// What kind of problem it is.
    pub fn code(&self) -> Code {
        self.code
    }
    /// How grave it is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
    /// What is wrong.
    pub fn reason(&self) -> &str {
        &self.reason
    }
    /// What can be done about it.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(Place { start: (line, column), .. }) = self.place() {
            write!(f, ", line {line}, column {column}")?;
        }
        if let Some(entry) = &self.entry {
            write!(f, ", entry '{entry}'")?;
        }
        write!(f, ": {}", self.reason)
    }
}

impl Problems {
    /// `Err` with the problems, if there are any.
    pub(crate) fn check(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() { Ok(()) } else { Err(Self(problems)) }
    }

    /// The problems, at least one.
    pub fn list(&self) -> &[Problem] {
        &self.0
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Self(vec![problem])
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Line and column counted from 1, the column in characters, as editors show them.
fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The id (or name) written in the `[[…]]` table around `offset`. It is read from the text, because
/// a file that does not parse has no entries yet, and the curator still wants to know which it is.
fn enclosing_id(text: &str, offset: usize) -> Option<String> {
    let line_end = text[offset..].find('\n').map_or(text.len(), |newline| offset + newline);
    let is_header = |line: &str| {
        let line = line.split('#').next().unwrap_or_default().trim();
        line.starts_with('[') && line.ends_with(']') && !line.contains('=')
    };
    // A table inside an entry ([[entry.sources]]) belongs to it.
    let is_inner =
        |line: &str| line.trim_start().trim_start_matches('[').split(']').next().is_some_and(|name| name.contains('.'));
    let mut start = None;
    let mut at = 0;
    for line in text[..line_end].split_inclusive('\n') {
        if is_header(line) && !is_inner(line) {
            start = line.trim_start().starts_with("[[").then_some(at + line.len());
        }
        at += line.len();
    }
    let body = text.get(start?..).unwrap_or_default();
    body.lines().take_while(|line| !is_header(line) || is_inner(line)).find_map(|line| {
        let (key, value) = line.split_once('=')?;
        let value = value.trim();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        matches!(key.trim(), "id" | "name").then(|| value[1..].split(quote).next().unwrap_or_default().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::Problem;

    /// The entry that is named for the place of `mark` in `text`.
    fn entry_at(text: &str, mark: &str) -> String {
        let at = text.find(mark).expect("the mark stands in the text");
        Problem::at("f.toml", text, at..at, "wrong").to_string()
    }

    #[test]
    fn the_entry_is_found_however_it_is_written() {
        let text = "title = \"t\"\n\n  [[entry]] # the first\n  id = 'one'\n  related = [\n    \"x\",\n  ]\n\n[[entry]]\nid = \"two\"\n\
                    answer = \"a\"\n[[entry.sources]]\nquote = \"é q\"\n[short]\nu = \"you\"\n";
        let rows = [
            ("title", "f.toml, line 1, column 1: wrong"),
            ("\"x\"", "f.toml, line 6, column 5, entry 'one': wrong"),
            ("answer", "f.toml, line 11, column 1, entry 'two': wrong"),
            (" q", "f.toml, line 13, column 11, entry 'two': wrong"),
            ("u = ", "f.toml, line 15, column 1: wrong"),
        ];
        let wrong: Vec<_> = rows.iter().filter(|(mark, said)| entry_at(text, mark) != *said).collect();
        assert!(wrong.is_empty(), "{:?}", wrong.iter().map(|(mark, _)| entry_at(text, mark)).collect::<Vec<_>>());
    }
}
