//! Entries as a table: a row each, lists within a cell.
//!
//! In a cell, '|' parts the items of a list. A cell with a line break has an item a line instead, so that an item
//! may hold a '|'. A source is written as `2.1 with or without food`: paragraph, sentence, quote.

use ::csv::{ErrorKind, ReaderBuilder, StringRecord, WriterBuilder};

use super::draft::{Draft, DraftSource};
use super::import::Row;
use crate::faq::{Code, Problem};

const COLUMNS: [&str; 7] = ["id", "question", "answer", "phrasings", "related", "sources", "care"];
/// Without these there is no entry.
const NEEDED: [&str; 4] = ["id", "question", "answer", "phrasings"];

/// The drafts with the lines they stand in.
pub(super) fn read(file: &str, text: &str) -> (Vec<Row>, Vec<Problem>) {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = ReaderBuilder::new().delimiter(delimiter(text)).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return (Vec::new(), vec![unreadable(file, &error)]),
    };
    let problems = header_problems(file, &header);
    if !problems.is_empty() {
        return (Vec::new(), problems);
    }
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(0, |at| at.line() as usize);
                let (draft, wrong) = draft(&header, &record);
                let coded = |reason| Problem::on_line(file, line, reason).coded(Code::InvalidValue);
                problems.extend(wrong.into_iter().map(coded).map(|problem| problem.in_entry(&draft.id)));
                rows.push(Row { draft, line, left: Vec::new() });
            }
            Err(error) => problems.push(unreadable(file, &error)),
        }
    }
    (rows, problems)
}

/// The drafts as a table with all columns.
pub(super) fn write(drafts: &[Draft]) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let header = std::iter::once(COLUMNS.map(str::to_owned));
    let rows = drafts.iter().map(|draft| {
        let source = |s: &DraftSource| format!("{}.{} {}", s.paragraph, s.sentence, s.quote);
        let sources: Vec<String> = draft.sources.iter().map(source).collect();
        let (phrasings, related) = (cell(&draft.phrasings), cell(&draft.related));
        let care = draft.care.clone().unwrap_or_default();
        [draft.id.clone(), draft.question.clone(), draft.answer.clone(), phrasings, related, cell(&sources), care]
    });
    for row in header.chain(rows) {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Spreadsheets of some countries part their cells otherwise.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let others = ['\t', ';'].into_iter().filter(|c| header.contains(*c) && !header.contains(','));
    others.map(|c| c as u8).next().unwrap_or(b',')
}

fn header_problems(file: &str, header: &StringRecord) -> Vec<Problem> {
    let missing = NEEDED.iter().filter(|name| !header.iter().any(|column| column.trim() == **name));
    let missing = missing.map(|name| format!("there is no column '{name}'"));
    let unknown = header.iter().filter(|column| !COLUMNS.contains(&column.trim()));
    let unknown =
        unknown.map(|name| format!("nothing is known of a column '{name}'; there are {}", COLUMNS.join(", ")));
    missing.chain(unknown).map(|reason| Problem::on_line(file, 1, reason).coded(Code::Structure)).collect()
}

fn draft(header: &StringRecord, record: &StringRecord) -> (Draft, Vec<String>) {
    let text = |name: &str| {
        let at = header.iter().position(|column| column.trim() == name);
        at.and_then(|at| record.get(at)).unwrap_or_default().trim().to_owned()
    };
    let (sources, wrong): (Vec<_>, Vec<_>) =
        items(&text("sources")).iter().map(|item| source(item)).partition(Result::is_ok);
    let care = Some(text("care")).filter(|care| !care.is_empty());
    let draft = Draft {
        id: text("id"),
        question: text("question"),
        phrasings: items(&text_untrimmed(header, record, "phrasings")),
        answer: text("answer"),
        care,
        related: items(&text("related")),
        sources: sources.into_iter().flatten().collect(),
    };
    (draft, wrong.into_iter().filter_map(Result::err).collect())
}

/// A list's cell as it is: a line break at its end says how its items are parted.
fn text_untrimmed(header: &StringRecord, record: &StringRecord, name: &str) -> String {
    let at = header.iter().position(|column| column.trim() == name);
    at.and_then(|at| record.get(at)).unwrap_or_default().to_owned()
}

fn source(written: &str) -> Result<DraftSource, String> {
    let parts = || {
        let (place, quote) = written.split_once(char::is_whitespace)?;
        let (paragraph, sentence) = place.trim_end_matches(':').split_once('.')?;
        let (paragraph, sentence) = (paragraph.parse().ok()?, sentence.parse().ok()?);
        Some(DraftSource { paragraph, sentence, quote: quote.trim().to_owned() })
    };
    parts().ok_or_else(|| {
        format!("'{written}' is no source: paragraph, sentence and quote are written as '2.1 with or without food'")
    })
}

fn items(cell: &str) -> Vec<String> {
    let separator = if cell.contains('\n') { '\n' } else { '|' };
    cell.split(separator).map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
}

fn cell(items: &[String]) -> String {
    if items.iter().any(|item| item.contains('|')) {
        items.iter().map(|item| format!("{item}\n")).collect()
    } else {
        items.join("|")
    }
}

fn unreadable(file: &str, error: &::csv::Error) -> Problem {
    let line = error.position().map_or(1, |at| at.line() as usize);
    let reason = match error.kind() {
        ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("has {len} cells, and the header has {expected_len}")
        }
        _ => error.to_string(),
    };
    Problem::on_line(file, line, reason).coded(Code::Syntax)
}
