//! The curated content: entries that may be answered with, topics that are declined, and the words
//! people use for them.
//!
//! Text goes in, checked values come out: a [`Library`] can only be had from files that were
//! found right as a whole, and everything wrong in them is reported at once as [`Problem`]s. Only
//! [`load`] touches the file system. How questions find an entry is [`crate::matching`]'s part.

pub mod by_language;
mod diff;
mod entry;
pub mod jsonl;
mod library;
pub mod load;
mod problem;
mod topic;
mod vocabulary;

pub use diff::Changes;
pub use entry::{Entry, EntryId, Source};
pub(crate) use library::SAFETY_FILE;
pub use library::{Library, SourceFile};
pub use problem::{Problem, Problems};
pub use topic::{Refusal, Topic};
pub use vocabulary::Vocabulary;
