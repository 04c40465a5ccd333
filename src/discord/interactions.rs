//! What is said to commands and half-typed commands: decided and worded elsewhere, sent from here. Presses are
//! answered in [`super::presses`].

use std::sync::Arc;
use std::time::Instant;

use serenity::all::{CommandInteraction, GuildId, Interaction, InteractionId, Message, UserId};
use serenity::http::{LightMethod, Route};

use super::components::For;
use super::handler::Handler;
use super::limits::Turn;
use super::messages::nearest;
use super::request::{Change, Request, Typing, request, typing};
use super::rest::{Failure, OWN};
use super::send::{self, Audience, Purpose, Sent};
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
        let request = request(command);
        let (reply, audience) = match request {
            Request::Ask { question, private, called } => return self.ask(command, &question, private, called).await,
            Request::AnswerMessage(message) => return self.answer_message(command, &message).await,
            // What was typed in the place of a topic may be a cry for help, which is answered everywhere.
            Request::Show(topic) if answerer.is_cry_for_help(&topic) => self.show(&answerer, &wording, &topic),
            _ if !request.is_curating() && !self.is_open(command.guild_id, command.channel_id).await => {
                (wording.elsewhere(), Audience::Asker)
            }
            Request::Show(_) if self.limits.turn(command.user.id.get(), command.channel_id.get()) != Turn::Now => {
                self.counters.count_slowed();
                (wording.too_fast(), Audience::Asker)
            }
            Request::List => (wording.list(answerer.library()), Audience::Asker),
            Request::Show(topic) => self.show(&answerer, &wording, &topic),
            _ if request.is_curating() && !admin::may(command.member.as_deref(), &self.admins) => {
                (admin::refusal(&wording), Audience::Asker)
            }
            Request::Reload => return self.reload(command).await,
            Request::Status => (self.status(command), Audience::Asker),
            Request::Stats => (admin::stats(&self.counters, &self.wording), Audience::Asker),
            Request::Channels(change) => (self.channels(command, change).await, Audience::Asker),
            Request::Unknown => (wording.sentence(|words| words.trouble.unknown_command), Audience::Asker),
        };
        send::to_command(&self.rest, command, &reply, audience, None).await
    }

    async fn ask(&self, command: &CommandInteraction, question: &str, private: bool, called: Option<UserId>) -> Sent {
        let begun = Instant::now();
        let language = Language::of_locale(&command.locale);
        let wording = self.wording.speaking(language);
        let answerers = self.faq(command.guild_id).current();
        let (verdict, answerer) = answerers.answer(&Question::read(question), language, &mut Scratch::default());
        counters::decided_in(begun.elapsed());
        let verdict = self.where_allowed(command.guild_id, command.channel_id, verdict).await;
        // An interaction must be answered each time, so being slowed is told each time.
        if self.turn(&verdict, command.user.id.get(), command.channel_id.get()) != Turn::Now {
            return send::to_command(&self.rest, command, &wording.too_fast(), Audience::Asker, None).await;
        }
        let reply = self.worded(&verdict, answerer, &wording);
        drop(answerers);
        let reply = reply.unwrap_or_else(|| wording.sentence(|words| words.trouble.no_question));
        let audience = if private { Audience::Asker } else { Audience::Channel };
        // Nobody can be called to what only the asker sees, or to a direct message.
        let called = called.filter(|_| !private && command.guild_id.is_some());
        let reply = match called {
            Some(user) => reply.introduced(format!("<@{user}>")),
            None => reply,
        };
        let sent = send::to_command(&self.rest, command, &reply, audience, called).await;
        if let (Err(failure), true, false) = (sent, verdict.is_urgent(), private) {
            // Help finds another way, and moderators are told where to look.
            let because = command.id.get();
            let link = match command.guild_id {
                Some(server) => format!("https://discord.com/channels/{server}/{}", command.channel_id),
                None => String::new(),
            };
            let help = send::to_channel(&self.rest, command.channel_id, &reply, because, Purpose::Help);
            let (help, ()) = tokio::join!(help, self.alert(&verdict, &link, command.guild_id, because));
            return help.or(Err(failure));
        }
        sent?;
        // Nobody is told of what was asked in private.
        let told = self.alerts(&verdict, command.guild_id).is_some()
            || self.is_told_unanswered(&verdict.decision, command.guild_id);
        if !private && told {
            match self.response_to(command).await {
                Ok(response) => {
                    let (link, because) = (response.link(), command.id.get());
                    self.alert(&verdict, &link, command.guild_id, because).await;
                    let nearest = nearest(&verdict);
                    self.tell_unanswered(&verdict.decision, &nearest, command.guild_id, &link, because).await;
                }
                Err(_) => tracing::warn!("moderators or curators could not be told: the reply was not found"),
            }
        }
        Ok(())
    }

    /// Answers somebody's message because somebody else wants it to be answered.
    async fn answer_message(&self, command: &CommandInteraction, message: &Message) -> Sent {
        // The reply is for whoever wrote the message, and their language is not known.
        let (helper, answerer) =
            (self.wording.speaking(Language::of_locale(&command.locale)), self.spoken("", command.guild_id).1);
        if message.author.bot || message.webhook_id.is_some() {
            let reply = helper.sentence(|words| words.talk.not_a_person);
            return send::to_command(&self.rest, command, &reply, Audience::Asker, None).await;
        }
        let verdict = answerer.answer(&Question::read(&message.content), &mut Scratch::default());
        let verdict = self.where_allowed(command.guild_id, command.channel_id, verdict).await;
        if self.turn(&verdict, command.user.id.get(), command.channel_id.get()) != Turn::Now {
            return send::to_command(&self.rest, command, &helper.too_fast(), Audience::Asker, None).await;
        }
        let useful = matches!(verdict.decision, Decision::Answer(_) | Decision::Suggest(_) | Decision::Decline { .. });
        let reply = self.worded(&verdict, &answerer, &self.wording);
        drop(answerer);
        let Some(reply) = reply.filter(|_| useful || verdict.is_urgent()) else {
            let reply = helper.sentence(|words| words.talk.no_answer);
            return send::to_command(&self.rest, command, &reply, Audience::Asker, None).await;
        };
        let deferred = send::defer(&self.rest, command).await;
        if !verdict.is_urgent() {
            deferred?;
        }
        // Nothing comes before help.
        let reply = match reply.is_help() {
            true => reply,
            false => reply.introduced(self.wording.asked_for_by(&format!("<@{}>", command.user.id))),
        };
        let urgent = verdict.is_urgent();
        let whom = For { by: command.user.id, urgent, ..For::asker(message.author.id, true) };
        let done = match send::to_message(&self.rest, message, &reply, whom, command.id.get()).await {
            Ok(_) => {
                self.may_reply(command.guild_id, command.channel_id);
                let link = message.id.link(command.channel_id, command.guild_id);
                self.alert(&verdict, &link, command.guild_id, command.id.get()).await;
                helper.sentence(|words| words.talk.replied)
            }
            Err(failure) => {
                self.note_unsent(failure, command.guild_id, command.channel_id, command.id.get()).await;
                self.wording
                    .plain(&format!("I could not reply to that message: {failure}. {}", super::curators::NEEDED))
            }
        };
        send::edit(&self.rest, command, &done).await
    }

    fn status(&self, command: &CommandInteraction) -> Reply {
        let forbidden = command.guild_id.map(|server| self.forbidden.of_server(server.get())).unwrap_or_default();
        admin::status(self.faq(command.guild_id), &self.counters, &forbidden, &self.wording)
    }

    /// Changes where the bot listens, if there is a change, and says where it does.
    async fn channels(&self, command: &CommandInteraction, change: Option<Change>) -> Reply {
        let Some(server) = command.guild_id else { return admin::refusal(&self.wording) };
        let changed = match change {
            Some(change) => {
                let settings = std::sync::Arc::clone(&self.settings);
                // The disk may be slow, and the runtime must not wait for it.
                tokio::task::spawn_blocking(move || change.write(&settings, server)).await.unwrap_or(Ok(()))
            }
            None => Ok(()),
        };
        admin::channels(&changed, &self.settings, server, self.reads_all, &self.wording)
    }

    /// How a member is spoken to, and what they are answered from.
    fn spoken(&self, locale: &str, server: Option<GuildId>) -> (Wording, Arc<Answerer>) {
        let language = Language::of_locale(locale);
        (self.wording.speaking(language), self.store.current_for(server.map(GuildId::get), language))
    }

    /// The FAQ that a server is answered from.
    pub(super) fn faq(&self, server: Option<GuildId>) -> &Arc<Faq> {
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

    async fn complete(&self, command: &CommandInteraction) -> Sent {
        let (_, answerer) = self.spoken(&command.locale, command.guild_id);
        let choices = |typed: &str, value: fn(&Entry) -> &str| {
            let entries = complete(&answerer, typed).into_iter();
            entries.map(|entry| (entry.question().to_owned(), value(entry).to_owned())).collect()
        };
        let choices: Vec<(String, String)> = match typing(command) {
            Typing::Question(typed) => choices(&typed, Entry::question),
            Typing::Topic(typed) => choices(&typed, |entry| entry.id().as_str()),
            Typing::Other => Vec::new(),
        };
        send::completions(&self.rest, command, choices).await
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
