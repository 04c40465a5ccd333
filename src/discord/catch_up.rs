//! Questions that were asked while the gateway could not tell of them, read from history.
//!
//! Only in channels that the configuration names and in direct messages that the bot knows of since its start,
//! and only young ones. No clock of this machine is asked how old a message is: Discord's own says.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde_json::value::RawValue;
use serenity::all::{ChannelId, GuildId, Message, MessageId, UserId};
use serenity::http::{LightMethod, Route};

use super::rest::{OWN, Rest};

/// Older questions are left: whoever asked has gone, or has asked again.
const OLDEST: Duration = Duration::from_secs(15 * 60);
/// Read beyond the time of silence, because a message may have been under way when it began.
const MARGIN: Duration = Duration::from_secs(60);
/// How many messages Discord gives at once.
const MOST: usize = 100;
/// How often it is asked for older ones: five hundred messages of a channel are looked at.
const MOST_PAGES: usize = 5;
/// How many direct channels are remembered, in memory: the latest.
const DIRECT_CHANNELS: usize = 200;
/// Discord's ids begin with this moment, in milliseconds since 1970.
const DISCORD_EPOCH: u64 = 1_420_070_400_000;

/// Where to look, and what is known of each shard.
#[derive(Debug)]
pub struct CatchUp {
    channels: Vec<ChannelId>,
    inner: Mutex<Inner>,
    /// How long before the start the process before this one was last alive.
    gone: Option<Duration>,
}

#[derive(Debug, Default)]
struct Inner {
    begun: HashSet<u32>,
    direct: VecDeque<ChannelId>,
}

impl CatchUp {
    /// `channels` are read beside direct messages; `gone` is how long no process ran before this one.
    pub fn new(channels: impl Iterator<Item = u64>, gone: Option<Duration>) -> Self {
        let mut channels: Vec<ChannelId> = channels.map(ChannelId::new).collect();
        channels.sort_unstable();
        channels.dedup();
        Self { channels, inner: Mutex::default(), gone }
    }

    /// Remembers a direct channel.
    pub fn note_direct(&self, channel: ChannelId) {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        if inner.direct.contains(&channel) {
            return;
        }
        inner.direct.push_back(channel);
        if inner.direct.len() > DIRECT_CHANNELS {
            inner.direct.pop_front();
        }
    }

    /// How far to read back when a shard has begun a session, after so long a silence; nothing where nothing
    /// can have been missed.
    pub fn missed(&self, shard: u32, silence: Duration) -> Option<Duration> {
        let mut inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let before = if inner.begun.insert(shard) { self.gone? } else { Duration::ZERO };
        let missed = before.saturating_add(silence).saturating_add(MARGIN);
        Some(missed.min(OLDEST))
    }

    /// Where to look: every direct channel that is remembered, and those that the configuration names. `direct` says
    /// whether direct messages are this shard's.
    pub fn places(&self, direct: bool) -> Vec<(ChannelId, bool)> {
        let inner = self.inner.lock().unwrap_or_else(PoisonError::into_inner);
        let remembered = inner.direct.iter().filter(|_| direct).map(|channel| (*channel, true));
        remembered.chain(self.channels.iter().map(|channel| (*channel, false))).collect()
    }
}

/// History that Discord did not give.
#[derive(Debug, Clone, Copy)]
pub struct Unread;

/// Reads back one channel, a page at a time, the newest first.
pub struct Reader<'a> {
    rest: &'a Rest,
    channel: ChannelId,
    server: Option<GuildId>,
    me: UserId,
    /// How long before `began` something may have been missed.
    missed: Duration,
    began: Instant,
    /// What the bot's own messages reply to. A reply comes after its question, so it is read before it.
    answered: HashSet<MessageId>,
    before: Option<MessageId>,
    pages_left: usize,
}

impl<'a> Reader<'a> {
    /// Reads what was said in the last `missed` before `began`. `server` is the channel's.
    pub fn new(
        rest: &'a Rest,
        (channel, server): (ChannelId, Option<GuildId>),
        (missed, began): (Duration, Instant),
        me: UserId,
    ) -> Self {
        let (answered, before, pages_left) = (HashSet::new(), None, MOST_PAGES);
        Self { rest, channel, server, me, missed, began, answered, before, pages_left }
    }

    /// What others said, has no reply yet, and is on the next page; nothing where there is none, `Err` where it
    /// could not be read.
    pub async fn next(&mut self) -> Option<Result<Vec<Message>, Unread>> {
        self.pages_left = self.pages_left.checked_sub(1)?;
        let Some(page) = page(self.rest, self.channel, self.before).await else {
            tracing::warn!("the history of a channel could not be read");
            self.pages_left = 0;
            return Some(Err(Unread));
        };
        // The answer may be late; what was missed was missed before.
        let since = page.date.checked_sub(self.missed.saturating_add(self.began.elapsed())).unwrap_or(UNIX_EPOCH);
        self.before = page.messages.iter().map(|message| message.id).min();
        if !page.is_full || self.before.is_none_or(|oldest| said_at(oldest) < since) {
            self.pages_left = 0;
        }
        let mut asked = unanswered(page.messages, since, self.me, &mut self.answered);
        asked.iter_mut().for_each(|message| message.guild_id = self.server);
        Some(Ok(asked))
    }
}

