//! Mends the spelling of single words against the words of the FAQ and of English.
//!
//! Each unknown word is corrected once, before matching, so that all later steps see real words.
//! Distance is optimal string alignment ([`super::slips`]: insertions, deletions, replacements and swaps of
//! neighbours), ties are broken by Jaro-Winkler similarity, which
//! prefers words that begin alike, as typing mistakes mostly leave the beginning standing.

use std::cmp::Ordering;
use std::collections::{BinaryHeap, HashMap};
use std::sync::LazyLock;

use strsim::jaro_winkler;

use super::candidates::{ByLength, Candidate};
use super::lexicon;
use super::slips::Slips;

/// A FAQ word is this much more likely to be meant than any other English word: people ask about
/// the FAQ's subject. In units of one whole letter's share of a word.
const FAQ_WORD_BONUS: f64 = 0.15;
/// Letters in the wrong order are the commonest slip of fast fingers ("hwo", "teh"), so a word of
/// just the same letters is preferred.
const SAME_LETTERS_BONUS: f64 = 0.2;
/// The share of Jaro-Winkler similarity in the choice; it decides between equal distances.
const JARO_WINKLER_SHARE: f64 = 0.5;
/// The first letter is seldom the wrong one.
const SAME_BEGINNING_BONUS: f64 = 0.1;
/// Unknown words of up to this many letters are near to too many words ("abc"): they are taken for
/// another only if its letters are the same, or if it is very common (Zipf scale).
const SHORT: usize = 3;
const COMMON_ENOUGH: f32 = 5.5;
/// No word is recognised behind more slips.
pub(super) const MOST_SLIPS: usize = 3;
/// Words longer than this are not repaired: they are not words (links, keys, held-down letters),
/// and comparing them would only cost time.
const MAX_LENGTH: usize = 30;

/// Common English words that may be meant, by length: the same for every FAQ.
static ENGLISH: LazyLock<ByLength> = LazyLock::new(|| ByLength::new(lexicon::likely_words(), 0.0));

/// What English words are likeliest meant by words that were looked at, whatever the FAQ: each is looked for once
/// a message, however many read it.
pub type Mends = HashMap<String, Option<(f64, &'static str)>>;

/// Knows right spellings; built once with the FAQ.
#[derive(Debug)]
pub struct Speller {
    faq: ByLength,
}

/// A candidate with the most it can be worth, by which alone it is ordered.
struct Hopeful<'a> {
    at_most: f64,
    least: usize,
    candidate: Candidate<'a>,
}

impl Speller {
    /// A speller for these FAQ words, beside all common English words.
    pub fn new<'a>(faq_words: impl Iterator<Item = &'a str>) -> Self {
        let mut words: Vec<&str> = faq_words.collect();
        words.sort_unstable();
        words.dedup();
        let known = words.into_iter().map(|word| (word, lexicon::zipf(word).unwrap_or_default()));
        Self { faq: ByLength::new(known, FAQ_WORD_BONUS) }
    }

    /// Whether `word` is spelt right as far as is known.
    pub fn knows(&self, word: &str) -> bool {
        self.faq.holds(word) || lexicon::zipf(word).is_some()
    }

    /// The word most likely meant by an unknown `word`, or nothing if none is near.
    pub fn mend(&self, word: &str, mends: &mut Mends) -> Option<&str> {
        let length = word.chars().count();
        if length > MAX_LENGTH || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let slips = Slips::of(word)?;
        let english = match mends.get(word) {
            Some(english) => *english,
            None => {
                let english = likeliest(&ENGLISH, word, length, &slips);
                mends.insert(word.to_owned(), english);
                english
            }
        };
        // A FAQ word stands in both tables, and its bonus decides for the FAQ's.
        let faq = likeliest(&self.faq, word, length, &slips);
        let likelier = |one, other| if is_likelier(one, other) { one } else { other };
        let best = match (english, faq) {
            (Some(english), Some(faq)) => Some(likelier(english, faq)),
            (english, faq) => english.or(faq),
        };
        best.map(|(_, word)| word)
    }

    /// FAQ words one slip away from `word` and with the same first letter, for words that are right
    /// but may not be meant ("side affects"). Words under four letters have too many neighbours to
    /// say anything.
    pub fn neighbours(&self, word: &str) -> Vec<&str> {
        let length = word.chars().count();
        if length > MAX_LENGTH {
            return Vec::new();
        }
        let (mut found, slips) = (Vec::new(), Slips::of(word));
        self.faq.near(word, length, 1, |_, candidate| {
            let other = candidate.word;
            let right = other.chars().count() > SHORT && same_beginning(other, word);
            if right && slips.as_ref().is_some_and(|slips| slips.to(other) == 1) {
                found.push(other);
            }
        });
        found
    }
}

