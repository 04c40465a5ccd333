//! Measures the answers to questions whose right answer is known.
//!
//! Rows go in as text, a table comes out. Which questions there are, and how good is good enough, is
//! the caller's: files named on the command line and floors given there.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use serde::{Deserialize, Deserializer};

use crate::decide::{Answerer, Decision, Verdict};
use crate::faq::Library;
use crate::matching::Scratch;
use crate::question::Question;
use crate::wording::Wording;

/// What a row expects where a person is in danger: the reply that sends to help.
const EMERGENCY: &str = "emergency";

/// What a row finds acceptable if not answering it is as good as the answer.
const NO_ANSWER: &str = "null";

/// A question with what must come of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// As somebody typed it.
    pub text: String,
    /// The entries that answer it, one of which is enough; nothing if it must not be answered.
    #[serde(deserialize_with = "one_or_many")]
    pub expected: Option<Vec<String>>,
    /// Entries that are acceptable too; "null" if it need not be answered.
    #[serde(default)]
    pub also_ok: Vec<String>,
    /// What sort of question it is; rows of one kind are counted together.
    #[serde(default)]
    pub kind: String,
}

/// What came of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// An acceptable entry was answered with, whatever stood beside it, or none where none was expected.
    Right,
    /// Not answered, but an acceptable entry was offered.
    Suggested,
    /// Neither answered nor offered, though there is an answer.
    Declined,
    /// Answered with other entries only, or where no answer was expected.
    Wrong,
}

/// How many rows had which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows with an answer.
    pub asked: usize,
    /// Of those, answered with an acceptable entry.
    pub right: usize,
    /// Of those, not answered, but offered an acceptable entry.
    pub suggested: usize,
    /// Of those, answered with other entries only.
    pub wrong: usize,
    /// Rows without an answer.
    pub outside: usize,
    /// Of those, not answered, or with an acceptable entry.
    pub declined: usize,
    /// Rows of either sort that got a line of help before the reply.
    pub help_first: usize,
}

/// What must at least be reached, in percent.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Floors {
    /// Rows with an answer that are answered right.
    pub right: f64,
    /// Rows with an answer that are answered wrong, at most.
    pub wrong: f64,
    /// Rows without an answer that are declined.
    pub declined: f64,
}

/// The outcome of many rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// By kind.
    pub kinds: BTreeMap<String, Tally>,
    /// A line for each row that did not come out right.
    pub misses: Vec<String>,
}

/// Reads rows, one JSON object a line; `Err` names the first line that is none, or expects an entry that
/// `library` does not have.
pub fn parse(name: &str, text: &str, library: &Library) -> Result<Vec<Row>, String> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(number, line): (usize, &str)| {
        read(line, library).map_err(|reason| format!("{name}, line {}: {reason}", number + 1))
    };
    let rows: Vec<Row> = lines.map(row).collect::<Result<_, _>>()?;
    if rows.is_empty() { Err(format!("{name}: holds no row")) } else { Ok(rows) }
}

fn read(line: &str, library: &Library) -> Result<Row, String> {
    let row: Row = serde_json::from_str(line).map_err(|error| {
        let reason = error.to_string();
        reason.split(" at line ").next().unwrap_or_default().to_owned()
    })?;
    let known = |id: &String| {
        [EMERGENCY, NO_ANSWER].contains(&id.as_str()) || library.entries().iter().any(|entry| entry.id().as_str() == id)
    };
    let named = row.expected.iter().flatten().chain(&row.also_ok);
    match named.into_iter().find(|id| !known(id)) {
        Some(id) => Err(format!("there is no entry '{id}'")),
        None if row.expected.as_ref().is_some_and(Vec::is_empty) => {
            Err("an empty list expects nothing that can be; null means no answer".to_owned())
        }
        None => Ok(row),
    }
}