/// What others said since then and has no reply, where `answered` is what newer messages of `me` reply to.
fn unanswered(page: Vec<Message>, since: SystemTime, me: UserId, answered: &mut HashSet<MessageId>) -> Vec<Message> {
    let (own, mut asked): (Vec<_>, Vec<_>) = page.into_iter().partition(|message| message.author.id == me);
    answered.extend(own.into_iter().filter_map(|message| message.message_reference?.message_id));
    asked.retain(|message| said_at(message.id) >= since && !answered.contains(&message.id));
    asked
}

/// Messages of a channel, as many as Discord gives at once.
struct Page {
    messages: Vec<Message>,
    is_full: bool,
    /// When Discord gave it, by its own clock.
    date: SystemTime,
}

/// The newest messages before one, or of all.
async fn page(rest: &Rest, channel_id: ChannelId, before: Option<MessageId>) -> Option<Page> {
    let mut params = vec![("limit", MOST.to_string())];
    params.extend(before.map(|before| ("before", before.to_string())));
    let asked = rest.send((LightMethod::Get, Route::ChannelMessages { channel_id }), Some(params), None, OWN).await;
    let answer = asked.ok()?;
    // One message after the other: a hundred of them read at once, in several channels, are megabytes.
    let each = answer.json::<Vec<&RawValue>>().ok()?;
    let is_full = each.len() >= MOST;
    let read = |raw: &RawValue| super::lenient::message(&serde_json::from_str(raw.get()).ok()?);
    Some(Page { messages: each.into_iter().filter_map(read).collect(), is_full, date: answer.date()? })
}

fn said_at(id: MessageId) -> SystemTime {
    UNIX_EPOCH + Duration::from_millis((id.get() >> 22) + DISCORD_EPOCH)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn message(id: u64, author: u64, reference: Option<u64>) -> Message {
        let reference = reference.map(|id| json!({"type": 0, "channel_id": "6", "message_id": id.to_string()}));
        let event = json!({
            "id": id.to_string(), "channel_id": "6", "content": "hi", "message_reference": reference,
            "author": {"id": author.to_string(), "username": "a"},
        });
        super::super::lenient::message(&event).expect("a message")
    }

    #[test]
    fn young_questions_without_a_reply_are_found() {
        let now = UNIX_EPOCH + Duration::from_secs(1_800_000_000);
        let id = |ago: u64| (1_800_000_000_000 - ago * 1000 - DISCORD_EPOCH) << 22;
        let me = 9;
        let messages = [
            message(id(10), me, Some(id(50))),
            message(id(20), 8, None),
            message(id(50), 8, None),
            message(id(300), 8, None),
        ];
        // Read newest first, a page at a time.
        let (since, mut answered) = (now - Duration::from_secs(100), HashSet::new());
        let pages = messages.chunks(2).map(<[Message]>::to_vec);
        let found: Vec<Message> =
            pages.flat_map(|page| unanswered(page, since, UserId::new(me), &mut answered)).collect();
        assert_eq!(found.iter().map(|message| message.id.get()).collect::<Vec<_>>(), [id(20)]);
    }

    #[test]
    fn the_first_session_reads_back_only_after_a_restart() {
        let silence = Duration::from_secs(40);
        let fresh = CatchUp::new([3, 3, 1].into_iter(), None);
        assert_eq!(fresh.channels, [ChannelId::new(1), ChannelId::new(3)]);
        assert_eq!(fresh.missed(0, silence), None);
        assert_eq!(fresh.missed(0, silence), Some(silence + MARGIN));
        assert_eq!(fresh.missed(1, silence), None);
        let again = CatchUp::new(std::iter::empty(), Some(Duration::from_secs(100)));
        assert_eq!(again.missed(0, Duration::ZERO), Some(Duration::from_secs(100) + MARGIN));
        assert_eq!(again.missed(0, Duration::from_secs(100_000)), Some(OLDEST));
    }

    #[test]
    fn direct_channels_are_bounded() {
        let known = CatchUp::new(std::iter::empty(), None);
        (1..=1000).for_each(|id| known.note_direct(ChannelId::new(id)));
        let inner = known.inner.into_inner().expect("no panic");
        assert_eq!(inner.direct.len(), DIRECT_CHANNELS);
        assert_eq!(inner.direct.back(), Some(&ChannelId::new(1000)));
    }
}
