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
    /// `keys` is Discord's `max_concurrency`; `wait` is how long to leave before the first turn.
    pub fn new(state: Arc<State>, pulse: Arc<Pulse>, allowance: Allowance, keys: u64, wait: Duration) -> Self {
        let before = state.last_identify().map(|ago| INTERVAL.saturating_sub(ago)).unwrap_or_default();
        let first = Instant::now() + before.max(wait);
        let keys = (0..keys.clamp(1, 1024)).map(|_| Mutex::new(first)).collect();
        Self { state, pulse, allowance, keys }
    }

    /// Waits for the turn of a shard.
    pub async fn take(&self, shard: u32) {
        let key = shard as usize % self.keys.len();
        let Some(key) = self.keys.get(key) else { return };
        let mut next = key.lock().await;
        sleep_until(*next).await;
        let mut said = false;
        while let Err(wait) = self.state.identify(self.allowance) {
            if !said {
                let minutes = wait.as_secs().div_ceil(60);
                tracing::error!(
                    "too many IDENTIFYs: shard {shard} waits {minutes} min, so that Discord keeps the token"
                );
            }
            said = true;
            self.pulse.wait(true);
            sleep(wait.min(LONGEST_NAP)).await;
        }
        self.pulse.wait(false);
        *next = Instant::now() + INTERVAL;
    }
}
