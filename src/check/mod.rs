//! Checks a FAQ before it goes live: everything wrong in its files, what would be held back on the way out, what
//! the document does not say, and what nobody would find.
//!
//! Texts in, findings out. Reading the files is [`crate::store`]'s part. [`words`] looks at what is said, [`evidence`]
//! at the document, [`leads`] at where phrasings lead; [`show`] shows the findings.

mod evidence;
mod leads;
mod show;
mod words;

use std::fmt;

use crate::decide::Answerer;
use crate::faq::{Code, Document, Examined, Problem, REVIEWED_FILE, Severity, SourceFile, by_language};
use crate::language::Language;
use crate::safety::Safety;

pub use show::{json, text};

/// What was found, in the order of the files and their lines; what is not in a file comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    findings: Vec<Problem>,
    /// How many entries and topics each language has, English first.
    held: Vec<(Language, usize, usize)>,
}

/// Checks a folder's files in all their languages, and compares them with the document if it is there.
pub fn check(files: &[SourceFile], document: Option<&SourceFile>) -> Checked {
    let languages = match by_language::split(files) {
        Ok(languages) => languages,
        Err(problems) => return Checked { findings: problems.list().to_vec(), held: Vec::new() },
    };
    let mut all = Checked { findings: Vec::new(), held: Vec::new() };
    for (language, own) in languages {
        let checked = one_language(&own, document);
        // What is borrowed was looked at in English; only what is wrong because it was borrowed is new.
        let mut new = checked.findings;
        new.retain(|finding| {
            let own = by_language::of_file(finding.file()) == language;
            (own || finding.severity() == Severity::Error) && !all.findings.contains(finding)
        });
        all.findings.extend(new);
        all.held.extend(checked.held);
    }
    sort(&mut all.findings, files, document);
    all
}

/// Checks the files of one language, with those it borrows.
pub(crate) fn one_language(files: &[SourceFile], document: Option<&SourceFile>) -> Checked {
    let (examined, mut findings) = examine(files);
    let safety = Safety::parse(files).unwrap_or_else(|problems| {
        findings.extend(problems.list().iter().cloned());
        Safety::core()
    });
    let read = document.map(|file| (file, Document::read(&file.text)));
    // Where words or entries are missing, questions lead to other places than they will.
    if examined.complete {
        let answerer = Answerer::of(examined.library.clone(), safety);
        evidence::check(&examined, read.as_ref().map(|(file, read)| (*file, read)), &answerer, &mut findings);
        leads::check(&examined, &answerer, &mut findings);
    } else {
        let reason = "where phrasings lead, and what the document says, is looked at when the rest can be read";
        findings.push(Problem::in_file("the FAQ", reason).coded(Code::NotChecked));
    }
    sort(&mut findings, files, document);
    let library = &examined.library;
    Checked { findings, held: vec![(library.language(), library.entries().len(), library.topics().len())] }
}

fn sort(findings: &mut [Problem], files: &[SourceFile], document: Option<&SourceFile>) {
    let names: Vec<&str> = files.iter().chain(document).map(|file| &*file.name).collect();
    findings.sort_by_key(|finding| {
        let file = names.iter().position(|name| *name == finding.file());
        (file.unwrap_or(names.len()), finding.place().map(|place| place.start), finding.code())
    });
}

/// The part of the check that is about what is written, not about where it leads.
pub(crate) fn written(files: &[SourceFile]) -> Vec<Problem> {
    examine(files).1
}

fn examine(files: &[SourceFile]) -> (Examined<'_>, Vec<Problem>) {
    let examined = Examined::of(files);
    let mut findings = examined.problems.clone();
    // Without the list, every reviewed phrase would look like one that is not.
    if !examined.problems.iter().any(|problem| problem.file() == REVIEWED_FILE) {
        words::check(&examined, &mut findings);
    }
    (examined, findings)
}

impl Checked {
    /// Everything that was found.
    pub fn findings(&self) -> &[Problem] {
        &self.findings
    }

    /// How many of this severity there are.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// Whether it may go live; `strict` minds warnings too.
    pub fn passes(&self, strict: bool) -> bool {
        self.count(Severity::Error) == 0 && !(strict && self.count(Severity::Warning) > 0)
    }
}

impl fmt::Display for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |many: usize, one: &str, more: &str| format!("{many} {}", if many == 1 { one } else { more });
        let line = |(language, entries, topics): &(Language, usize, usize)| {
            let place = if *language == Language::English { String::new() } else { format!("in {language} ") };
            format!("{place}{} and {}", counted(*entries, "entry", "entries"), counted(*topics, "topic", "topics"))
        };
        let held = match self.held.as_slice() {
            [] => "no entries were looked at".to_owned(),
            held => held.iter().map(line).collect::<Vec<_>>().join(", "),
        };
        let kinds = [
            (self.count(Severity::Error), "error", "errors"),
            (self.count(Severity::Warning), "warning", "warnings"),
            (self.count(Severity::Note), "note", "notes"),
        ];
        let found: Vec<String> =
            kinds.iter().filter(|kind| kind.0 > 0).map(|(many, one, more)| counted(*many, one, more)).collect();
        match found.as_slice() {
            [] => write!(f, "{held}: nothing wrong was found."),
            _ => write!(f, "{held}: {}.", found.join(", ")),
        }
    }
}
