//! `faqbot check` on small FAQs with mistakes in them: `data/check/`, one file or folder a case.
//!
//! A line that has something wrong ends with `#~` and the codes of what is found there. A line of its own,
//! `#~ FILE:LINE CODE`, tells of a line that cannot hold a comment. Errors and warnings must be these and no others;
//! of notes, these must be among them. A folder's `document.txt` is the document.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use faqbot::check::{self, Checked};
use faqbot::faq::{Code, Document, Severity, SourceFile, load};
use serde_json::Value;

/// How often each code is found, by file and line.
type Findings = BTreeMap<(String, usize, String), usize>;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cases() -> Vec<PathBuf> {
    let items = std::fs::read_dir(root().join("tests/data/check")).expect("the cases");
    let mut paths: Vec<PathBuf> = items.map(|item| item.expect("a case").path()).collect();
    paths.sort();
    paths
}

fn read(path: &Path) -> SourceFile {
    let name = path.file_name().expect("a name").to_string_lossy().into_owned();
    SourceFile { name, text: std::fs::read_to_string(path).expect("a text") }
}

/// A case's files, and its document.
fn files(case: &Path) -> (Vec<SourceFile>, Option<SourceFile>) {
    if case.is_file() {
        return (vec![read(case)], None);
    }
    let document = case.join("document.txt");
    (load::folder(case).expect("a folder"), document.is_file().then(|| read(&document)))
}

fn expected(files: &[SourceFile]) -> Findings {
    let mut expected = Findings::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            let Some((before, codes)) = line.split_once("#~ ") else { continue };
            let mut codes = codes.split_whitespace();
            let place = if before.is_empty() {
                let (file, line) = codes.next().and_then(|place| place.split_once(':')).expect("FILE:LINE CODE");
                (file.to_owned(), line.parse().expect("a line"))
            } else {
                (file.name.clone(), number + 1)
            };
            for code in codes {
                *expected.entry((place.0.clone(), place.1, code.to_owned())).or_default() += 1;
            }
        }
    }
    expected
}

fn found(checked: &Checked) -> Findings {
    let mut found = Findings::new();
    for finding in checked.findings() {
        let line = finding.place().map_or(0, |place| place.start.0);
        *found.entry((finding.file().to_owned(), line, finding.code().name().to_owned())).or_default() += 1;
    }
    found
}

