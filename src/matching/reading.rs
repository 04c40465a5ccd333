//! What was read of a text: its words and the ideas they make.
//!
//! These are the values that [`super::reader`] fills; how it reads is there.

use std::collections::HashMap;
use std::ops::Range;

use super::spelling::Mends;
use crate::text::words::Tokens;

/// One idea in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// What is compared first: the number of the vocabulary group, or of the stem.
    pub key: u32,
    /// The number of the words' own stem, which tells members of one group apart.
    pub stem: u32,
    /// How telling the words are in English at large, 0 to 1.
    pub rarity: f32,
    /// Whether it belongs to asking and telling and says nothing about what is asked.
    pub filler: bool,
    /// Whether it is a word that turns a statement round ("not").
    pub denies: bool,
    /// Which words of the reading it is made of.
    pub words: Range<usize>,
    /// Where the keys stand that this may be a slip of, if a letter slipped and still left a word.
    pub(super) slips: Range<usize>,
}

/// A plain word with what is known about it.
#[derive(Debug, Clone)]
pub(super) struct Lexeme {
    pub(super) text: Box<str>,
    pub(super) stem: u32,
    pub(super) rarity: f32,
    pub(super) filler: bool,
    pub(super) denies: bool,
    pub(super) may_slip: bool,
    /// The group that the word itself belongs to, whatever its stem, or that its ending tells.
    pub(super) group: Option<u32>,
}

/// What was found out about one message, so that each of its words is looked up once. It is refilled
/// for each message, so that its room is used again.
#[derive(Debug, Default)]
pub struct Reading {
    pub(super) tokens: Tokens,
    /// The plain words of all tokens, and where each token's begin.
    pub(super) plain: Vec<u32>,
    pub(super) starts: Vec<usize>,
    pub(super) own_stems: HashMap<String, u32>,
    pub(super) own_lexemes: Vec<Lexeme>,
    /// Typed words that the FAQ does not know, with their plain words in `meanings`.
    pub(super) typed: HashMap<String, Range<usize>>,
    pub(super) meanings: Vec<u32>,
    pub(super) repairs: usize,
    pub(super) mends: Mends,
    pub(super) slips: HashMap<u32, Range<usize>>,
    pub(super) slip_keys: Vec<u32>,
}

impl Reading {
    /// The words as they were typed, in their clauses and sentences.
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// How many stems the message has that the FAQ does not: they are numbered after the FAQ's.
    pub fn own_names(&self) -> usize {
        self.own_stems.len()
    }

    /// The numbers of the keys that `term` may be a slip of.
    pub fn slips(&self, term: &Term) -> &[u32] {
        &self.slip_keys[term.slips.clone()]
    }

    /// Forgets the message: what people wrote is not kept for longer than it takes to answer.
    pub fn clear(&mut self) {
        self.start();
        self.mends.clear();
    }

    /// Forgets all but what words were mended to.
    pub(super) fn start(&mut self) {
        self.tokens.clear();
        self.plain.clear();
        self.starts.clear();
        self.own_stems.clear();
        self.own_lexemes.clear();
        self.typed.clear();
        self.meanings.clear();
        self.repairs = 0;
        self.slips.clear();
        self.slip_keys.clear();
    }
}
