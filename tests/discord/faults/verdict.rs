//! What was seen of a row, and whether it is what the row expects.

use std::time::{Duration, Instant};

use super::process::Process;
use super::table::{Expect, Row};
use crate::fake::Fake;
use crate::fake::ledger::Tally;

/// How many connections, IDENTIFYs and RESUMEs there were.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    connections: usize,
    identified: usize,
    resumed: usize,
    exits: usize,
}

impl Counts {
    fn of(fake: &Fake, process: &Process) -> Counts {
        let exits = process.exits().len();
        fake.look(|record| Counts {
            connections: record.connections,
            identified: record.identified,
            resumed: record.resumed,
            exits,
        })
    }
}

/// What was seen so far.
pub struct Seen {
    pub began: Instant,
    /// When the process was told to end.
    pub told: Option<Instant>,
    /// How long it was deaf, where that is not what the questions show.
    pub waited: Duration,
    /// The command that came meanwhile.
    pub command: Option<String>,
    pub problems: Vec<String>,
    before: Counts,
}

/// A row's line in the report.
pub struct Outcome {
    pub name: String,
    pub how: String,
    pub deaf: Duration,
    pub allowed: Duration,
    pub tally: Tally,
    pub problems: Vec<String>,
    pub log: String,
}

impl Seen {
    /// Nothing was seen yet.
    pub fn nothing() -> Seen {
        let began = Instant::now();
        let (told, waited, command, problems) = (None, Duration::ZERO, None, Vec::new());
        Seen { began, told, waited, command, problems, before: Counts::default() }
    }

    /// The fault comes now.
    pub fn begin(&mut self, fake: &Fake, process: &Process) {
        self.before = Counts::of(fake, process);
        self.began = Instant::now();
    }

    /// Whether what the row expects has happened.
    pub fn is_met(&self, row: &Row, fake: &Fake, process: &Process) -> bool {
        let (before, now) = (self.before, Counts::of(fake, process));
        let spent = fake.look(|record| record.faults.are_spent());
        spent
            && match row.expect {
                Expect::Resumes => now.resumed >= before.resumed + row.shards,
                Expect::Identifies | Expect::Restarts => now.identified >= before.identified + row.shards,
                Expect::Stays => true,
                Expect::Ends => now.exits > before.exits,
            }
    }

    pub fn outcome(mut self, row: &Row, fake: &Fake, process: &Process) -> Outcome {
        let tally = fake.look(|record| record.ledger.tally(self.began));
        let exits = process.exits();
        let deaf = match (row.expect, exits.first()) {
            (Expect::Ends, Some((_, at))) => *at - self.told.unwrap_or(self.began),
            (Expect::Ends, None) => self.began.elapsed(),
            _ if self.waited > Duration::ZERO => self.waited,
            _ => tally.longest,
        };
        let allowed = Duration::from_secs_f64(row.deaf_seconds);
        let counts = Counts::of(fake, process);
        self.check_course(row, counts, &exits.iter().map(|exit| exit.0).collect::<Vec<_>>());
        self.check_questions(row, fake, &tally);
        if deaf > allowed {
            self.problem(format!("deaf for {:.1} s, {:.1} s are allowed", deaf.as_secs_f64(), allowed.as_secs_f64()));
        }
        let log = process.log();
        if let Some(words) = row.says.as_ref().filter(|words| !log.to_lowercase().contains(words.as_str())) {
            self.problem(format!("the log does not say '{words}'"));
        }
        if log.contains("panicked") {
            self.problem("something panicked".to_owned());
        }
        self.problems.extend(fake.look(|record| record.violations.clone()));
        let how = describe(self.before, counts, &exits.iter().map(|exit| exit.0).collect::<Vec<_>>());
        Outcome { name: row.name.clone(), how, deaf, allowed, tally, problems: self.problems, log }
    }

    fn problem(&mut self, what: String) {
        self.problems.push(what);
    }

    fn check_course(&mut self, row: &Row, now: Counts, codes: &[Option<i32>]) {
        let before = self.before;
        let (identified, resumed) = (now.identified - before.identified, now.resumed - before.resumed);
        let right = match row.expect {
            Expect::Resumes => resumed > 0 && identified == 0,
            Expect::Identifies => identified > 0,
            Expect::Stays => identified == 0 && resumed == 0 && now.connections == before.connections,
            Expect::Restarts | Expect::Ends => true,
        };
        if !right {
            self.problem(format!("it began {identified} sessions and resumed {resumed}, which is not expected"));
        }
        let right = match row.expect {
            Expect::Restarts | Expect::Ends => codes == [row.code],
            _ => codes.is_empty(),
        };
        if !right {
            self.problem(format!("it ended with {codes:?}"));
        }
    }

    fn check_questions(&mut self, row: &Row, fake: &Fake, tally: &Tally) {
        // A process that ends owes an answer only to those whose question had reached it.
        let owed = if row.expect == Expect::Ends { tally.dropped } else { tally.lost };
        if owed > 0 {
            self.problem(format!("{owed} of {} questions were lost", tally.asked));
        }
        if tally.twice > 0 {
            self.problem(format!("{} questions were answered twice", tally.twice));
        }
        if !fake.look(|record| record.faults.were_met()) {
            self.problem("the fault was never met, so nothing was tested".to_owned());
        }
        let owed = row.command.unwrap_or(matches!(row.expect, Expect::Stays | Expect::Resumes));
        let answered = self.command.as_ref().is_some_and(|id| fake.look(|record| record.answer_to(id).is_some()));
        if owed && !answered {
            self.problem("the slash command was not answered".to_owned());
        }
    }
}

fn describe(before: Counts, now: Counts, codes: &[Option<i32>]) -> String {
    let mut parts = Vec::new();
    let codes = codes.iter().map(|code| code.map_or("a signal".to_owned(), |code| code.to_string()));
    parts.extend(codes.map(|code| format!("ended with {code}")));
    let count = |times: usize, what: &str| match times {
        0 => None,
        1 => Some(what.to_owned()),
        _ => Some(format!("{what} {times} times")),
    };
    parts.extend(count(now.resumed - before.resumed, "resumed"));
    parts.extend(count(now.identified - before.identified, "identified"));
    if parts.is_empty() { "stayed connected".to_owned() } else { parts.join(", ") }
}
