//! What must outlive the process: when it identified itself to Discord, and when it last heard from it.
//!
//! Times only, in one small file that is written beside and renamed. Where it cannot be written, the bot goes on
//! and counts in memory: a full disk is no reason not to answer.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

const HOUR: u64 = 3600;
const DAY: u64 = 24 * HOUR;

/// What is kept, and where.
#[derive(Debug)]
pub struct State {
    path: PathBuf,
    kept: Mutex<Kept>,
    /// How long before the start the process before this one was last alive.
    gone: Option<Duration>,
}

/// How many IDENTIFYs there may be. Discord takes the token away from a bot that goes beyond its own limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// In any hour.
    pub hour: usize,
    /// In any day.
    pub day: usize,
}

/// In seconds since 1970.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    identified: Vec<u64>,
    alive: Option<u64>,
    /// Whether the last write failed, so that it is said only once.
    #[serde(skip)]
    unwritten: bool,
}

impl State {
    /// Reads what the process before this one kept. `first` is the process's first shard: several may
    /// share a folder.
    pub fn open(folder: &Path, first: u32) -> Self {
        let path = folder.join(format!("gateway-{first}.json"));
        let kept: Kept = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).unwrap_or_else(|_| {
                tracing::warn!("'{}' cannot be read and is begun anew", path.display());
                Kept::default()
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Kept::default(),
            Err(error) => {
                tracing::warn!("'{}' cannot be read: {error}", path.display());
                Kept::default()
            }
        };
        // A time from the future is a clock that was set back: nobody knows how long that was.
        // It may have been killed before it was noted that it lived; that it was about to is noted with its IDENTIFY.
        let last = kept.alive.max(kept.identified.last().copied());
        let gone = last.map(|alive| Duration::from_secs(now().saturating_sub(alive)));
        Self { path, kept: Mutex::new(kept), gone }
    }

    /// How long before the start the process before this one last heard from Discord; nothing if there was
    /// none.
    pub fn gone(&self) -> Option<Duration> {
        self.gone
    }

    /// Notes that Discord was heard from, so long ago.
    pub fn note_alive(&self, ago: Duration) {
        self.change(|kept, now| kept.alive = Some(now.saturating_sub(ago.as_secs())));
    }

    /// Takes the last IDENTIFY back, which was not sent after all.
    pub fn take_back(&self) {
        self.change(|kept, _| {
            kept.identified.pop();
        });
    }

    /// Notes an IDENTIFY that is about to be sent, or says how long to wait before one may be.
    pub fn identify(&self, allowance: Allowance) -> Result<(), Duration> {
        let mut outcome = Ok(());
        self.change(|kept, now| {
            // After a clock was set back, times lie ahead; they count until they are a day off.
            kept.identified.retain(|time| now.abs_diff(*time) < DAY);
            outcome = allowance.check(&kept.identified, now);
            if outcome.is_ok() {
                kept.identified.push(now);
            }
        });
        outcome
    }

    /// How long ago the last IDENTIFY was at least: what is kept are whole seconds.
    pub fn last_identify(&self) -> Option<Duration> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.identified.last().map(|time| Duration::from_secs(now().saturating_sub(*time).saturating_sub(1)))
    }

    fn change(&self, change: impl FnOnce(&mut Kept, u64)) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut kept, now());
        let written = self.write(&kept);
        match &written {
            Err(error) if !kept.unwritten => tracing::warn!("'{}' cannot be written: {error}", self.path.display()),
            Ok(()) if kept.unwritten => tracing::info!("'{}' can be written again", self.path.display()),
            _ => {}
        }
        kept.unwritten = written.is_err();
    }

    fn write(&self, kept: &Kept) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        // Renaming is whole or not at all; a half-written file would forget the IDENTIFYs of a crash loop.
        let beside = self.path.with_extension("new");
        fs::write(&beside, serde_json::to_string(kept)?)?;
        fs::rename(&beside, &self.path)
    }
}

