//! Questions and what must come of them, as data: `data/must.toml` row by row, and the files in
//! `data/questions/` by how many rows are right.
//!
//! All failures are reported at once. A new question is a new row.

use std::fmt::Write;
use std::path::PathBuf;

use faqbot::decide::{Answerer, Decision};
use faqbot::faq::load;
use faqbot::question::{Author, Incoming};
use faqbot::{render, wording};
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

/// A row of `data/questions/*.jsonl`; an expected "emergency" is a reply that sends to help.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    text: String,
    expected: Option<Vec<String>>,
    #[serde(default)]
    also_ok: Vec<String>,
    kind: String,
}

#[derive(Deserialize)]
struct Floor {
    right: f64,
    wrong: f64,
    declined: f64,
}

#[derive(Default)]
struct Tally {
    asked: usize,
    right: usize,
    wrong: usize,
    outside: usize,
    declined: usize,
    failures: String,
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
        Decision::Help | Decision::Unreadable | Decision::Unknown(_) => ("unknown", Vec::new()),
        Decision::Answer(ids) => ("answer", ids.iter().map(ToString::to_string).collect()),
        Decision::Suggest(_) => ("suggestions", Vec::new()),
        Decision::Decline { .. } => ("declined", Vec::new()),
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
        let decision =
            answerer.decide(&Incoming { author, addressed: row.addressed, text: &row.text, withheld: row.withheld });
        let (kind, entries) = outcome(&decision);
        let reply = wording::reply(&decision, answerer.library());
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
    let floors: std::collections::BTreeMap<String, Floor> = toml::from_str(&read("floors.toml")).expect("floors.toml");
    let mut under = String::new();
    for (name, floor) in &floors {
        let mut tally = Tally::default();
        let text = read(&format!("questions/{name}.jsonl"));
        for line in text.lines() {
            let row: Row = serde_json::from_str(line).unwrap_or_else(|error| panic!("{name}: {error}: {line}"));
            tally.count(&answerer, &row);
        }
        let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
        let right = share(tally.right, tally.asked);
        let wrong = share(tally.wrong, tally.asked);
        let declined = share(tally.declined, tally.outside);
        println!("{name}: right {right:.1} %, wrong {wrong:.1} %, declined {declined:.1} % of those outside");
        if right < floor.right || wrong > floor.wrong || declined < floor.declined {
            writeln!(under, "{name}: right {right:.1}, wrong {wrong:.1}, declined {declined:.1}\n{}", tally.failures)
                .expect("writing to a string");
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

impl Tally {
    fn count(&mut self, answerer: &Answerer, row: &Row) {
        let incoming = Incoming { author: Author::Person, addressed: true, text: &row.text, withheld: false };
        let (kind, mut given) = outcome(&answerer.decide(&incoming));
        if kind == "emergency" {
            given.push(kind.to_owned());
        }
        let expected = row.expected.clone().unwrap_or_default();
        let acceptable = |id: &String| expected.contains(id) || row.also_ok.contains(id);
        let passed = match row.expected {
            Some(_) => {
                self.asked += 1;
                let right = given.iter().any(|id| expected.contains(id));
                self.right += usize::from(right);
                self.wrong += usize::from(!right && !given.is_empty() && !given.iter().all(acceptable));
                right
            }
            None => {
                self.outside += 1;
                let declined = given.iter().all(acceptable);
                self.declined += usize::from(declined);
                declined
            }
        };
        if !passed {
            writeln!(self.failures, "  {} {:?}: {kind} {given:?}, wanted {expected:?}", row.kind, row.text)
                .expect("writing to a string");
        }
    }
}
