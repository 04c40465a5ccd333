//! A message that leaves the bot. It always carries the notice.
//!
//! [`Reply::new`] is the only way to make one: it puts the notice in and holds back what nobody has
//! reviewed ([`crate::guard`]); rendering
//! ([`crate::render`]) keeps the notice's room free first. Words are chosen in [`crate::wording`],
//! sending is [`crate::discord`]'s and [`crate::console`]'s part.

use crate::faq::EntryId;
use crate::guard::Reviewed;
use crate::help_lines::HelpLines;
use crate::language::Language;
use crate::sentences;

/// Discord shows at most five buttons in a row; a choice should be smaller still.
pub const MOST_CHOICES: usize = 5;
/// Discord takes 25 in a menu; nobody reads so many.
pub const MOST_RELATED: usize = 10;

/// A part of a reply's body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What is answered, or the one thing to do now.
    Title(String),
    /// Plain text.
    Text(String),
    /// A line that is not from the document, and says so.
    Care(String),
    /// Such a line with the bot's own words of help, which nothing holds back.
    Help(String),
    /// One of several things, on a line of its own.
    Item(String),
    /// Where an answer stands; left out where there is no room.
    Source(String),
}

/// What a reply is about, for the notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// Anything but the two below.
    Ordinary,
    /// Somebody is in danger. The words are fixed in the program, and no check may hold them back.
    Danger,
    /// A curator is told of their files, whatever stands in them.
    Curator,
}

/// What is put under a reply for the reader to go on with. Nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offers {
    /// Entries that may have been meant: buttons on Discord, of which the first five are kept.
    pub choices: Vec<Choice>,
    /// Entries that a reader of the answer may want next: a menu on Discord.
    pub related: Vec<Choice>,
    /// The one entry that was answered with, about which the reader may say whether it helped.
    pub answered: Option<EntryId>,
}

/// Something the reader may choose.
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
    offers: Offers,
    notice: String,
    language: Language,
    withheld: bool,
    help: bool,
}

impl Reply {
    /// A reply with this body and these offers, and the occasion's notice in the language that the `lines` are
    /// spoken of in. A body with an amount, a schedule or a promise that nobody has `reviewed` is left out for a
    /// decline.
    pub fn new(
        occasion: Occasion,
        blocks: Vec<Block>,
        mut offers: Offers,
        lines: &HelpLines,
        reviewed: &Reviewed,
    ) -> Self {
        let language = lines.language();
        let say = sentences::of(language);
        let notice = lines.fill(match occasion {
            Occasion::Ordinary | Occasion::Curator => say.notice,
            Occasion::Danger => say.notice_in_danger,
        });
        // What an operator has set as a line to call is theirs to answer for.
        let unreviewed = |block: &Block| {
            !matches!(block, Block::Help(_)) && !reviewed.breaches(&lines.taken_out(block.text())).is_empty()
        };
        let withheld = occasion == Occasion::Ordinary && blocks.iter().any(unreviewed);
        if withheld {
            let help = blocks.into_iter().filter(|block| matches!(block, Block::Help(_)));
            let blocks = help.chain([Block::Text(say.withheld.to_owned())]).collect();
            return Self { blocks, offers: Offers::default(), notice, language, withheld, help: false };
        }
        offers.choices.truncate(MOST_CHOICES);
        offers.related.truncate(MOST_RELATED);
        Self { blocks, offers, notice, language, withheld, help: occasion == Occasion::Danger }
    }

    /// The reply with a line before it that says whom it is for, or who wanted it.
    pub fn introduced(mut self, line: String) -> Self {
        self.blocks.insert(0, Block::Text(line));
        self
    }

    /// The body, in reading order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// What the reader may go on with.
    pub fn offers(&self) -> &Offers {
        &self.offers
    }

    /// The notice that ends it.
    pub fn notice(&self) -> &str {
        &self.notice
    }

    /// Whether it is for somebody in danger, so that nothing may distract from it.
    pub fn is_help(&self) -> bool {
        self.help
    }

    /// The language of the notice, and of what the bot says around the FAQ's words.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whether something was left out that nobody had reviewed.
    pub fn is_withheld(&self) -> bool {
        self.withheld
    }
}

impl Block {
    /// Its words, without what marks them.
    pub fn text(&self) -> &str {
        match self {
            Self::Title(text)
            | Self::Text(text)
            | Self::Care(text)
            | Self::Help(text)
            | Self::Item(text)
            | Self::Source(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, Occasion, Offers, Reply};
    use crate::guard::Reviewed;
    use crate::help_lines::HelpLines;

    #[test]
    fn help_stays_where_the_rest_is_held_back() {
        let help = Block::Help("Call now, 24 hours a day.".to_owned());
        let blocks = vec![help.clone(), Block::Text("Take two tablets, it is safe.".to_owned())];
        let reply =
            Reply::new(Occasion::Ordinary, blocks, Offers::default(), &HelpLines::default(), &Reviewed::default());
        assert!(reply.is_withheld() && reply.blocks().first() == Some(&help) && reply.blocks().len() == 2);
        assert!(!reply.blocks()[1].text().contains("tablets"));
    }
}
