//! The faults that a test can ask the fake for, as a row of the fault table names them.
//!
//! Only data and its bookkeeping; they are done where requests and frames come in.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde::Deserialize;

/// Past this many, faults that are over are forgotten.
const MOST_FAULTS: usize = 50;

/// What happens to requests.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RestFault {
    /// Method and the beginning of the path, such as `POST /channels/`.
    pub on: String,
    /// How many requests it meets.
    #[serde(default = "RestFault::once")]
    pub times: usize,
    /// It also ends so long after it began.
    pub for_ms: Option<u64>,
    /// Whether the request is done, and only its answer is spoiled.
    #[serde(default)]
    pub done: bool,
    /// How long the answer takes.
    #[serde(default)]
    pub delay_ms: u64,
    pub answer: Answer,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    #[serde(default)]
    pub body: String,
    #[serde(skip)]
    began: Option<Instant>,
    /// How many requests it has met.
    #[serde(skip)]
    met: usize,
}

/// What is answered.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// What it would have been; only `delay_ms` is new.
    Right,
    /// Nothing, ever.
    Hang,
    /// The connection ends, orderly or with a reset.
    Fin,
    Reset,
    /// This HTTP status, with the `headers` and the `body` of the fault.
    #[serde(untagged)]
    Status(u16),
}

impl RestFault {
    /// A header's value that begins so is the date which is so many seconds later.
    pub const LATER: &str = "date +";

    /// A fault that meets so many requests, and is not told how.
    pub fn new(on: &str, times: usize, done: bool, answer: Answer) -> RestFault {
        let (headers, body) = (BTreeMap::new(), String::new());
        RestFault {
            on: on.to_owned(),
            times,
            for_ms: None,
            done,
            delay_ms: 0,
            answer,
            headers,
            body,
            began: None,
            met: 0,
        }
    }

    fn once() -> usize {
        1
    }

    /// Every answer to these requests takes so long, and is right.
    pub fn slow(on: String, delay: Duration) -> RestFault {
        let delay_ms = u64::try_from(delay.as_millis()).expect("a delay");
        RestFault { delay_ms, ..RestFault::new(&on, usize::MAX, false, Answer::Right) }
    }

    /// Whether what the bot asked for was not done, or was done and the bot is not told.
    pub fn spoils(&self) -> bool {
        !matches!(self.answer, Answer::Right)
    }

    /// For how long the bot was told to wait, where it was told so in a way that can be followed.
    pub fn retry_after(&self) -> Option<Duration> {
        let header = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
        let seconds: f64 = header?.1.parse().ok()?;
        (0.0..10.0).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
    }

    fn is_over(&self) -> bool {
        let since = self.began.map_or(Duration::ZERO, |began| began.elapsed());
        self.met >= self.times || self.for_ms.is_some_and(|limit| since >= Duration::from_millis(limit))
    }

    fn meets(&self, method: &str, path: &str) -> bool {
        let (on, beginning) = self.on.split_once(' ').expect("a method and a path");
        on == method && path.starts_with(beginning)
    }
}

/// What happens to a connection that the bot opens to the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handshake {
    /// It is never greeted.
    NoHello,
    /// IDENTIFY is taken and never answered.
    NoReady,
    /// RESUME is taken and never answered.
    NoResumed,
    /// RESUME is answered, and the connection closed at once; until another session begins.
    ResumedThenClosed,
    /// RESUME is answered with op 9, which says that it may be tried again.
    ResumeLater,
}

/// What is to go wrong from now on.
#[derive(Default)]
pub struct Faults {
    rest: Vec<RestFault>,
    handshakes: Vec<Handshake>,
    /// How many events from before are replayed with each RESUME.
    pub again: usize,
    /// Whether any request to an interaction's route was ever spoiled.
    pub spoiled: bool,
}

impl Faults {
    pub fn add_rest(&mut self, fault: &RestFault) {
        self.rest.push(RestFault { began: Some(Instant::now()), ..fault.clone() });
        // A long run has many.
        if self.rest.len() > MOST_FAULTS {
            self.rest.retain(|fault| !fault.is_over());
        }
    }

    /// No request meets anything any more.
    pub fn clear_rest(&mut self) {
        self.rest.clear();
    }

    pub fn add_handshake(&mut self, fault: Handshake, times: usize) {
        self.handshakes.extend(std::iter::repeat_n(fault, times));
    }

    /// Whether everything that was to go wrong has done so at least once.
    pub fn were_met(&self) -> bool {
        self.handshakes.is_empty() && self.rest.iter().all(|fault| fault.met > 0)
    }

    /// Whether nothing more is to go wrong, after all has.
    pub fn are_spent(&self) -> bool {
        self.were_met() && self.rest.iter().all(RestFault::is_over)
    }

    /// Take this fault, if it is the next of its kind.
    pub(super) fn take_handshake(&mut self, fault: Handshake) -> bool {
        let place = self.handshakes.iter().position(|waiting| *waiting == fault);
        place.map(|place| self.handshakes.remove(place)).is_some()
    }

    /// Let this fault meet nobody any more.
    pub(super) fn drop_handshakes(&mut self, fault: Handshake) {
        self.handshakes.retain(|waiting| *waiting != fault);
    }

    /// Take the fault that meets a request, if any.
    pub(super) fn take_rest(&mut self, method: &str, path: &str) -> Option<RestFault> {
        let fault = self.rest.iter_mut().find(|fault| !fault.is_over() && fault.meets(method, path))?;
        fault.met += 1;
        let fault = fault.clone();
        self.spoiled |= fault.spoils() || fault.delay_ms > 0;
        Some(fault)
    }
}
