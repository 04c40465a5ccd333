//! Reads text as the ideas it holds: abbreviations spelt out, spelling mended, phrases of the
//! vocabulary recognised, words stemmed.
//!
//! Both sides of a comparison, phrasings and questions, go through the same reader. What a term
//! weighs in a FAQ is [`super::index`]'s part.

use std::collections::HashMap;

use super::lexicon;
use super::spelling::Speller;
use crate::faq::Vocabulary;
use crate::text::words::words;

/// A listed phrase is at least this telling, however common its words: "used to it" says more than
/// "used", "to" and "it".
const PHRASE_RARITY: f32 = 0.3;

/// What a filler word counts: as much as the commonest words of English.
const FILLER_RARITY: f32 = 0.05;
/// Only words this common or less (Zipf scale) are taken for a slip of another: the commoner a word,
/// the likelier it was meant.
const COMMONEST_SLIP: f32 = 4.0;

/// One idea in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// The words as read, after repair.
    pub text: String,
    /// What is compared first: the vocabulary group's name with a '#' before it, or the stem.
    pub key: String,
    /// The stem of the words themselves, which tells members of one group apart.
    pub stem: String,
    /// How telling the words are in English at large, 0 to 1.
    pub rarity: f32,
    /// Other keys this may stand for, if a letter slipped and still left a real word.
    pub slips: Vec<String>,
}

/// Turns text into [`Term`]s with one vocabulary.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    phrases: HashMap<Vec<String>, String>,
    longest_phrase: usize,
    speller: Speller,
}

impl Reader {
    /// A reader for this vocabulary and the words of these texts.
    pub fn new<'a>(vocabulary: &Vocabulary, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut phrases = HashMap::new();
        let mut longest_phrase = 1;
        for group in vocabulary.groups() {
            for member in &group.members {
                let stems: Vec<String> = spelt_out(vocabulary, member).iter().map(|word| lexicon::stem(word)).collect();
                longest_phrase = longest_phrase.max(stems.len());
                phrases.entry(stems).or_insert_with(|| format!("#{}", group.name));
            }
        }
        let members = vocabulary.groups().iter().flat_map(|group| group.members.iter().flatten().cloned());
        let faq_words: Vec<String> =
            texts.flat_map(|text| spelt_out(vocabulary, &words(text))).chain(members).collect();
        let known = faq_words.iter().map(String::as_str).chain(vocabulary.replaced_words());
        let speller = Speller::new(known);
        Self { vocabulary: vocabulary.clone(), phrases, longest_phrase, speller }
    }

    /// The ideas of `text`, in order.
    pub fn read(&self, text: &str) -> Vec<Term> {
        let mended: Vec<String> = self.plain_words(text);
        let stems: Vec<String> = mended.iter().map(|word| lexicon::stem(word)).collect();
        let mut terms = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let (length, key) = self.phrase_at(&stems[at..]);
            terms.push(self.term(&mended[at..at + length], &stems[at..at + length], key));
            at += length;
        }
        terms
    }

    /// Lower-case words with mistakes mended and abbreviations spelt out.
    pub fn plain_words(&self, text: &str) -> Vec<String> {
        let mended: Vec<String> = words(text)
            .into_iter()
            .map(|word| match self.speller.knows(&word) {
                true => word,
                false => self.speller.mend(&word).map(str::to_owned).unwrap_or(word),
            })
            .collect();
        spelt_out(&self.vocabulary, &mended)
    }

    /// Length and key of the longest phrase that begins here; one word without a key otherwise.
    fn phrase_at(&self, stems: &[String]) -> (usize, Option<&str>) {
        let longest = self.longest_phrase.min(stems.len());
        (1..=longest)
            .rev()
            .find_map(|length| Some((length, Some(self.phrases.get(&stems[..length])?.as_str()))))
            .unwrap_or((1, None))
    }

    fn term(&self, words: &[String], stems: &[String], key: Option<&str>) -> Term {
        let stem = stems.join(" ");
        let least = if words.len() > 1 { PHRASE_RARITY } else { 0.0 };
        let filler = key.is_none() && words.iter().all(|word| self.vocabulary.is_filler(word));
        let rarity = words.iter().map(|word| lexicon::rarity(word)).fold(least, f32::max);
        let rarity = if filler { FILLER_RARITY } else { rarity };
        let slips = match words {
            [word] if lexicon::zipf(word).is_some_and(|zipf| zipf <= COMMONEST_SLIP) => self.slips(word),
            _ => Vec::new(),
        };
        Term { text: words.join(" "), key: key.map_or_else(|| stem.clone(), str::to_owned), stem, rarity, slips }
    }

    fn slips(&self, word: &str) -> Vec<String> {
        let near = self.speller.neighbours(word).into_iter().map(|near| vec![lexicon::stem(near)]);
        near.map(|stems| self.phrases.get(&stems).cloned().unwrap_or_else(|| stems.concat())).collect()
    }
}

fn spelt_out(vocabulary: &Vocabulary, words: &[String]) -> Vec<String> {
    let mut spelt = Vec::with_capacity(words.len());
    for word in words {
        match vocabulary.replacement(word) {
            Some(meaning) => spelt.extend(meaning.iter().cloned()),
            None => spelt.push(word.clone()),
        }
    }
    spelt
}
