//! How fast people may ask, and how much one server may keep the bot busy.
//!
//! Somebody in danger is never slowed: who that is, is decided elsewhere. Ids are in memory only, and are
//! forgotten once they would not be slowed any more.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::{Pace, Rates};

/// Replies that go out for one server at the same time. Discord takes about one a second in a channel, so
/// more would only wait there.
const AT_ONCE: usize = 8;
/// Replies that wait for their turn in one server. Past it the oldest questions would be answered when
/// nobody remembers them.
const MOST_WAITING: usize = 64;
/// After this many questions, what is not needed any more is forgotten.
const SWEEP: usize = 1000;
/// Somebody who asks too fast is told so once in this time.
const TOLD_FOR: Duration = Duration::from_secs(60);

/// Who asked how often.
pub struct Limits {
    users: DefaultKeyedRateLimiter<u64>,
    channels: DefaultKeyedRateLimiter<u64>,
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    /// Who was told to wait, and when.
    told: HashMap<u64, Instant>,
    servers: HashMap<u64, Arc<Semaphore>>,
    since_sweep: usize,
}

/// Whether somebody may ask now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Yes.
    Now,
    /// No, and it should be said.
    Told,
    /// No, and it was said not long ago.
    Silent,
}

impl Limits {
    /// Nobody has asked yet.
    pub fn new(rates: Rates) -> Self {
        let quota = |pace: Pace| Quota::per_minute(pace.per_minute).allow_burst(pace.burst);
        Self {
            users: RateLimiter::keyed(quota(rates.user)),
            channels: RateLimiter::keyed(quota(rates.channel)),
            inner: Mutex::default(),
        }
    }

    /// Whether `user` may ask in `channel` now.
    pub fn turn(&self, user: u64, channel: u64) -> Turn {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        inner.since_sweep += 1;
        if inner.since_sweep >= SWEEP {
            inner.sweep();
            self.users.retain_recent();
            self.channels.retain_recent();
        }
        // The person first: who asks too fast must not use up the channel's share.
        let slowed = if self.users.check_key(&user).is_err() {
            user
        } else if self.channels.check_key(&channel).is_err() {
            channel
        } else {
            return Turn::Now;
        };
        let told = inner.told.get(&slowed).is_some_and(|told| told.elapsed() < TOLD_FOR);
        if told {
            return Turn::Silent;
        }
        inner.told.insert(slowed, Instant::now());
        Turn::Told
    }

    /// Waits until a server may be replied to; nothing if too many wait already. `server` is a channel's id
    /// for direct messages.
    pub async fn place(&self, server: u64) -> Option<OwnedSemaphorePermit> {
        let places = {
            let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
            let new = || Arc::new(Semaphore::new(AT_ONCE));
            Arc::clone(inner.servers.entry(server).or_insert_with(new))
        };
        // Everybody who waits or is served holds it too, beside the map.
        if Arc::strong_count(&places) > AT_ONCE + MOST_WAITING + 1 {
            return None;
        }
        places.acquire_owned().await.ok()
    }
}

impl Inner {
    fn sweep(&mut self) {
        self.since_sweep = 0;
        self.told.retain(|_, told| told.elapsed() < TOLD_FOR);
        self.servers.retain(|_, places| Arc::strong_count(places) > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_fast_is_told_once_and_others_are_not_slowed() {
        let limits = Limits::new(Rates::default());
        let burst = Rates::default().user.burst.get();
        let turns: Vec<Turn> = (0..burst + 3).map(|_| limits.turn(1, 10)).collect();
        let (first, rest) = turns.split_at(burst as usize);
        assert!(first.iter().all(|turn| *turn == Turn::Now));
        assert_eq!(rest, [Turn::Told, Turn::Silent, Turn::Silent]);
        assert_eq!(limits.turn(2, 10), Turn::Now);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let limits = Limits::new(Rates::default());
        for user in 0..50_000 {
            limits.turn(user, user);
        }
        assert!(limits.inner.lock().expect("no panic").told.len() <= SWEEP);
    }

    #[tokio::test]
    async fn a_full_server_does_not_fill_another() {
        let limits = Arc::new(Limits::new(Rates::default()));
        let mut held = Vec::new();
        for _ in 0..AT_ONCE {
            held.push(limits.place(1).await.expect("a place"));
        }
        for _ in 0..MOST_WAITING {
            let limits = Arc::clone(&limits);
            tokio::spawn(async move { limits.place(1).await });
        }
        while Arc::strong_count(&limits.inner.lock().expect("no panic").servers[&1]) <= AT_ONCE + MOST_WAITING {
            tokio::task::yield_now().await;
        }
        assert!(limits.place(1).await.is_none());
        assert!(limits.place(2).await.is_some());
    }
}
