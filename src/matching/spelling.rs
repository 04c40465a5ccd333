//! Mends the spelling of single words against the words of the FAQ and of English.
//!
//! Each unknown word is corrected once, before matching, so that all later steps see real words.
//! Distance is optimal string alignment (strsim's `osa_distance`: insertions, deletions,
//! replacements and swaps of neighbours), ties are broken by Jaro-Winkler similarity, which
//! prefers words that begin alike, as typing mistakes mostly leave the beginning standing.

use std::borrow::Cow;
use std::collections::HashSet;
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
static ENGLISH: LazyLock<ByLength> = LazyLock::new(|| {
    ByLength::new(lexicon::likely_words().map(|(word, zipf)| Candidate::new(Cow::Borrowed(word), zipf, 0.0)))
});

/// Knows right spellings; built once with the FAQ.
#[derive(Debug)]
pub struct Speller {
    faq_words: HashSet<String>,
    faq: ByLength,
}

/// Words by their length in characters, each list with its words' letters beside it: comparing those
/// is far quicker than comparing words, and rules nearly all of them out.
#[derive(Debug, Default)]
struct ByLength(Vec<(Vec<Letters>, Vec<Candidate>)>);

#[derive(Debug, Clone)]
struct Candidate {
    word: Cow<'static, str>,
    zipf: f32,
    bonus: f64,
}

/// How often each letter stands in a word: two bits a letter, for once and for more often.
#[derive(Debug, Clone, Copy)]
struct Letters(u64);

impl Speller {
    /// A speller for these FAQ words, beside all common English words.
    pub fn new<'a>(faq_words: impl Iterator<Item = &'a str>) -> Self {
        let faq_words: HashSet<String> = faq_words.map(str::to_owned).collect();
        let candidates = faq_words.iter().map(|word| {
            let zipf = lexicon::zipf(word).unwrap_or_default();
            Candidate::new(Cow::Owned(word.clone()), zipf, FAQ_WORD_BONUS)
        });
        let faq = ByLength::new(candidates);
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
        // A FAQ word stands in both tables, and its bonus decides for the FAQ's.
        let tables = [&self.faq, &*ENGLISH];
        let near = tables.into_iter().flat_map(|table| table.near(word, length, allowed));
        let mut hopeful: Vec<(f64, &Candidate)> =
            near.map(|(least, candidate)| (candidate.at_most(word, length, least), candidate)).collect();
        hopeful.sort_by(|(x, a), (y, b)| y.total_cmp(x).then_with(|| a.word.cmp(&b.word)));
        let mut best: Option<(f64, &str)> = None;
        for (at_most, candidate) in hopeful {
            if best.is_some_and(|(likelihood, _)| at_most < likelihood) {
                break;
            }
            let Some(likelihood) = candidate.likelihood(word, length, allowed) else { continue };
            let better = |(other, by): (f64, &str)| (likelihood, by) > (other, &candidate.word);
            if best.is_none_or(better) {
                best = Some((likelihood, &candidate.word));
            }
        }
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
        let near = self.faq.near(word, length, 1).map(|(_, candidate)| &*candidate.word);
        near.filter(|other| other.chars().count() > SHORT)
            .filter(|other| same_beginning(other, word) && osa_distance(other, word) == 1)
            .collect()
    }
}

impl ByLength {
    fn new(candidates: impl Iterator<Item = Candidate>) -> Self {
        let mut table = Self::default();
        let mut sorted: Vec<Candidate> = candidates.collect();
        sorted.sort_by(|a, b| a.word.cmp(&b.word));
        for candidate in sorted {
            let length = candidate.word.chars().count();
            if table.0.len() <= length {
                table.0.resize_with(length + 1, Default::default);
            }
            table.0[length].0.push(Letters::of(&candidate.word));
            table.0[length].1.push(candidate);
        }
        table
    }

    /// The words that may be `allowed` slips from one, each with the least number it can be.
    fn near<'a>(
        &'a self,
        word: &str,
        length: usize,
        allowed: usize,
    ) -> impl Iterator<Item = (usize, &'a Candidate)> + use<'a> {
        let own = Letters::of(word);
        let end = (length + allowed + 1).min(self.0.len());
        let start = length.saturating_sub(allowed).min(end);
        self.0[start..end].iter().enumerate().flat_map(move |(at, (letters, candidates))| {
            let longer = (start + at).abs_diff(length);
            letters.iter().zip(candidates).filter_map(move |(letters, candidate)| {
                let least = letters.least_distance(own).max(longer);
                (least <= allowed).then_some((least, candidate))
            })
        })
    }
}

impl Letters {
    fn of(word: &str) -> Self {
        Self(word.chars().fold(0, |bits, c| {
            let once = 1 << (u32::from(c) % 32 * 2);
            if bits & once == 0 { bits | once } else { bits | once << 1 }
        }))
    }

    /// No fewer slips than this lie between words of these letters: a slip adds one letter at most,
    /// and takes one at most.
    fn least_distance(self, other: Self) -> usize {
        let added = (self.0 & !other.0).count_ones();
        let taken = (other.0 & !self.0).count_ones();
        added.max(taken) as usize
    }
}

impl Candidate {
    fn new(word: Cow<'static, str>, zipf: f32, bonus: f64) -> Self {
        Self { word, zipf, bonus: bonus + ZIPF_BONUS * f64::from(zipf) }
    }

    fn likelihood(&self, word: &str, length: usize, allowed: usize) -> Option<f64> {
        let distance = osa_distance(&self.word, word);
        let swapped = same_letters(&self.word, word);
        let too_short = length <= SHORT && self.zipf < COMMON_ENOUGH && !swapped;
        if distance > allowed || too_short {
            return None;
        }
        let alike = jaro_winkler(&self.word, word);
        Some(self.sum(word, length, distance, alike) + if swapped { SAME_LETTERS_BONUS } else { 0.0 })
    }

    /// No likelihood is above this for a word that is at least so many slips away.
    fn at_most(&self, word: &str, length: usize, least: usize) -> f64 {
        self.sum(word, length, least.max(1), 1.0) + if least == 0 { SAME_LETTERS_BONUS } else { 0.0 }
    }

    fn sum(&self, word: &str, length: usize, distance: usize, alike: f64) -> f64 {
        let letters_right = 1.0 - distance as f64 / length as f64;
        let begun = if same_beginning(&self.word, word) { SAME_BEGINNING_BONUS } else { 0.0 };
        letters_right + JARO_WINKLER_SHARE * alike + begun + self.bonus
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
        6..=10 => 2,
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
