//! What is said to commands, half-typed commands and presses: decided and worded elsewhere, sent from here.

use std::sync::Arc;
use std::time::Instant;

use serenity::all::{CommandInteraction, ComponentInteraction, GuildId, Interaction, InteractionId, Message};
use serenity::http::{LightMethod, Route};

use super::button::Button;
use super::commands::{self, Request, Typing};
use super::handler::Handler;
use super::limits::Turn;
use super::rest::{Failure, OWN};
use super::send::{self, Audience, Sent};
use super::{admin, reload};
use crate::complete::{complete, find};
use crate::counters;
use crate::decide::{Answerer, Decision};
use crate::faq::Entry;
use crate::language::Language;
use crate::matching::Scratch;
use crate::question::Question;
use crate::reply::Reply;
use crate::store::Faq;
use crate::wording::Wording;

impl Handler {
    /// Answers an interaction.
    pub(super) async fn interaction(&self, interaction: &Interaction) -> Sent {
        let arrived = Instant::now();
        let sent = match interaction {
            Interaction::Command(command) => self.command(command).await,
            Interaction::Autocomplete(typing) => return self.complete(typing).await,
            Interaction::Component(press) => self.press(press).await,
            _ => return Ok(()),
        };
        if sent.is_ok() {
            counters::replied_in(arrived.elapsed());
        }
        sent
    }

    /// Answers an interaction of which only its id and token could be read.
    pub(super) async fn unread(&self, id: InteractionId, token: &str) -> Sent {
        let reply = self.wording.sentence(|words| words.trouble.unread);
        send::to_unread(&self.rest, id, token, &reply).await
    }

    async fn command(&self, command: &CommandInteraction) -> Sent {
        let (wording, answerer) = self.spoken(&command.locale, command.guild_id);
        let request = commands::request(command);
        let curating = matches!(request, Request::Reload | Request::Status);
        let (reply, audience) = match request {
            Request::Ask { question, private } => return self.ask(command, &question, private).await,
            // What was typed in the place of a topic may be a cry for help, which is answered everywhere.
            Request::Show(topic) if answerer.is_cry_for_help(&topic) => self.show(&answerer, &wording, &topic),
            _ if !curating && !self.is_open(command.guild_id, command.channel_id).await => {
                (wording.elsewhere(), Audience::Asker)
            }
            Request::List => (wording.list(answerer.library()), Audience::Asker),
            Request::Show(topic) => self.show(&answerer, &wording, &topic),
            Request::Reload | Request::Status if !admin::may(command.member.as_deref(), &self.admins) => {
                (admin::refusal(&wording), Audience::Asker)
            }
            Request::Reload => return self.reload(command).await,
            Request::Status => {
                (admin::status(self.faq(command.guild_id), &self.counters, &self.wording), Audience::Asker)
            }
            Request::Unknown => (wording.sentence(|words| words.trouble.unknown_command), Audience::Asker),
        };
        send::to_command(&self.rest, command, &reply, audience).await
    }

    async fn ask(&self, command: &CommandInteraction, question: &str, private: bool) -> Sent {
        let begun = Instant::now();
        let language = Language::of_locale(&command.locale);
        let wording = self.wording.speaking(language);
        let answerers = self.faq(command.guild_id).current();
        let (verdict, answerer) = answerers.answer(&Question::read(question), language, &mut Scratch::default());
        counters::decided_in(begun.elapsed());
        let verdict = self.where_allowed(command.guild_id, command.channel_id, verdict).await;
        // An interaction must be answered each time, so being slowed is told each time.
        if self.turn(&verdict, command.user.id.get(), command.channel_id.get()) != Turn::Now {
            return send::to_command(&self.rest, command, &wording.too_fast(), Audience::Asker).await;
        }
        let reply = self.worded(&verdict, answerer, &wording);
        drop(answerers);
        let reply = reply.unwrap_or_else(|| wording.sentence(|words| words.trouble.no_question));
        let audience = if private { Audience::Asker } else { Audience::Channel };
        send::to_command(&self.rest, command, &reply, audience).await?;
        // Moderators cannot see what was asked in private.
        if !private && self.alerts(&verdict, command.guild_id).is_some() {
            match self.response_to(command).await {
                Ok(response) => {
                    self.alert(&verdict, &response.link(), command.guild_id, command.id.get()).await;
                }
                Err(_) => tracing::warn!("moderators could not be alerted: the reply was not found"),
            }
        }
        Ok(())
    }

