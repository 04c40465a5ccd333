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

use super::lexicon;
use super::slips::Slips;

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
/// No word is recognised behind more slips.
const MOST_SLIPS: usize = 3;
/// Words longer than this are not repaired: they are not words (links, keys, held-down letters),
/// and comparing them would only cost time.
const MAX_LENGTH: usize = 30;

/// So many words are compared by their letters at a time: few enough for the processor's nearest memory.
const AT_A_TIME: usize = 64;

/// Common English words that may be meant, by length: the same for every FAQ.
static ENGLISH: LazyLock<ByLength> = LazyLock::new(|| ByLength::new(lexicon::likely_words().collect(), 0.0));

/// What English words are likeliest meant by words that were looked at, whatever the FAQ: each is looked for once
/// a message, however many read it.
pub type Mends = HashMap<String, Option<(f64, &'static str)>>;

/// Knows right spellings; built once with the FAQ.
#[derive(Debug)]
pub struct Speller {
    faq: ByLength,
}

/// Words by their length in characters.
#[derive(Debug, Default)]
struct ByLength {
    lists: Vec<List>,
    /// What each of the words gains.
    bonus: f64,
}

/// Words of one length, by alphabet, with their letters beside them: comparing those is far quicker than comparing
/// words, and rules nearly all of them out.
#[derive(Debug, Default)]
struct List {
    letters: Vec<Letters>,
    zipf: Vec<f32>,
    text: String,
    ends: Vec<u32>,
}

#[derive(Debug, Clone, Copy)]
struct Candidate<'a> {
    word: &'a str,
    zipf: f32,
    bonus: f64,
}

/// A candidate with the most it can be worth, by which alone it is ordered.
struct Hopeful<'a> {
    at_most: f64,
    least: usize,
    candidate: Candidate<'a>,
}

/// How often each letter stands in a word: two bits a letter, for once and for more often.
#[derive(Debug, Clone, Copy)]
struct Letters(u64);

impl Speller {
    /// A speller for these FAQ words, beside all common English words.
    pub fn new<'a>(faq_words: impl Iterator<Item = &'a str>) -> Self {
        let zipf = |word| lexicon::zipf(word).unwrap_or_default();
        Self { faq: ByLength::new(faq_words.map(|word| (word, zipf(word))).collect(), FAQ_WORD_BONUS) }
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
                let english = ENGLISH.likeliest(word, length, &slips);
                mends.insert(word.to_owned(), english);
                english
            }
        };
        // A FAQ word stands in both tables, and its bonus decides for the FAQ's.
        let faq = self.faq.likeliest(word, length, &slips);
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

impl ByLength {
    /// A table of words with their Zipf values; one that stands twice counts once.
    fn new(mut words: Vec<(&str, f32)>, bonus: f64) -> Self {
        words.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        words.dedup_by(|(a, _), (b, _)| a == b);
        let mut lists: Vec<List> = Vec::new();
        for (word, zipf) in words {
            let length = word.chars().count();
            lists.resize_with(lists.len().max(length + 1), List::default);
            lists[length].push(word, zipf);
        }
        lists.iter_mut().for_each(List::shrink);
        Self { lists, bonus }
    }

    fn holds(&self, word: &str) -> bool {
        self.lists.get(word.chars().count()).is_some_and(|list| list.holds(word))
    }

    /// The word most likely meant by `word`, with its likelihood.
    fn likeliest(&self, word: &str, length: usize, slips: &Slips) -> Option<(f64, &str)> {
        let allowed = allowed_distance(length);
        let mut hopeful = Vec::new();
        self.near(word, length, allowed, |least, candidate| {
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

    /// Gives `found` the words that may be `allowed` slips from one, each with the least number it can be.
    fn near<'a>(&'a self, word: &str, length: usize, allowed: usize, mut found: impl FnMut(usize, Candidate<'a>)) {
        let own = Letters::of(word);
        let end = (length + allowed + 1).min(self.lists.len());
        let start = length.saturating_sub(allowed).min(end);
        let beyond = match allowed {
            0 => Letters::beyond::<0>,
            1 => Letters::beyond::<1>,
            2 => Letters::beyond::<2>,
            _ => Letters::beyond::<MOST_SLIPS>,
        };
        for (other, list) in self.lists[start..end].iter().enumerate() {
            let longer = (start + other).abs_diff(length);
            for (round, letters) in list.letters.chunks(AT_A_TIME).enumerate() {
                let beyond = beyond(letters, own);
                for at in (0..letters.len()).filter(|at| beyond[*at] == 0) {
                    let least = letters[at].least_distance(own).max(longer);
                    found(least, list.candidate(round * AT_A_TIME + at, self.bonus));
                }
            }
        }
    }
}

impl List {
    fn push(&mut self, word: &str, zipf: f32) {
        self.letters.push(Letters::of(word));
        self.zipf.push(zipf);
        self.text.push_str(word);
        self.ends.push(self.text.len() as u32);
    }

    fn shrink(&mut self) {
        self.letters.shrink_to_fit();
        self.zipf.shrink_to_fit();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    fn word(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.text[start..self.ends[at] as usize]
    }

    fn holds(&self, word: &str) -> bool {
        let (mut start, mut end) = (0, self.ends.len());
        while start < end {
            let middle = start.midpoint(end);
            match self.word(middle).cmp(word) {
                Ordering::Less => start = middle + 1,
                Ordering::Greater => end = middle,
                Ordering::Equal => return true,
            }
        }
        false
    }

    fn candidate(&self, at: usize, bonus: f64) -> Candidate<'_> {
        let zipf = self.zipf[at];
        Candidate { word: self.word(at), zipf, bonus: bonus + ZIPF_BONUS * f64::from(zipf) }
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

    /// Zero for each word that no more than so many slips may lie from `own`. Taking away one bit after another is
    /// quicker than counting all, and many words are compared at once.
    fn beyond<const ALLOWED: usize>(words: &[Self], own: Self) -> [u64; AT_A_TIME] {
        let mut beyond = [0; AT_A_TIME];
        for (beyond, word) in beyond.iter_mut().zip(words) {
            let (mut added, mut taken) = (word.0 & !own.0, own.0 & !word.0);
            for _ in 0..ALLOWED {
                added &= added.wrapping_sub(1);
                taken &= taken.wrapping_sub(1);
            }
            *beyond = added | taken;
        }
        beyond
    }
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