#[test]
fn every_case_shows_what_is_wrong_where_it_is() {
    let mut failures = String::new();
    for case in cases() {
        let (files, document) = files(&case);
        let (expected, checked) = (expected(&files), check::check(&files, document.as_ref()));
        let found = found(&checked);
        let is_note = |code: &str| Code::ALL.iter().any(|c| c.name() == code && c.severity() == Severity::Note);
        let missing = expected.iter().filter(|(place, count)| found.get(place) != Some(count));
        let more = found.iter().filter(|(place, _)| !expected.contains_key(place) && !is_note(&place.2));
        for (what, (place, count)) in missing.map(|row| ("missing", row)).chain(more.map(|row| ("not expected", row))) {
            writeln!(failures, "{}: {what}: {place:?} x {count}", case.display()).expect("writing to a string");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn every_code_has_a_case_and_stands_in_the_manual() {
    let manual = std::fs::read_to_string(root().join("docs/curating.md")).expect("the manual");
    let expected: Vec<String> =
        cases().iter().flat_map(|case| expected(&files(case).0).into_keys().map(|place| place.2)).collect();
    // These need other files than a case is made of, or more entries; see the tests below and those of the matcher.
    let elsewhere = [Code::Unreadable, Code::PhrasingTied];
    let missing: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| {
            let tested = elsewhere.contains(code) || expected.iter().any(|name| name == code.name());
            !tested || !manual.contains(&format!("`{}`", code.name()))
        })
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Runs the program in an empty folder.
fn faqbot(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_faqbot"));
    command.args(arguments).current_dir(folder.path()).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command.envs(environment.iter().copied()).output().expect("it runs")
}

fn case(name: &str) -> String {
    root().join("tests/data/check").join(name).display().to_string()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn it_ends_with_what_was_found() {
    let document = case("document/document.txt");
    let warned = tempfile::tempdir().expect("a folder");
    let entries = std::fs::read_to_string(case("elsewhere/mintolin.toml")).expect("a case");
    // One phrasing that finds it, and the rest are warnings.
    let entries = entries.replace("does aspirin go in the fridge", "where does it go, in the fridge");
    std::fs::write(warned.path().join("mintolin.toml"), entries).expect("written");
    for name in ["uncovered.toml", "vocabulary.toml"] {
        std::fs::copy(case(&format!("elsewhere/{name}")), warned.path().join(name)).expect("copied");
    }
    let warned = warned.path().display().to_string();
    let rows: [(&[&str], i32); 7] = [
        (&["check", "--strict"], 0),
        (&["check", "--faq", &case("document")], 0),
        (&["check", "--faq", &case("document"), "--document", &document], 1),
        (&["check", "--faq", &warned], 0),
        (&["check", "--faq", &warned, "--strict"], 1),
        (&["check", "--faq", "nowhere"], 2),
        (&["check", "--document", "nowhere.txt"], 2),
    ];
    let wrong: Vec<_> = rows
        .iter()
        .map(|(arguments, code)| (arguments, code, faqbot(arguments, &[])))
        .filter(|(_, code, output)| output.status.code() != Some(**code))
        .map(|(arguments, _, output)| format!("{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_line_is_shown_with_a_marker_and_colour_only_where_it_is_wanted() {
    let arguments = ["check", "--faq", &case("document"), "--document", &case("document/document.txt")];
    let plain = text(&faqbot(&arguments, &[]).stdout);
    for part in ["error[quote-not-found]: entry 'storage'", "mintolin.toml:", "^^^^", "sentence 3", "document.txt:3:"] {
        assert!(plain.contains(part), "no {part} in\n{plain}");
    }
    assert!(!plain.contains('\u{1b}'), "{plain}");
    let coloured = text(&faqbot(&arguments, &[("CLICOLOR_FORCE", "1")]).stdout);
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let refused = text(&faqbot(&arguments, &[("NO_COLOR", "1")]).stdout);
    assert_eq!(refused, plain);
}

#[test]
fn findings_as_json_are_one_array() {
    let output = faqbot(&["check", "--json", "--faq", &case("topics")], &[("CLICOLOR_FORCE", "1")]);
    let findings: Vec<Value> = serde_json::from_str(&text(&output.stdout)).expect("one array");
    let finding = findings.iter().find(|finding| finding["code"] == "unknown-entry").expect("the finding");
    let wanted = serde_json::json!({
        "file": "uncovered.toml", "line": 10, "column": 8, "end": {"line": 10, "column": 17},
        "severity": "error", "code": "unknown-entry", "entry": "others",
        "message": "there is no entry 'colours'", "help": null,
    });
    assert_eq!(finding, &wanted);
    assert_eq!(output.status.code(), Some(1));
    let clean = faqbot(&["check", "--json"], &[]);
    let notes: Vec<Value> = serde_json::from_str(&text(&clean.stdout)).expect("one array");
    assert!(notes.iter().all(|finding| finding["severity"] == "note"), "{notes:?}");
}

/// Needs the source document, which is not part of the project.
#[test]
fn the_shipped_faq_says_what_its_document_says() {
    let path = root().join("../shared/document/clonazepam-2mg.txt");
    if !path.is_file() {
        println!("skipped: the source document is not here");
        return;
    }
    let document = read(&path);
    assert!(Document::read(&document.text).sentences().len() > 20);
    let checked = check::check(&load::built_in(), Some(&document));
    let wrong: Vec<String> = checked
        .findings()
        .iter()
        .filter(|finding| finding.severity() != Severity::Note || finding.code() == Code::SentenceNotCited)
        .map(ToString::to_string)
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
