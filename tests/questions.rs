//! Questions and what must come of them, as data: `data/must.toml` row by row, and the files in
//! `data/questions/` by how many rows are right.
//!
//! All failures are reported at once. A new question is a new row.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use faqbot::decide::{Answerer, Decision};
use faqbot::eval::{self, Floors};
use faqbot::faq::load;
use faqbot::question::{Author, Incoming};
use faqbot::render;
use faqbot::wording::Wording;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MustFile {
    row: Vec<MustRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MustRow {
    text: String,
    #[serde(default)]
    from: From,
    #[serde(default = "yes")]
    addressed: bool,
    #[serde(default)]
    withheld: bool,
    #[serde(default)]
    watched: bool,
    #[serde(default)]
    overheard: bool,
    kind: String,
    #[serde(default)]
    entries: Vec<String>,
    says: Option<String>,
}

#[derive(Deserialize, Default, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum From {
    #[default]
    Person,
    Bot,
    Webhook,
}

fn yes() -> bool {
    true
}

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(data(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn answerer() -> Answerer {
    Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The kind as the console calls it, and the entries answered with.
fn outcome(decision: &Decision) -> (&'static str, Vec<String>) {
    match decision {
        Decision::Silent(_) => ("silent", Vec::new()),
        Decision::Emergency(_) => ("emergency", Vec::new()),
        Decision::Help | Decision::Unreadable | Decision::NoFaq | Decision::Unknown(_) => ("unknown", Vec::new()),
        Decision::Answer(ids) => ("answer", ids.iter().map(ToString::to_string).collect()),
        Decision::Suggest(_) => ("suggestions", Vec::new()),
        Decision::Decline { .. } | Decision::Refuse | Decision::Elsewhere => ("declined", Vec::new()),
    }
}

#[test]
fn every_fixed_row_comes_out_as_written() {
    let answerer = answerer();
    let file: MustFile = toml::from_str(&read("must.toml")).expect("must.toml");
    let mut failures = String::new();
    for row in &file.row {
        let author = match row.from {
            From::Person => Author::Person,
            From::Bot => Author::Bot,
            From::Webhook => Author::Webhook,
        };
        let incoming = Incoming {
            author,
            addressed: row.addressed,
            text: &row.text,
            withheld: row.withheld,
            watched: row.watched,
            overheard: row.overheard,
        };
        let verdict = answerer.decide(&incoming);
        let (kind, entries) = outcome(&verdict.decision);
        let reply = Wording::default().of(&verdict, answerer.library());
        let text = reply.map(|reply| render::plain(&reply)).unwrap_or_default();
        let said = row.says.as_ref().is_none_or(|says| text.contains(says.as_str()));
        if kind != row.kind || entries != row.entries || !said {
            writeln!(failures, "{:?}: {kind} {entries:?}, wanted {} {:?}\n{text}", row.text, row.kind, row.entries)
                .expect("writing to a string");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn question_files_reach_their_floors() {
    let answerer = answerer();
    let floors: BTreeMap<String, Floors> = toml::from_str(&read("floors.toml")).expect("floors.toml");
    let mut under = String::new();
    for (name, floors) in &floors {
        let text = read(&format!("questions/{name}.jsonl"));
        let rows = eval::parse(name, &text, answerer.library()).unwrap_or_else(|reason| panic!("{reason}"));
        assert!(rows.len() >= 100, "{name} has only {} rows", rows.len());
        let report = eval::run(&answerer, &rows);
        println!("{name}\n{report}");
        let short = report.shortfalls(floors);
        if !short.is_empty() {
            writeln!(under, "{name}: {}\n{}", short.join("; "), report.misses.join("\n")).expect("writing to a string");
        }
    }
    assert!(under.is_empty(), "\n{under}");
}

#[test]
fn every_question_file_has_a_floor() {
    let floors: toml::Table = toml::from_str(&read("floors.toml")).expect("floors.toml");
    let files = std::fs::read_dir(data("questions")).expect("the folder of questions");
    let names = files.map(|file| file.expect("a file").path().file_stem().expect("a name").display().to_string());
    let without: Vec<String> = names.filter(|name| !floors.contains_key(name)).collect();
    assert!(without.is_empty(), "{without:?}");
}
