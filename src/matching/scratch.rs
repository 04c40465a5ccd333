//! Room to work in while a question is scored and ranked.
//!
//! Only what is kept between steps is here; the steps are in [`super::score`] and [`super::rank`].

use super::index::Idea;
use super::marked::Marked;
use super::reading::{Reading, Term};
use super::spelling::Mends;

/// How many phrasings count as an entry's best.
pub(super) const TOP_PHRASINGS: usize = 3;

/// Room to work in, used again for each question. It holds the last question's words
/// until the next one comes or it is dropped.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) reading: Reading,
    pub(super) terms: Vec<Term>,
    /// The words that `terms` are the terms of; nothing if they are not read.
    pub(super) read: Option<(usize, usize)>,
    pub(super) weights: Vec<f32>,
    pub(super) order: Vec<usize>,
    /// What each key of the FAQ is to the question.
    pub(super) asked: Marked<Asked>,
    pub(super) seen: Marked<()>,
    pub(super) phrasings: Marked<()>,
    pub(super) owners: Marked<Found>,
    pub(super) opened: Vec<u32>,
    pub(super) found: Vec<u32>,
    pub(super) best: Marked<Best>,
    pub(super) ranked: Vec<u32>,
    pub(super) later: Vec<(u16, f32)>,
}

/// The term a key of the FAQ answers to.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Asked {
    pub(super) term: u16,
    pub(super) slip: bool,
}

/// What an owner has in common with one view of the question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    pub(super) whole: f32,
    /// The last term it vouched for, from 1, and how much.
    pub(super) term: usize,
    pub(super) said: f32,
    pub(super) top: [f32; TOP_PHRASINGS],
    pub(super) nearest: u32,
}

/// An owner's best view of the question.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Best {
    pub(super) likeness: f32,
    /// The first word of the view, and the one after its last.
    pub(super) view: (usize, usize),
    /// The owner's nearest phrasing.
    pub(super) nearest: u32,
}

impl Scratch {
    /// The words of the last question.
    pub fn reading(&self) -> &Reading {
        &self.reading
    }

    /// Room for what words are mended to, emptied.
    pub fn mends(&mut self) -> &mut Mends {
        self.reading.mends.clear();
        &mut self.reading.mends
    }

    /// An owner's best view of the last question.
    pub(super) fn found(&self, owner: u32) -> Option<Best> {
        self.best.get(owner).copied()
    }

    /// The key of the first of a phrasing's ideas that counts as a slip of the term at `at`.
    pub(super) fn slip_met(&self, at: usize, ideas: &[Idea]) -> Option<u32> {
        let of_term =
            |idea: &&Idea| self.asked.get(idea.key).is_some_and(|asked| asked.slip && usize::from(asked.term) == at);
        ideas.iter().find(of_term).map(|idea| idea.key)
    }

    /// The words of a view as they were typed.
    pub(super) fn typed(&self, found: &Best) -> String {
        self.reading.tokens().words(found.view.0..found.view.1).collect::<Vec<_>>().join(" ")
    }
}
