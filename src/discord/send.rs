//! The one way out: every message to Discord is built and sent here, from a [`Reply`].
//!
//! Each carries its notice, mentions nobody, and fits Discord's limits. Nothing is sent twice: a
//! request that may have arrived is not repeated.

use serenity::all::{
    ButtonStyle, ChannelId, CommandInteraction, ComponentInteraction, CreateActionRow, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateButton, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateMessage, EditInteractionResponse, Error, HttpError, Message, MessageReference, MessageReferenceKind, Nonce,
    UserId,
};
use serenity::http::Http;
use tokio::time::timeout;

use super::REQUEST_LIMIT;
use super::button::Button;
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

/// Whether it arrived; if not, why, without any text of anybody's.
pub type Sent = Result<(), String>;

/// Replies to a message.
pub async fn to_message(http: &Http, question: &Message, reply: &Reply) -> Sent {
    // A question that was deleted meanwhile is still answered, without the reference.
    let reference = MessageReference::new(MessageReferenceKind::Default, question.channel_id)
        .message_id(question.id)
        .fail_if_not_exists(false);
    let message = CreateMessage::new()
        .content(render::discord(reply))
        .components(buttons(reply, question.author.id))
        .allowed_mentions(nobody())
        .reference_message(reference)
        .nonce(Nonce::String(question.id.to_string()))
        .enforce_nonce(true);
    settle(question.channel_id.send_message(http, message)).await
}

/// Writes to a channel of its own accord.
pub async fn to_channel(http: &Http, channel: ChannelId, reply: &Reply) -> Sent {
    let message = CreateMessage::new().content(render::discord(reply)).allowed_mentions(nobody());
    settle(channel.send_message(http, message)).await
}

/// Answers a command.
pub async fn to_command(http: &Http, command: &CommandInteraction, reply: &Reply, audience: Audience) -> Sent {
    let message = response(reply, command.user.id).ephemeral(audience == Audience::Asker);
    settle(command.create_response(http, CreateInteractionResponse::Message(message))).await
}

/// Says that the reply to a command will follow, to the asker alone. It holds no words.
pub async fn defer(http: &Http, command: &CommandInteraction) -> Sent {
    let message = CreateInteractionResponseMessage::new().ephemeral(true).allowed_mentions(nobody());
    settle(command.create_response(http, CreateInteractionResponse::Defer(message))).await
}

/// Gives the reply that was promised by [`defer`].
pub async fn edit(http: &Http, command: &CommandInteraction, reply: &Reply) -> Sent {
    let message = EditInteractionResponse::new()
        .content(render::discord(reply))
        .components(buttons(reply, command.user.id))
        .allowed_mentions(nobody());
    settle(command.edit_response(http, message)).await
}

/// Puts the reply in the place of the message whose button was pressed.
pub async fn replace(http: &Http, press: &ComponentInteraction, reply: &Reply) -> Sent {
    let message = response(reply, press.user.id);
    settle(press.create_response(http, CreateInteractionResponse::UpdateMessage(message))).await
}

/// Answers a button's press to the presser alone.
pub async fn to_presser(http: &Http, press: &ComponentInteraction, reply: &Reply) -> Sent {
    let message = response(reply, press.user.id).ephemeral(true);
    settle(press.create_response(http, CreateInteractionResponse::Message(message))).await
}

/// Offers completions, as pairs of what is shown and what is sent.
pub async fn completions(http: &Http, typing: &CommandInteraction, choices: Vec<(String, String)>) -> Sent {
    let response = choices
        .into_iter()
        .fold(CreateAutocompleteResponse::new(), |all, (name, value)| all.add_string_choice(name, value));
    settle(typing.create_response(http, CreateInteractionResponse::Autocomplete(response))).await
}

/// An error without any text that people wrote: its kind, and the HTTP status if there is one.
pub fn describe(error: &Error) -> String {
    match (status(error), error) {
        (Some(401), _) => "Discord refused the token (HTTP 401)".to_owned(),
        (Some(status), _) => format!("HTTP {status}"),
        (None, Error::Http(_)) => "no connection".to_owned(),
        (None, Error::Gateway(error)) => format!("gateway: {error}"),
        (None, Error::Json(_)) => "an answer that could not be read".to_owned(),
        (None, Error::Tungstenite(_)) => "the web socket failed".to_owned(),
        _ => "the Discord library failed".to_owned(),
    }
}

/// The HTTP status of an error, if Discord gave one.
pub fn status(error: &Error) -> Option<u16> {
    match error {
        Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.status_code.as_u16()),
        _ => None,
    }
}

async fn settle<T>(request: impl Future<Output = Result<T, Error>>) -> Sent {
    match timeout(REQUEST_LIMIT, request).await {
        // The message was posted; only the description of it that came back was not understood.
        Ok(Ok(_)) | Ok(Err(Error::Json(_))) => Ok(()),
        Ok(Err(error)) => Err(describe(&error)),
        Err(_) => Err("no answer in time".to_owned()),
    }
}

fn response(reply: &Reply, asker: UserId) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .content(render::discord(reply))
        .components(buttons(reply, asker))
        .allowed_mentions(nobody())
}

fn buttons(reply: &Reply, asker: UserId) -> Vec<CreateActionRow> {
    let buttons: Vec<CreateButton> = reply
        .choices()
        .iter()
        .map(|choice| {
            CreateButton::new(Button { entry: choice.id.clone(), asker }.custom_id())
                .label(render::label(choice))
                .style(ButtonStyle::Secondary)
        })
        .collect();
    if buttons.is_empty() { Vec::new() } else { vec![CreateActionRow::Buttons(buttons)] }
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
