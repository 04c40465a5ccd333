//! A message in one way of reading it, its words as numbers.
//!
//! Each different word is looked up once, whatever how often and in how many ways of reading it stands. What
//! is heard in them is [`super::hear`]'s part.

use std::collections::HashMap;
use std::ops::Range;

use super::cues::{Sameness, hash};
use super::lookout::{Lookout, Seen};
use crate::matching::{Mender, Mends};
use crate::text::words::Tokens;

/// The different words of a message, with what is known of each.
pub(super) struct Words<'a> {
    same: &'a Sameness,
    lookout: &'a Lookout,
    numbers: HashMap<String, u32>,
    known: Vec<Known>,
}

struct Known {
    text: String,
    hash: u64,
    seen: Seen,
}

/// A message in one way of reading it: its words, and the sentence that each stands in.
pub(super) struct View {
    pub words: Vec<u32>,
    pub sentences: Vec<usize>,
}

impl<'a> Words<'a> {
    /// No words yet.
    pub fn new(same: &'a Sameness, lookout: &'a Lookout) -> Self {
        Self { same, lookout, numbers: HashMap::new(), known: Vec::new() }
    }

    /// A word by its number.
    pub fn text(&self, word: u32) -> &str {
        &self.known[word as usize].text
    }

    /// The hash of what it is counted as.
    pub fn hash(&self, word: u32) -> u64 {
        self.known[word as usize].hash
    }

    /// How the rules see it.
    pub fn seen(&self, word: u32) -> &Seen {
        &self.known[word as usize].seen
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.known.len() as u32;
        let (hash, seen) = (hash(&self.same.told(word)), self.lookout.see(word));
        self.known.push(Known { text: word.to_owned(), hash, seen });
        self.numbers.insert(word.to_owned(), number);
        number
    }
}

impl View {
    /// The words as they were typed.
    pub fn typed(tokens: &Tokens, words: &mut Words<'_>) -> Self {
        let typed = tokens.words(0..tokens.len()).map(|word| words.number(word));
        Self { words: typed.collect(), sentences: sentences(tokens) }
    }

    /// The words with abbreviations spelt out and spelling mended.
    pub fn mended(tokens: &Tokens, mender: &Mender, words: &mut Words<'_>, mends: &mut Mends) -> Self {
        let sentence_of = sentences(tokens);
        let mut view = Self { words: Vec::new(), sentences: Vec::new() };
        mender.read(tokens, mends, |token, word| {
            view.words.push(words.number(word));
            view.sentences.push(sentence_of[token]);
        });
        view
    }

    /// A range of words with so many on each side, as far as their sentences go: what is said in another sentence
    /// does not make this one harmless.
    pub fn around(&self, range: &Range<usize>, context: usize) -> Range<usize> {
        let (first, last) = (self.sentences[range.start], self.sentences[range.end - 1]);
        let mut start = range.start;
        while start > 0 && range.start - start < context && self.sentences[start - 1] == first {
            start -= 1;
        }
        let mut end = range.end;
        while end < self.words.len() && end - range.end < context && self.sentences[end] == last {
            end += 1;
        }
        start..end
    }
}

/// The number of the sentence that each word stands in.
fn sentences(tokens: &Tokens) -> Vec<usize> {
    let sentences = tokens.sentences().iter().enumerate();
    sentences.flat_map(|(number, (sentence, _))| sentence.clone().map(move |_| number)).collect()
}
