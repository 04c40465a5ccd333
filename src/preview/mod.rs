//! Shows a curator what people will be shown: every reply as it looks on Discord, beside what it is
//! found by, on one page that needs nothing else.
//!
//! [`page()`] makes the page from the same [`crate::reply::Reply`] and [`crate::render`] that the bot
//! sends. [`message`] and [`markdown`] draw a reply, [`nearness`] measures the phrasings, [`layout`] and
//! [`cards`] put it together. [`serve()`] serves it to this machine with a box to try questions, over
//! [`live`], which follows the FAQ's files. Nothing is decided or worded here.

mod cards;
mod layout;
mod live;
mod markdown;
mod message;
mod nearness;
mod policy;
mod serve;

use time::Date;

use crate::decide::Answerer;
use crate::help_lines::HelpLines;
use crate::store::Origin;
use crate::wording::Wording;
pub use serve::serve;

/// How the bot speaks on one host, and what its operator should see to.
#[derive(Debug, Clone)]
pub struct Host {
    wording: Wording,
    warnings: Vec<String>,
}

impl Host {
    /// A host with these lines of help; lines that are not set or old by `today` are warned of.
    pub fn new(lines: &HelpLines, today: Date) -> Self {
        Self { wording: Wording::new(lines.clone()), warnings: lines.warnings(today) }
    }
}

/// The page, as one HTML document.
pub fn page(answerer: &Answerer, host: &Host, origin: &Origin) -> String {
    layout::page(&layout::View { answerer, host, origin, live: None })
}
