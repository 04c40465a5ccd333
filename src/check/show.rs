//! Shows findings: to people with the line and a marker, to programs as JSON.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde::Serialize;

use crate::faq::{Problem, Severity, SourceFile};

/// Widest output, in columns, where the terminal's own width is not asked for.
const WIDTH: usize = 110;

#[derive(Serialize)]
struct Finding<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end: Option<End>,
    severity: Severity,
    code: &'static str,
    entry: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct End {
    line: usize,
    column: usize,
}

/// The findings as they are shown on a terminal, the gravest last, where they are read first; with colours as escape codes: whoever prints them takes those out
/// where they are not wanted. `files` are the texts that the findings are of.
pub fn text(findings: &[Problem], files: &[SourceFile]) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut findings: Vec<&Problem> = findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
    findings.into_iter().map(|finding| renderer.render(&[group(finding, files)]) + "\n\n").collect()
}

/// The findings as one JSON array.
pub fn json(findings: &[Problem]) -> String {
    let findings: Vec<Finding<'_>> = findings.iter().map(Finding::of).collect();
    // Strings and numbers alone cannot fail to be written.
    serde_json::to_string_pretty(&findings).unwrap_or_default()
}

impl<'a> Finding<'a> {
    fn of(problem: &'a Problem) -> Self {
        let place = problem.place();
        Self {
            file: problem.file(),
            line: place.map(|place| place.start.0),
            column: place.map(|place| place.start.1),
            end: place.map(|place| End { line: place.end.0, column: place.end.1 }),
            severity: problem.severity(),
            code: problem.code().name(),
            entry: problem.entry(),
            message: problem.reason(),
            help: problem.help(),
        }
    }
}

fn group<'a>(finding: &'a Problem, files: &'a [SourceFile]) -> Group<'a> {
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = match finding.entry() {
        Some(entry) => format!("entry '{entry}': {}", finding.reason()),
        None => finding.reason().to_owned(),
    };
    let title = level.primary_title(title).id(finding.code().name());
    let text = files.iter().find(|file| file.name == finding.file()).map(|file| &*file.text);
    let group = match (finding.place(), text) {
        (Some(place), Some(text)) if place.span.end <= text.len() => {
            let marker = AnnotationKind::Primary.span(place.span.clone());
            title.element(Snippet::source(text).path(finding.file()).annotation(marker))
        }
        (Some(place), _) => title.element(Origin::path(finding.file()).line(place.start.0).char_column(place.start.1)),
        (None, _) => title.element(Origin::path(finding.file())),
    };
    match finding.help() {
        Some(help) => group.element(Level::HELP.message(help)),
        None => group,
    }
}
