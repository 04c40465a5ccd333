//! The stems of words: also what the examples of danger are counted by.

use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of a lower-case word (Snowball's English stemmer, Porter 2).
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}