/// The word of a table that is most likely meant by `word`, with its likelihood.
fn likeliest<'a>(table: &'a ByLength, word: &str, length: usize, slips: &Slips) -> Option<(f64, &'a str)> {
    let allowed = allowed_distance(length);
    let mut hopeful = Vec::new();
    table.near(word, length, allowed, |least, candidate| {
        hopeful.push(Hopeful { at_most: candidate.at_most(word, length, least), least, candidate });
    });
    // Only the most promising are looked at, so they are not all put in order.
    let mut hopeful = BinaryHeap::from(hopeful);
    let mut best: Option<(f64, &str)> = None;
    while let Some(Hopeful { at_most, least, candidate }) = hopeful.pop() {
        if best.is_some_and(|(likelihood, _)| at_most < likelihood) {
            break;
        }
        let distance = slips.to(candidate.word);
        if distance > allowed {
            continue;
        }
        let Some(likelihood) = candidate.likelihood(word, length, least, distance) else { continue };
        let found = (likelihood, candidate.word);
        if best.is_none_or(|best| is_likelier(found, best)) {
            best = Some(found);
        }
    }
    best
}

impl Candidate<'_> {
    /// `least` is what the letters alone say that the `distance` is at the least.
    fn likelihood(&self, word: &str, length: usize, least: usize, distance: usize) -> Option<f64> {
        let swapped = least == 0 && same_letters(self.word, word);
        let too_short = length <= SHORT && self.zipf < COMMON_ENOUGH && !swapped;
        if too_short {
            return None;
        }
        let alike = jaro_winkler(self.word, word);
        Some(self.sum(word, length, distance, alike) + if swapped { SAME_LETTERS_BONUS } else { 0.0 })
    }

    /// No likelihood is above this for a word that is at least so many slips away.
    fn at_most(&self, word: &str, length: usize, least: usize) -> f64 {
        self.sum(word, length, least.max(1), 1.0) + if least == 0 { SAME_LETTERS_BONUS } else { 0.0 }
    }

    fn sum(&self, word: &str, length: usize, distance: usize, alike: f64) -> f64 {
        let letters_right = 1.0 - distance as f64 / length as f64;
        let begun = if same_beginning(self.word, word) { SAME_BEGINNING_BONUS } else { 0.0 };
        letters_right + JARO_WINKLER_SHARE * alike + begun + self.bonus
    }
}

impl Ord for Hopeful<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.at_most.total_cmp(&other.at_most)
    }
}

impl PartialOrd for Hopeful<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Hopeful<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Hopeful<'_> {}

/// Whether one word is likelier meant than the other; of equal ones, the first by alphabet.
fn is_likelier(one: (f64, &str), other: (f64, &str)) -> bool {
    (one.0, other.1) > (other.0, one.1)
}

fn same_beginning(a: &str, b: &str) -> bool {
    a.chars().next() == b.chars().next()
}

/// Whether two words are made of the same letters.
fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    a.len() == b.len() && sorted(a) == sorted(b)
}

/// How many slips a word of this length may hold and still be recognised. Short words have so many
/// neighbours that a second slip makes them anything.
fn allowed_distance(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=10 => 2,
        _ => MOST_SLIPS,
    }
}

#[cfg(test)]
mod tests {
    use super::{Mends, Speller};

    #[test]
    fn slips_are_mended_and_real_words_kept() {
        let faq = ["clonazepam", "seizure", "alcohol", "withdrawal", "drowsy", "doctor", "dependent", "machinery"];
        let speller = Speller::new(faq.into_iter());
        let rows = [
            ("clonazpam", "clonazepam"),
            ("siezure", "seizure"),
            ("alchohol", "alcohol"),
            ("hwo", "how"),
            ("withdrawl", "withdrawal"),
            ("docter", "doctor"),
            ("dependant", "dependent"),
            ("machinary", "machinery"),
        ];
        let wrong: Vec<_> =
            rows.iter().filter(|(typed, meant)| speller.mend(typed, &mut Mends::new()) != Some(meant)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(speller.knows("pharmacy") && speller.knows("clonazepam") && !speller.knows("docter"));
        assert_eq!(speller.mend("xqzwv", &mut Mends::new()), None);
    }
}
