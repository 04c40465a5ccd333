//! Channels and forums where the bot answers without being mentioned.
//!
//! Where that is, admins say ([`crate::settings`]); how sure it must be is decided in [`crate::decide`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, Message};

use super::handler::Handler;
use super::limits::Turn;
use super::{incoming, place};
use crate::decide::Verdict;
use crate::faq::EntryId;
use crate::settings::Listening;

/// Where an entry was answered with so short a time ago, the answer is pointed to instead of said again.
const SAID_FOR: Duration = Duration::from_secs(600);
/// No more answers are remembered than this; then the old ones are forgotten.
const MOST_SAID: usize = 2000;
/// A post begins with its title, and the text may be as long as a question.
const TITLE_END: &str = "\n";

/// What a message is in a place where the bot listens.
pub enum Heard {
    /// Nothing: the bot does not listen there.
    Nothing,
    /// People who talk to each other: only danger is for the bot.
    Talk,
    /// A message that may hold a question.
    Message,
    /// The beginning of a forum's post: title and text, and whether helpers can be called.
    Post(String, bool),
}

/// Which entries were answered with where, not long ago.
#[derive(Debug, Default)]
pub struct Said(Mutex<HashMap<(ChannelId, EntryId), (String, Instant)>>);

impl Said {
    /// The link to the answer with this entry in this channel, if there was one not long ago.
    pub fn link(&self, channel: ChannelId, entry: &EntryId) -> Option<String> {
        let said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (link, when) = said.get(&(channel, entry.clone()))?;
        (when.elapsed() < SAID_FOR).then(|| link.clone())
    }

    /// Remembers an answer.
    pub fn note(&self, channel: ChannelId, entry: EntryId, link: String) {
        let mut said = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if said.len() >= MOST_SAID {
            said.retain(|_, (_, when)| when.elapsed() < SAID_FOR);
        }
        if said.len() < MOST_SAID {
            said.insert((channel, entry), (link, Instant::now()));
        }
    }

    /// Forgets an answer that is gone, or has become another.
    pub fn forget(&self, link: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, (said, _)| said != link);
    }
}

impl Handler {
    /// What a message is that was not said to the bot.
    pub(super) async fn hear(&self, message: &Message) -> Heard {
        let Some(server) = message.guild_id.filter(|_| self.reads_all && incoming::is_said(message)) else {
            return Heard::Nothing;
        };
        if self.settings.of_server(server.get()).is_empty() {
            return Heard::Nothing;
        }
        let message_or_talk = if incoming::is_talk(message) { Heard::Talk } else { Heard::Message };
        if self.listening(message.channel_id).is_some() {
            return message_or_talk;
        }
        // A forum's post has the id of its first message.
        if message.id.get() == message.channel_id.get() && !incoming::is_talk(message) {
            return match place::thread(&self.rest, message.channel_id).await {
                Some(thread) => match self.listening(thread.parent) {
                    Some(forum) => {
                        Heard::Post(format!("{}{TITLE_END}{}", thread.name, message.content), forum.helpers.is_some())
                    }
                    None => Heard::Nothing,
                },
                // Where Discord does not say what it belongs to, danger is spoken to all the same.
                None => Heard::Talk,
            };
        }
        let parent = self.places.parent(&self.rest, message.channel_id).await;
        match parent.and_then(|parent| self.listening(parent)) {
            // What follows in a post is for whoever helps there.
            Some(Listening { channel, .. }) if self.places.is_forum(&self.rest, ChannelId::new(channel)).await => {
                Heard::Talk
            }
            Some(Listening { threads: true, .. }) => message_or_talk,
            _ if parent.is_none() && !self.places.is_known(message.channel_id) => Heard::Talk,
            _ => Heard::Nothing,
        }
    }

    /// The one entry that a message is answered with and nothing else, so that an answer given not long ago will do.
    pub(super) fn repeatable<'a>(&self, heard: &Heard, verdict: &'a Verdict, turn: Turn) -> Option<&'a EntryId> {
        let plain = matches!(heard, Heard::Message) && turn == Turn::Now && !verdict.is_urgent() && !verdict.personal;
        match verdict.decision.answered() {
            [only] if plain => Some(only),
            _ => None,
        }
    }

    fn listening(&self, channel: ChannelId) -> Option<Listening> {
        self.settings.listening(channel.get())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_remembered_where_it_was_given() {
        let said = Said::default();
        let entry = EntryId::parse("alcohol").expect("an id");
        said.note(ChannelId::new(1), entry.clone(), "link".to_owned());
        assert_eq!(said.link(ChannelId::new(1), &entry).as_deref(), Some("link"));
        assert_eq!(said.link(ChannelId::new(2), &entry), None);
        said.forget("link");
        assert_eq!(said.link(ChannelId::new(1), &entry), None);
    }
}