/// Puts every row to `answerer`.
pub fn run(answerer: &Answerer, rows: &[Row]) -> Report {
    let mut report = Report::default();
    let mut scratch = Scratch::default();
    for row in rows {
        let verdict = answerer.answer(&Question::read(&row.text), &mut scratch);
        let (answered, offered) = (answered(&verdict.decision), offered(&verdict, answerer));
        let outcome = row.outcome(&answered, &offered);
        let tally = report.kinds.entry(row.kind.clone()).or_default();
        tally.add(row.expected.is_some(), outcome);
        tally.help_first += usize::from(verdict.help_first.is_some());
        if outcome != Outcome::Right {
            let wanted = row.expected.as_ref().map_or("no answer".to_owned(), |ids| ids.join(" or "));
            let got = if answered.is_empty() { "nothing".to_owned() } else { answered.join(" and ") };
            report.misses.push(format!("{:9} wanted {wanted}, answered {got}: {}", row.kind, row.text));
        }
    }
    report
}

impl Row {
    fn outcome(&self, answered: &[&str], offered: &[String]) -> Outcome {
        let acceptable = |id: &str| {
            let expected = self.expected.iter().flatten();
            expected.chain(&self.also_ok).any(|ok| ok == id)
        };
        let all_acceptable = answered.iter().all(|id| acceptable(id));
        match self.expected {
            None if all_acceptable => Outcome::Right,
            None => Outcome::Wrong,
            Some(_) if answered.iter().any(|id| acceptable(id)) => Outcome::Right,
            Some(_) if !answered.is_empty() => Outcome::Wrong,
            Some(_) if acceptable(NO_ANSWER) => Outcome::Right,
            Some(_) if offered.iter().any(|id| acceptable(id)) => Outcome::Suggested,
            Some(_) => Outcome::Declined,
        }
    }
}

impl Tally {
    fn add(&mut self, has_answer: bool, outcome: Outcome) {
        if has_answer {
            self.asked += 1;
            self.right += usize::from(outcome == Outcome::Right);
            self.suggested += usize::from(outcome == Outcome::Suggested);
            self.wrong += usize::from(outcome == Outcome::Wrong);
        } else {
            self.outside += 1;
            self.declined += usize::from(outcome == Outcome::Right);
        }
    }

    fn sum(mut self, other: &Self) -> Self {
        self.asked += other.asked;
        self.right += other.right;
        self.suggested += other.suggested;
        self.wrong += other.wrong;
        self.outside += other.outside;
        self.declined += other.declined;
        self.help_first += other.help_first;
        self
    }
}

impl Report {
    /// All kinds together.
    pub fn total(&self) -> Tally {
        self.kinds.values().fold(Tally::default(), Tally::sum)
    }

    /// What falls short of `floors`, a line each; empty if nothing does.
    pub fn shortfalls(&self, floors: &Floors) -> Vec<String> {
        let total = self.total();
        let shares = [
            ("right", percent(total.right, total.asked), floors.right, false),
            ("wrong", percent(total.wrong, total.asked), floors.wrong, true),
            ("declined", percent(total.declined, total.outside), floors.declined, false),
        ];
        let short = shares.into_iter().filter_map(|(what, share, floor, at_most)| {
            let word = if at_most { "at most" } else { "at least" };
            let idle = if at_most { floor >= 100.0 } else { floor <= 0.0 };
            let Some(share) = share else {
                return (!idle)
                    .then(|| format!("there is no row to measure what is {what}, but {word} {floor} % is asked for"));
            };
            let falls_short = if at_most { share > floor } else { share < floor };
            falls_short.then(|| format!("{what} {share:.1} %, but {word} {floor} % is asked for"))
        });
        short.collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:14} {:>24}    {:>18}    {:>10}", "", "there is an answer", "there is none", "all")?;
        writeln!(
            f,
            "{:14} {:>5} {:>7} {:>9} {:>7}   {:>5} {:>9}   {:>10}",
            "kind", "rows", "right", "suggested", "wrong", "rows", "declined", "help first"
        )?;
        let total = self.total();
        let kinds = self.kinds.iter().map(|(kind, tally)| (kind.as_str(), tally));
        for (kind, tally) in kinds.chain([("all kinds", &total)]) {
            let kind = if kind.is_empty() { "-" } else { kind };
            let mut line = format!("{kind:14} {:>5}", tally.asked);
            for (part, width) in [(tally.right, 7), (tally.suggested, 9), (tally.wrong, 7)] {
                write!(line, " {}", cell(part, tally.asked, width))?;
            }
            write!(line, "   {:>5} {}", tally.outside, cell(tally.declined, tally.outside, 9))?;
            write!(line, "   {}", cell(tally.help_first, tally.asked + tally.outside, 10))?;
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn answered(decision: &Decision) -> Vec<&str> {
    match decision {
        Decision::Emergency(_) => vec![EMERGENCY],
        other => other.answered().iter().map(|id| id.as_str()).collect(),
    }
}

fn offered(verdict: &Verdict, answerer: &Answerer) -> Vec<String> {
    let reply = Wording::default().of(verdict, answerer.library());
    let choices = reply.iter().flat_map(|reply| &reply.offers().choices);
    choices.map(|choice| choice.id.to_string()).collect()
}

fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

fn cell(part: usize, whole: usize, width: usize) -> String {
    match percent(part, whole) {
        Some(share) => format!("{:>width$}", format!("{share:.1} %")),
        None => format!("{:>width$}", "-"),
    }
}

/// An id or a list of ids. It must be written, even if it is `null`: a row that lacks it by mistake
/// would count as one that must not be answered.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged, expecting = "expected an id, a list of ids or null")]
    enum Ids {
        One(String),
        Many(Vec<String>),
    }
    let ids = Option::<Ids>::deserialize(deserializer)?;
    Ok(ids.map(|ids| match ids {
        Ids::One(id) => vec![id],
        Ids::Many(ids) => ids,
    }))
}

#[cfg(test)]
mod tests {
    use super::{Floors, Outcome, Report, Row, read};
    use crate::faq::{Library, load};

