//! Takes Discord's events, has them decided and worded, and has the reply sent.
//!
//! No decision and no sentence is made here.

use std::sync::{Arc, OnceLock};

use serenity::all::{
    ChannelId, CommandInteraction, ComponentInteraction, Context, EventHandler, GuildId, Interaction, Message, Ready,
    ResumedEvent, ShardStageUpdateEvent, UserId,
};
use serenity::async_trait;
use tokio::time::timeout;

use super::REQUEST_LIMIT;
use super::button::Button;
use super::commands::{self, Request, Typing};
use super::place::Places;
use super::send::{self, Audience, Sent};
use super::{admin, incoming};
use crate::complete::{complete, find};
use crate::config::{Admins, Channels, Config};
use crate::counters::Counters;
use crate::decide::{Answerer, Decision, Verdict};
use crate::faq::Entry;
use crate::matching::Scratch;
use crate::question::Question;
use crate::reply::Reply;
use crate::store::Store;
use crate::wording::Wording;

/// What the events are handled with.
pub struct Handler {
    admins: Admins,
    channels: Channels,
    places: Places,
    wording: Wording,
    store: Arc<Store>,
    counters: Counters,
    me: OnceLock<UserId>,
    /// Whether Discord was asked for the text of all messages.
    reads_all: bool,
}

#[async_trait]
impl EventHandler for Handler {
    async fn ready(&self, _: Context, ready: Ready) {
        // The first READY decides; a later one is of the same bot.
        let _ = self.me.set(ready.user.id);
        tracing::info!("ready, in {} servers", ready.guilds.len());
    }

    async fn resume(&self, _: Context, _: ResumedEvent) {
        tracing::info!("the connection was resumed");
    }

    async fn shard_stage_update(&self, _: Context, event: ShardStageUpdateEvent) {
        tracing::info!("shard {}: {} after {}", event.shard_id, event.new, event.old);
    }

    async fn message(&self, context: Context, message: Message) {
        let Some(me) = self.me.get() else { return };
        let answerer = self.store.current();
        let incoming = incoming::from_message(&message, *me, self.reads_all, &self.channels.watched);
        let verdict = answerer.decide(&incoming);
        let verdict = self.where_allowed(&context, message.guild_id, message.channel_id, verdict).await;
        if let Some(reply) = self.worded(&verdict, &answerer) {
            self.note(send::to_message(&context.http, &message, &reply).await);
            self.alert(&context, &verdict, &message.link(), message.guild_id).await;
        }
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        let sent = match &interaction {
            Interaction::Command(command) => self.command(&context, command).await,
            Interaction::Autocomplete(typing) => self.complete(&context, typing).await,
            Interaction::Component(press) => self.press(&context, press).await,
            _ => Ok(()),
        };
        self.note(sent);
    }
}

impl Handler {
    /// A handler that has not heard from Discord yet.
    pub fn new(config: &Config, store: Store) -> Self {
        Self {
            admins: config.admins().clone(),
            channels: config.channels().clone(),
            places: Places::default(),
            wording: Wording::new(config.help_lines().clone()),
            store: Arc::new(store),
            counters: Counters::default(),
            me: OnceLock::new(),
            reads_all: config.message_content(),
        }
    }

    fn note(&self, sent: Sent) {
        if let Err(reason) = sent {
            self.counters.count_failure();
            tracing::warn!("a reply could not be sent: {reason}");
        }
    }

    async fn command(&self, context: &Context, command: &CommandInteraction) -> Sent {
        let answerer = self.store.current();
        let request = commands::request(command);
        let curating = matches!(request, Request::Reload | Request::Status);
        let (reply, audience) = match request {
            Request::Ask { question, private } => return self.ask(context, command, &question, private).await,
            // What was typed in the place of a topic may be a cry for help, which is answered everywhere.
            Request::Show(topic) if answerer.is_cry_for_help(&topic) => self.show(&answerer, &topic),
            _ if !curating && !self.is_open(context, command.guild_id, command.channel_id).await => {
                (self.wording.elsewhere(), Audience::Asker)
            }
            Request::List => (self.wording.list(answerer.library()), Audience::Asker),
            Request::Show(topic) => self.show(&answerer, &topic),
            Request::Reload | Request::Status if !admin::may(command.member.as_deref(), &self.admins) => {
                (admin::refusal(&self.wording), Audience::Asker)
            }
            Request::Reload => return self.reload(context, command).await,
            Request::Status => (admin::status(&self.store, &self.counters, &self.wording), Audience::Asker),
            Request::Unknown => (self.wording.plain("I do not know that command. Try /ask or /faq."), Audience::Asker),
        };
        send::to_command(&context.http, command, &reply, audience).await
    }

