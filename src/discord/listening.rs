//! Channels and forums where the bot answers without being mentioned.
//!
//! Where that is, admins say ([`crate::settings`]); how sure it must be is decided in [`crate::decide`].

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::all::{ChannelId, Message};

use super::handler::Handler;
use super::{incoming, place};
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
    /// Nothing: the bot does not listen there, or people talk to each other.
    Nothing,
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
}

impl Handler {
    /// What a message is that was not said to the bot.
    pub(super) async fn hear(&self, message: &Message) -> Heard {
        let Some(server) = message.guild_id.filter(|_| self.reads_all && !incoming::is_talk(message)) else {
            return Heard::Nothing;
        };
        if self.settings.of_server(server.get()).is_empty() {
            return Heard::Nothing;
        }
        if self.listening(message.channel_id).is_some() {
            return Heard::Message;
        }
        // A forum's post has the id of its first message.
        if message.id.get() == message.channel_id.get() {
            return match place::thread(&self.rest, message.channel_id).await {
                Some(thread) => match self.listening(thread.parent) {
                    Some(forum) => {
                        Heard::Post(format!("{}{TITLE_END}{}", thread.name, message.content), forum.helpers.is_some())
                    }
                    None => Heard::Nothing,
                },
                None => Heard::Nothing,
            };
        }
        match self.places.parent(&self.rest, message.channel_id).await.and_then(|parent| self.listening(parent)) {
            Some(Listening { threads: true, .. }) => Heard::Message,
            _ => Heard::Nothing,
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
    }
}
