//! Which channels Discord marks as age-restricted.
//!
//! Asked of Discord once in a while for each channel, and only where the configuration wants to know.
//! What is said elsewhere is decided in [`crate::decide`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{Channel, ChannelId};
use serenity::http::Http;
use tokio::time::timeout;

/// How long an answer of Discord's is used: a moderator who changes a channel should see it work.
const KEPT_FOR: Duration = Duration::from_secs(300);
/// An interaction must be answered within three seconds, and this comes before it.
const ASK_LIMIT: Duration = Duration::from_millis(1200);
/// No more channels are remembered than this; then all are asked for anew.
const MOST_CHANNELS: usize = 10_000;

/// What is known of channels.
#[derive(Debug, Default)]
pub struct Places(Mutex<HashMap<ChannelId, (bool, Instant)>>);

impl Places {
    /// Whether a channel, or the one that a thread belongs to, is age-restricted. Where Discord does not
    /// say in time, it is not.
    pub async fn is_age_restricted(&self, http: &Http, channel: ChannelId) -> bool {
        if let Some(known) = self.known(channel) {
            return known;
        }
        match timeout(ASK_LIMIT, ask(http, channel)).await {
            Ok(Some(restricted)) => {
                self.remember(channel, restricted);
                restricted
            }
            _ => false,
        }
    }

    fn known(&self, channel: ChannelId) -> Option<bool> {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (restricted, since) = places.get(&channel)?;
        (since.elapsed() < KEPT_FOR).then_some(*restricted)
    }

    fn remember(&self, channel: ChannelId, restricted: bool) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST_CHANNELS {
            places.clear();
        }
        places.insert(channel, (restricted, Instant::now()));
    }
}

async fn ask(http: &Http, channel: ChannelId) -> Option<bool> {
    let Channel::Guild(found) = http.get_channel(channel).await.ok()? else { return Some(false) };
    match found.thread_metadata.and(found.parent_id) {
        Some(parent) => match http.get_channel(parent).await.ok()? {
            Channel::Guild(parent) => Some(parent.nsfw),
            _ => Some(false),
        },
        None => Some(found.nsfw),
    }
}
