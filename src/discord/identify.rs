//! Turns at the gateway: when a shard may send its next IDENTIFY.
//!
//! Discord takes one in five seconds from each of a bot's rate-limit keys, and so many a day.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, sleep_until};

use super::pulse::Pulse;
use super::state::{Allowance, State};

/// Discord's interval between two IDENTIFYs of one key, and a little for the way there.
const INTERVAL: Duration = Duration::from_millis(5250);
/// Far beyond what Discord gives its largest bots.
const MOST_KEYS: u32 = 1024;
/// While none is allowed, it is asked again after this long at the latest.
const LONGEST_NAP: Duration = Duration::from_secs(60);

/// Hands out turns.
pub struct Turns {
    state: Arc<State>,
    pulse: Arc<Pulse>,
    allowance: Allowance,
    /// The next free moment of each key. A shard's key is the rest of its id, divided by their number.
    keys: Vec<Mutex<Instant>>,
}

impl Turns {
    /// `keys` is Discord's `max_concurrency`; `ahead` is how many shards of other processes go before the first of
    /// this one; `wait` is how long to leave before the first turn in any case.
    pub fn new(
        state: Arc<State>,
        pulse: Arc<Pulse>,
        allowance: Allowance,
        keys: u64,
        ahead: u32,
        wait: Duration,
    ) -> Self {
        let before = state.last_identify().map(|ago| INTERVAL.saturating_sub(ago)).unwrap_or_default().max(wait);
        let keys = u32::try_from(keys).unwrap_or(u32::MAX).clamp(1, MOST_KEYS);
        let now = Instant::now();
        let first = |key| now + before.max(INTERVAL.saturating_mul(turns_before(key, keys, ahead)));
        Self { state, pulse, allowance, keys: (0..keys).map(|key| Mutex::new(first(key))).collect() }
    }

    /// Waits for the turn of a shard. However long that is, the shard is no dead one.
    pub async fn take(&self, shard: u32) {
        self.pulse.wait(shard, true);
        self.wait_for(shard).await;
        self.pulse.wait(shard, false);
    }

    /// Gives a turn back that was not used: nothing was said to Discord.
    pub async fn give_back(&self) {
        let state = Arc::clone(&self.state);
        let _ = tokio::task::spawn_blocking(move || state.take_back()).await;
    }

    async fn wait_for(&self, shard: u32) {
        let key = shard as usize % self.keys.len();
        let Some(key) = self.keys.get(key) else { return };
        let mut next = key.lock().await;
        sleep_until(*next).await;
        let mut said = false;
        while let Err(wait) = self.identify().await {
            if !said {
                let minutes = wait.as_secs().div_ceil(60);
                tracing::error!(
                    "too many IDENTIFYs: shard {shard} waits {minutes} min, so that Discord keeps the token"
                );
            }
            said = true;
            sleep(wait.min(LONGEST_NAP)).await;
        }
        *next = Instant::now() + INTERVAL;
    }

    /// A disk may be slow, and the runtime must not wait for it.
    async fn identify(&self) -> Result<(), Duration> {
        let (state, allowance) = (Arc::clone(&self.state), self.allowance);
        tokio::task::spawn_blocking(move || state.identify(allowance)).await.unwrap_or(Ok(()))
    }
}

/// How many of the first `ahead` shards have this key.
fn turns_before(key: u32, keys: u32, ahead: u32) -> u32 {
    ahead.saturating_add(keys - 1 - key) / keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ShardRange;

    /// The turn of a shard, counted over all processes, is the one it has in one process alone.
    #[test]
    fn processes_that_are_started_together_do_not_share_a_turn() {
        for (keys, of_each) in [(1, 1), (1, 10), (16, 16), (16, 10), (16, 100), (64, 48)] {
            for shard in 0_u32..1000 {
                let first = shard / of_each * of_each;
                let own = (first..shard).filter(|other| other % keys == shard % keys).count();
                let turn = turns_before(shard % keys, keys, first) as usize + own;
                assert_eq!(turn, (shard / keys) as usize, "shard {shard}, {keys} keys, {of_each} in each process");
            }
        }
    }

    #[tokio::test]
    async fn a_shard_that_waits_for_its_turn_is_no_dead_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = Arc::new(State::open(folder.path(), 0));
        let pulse = Arc::new(Pulse::new(ShardRange::all(2)));
        let (allowance, hour) = (Allowance::new(1000, 2, 2), Duration::from_secs(3600));
        let turns = Arc::new(Turns::new(state, Arc::clone(&pulse), allowance, 1, 0, hour));
        tokio::spawn(async move { turns.take(1).await });
        sleep(Duration::from_millis(20)).await;
        assert_eq!(pulse.deafness(), Duration::ZERO);
        assert!(pulse.silence(0) > Duration::ZERO && pulse.silence(1).is_zero());
        assert!(pulse.all_heard() > Duration::ZERO, "how much was missed is known all the same");
    }
}
