//! Which entries a question is nearest to.
//!
//! [`reader`] turns text into ideas with the help of [`lexicon`] and [`spelling`]; [`index`] holds the
//! FAQ's, [`score`] compares with it, [`rank`] puts the entries in order, and [`confidence`] says how sure
//! a match is. [`explain`] shows it all for one match. docs/matching.md says why it is done so.
//! Nothing here decides what to say.

mod candidates;
mod confidence;
mod explain;
mod index;
mod lexicon;
mod marked;
mod mender;
mod names;
mod rank;
mod reader;
mod reading;
mod score;
mod scratch;
mod slips;
mod spelling;
mod stemming;
mod views;

pub use confidence::Evidence;
pub use explain::{Explanation, How, WordMatch};
pub use index::{Index, Kind};
pub use mender::Mender;
pub use rank::{Ranked, entries};
pub use reader::Reader;
pub use reading::{Reading, Term};
pub use scratch::Scratch;
pub use spelling::Mends;
pub use stemming::stem;
pub use views::asks;
