//! Reads text as the ideas it holds: abbreviations spelt out, spelling mended, phrases of the
//! vocabulary recognised, words stemmed.
//!
//! Both sides of a comparison, phrasings and questions, go through the same reader. Words, stems and
//! groups are numbers here, so that comparing is quick: what the FAQ knows is numbered once, and what
//! only a question holds is numbered after it in a [`Reading`]. What a term weighs in a FAQ is
//! [`super::index`]'s part.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::lexicon;
use super::names::Names;
use super::reading::{Lexeme, Reading, Term};
use super::spelling::Speller;
use super::stemming::stem;
use crate::faq::Vocabulary;
use crate::text::words::Tokens;

/// A listed phrase is at least this telling, however common its words: "used to it" says more than
/// "used", "to" and "it".
const PHRASE_RARITY: f32 = 0.45;
/// What a filler word counts: as much as the commonest words of English.
const FILLER_RARITY: f32 = 0.05;
/// Only words this common or less (Zipf scale) are taken for a slip of another: the commoner a word,
/// the likelier it was meant.
const COMMONEST_SLIP: f32 = 4.0;
/// Words that turn a statement round, as they are after contractions are spelt out.
const NEGATIONS: [&str; 9] = ["not", "no", "never", "without", "none", "nothing", "nobody", "neither", "nor"];
/// So many letters must stand before a group's ending, or the ending is no ending.
const BEFORE_ENDING: usize = 2;
/// Only so many different words of one message are mended. A person's message has a few unknown
/// words; one with more is not language, and must not cost more than one that is.
pub(super) const MOST_REPAIRS: usize = 40;

/// Turns text into [`Term`]s with one vocabulary.
#[derive(Debug)]
pub struct Reader {
    /// What it says of words that are not listed; the rest is numbered below.
    vocabulary: Vocabulary,
    names: Names,
    lexemes: Vec<Lexeme>,
    known: HashMap<Box<str>, Box<[u32]>>,
    /// Single words in a group, as they are listed: "medic" is not "medication", though their stems are
    /// the same.
    members: HashMap<Box<str>, u32>,
    /// Rows of stems in a group.
    phrases: HashMap<Box<[u32]>, u32>,
    /// How long the longest row is that begins with each stem; most begin none.
    longest_from: Vec<u8>,
    speller: Speller,
}

