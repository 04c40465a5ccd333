//! How the process is kept running: the watchdog, the state it keeps, its shards, its limits.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::Spanned;

use super::raw::{RawHealth, RawLimits, RawShards, RawState};
use crate::faq::Problem;

/// Discord asks for a heartbeat about every 41 seconds: two may be missed before the third alarms.
const WATCHDOG_SECONDS: u64 = 120;
/// Shorter would end a process over an ordinary reconnect; longer would leave it deaf for an hour.
const WATCHDOG_RANGE: std::ops::RangeInclusive<u64> = 5..=3600;
/// Beside the working directory, where a service manager gives a folder of the bot's own.
const STATE_FOLDER: &str = "state";
/// Discord's largest bots have some thousands.
const MOST_SHARDS: u32 = 100_000;

/// How the process is kept running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    watchdog: Duration,
    state_folder: PathBuf,
    shards: Option<ShardRange>,
    health: Option<SocketAddr>,
    rates: Rates,
}

/// The shards of this process among all of the bot's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShardRange {
    first: u32,
    last: u32,
    total: u32,
}

/// How often somebody may ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rates {
    /// One person.
    pub user: Pace,
    /// Everybody in one channel together.
    pub channel: Pace,
}

/// So many at once, and so many a minute after that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// At once.
    pub burst: NonZeroU32,
    /// A minute.
    pub per_minute: NonZeroU32,
}

impl Running {
    /// Checks what the file says; `at` makes a problem of a place and what is wrong there.
    pub(super) fn read(
        watchdog: Option<Spanned<u64>>,
        state: RawState,
        shards: RawShards,
        health: RawHealth,
        limits: RawLimits,
        at: impl Fn(Range<usize>, String) -> Problem,
    ) -> Result<Self, Problem> {
        let default = Self::default();
        let watchdog = match watchdog {
            Some(given) if !WATCHDOG_RANGE.contains(given.get_ref()) => {
                let (least, most) = (WATCHDOG_RANGE.start(), WATCHDOG_RANGE.end());
                return Err(at(given.span(), format!("watchdog_seconds must be from {least} to {most}")));
            }
            Some(given) => Duration::from_secs(given.into_inner()),
            None => default.watchdog,
        };
        let health = match health.listen {
            Some(text) => {
                let wrong = || "listen must look like \"127.0.0.1:9100\"".to_owned();
                Some(text.get_ref().parse().map_err(|_| at(text.span(), wrong()))?)
            }
            None => None,
        };
        let pace = |burst: Option<Spanned<u32>>, per_minute: Option<Spanned<u32>>, default: Pace| {
            let number = |given: Option<Spanned<u32>>, default: NonZeroU32| match given {
                Some(given) => NonZeroU32::new(*given.get_ref())
                    .ok_or_else(|| at(given.span(), "a limit must be at least 1".to_owned())),
                None => Ok(default),
            };
            let (burst, per_minute) = (number(burst, default.burst)?, number(per_minute, default.per_minute)?);
            Ok(Pace { burst, per_minute })
        };
        let user = pace(limits.user_burst, limits.user_per_minute, default.rates.user)?;
        let channel = pace(limits.channel_burst, limits.channel_per_minute, default.rates.channel)?;
        let shards = ShardRange::read(shards, &at)?;
        let state_folder = state.folder.unwrap_or(default.state_folder);
        Ok(Self { watchdog, state_folder, shards, health, rates: Rates { user, channel } })
    }

    /// The longest time without a sign of life before the process ends.
    pub fn watchdog(&self) -> Duration {
        self.watchdog
    }
    /// Where the process keeps what must outlive it.
    pub fn state_folder(&self) -> &Path {
        &self.state_folder
    }
    /// The shards of this process; `None` for as many as Discord recommends, all here.
    pub fn shards(&self) -> Option<ShardRange> {
        self.shards
    }
    /// Where health and metrics are served, if they are.
    pub fn health(&self) -> Option<SocketAddr> {
        self.health
    }
    /// How often somebody may ask.
    pub fn rates(&self) -> Rates {
        self.rates
    }
}

impl Default for Running {
    fn default() -> Self {
        Self {
            watchdog: Duration::from_secs(WATCHDOG_SECONDS),
            state_folder: PathBuf::from(STATE_FOLDER),
            shards: None,
            health: None,
            rates: Rates::default(),
        }
    }
}

impl Default for Rates {
    /// Nobody who reads the replies asks faster; a channel is a room full of such people.
    fn default() -> Self {
        let pace = |burst: u32, per_minute: u32| Pace {
            burst: NonZeroU32::MIN.saturating_add(burst - 1),
            per_minute: NonZeroU32::MIN.saturating_add(per_minute - 1),
        };
        Self { user: pace(6, 12), channel: pace(30, 60) }
    }
}

impl ShardRange {
    /// All of a bot's shards.
    pub fn all(total: u32) -> Self {
        let total = total.max(1);
        Self { first: 0, last: total - 1, total }
    }

    fn read(raw: RawShards, at: impl Fn(Range<usize>, String) -> Problem) -> Result<Option<Self>, Problem> {
        let (first, last, total) = match (raw.first, raw.last, raw.total) {
            (None, None, None) => return Ok(None),
            (Some(first), Some(last), Some(total)) => (first, last, total),
            (first, last, total) => {
                let span = [first, last, total].into_iter().flatten().next().map(|given| given.span());
                return Err(at(span.unwrap_or_default(), "first, last and total belong together".to_owned()));
            }
        };
        let range = Self { first: *first.get_ref(), last: *last.get_ref(), total: *total.get_ref() };
        if range.first <= range.last && range.last < range.total && range.total <= MOST_SHARDS {
            return Ok(Some(range));
        }
        Err(at(first.span(), format!("shards run from first to last, both below total (at most {MOST_SHARDS})")))
    }

    /// The ids, in order.
    pub fn ids(self) -> std::ops::RangeInclusive<u32> {
        self.first..=self.last
    }
    /// The first id.
    pub fn first(self) -> u32 {
        self.first
    }
    /// How many shards this process has.
    pub fn count(self) -> u32 {
        self.last - self.first + 1
    }
    /// How many shards the bot has.
    pub fn total(self) -> u32 {
        self.total
    }
}
