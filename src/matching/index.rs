//! The searchable form of a FAQ: an inverted index from each idea to the phrasings that hold it.
//!
//! Built once and never changed. Everything stands in flat lists of numbers: where a key's
//! occurrences begin and end, which phrasing each is in, and, the other way round, which keys each
//! phrasing holds. How a question is scored against it is in [`super::score`].

use super::reader::Reader;
use super::reading::{Reading, Term};
use crate::faq::jsonl::PlainEntry;
use crate::faq::{EntryId, Library, Vocabulary};

/// How much an entry vouches for a word that one of its phrasings holds, and how much more each
/// further phrasing adds: a word in many phrasings is what the entry is about.
const FIRST_MENTION: f32 = 0.4;
const FURTHER_MENTION: f32 = 0.15;
/// Exponents of a word's weight: how seldom English uses it, and how few entries hold it. A word in
/// most entries (the medicine's name) must nearly vanish, while no word may count for everything.
const RARITY_POWER: f32 = 0.55;
const SPECIFICITY_POWER: f32 = 0.8;

/// Whether a ranked id may be answered with or is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An entry with an answer.
    Entry,
    /// A topic the document does not cover.
    Topic,
}

/// What may be found, with the ways people ask for it.
struct Owner<'a> {
    id: EntryId,
    kind: Kind,
    texts: Vec<&'a str>,
}

/// The searchable form of a library.
#[derive(Debug)]
pub struct Index {
    reader: Reader,
    pub(super) owners: Vec<(EntryId, Kind)>,
    pub(super) phrasings: Vec<Phrasing>,
    texts: Vec<Box<str>>,
    /// The ideas of all phrasings, phrasing by phrasing.
    pub(super) ideas: Vec<Idea>,
    /// Which phrasings hold each key, and which owners.
    pub(super) holders: Lists<u32>,
    pub(super) vouchers: Lists<Voucher>,
    /// How few owners hold each key, 0 to 1, to its power.
    specificity: Vec<f32>,
}

/// One way to ask.
#[derive(Debug)]
pub(super) struct Phrasing {
    pub owner: u32,
    pub weight: f32,
    /// Where its ideas begin in the list of all.
    pub start: u32,
}

/// An idea where it stands in a phrasing.
#[derive(Debug)]
pub(super) struct Idea {
    pub key: u32,
    pub stem: u32,
    pub weight: f32,
    pub filler: bool,
    pub denies: bool,
}

/// How much an owner vouches for a key.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Voucher {
    pub owner: u32,
    pub strength: f32,
}

/// A list for each key, one after the other.
#[derive(Debug, Default)]
pub(super) struct Lists<T> {
    starts: Vec<u32>,
    items: Vec<T>,
}

impl Index {
    /// Indexes every entry and topic of `library`.
    pub fn new(library: &Library) -> Self {
        Self::of_part(library, |_| true)
    }

    /// Indexes `library` with those of each entry's phrasings alone whose number, from 0, is wanted.
    pub fn of_part(library: &Library, wanted: impl Fn(usize) -> bool) -> Self {
        let entries = library.entries().iter().map(|entry| {
            let phrasings = entry.phrasings().iter().enumerate().filter(|(number, _)| wanted(*number));
            let phrasings = phrasings.map(|(_, phrasing)| phrasing.as_str());
            let texts = std::iter::once(entry.question()).chain(phrasings).collect();
            Owner { id: entry.id().clone(), kind: Kind::Entry, texts }
        });
        let topics = library.topics().iter().map(|topic| {
            let texts = topic.phrasings().iter().map(String::as_str).collect();
            Owner { id: topic.id().clone(), kind: Kind::Topic, texts }
        });
        Self::of(entries.chain(topics), library.vocabulary())
    }

    /// Indexes plain entries, with no vocabulary but the abbreviations of any subject.
    pub fn of_plain(entries: &[PlainEntry], vocabulary: &Vocabulary) -> Self {
        let owners = entries.iter().map(|entry| {
            let texts = entry.texts.iter().map(String::as_str).collect();
            Owner { id: entry.id.clone(), kind: Kind::Entry, texts }
        });
        Self::of(owners, &vocabulary.of_any_subject())
    }

    /// The reader that questions are compared with.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// How many phrasings there are to compare with.
    pub fn phrasings(&self) -> usize {
        self.phrasings.len()
    }