impl Reader {
    /// A reader for this vocabulary and the words of these texts.
    pub fn new<'a>(vocabulary: &Vocabulary, texts: impl Iterator<Item = &'a str>) -> Self {
        let mut faq_words: Vec<String> = vocabulary.replaced_words().map(str::to_owned).collect();
        faq_words.extend(vocabulary.groups().iter().flat_map(|group| group.members.iter().flatten().cloned()));
        let mut tokens = Tokens::default();
        let mut seen: HashSet<String> = HashSet::new();
        for text in texts {
            tokens.read(text);
            for word in tokens.words(0..tokens.len()) {
                if !seen.contains(word) {
                    seen.insert(word.to_owned());
                }
            }
        }
        faq_words.extend(seen);
        faq_words.sort_unstable();
        faq_words.dedup();
        let spelt = faq_words.iter().flat_map(|word| vocabulary.spelt_out(word)).map(str::to_owned);
        let mut right: Vec<String> = spelt.chain(faq_words.iter().cloned()).collect();
        right.sort_unstable();
        right.dedup();
        let mut reader = Self {
            vocabulary: vocabulary.of_unlisted_words(),
            names: Names::default(),
            lexemes: Vec::new(),
            known: HashMap::new(),
            members: HashMap::new(),
            phrases: HashMap::new(),
            longest_from: Vec::new(),
            speller: Speller::new(right.iter().map(String::as_str)),
        };
        reader.number_phrases(vocabulary);
        reader.number_words(vocabulary, &faq_words);
        reader
    }

    /// The stems and groups that the FAQ holds, and their numbers.
    pub fn names(&self) -> &Names {
        &self.names
    }

    /// Takes in a message: every word is looked up, mended and spelt out.
    pub fn read(&self, text: &str, reading: &mut Reading) {
        reading.mends.clear();
        self.read_again(text, reading);
    }

    /// Takes in a message in which words have been mended before: what was found is still there.
    pub fn read_again(&self, text: &str, reading: &mut Reading) {
        reading.start();
        let mut tokens = std::mem::take(&mut reading.tokens);
        tokens.read(text);
        for word in tokens.words(0..tokens.len()) {
            reading.starts.push(reading.plain.len());
            self.read_word(word, reading);
        }
        reading.starts.push(reading.plain.len());
        reading.tokens = tokens;
    }

    /// The ideas of a range of tokens, in order, in place of what `terms` held; without their slips.
    pub fn terms(&self, range: Range<usize>, reading: &Reading, terms: &mut Vec<Term>) {
        terms.clear();
        let (mut at, end) = (reading.starts[range.start], reading.starts[range.end]);
        while at < end {
            let (length, key) = self.phrase_at(&reading.plain[at..end], reading);
            terms.push(self.term(at..at + length, key, reading));
            at += length;
        }
    }

    /// Notes for each term which keys of the FAQ it may be a slip of.
    pub fn find_slips(&self, terms: &mut [Term], reading: &mut Reading) {
        for term in terms.iter_mut().filter(|term| term.words.len() == 1) {
            let lexeme = reading.plain[term.words.start];
            if self.lexeme(lexeme, reading).may_slip {
                term.slips = self.slips(lexeme, term.key, reading);
            }
        }
    }

    /// The plain words of a term, mended and spelt out.
    pub fn plain(&self, term: &Term, reading: &Reading) -> String {
        let words: Vec<&str> =
            reading.plain[term.words.clone()].iter().map(|id| &*self.lexeme(*id, reading).text).collect();
        words.join(" ")
    }

    /// The words that were typed for a term.
    pub fn typed(&self, term: &Term, reading: &Reading) -> String {
        let stands = |token: &usize| {
            let range = reading.starts[*token]..reading.starts[token + 1];
            range.start < term.words.end && term.words.start < range.end
        };
        let words: Vec<&str> =
            (0..reading.tokens.len()).filter(stands).map(|token| reading.tokens.word(token)).collect();
        words.join(" ")
    }

    /// Whether a term is one word that neither the FAQ nor English has, and that could not be mended:
    /// mostly the name of something else.
    pub fn is_strange(&self, term: &Term, reading: &Reading) -> bool {
        let lexeme = |id: &u32| self.lexeme(*id, reading);
        reading.plain[term.words.clone()]
            .iter()
            .map(lexeme)
            .any(|lexeme| lexeme.text.chars().all(char::is_alphabetic) && !self.speller.knows(&lexeme.text))
    }

    /// Whether a term is a number, with or without its unit.
    pub fn is_number(&self, term: &Term, reading: &Reading) -> bool {
        let first = reading.plain.get(term.words.start).map(|id| &*self.lexeme(*id, reading).text);
        first.is_some_and(|text| text.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn number_phrases(&mut self, vocabulary: &Vocabulary) {
        for group in vocabulary.groups() {
            let key = self.names.number(&format!("#{}", group.name));
            for member in &group.members {
                let spelt = member.iter().flat_map(|word| vocabulary.spelt_out(word));
                let spelt: Vec<&str> = spelt.collect();
                if let [word] = spelt.as_slice() {
                    self.members.entry((*word).into()).or_insert(key);
                }
                let stems: Box<[u32]> = spelt.iter().map(|word| self.names.number(&stem(word))).collect();
                if let Some(first) = stems.first().map(|stem| *stem as usize) {
                    self.longest_from.resize(self.longest_from.len().max(first + 1), 0);
                    let length = u8::try_from(stems.len()).unwrap_or(u8::MAX);
                    self.longest_from[first] = self.longest_from[first].max(length);
                }
                if stems.len() > 1 {
                    // The words together are told apart from other members of their group.
                    self.names.number(&joined(&stems, &self.names));
                }
                self.phrases.entry(stems).or_insert(key);
            }
        }
    }

    fn number_words(&mut self, vocabulary: &Vocabulary, faq_words: &[String]) {
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for word in faq_words {
            let mut meaning = Vec::new();
            for plain in vocabulary.spelt_out(word) {
                let number = numbers.get(plain).copied().unwrap_or_else(|| {
                    let stem = stem(plain);
                    let stem_number = self.names.number(&stem);
                    self.lexemes.push(self.look_up(plain, &stem, stem_number));
                    let number = self.lexemes.len() as u32 - 1;
                    numbers.insert(plain.to_owned(), number);
                    number
                });
                meaning.push(number);
            }
            self.known.insert(word.as_str().into(), meaning.into());
        }
    }

    fn look_up(&self, word: &str, stem: &str, number: u32) -> Lexeme {
        let filler = self.vocabulary.is_filler(word);
        let denies = NEGATIONS.contains(&word);
        let may_slip = lexicon::zipf(word).is_some_and(|zipf| zipf <= COMMONEST_SLIP);
        let group = self.members.get(word).copied();
        Lexeme { text: word.into(), stem: number, rarity: lexicon::rarity(stem), filler, denies, may_slip, group }
    }

    fn lexeme<'a>(&'a self, number: u32, reading: &'a Reading) -> &'a Lexeme {
        let at = number as usize;
        self.lexemes.get(at).unwrap_or_else(|| &reading.own_lexemes[at - self.lexemes.len()])
    }

    fn read_word(&self, word: &str, reading: &mut Reading) {
        if let Some(meaning) = self.known.get(word) {
            return reading.plain.extend_from_slice(meaning);
        }
        if !reading.typed.contains_key(word) {
            let start = reading.meanings.len();
            self.understand(word, reading);
            reading.typed.insert(word.to_owned(), start..reading.meanings.len());
        }
        if let Some(meaning) = reading.typed.get(word) {
            reading.plain.extend_from_slice(&reading.meanings[meaning.clone()]);
        }
    }

    /// Appends the meaning of a word that the FAQ does not hold.
    fn understand(&self, word: &str, reading: &mut Reading) {
        let mut meant = word;
        let mut known = self.speller.knows(word);
        if !known && reading.repairs < MOST_REPAIRS {
            reading.repairs += 1;
            if let Some(mended) = self.speller.mend(word, &mut reading.mends) {
                (meant, known) = (mended, true);
            }
        }
        if let Some(meaning) = self.known.get(meant) {
            return reading.meanings.extend_from_slice(meaning);
        }
        let stem = stem(meant);
        let next = (self.names.len() + reading.own_stems.len()) as u32;
        let number = self.names.get(&stem).unwrap_or_else(|| *reading.own_stems.entry(stem.clone()).or_insert(next));
        let mut lexeme = self.look_up(meant, &stem, number);
        if !known {
            lexeme.group = self.group_by_ending(meant);
        }
        reading.own_lexemes.push(lexeme);
        reading.meanings.push((self.lexemes.len() + reading.own_lexemes.len()) as u32 - 1);
    }

    /// The name of the vocabulary group that a word belongs to by its ending alone ("…azepam").
    pub fn group_of_unknown(&self, word: &str) -> Option<&str> {
        let group = if self.speller.knows(word) { None } else { self.group_by_ending(word) };
        self.names.text(group?).strip_prefix('#')
    }

    /// The group of an unknown word, by its ending.
    fn group_by_ending(&self, word: &str) -> Option<u32> {
        let long_enough =
            |ending: &String| word.ends_with(ending.as_str()) && word.len() >= ending.len() + BEFORE_ENDING;
        let group = self.vocabulary.groups().iter().find(|group| group.endings.iter().any(long_enough))?;
        self.names.get(&format!("#{}", group.name))
    }

    /// Length and key of the longest phrase that begins here; one word without a key otherwise.
    fn phrase_at(&self, plain: &[u32], reading: &Reading) -> (usize, Option<u32>) {
        let first = self.lexeme(plain[0], reading);
        let longest = self.longest_from.get(first.stem as usize).map_or(0, |longest| usize::from(*longest));
        if longest > 1 {
            let stems: Vec<u32> = plain.iter().take(longest).map(|id| self.lexeme(*id, reading).stem).collect();
            let row = |length| Some((length, Some(*self.phrases.get(&stems[..length])?)));
            if let Some(found) = (2..=stems.len()).rev().find_map(row) {
                return found;
            }
        }
        // A filler word is no idea, even if its stem is that of one (person, personalised).
        let of_stem = || if longest > 0 { self.phrases.get(&[first.stem][..]).copied() } else { None };
        (1, if first.filler { None } else { first.group.or_else(of_stem) })
    }

    fn term(&self, words: Range<usize>, key: Option<u32>, reading: &Reading) -> Term {
        let (first, alone) = (reading.plain[words.start], words.len() == 1);
        let lexemes = || reading.plain[words.clone()].iter().map(|id| self.lexeme(*id, reading));
        let filler = key.is_none() && lexemes().all(|lexeme| lexeme.filler);
        let least = if alone { 0.0 } else { PHRASE_RARITY };
        let rarity = lexemes().map(|lexeme| lexeme.rarity).fold(least, f32::max);
        let rarity = if filler { FILLER_RARITY } else { rarity };
        let stem = if alone {
            self.lexeme(first, reading).stem
        } else {
            let stems: Vec<u32> = lexemes().map(|lexeme| lexeme.stem).collect();
            self.names.get(&joined(&stems, &self.names)).unwrap_or(stems[0])
        };
        let key = key.unwrap_or(stem);
        // A denial inside a listed phrase ("without tapering") is part of what the phrase means.
        let denies = alone && lexemes().any(|lexeme| lexeme.denies);
        Term { key, stem, rarity, filler, denies, words, slips: 0..0 }
    }

    fn slips(&self, lexeme: u32, own: u32, reading: &mut Reading) -> Range<usize> {
        if let Some(found) = reading.slips.get(&lexeme) {
            return found.clone();
        }
        let start = reading.slip_keys.len();
        for near in self.speller.neighbours(&self.lexeme(lexeme, reading).text) {
            let Some(stem) = self.names.get(&stem(near)) else { continue };
            let group = self.members.get(near).or_else(|| self.phrases.get(&[stem][..]));
            let key = group.copied().unwrap_or(stem);
            if key != own {
                reading.slip_keys.push(key);
            }
        }
        let found = start..reading.slip_keys.len();
        reading.slips.insert(lexeme, found.clone());
        found
    }
}

fn joined(stems: &[u32], names: &Names) -> String {
    stems.iter().map(|stem| names.text(*stem)).collect::<Vec<_>>().join(" ")
}