    #[test]
    fn outcomes_follow_what_was_answered_and_offered() {
        let row = |expected: &str| {
            let line = format!(r#"{{"text": "x", "expected": {expected}, "also_ok": ["c"]}}"#);
            serde_json::from_str::<Row>(&line).unwrap_or_else(|error| panic!("{error}"))
        };
        let cases: [(Row, &[&str], &[&str], Outcome); 11] = [
            (row(r#"["a", "b"]"#), &["b"], &[], Outcome::Right),
            (row(r#""a""#), &["c"], &[], Outcome::Right),
            (row(r#""a""#), &["d", "a"], &[], Outcome::Right),
            (row(r#""a""#), &["d"], &["a"], Outcome::Wrong),
            (row(r#""a""#), &[], &["d", "a"], Outcome::Suggested),
            (row(r#""a""#), &[], &["d"], Outcome::Declined),
            (row(r#"["a", "null"]"#), &[], &[], Outcome::Right),
            (row(r#"["a", "null"]"#), &["d"], &[], Outcome::Wrong),
            (row("null"), &[], &["d"], Outcome::Right),
            (row("null"), &["c"], &[], Outcome::Right),
            (row("null"), &["c", "d"], &[], Outcome::Wrong),
        ];
        for (row, answered, offered, outcome) in cases {
            let offered: Vec<String> = offered.iter().map(ToString::to_string).collect();
            assert_eq!(row.outcome(answered, &offered), outcome, "{row:?} {answered:?} {offered:?}");
        }
    }

    #[test]
    fn a_wrong_line_is_refused() {
        let library = Library::parse(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
        let rows = [
            (r#"{"text": "x"}"#, "missing field `expected`"),
            (r#"{"text": "x", "expected": 3}"#, "expected an id, a list of ids or null"),
            (r#"{"text": "x", "expcted": null}"#, "unknown field `expcted`"),
            (r#"{"text": "x", "expected": "alcohoool"}"#, "there is no entry 'alcohoool'"),
            (r#"{"text": "x", "expected": []}"#, "an empty list expects"),
            ("what", "expected value"),
        ];
        for (line, reason) in rows {
            let said = read(line, &library).expect_err(line);
            assert!(said.starts_with(reason), "{said}");
        }
        assert!(read(r#"{"text": "x", "expected": ["alcohol", "emergency"]}"#, &library).is_ok());
    }

    #[test]
    fn a_floor_without_rows_is_not_reached() {
        let none = Report::default();
        let idle = Floors { right: 0.0, wrong: 100.0, declined: 0.0 };
        assert!(none.shortfalls(&idle).is_empty());
        assert_eq!(none.shortfalls(&Floors { right: 1.0, wrong: 99.0, declined: 1.0 }).len(), 3);
    }
}
