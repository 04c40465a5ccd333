//! Ranks what a FAQ holds by its likeness to a question, and says how sure each match is.
//!
//! The question is looked at as a whole and by its parts ([`super::views`]), each part is scored
//! ([`super::score`]), and the best part of each entry counts. Whether a score is enough to answer is
//! decided in [`crate::decide`].

use std::collections::HashSet;
use std::ops::Range;

use super::confidence::{self, Evidence, Match};
use super::index::{Index, Kind};
use super::scratch::{Best, Scratch};
use super::views::views;
use crate::faq::EntryId;

/// The matched weight at which a score counts half. It keeps common words from answering alone,
/// and asks more of a part of a message ("is that a thing") than of the whole.
const HALF_EVIDENCE_WHOLE: f32 = 0.1;
const HALF_EVIDENCE_PART: f32 = 0.25;
/// No more than this is ranked; nobody looks further down.
const MOST_RANKED: usize = 100;
/// So many are weighed by their own evidence, as many as are ever offered; the rest share the last one's.
const MOST_WEIGHED: usize = 3;

/// One place in a ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked<'i> {
    /// Entry or topic.
    pub id: &'i EntryId,
    /// Which of the two.
    pub kind: Kind,
    /// How sure it is, 0 to 1: about so many of a hundred such matches are right. See
    /// [`super::confidence`].
    pub score: f32,
    /// Likeness to the question, 0 to 1: what it is ranked by.
    pub likeness: f32,
}

/// The entries of a ranking, without the topics that are declined.
pub fn entries<'r, 'i>(ranking: &'r [Ranked<'i>]) -> impl Iterator<Item = &'r Ranked<'i>> {
    ranking.iter().filter(|ranked| ranked.kind == Kind::Entry)
}

impl Index {
    /// Ranks entries and topics by their likeness to `text`, seen as a whole and in its parts: the
    /// hundred best with any likeness, best first, equal ones ordered by id.
    pub fn rank(&self, text: &str, scratch: &mut Scratch) -> Vec<Ranked<'_>> {
        scratch.mends();
        self.rank_again(text, scratch)
    }

    /// The same where words of the message have been mended before, in this scratch.
    pub fn rank_again(&self, text: &str, scratch: &mut Scratch) -> Vec<Ranked<'_>> {
        self.reader().read_again(text, &mut scratch.reading);
        scratch.read = None;
        self.start_ranking(scratch);
        for view in views(scratch.reading.tokens()) {
            let half = if view.share < 1.0 { HALF_EVIDENCE_PART } else { HALF_EVIDENCE_WHOLE };
            self.score(view.words, view.share, half, scratch);
        }
        self.ranked(scratch)
    }

    /// Ranks by a range of the words of the text that was ranked last, as strictly as parts are taken.
    pub fn rank_part(&self, words: Range<usize>, scratch: &mut Scratch) -> Vec<Ranked<'_>> {
        self.start_ranking(scratch);
        self.score(words, 1.0, HALF_EVIDENCE_PART, scratch);
        self.ranked(scratch)
    }

    /// The vocabulary groups that the text that was ranked last has a word of.
    pub fn groups(&self, scratch: &mut Scratch) -> HashSet<&str> {
        let Scratch { reading, terms, read, .. } = scratch;
        *read = None;
        self.reader().terms(0..reading.tokens().len(), reading, terms);
        terms.iter().filter_map(|term| self.reader().names().text(term.key).strip_prefix('#')).collect()
    }

    fn start_ranking(&self, scratch: &mut Scratch) {
        scratch.best.start(self.owners.len());
        scratch.ranked.clear();
    }

    fn ranked(&self, scratch: &mut Scratch) -> Vec<Ranked<'_>> {
        let mut found = std::mem::take(&mut scratch.ranked);
        let best = |owner: &u32| scratch.found(*owner).unwrap_or_default();
        let by_likeness = |a: &u32, b: &u32| {
            let by_id = || self.owners[*a as usize].0.cmp(&self.owners[*b as usize].0);
            best(b).likeness.total_cmp(&best(a).likeness).then_with(by_id)
        };
        if found.len() > MOST_RANKED {
            found.select_nth_unstable_by(MOST_RANKED, by_likeness);
            found.truncate(MOST_RANKED);
        }
        found.sort_unstable_by(by_likeness);
        let likeness = |place: usize| found.get(place).map(best).unwrap_or_default().likeness;
        let (first, second) = (likeness(0), likeness(1));
        let words = scratch.reading.tokens().len();
        let (mut surest, mut evidence) = (1.0_f32, Evidence::default());
        let mut ranked = Vec::with_capacity(found.len());
        for (place, owner) in found.iter().enumerate() {
            let (id, kind) = &self.owners[*owner as usize];
            let best = scratch.found(*owner).unwrap_or_default();
            if place < MOST_WEIGHED {
                evidence = self.evidence(&best, scratch);
            }
            let rival = if place == 0 { second } else { first };
            let found = Match { likeness: best.likeness, rival, looked_at: best.view.1 - best.view.0, words };
            // What ranks lower is no surer, though it may have matched another part of the message.
            surest = surest.min(confidence::of(found, evidence));
            ranked.push(Ranked { id, kind: *kind, score: surest, likeness: best.likeness });
        }
        scratch.ranked = found;
        ranked
    }

    /// What speaks for and against a match beside its likeness.
    pub(super) fn evidence(&self, found: &Best, scratch: &mut Scratch) -> Evidence {
        let words = found.view.0..found.view.1;
        self.read_terms(words.clone(), scratch);
        let Scratch { reading, terms, .. } = scratch;
        let held = self.ideas(found.nearest);
        let negated = terms.iter().any(|term| term.denies) != held.iter().any(|idea| idea.denies);
        let chooses = reading.tokens().words(words).any(|word| confidence::CHOOSING.contains(&word));
        let unheard = || terms.iter().filter(|term| self.holders.of(term.key).is_empty());
        let numbers = unheard().filter(|term| self.reader().is_number(term, reading)).count();
        let strangers = unheard().filter(|term| self.reader().is_strange(term, reading)).count();
        let holds = |key: &u32| held.iter().any(|idea| idea.key == *key);
        let matched = terms.iter().filter(|term| holds(&term.key) || reading.slips(term).iter().any(holds));
        let common = matched.map(|term| term.rarity).fold(0.0, f32::max) < confidence::COMMON;
        let mut said = terms.iter().filter(|term| !term.filler).map(|term| term.key).peekable();
        let says_something = said.peek().is_some();
        let same = said.eq(held.iter().filter(|idea| !idea.filler).map(|idea| idea.key));
        Evidence { negated, chooses, numbers, strangers, common, exact: same && says_something && !negated }
    }
}
