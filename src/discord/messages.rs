//! What is said to a message: decided and worded elsewhere, sent from here in its turn.

use std::time::Instant;

use serenity::all::{ChannelId, GuildId, Message, MessageId};

use super::components::For;
use super::handler::Handler;
use super::incoming;
use super::limits::Turn;
use super::listening::Heard;
use super::send::{self, Purpose};
use crate::counters;
use crate::decide::{Answerer, Decision, Verdict};
use crate::faq::EntryId;
use crate::language::Language;
use crate::question::{Author, Incoming};
use crate::reply::Reply;
use crate::wording::Wording;

/// How many of the nearest entries curators are told of.
const NEAREST: usize = 3;

impl Handler {
    /// Decides on a message and replies to it, if there is anything to say.
    pub(super) async fn reply_to(&self, message: &Message) {
        let Some(me) = self.me.get() else { return };
        let arrived = Instant::now();
        if message.guild_id.is_none() {
            self.catch_up.note_direct(message.channel_id);
        }
        let incoming = incoming::from_message(message, *me, self.reads_all, &self.channels.watched);
        let heard = match incoming {
            Incoming { addressed: false, author: Author::Person, .. } => self.hear(message).await,
            _ => Heard::Nothing,
        };
        let (incoming, helpers) = match &heard {
            Heard::Nothing => (incoming, false),
            Heard::Talk => (Incoming { watched: true, ..incoming }, false),
            Heard::Message => (Incoming { overheard: true, ..incoming }, false),
            Heard::Post(text, helpers) => (Incoming { addressed: true, text, withheld: false, ..incoming }, *helpers),
        };
        let answerer = self.store.current_for(message.guild_id.map(GuildId::get), Language::English);
        let begun = Instant::now();
        let verdict = answerer.decide(&incoming);
        counters::decided_in(begun.elapsed());
        let verdict = self.where_allowed(message.guild_id, message.channel_id, verdict).await;
        if matches!(verdict.decision, Decision::Silent(_)) {
            self.counters.count(&verdict.decision);
            return;
        }
        let turn = self.turn(&verdict, message.author.id.get(), message.channel_id.get());
        let reply = match turn {
            Turn::Now => self.worded(&verdict, &answerer, &self.wording),
            Turn::Told => Some(self.wording.too_fast()),
            Turn::Silent => None,
        };
        // What waits below must not keep a FAQ that was replaced.
        drop(answerer);
        let Some(reply) = reply else { return };
        let entry = self.repeatable(&heard, &verdict, turn);
        let said = entry.and_then(|entry| self.said.link(message.channel_id, entry));
        let fresh = entry.filter(|_| said.is_none());
        let reply = said.map_or(reply, |link| self.wording.said_before(&link));
        let urgent = verdict.is_urgent();
        let whom = For { helpers, urgent, ..For::asker(message.author.id, message.guild_id.is_some()) };
        // Moderators are told at once, whatever comes of the reply.
        let link = message.link();
        let alert = self.alert(&verdict, &link, message.guild_id, message.id.get());
        let (sent, ()) = tokio::join!(self.send_in_turn(message, &reply, whom, &verdict), alert);
        let Some(sent) = sent else { return };
        counters::replied_in(arrived.elapsed());
        if let (Some(entry), Some(id)) = (fresh, sent) {
            self.said.note(message.channel_id, entry.clone(), id.link(message.channel_id, message.guild_id));
        }
        let nearest = nearest(&verdict);
        self.tell_unanswered(&verdict.decision, &nearest, message.guild_id, &link, message.id.get()).await;
    }

    /// Sends a reply when it is the server's turn. Gives its id, as far as Discord said it; nothing if it was not
    /// sent.
    async fn send_in_turn(
        &self,
        message: &Message,
        reply: &Reply,
        whom: For,
        verdict: &Verdict,
    ) -> Option<Option<MessageId>> {
        let server = message.guild_id.map_or(message.channel_id.get(), GuildId::get);
        // Nobody in danger waits behind others.
        let _place = if verdict.is_urgent() {
            None
        } else {
            let place = self.limits.place(server).await;
            if place.is_none() {
                self.counters.count_slowed();
                return None;
            }
            place
        };
        match send::to_message(&self.rest, message, reply, whom, message.id.get()).await {
            Ok(id) => {
                self.may_reply(message.guild_id, message.channel_id);
                Some(id)
            }
            Err(failure) => {
                self.note_unsent(failure, message.guild_id, message.channel_id, message.id.get()).await;
                None
            }
        }
    }

    /// Whether a verdict is to be told now. Help never waits.
    pub(super) fn turn(&self, verdict: &Verdict, user: u64, channel: u64) -> Turn {
        if verdict.is_urgent() {
            return Turn::Now;
        }
        let turn = self.limits.turn(user, channel);
        if turn != Turn::Now {
            self.counters.count_slowed();
        }
        turn
    }

    /// Counts a verdict and puts it into words, if it is not to be silent.
    pub(super) fn worded(&self, verdict: &Verdict, answerer: &Answerer, wording: &Wording) -> Option<Reply> {
        self.counters.count(&verdict.decision);
        let reply = wording.of(verdict, answerer.library())?;
        if reply.is_withheld() {
            self.counters.count_withheld();
            tracing::error!("a reply was held back: run `faqbot check` on the FAQ's files");
        }
        Some(reply)
    }

    /// The verdict, or, where only danger is answered, that it is not answered here.
    pub(super) async fn where_allowed(&self, server: Option<GuildId>, channel: ChannelId, verdict: Verdict) -> Verdict {
        let elsewhere = verdict.clone().elsewhere();
        if elsewhere == verdict || self.is_open(server, channel).await { verdict } else { elsewhere }
    }

    /// Whether anything but danger is answered in a channel.
    pub(super) async fn is_open(&self, server: Option<GuildId>, channel: ChannelId) -> bool {
        !self.channels.age_restricted_only
            || (server.is_some() && self.places.is_age_restricted(&self.rest, channel).await)
    }

    /// Where moderators of a server are told of a verdict, if they are.
    pub(super) fn alerts(&self, verdict: &Verdict, server: Option<GuildId>) -> Option<ChannelId> {
        let channel = self.channels.alerts.get(&server?.get())?;
        matches!(verdict.decision, Decision::Emergency(_)).then(|| ChannelId::new(*channel))
    }

    /// Tells moderators of danger, if they are to be told; `because` is the id of what was said.
    pub(super) async fn alert(&self, verdict: &Verdict, link: &str, server: Option<GuildId>, because: u64) {
        let Some(channel) = self.alerts(verdict, server) else { return };
        let alert = self.wording.alert(link);
        if let Err(failure) = send::to_channel(&self.rest, channel, &alert, because, Purpose::Alert).await {
            tracing::warn!("moderators could not be alerted: {failure}");
            self.note_unsent(failure, server, channel, because).await;
        }
    }
}

/// The entries nearest to a question, as curators are told of them.
pub(super) fn nearest(verdict: &Verdict) -> Vec<EntryId> {
    verdict.matches.iter().take(NEAREST).map(|(id, _)| id.clone()).collect()
}
