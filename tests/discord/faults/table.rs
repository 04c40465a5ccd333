//! The fault table as it stands in `tests/data/faults.toml`.
//!
//! Only data: what a fault does is in `inject`, what a row means in `row`.

use std::path::Path;

use serde::Deserialize;

use crate::fake::faults::{Handshake, RestFault};

/// One fault, or several at once, and what must come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub name: String,
    /// What goes wrong, in this order.
    #[serde(default)]
    pub faults: Vec<Fault>,
    /// Whether it goes wrong before the process starts.
    #[serde(default)]
    pub at_start: bool,
    pub expect: Expect,
    /// The code with which the process ends, where it does.
    pub code: Option<i32>,
    /// What the log must say, in lower case.
    pub says: Option<String>,
    /// The longest that anybody may wait for an answer; for a process that ends, how long that takes.
    pub deaf_seconds: f64,
    /// Whether somebody who writes directly meanwhile must be answered.
    #[serde(default = "yes")]
    pub direct: bool,
    /// Whether a slash command that comes meanwhile must be answered: by default only where the session
    /// stays, because Discord takes an answer for three seconds.
    pub command: Option<bool>,
    /// When the process is told to end, after the fault.
    pub sigterm_ms: Option<u64>,
    #[serde(default = "Row::watchdog")]
    pub watchdog_seconds: u32,
    #[serde(default = "Row::heartbeat")]
    pub heartbeat_ms: u64,
    /// How far Discord's clock is ahead of the machine's from the start, in seconds.
    #[serde(default)]
    pub clock_ahead: i64,
    #[serde(default)]
    pub state: State,
    /// Shards that Discord recommends.
    #[serde(default = "Row::shards")]
    pub shards: usize,
    /// Sessions that Discord lets the bot begin.
    #[serde(default = "Row::identifies")]
    pub identifies_left: usize,
}

/// What must come of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expect {
    /// The session is taken up again: no IDENTIFY.
    Resumes,
    /// A new session begins in the same process.
    Identifies,
    /// The connection to the gateway stays; what failed is tried again, or was harmless.
    Stays,
    /// The process ends with `code`, or by a signal if there is none, and the supervisor starts another.
    Restarts,
    /// The process ends with `code` and is not started again.
    Ends,
}

/// Where the bot may keep its state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    #[default]
    Folder,
    /// A file stands in the folder's place.
    File,
    /// Whatever is written there finds the disk full.
    Full,
}

/// One thing that goes wrong.
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Fault {
    /// Op 7.
    Reconnect,
    /// Op 9.
    Invalid { resumable: bool },
    /// A close frame, with this code or with none.
    Close { code: Option<u16> },
    /// The connection ends without a close frame.
    Fin,
    /// It is reset.
    Reset,
    /// Nothing passes on it any more.
    Freeze,
    /// Discord forgets the session.
    Expire,
    /// Heartbeats are not acknowledged on the connection that is open.
    WithholdAcks,
    /// New connections to the gateway are refused for so long.
    Refuse { for_ms: u64 },
    /// New connections to the gateway are taken and never answered for so long.
    Hang { for_ms: u64 },
    /// New connections to the HTTP server are refused for so long.
    RefuseRest { for_ms: u64 },
    /// The next connections to the gateway go wrong so.
    Handshake { which: Handshake, times: usize },
    /// Requests go wrong.
    Rest(RestFault),
    /// With each RESUME, so many events from before are sent again.
    Again { count: usize },
    /// The last messages are sent again, as new events.
    Repeat { count: usize },
    /// The slash command that comes meanwhile comes twice.
    CommandTwice,
    /// A frame that may be anything.
    Raw { frame: String },
    /// An event whose data may be anything.
    RawEvent { name: String, data: String },
    /// Discord's clock jumps against the machine's.
    Jump { seconds: i64 },
    /// The process does not run for so long, as on a machine that sleeps.
    Pause { for_ms: u64 },
    /// The process is killed.
    Kill,
    /// A reload finds a FAQ file that is only half written.
    HalfWrittenFaq,
}

impl Row {
    fn watchdog() -> u32 {
        120
    }

    /// As Discord asks for.
    fn heartbeat() -> u64 {
        41_250
    }

    fn shards() -> usize {
        1
    }

    fn identifies() -> usize {
        1000
    }

    /// Whether this fault is among the row's.
    pub fn has(&self, is: impl Fn(&Fault) -> bool) -> bool {
        self.faults.iter().any(is)
    }
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    row: Vec<Row>,
}

/// Read the table.
pub fn read() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults.toml");
    let text = std::fs::read_to_string(path).expect("the fault table");
    let table: Table = toml::from_str(&text).unwrap_or_else(|error| panic!("tests/data/faults.toml: {error}"));
    table.row
}
