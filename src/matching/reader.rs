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
const PHRASE_RARITY: f32 = 0.45;

/// What a filler word counts: as much as the commonest words of English.
const FILLER_RARITY: f32 = 0.05;
/// Only words this common or less (Zipf scale) are taken for a slip of another: the commoner a word,
/// the likelier it was meant.
const COMMONEST_SLIP: f32 = 4.0;

/// Only so many different words of one message are mended. A person's message has a few unknown
/// words; one with more is not language, and must not cost more than one that is.
const MOST_REPAIRS: usize = 40;

/// What was found out about the words of one message, so that each is looked up once.
#[derive(Debug, Default)]
pub struct Memory {
    mended: HashMap<String, String>,
    slips: HashMap<String, Vec<String>>,
}

/// One idea in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
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
        self.read_part(text, &mut Memory::default())
    }

    /// The ideas of one part of a message, with what other parts of it have taught already.
    pub fn read_part(&self, text: &str, memory: &mut Memory) -> Vec<Term> {
        let mended = self.mended(text, memory);
        let stems: Vec<String> = mended.iter().map(|word| lexicon::stem(word)).collect();
        let mut terms = Vec::new();
        let mut at = 0;
        while at < stems.len() {
            let (length, key) = self.phrase_at(&mended[at..], &stems[at..]);
            terms.push(self.term(&mended[at..at + length], &stems[at..at + length], key, memory));
            at += length;
        }
        terms
    }

    /// Lower-case words with mistakes mended and abbreviations spelt out.
    pub fn plain_words(&self, text: &str) -> Vec<String> {
        self.mended(text, &mut Memory::default())
    }

    fn mended(&self, text: &str, memory: &mut Memory) -> Vec<String> {
        let mended: Vec<String> = words(text).into_iter().map(|word| self.mend(word, memory)).collect();
        spelt_out(&self.vocabulary, &mended)
    }

    fn mend(&self, word: String, memory: &mut Memory) -> String {
        if self.speller.knows(&word) {
            return word;
        }
        if !memory.mended.contains_key(&word) {
            if memory.mended.len() >= MOST_REPAIRS {
                return word;
            }
            let right = self.speller.mend(&word).unwrap_or(&word).to_owned();
            memory.mended.insert(word.clone(), right);
        }
        memory.mended.get(&word).cloned().unwrap_or(word)
    }

    /// Length and key of the longest phrase that begins here; one word without a key otherwise.
    fn phrase_at(&self, words: &[String], stems: &[String]) -> (usize, Option<&str>) {
        let longest = self.longest_phrase.min(stems.len());
        // A filler word is no idea, even if its stem is that of one (person, personalised).
        let shortest = if self.vocabulary.is_filler(&words[0]) { 2 } else { 1 };
        (shortest..=longest)
            .rev()
            .find_map(|length| Some((length, Some(self.phrases.get(&stems[..length])?.as_str()))))
            .unwrap_or((1, None))
    }

    fn term(&self, words: &[String], stems: &[String], key: Option<&str>, memory: &mut Memory) -> Term {
        let stem = stems.join(" ");
        let least = if words.len() > 1 { PHRASE_RARITY } else { 0.0 };
        let filler = key.is_none() && words.iter().all(|word| self.vocabulary.is_filler(word));
        let rarity = stems.iter().map(|stem| lexicon::rarity(stem)).fold(least, f32::max);
        let rarity = if filler { FILLER_RARITY } else { rarity };
        let key = key.map_or_else(|| stem.clone(), str::to_owned);
        let slips = match words {
            [word] if lexicon::zipf(word).is_some_and(|zipf| zipf <= COMMONEST_SLIP) => {
                memory.slips.entry(word.clone()).or_insert_with(|| self.slips(word, &key)).clone()
            }
            _ => Vec::new(),
        };
        Term { key, stem, rarity, slips }
    }

    fn slips(&self, word: &str, own: &str) -> Vec<String> {
        let near = self.speller.neighbours(word).into_iter().map(|near| vec![lexicon::stem(near)]);
        let keys = near.map(|stems| self.phrases.get(&stems).cloned().unwrap_or_else(|| stems.concat()));
        keys.filter(|key| key != own).collect()
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
