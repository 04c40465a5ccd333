//! Mends the spelling of single words against the words of the FAQ and of English.
//!
//! Each unknown word is corrected once, before matching, so that all later steps see real words.
//! Distance is optimal string alignment (strsim's `osa_distance`: insertions, deletions,
//! replacements and swaps of neighbours), ties are broken by Jaro-Winkler similarity, which
//! prefers words that begin alike, as typing mistakes mostly leave the beginning standing.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

use strsim::{jaro_winkler, osa_distance};

use super::lexicon;

/// A FAQ word is this much more likely to be meant than any other English word: people ask about
/// the FAQ's subject. In units of one whole letter's share of a word.
const FAQ_WORD_BONUS: f64 = 0.15;
/// What a word gains for each step it is commoner on the Zipf scale: the commoner, the likelier.
const ZIPF_BONUS: f64 = 0.035;
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
/// Words longer than this are not repaired: they are not words (links, keys, held-down letters),
/// and comparing them would only cost time.
const MAX_LENGTH: usize = 30;

/// Common English words that may be meant, by length: the same for every FAQ.
static ENGLISH: LazyLock<ByLength> =
    LazyLock::new(|| by_length(lexicon::known_words().map(|(word, zipf)| Candidate::new(word, zipf, 0.0))));

type ByLength = HashMap<usize, Vec<Candidate>>;

/// Knows right spellings; built once with the FAQ.
#[derive(Debug)]
pub struct Speller {
    faq_words: HashSet<String>,
    faq: ByLength,
}

#[derive(Debug, Clone)]
struct Candidate {
    word: String,
    letters: Letters,
    zipf: f32,
    bonus: f64,
}

/// Which letters a word has, a bit each: comparing these is far quicker than comparing words, and
/// rules nearly all of them out.
#[derive(Debug, Clone, Copy)]
struct Letters(u32);

impl Speller {
    /// A speller for these FAQ words, beside all common English words.
    pub fn new<'a>(faq_words: impl Iterator<Item = &'a str>) -> Self {
        let faq_words: HashSet<String> = faq_words.map(str::to_owned).collect();
        let candidates = faq_words.iter().map(|word| {
            let zipf = lexicon::zipf(word).unwrap_or_default();
            Candidate::new(word, zipf, FAQ_WORD_BONUS)
        });
        let faq = by_length(candidates);
        Self { faq_words, faq }
    }

    /// Whether `word` is spelt right as far as is known.
    pub fn knows(&self, word: &str) -> bool {
        self.faq_words.contains(word) || lexicon::zipf(word).is_some()
    }

    /// The word most likely meant by an unknown `word`, or nothing if none is near.
    pub fn mend(&self, word: &str) -> Option<&str> {
        let length = word.chars().count();
        if length > MAX_LENGTH || !word.chars().all(char::is_alphabetic) {
            return None;
        }
        let allowed = allowed_distance(length);
        let lengths = length.saturating_sub(allowed)..=length + allowed;
        let letters = Letters::of(word);
        // A FAQ word stands in both tables, and its bonus decides for the FAQ's.
        let tables = [&self.faq, &*ENGLISH];
        let candidates = tables.into_iter().flat_map(|table| of_lengths(table, lengths.clone()));
        candidates
            .filter(|candidate| candidate.letters.may_be_within(allowed, letters))
            .filter_map(|candidate| Some((candidate, candidate.likelihood(word, length, allowed)?)))
            .max_by(|(a, x), (b, y)| x.total_cmp(y).then_with(|| b.word.cmp(&a.word)))
            .map(|(candidate, _)| candidate.word.as_str())
    }

    /// FAQ words one slip away from `word` and with the same first letter, for words that are right
    /// but may not be meant ("sid effects"). Words under four letters have too many neighbours to
    /// say anything.
    pub fn neighbours(&self, word: &str) -> Vec<&str> {
        let length = word.chars().count();
        if length > MAX_LENGTH {
            return Vec::new();
        }
        let lengths = length.saturating_sub(1).max(4)..=length + 1;
        let letters = Letters::of(word);
        of_lengths(&self.faq, lengths)
            .filter(|candidate| candidate.letters.may_be_within(1, letters))
            .filter(|candidate| same_beginning(&candidate.word, word) && osa_distance(&candidate.word, word) == 1)
            .map(|candidate| candidate.word.as_str())
            .collect()
    }
}

fn by_length(candidates: impl Iterator<Item = Candidate>) -> ByLength {
    let mut table = ByLength::new();
    for candidate in candidates {
        table.entry(candidate.word.chars().count()).or_default().push(candidate);
    }
    table.values_mut().for_each(|words| words.sort_by(|a, b| a.word.cmp(&b.word)));
    table
}

fn of_lengths(table: &ByLength, lengths: RangeInclusive<usize>) -> impl Iterator<Item = &Candidate> {
    lengths.filter_map(|length| table.get(&length)).flatten()
}

impl Letters {
    fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |bits, c| bits | 1 << (u32::from(c) % 32)))
    }

    /// Whether words of these letters can be `slips` apart: a slip changes two letters at most.
    fn may_be_within(self, slips: usize, other: Self) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * slips
    }
}

impl Candidate {
    fn new(word: &str, zipf: f32, bonus: f64) -> Self {
        let bonus = bonus + ZIPF_BONUS * f64::from(zipf);
        Self { word: word.to_owned(), letters: Letters::of(word), zipf, bonus }
    }

    fn likelihood(&self, word: &str, length: usize, allowed: usize) -> Option<f64> {
        let distance = osa_distance(&self.word, word);
        let too_short = length <= SHORT && self.zipf < COMMON_ENOUGH && !same_letters(&self.word, word);
        if distance > allowed || too_short {
            return None;
        }
        let letters_right = 1.0 - distance as f64 / length as f64;
        let begun = if same_beginning(&self.word, word) { SAME_BEGINNING_BONUS } else { 0.0 };
        let swapped = if same_letters(&self.word, word) { SAME_LETTERS_BONUS } else { 0.0 };
        Some(letters_right + JARO_WINKLER_SHARE * jaro_winkler(&self.word, word) + swapped + begun + self.bonus)
    }
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
        6..=8 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::Speller;

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
        let wrong: Vec<_> = rows.iter().filter(|(typed, meant)| speller.mend(typed) != Some(meant)).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        assert!(speller.knows("pharmacy") && speller.knows("clonazepam") && !speller.knows("docter"));
        assert_eq!(speller.mend("xqzwv"), None);
    }
}
