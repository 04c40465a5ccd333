//! The one way out: every message to Discord is built and sent here, from a [`Reply`].
//!
//! Each carries its notice, mentions nobody, and fits Discord's limits. What may have arrived is sent again only
//! in a form that Discord takes once: a new message has an enforced nonce, and an interaction has one answer.

use serde::{Deserialize, Serialize};
use serenity::all::{
    ChannelId, CommandInteraction, ComponentInteraction, CreateAllowedMentions, CreateAutocompleteResponse,
    CreateInteractionResponse, CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, InteractionId,
    Message, MessageId, MessageReference, MessageReferenceKind, Nonce, RoleId, UserId,
};
use serenity::http::{LightMethod, Route};

use super::answer::{Answer, Failure};
use super::components::{For, rows};
use super::rest::{EDIT, HELP, INTERACTION, MESSAGE, OWN, Patience, Rest};
use crate::render;
use crate::reply::Reply;

/// Who sees the reply to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone in the channel.
    Channel,
    /// The person who gave the command.
    Asker,
}

/// Discord's code for a reply where the bot may not read what it would reply to.
const MAY_NOT_READ: u64 = 160_002;

/// Why something is written that replies to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Help that found no other way.
    Help,
    /// Moderators are told of danger.
    Alert,
    /// Curators are told of a question or an answer.
    Curators,
    /// Curators are told of a permission.
    Permission,
    /// Helpers are called.
    Call,
}

impl Purpose {
    /// Several things may be written because of one message, and each must be written.
    fn nonce(self, because: u64) -> String {
        let letter = match self {
            Self::Help => 'h',
            Self::Alert => 'a',
            Self::Curators => 'c',
            Self::Permission => 'p',
            Self::Call => 'r',
        };
        format!("{because}{letter}")
    }
}

/// What matters of a message that Discord has taken.
#[derive(Deserialize)]
struct Posted {
    id: MessageId,
}

/// Whether it arrived; if not, why, without any text of anybody's.
pub type Sent = Result<(), Failure>;

/// Replies to a message, because of the message or interaction with this id. Gives the reply's own id, if Discord
/// said it.
pub async fn to_message(
    rest: &Rest,
    question: &Message,
    reply: &Reply,
    whom: For,
    because: u64,
) -> Result<Option<MessageId>, Failure> {
    let message =
        CreateMessage::new().content(render::discord(reply)).components(rows(reply, whom)).allowed_mentions(nobody());
    // A question that was deleted meanwhile is still answered, without the reference.
    let reference = MessageReference::new(MessageReferenceKind::Default, question.channel_id)
        .message_id(question.id)
        .fail_if_not_exists(false);
    let (channel, patience) = (question.channel_id, if whom.urgent { HELP } else { MESSAGE });
    let nonce = because.to_string();
    let sent = create(rest, channel, message.clone().reference_message(reference), nonce.clone(), patience).await;
    let sent = match sent {
        // Where the bot may not read what was asked, it may still speak.
        Err(Failure::Refused(_, MAY_NOT_READ)) => create(rest, channel, message, nonce, patience).await,
        sent => sent,
    };
    Ok(sent?.json::<Posted>().ok().map(|posted| posted.id))
}

/// Writes to a channel of its own accord, because of the message or interaction with this id.
pub async fn to_channel(rest: &Rest, channel: ChannelId, reply: &Reply, because: u64, purpose: Purpose) -> Sent {
    let message = CreateMessage::new().content(render::discord(reply)).allowed_mentions(nobody());
    let patience = if matches!(purpose, Purpose::Help | Purpose::Alert) { HELP } else { MESSAGE };
    create(rest, channel, message, purpose.nonce(because), patience).await.map(drop)
}

/// Calls the people of a role, whom the reply names.
pub async fn to_helpers(rest: &Rest, channel: ChannelId, reply: &Reply, role: RoleId, because: u64) -> Sent {
    let called = nobody().roles([role]);
    let message = CreateMessage::new().content(render::discord(reply)).allowed_mentions(called);
    create(rest, channel, message, Purpose::Call.nonce(because), MESSAGE).await.map(drop)
}

/// Answers a command. With `called`, the reply names that person, and they are told of it.
pub async fn to_command(
    rest: &Rest,
    command: &CommandInteraction,
    reply: &Reply,
    audience: Audience,
    called: Option<UserId>,
) -> Sent {
    let public = audience == Audience::Channel;
    let whom = For { by: command.user.id, ..For::asker(called.unwrap_or(command.user.id), public) };
    let mentions = called.map_or_else(nobody, |user| nobody().users([user]));
    let message = response(reply, whom).allowed_mentions(mentions).ephemeral(!public);
    answer(rest, command.id, &command.token, CreateInteractionResponse::Message(message)).await
}

