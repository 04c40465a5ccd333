//! What is known about English words in general: how common each is, and its stem.
//!
//! The table is compiled in from `english.txt`, whose head names its source. Words of the FAQ are
//! not here: see [`super::reader`].

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

/// Zipf values at and above this are function words ("what", "the"): they say nothing alone.
const COMMONEST_ZIPF: f32 = 7.0;
/// Zipf values at and below this are as telling as a word can be ("drowsy", "taper").
const RAREST_ZIPF: f32 = 3.5;
/// What a function word still weighs: enough for "how often" to differ from "what is".
const LEAST_RARITY: f32 = 0.05;

/// Rarer words are known to be right, but nobody misspells them: there are too many of them, and
/// something commoner is nearly always meant.
const LEAST_LIKELY_ZIPF: f32 = 2.5;

static ZIPF: LazyLock<HashMap<&'static str, f32>> = LazyLock::new(|| {
    let lines = include_str!("english.txt").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(zipf, words)| Some((zipf.parse::<f32>().ok()?, words)))
        .flat_map(|(zipf, words)| words.split(' ').map(move |word| (word, zipf)))
        .collect()
});

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The Zipf value of the commonest word of each stem: "having" is as common an idea as "have".
static STEM_ZIPF: LazyLock<HashMap<String, f32>> = LazyLock::new(|| {
    let mut commonest: HashMap<String, f32> = HashMap::new();
    // What is rarer is as telling as a word can be, listed or not; most words are.
    for (word, zipf) in ZIPF.iter().filter(|(_, zipf)| **zipf > RAREST_ZIPF) {
        let place = commonest.entry(stem(word)).or_insert(*zipf);
        *place = place.max(*zipf);
    }
    commonest
});

/// How common `word` is: the log10 of its uses per thousand million words of speech (Zipf scale,
/// 2.0 to 7.5, by halves), or nothing if it is not among the 51,000 that are known.
pub fn zipf(word: &str) -> Option<f32> {
    ZIPF.get(word).copied()
}

/// The words that a misspelt one may be mended to: those people use, not all that are known to be
/// spelt right.
pub fn likely_words() -> impl Iterator<Item = (&'static str, f32)> {
    ZIPF.iter().filter(|(_, zipf)| **zipf >= LEAST_LIKELY_ZIPF).map(|(word, zipf)| (*word, *zipf))
}

/// How telling a stem is because English speakers seldom use its words: 0.05 (function word) to 1
/// (rare or unknown), linear on the Zipf scale.
pub fn rarity(stem: &str) -> f32 {
    let zipf = STEM_ZIPF.get(stem).copied().unwrap_or(RAREST_ZIPF);
    ((COMMONEST_ZIPF - zipf) / (COMMONEST_ZIPF - RAREST_ZIPF)).clamp(LEAST_RARITY, 1.0)
}

/// The stem of a lower-case word (Snowball's English stemmer, Porter 2).
pub fn stem(word: &str) -> String {
    STEMMER.stem(word).into_owned()
}
