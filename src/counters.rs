//! Counts what the bot does. Numbers only: no text, no names, no ids.
//!
//! [`Counters`] are for people, since start; everything is also given to the recorder of metrics, if there is
//! one. What serves them is not here.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use metrics::{counter, describe_counter, describe_histogram, histogram};

use crate::decide::Decision;
use crate::faq::EntryId;

const QUESTIONS: &str = "faqbot_questions_total";
const WITHHELD: &str = "faqbot_replies_withheld_total";
const UNSENT: &str = "faqbot_replies_unsent_total";
const SLOWED: &str = "faqbot_questions_slowed_total";
const VOTES: &str = "faqbot_votes_total";
const REPEATED: &str = "faqbot_events_repeated_total";
const CAUGHT_UP: &str = "faqbot_questions_caught_up_total";
/// From a question to the decision, in seconds.
pub const MATCH_TIME: &str = "faqbot_match_seconds";
/// From an event to the reply's arrival, in seconds.
pub const REPLY_TIME: &str = "faqbot_reply_seconds";
const RELOADS: &str = "faqbot_reloads_total";
const RECONNECTS: &str = "faqbot_gateway_reconnects_total";
const UNKNOWN_EVENTS: &str = "faqbot_unknown_events_total";
const REST_ERRORS: &str = "faqbot_rest_errors_total";

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
    slowed: AtomicU64,
    entries: Mutex<BTreeMap<EntryId, OfEntry>>,
}

/// What happened with one entry since start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OfEntry {
    /// It was answered with.
    pub answered: u64,
    /// It was offered as what may have been meant.
    pub offered: u64,
    /// Somebody said that it helped.
    pub helped: u64,
    /// Somebody said that it did not.
    pub not_helped: u64,
}

impl Counters {
    /// Counts a decision.
    pub fn count(&self, decision: &Decision) {
        let (own, outcome) = match decision {
            Decision::Silent(_) => (&self.silent, "silent"),
            Decision::Emergency(_) => (&self.emergencies, "help"),
            Decision::Help | Decision::Unreadable | Decision::Elsewhere | Decision::NoFaq => {
                (&self.helped, "explained")
            }
            Decision::Answer(_) => (&self.answered, "answered"),
            Decision::Suggest(_) => (&self.suggested, "suggested"),
            Decision::Decline { .. } | Decision::Refuse => (&self.declined, "declined"),
            Decision::Unknown(_) => (&self.unknown, "not_found"),
        };
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        for id in decision.answered() {
            entries.entry(id.clone()).or_default().answered += 1;
        }
        for id in decision.offered() {
            entries.entry(id.clone()).or_default().offered += 1;
        }
        drop(entries);
        own.fetch_add(1, Ordering::Relaxed);
        counter!(QUESTIONS, "outcome" => outcome).increment(1);
    }

    /// Counts a reply whose words were held back, because nobody had reviewed them.
    pub fn count_withheld(&self) {
        self.withheld.fetch_add(1, Ordering::Relaxed);
        counter!(WITHHELD).increment(1);
    }

    /// Counts a reply that could not be sent.
    pub fn count_failure(&self) {
        self.failed.fetch_add(1, Ordering::Relaxed);
        counter!(UNSENT).increment(1);
    }

    /// Counts what somebody said of an answer.
    pub fn count_vote(&self, entry: &EntryId, helped: bool) {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let of_entry = entries.entry(entry.clone()).or_default();
        *if helped { &mut of_entry.helped } else { &mut of_entry.not_helped } += 1;
        counter!(VOTES, "helped" => if helped { "yes" } else { "no" }).increment(1);
    }

    /// The counts of each entry that anything happened with.
    pub fn by_entry(&self) -> BTreeMap<EntryId, OfEntry> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Counts a question that was not answered because somebody asked too fast, or too many did.
    pub fn count_slowed(&self) {
        self.slowed.fetch_add(1, Ordering::Relaxed);
        counter!(SLOWED).increment(1);
    }
}

/// Says what each metric means. Without a recorder it does nothing.
pub fn describe() {
    describe_counter!(QUESTIONS, "Messages that were decided on, by outcome");
    describe_counter!(WITHHELD, "Replies held back because nobody has reviewed their words");
    describe_counter!(UNSENT, "Replies that could not be sent");
    describe_counter!(SLOWED, "Questions not answered because they came too fast");
    describe_counter!(VOTES, "What readers said of answers");
    describe_counter!(REPEATED, "Events that came a second time and were left");
    describe_counter!(CAUGHT_UP, "Questions found in history after a time without a connection");
    describe_histogram!(MATCH_TIME, metrics::Unit::Seconds, "From a question to the decision");
    describe_histogram!(REPLY_TIME, metrics::Unit::Seconds, "From an event to Discord's word that the reply arrived");
    describe_counter!(RELOADS, "Reloads of the FAQ, by outcome");
    describe_counter!(RECONNECTS, "Sessions with the gateway that were taken up again, or begun anew");
    describe_counter!(UNKNOWN_EVENTS, "Events that the Discord library could not read");
    describe_counter!(REST_ERRORS, "Requests to Discord that failed, by status, each attempt");
}

/// Notes how long a decision took.
pub fn decided_in(time: Duration) {
    histogram!(MATCH_TIME).record(time);
}

/// Notes how long it took from an event to the reply's arrival.
pub fn replied_in(time: Duration) {
    histogram!(REPLY_TIME).record(time);
}

/// Counts an event that was seen before.
pub fn repeated() {
    counter!(REPEATED).increment(1);
}

/// Counts a question that was found in history.
pub fn caught_up() {
    counter!(CAUGHT_UP).increment(1);
}

/// Counts a reload.
pub fn reloaded(well: bool) {
    counter!(RELOADS, "outcome" => if well { "done" } else { "refused" }).increment(1);
}

/// Counts a session that was taken up again (`resumed`) or begun anew.
pub fn reconnected(resumed: bool) {
    counter!(RECONNECTS, "how" => if resumed { "resumed" } else { "anew" }).increment(1);
}

/// Counts an event that could not be read.
pub fn unknown_event() {
    counter!(UNKNOWN_EVENTS).increment(1);
}

/// Counts a failed request by its status, or by what there was instead of one.
pub fn rest_error(status: String) {
    counter!(REST_ERRORS, "status" => status).increment(1);
}

impl fmt::Display for Counters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        write!(
            f,
            "{} answered, {} offered a choice, {} declined, {} not found, {} sent to help, {} given the help line, {} held back, {} not sent, {} too fast",
            read(&self.answered),
            read(&self.suggested),
            read(&self.declined),
            read(&self.unknown),
            read(&self.emergencies),
            read(&self.helped),
            read(&self.withheld),
            read(&self.failed),
            read(&self.slowed),
        )
    }
}
