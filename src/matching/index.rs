//! Finds the entries a question is nearest to.
//!
//! An inverted index leads from each idea of the question to the phrasings that hold it. A
//! phrasing's likeness is how much of the question it covers and how much of it the question
//! covers, weighted by how telling each word is; an entry's score joins its best phrasings with
//! what the entry covers as a whole. Topics that are declined are ranked beside the entries.
//! Whether a score is enough to answer is decided in [`crate::decide`].

use std::collections::{BTreeMap, HashMap, HashSet};

use super::reader::{Memory, Reader, Term};
use super::views::views;
use crate::faq::jsonl::PlainEntry;
use crate::faq::{EntryId, Library, Vocabulary};

// The shares below were chosen together, by search on the development questions: the aim was the
// share answered right, less twice the share answered wrong. All of them are flat near their value.

/// Likeness of two different words of one vocabulary group; the same word counts 1.
const GROUP_LIKENESS: f32 = 0.92;
/// Likeness of a right word to the FAQ word one slip away from it: more often than not it is meant
/// as it stands.
const SLIP_LIKENESS: f32 = 0.4;
/// Parts of an entry's score: its best phrasing, the mean of its best three, the entry as a whole.
/// Several phrasings agreeing is better evidence than one that happens to share a word.
const BEST_SHARE: f32 = 0.4;
const TOP_SHARE: f32 = 0.3;
const WHOLE_SHARE: f32 = 0.3;
/// How many phrasings count as an entry's best.
const TOP_PHRASINGS: usize = 3;
/// Part of a phrasing's likeness that word order decides (pairs of neighbouring ideas).
const ORDER_SHARE: f32 = 0.15;
/// Part of a topic's score that counts beside an entry's. A topic is there to catch what shares a
/// word with an entry; where both are as near, the question is mostly the entry's.
const TOPIC_SHARE: f32 = 0.92;
/// How much an entry vouches for a word that one of its phrasings holds, and how much more each
/// further phrasing adds: a word in many phrasings is what the entry is about.
const FIRST_MENTION: f32 = 0.7;
const FURTHER_MENTION: f32 = 0.1;
/// Exponents of a word's weight: how seldom English uses it, and how few entries hold it. A word in
/// most entries (the medicine's name) must nearly vanish, while no word may count for everything.
const RARITY_POWER: f32 = 0.7;
const SPECIFICITY_POWER: f32 = 1.2;
/// The matched weight at which a score counts half. It keeps common words from answering alone,
/// and asks more of a part of a message ("is that a thing") than of the whole.
const HALF_EVIDENCE_WHOLE: f32 = 0.1;
const HALF_EVIDENCE_PART: f32 = 0.25;

/// Whether a ranked id may be answered with or is declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An entry with an answer.
    Entry,
    /// A topic the document does not cover.
    Topic,
}

/// One place in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Entry or topic.
    pub id: EntryId,
    /// Which of the two.
    pub kind: Kind,
    /// Likeness to the question, 0 to 1.
    pub score: f32,
}

/// The entries of a ranking, without the topics that are declined.
pub fn entries(ranking: &[Ranked]) -> impl Iterator<Item = &Ranked> {
    ranking.iter().filter(|ranked| ranked.kind == Kind::Entry)
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
    owners: Vec<(EntryId, Kind)>,
    phrasings: Vec<Phrasing>,
    keys: HashMap<String, Posting>,
}

#[derive(Debug)]
struct Phrasing {
    owner: usize,
    weight: f32,
    pairs: HashSet<(String, String)>,
}

/// Where one key occurs.
#[derive(Debug, Default)]
struct Posting {
    /// How few entries hold it, 0 to 1.
    specificity: f32,
    phrasings: Vec<Occurrence>,
    owners: BTreeMap<usize, f32>,
}

#[derive(Debug)]
struct Occurrence {
    phrasing: usize,
    stem: String,
    weight: f32,
}

/// What one phrasing and the question share.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    of_question: f32,
    of_phrasing: f32,
}

