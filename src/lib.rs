//! faqbot answers questions about a medicine from curated FAQ entries, on Discord and on a console,
//! and ends every reply with the advice to consult a healthcare provider.
//!
//! The way of a question, and where each step lives:
//!
//! 1. [`discord`] or [`console`] takes it in, as an [`question::Incoming`] or [`question::Question`];
//! 2. [`text`] strips markup and folds it to words;
//! 3. [`safety`] looks for a person in danger;
//! 4. [`matching`] ranks the entries of the [`faq`] by their likeness to it;
//! 5. [`decide`] chooses a [`decide::Decision`] from both;
//! 6. [`wording`] makes it a [`reply::Reply`], which always holds the notice;
//! 7. [`render`] dresses it, and [`discord`] or [`console`] sends it.
//!
//! Steps 2 to 6 are pure. [`explain`] says how a decision came about, and [`eval`] measures many. [`store`] holds the FAQ and swaps it whole at a reload.

pub mod answerers;
pub mod check;
pub mod cli;
pub mod complete;
pub mod config;
pub mod console;
pub mod counters;
pub mod curate;
pub mod decide;
pub mod discord;
pub mod eval;
pub mod explain;
pub mod faq;
pub mod guard;
pub mod help_lines;
pub mod language;
pub mod logging;
pub mod matching;
pub mod memory;
pub mod picture;
pub mod preview;
pub mod question;
pub mod render;
pub mod reply;
pub mod safety;
pub mod sentences;
pub mod settings;
pub mod store;
pub mod text;
pub mod token;
pub mod wording;