    async fn ask(&self, context: &Context, command: &CommandInteraction, question: &str, private: bool) -> Sent {
        let answerer = self.store.current();
        let verdict = answerer.answer(&Question::read(question), &mut Scratch::default());
        let verdict = self.where_allowed(context, command.guild_id, command.channel_id, verdict).await;
        let reply = self.worded(&verdict, &answerer);
        let reply = reply
            .unwrap_or_else(|| self.wording.plain("I found no question in that. Please try again in a few words."));
        let audience = if private { Audience::Asker } else { Audience::Channel };
        send::to_command(&context.http, command, &reply, audience).await?;
        // Moderators cannot see what was asked in private.
        if !private && self.alerts(&verdict, command.guild_id).is_some() {
            match timeout(REQUEST_LIMIT, command.get_response(&context.http)).await {
                Ok(Ok(response)) => self.alert(context, &verdict, &response.link(), command.guild_id).await,
                _ => tracing::warn!("moderators could not be alerted: the reply was not found"),
            }
        }
        Ok(())
    }

    fn show(&self, answerer: &Answerer, topic: &str) -> (Reply, Audience) {
        if let Some(entry) = find(answerer, topic) {
            return (self.wording.entry(entry.id(), answerer.library()), Audience::Channel);
        }
        let verdict = answerer.answer(&Question::read(topic), &mut Scratch::default());
        let heard = matches!(verdict.decision, Decision::Emergency(_)) || verdict.help_first.is_some();
        let help = heard.then(|| self.worded(&verdict, answerer)).flatten();
        let unknown = || self.wording.plain("There is no topic of that name. /faq list shows them all.");
        (help.unwrap_or_else(unknown), Audience::Asker)
    }

    /// Counts a verdict and puts it into words, if it is not to be silent.
    fn worded(&self, verdict: &Verdict, answerer: &Answerer) -> Option<Reply> {
        self.counters.count(&verdict.decision);
        let reply = self.wording.of(verdict, answerer.library())?;
        if reply.is_withheld() {
            self.counters.count_withheld();
            tracing::error!("a reply was held back: run `faqbot check` on the FAQ's files");
        }
        Some(reply)
    }

    /// The verdict, or, where only danger is answered, that it is not answered here.
    async fn where_allowed(
        &self,
        context: &Context,
        server: Option<GuildId>,
        channel: ChannelId,
        verdict: Verdict,
    ) -> Verdict {
        let elsewhere = verdict.clone().elsewhere();
        if elsewhere == verdict || self.is_open(context, server, channel).await { verdict } else { elsewhere }
    }

    /// Whether anything but danger is answered in a channel.
    async fn is_open(&self, context: &Context, server: Option<GuildId>, channel: ChannelId) -> bool {
        !self.channels.age_restricted_only
            || (server.is_some() && self.places.is_age_restricted(&context.http, channel).await)
    }

    /// Where moderators of a server are told of a verdict, if they are.
    fn alerts(&self, verdict: &Verdict, server: Option<GuildId>) -> Option<ChannelId> {
        let channel = self.channels.alerts.get(&server?.get())?;
        matches!(verdict.decision, Decision::Emergency(_)).then(|| ChannelId::new(*channel))
    }

    async fn alert(&self, context: &Context, verdict: &Verdict, link: &str, server: Option<GuildId>) {
        let Some(channel) = self.alerts(verdict, server) else { return };
        if let Err(reason) = send::to_channel(&context.http, channel, &self.wording.alert(link)).await {
            tracing::warn!("moderators could not be alerted: {reason}");
        }
    }

    async fn complete(&self, context: &Context, typing: &CommandInteraction) -> Sent {
        let answerer = self.store.current();
        let choices = |typed: &str, value: fn(&Entry) -> &str| {
            let entries = complete(&answerer, typed).into_iter();
            entries.map(|entry| (entry.question().to_owned(), value(entry).to_owned())).collect()
        };
        let choices: Vec<(String, String)> = match commands::typing(typing) {
            Typing::Question(typed) => choices(&typed, Entry::question),
            Typing::Topic(typed) => choices(&typed, |entry| entry.id().as_str()),
            Typing::Other => Vec::new(),
        };
        send::completions(&context.http, typing, choices).await
    }

    async fn press(&self, context: &Context, press: &ComponentInteraction) -> Sent {
        let answerer = self.store.current();
        let Some(button) = Button::parse(&press.data.custom_id) else {
            let reply =
                self.wording.plain("This button comes from another version of the bot. Please ask again with /ask.");
            return send::to_presser(&context.http, press, &reply).await;
        };
        if button.asker != press.user.id {
            return send::to_presser(&context.http, press, &self.wording.not_your_button()).await;
        }
        let reply = self.wording.entry(&button.entry, answerer.library());
        match answerer.library().entry(&button.entry) {
            Some(_) => send::replace(&context.http, press, &reply).await,
            None => send::to_presser(&context.http, press, &reply).await,
        }
    }

    async fn reload(&self, context: &Context, command: &CommandInteraction) -> Sent {
        send::defer(&context.http, command).await?;
        let store = Arc::clone(&self.store);
        let outcome = match tokio::task::spawn_blocking(move || store.reload()).await {
            Ok(outcome) => outcome,
            Err(_) => {
                let reply = self.wording.plain("The reload stopped unexpectedly; the FAQ before goes on answering.");
                return send::edit(&context.http, command, &reply).await;
            }
        };
        match &outcome {
            Ok(reloaded) => tracing::info!("reloaded: {}", reloaded.changes),
            Err(problems) => tracing::warn!("not reloaded: {problems}"),
        }
        send::edit(&context.http, command, &admin::reloaded(&outcome, &self.wording)).await
    }
}
