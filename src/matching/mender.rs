//! Reads messages as plain words: abbreviations spelt out, misspelt words mended. What the words mean is
//! [`super::reader`]'s part.

use std::collections::HashMap;

use super::reader::MOST_REPAIRS;
use super::spelling::{Mends, Speller};
use crate::faq::Vocabulary;
use crate::text::words::{Tokens, words};

/// Mends messages towards one list of words.
#[derive(Debug)]
pub struct Mender {
    vocabulary: Vocabulary,
    speller: Speller,
}

impl Mender {
    /// A mender with this vocabulary's abbreviations, towards these words and those of English.
    pub fn new<'a>(vocabulary: Vocabulary, known: impl Iterator<Item = &'a str>) -> Self {
        let mut right: Vec<String> = known.flat_map(words).collect();
        right.extend(vocabulary.replaced_words().map(str::to_owned));
        let spelt = right.iter().flat_map(|word| vocabulary.spelt_out(word));
        let speller = Speller::new(spelt.chain(right.iter().map(String::as_str)));
        Self { vocabulary, speller }
    }

    /// Whether `word` is spelt right as far as is known.
    pub fn knows(&self, word: &str) -> bool {
        self.speller.knows(word)
    }

    /// Gives `said` the plain words of each token, with the token's place.
    pub fn read<'a>(&'a self, tokens: &'a Tokens, mends: &mut Mends, mut said: impl FnMut(usize, &'a str)) {
        let mut mended: HashMap<&str, &str> = HashMap::new();
        for (at, word) in tokens.words(0..tokens.len()).enumerate() {
            let meant = if self.vocabulary.replacement(word).is_some() || self.speller.knows(word) {
                word
            } else if let Some(meant) = mended.get(word) {
                meant
            } else {
                let within = mended.len() < MOST_REPAIRS;
                let meant = if within { self.speller.mend(word, mends).unwrap_or(word) } else { word };
                mended.insert(word, meant);
                meant
            };
            self.vocabulary.spelt_out(meant).for_each(|plain| said(at, plain));
        }
    }
}
