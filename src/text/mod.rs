//! From what a person typed to the words that count.
//!
//! [`markup`] takes out what Discord adds (mentions, code, links, emoji, styling), [`words`] folds
//! the rest into plain lower-case words and clauses. What the words mean is not decided here: see
//! [`crate::matching`] and [`crate::safety`].

pub mod markup;
pub mod words;
