//! Counts what the bot does. Numbers only: no text, no names, no ids.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::decide::Decision;

/// How many decisions of each kind were made since start.
#[derive(Debug, Default)]
pub struct Counters {
    answered: AtomicU64,
    suggested: AtomicU64,
    declined: AtomicU64,
    unknown: AtomicU64,
    emergencies: AtomicU64,
    helped: AtomicU64,
    silent: AtomicU64,
    withheld: AtomicU64,
    failed: AtomicU64,
}

impl Counters {
    /// Counts a decision.
    pub fn count(&self, decision: &Decision) {
        let counter = match decision {
            Decision::Silent(_) => &self.silent,
            Decision::Emergency(_) => &self.emergencies,
            Decision::Help | Decision::Unreadable | Decision::Elsewhere | Decision::NoFaq => &self.helped,
            Decision::Answer(_) => &self.answered,
            Decision::Suggest(_) => &self.suggested,
            Decision::Decline { .. } | Decision::Refuse => &self.declined,
            Decision::Unknown(_) => &self.unknown,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a reply whose words were held back, because nobody had reviewed them.
    pub fn count_withheld(&self) {
        self.withheld.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a reply that could not be sent.
    pub fn count_failure(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
    }
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        write!(
            f,
            "{} answered, {} offered a choice, {} declined, {} not found, {} sent to help, {} given the help line, {} held back, {} not sent",
            read(&self.answered),
            read(&self.suggested),
            read(&self.declined),
            read(&self.unknown),
            read(&self.emergencies),
            read(&self.helped),
            read(&self.withheld),
            read(&self.failed),
        )
    }
}
