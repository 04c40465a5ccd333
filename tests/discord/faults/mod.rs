//! "It stays up and loses nothing": the real program through every fault that the table names.
//!
//! The table is data, in `tests/data/faults.toml`; `docs/reliability.md` says what it shows.

mod inject;
mod process;
mod report;
mod row;
mod soak;
mod table;
mod verdict;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use verdict::Outcome;

/// Rows at once. They wait more than they work.
const AT_ONCE: usize = 6;

/// Runs only the rows whose name holds this, where somebody looks for what is wrong with one.
const ONLY: &str = "FAQBOT_FAULT";

#[test]
fn it_stays_up_and_loses_nothing() {
    let only = std::env::var(ONLY).unwrap_or_default();
    let rows: Vec<table::Row> = table::read().into_iter().filter(|row| row.name.contains(&only)).collect();
    assert!(!rows.is_empty(), "no row's name holds '{only}'");
    // Those that may take longest come first, so that none is waited for alone.
    let mut order: Vec<&table::Row> = rows.iter().collect();
    order.sort_by(|one, other| other.deaf_seconds.total_cmp(&one.deaf_seconds));
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(row) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = row::run(row);
                    outcomes.lock().expect("no row panicked").push(outcome);
                }
            });
        }
    });
    let mut outcomes: Vec<Outcome> = outcomes.into_inner().expect("no row panicked");
    outcomes.sort_by_key(|outcome| rows.iter().position(|row| row.name == outcome.name));
    report::rows(&outcomes);
    let failed: Vec<String> = outcomes.iter().filter(|outcome| !outcome.problems.is_empty()).map(explain).collect();
    assert!(failed.is_empty(), "{} of {} rows failed:\n{}", failed.len(), rows.len(), failed.join("\n"));
}

fn explain(outcome: &Outcome) -> String {
    let Outcome { name, how, problems, log, .. } = outcome;
    format!("== {name} ({how})\n  {}\n{log}", problems.join("\n  "))
}
