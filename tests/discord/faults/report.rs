//! The report: one table on the console, and the same as Markdown where `FAQBOT_REPORT` names a file.

use std::env;
use std::fs;

use super::verdict::Outcome;

/// The columns of the fault table's report.
const COLUMNS: [&str; 8] = ["fault", "what it did", "deaf (s)", "allowed (s)", "asked", "answered", "twice", "lost"];

/// Print the rows' outcomes.
pub fn rows(outcomes: &[Outcome]) {
    let lines: Vec<Vec<String>> = outcomes.iter().map(line).collect();
    print(&COLUMNS, &lines);
}

fn line(outcome: &Outcome) -> Vec<String> {
    let tally = &outcome.tally;
    let mut line = vec![outcome.name.clone(), outcome.how.clone()];
    line.extend([outcome.deaf, outcome.allowed].map(|time| format!("{:.1}", time.as_secs_f64())));
    line.extend([tally.asked, tally.answered, tally.twice, tally.lost].map(|count| count.to_string()));
    line
}

/// Print a table, and write it to the file that the environment names.
pub fn print(columns: &[&str], lines: &[Vec<String>]) {
    let mut markdown = row(columns.iter().map(ToString::to_string));
    markdown += &row(columns.iter().map(|_| "---".to_owned()));
    lines.iter().for_each(|line| markdown += &row(line.iter().cloned()));
    println!("\n{markdown}");
    if let Some(file) = env::var_os("FAQBOT_REPORT") {
        fs::write(file, markdown).expect("writing the report");
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}
