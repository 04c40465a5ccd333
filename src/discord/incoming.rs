//! From Discord's message to what matters of it.

use serenity::all::{Message, MessageType, UserId};

use crate::question::{Author, Incoming};

/// What is known of `message` by the bot whose user is `me`, and which is given the text of all
/// messages or not, and watches these channels.
pub fn from_message<'a>(message: &'a Message, me: UserId, reads_all: bool, watched: &[u64]) -> Incoming<'a> {
    let author = match (message.webhook_id.is_some(), message.author.bot) {
        (true, _) => Author::Webhook,
        (false, true) => Author::Bot,
        (false, false) => Author::Person,
    };
    let replied_to = message.referenced_message.as_ref();
    let direct = message.guild_id.is_none();
    let mentioned = message.mentions.iter().any(|user| user.id == me);
    let reply_to_me = replied_to.is_some_and(|referenced| referenced.author.id == me);
    let said = is_said(message);
    // Discord leaves the text out of messages that neither mention the bot nor are written to it
    // directly, as a reply whose ping is off.
    let withheld = !reads_all && message.content.is_empty() && !direct && !mentioned;
    let watched = said && watched.contains(&message.channel_id.get());
    Incoming {
        author,
        addressed: said && (direct || mentioned || reply_to_me),
        text: &message.content,
        withheld,
        watched,
        overheard: false,
    }
}

/// Whether somebody said it: joins, pins and the names of new threads are messages too.
pub fn is_said(message: &Message) -> bool {
    matches!(message.kind, MessageType::Regular | MessageType::InlineReply)
}

/// Whether a message is part of people's talk with each other: it answers somebody or speaks to somebody.
pub fn is_talk(message: &Message) -> bool {
    message.referenced_message.is_some()
        || message.message_reference.is_some()
        || !message.mentions.is_empty()
        || !message.mention_roles.is_empty()
        || message.mention_everyone
}
