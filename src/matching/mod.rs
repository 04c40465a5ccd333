//! Which entries a question is nearest to.
//!
//! [`reader`] turns text into ideas with the help of [`lexicon`] and [`spelling`]; [`index`] holds the
//! FAQ's, and [`score`] ranks its entries by them.
//! Nothing here decides what to say.

mod confidence;
mod explain;
mod index;
mod lexicon;
mod marked;
mod names;
mod reader;
mod score;
mod spelling;
mod views;

pub use confidence::Evidence;
pub use explain::{Explanation, How, WordMatch};
pub use index::{Index, Kind};
pub use reader::{Reader, Reading, Term};
pub use score::{Ranked, Scratch, entries};
pub use views::asks;
