//! Words and rows of two and three of them, as numbers: what messages are compared by.
//!
//! The program's build counts the examples with this module, and the program reads messages with it. What the
//! counts say is [`super::likeness`]'s part.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::label::{LABELS, Label};
use super::pattern::is_number;
use crate::matching::stem;
use crate::text::words::Tokens;

/// The lowest bits of a cue's number, left free for a label.
const LABEL_BITS: u64 = 7;
/// What stands for any number of tablets or years, for the medicine, and for a message's ends.
const NUMBER: &str = "#";
const MEDICINE: &str = "@";
const BEGINNING: &str = "^";
const END: &str = "$";
/// An odd number with bits all over: multiplying by it spreads a word's bits over the whole cue.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// How many examples of each label hold something.
pub type Counts = [u16; LABELS];

/// Words that are one to a comparison.
#[derive(Debug, Default)]
pub struct Sameness {
    /// The names of the medicine.
    pub medicine: HashSet<String>,
    /// What abbreviations and listed mistakes stand for.
    pub replacements: BTreeMap<String, Vec<String>>,
}

/// Examples, counted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many examples hold each word, by alphabet.
    pub words: BTreeMap<String, u32>,
    /// How many of each label hold each cue, in the order of the cues' numbers.
    pub cues: Vec<(u64, Counts)>,
}

impl Sameness {
    /// What a word is counted as: which number of tablets or years it is hardly ever matters, nor which of its
    /// names the medicine has.
    pub fn told(&self, word: &str) -> String {
        match word {
            _ if is_number(word) => NUMBER.to_owned(),
            _ if self.medicine.contains(word) => MEDICINE.to_owned(),
            _ => stem(word),
        }
    }

    /// What a typed word stands for: itself, unless it is a listed abbreviation or mistake.
    fn spelt_out<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let meaning = self.replacements.get(word);
        let itself = meaning.is_none().then_some(word);
        meaning.into_iter().flatten().map(String::as_str).chain(itself)
    }
}

impl Tally {
    /// Counts examples. Their spelling is left as it is: most is right.
    pub fn of<'a>(examples: impl Iterator<Item = (Label, &'a str)>, same: &Sameness) -> Self {
        let mut tally = Self::default();
        let (mut tokens, mut seen) = (Tokens::default(), Vec::new());
        let mut hashes: HashMap<String, u64> = HashMap::new();
        for (label, text) in examples {
            tokens.read(text);
            let typed: HashSet<&str> = tokens.words(0..tokens.len()).collect();
            typed.iter().for_each(|word| *tally.words.entry((*word).to_owned()).or_default() += 1);
            let words = tokens.words(0..tokens.len()).flat_map(|word| same.spelt_out(word));
            let row: Vec<u64> =
                words.map(|word| *hashes.entry(word.to_owned()).or_insert_with(|| hash(&same.told(word)))).collect();
            let place = label.place() as u64;
            seen.extend(numbers(&row).into_iter().map(|cue| cue | place));
        }
        seen.sort_unstable();
        for seen in seen {
            let (cue, place) = (seen & !LABEL_BITS, (seen & LABEL_BITS) as usize);
            if tally.cues.last().is_none_or(|(last, _)| *last != cue) {
                tally.cues.push((cue, [0; LABELS]));
            }
            if let Some((_, counts)) = tally.cues.last_mut() {
                counts[place] = counts[place].saturating_add(1);
            }
        }
        tally
    }
}

/// The hash of a word as it is told.
pub fn hash(told: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    told.hash(&mut hasher);
    hasher.finish()
}

/// The hashes of a message's beginning and end.
pub fn ends() -> (u64, u64) {
    (hash(BEGINNING), hash(END))
}

/// The number of a row of one to three words, given by their hashes.
pub fn joined(words: &[u64]) -> u64 {
    let all = words.iter().fold(words.len() as u64, |all, word| (all.rotate_left(5) ^ word).wrapping_mul(SPREAD));
    // Multiplying leaves the lowest bits the poorest.
    all.rotate_left(32) & !LABEL_BITS
}

/// The numbers of the cues of a row of hashes, its ends among them, each once.
fn numbers(row: &[u64]) -> Vec<u64> {
    let (beginning, end) = ends();
    let mut cues: Vec<u64> = row.iter().map(|word| joined(&[*word])).collect();
    let whole: Vec<u64> = std::iter::once(beginning).chain(row.iter().copied()).chain([end]).collect();
    cues.extend(whole.windows(2).map(joined));
    cues.extend(whole.windows(3).map(joined));
    cues.sort_unstable();
    cues.dedup();
    cues
}
