//! Takes Discord's events, once each, and hands them to where they are answered.
//!
//! What is said to a message is in [`super::messages`], to an interaction in [`super::interactions`] and
//! [`super::presses`]. No decision
//! and no sentence is made here.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use serenity::all::{
    Context, Event, EventHandler, Interaction, Message, RawEventHandler, Ready, ResumedEvent, ShardStageUpdateEvent,
    UserId,
};
use serenity::async_trait;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::catch_up::CatchUp;
use super::curators::Forbidden;
use super::lenient;
use super::limits::Limits;
use super::listening::Said;
use super::place::Places;
use super::pulse::Pulse;
use super::rest::Rest;
use super::seen::Seen;
use super::send::Sent;
use crate::config::{Admins, Channels, Config, ShardRange};
use crate::counters::{self, Counters};
use crate::settings::Settings;
use crate::store::Store;
use crate::wording::Wording;

/// What the events are handled with.
pub struct Handler {
    pub(super) rest: Arc<Rest>,
    pub(super) admins: Admins,
    pub(super) channels: Channels,
    pub(super) places: Places,
    pub(super) wording: Wording,
    pub(super) store: Arc<Store>,
    pub(super) counters: Counters,
    pub(super) limits: Limits,
    pub(super) catch_up: CatchUp,
    pub(super) settings: Arc<Settings>,
    pub(super) said: Said,
    pub(super) forbidden: Forbidden,
    /// Messages about which it was said whether they helped, and from which helpers were called.
    pub(super) votes: Seen,
    pub(super) calls: Seen,
    pub(super) me: OnceLock<UserId>,
    /// Whether Discord was asked for the text of all messages.
    pub(super) reads_all: bool,
    pub(super) shards: ShardRange,
    seen: Seen,
    pub(super) pulse: Arc<Pulse>,
    /// What is being answered, so that it can be waited for.
    pub(super) work: TaskTracker,
    stop: CancellationToken,
}

/// What the process around a handler gives to it.
pub struct Surroundings {
    pub rest: Arc<Rest>,
    pub store: Arc<Store>,
    pub settings: Arc<Settings>,
    pub pulse: Arc<Pulse>,
    pub catch_up: CatchUp,
    pub shards: ShardRange,
    pub work: TaskTracker,
    pub stop: CancellationToken,
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, context: Context, ready: Ready) {
        // The first READY decides; a later one is of the same bot.
        let _ = self.me.set(ready.user.id);
        let shard = context.shard_id.0;
        let silence = self.pulse.heard(shard);
        tracing::info!("shard {shard}: ready, in {} servers", ready.guilds.len());
        if let Some(missed) = self.catch_up.missed(shard, silence) {
            counters::reconnected(false);
            self.read_back(shard, missed).await;
        }
    }

    async fn resume(&self, context: Context, _: ResumedEvent) {
        self.pulse.resume(context.shard_id.0);
        counters::reconnected(true);
        tracing::info!("shard {}: the connection was resumed", context.shard_id);
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        tracing::debug!("shard {}: {} after {}", event.shard_id, event.new, event.old);
    }

    async fn message(&self, _: Context, message: Message) {
        self.take(message).await;
    }

    async fn interaction_create(&self, _: Context, interaction: Interaction) {
        if !self.is_wanted(interaction.id().get()) {
            return;
        }
        let _working = self.work.token();
        self.note(self.interaction(&interaction).await);
    }
}

#[async_trait]
impl RawEventHandler for Handler {
    /// Saves what it can of events that the library could not read.
    async fn raw_event(&self, _: Context, event: Event) {
        let Event::Unknown(event) = event else { return };
        counters::unknown_event();
        match event.kind.as_str() {
            "MESSAGE_CREATE" => match lenient::message(&event.value) {
                Some(message) => self.take(message).await,
                None => tracing::warn!("a message came in a form that could not be read"),
            },
            "INTERACTION_CREATE" => {
                tracing::warn!("an interaction came in a form that could not be read");
                if let Some((id, token)) = lenient::interaction(&event.value).filter(|(id, _)| self.is_wanted(id.get()))
                {
                    let _working = self.work.token();
                    self.note(self.unread(id, &token).await);
                }
            }
            _ => {}
        }
    }
}

impl Handler {
    /// A handler that has not heard from Discord yet.
    pub fn new(config: &Config, around: Surroundings) -> Self {
        Self {
            rest: around.rest,
            admins: config.admins().clone(),
            channels: config.channels().clone(),
            places: Places::default(),
            wording: Wording::new(config.help_lines().clone()),
            store: around.store,
            counters: Counters::default(),
            limits: Limits::new(config.running().rates()),
            catch_up: around.catch_up,
            settings: around.settings,
            said: Said::default(),
            forbidden: Forbidden::default(),
            votes: Seen::default(),
            calls: Seen::default(),
            me: OnceLock::new(),
            reads_all: config.message_content(),
            shards: around.shards,
            seen: Seen::default(),
            pulse: around.pulse,
            work: around.work,
            stop: around.stop,
        }
    }

    pub(super) fn note(&self, sent: Sent) {
        if let Err(reason) = sent {
            self.counters.count_failure();
            tracing::warn!("a reply could not be sent: {reason}");
        }
    }

    async fn take(&self, message: Message) {
        // Its own messages come too, and others' that get no reply in any case; they need not be remembered.
        if message.author.bot || self.is_wanted(message.id.get()) {
            let _working = self.work.token();
            self.reply_to(&message).await;
        }
    }

    /// Waits so long, or until the bot is about to end. Gives whether it is.
    pub(super) async fn sleeps_until_stopped(&self, wait: Duration) -> bool {
        tokio::time::timeout(wait, self.stop.cancelled()).await.is_ok()
    }

    /// Whether an event is to be handled: it is the first of its id, and the bot is not about to end.
    pub(super) fn is_wanted(&self, id: u64) -> bool {
        if self.stop.is_cancelled() {
            return false;
        }
        let new = self.seen.is_new(id);
        if !new {
            counters::repeated();
        }
        new
    }
}
