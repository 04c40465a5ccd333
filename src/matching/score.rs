//! How near a question is to each entry.
//!
//! A phrasing's likeness is how much of the question it covers and how much of it the question
//! covers, weighted by how telling each word is; an entry's score joins its best phrasings with what
//! the entry covers as a whole. Topics that are declined are ranked beside the entries. Whether a
//! score is enough to answer is decided in [`crate::decide`].
//!
//! Only the question's telling words open phrasings for comparison (see [`OPENED_SHARE`]), so the
//! work grows with the phrasings that share one of them, not with the FAQ.

use std::ops::Range;

use super::index::{Index, Kind};
use super::scratch::{Asked, Best, Found, Scratch, TOP_PHRASINGS};

// The shares below were chosen together, by search on the public sets and the development questions:
// all of them are flat near their value. docs/matching.md says what each part is worth.

/// Likeness of two different words of one vocabulary group; the same word counts 1.
const GROUP_LIKENESS: f32 = 0.92;
/// Likeness of a right word to the FAQ word one slip away from it: more often than not it is meant
/// as it stands.
pub(super) const SLIP_LIKENESS: f32 = 0.4;
/// Parts of an entry's score: its best phrasing, the mean of its best three, the entry as a whole.
/// Several phrasings agreeing is better evidence than one that happens to share a word.
const BEST_SHARE: f32 = 0.35;
const TOP_SHARE: f32 = 0.4;
const WHOLE_SHARE: f32 = 0.25;
/// Part of a phrasing's likeness that word order decides (pairs of neighbouring ideas).
const ORDER_SHARE: f32 = 0.2;
/// Part of a topic's score that counts beside an entry's. A topic is there to catch what shares a
/// word with an entry; where both are as near, the question is mostly the entry's.
const TOPIC_SHARE: f32 = 0.92;
/// Likeness to a phrasing from which a message says just what it says, but for rounding; the entry is then
/// at least so like it, whatever else shares words with it: the curator wrote what is meant.
const WORD_FOR_WORD: f32 = 0.999;
const WORD_FOR_WORD_LIKENESS: f32 = 0.9;
/// Words are opened from the most telling on until this share of the question's known weight is
/// open. A phrasing that shares only the rest ("what", "is", "it") hardly ever comes out first.
const OPENED_SHARE: f32 = 0.9;
/// No more occurrences are opened than this, unless the most telling word alone has more: a bound on the
/// work in a very large FAQ.
const MOST_OPENED: usize = 6_000;

impl Index {
    /// Scores every owner by one view; `share` of a score counts. One whose matched words weigh `half`
    /// in all is halved, so that common words alone come to nothing.
    pub(super) fn score(&self, words: Range<usize>, share: f32, half: f32, scratch: &mut Scratch) {
        let Some((total, known)) = self.ask(words.clone(), scratch) else { return };
        self.open(known, scratch);
        self.count_whole(scratch);
        scratch.found.clear();
        let opened = std::mem::take(&mut scratch.opened);
        for phrasing in &opened {
            let likeness = self.likeness(*phrasing, total, scratch);
            let owner = self.phrasings[*phrasing as usize].owner;
            let found = scratch.owners.place(owner);
            if found.top[0] == 0.0 {
                scratch.found.push(owner);
            }
            found.insert(likeness, *phrasing);
        }
        scratch.opened = opened;
        for owner in &scratch.found {
            let Some(found) = scratch.owners.get(*owner) else { continue };
            let kind = self.owners[*owner as usize].1;
            let kind_share = if kind == Kind::Topic { TOPIC_SHARE } else { 1.0 };
            let by_parts = share * kind_share * found.likeness(total) * found.whole / (found.whole + half);
            let word_for_word = share == 1.0 && found.top[0] >= WORD_FOR_WORD;
            let likeness = if word_for_word { by_parts.max(WORD_FOR_WORD_LIKENESS) } else { by_parts };
            if likeness <= 0.0 {
                continue;
            }
            let (best, new) = scratch.best.place_or_new(*owner);
            if new {
                scratch.ranked.push(*owner);
            }
            if likeness > best.likeness {
                let view = (words.start, words.end);
                *best = Best { likeness, view, nearest: found.nearest };
            }
        }
    }

    /// The distinct terms of a range of words, with their slips.
    pub(super) fn read_terms(&self, words: Range<usize>, scratch: &mut Scratch) {
        let Scratch { reading, terms, seen, read, .. } = scratch;
        if read.replace((words.start, words.end)) == Some((words.start, words.end)) {
            return;
        }
        self.reader().terms(words, reading, terms);
        seen.start(self.reader().names().len() + reading.own_names());
        // Saying a thing twice does not make it truer.
        terms.retain(|term| seen.place_or_new(term.key).1);
        // Terms are counted in 16 bits; only a message that no chat lets through has more.
        terms.truncate(usize::from(u16::MAX));
        self.reader().find_slips(terms, reading);
    }

