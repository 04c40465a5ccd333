//! A message that leaves the bot. It always carries the notice.
//!
//! [`Reply::new`] is the only way to make one, and it puts the notice in; rendering
//! ([`crate::render`]) keeps the notice's room free first. Words are chosen in [`crate::wording`],
//! sending is [`crate::discord`]'s and [`crate::console`]'s part.

use crate::faq::EntryId;

/// The notice under every ordinary reply.
const NOTICE: &str = "This is general information from one article, not medical advice. \
    Please consult your healthcare provider. In an emergency, call your local emergency number.";
/// The notice where somebody is in danger: help comes first, the provider after it.
const NOTICE_IN_DANGER: &str = "Once the immediate danger is being dealt with, consult your healthcare provider.";
/// Discord shows at most five buttons in a row; a choice should be smaller still.
pub const MOST_CHOICES: usize = 5;

/// A part of a reply's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What is answered, or the one thing to do now.
    Title(String),
    /// Plain text.
    Text(String),
    /// A line that is not from the document, and says so.
    Care(String),
    /// One of several things, on a line of its own.
    Item(String),
    /// Where an answer stands; left out where there is no room.
    Source(String),
}

/// What a reply is about, for the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Anything but danger.
    Ordinary,
    /// Somebody is in danger.
    Danger,
}

/// Something the reader may choose: a button on Discord.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The entry that is shown when it is chosen.
    pub id: EntryId,
    /// The entry's question.
    pub label: String,
}

/// A message with its notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    blocks: Vec<Block>,
    choices: Vec<Choice>,
    notice: &'static str,
}

impl Reply {
    /// A reply with this body and these choices (the first five), and the occasion's notice.
    pub fn new(occasion: Occasion, blocks: Vec<Block>, mut choices: Vec<Choice>) -> Self {
        choices.truncate(MOST_CHOICES);
        let notice = match occasion {
            Occasion::Ordinary => NOTICE,
            Occasion::Danger => NOTICE_IN_DANGER,
        };
        Self { blocks, choices, notice }
    }

    /// The body, in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// What the reader may choose from; may be empty.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The notice that ends it.
    pub fn notice(&self) -> &'static str {
        self.notice
    }
}
