//! Which entries a question is nearest to.
//!
//! [`reader`] turns text into ideas with the help of [`lexicon`] and [`spelling`]; [`index`] ranks.
//! Nothing here decides what to say.

mod index;
mod lexicon;
mod reader;
mod spelling;
mod views;

pub use index::{Index, Kind, Ranked, entries};
pub use reader::{Memory, Reader, Term};
pub use views::asks;
