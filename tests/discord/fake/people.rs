//! Guilds, channels and those who write in them.
//!
//! There is no list of members or roles: the bot knows of a person only what an event says.

use serde_json::{Value, json};

use super::BOT_ID;

pub(super) const TIME: &str = "2025-03-04T05:06:07.000000+00:00";

/// A channel of a guild.
#[derive(Clone, Copy)]
pub struct Place {
    pub guild: &'static str,
    pub channel: &'static str,
}

pub const GUILD: Place = Place { guild: "200000000000000001", channel: "300000000000000001" };
pub const OTHER_GUILD: Place = Place { guild: "200000000000000002", channel: "300000000000000002" };
/// A channel of `GUILD` that is age-restricted, and a thread in it.
pub const RESTRICTED: Place = Place { guild: GUILD.guild, channel: "300000000000000003" };
pub const RESTRICTED_THREAD: Place = Place { guild: GUILD.guild, channel: "300000000000000004" };
/// A thread in the channel of `GUILD`, and a forum of that server. Its posts are threads that are opened later.
pub const THREAD: Place = Place { guild: GUILD.guild, channel: "300000000000000005" };
pub const FORUM: Place = Place { guild: GUILD.guild, channel: "300000000000000006" };
/// A channel of `GUILD` that only moderators see.
pub const ALERT_CHANNEL: &str = "300000000000000007";
/// A channel of `GUILD` that only curators see.
pub const CURATORS_CHANNEL: &str = "300000000000000008";
/// A role of `GUILD`.
pub const HELPERS: &str = "500000000000000001";
/// The channel of direct messages of those who have none of their own.
pub const DM_CHANNEL: &str = "300000000000000009";
/// Where the ids of further guilds begin. They lie so far apart that neighbours belong to different shards.
const MORE_GUILDS: u64 = 200_001_000_000_000_000;
const GUILDS_APART: u64 = 1 << 22;
/// How the ids of their channels, and of further channels for direct messages begin.
const MORE_CHANNELS: &str = "30000000000001";
const MORE_DIRECT: &str = "30000000000003";

/// The guild that has this channel, if it is one of a guild's.
pub fn guild_of(channel: &str) -> Option<String> {
    let [alert, curators] = [ALERT_CHANNEL, CURATORS_CHANNEL].map(|channel| Place { guild: GUILD.guild, channel });
    let places = [GUILD, OTHER_GUILD, RESTRICTED, RESTRICTED_THREAD, THREAD, FORUM, alert, curators];
    if let Some(place) = places.iter().find(|place| place.channel == channel) {
        return Some(place.guild.to_owned());
    }
    let number: u64 = channel.strip_prefix(MORE_CHANNELS)?.parse().ok()?;
    Some((MORE_GUILDS + number * GUILDS_APART).to_string())
}

/// Whether this is a channel of direct messages.
pub fn is_direct(channel: &str) -> bool {
    channel == DM_CHANNEL || channel.starts_with(MORE_DIRECT)
}

/// The channel of one of up to 10000 further guilds. Its ids live as long as the process, like those above.
pub fn further_place(number: usize) -> Place {
    let channel = format!("{MORE_CHANNELS}{number:04}");
    let guild = guild_of(&channel).expect("a number below 10000");
    Place { guild: guild.leak(), channel: channel.leak() }
}

/// Somebody who writes or clicks.
#[derive(Clone)]
pub struct Person {
    pub id: &'static str,
    pub roles: Vec<&'static str>,
    pub permissions: u64,
    /// No place is a direct message.
    pub place: Option<Place>,
    /// The language of this person's Discord.
    pub(super) locale: &'static str,
    /// Where direct messages with this person are.
    direct: &'static str,
}

impl Person {
    /// A member of `GUILD` who may read and write there.
    pub fn new(id: &'static str) -> Person {
        let permissions = 1 << 10 | 1 << 11;
        Person { id, roles: Vec::new(), permissions, place: Some(GUILD), locale: "en-US", direct: DM_CHANNEL }
    }

    /// One of up to 10000 people more, each with a channel for direct messages.
    pub fn further(number: usize) -> Person {
        let direct = format!("{MORE_DIRECT}{number:04}").leak();
        Person { direct, ..Person::new(format!("40000000000001{number:04}").leak()) }
    }

    pub fn speaking(mut self, locale: &'static str) -> Person {
        self.locale = locale;
        self
    }

    pub fn permission(mut self, bit: u64) -> Person {
        self.permissions |= bit;
        self
    }

    pub fn role(mut self, role: &'static str) -> Person {
        self.roles.push(role);
        self
    }

    pub fn at(mut self, place: Option<Place>) -> Person {
        self.place = place;
        self
    }

    pub fn channel(&self) -> &'static str {
        self.place.map_or(self.direct, |place| place.channel)
    }

    pub(super) fn user(&self) -> Value {
        user(self.id, false)
    }

    pub fn member(&self) -> Value {
        json!({
            "roles": self.roles, "joined_at": TIME, "deaf": false, "mute": false, "flags": 0,
            "pending": false, "nick": null, "avatar": null, "premium_since": null,
        })
    }
}

pub fn user(id: &str, bot: bool) -> Value {
    json!({
        "id": id, "username": format!("user{id}"), "global_name": null, "discriminator": "0",
        "avatar": null, "public_flags": 0, "bot": bot,
    })
}

pub fn bot_user() -> Value {
    user(BOT_ID, true)
}
