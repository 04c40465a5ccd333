//! The words that a misspelt one may be, by their length, and by how often each letter stands in them.
//!
//! What is near by its letters may be near; everything else is not, and is left out quickly. Which is likeliest is
//! [`super::spelling`]'s part.

use std::cmp::Ordering;

use super::spelling::MOST_SLIPS;

/// What a word gains for each step it is commoner on the Zipf scale: the commoner, the likelier.
const ZIPF_BONUS: f64 = 0.035;
/// So many words are compared by their letters at a time: few enough for the processor's nearest memory.
const AT_A_TIME: usize = 64;

/// Words by their length in characters.
#[derive(Debug, Default)]
pub(super) struct ByLength {
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

/// A word that may be meant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub word: &'a str,
    pub zipf: f32,
    /// What it gains.
    pub bonus: f64,
}

/// How often each letter stands in a word: two bits a letter, for once and for more often.
#[derive(Debug, Clone, Copy)]
struct Letters(u64);

impl ByLength {
    /// A table of words with their Zipf values, which come by alphabet.
    pub fn new<'a>(words: impl Iterator<Item = (&'a str, f32)>, bonus: f64) -> Self {
        let mut lists: Vec<List> = Vec::new();
        for (word, zipf) in words {
            let length = word.chars().count();
            lists.resize_with(lists.len().max(length + 1), List::default);
            lists[length].push(word, zipf);
        }
        lists.iter_mut().for_each(List::shrink);
        Self { lists, bonus }
    }

    /// Whether this is one of the words.
    pub fn holds(&self, word: &str) -> bool {
        self.lists.get(word.chars().count()).is_some_and(|list| list.holds(word))
    }

    /// Gives `found` the words that may be `allowed` slips from one, each with the least number it can be.
    pub fn near<'a>(&'a self, word: &str, length: usize, allowed: usize, mut found: impl FnMut(usize, Candidate<'a>)) {
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
