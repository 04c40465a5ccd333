//! What came in: who said it, whether it was said to the bot, and the question in it.
//!
//! Nothing here knows Discord's types; [`crate::discord`] and [`crate::console`] fill these in.

use crate::text::markup::{strip, strip_addresses};
use crate::text::words::{has_word, limited};

/// A message as far as it matters for answering.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// Who wrote it.
    pub author: Author,
    /// Whether it was said to the bot.
    pub addressed: bool,
    /// Its text, markup and all.
    pub text: &'a str,
    /// Whether its text was kept back, so that an empty text may be anything.
    pub withheld: bool,
    /// Whether it stands in a channel where the bot speaks up at danger though nobody asked it.
    pub watched: bool,
    /// Whether it stands in a channel where the bot answers without being asked, and is said to nobody else.
    pub overheard: bool,
}

/// Who wrote a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    /// A member of the server, or the other side of a direct message.
    Person,
    /// Another bot, or this one.
    Bot,
    /// A webhook: a feed or a bridge, with nobody there to read a reply.
    Webhook,
}

/// Why nothing is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Silence {
    /// Bots do not answer bots: two of them would never stop.
    FromBot,
    /// A webhook is not a person.
    FromWebhook,
    /// The message was for others.
    NotAddressed,
}

/// A question without Discord's markup. It may be empty: somebody may have sent a mention alone.
///
/// It has no `Debug` and no `Display`, so that it cannot reach a log by accident.
#[derive(Clone)]
pub struct Question {
    text: String,
    whole: String,
}

impl Question {
    /// Takes the question out of a message's text, of which the first 4,000 characters are read.
    pub fn read(text: &str) -> Self {
        let read = limited(text);
        Self { text: strip(read).trim().to_owned(), whole: strip_addresses(read).trim().to_owned() }
    }

    /// The question of an incoming message, or why there is nothing to answer.
    pub fn from_incoming(incoming: &Incoming<'_>) -> Result<Self, Silence> {
        match incoming.author {
            Author::Bot => Err(Silence::FromBot),
            Author::Webhook => Err(Silence::FromWebhook),
            Author::Person if !incoming.addressed => Err(Silence::NotAddressed),
            Author::Person => Ok(Self::read(incoming.text)),
        }
    }

    /// The text to match.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All that was said, with code and the signs of styling: danger may stand in code, and a sign may be
    /// a letter in disguise.
    pub fn whole(&self) -> &str {
        &self.whole
    }

    /// Whether there is nothing in it to match: no word.
    pub fn is_empty(&self) -> bool {
        !has_word(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::Question;

    #[test]
    fn a_question_is_empty_where_no_word_is_read() {
        // An accent counts as a letter and is none; a sign for "kilogram" is no letter and reads as two.
        let rows =
            [("\u{36e}", true), ("\u{338f}", false), ("🙂 ?!", true), ("<@1>", true), ("é", false), ("2", false)];
        let wrong: Vec<_> = rows.iter().filter(|(text, empty)| Question::read(text).is_empty() != *empty).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
