//! What is known about English words in general: how common each is, and each stem.
//!
//! The tables are laid out when the program is built (`build.rs`), from `english.txt`, whose head names its source.
//! Words of the FAQ are not here: see [`super::reader`].

use std::cmp::Ordering;
use std::sync::LazyLock;

/// Zipf values at and above this are function words ("what", "the"): they say nothing alone.
const COMMONEST_ZIPF: f32 = 7.0;
/// Zipf values at and below this are as telling as a word can be ("drowsy", "taper"). The build leaves them out
/// of the stems.
const RAREST_ZIPF: f32 = 3.5;
/// What a function word still weighs: enough for "how often" to differ from "what is".
const LEAST_RARITY: f32 = 0.05;

/// Rarer words are known to be right, but nobody misspells them: there are too many of them, and
/// something commoner is nearly always meant.
const LEAST_LIKELY_ZIPF: f32 = 2.5;

/// Zipf values are told in halves.
const STEPS: f32 = 2.0;
/// Words are parted by their first two letters, `a` to `z` or anything else, so that few are left to look through.
const FIRST: usize = 27;

static ZIPF: LazyLock<Table> = LazyLock::new(|| {
    Table::new(
        include_str!(concat!(env!("OUT_DIR"), "/english.txt")),
        include_bytes!(concat!(env!("OUT_DIR"), "/english_ends.bin")),
        include_bytes!(concat!(env!("OUT_DIR"), "/english_zipf.bin")),
    )
});

/// The Zipf value of the commonest word of each stem: "having" is as common an idea as "have". What is rarer than
/// the rarest that counts is not here; most words are.
static STEM_ZIPF: LazyLock<Table> = LazyLock::new(|| {
    Table::new(
        include_str!(concat!(env!("OUT_DIR"), "/stems.txt")),
        include_bytes!(concat!(env!("OUT_DIR"), "/stems_ends.bin")),
        include_bytes!(concat!(env!("OUT_DIR"), "/stems_zipf.bin")),
    )
});

/// Words by alphabet, run together, with their Zipf values; read where they lie in the program.
struct Table {
    text: &'static str,
    /// Where each word ends: four bytes, the lowest first.
    ends: &'static [u8],
    /// Twice the Zipf value of each.
    zipf: &'static [u8],
    /// Where the words of each first two letters begin.
    starts: Vec<u32>,
}

/// How common `word` is: the log10 of its uses per thousand million words of speech (Zipf scale,
/// 2.0 to 7.5, by halves), or nothing if it is not among the 51,000 that are known.
pub fn zipf(word: &str) -> Option<f32> {
    ZIPF.get(word)
}

/// The words that a misspelt one may be mended to: those people use, not all that are known to be
/// spelt right. By alphabet.
pub fn likely_words() -> impl Iterator<Item = (&'static str, f32)> {
    ZIPF.iter().filter(|(_, zipf)| *zipf >= LEAST_LIKELY_ZIPF)
}

/// How telling a stem is because English speakers seldom use its words: 0.05 (function word) to 1
/// (rare or unknown), linear on the Zipf scale.
pub fn rarity(stem: &str) -> f32 {
    let zipf = STEM_ZIPF.get(stem).unwrap_or(RAREST_ZIPF);
    ((COMMONEST_ZIPF - zipf) / (COMMONEST_ZIPF - RAREST_ZIPF)).clamp(LEAST_RARITY, 1.0)
}

impl Table {
    fn new(text: &'static str, ends: &'static [u8], zipf: &'static [u8]) -> Self {
        let mut table = Self { text, ends, zipf, starts: vec![0; FIRST * FIRST + 1] };
        for at in 0..table.zipf.len() {
            let first = first(table.word(at));
            table.starts[first + 1] += 1;
        }
        for first in 1..table.starts.len() {
            table.starts[first] += table.starts[first - 1];
        }
        table
    }

    fn get(&self, word: &str) -> Option<f32> {
        let first = first(word);
        let (mut start, mut end) = (self.starts[first] as usize, self.starts[first + 1] as usize);
        while start < end {
            let middle = start.midpoint(end);
            match self.word(middle).cmp(word) {
                Ordering::Less => start = middle + 1,
                Ordering::Greater => end = middle,
                Ordering::Equal => return Some(self.zipf_at(middle)),
            }
        }
        None
    }

    fn iter(&self) -> impl Iterator<Item = (&'static str, f32)> {
        (0..self.zipf.len()).map(|at| (self.word(at), self.zipf_at(at)))
    }

    fn word(&self, at: usize) -> &'static str {
        let end = |at: usize| self.ends[at * 4..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes) as usize);
        let start = at.checked_sub(1).map_or(0, end);
        &self.text[start..end(at)]
    }

    fn zipf_at(&self, at: usize) -> f32 {
        f32::from(self.zipf[at]) / STEPS
    }
}

/// The number of a word's first two letters, in the order of the alphabet.
fn first(word: &str) -> usize {
    let letter = |at: usize| match word.as_bytes().get(at) {
        Some(byte @ b'a'..=b'z') => usize::from(byte - b'a') + 1,
        _ => 0,
    };
    letter(0) * FIRST + letter(1)
}

#[cfg(test)]
mod tests {
    use super::{ZIPF, rarity, zipf};

    #[test]
    fn every_listed_word_is_found_with_its_value() {
        let lines = include_str!("english.txt").lines().filter(|line| !line.starts_with('#'));
        let listed = lines
            .filter_map(|line| line.split_once(' '))
            .flat_map(|(zipf, words)| words.split(' ').map(move |word| (word, zipf)));
        let mut count = 0;
        for (word, listed) in listed {
            count += 1;
            assert_eq!(zipf(word), listed.parse().ok(), "{word}");
        }
        assert!(count > 50_000 && count == ZIPF.iter().count());
        assert!(zipf("clonazepm").is_none() && zipf("").is_none() && rarity("drowsi") > rarity("the"));
    }
}
