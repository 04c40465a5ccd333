//! The curated content: entries that may be answered with, topics that are declined, and the words
//! people use for them.
//!
//! Text goes in, checked values come out: a [`Library`] can only be had from files that were
//! found right as a whole, and everything wrong in them is reported at once as [`Problem`]s. Only
//! [`load`] and [`save`] touch the file system. How questions find an entry is [`crate::matching`]'s part.

pub mod by_language;
mod checker;
mod code;
mod diff;
mod document;
mod edition;
mod entry;
mod filler;
mod hints;
pub mod jsonl;
mod library;
pub mod load;
mod problem;
pub mod save;
mod topic;
mod vocabulary;

pub use code::{Code, Severity};
pub use diff::Changes;
pub use document::Document;
pub use edition::Edition;
pub use entry::{Entry, EntryId, Source};
pub(crate) use entry::{MIN_PHRASINGS, PLACEHOLDER};
pub(crate) use library::{Examined, REVIEWED_FILE, SAFETY_FILE, is_faq};
pub use library::{Library, SourceFile, is_reserved};
pub use problem::{Place, Problem, Problems};
pub use topic::{Refusal, Topic};
pub use vocabulary::Vocabulary;
