//! Answers what was asked while a shard could not hear: danger first, in all channels, then the rest.
//!
//! Where to look and how far back is in [`super::catch_up`].

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::{Stream, StreamExt, stream};
use serenity::all::{ChannelId, GuildId, Message, UserId};

use super::catch_up::Reader;
use super::handler::Handler;
use super::{incoming, place};
use crate::counters;
use crate::language::Language;
use crate::question::Author;

/// Channels whose history is read at the same time.
const READ_AT_ONCE: usize = 8;
/// Missed questions that are answered at the same time in one server: half of what it may have at once, so that what
/// is asked now is answered beside them.
const ANSWERED_AT_ONCE: usize = 4;

/// A channel and its server.
type Place = (ChannelId, Option<GuildId>);

/// From when on to read back, and by whom replies are.
#[derive(Clone, Copy)]
struct Gap {
    missed: Duration,
    now: Instant,
    me: UserId,
}

impl Handler {
    /// Answers what was asked in the last `missed` while this shard could not hear.
    pub(super) async fn read_back(&self, shard: u32, missed: Duration) {
        let Some(me) = self.me.get().copied() else { return };
        let _working = self.work.token();
        let _reading = self.pulse.reading();
        let gap = Gap { missed, now: Instant::now(), me };
        let mut left: Vec<_> = self.help_missed(shard, gap).await.into_iter().collect();
        // Where somebody was waiting longest is not known; direct messages are the fewest.
        left.sort_by_key(|(_, places)| places.len());
        stream::iter(left)
            .for_each_concurrent(READ_AT_ONCE, async |(_, places)| {
                for place in places {
                    self.answer_missed(place, gap).await;
                }
            })
            .await;
    }

    /// Helps whoever is in danger, page by page as it is read, and gives where others wait, by server.
    async fn help_missed(&self, shard: u32, gap: Gap) -> BTreeMap<u64, Vec<Place>> {
        let left: Mutex<BTreeMap<u64, Vec<Place>>> = Mutex::default();
        stream::iter(self.places_of(shard).await)
            .flat_map_unordered(READ_AT_ONCE, |place| Box::pin(self.pages(shard, place, gap)))
            .for_each_concurrent(None, async |(place, page)| {
                let (urgent, others) = self.parted(page, gap.me).await;
                if others {
                    let server = place.1.map_or(place.0.get(), GuildId::get);
                    let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
                    let places = left.entry(server).or_default();
                    if !places.contains(&place) {
                        places.push(place);
                    }
                }
                stream::iter(urgent)
                    .for_each_concurrent(None, async |message| self.reply_to_missed(&message).await)
                    .await;
            })
            .await;
        left.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a channel's pages hold, as far as it is this shard's.
    fn pages(
        &self,
        shard: u32,
        (channel, direct): (ChannelId, bool),
        gap: Gap,
    ) -> impl Stream<Item = (Place, Vec<Message>)> + Send {
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

    /// Answers what is left in one channel, the oldest first.
    async fn answer_missed(&self, place: Place, gap: Gap) {
        let mut reader = Reader::new(&self.rest, place, (gap.missed, gap.now), gap.me);
        let mut asked = Vec::new();
        while let Some(page) = reader.next().await {
            asked.extend(page);
        }
        asked.sort_by_key(|message| message.id);
        stream::iter(asked)
            .for_each_concurrent(ANSWERED_AT_ONCE, async |message| self.reply_to_missed(&message).await)
            .await;
    }

    /// Replies to a message, unless somebody does already. It is taken up only now, so that what the bot does not come
    /// to before it ends is found by the process after it.
    async fn reply_to_missed(&self, message: &Message) {
        if self.is_wanted(message.id.get()) {
            counters::caught_up();
            self.reply_to(message).await;
        }
    }

    /// Where this shard looks: each channel, and whether it is for direct messages.
    async fn places_of(&self, shard: u32) -> Vec<(ChannelId, bool)> {
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