    /// Notes which keys the view asks for. Gives the weight of all its terms and of those known here.
    pub(super) fn ask(&self, words: Range<usize>, scratch: &mut Scratch) -> Option<(f32, f32)> {
        self.read_terms(words, scratch);
        let Scratch { reading, terms, weights, asked, .. } = scratch;
        weights.clear();
        weights.extend(terms.iter().map(|term| self.weight(term)));
        asked.start(self.reader().names().len());
        let mut known = 0.0;
        for (at, (term, weight)) in terms.iter().zip(weights.iter()).enumerate() {
            if !self.holders.of(term.key).is_empty() {
                known += weight;
                *asked.place(term.key) = Asked { term: at as u16, slip: false };
            }
        }
        for (at, term) in terms.iter().enumerate() {
            for key in reading.slips(term) {
                let (place, new) = asked.place_or_new(*key);
                if new {
                    *place = Asked { term: at as u16, slip: true };
                }
            }
        }
        let total: f32 = weights.iter().sum();
        (total > 0.0).then_some((total, known))
    }

    /// Opens the phrasings that hold the most telling terms.
    fn open(&self, known: f32, scratch: &mut Scratch) {
        let Scratch { reading, terms, weights, order, phrasings, opened, .. } = scratch;
        order.clear();
        order.extend(0..terms.len());
        order.sort_by(|a, b| weights[*b].total_cmp(&weights[*a]));
        phrasings.start(self.phrasings.len());
        opened.clear();
        let mut covered = 0.0;
        for (term, weight) in order.iter().map(|at| (&terms[*at], weights[*at])) {
            let holders = self.holders.of(term.key);
            let full = !opened.is_empty() && opened.len() + holders.len() > MOST_OPENED;
            if covered > OPENED_SHARE * known || full {
                break;
            }
            if !holders.is_empty() {
                covered += weight;
            }
            for key in std::iter::once(&term.key).chain(reading.slips(term)) {
                opened.extend(self.holders.of(*key).iter().filter(|phrasing| phrasings.place_or_new(**phrasing).1));
            }
        }
    }

    /// Sums up how much each owner vouches for the terms, wherever in its phrasings.
    fn count_whole(&self, scratch: &mut Scratch) {
        let Scratch { reading, terms, weights, owners, .. } = scratch;
        owners.start(self.owners.len());
        for (at, (term, weight)) in (1..).zip(terms.iter().zip(weights.iter())) {
            let slips = reading.slips(term).iter().map(|key| (key, SLIP_LIKENESS));
            for (key, alike) in std::iter::once((&term.key, 1.0)).chain(slips) {
                for voucher in self.vouchers.of(*key) {
                    owners.place(voucher.owner).vouch(at, weight * voucher.strength * alike);
                }
            }
        }
    }

    /// Likeness of a phrasing to the view: the geometric mean of what each covers of the other, and
    /// order.
    fn likeness(&self, phrasing: u32, total: f32, scratch: &mut Scratch) -> f32 {
        let Scratch { terms, weights, asked, later, .. } = scratch;
        let ideas = self.ideas(phrasing);
        let (mut of_question, mut of_phrasing, mut common) = (0.0, 0.0, 0_usize);
        let mut next_key = None;
        later.clear();
        for idea in ideas {
            let in_order = next_key == Some(idea.key);
            next_key = None;
            let Some(place) = asked.get(idea.key) else { continue };
            let at = usize::from(place.term);
            if place.slip {
                if later.iter().all(|(term, _)| *term != place.term) {
                    later.push((place.term, idea.weight));
                }
                continue;
            }
            common += usize::from(in_order);
            next_key = terms.get(at + 1).map(|next| next.key);
            let alike = likeness_of(idea.stem == terms[at].stem);
            of_question += weights[at] * alike;
            of_phrasing += idea.weight * alike;
        }
        for (at, weight) in later.iter() {
            let held = ideas.iter().any(|idea| idea.key == terms[usize::from(*at)].key);
            if !held {
                of_question += weights[usize::from(*at)] * SLIP_LIKENESS;
                of_phrasing += weight * SLIP_LIKENESS;
            }
        }
        let of_question: f32 = (of_question / total).min(1.0);
        let of_phrasing = (of_phrasing / self.phrasings[phrasing as usize].weight).min(1.0);
        let pairs = ideas.len().max(terms.len()).saturating_sub(1).max(1);
        let covered = (of_question * of_phrasing).sqrt();
        covered * (1.0 - ORDER_SHARE) + common as f32 / pairs as f32 * ORDER_SHARE
    }
}

/// Likeness of two words of one key.
pub(super) fn likeness_of(same_stem: bool) -> f32 {
    if same_stem { 1.0 } else { GROUP_LIKENESS }
}

impl Found {
    /// Counts the best of what is said for one term.
    fn vouch(&mut self, term: usize, strength: f32) {
        if self.term != term {
            (self.term, self.said) = (term, 0.0);
        }
        let more = (strength - self.said).max(0.0);
        self.said += more;
        self.whole += more;
    }

    /// Takes the likeness of a phrasing, if it is among the best.
    fn insert(&mut self, mut likeness: f32, phrasing: u32) {
        if likeness > self.top[0] {
            self.nearest = phrasing;
        }
        for place in &mut self.top {
            if likeness > *place {
                std::mem::swap(place, &mut likeness);
            }
        }
    }

    fn likeness(&self, total: f32) -> f32 {
        let top = self.top.iter().sum::<f32>() / TOP_PHRASINGS as f32;
        BEST_SHARE * self.top[0] + TOP_SHARE * top + WHOLE_SHARE * self.whole / total
    }
}
