//! What Discord says of channels: which are age-restricted, and what a thread belongs to.
//!
//! Asked of Discord once in a while for each channel, and only where the configuration or a setting wants to know.
//! Nothing that people wrote is kept, not even a thread's name. What is said elsewhere is decided in
//! [`crate::decide`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{Channel, ChannelId, ChannelType, GuildId};
use serenity::http::{LightMethod, Route};

use super::rest::{OWN, Patience, Rest};

/// How long an answer of Discord's is used: a moderator who changes a channel should see it work.
const KEPT_FOR: Duration = Duration::from_secs(300);
/// An interaction must be answered within three seconds, and up to two of these come before it.
const ASK: Patience =
    Patience { attempt: Duration::from_millis(280), whole: Duration::from_millis(300), in_turn: false };
/// No more channels are remembered than this; then all are asked for anew.
const MOST_CHANNELS: usize = 10_000;

/// What is known of channels.
#[derive(Debug, Default)]
pub struct Places(Mutex<HashMap<ChannelId, (Place, Instant)>>);

/// What is known of a channel of a server.
#[derive(Debug, Clone, Copy)]
struct Place {
    age_restricted: bool,
    forum: bool,
    /// What a thread belongs to; nothing for anything but a thread.
    parent: Option<ChannelId>,
}

/// A thread, as it was just asked for.
#[derive(Debug)]
pub struct Thread {
    /// The channel or forum it belongs to.
    pub parent: ChannelId,
    /// Its name: the title, in a forum.
    pub name: String,
}

impl Places {
    /// Whether a channel, or the one that a thread belongs to, is age-restricted. Where Discord does not
    /// say in time, it is not.
    pub async fn is_age_restricted(&self, rest: &Rest, channel: ChannelId) -> bool {
        let Some(place) = self.place(rest, channel).await else { return false };
        match place.parent {
            Some(parent) => self.place(rest, parent).await.is_some_and(|parent| parent.age_restricted),
            None => place.age_restricted,
        }
    }

    /// What a thread belongs to; nothing if it is none, or Discord does not say.
    pub async fn parent(&self, rest: &Rest, channel: ChannelId) -> Option<ChannelId> {
        self.place(rest, channel).await?.parent
    }

    /// Whether a channel is a forum, as far as Discord says.
    pub async fn is_forum(&self, rest: &Rest, channel: ChannelId) -> bool {
        self.place(rest, channel).await.is_some_and(|place| place.forum)
    }

    /// Whether Discord has said what a channel is.
    pub fn is_known(&self, channel: ChannelId) -> bool {
        self.known(channel).is_some()
    }

    async fn place(&self, rest: &Rest, channel: ChannelId) -> Option<Place> {
        if let Some(known) = self.known(channel) {
            return Some(known);
        }
        let place = match look_up(rest, channel, ASK).await? {
            Channel::Guild(found) => {
                let parent = found.thread_metadata.and(found.parent_id);
                Place { age_restricted: found.nsfw, forum: found.kind == ChannelType::Forum, parent }
            }
            _ => Place { age_restricted: false, forum: false, parent: None },
        };
        self.remember(channel, place);
        Some(place)
    }

    fn known(&self, channel: ChannelId) -> Option<Place> {
        let places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (place, since) = places.get(&channel)?;
        (since.elapsed() < KEPT_FOR).then_some(*place)
    }

    fn remember(&self, channel: ChannelId, place: Place) {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if places.len() >= MOST_CHANNELS {
            places.clear();
        }
        places.insert(channel, (place, Instant::now()));
    }
}

/// The server that a channel belongs to, if Discord says.
pub async fn server_of(rest: &Rest, channel: ChannelId) -> Option<GuildId> {
    match look_up(rest, channel, OWN).await? {
        Channel::Guild(channel) => Some(channel.guild_id),
        _ => None,
    }
}

/// A thread with its name; nothing if it is none, or Discord does not say.
pub async fn thread(rest: &Rest, channel: ChannelId) -> Option<Thread> {
    let Channel::Guild(found) = look_up(rest, channel, OWN).await? else { return None };
    Some(Thread { parent: found.thread_metadata.and(found.parent_id)?, name: found.name })
}

async fn look_up(rest: &Rest, channel_id: ChannelId, patience: Patience) -> Option<Channel> {
    rest.send((LightMethod::Get, Route::Channel { channel_id }), None, None, patience).await.ok()?.json().ok()
}
