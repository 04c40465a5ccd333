//! What curators are told in a channel of theirs: which questions found no answer, which answers did not help, and
//! where the bot may not speak. They get links and ids of entries, never words and never names.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serenity::all::{ChannelId, GuildId};

use super::handler::Handler;
use super::rest::Failure;
use super::send::{self, Purpose};
use crate::decide::Decision;
use crate::faq::EntryId;
use crate::reply::{Block, Reply};
use crate::wording::Wording;

/// Discord's codes for a channel that the bot may not see, for something that it may not do there, and for a reply where
/// it may not read what it would reply to.
const FORBIDDEN: [u64; 3] = [50_001, 50_013, 160_002];
/// No more channels are remembered than this; an admin can set them right in turns.
const MOST_FORBIDDEN: usize = 100;

/// Channels in which the bot could not speak, by their server.
#[derive(Debug, Default)]
pub struct Forbidden(Mutex<BTreeSet<(u64, u64)>>);

impl Forbidden {
    /// Notes a channel; `false` if it was known, or too many are.
    fn note(&self, server: u64, channel: u64) -> bool {
        let mut forbidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forbidden.len() < MOST_FORBIDDEN && forbidden.insert((server, channel))
    }

    /// The bot could speak in a channel.
    pub fn forget(&self, server: u64, channel: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&(server, channel));
    }

    /// The channels of a server.
    pub fn of_server(&self, server: u64) -> Vec<u64> {
        let forbidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forbidden.range((server, 0)..=(server, u64::MAX)).map(|(_, channel)| *channel).collect()
    }
}

impl Handler {
    /// Tells curators of a question without an answer, if they are to be told.
    pub(super) async fn tell_unanswered(
        &self,
        decision: &Decision,
        nearest: &[EntryId],
        server: Option<GuildId>,
        link: &str,
        because: u64,
    ) {
        if let (Decision::Unknown(_), Some(channel)) = (decision, self.curators_of(server)) {
            let reply = report(&self.wording, "A question found no answer.", link, nearest);
            self.tell(channel, &reply, because, Purpose::Curators).await;
        }
    }

    /// Whether curators are told of such a decision.
    pub(super) fn is_told_unanswered(&self, decision: &Decision, server: Option<GuildId>) -> bool {
        matches!(decision, Decision::Unknown(_)) && self.curators_of(server).is_some()
    }

    /// Tells curators of an answer that did not help, if they are to be told.
    pub(super) async fn tell_unhelpful(&self, entry: &EntryId, server: Option<GuildId>, link: &str, because: u64) {
        if let Some(channel) = self.curators_of(server) {
            let reply = report(&self.wording, "An answer did not help.", link, std::slice::from_ref(entry));
            self.tell(channel, &reply, because, Purpose::Curators).await;
        }
    }

    /// Notes a reply that did not arrive. Where it was forbidden, that is said once: in the log, in the server's
    /// status, to its curators.
    pub(super) async fn note_unsent(
        &self,
        failure: Failure,
        server: Option<GuildId>,
        channel: ChannelId,
        because: u64,
    ) {
        let Some(server) = server.filter(|_| matches!(failure, Failure::Refused(_, code) if FORBIDDEN.contains(&code)))
        else {
            return self.note(Err(failure));
        };
        if !self.forbidden.note(server.get(), channel.get()) {
            return self.counters.count_failure();
        }
        self.note(Err(failure));
        tracing::warn!("channel {channel} of server {server}: a permission is missing to reply there");
        if let Some(curators) = self.curators_of(Some(server)).filter(|curators| *curators != channel) {
            let text = format!("I may not reply in <#{channel}>. {NEEDED}");
            self.tell(curators, &self.wording.for_curators(vec![Block::Text(text)]), because, Purpose::Permission)
                .await;
        }
    }

    /// Notes that a reply arrived.
    pub(super) fn may_reply(&self, server: Option<GuildId>, channel: ChannelId) {
        if let Some(server) = server {
            self.forbidden.forget(server.get(), channel.get());
        }
    }

    fn curators_of(&self, server: Option<GuildId>) -> Option<ChannelId> {
        self.channels.curators.get(&server?.get()).copied().map(ChannelId::new)
    }

    async fn tell(&self, channel: ChannelId, reply: &Reply, because: u64, purpose: Purpose) {
        if let Err(reason) = send::to_channel(&self.rest, channel, reply, because, purpose).await {
            tracing::warn!("curators could not be told: {reason}");
        }
    }
}

/// What the bot needs where it is to reply.
pub const NEEDED: &str = "It needs View Channel, Send Messages, Send Messages in Threads and Read Message History.";

fn report(wording: &Wording, what: &str, link: &str, entries: &[EntryId]) -> Reply {
    let mut blocks = vec![Block::Title(what.to_owned()), Block::Text(link.to_owned())];
    blocks.push(Block::Text(match entries {
        [] => "No entry is near.".to_owned(),
        entries => {
            format!("Entries: {}.", entries.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
        }
    }));
    wording.for_curators(blocks)
}
