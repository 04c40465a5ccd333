//! Entries as a JSON array, with the keys of a FAQ file.

use serde_json::value::RawValue;

use super::draft::Draft;
use super::import::Row;
use crate::faq::{Code, Problem};

/// The drafts with the lines they begin in.
pub(super) fn read(file: &str, text: &str) -> (Vec<Row>, Vec<Problem>) {
    let elements: Vec<&RawValue> = match serde_json::from_str(text) {
        Ok(elements) => elements,
        Err(error) => return (Vec::new(), vec![wrong(file, 1, &error).coded(Code::Syntax)]),
    };
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let (mut at, mut line) = (0, 1);
    for element in elements {
        // The elements are parts of the text, one behind the other.
        let start = at + text[at..].find(element.get()).unwrap_or_default();
        line += text[at..start].matches('\n').count();
        at = start;
        match serde_json::from_str::<Draft>(element.get()) {
            Ok(draft) => rows.push(Row { draft, line, left: Vec::new() }),
            Err(error) => problems.push(wrong(file, line, &error).coded(Code::Structure)),
        }
        line += element.get().matches('\n').count();
        at += element.get().len();
    }
    (rows, problems)
}

/// The drafts as an array.
pub(super) fn write(drafts: &[Draft]) -> String {
    // Strings and numbers alone cannot fail to be written.
    serde_json::to_string_pretty(drafts).unwrap_or_default() + "\n"
}

/// `first` is the line in which the text that was read begins.
fn wrong(file: &str, first: usize, error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let reason = said.split(" at line ").next().unwrap_or_default().to_owned();
    Problem::on_line(file, first + error.line().saturating_sub(1), reason)
}