impl Allowance {
    /// The share of a bot's daily `total` for a process with `own` of its `all` shards: half of it, so that a
    /// loop of crashes cannot use it up, and spread over the day, so that one bad hour leaves enough for the next.
    pub fn new(total: u64, own: u32, all: u32) -> Self {
        let own_shards = own.max(1) as usize;
        let half = usize::try_from(total / 2).unwrap_or(usize::MAX);
        let day = (half / all.max(1) as usize).saturating_mul(own_shards).max(2 * own_shards);
        Self { hour: day / 24 + own_shards, day }
    }

    /// Times are in the order in which they were noted.
    fn check(self, times: &[u64], now: u64) -> Result<(), Duration> {
        let full = |most: usize, span: u64| {
            let within: Vec<u64> = times.iter().copied().filter(|time| now.abs_diff(*time) < span).collect();
            let until = *within.get(within.len().checked_sub(most)?)? + span;
            Some(Duration::from_secs(until.saturating_sub(now).max(1)))
        };
        match full(self.hour, HOUR).max(full(self.day, DAY)) {
            Some(wait) => Err(wait),
            None => Ok(()),
        }
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loop_of_crashes_stays_well_below_discords_limit() {
        let allowance = Allowance::new(1000, 1, 1);
        let mut times: Vec<u64> = Vec::new();
        // One every ten seconds for two days, as a process that is restarted at once would.
        for now in (1_000_000..1_000_000 + 2 * DAY).step_by(10) {
            if allowance.check(&times, now).is_ok() {
                times.push(now);
            }
        }
        let busiest = times.iter().map(|from| times.iter().filter(|time| (*from..from + DAY).contains(time)).count());
        assert!((100..=500).contains(&busiest.max().expect("some")));
    }

    #[test]
    fn the_wait_is_as_long_as_it_must_be() {
        let allowance = Allowance { hour: 2, day: 10 };
        assert_eq!(allowance.check(&[100, 200], 300), Err(Duration::from_secs(HOUR - 200)));
        assert_eq!(allowance.check(&[100, 200], 100 + HOUR), Ok(()));
    }

    #[test]
    fn shares_of_many_processes_stay_within_the_whole() {
        let whole: usize = (0..10).map(|_| Allowance::new(2000, 100, 1000).day).sum();
        assert!(whole <= 2000, "{whole}");
        assert_eq!(Allowance::new(1000, 16, 16), Allowance { hour: 36, day: 496 });
    }

    #[test]
    fn what_was_noted_is_there_after_a_restart() {
        let folder = tempfile::tempdir().expect("a folder");
        let allowance = Allowance { hour: 1, day: 1 };
        let state = State::open(&folder.path().join("new"), 0);
        assert_eq!((state.gone(), state.identify(allowance)), (None, Ok(())));
        state.note_alive(Duration::ZERO);
        let state = State::open(&folder.path().join("new"), 0);
        assert!(state.gone().is_some_and(|gone| gone < Duration::from_secs(60)));
        assert!(state.identify(allowance).is_err());
    }

    #[test]
    fn a_process_that_was_killed_at_once_was_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = State::open(folder.path(), 0);
        assert_eq!(state.identify(Allowance { hour: 1, day: 1 }), Ok(()));
        assert!(State::open(folder.path(), 0).gone().is_some_and(|gone| gone < Duration::from_secs(60)));
    }

    #[test]
    fn an_identify_is_never_thought_older_than_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = State::open(folder.path(), 0);
        state.change(|kept, now| kept.identified.push(now - 3));
        // It was in that second's last moment, and this second has just begun.
        assert!(state.last_identify().is_some_and(|ago| (2..10).contains(&ago.as_secs())));
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_no_failure() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let state = State::open(file.path(), 0);
        let allowance = Allowance { hour: 1, day: 1 };
        assert_eq!(state.identify(allowance), Ok(()));
        assert!(state.identify(allowance).is_err(), "it counts in memory");
    }
}
