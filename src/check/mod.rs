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
use crate::faq::{Code, Document, Examined, Problem, Severity, SourceFile};
use crate::safety::Safety;

pub use show::{json, text};

/// What was found, in the order of the files and their lines; what is not in a file comes last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    findings: Vec<Problem>,
    entries: usize,
    topics: usize,
}

/// Checks a folder's files, and compares them with the document if it is there.
pub fn check(files: &[SourceFile], document: Option<&SourceFile>) -> Checked {
    let examined = Examined::of(files);
    let mut findings = examined.problems.clone();
    let safety = Safety::parse(files).unwrap_or_else(|problems| {
        findings.extend(problems.list().iter().cloned());
        Safety::core()
    });
    words::check(&examined, &mut findings);
    let read = document.map(|file| (file, Document::read(&file.text)));
    // Where words or entries are missing, questions lead to other places than they will.
    if examined.complete {
        let answerer = Answerer::of(examined.library.clone(), safety);
        evidence::check(&examined, read.as_ref().map(|(file, read)| (*file, read)), &answerer, &mut findings);
        leads::check(&examined, &answerer, &mut findings);
    } else {
        let reason = "where phrasings lead, and what the document says: the mistakes above come first";
        findings.push(Problem::in_file("the FAQ", format!("not checked: {reason}")).coded(Code::NotChecked));
    }
    let names: Vec<&str> = files.iter().chain(document).map(|file| &*file.name).collect();
    findings.sort_by_key(|finding| {
        let file = names.iter().position(|name| *name == finding.file());
        (file.unwrap_or(names.len()), finding.place().map(|place| place.start), finding.code())
    });
    Checked { findings, entries: examined.library.entries().len(), topics: examined.library.topics().len() }
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
        let held = format!("{} and {}", counted(self.entries, "entry", "entries"), counted(self.topics, "topic", "topics"));
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