    /// Indexes what is asked for with each of these texts.
    fn of<'a>(owned: impl Iterator<Item = Owner<'a>>, vocabulary: &Vocabulary) -> Self {
        let mut texts: Vec<(u32, &str)> = Vec::new();
        let mut owners = Vec::new();
        for owner in owned {
            texts.extend(owner.texts.into_iter().map(|text| (owners.len() as u32, text)));
            owners.push((owner.id, owner.kind));
        }
        let reader = Reader::new(vocabulary, texts.iter().map(|(_, text)| *text));
        let mut index = Self {
            reader,
            owners,
            phrasings: Vec::with_capacity(texts.len()),
            texts: texts.iter().map(|(_, text)| (*text).into()).collect(),
            ideas: Vec::new(),
            holders: Lists::default(),
            vouchers: Lists::default(),
            specificity: Vec::new(),
        };
        let mut rarities = Vec::new();
        index.add_phrasings(&texts, &mut rarities);
        index.count_holders();
        index.count_vouchers();
        index.weigh(&rarities);
        index
    }

    /// How much a term counts: telling in English at large, and in this FAQ.
    pub(super) fn weight(&self, term: &Term) -> f32 {
        self.weigh_key(term.key, term.rarity)
    }

    /// A phrasing as it was written.
    pub(super) fn text(&self, phrasing: u32) -> &str {
        &self.texts[phrasing as usize]
    }

    /// The words of one of the FAQ's own texts with their keys, in order.
    pub(super) fn words_of(&self, text: &str) -> Vec<(u32, String)> {
        let (mut reading, mut terms) = (Reading::default(), Vec::new());
        self.reader.read(text, &mut reading);
        self.reader.terms(0..reading.tokens().len(), &reading, &mut terms);
        terms.iter().map(|term| (term.key, self.reader.plain(term, &reading))).collect()
    }

    /// A phrasing's ideas, in order.
    pub(super) fn ideas(&self, phrasing: u32) -> &[Idea] {
        let at = phrasing as usize;
        let end = self.phrasings.get(at + 1).map_or(self.ideas.len(), |next| next.start as usize);
        &self.ideas[self.phrasings[at].start as usize..end]
    }

    fn weigh_key(&self, key: u32, rarity: f32) -> f32 {
        rarity.powf(RARITY_POWER) * self.specificity.get(key as usize).copied().unwrap_or(1.0)
    }

    fn add_phrasings(&mut self, texts: &[(u32, &str)], rarities: &mut Vec<f32>) {
        let (mut reading, mut terms) = (Reading::default(), Vec::new());
        let mut last_in = vec![0; self.reader.names().len()];
        for (number, (owner, text)) in (1_u32..).zip(texts) {
            self.phrasings.push(Phrasing { owner: *owner, weight: 0.0, start: self.ideas.len() as u32 });
            self.reader.read(text, &mut reading);
            self.reader.terms(0..reading.tokens().len(), &reading, &mut terms);
            for term in &terms {
                // Saying a thing twice does not make it truer.
                let seen = &mut last_in[term.key as usize];
                if *seen != number {
                    *seen = number;
                    let (filler, denies) = (term.filler, term.denies);
                    self.ideas.push(Idea { key: term.key, stem: term.stem, weight: 0.0, filler, denies });
                    rarities.push(term.rarity);
                }
            }
        }
    }

    fn count_holders(&mut self) {
        let phrasings = self.phrasings.iter().zip(0_u32..);
        let pairs = phrasings.flat_map(|(_, number)| self.ideas(number).iter().map(move |idea| (idea.key, number)));
        self.holders = Lists::new(self.reader.names().len(), pairs.collect());
    }

    fn count_vouchers(&mut self) {
        let keys = self.reader.names().len();
        let mut pairs: Vec<(u32, Voucher)> = Vec::new();
        for key in 0..keys as u32 {
            let first = pairs.len();
            for phrasing in self.holders.of(key) {
                let owner = self.phrasings[*phrasing as usize].owner;
                // An owner's phrasings stand together.
                match pairs[first..].last_mut() {
                    Some((_, voucher)) if voucher.owner == owner => {
                        voucher.strength = (voucher.strength + FURTHER_MENTION).min(1.0);
                    }
                    _ => pairs.push((key, Voucher { owner, strength: FIRST_MENTION })),
                }
            }
        }
        self.vouchers = Lists::new(keys, pairs);
    }

    fn weigh(&mut self, rarities: &[f32]) {
        let count = self.owners.len() as f32;
        let keys = 0..self.reader.names().len() as u32;
        let specificity = keys.map(|key| match self.vouchers.of(key).len() {
            0 => 1.0,
            held => ((1.0 + count / held as f32).ln() / (1.0 + count).ln()).powf(SPECIFICITY_POWER),
        });
        self.specificity = specificity.collect();
        let weights: Vec<f32> =
            self.ideas.iter().zip(rarities).map(|(idea, rarity)| self.weigh_key(idea.key, *rarity)).collect();
        self.ideas.iter_mut().zip(weights).for_each(|(idea, weight)| idea.weight = weight);
        for number in 0..self.phrasings.len() {
            self.phrasings[number].weight = self.ideas(number as u32).iter().map(|idea| idea.weight).sum();
        }
    }
}

impl<T: Copy> Lists<T> {
    /// Sorts items into a list for each of `keys` keys, in the order they come.
    fn new(keys: usize, items: Vec<(u32, T)>) -> Self {
        let mut starts = vec![0_u32; keys + 1];
        items.iter().for_each(|(key, _)| starts[*key as usize + 1] += 1);
        for key in 0..keys {
            starts[key + 1] += starts[key];
        }
        let mut sorted = items;
        sorted.sort_by_key(|(key, _)| *key);
        Self { starts, items: sorted.into_iter().map(|(_, item)| item).collect() }
    }

    /// A key's list; empty for a key that is not known.
    pub fn of(&self, key: u32) -> &[T] {
        let at = key as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(start), Some(end)) => &self.items[*start as usize..*end as usize],
            _ => &[],
        }
    }
}