/// Says that the reply to a command will follow, to the asker alone. It holds no words.
pub async fn defer(rest: &Rest, command: &CommandInteraction) -> Sent {
    let message = CreateInteractionResponseMessage::new().ephemeral(true).allowed_mentions(nobody());
    answer(rest, command.id, &command.token, CreateInteractionResponse::Defer(message)).await
}

/// Gives the reply that was promised by [`defer`].
pub async fn edit(rest: &Rest, command: &CommandInteraction, reply: &Reply) -> Sent {
    let message = EditInteractionResponse::new()
        .content(render::discord(reply))
        .components(rows(reply, For::asker(command.user.id, false)))
        .allowed_mentions(nobody());
    let (application_id, token) = (command.application_id, command.token.as_str());
    let route = Route::WebhookOriginalInteractionResponse { application_id, token };
    send(rest, (LightMethod::Patch, route), &message, EDIT).await.map(drop)
}

/// Puts the reply in the place of the message whose button was pressed.
pub async fn replace(rest: &Rest, press: &ComponentInteraction, reply: &Reply, whom: For) -> Sent {
    let message = CreateInteractionResponse::UpdateMessage(response(reply, whom));
    answer(rest, press.id, &press.token, message).await
}

/// Answers a button's press to the presser alone.
pub async fn to_presser(rest: &Rest, press: &ComponentInteraction, reply: &Reply) -> Sent {
    let message = response(reply, For::asker(press.user.id, false)).ephemeral(true);
    answer(rest, press.id, &press.token, CreateInteractionResponse::Message(message)).await
}

/// Takes away the message whose button was pressed.
pub async fn delete(rest: &Rest, press: &ComponentInteraction) -> Sent {
    answer(rest, press.id, &press.token, CreateInteractionResponse::Acknowledge).await?;
    let (application_id, token) = (press.application_id, press.token.as_str());
    let route = Route::WebhookOriginalInteractionResponse { application_id, token };
    match rest.send((LightMethod::Delete, route), None, None, Patience { in_turn: false, ..OWN }).await {
        // It is gone already: somebody else was quicker, or the first attempt was done.
        Ok(_) | Err(Failure::Refused(404, _)) => Ok(()),
        Err(failure) => Err(failure),
    }
}

/// Answers an interaction that could not be read, to whoever it was from alone.
pub async fn to_unread(rest: &Rest, id: InteractionId, token: &str, reply: &Reply) -> Sent {
    let message = CreateInteractionResponseMessage::new()
        .content(render::discord(reply))
        .allowed_mentions(nobody())
        .ephemeral(true);
    answer(rest, id, token, CreateInteractionResponse::Message(message)).await
}

/// Offers completions, as pairs of what is shown and what is sent.
pub async fn completions(rest: &Rest, typing: &CommandInteraction, choices: Vec<(String, String)>) -> Sent {
    let response = choices
        .into_iter()
        .fold(CreateAutocompleteResponse::new(), |all, (name, value)| all.add_string_choice(name, value));
    answer(rest, typing.id, &typing.token, CreateInteractionResponse::Autocomplete(response)).await
}

/// Posts a message. The nonce, of what it is about, keeps Discord from posting it twice.
async fn create(
    rest: &Rest,
    channel_id: ChannelId,
    message: CreateMessage,
    nonce: String,
    patience: Patience,
) -> Result<Answer, Failure> {
    let message = message.nonce(Nonce::String(nonce)).enforce_nonce(true);
    send(rest, (LightMethod::Post, Route::ChannelMessages { channel_id }), &message, patience).await
}

async fn answer(rest: &Rest, interaction_id: InteractionId, token: &str, response: CreateInteractionResponse) -> Sent {
    let route = Route::InteractionResponse { interaction_id, token };
    send(rest, (LightMethod::Post, route), &response, INTERACTION).await.map(drop)
}

async fn send(
    rest: &Rest,
    to: (LightMethod, Route<'_>),
    body: &impl Serialize,
    patience: Patience,
) -> Result<Answer, Failure> {
    let body = serde_json::to_vec(body).map_err(|_| Failure::Unreadable)?;
    rest.send(to, None, Some(body), patience).await
}

fn response(reply: &Reply, whom: For) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .content(render::discord(reply))
        .components(rows(reply, whom))
        .allowed_mentions(nobody())
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
