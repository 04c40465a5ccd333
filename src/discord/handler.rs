//! Takes Discord's events, has them decided and worded, and has the reply sent.
//!
//! No decision and no sentence is made here.

use std::sync::{Arc, OnceLock};

use serenity::all::{
    CommandInteraction, ComponentInteraction, Context, EventHandler, Interaction, Message, Ready, ResumedEvent,
    ShardStageUpdateEvent, UserId,
};
use serenity::async_trait;

use super::button::Button;
use super::commands::{self, Request, Typing};
use super::send::{self, Audience, Sent};
use super::{admin, incoming};
use crate::complete::{complete, find};
use crate::config::{Admins, Config};
use crate::counters::Counters;
use crate::faq::Entry;
use crate::matching::Scratch;
use crate::question::Question;
use crate::reply::Reply;
use crate::store::Store;
use crate::wording;

/// What the events are handled with.
pub struct Handler {
    admins: Admins,
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
        let decision = answerer.decide(&incoming::from_message(&message, *me, self.reads_all));
        self.counters.count(&decision);
        if let Some(reply) = wording::reply(&decision, answerer.library()) {
            self.note(send::to_message(&context.http, &message, &reply).await);
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
        let (reply, audience) = match commands::request(command) {
            Request::Ask { question, private } => {
                (self.answer(&question), if private { Audience::Asker } else { Audience::Channel })
            }
            Request::List => (wording::list(self.store.current().library()), Audience::Asker),
            Request::Show(topic) => self.show(&topic),
            Request::Reload | Request::Status if !admin::may(command.member.as_deref(), &self.admins) => {
                (admin::refusal(), Audience::Asker)
            }
            Request::Reload => return self.reload(context, command).await,
            Request::Status => (admin::status(&self.store, &self.counters), Audience::Asker),
            Request::Unknown => (wording::plain("I do not know that command. Try /ask or /faq."), Audience::Asker),
        };
        send::to_command(&context.http, command, &reply, audience).await
    }

    fn answer(&self, question: &str) -> Reply {
        let answerer = self.store.current();
        let decision = answerer.answer(&Question::read(question), &mut Scratch::default()).decision;
        self.counters.count(&decision);
        let reply = wording::reply(&decision, answerer.library());
        reply.unwrap_or_else(|| wording::plain("I found no question in that. Please try again in a few words."))
    }

    fn show(&self, topic: &str) -> (Reply, Audience) {
        let answerer = self.store.current();
        match find(&answerer, topic) {
            Some(entry) => (wording::entry(entry.id(), answerer.library()), Audience::Channel),
            None => (wording::plain("There is no topic of that name. /faq list shows them all."), Audience::Asker),
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
                wording::plain("This button comes from another version of the bot. Please ask again with /ask.");
            return send::to_presser(&context.http, press, &reply).await;
        };
        if button.asker != press.user.id {
            return send::to_presser(&context.http, press, &wording::not_your_button()).await;
        }
        let reply = wording::entry(&button.entry, answerer.library());
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
                let reply = wording::plain("The reload stopped unexpectedly; the FAQ before goes on answering.");
                return send::edit(&context.http, command, &reply).await;
            }
        };
        match &outcome {
            Ok(reloaded) => tracing::info!("reloaded: {}", reloaded.changes),
            Err(problems) => tracing::warn!("not reloaded: {problems}"),
        }
        send::edit(&context.http, command, &admin::reloaded(&outcome)).await
    }
}
