//! Answers what was asked while a shard could not hear: danger first, in all channels, then the rest.
//!
//! Where to look and how far back is in [`super::catch_up`].

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use futures_util::{Stream, StreamExt, stream};
use serenity::all::{ChannelId, GuildId, Message, UserId};

use super::catch_up::{Reader, Unread};
use super::handler::Handler;
use super::{incoming, place};
use crate::counters;
use crate::language::Language;
use crate::question::Author;

/// Channels whose history is read at the same time.
const READ_AT_ONCE: usize = 8;
/// Channels of one server in which missed questions are answered at the same time, and how many in each: together
/// half of what a server may have at once, so that what is asked now is answered beside them.
const CHANNELS_AT_ONCE: usize = 2;
const ANSWERED_AT_ONCE: usize = 2;

/// Where history could not be read, it is tried again after these waits. It is read as far back each time.
const RETRIES: [Duration; 4] =
    [Duration::ZERO, Duration::from_secs(5), Duration::from_secs(20), Duration::from_secs(60)];

/// A channel, and whether it is for direct messages.
type Channel = (ChannelId, bool);
/// A channel, and its server.
type Place = (ChannelId, Option<GuildId>);

/// From when on to read back, and by whom replies are.
#[derive(Clone, Copy)]
struct Gap {
    missed: Duration,
    now: Instant,
    me: UserId,
}

/// What there is to do after danger was looked for.
#[derive(Default)]
struct Left {
    /// Where others wait, by server.
    waiting: BTreeMap<u64, Vec<Place>>,
    unread: Vec<Channel>,
}

impl Handler {
    /// Answers what was asked in the last `missed` while this shard could not hear.
    pub(super) async fn read_back(&self, shard: u32, missed: Duration) {
        let Some(me) = self.me.get().copied() else { return };
        let _working = self.work.token();
        let _reading = self.pulse.reading();
        let gap = Gap { missed, now: Instant::now(), me };
        let mut channels = self.channels_of(shard).await;
        for wait in RETRIES {
            if self.sleeps_until_stopped(wait).await || channels.is_empty() {
                return;
            }
            let Left { waiting, unread } = self.help_missed(shard, channels, gap).await;
            let unread = Mutex::new(unread);
            stream::iter(waiting.into_values())
                .for_each_concurrent(READ_AT_ONCE, |places| {
                    stream::iter(places).for_each_concurrent(CHANNELS_AT_ONCE, async |place| {
                        if self.answer_missed(place, gap).await.is_err() {
                            locked(&unread).push((place.0, place.1.is_none()));
                        }
                    })
                })
                .await;
            channels = unread.into_inner().unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Helps whoever is in danger, page by page as it is read, and gives what is left.
    async fn help_missed(&self, shard: u32, channels: Vec<Channel>, gap: Gap) -> Left {
        let left: Mutex<Left> = Mutex::default();
        stream::iter(channels)
            .flat_map_unordered(READ_AT_ONCE, |channel| Box::pin(self.pages(shard, channel, gap)))
            .for_each_concurrent(None, async |((id, server), page)| {
                let Ok(page) = page else {
                    locked(&left).unread.push((id, server.is_none()));
                    return;
                };
                let (urgent, others) = self.parted(page, gap.me).await;
                if others {
                    let mut left = locked(&left);
                    let places = left.waiting.entry(server.map_or(id.get(), GuildId::get)).or_default();
                    if !places.contains(&(id, server)) {
                        places.push((id, server));
                    }
                }
                stream::iter(urgent)
                    .for_each_concurrent(None, async |message| self.reply_to_missed(&message).await)
                    .await;
            })
            .await;
        left.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a channel's pages hold, as far as it is this shard's. A channel that Discord does not tell of has none.
    fn pages(
        &self,
        shard: u32,
        (channel, direct): Channel,
        gap: Gap,
    ) -> impl Stream<Item = (Place, Result<Vec<Message>, Unread>)> + Send {
        let server = async move {
            let server = if direct { None } else { Some(place::server_of(&self.rest, channel).await?) };
            self.is_own(shard, server).then_some(server)
        };
        stream::once(server).filter_map(std::future::ready).flat_map(move |server| {
            let place = (channel, server);
            let reader = Reader::new(&self.rest, place, (gap.missed, gap.now), gap.me);
            Box::pin(stream::unfold(reader, move |mut reader| async move {
                let page = reader.next().await?;
                Some(((place, page), reader))
            }))
        })
    }

    /// The messages that may tell of danger, and whether there are others to answer.
    async fn parted(&self, page: Vec<Message>, me: UserId) -> (Vec<Message>, bool) {
        let (mut urgent, mut others) = (Vec::new(), false);
        for message in page {
            // Each may be long, and nobody else may wait for all of them.
            tokio::task::yield_now().await;
            let read = incoming::from_message(&message, me, self.reads_all, &self.channels.watched);
            if !matches!(read.author, Author::Person) || !(read.addressed || read.watched || self.reads_all) {
                continue;
            }
            let answerer = self.store.current_for(message.guild_id.map(GuildId::get), Language::English);
            if answerer.is_alarming(&message.content) {
                urgent.push(message);
            } else {
                others = true;
            }
        }
        (urgent, others)
    }

    /// Answers what is left in one channel, the oldest first, as far as it can be read.
    async fn answer_missed(&self, place: Place, gap: Gap) -> Result<(), Unread> {
        let mut reader = Reader::new(&self.rest, place, (gap.missed, gap.now), gap.me);
        let (mut asked, mut outcome) = (Vec::new(), Ok(()));
        while let Some(page) = reader.next().await {
            match page {
                Ok(page) => asked.extend(page),
                Err(unread) => outcome = Err(unread),
            }
        }
        asked.sort_by_key(|message| message.id);
        stream::iter(asked)
            .for_each_concurrent(ANSWERED_AT_ONCE, async |message| self.reply_to_missed(&message).await)
            .await;
        outcome
    }

    /// Replies to a message, unless somebody does already. It is taken up only now, so that what the bot does not come
    /// to before it ends is found by the process after it.
    async fn reply_to_missed(&self, message: &Message) {
        if self.is_wanted(message.id.get()) {
            counters::caught_up();
            self.reply_to(message).await;
        }
    }

    /// Where this shard looks.
    async fn channels_of(&self, shard: u32) -> Vec<Channel> {
        let mut places = self.catch_up.places(self.is_own(shard, None));
        // Where the bot listens, questions are for it too. A forum has no history of its own.
        let listening = if self.reads_all { self.settings.channels() } else { Vec::new() };
        for channel in listening.into_iter().map(ChannelId::new) {
            let named = places.iter().any(|(place, _)| *place == channel);
            if !named && !self.places.is_forum(&self.rest, channel).await {
                places.push((channel, false));
            }
        }
        places
    }

    /// Whether a server is this shard's, as Discord counts; direct messages are the first's.
    fn is_own(&self, shard: u32, server: Option<GuildId>) -> bool {
        let total = u64::from(self.shards.total());
        server.map_or(0, |server| (server.get() >> 22) % total) == u64::from(shard)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