    /// How a member is spoken to, and what they are answered from.
    fn spoken(&self, locale: &str, server: Option<GuildId>) -> (Wording, Arc<Answerer>) {
        let language = Language::of_locale(locale);
        (self.wording.speaking(language), self.store.current_for(server.map(GuildId::get), language))
    }

    /// The FAQ that a server is answered from.
    fn faq(&self, server: Option<GuildId>) -> &Arc<Faq> {
        self.store.of(server.map(GuildId::get))
    }

    /// The message that answered a command.
    async fn response_to(&self, command: &CommandInteraction) -> Result<Message, Failure> {
        let (application_id, token) = (command.application_id, command.token.as_str());
        let route = Route::WebhookOriginalInteractionResponse { application_id, token };
        let mut message: Message = self.rest.send((LightMethod::Get, route), None, None, OWN).await?.json()?;
        // Discord leaves it out there, and a link needs it.
        message.guild_id = message.guild_id.or(command.guild_id);
        Ok(message)
    }

    fn show(&self, answerer: &Answerer, wording: &Wording, topic: &str) -> (Reply, Audience) {
        if let Some(entry) = find(answerer, topic) {
            return (wording.entry(entry.id(), answerer.library()), Audience::Channel);
        }
        let verdict = answerer.answer(&Question::read(topic), &mut Scratch::default());
        let heard = matches!(verdict.decision, Decision::Emergency(_)) || verdict.help_first.is_some();
        let help = heard.then(|| self.worded(&verdict, answerer, wording)).flatten();
        let unknown = || wording.sentence(|words| words.trouble.no_such_topic);
        (help.unwrap_or_else(unknown), Audience::Asker)
    }

    async fn complete(&self, typing: &CommandInteraction) -> Sent {
        let (_, answerer) = self.spoken(&typing.locale, typing.guild_id);
        let choices = |typed: &str, value: fn(&Entry) -> &str| {
            let entries = complete(&answerer, typed).into_iter();
            entries.map(|entry| (entry.question().to_owned(), value(entry).to_owned())).collect()
        };
        let choices: Vec<(String, String)> = match commands::typing(typing) {
            Typing::Question(typed) => choices(&typed, Entry::question),
            Typing::Topic(typed) => choices(&typed, |entry| entry.id().as_str()),
            Typing::Other => Vec::new(),
        };
        send::completions(&self.rest, typing, choices).await
    }

    async fn press(&self, press: &ComponentInteraction) -> Sent {
        let language = Language::of_locale(&press.locale);
        let wording = self.wording.speaking(language);
        let Some(button) = Button::parse(&press.data.custom_id) else {
            let reply = wording.sentence(|words| words.trouble.old_button);
            return send::to_presser(&self.rest, press, &reply).await;
        };
        if button.asker != press.user.id {
            return send::to_presser(&self.rest, press, &wording.not_your_button()).await;
        }
        // It may stand under a message, which was answered in English.
        let answerer = Arc::clone(self.faq(press.guild_id).current().with_entry(language, &button.entry));
        let reply = wording.entry(&button.entry, answerer.library());
        match answerer.library().entry(&button.entry) {
            Some(_) => send::replace(&self.rest, press, &reply).await,
            None => send::to_presser(&self.rest, press, &reply).await,
        }
    }

    async fn reload(&self, command: &CommandInteraction) -> Sent {
        send::defer(&self.rest, command).await?;
        let reply = match reload::reload(self.faq(command.guild_id)).await {
            Some(outcome) => admin::reloaded(&outcome, &self.wording),
            None => self.wording.plain("The reload stopped unexpectedly; the FAQ before goes on answering."),
        };
        send::edit(&self.rest, command, &reply).await
    }
}
