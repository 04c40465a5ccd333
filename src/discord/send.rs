//! The one way out: every message to Discord is built and sent here, from a [`Reply`].
//!
//! Each carries its notice, mentions nobody, and fits Discord's limits. What may have arrived is sent again only
//! in a form that Discord takes once: a new message has an enforced nonce, and an interaction has one answer.

use serde::Serialize;
use serenity::all::{
    ButtonStyle, ChannelId, CommandInteraction, ComponentInteraction, CreateActionRow, CreateAllowedMentions,
    CreateAutocompleteResponse, CreateButton, CreateInteractionResponse, CreateInteractionResponseMessage,
    CreateMessage, EditInteractionResponse, InteractionId, Message, MessageReference, MessageReferenceKind, Nonce,
    UserId,
};
use serenity::http::{LightMethod, Route};

use super::button::Button;
use super::rest::{Failure, INTERACTION, MESSAGE, Patience, Rest};
use crate::render;
use crate::reply::Reply;

/// Longest label of a button, in characters.
const LONGEST_LABEL: usize = 80;

/// Who sees the reply to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone in the channel.
    Channel,
    /// The person who gave the command.
    Asker,
}

/// Whether it arrived; if not, why, without any text of anybody's.
pub type Sent = Result<(), Failure>;

/// Replies to a message.
pub async fn to_message(rest: &Rest, question: &Message, reply: &Reply) -> Sent {
    // A question that was deleted meanwhile is still answered, without the reference.
    let reference = MessageReference::new(MessageReferenceKind::Default, question.channel_id)
        .message_id(question.id)
        .fail_if_not_exists(false);
    let message = CreateMessage::new()
        .content(render::discord(reply))
        .components(buttons(reply, question.author.id))
        .allowed_mentions(nobody())
        .reference_message(reference);
    create(rest, question.channel_id, message, question.id.get()).await
}

/// Writes to a channel of its own accord, because of the message or interaction with this id.
pub async fn to_channel(rest: &Rest, channel: ChannelId, reply: &Reply, because: u64) -> Sent {
    let message = CreateMessage::new().content(render::discord(reply)).allowed_mentions(nobody());
    create(rest, channel, message, because).await
}

/// Answers a command.
pub async fn to_command(rest: &Rest, command: &CommandInteraction, reply: &Reply, audience: Audience) -> Sent {
    let message = response(reply, command.user.id).ephemeral(audience == Audience::Asker);
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
        .components(buttons(reply, command.user.id))
        .allowed_mentions(nobody());
    let (application_id, token) = (command.application_id, command.token.as_str());
    let route = Route::WebhookOriginalInteractionResponse { application_id, token };
    send(rest, (LightMethod::Patch, route), &message, MESSAGE).await
}

/// Puts the reply in the place of the message whose button was pressed.
pub async fn replace(rest: &Rest, press: &ComponentInteraction, reply: &Reply) -> Sent {
    let message = response(reply, press.user.id);
    answer(rest, press.id, &press.token, CreateInteractionResponse::UpdateMessage(message)).await
}

/// Answers a button's press to the presser alone.
pub async fn to_presser(rest: &Rest, press: &ComponentInteraction, reply: &Reply) -> Sent {
    let message = response(reply, press.user.id).ephemeral(true);
    answer(rest, press.id, &press.token, CreateInteractionResponse::Message(message)).await
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
async fn create(rest: &Rest, channel_id: ChannelId, message: CreateMessage, because: u64) -> Sent {
    let message = message.nonce(Nonce::String(because.to_string())).enforce_nonce(true);
    send(rest, (LightMethod::Post, Route::ChannelMessages { channel_id }), &message, MESSAGE).await
}

async fn answer(rest: &Rest, interaction_id: InteractionId, token: &str, response: CreateInteractionResponse) -> Sent {
    let route = Route::InteractionResponse { interaction_id, token };
    send(rest, (LightMethod::Post, route), &response, INTERACTION).await
}

async fn send(rest: &Rest, to: (LightMethod, Route<'_>), body: &impl Serialize, patience: Patience) -> Sent {
    let body = serde_json::to_vec(body).map_err(|_| Failure::Unreadable)?;
    rest.send(to, None, Some(body), patience).await.map(drop)
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
            let label: String = choice.label.chars().take(LONGEST_LABEL).collect();
            CreateButton::new(Button { entry: choice.id.clone(), asker }.custom_id())
                .label(label)
                .style(ButtonStyle::Secondary)
        })
        .collect();
    if buttons.is_empty() { Vec::new() } else { vec![CreateActionRow::Buttons(buttons)] }
}

fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