impl Index {
    /// Indexes every entry and topic of `library`.
    pub fn new(library: &Library) -> Self {
        let entries = library.entries().iter().map(|entry| {
            let phrasings = entry.phrasings().iter().map(String::as_str);
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

    /// Indexes what is asked for with each of these texts.
    fn of<'a>(owned: impl Iterator<Item = Owner<'a>>, vocabulary: &Vocabulary) -> Self {
        let mut texts: Vec<(usize, &str)> = Vec::new();
        let mut owners = Vec::new();
        for owner in owned {
            texts.extend(owner.texts.into_iter().map(|text| (owners.len(), text)));
            owners.push((owner.id, owner.kind));
        }
        let reader = Reader::new(vocabulary, texts.iter().map(|(_, text)| *text));
        let mut index = Self { reader, owners, phrasings: Vec::new(), keys: HashMap::new() };
        let read: Vec<(usize, Vec<Term>)> =
            texts.iter().map(|(owner, text)| (*owner, distinct(index.reader.read(text)))).collect();
        index.count_owners(&read);
        read.into_iter().for_each(|(owner, terms)| index.add(owner, terms));
        index
    }

    /// The reader that questions are compared with.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Ranks entries and topics by their likeness to `text`, seen as a whole and in its parts: all
    /// with a score above zero, best first, equal scores ordered by id.
    pub fn rank(&self, text: &str, memory: &mut Memory) -> Vec<Ranked> {
        let mut best = vec![0.0_f32; self.owners.len()];
        for view in views(text) {
            let half = if view.share < 1.0 { HALF_EVIDENCE_PART } else { HALF_EVIDENCE_WHOLE };
            for (place, score) in best.iter_mut().zip(self.scores(&view.text, half, memory)) {
                *place = place.max(score * view.share);
            }
        }
        self.ranked(&best)
    }

    /// Ranks by one part of a message alone, as strictly as parts are taken.
    pub fn rank_part(&self, text: &str, memory: &mut Memory) -> Vec<Ranked> {
        self.ranked(&self.scores(text, HALF_EVIDENCE_PART, memory))
    }

    fn ranked(&self, scores: &[f32]) -> Vec<Ranked> {
        let scored = self.owners.iter().zip(scores).filter(|(_, score)| **score > 0.0);
        let mut ranked: Vec<Ranked> =
            scored.map(|((id, kind), score)| Ranked { id: id.clone(), kind: *kind, score: *score }).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        ranked
    }

    /// The score of every owner. One whose matched words weigh `half` in all is halved, so that
    /// common words alone come to nothing.
    fn scores(&self, text: &str, half: f32, memory: &mut Memory) -> Vec<f32> {
        let terms = distinct(self.reader.read_part(text, memory));
        let weights: Vec<f32> = terms.iter().map(|term| self.weight(term)).collect();
        let total: f32 = weights.iter().sum();
        if total <= 0.0 {
            return vec![0.0; self.owners.len()];
        }
        let pairs = pairs(&terms);
        let (mut shared, mut whole) = (HashMap::<usize, Shared>::new(), vec![0.0_f32; self.owners.len()]);
        for (term, weight) in terms.iter().zip(&weights) {
            self.gather(term, *weight, &mut shared, &mut whole);
        }
        let mut likeness: Vec<Vec<f32>> = vec![Vec::new(); self.owners.len()];
        for (at, shared) in shared {
            let phrasing = &self.phrasings[at];
            likeness[phrasing.owner].push(phrasing.likeness(shared, total, &pairs));
        }
        let scored = likeness.iter_mut().zip(whole).zip(&self.owners).map(|((all, whole), (_, kind))| {
            let share = if *kind == Kind::Topic { TOPIC_SHARE } else { 1.0 };
            share * score(all, whole / total) * whole / (whole + half)
        });
        scored.collect()
    }

    fn count_owners(&mut self, read: &[(usize, Vec<Term>)]) {
        for (owner, terms) in read {
            for term in terms {
                let owners = &mut self.keys.entry(term.key.clone()).or_default().owners;
                owners
                    .entry(*owner)
                    .and_modify(|said| *said = (*said + FURTHER_MENTION).min(1.0))
                    .or_insert(FIRST_MENTION);
            }
        }
        let count = self.owners.len() as f32;
        for posting in self.keys.values_mut() {
            posting.specificity = (1.0 + count / posting.owners.len() as f32).ln() / (1.0 + count).ln();
        }
    }

    fn add(&mut self, owner: usize, terms: Vec<Term>) {
        let phrasing = self.phrasings.len();
        let pairs = pairs(&terms);
        let mut weight = 0.0;
        for term in terms {
            let own = self.weight(&term);
            weight += own;
            let occurrences = &mut self.keys.entry(term.key).or_default().phrasings;
            occurrences.push(Occurrence { phrasing, stem: term.stem, weight: own });
        }
        self.phrasings.push(Phrasing { owner, weight, pairs });
    }

    /// How much a term counts: telling in English at large, and in this FAQ.
    fn weight(&self, term: &Term) -> f32 {
        let specificity = self.keys.get(&term.key).map_or(1.0, |posting| posting.specificity);
        term.rarity.powf(RARITY_POWER) * specificity.powf(SPECIFICITY_POWER)
    }

    fn gather(&self, term: &Term, weight: f32, shared: &mut HashMap<usize, Shared>, whole: &mut [f32]) {
        let as_written = std::iter::once((&term.key, None));
        let slipped = term.slips.iter().map(|key| (key, Some(SLIP_LIKENESS)));
        let mut said = vec![0.0_f32; whole.len()];
        let mut best = HashMap::<usize, (f32, f32)>::new();
        for (key, certainty) in as_written.chain(slipped) {
            let Some(posting) = self.keys.get(key) else { continue };
            for (owner, strength) in &posting.owners {
                said[*owner] = said[*owner].max(strength * certainty.unwrap_or(1.0));
            }
            for occurrence in &posting.phrasings {
                let alike = certainty.unwrap_or(if occurrence.stem == term.stem { 1.0 } else { GROUP_LIKENESS });
                let place = best.entry(occurrence.phrasing).or_default();
                if alike > place.0 {
                    *place = (alike, occurrence.weight);
                }
            }
        }
        for (phrasing, (alike, own)) in best {
            let sum = shared.entry(phrasing).or_default();
            sum.of_question += weight * alike;
            sum.of_phrasing += own * alike;
        }
        whole.iter_mut().zip(said).for_each(|(sum, strength)| *sum += weight * strength);
    }
}

impl Phrasing {
    /// Likeness to a question: the geometric mean of what each covers of the other, and order.
    fn likeness(&self, shared: Shared, question: f32, pairs: &HashSet<(String, String)>) -> f32 {
        let of_question = (shared.of_question / question).min(1.0);
        let of_phrasing = (shared.of_phrasing / self.weight).min(1.0);
        let covered = (of_question * of_phrasing).sqrt();
        let common = self.pairs.intersection(pairs).count() as f32;
        let ordered = common / (self.pairs.len().max(pairs.len()).max(1)) as f32;
        covered * (1.0 - ORDER_SHARE) + ordered * ORDER_SHARE
    }
}

fn score(likeness: &mut [f32], whole: f32) -> f32 {
    likeness.sort_by(|a, b| b.total_cmp(a));
    let best = likeness.first().copied().unwrap_or_default();
    let top: f32 = likeness.iter().take(TOP_PHRASINGS).sum::<f32>() / TOP_PHRASINGS as f32;
    BEST_SHARE * best + TOP_SHARE * top + WHOLE_SHARE * whole
}

/// Terms without repetitions: saying a thing twice does not make it truer.
fn distinct(terms: Vec<Term>) -> Vec<Term> {
    let mut seen = HashSet::new();
    terms.into_iter().filter(|term| seen.insert(term.key.clone())).collect()
}

fn pairs(terms: &[Term]) -> HashSet<(String, String)> {
    terms.windows(2).map(|pair| (pair[0].key.clone(), pair[1].key.clone())).collect()
}
