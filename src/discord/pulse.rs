//! Signs of life: of the runtime, and of each shard's connection.
//!
//! Written by the shards and a ticking task, read by the watchdog and the health listener. What follows from
//! silence is decided there.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::config::ShardRange;

/// A ticking task notes this often that the runtime still runs it.
pub const TICK: Duration = Duration::from_millis(500);

/// When there was life last.
#[derive(Debug)]
pub struct Pulse {
    start: Instant,
    tick: Mark,
    first: u32,
    shards: Vec<Beat>,
    /// How many shards are reading what they missed.
    reading: AtomicUsize,
}

/// While it lives, something that was missed may still be unanswered.
pub struct Reading<'a>(&'a Pulse);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.0.reading.fetch_sub(1, Ordering::Relaxed);
    }
}

#[derive(Debug)]
struct Beat {
    heard: Mark,
    /// From when on silence is a fault: when it was heard, or when it was given its time anew.
    due: Mark,
    connected: AtomicBool,
    /// How often its connection was resumed.
    resumed: AtomicU64,
    /// While a shard may not connect, because it is not its turn, silence is not a fault.
    waiting: AtomicBool,
}

/// A moment, in milliseconds since the start.
#[derive(Debug, Default)]
struct Mark(AtomicU64);

impl Pulse {
    /// Everything counts as alive at the start.
    pub fn new(shards: ShardRange) -> Self {
        let beat = || Beat {
            heard: Mark::default(),
            due: Mark::default(),
            connected: AtomicBool::new(false),
            resumed: AtomicU64::new(0),
            waiting: AtomicBool::new(false),
        };
        Self {
            start: Instant::now(),
            tick: Mark::default(),
            first: shards.first(),
            shards: shards.ids().map(|_| beat()).collect(),
            reading: AtomicUsize::new(0),
        }
    }

    /// The runtime ran.
    pub fn tick(&self) {
        self.tick.set(self.start);
    }

    /// A shard's connection was acknowledged. Gives how long it had been silent.
    pub fn heard(&self, shard: u32) -> Duration {
        let Some(beat) = self.beat(shard) else { return Duration::ZERO };
        beat.connected.store(true, Ordering::Relaxed);
        let silent = beat.heard.elapsed(self.start);
        beat.heard.set(self.start);
        beat.due.set(self.start);
        silent
    }

    /// A shard's connection was resumed.
    pub fn resume(&self, shard: u32) {
        self.heard(shard);
        if let Some(beat) = self.beat(shard) {
            beat.resumed.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// How often a shard's connection was resumed, in all.
    pub fn resumed(&self, shard: u32) -> u64 {
        self.beat(shard).map(|beat| beat.resumed.load(Ordering::Relaxed)).unwrap_or_default()
    }

    /// A shard has no session for now.
    pub fn lost(&self, shard: u32) {
        if let Some(beat) = self.beat(shard) {
            beat.connected.store(false, Ordering::Relaxed);
        }
    }

    /// Whether a shard has a session.
    pub fn is_connected(&self, shard: u32) -> bool {
        self.beat(shard).is_some_and(|beat| beat.connected.load(Ordering::Relaxed))
    }

    /// How long a shard has been silent that ought not to be.
    pub fn silence(&self, shard: u32) -> Duration {
        self.beat(shard).map(|beat| beat.overdue(self.start)).unwrap_or_default()
    }

    /// What was missed is being read, until the guard is dropped.
    pub fn reading(&self) -> Reading<'_> {
        self.reading.fetch_add(1, Ordering::Relaxed);
        Reading(self)
    }

    /// Whether everything that was asked was taken up, as far as is known.
    pub fn has_caught_up(&self) -> bool {
        self.reading.load(Ordering::Relaxed) == 0
    }

    /// How long the runtime has not ticked.
    pub fn stillness(&self) -> Duration {
        self.tick.elapsed(self.start)
    }

    /// How long no shard at all was heard of; nothing while one may not connect.
    pub fn deafness(&self) -> Duration {
        self.shards.iter().map(|beat| beat.overdue(self.start)).min().unwrap_or_default()
    }

    /// How long the shard was silent that has been so longest, of those that may connect.
    pub fn longest_silence(&self) -> Duration {
        self.shards.iter().map(|beat| beat.overdue(self.start)).max().unwrap_or_default()
    }

    /// How long ago everything was heard, turns or no turns.
    pub fn all_heard(&self) -> Duration {
        self.shards.iter().map(|beat| beat.heard.elapsed(self.start)).max().unwrap_or_default()
    }

    /// How many shards have a session, of how many.
    pub fn connected(&self) -> (usize, usize) {
        let connected = self.shards.iter().filter(|beat| beat.connected.load(Ordering::Relaxed));
        (connected.count(), self.shards.len())
    }

    /// Whether a shard may not connect for now. When it may, it gets its time anew.
    pub fn wait(&self, shard: u32, waiting: bool) {
        if let Some(beat) = self.beat(shard)
            && beat.waiting.swap(waiting, Ordering::Relaxed)
            && !waiting
        {
            beat.due.set(self.start);
        }
    }

    /// Gives everything its time anew, because nothing could run for a while.
    pub fn renew(&self) {
        self.tick.set(self.start);
        self.shards.iter().for_each(|beat| beat.due.set(self.start));
    }

    fn beat(&self, shard: u32) -> Option<&Beat> {
        self.shards.get(shard.checked_sub(self.first)? as usize)
    }
}

impl Beat {
    fn overdue(&self, start: Instant) -> Duration {
        if self.waiting.load(Ordering::Relaxed) { Duration::ZERO } else { self.due.elapsed(start) }
    }
}

impl Mark {
    fn set(&self, start: Instant) {
        self.0.store(start.elapsed().as_millis().try_into().unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn elapsed(&self, start: Instant) -> Duration {
        start.elapsed().saturating_sub(Duration::from_millis(self.0.load(Ordering::Relaxed)))
    }
}
