//! Which channels Discord marks as age-restricted.
//!
//! Asked of Discord once in a while for each channel, and only where the configuration wants to know.
//! What is said elsewhere is decided in [`crate::decide`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{Channel, ChannelId, GuildId};
use serenity::http::{LightMethod, Route};

use super::rest::{OWN, Patience, Rest};

/// How long an answer of Discord's is used: a moderator who changes a channel should see it work.
const KEPT_FOR: Duration = Duration::from_secs(300);
/// An interaction must be answered within three seconds, and up to two of these come before it.
const ASK: Patience = Patience { attempt: Duration::from_millis(500), whole: Duration::from_millis(600) };
/// No more channels are remembered than this; then all are asked for anew.
const MOST_CHANNELS: usize = 10_000;

/// What is known of channels.
#[derive(Debug, Default)]
pub struct Places(Mutex<HashMap<ChannelId, (bool, Instant)>>);

impl Places {
    /// Whether a channel, or the one that a thread belongs to, is age-restricted. Where Discord does not
    /// say in time, it is not.
    pub async fn is_age_restricted(&self, rest: &Rest, channel: ChannelId) -> bool {
        if let Some(known) = self.known(channel) {
            return known;
        }
        match restricted(rest, channel).await {
            Some(restricted) => {
                self.remember(channel, restricted);
                restricted
            }
            None => false,
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

/// The server that a channel belongs to, if Discord says.
pub async fn server_of(rest: &Rest, channel: ChannelId) -> Option<GuildId> {
    match look_up(rest, channel, OWN).await? {
        Channel::Guild(channel) => Some(channel.guild_id),
        _ => None,
    }
}

async fn restricted(rest: &Rest, channel: ChannelId) -> Option<bool> {
    let Channel::Guild(found) = look_up(rest, channel, ASK).await? else { return Some(false) };
    match found.thread_metadata.and(found.parent_id) {
        Some(parent) => match look_up(rest, parent, ASK).await? {
            Channel::Guild(parent) => Some(parent.nsfw),
            _ => Some(false),
        },
        None => Some(found.nsfw),
    }
}

async fn look_up(rest: &Rest, channel_id: ChannelId, patience: Patience) -> Option<Channel> {
    rest.send((LightMethod::Get, Route::Channel { channel_id }), None, None, patience).await.ok()?.json().ok()
}
