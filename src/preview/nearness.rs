//! How well each entry is found by its own phrasings, and what comes nearest to being found instead.
//!
//! A phrasing that is in the index finds itself, which says nothing. So each is asked of an index
//! without it: what is measured is how well the other phrasings stand for it, as for a person whose
//! words the curator has not thought of.

use std::collections::BTreeMap;

use crate::decide::{Answerer, Decision};
use crate::faq::{Entry, EntryId};
use crate::matching::{Index, Kind, Scratch};
use crate::question::Question;

/// Each entry's phrasings are dealt into so many parts, of which one is left out at a time. Ten is
/// usual in cross-validation: nine tenths are there to be found by, and ten indexes are soon built.
const PARTS: usize = 10;

/// What was measured of one entry.
#[derive(Debug)]
pub struct Nearness<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// Its phrasings in the order they were written.
    pub phrasings: Vec<Tried<'a>>,
    /// What came nearest to being found in its place, nearest first.
    pub rivals: Vec<Rival<'a>>,
}

/// A phrasing, asked as if it were not known.
#[derive(Debug)]
pub struct Tried<'a> {
    /// The phrasing.
    pub text: &'a str,
    /// How sure its own entry is, 0 to 1.
    pub score: f32,
    /// What else is nearest, if anything is near at all.
    pub other: Option<Other>,
    /// What the bot does with it instead of answering with its entry, if it does.
    pub strays: Option<Decision>,
}

/// An entry or topic that is near to another's phrasing.
#[derive(Debug, Clone)]
pub struct Other {
    /// Its id.
    pub id: EntryId,
    /// Whether it is answered with or declined.
    pub kind: Kind,
    /// How sure it is, 0 to 1.
    pub score: f32,
}

/// What is nearest to some of an entry's phrasings, beside the entry.
#[derive(Debug)]
pub struct Rival<'a> {
    /// What it is, with its highest score.
    pub other: Other,
    /// The phrasing at which it has that.
    pub at: &'a str,
    /// To how many of the entry's phrasings it is the nearest other.
    pub phrasings: usize,
}

impl<'a> Nearness<'a> {
    /// The phrasing at which the entry is least sure.
    pub fn weakest(&self) -> Option<&Tried<'a>> {
        self.phrasings.iter().min_by(|one, other| one.score.total_cmp(&other.score))
    }
}

/// Measures every entry, in the order of the library.
pub fn measure(answerer: &Answerer) -> Vec<Nearness<'_>> {
    let library = answerer.library();
    if library.entries().is_empty() {
        return Vec::new();
    }
    let without = |part| Index::of_part(library, |number| number % PARTS != part);
    let indexes: Vec<Index> = (0..PARTS).map(without).collect();
    let mut scratch = Scratch::default();
    let entries = library.entries().iter().map(|entry| {
        let indexes = indexes.iter().cycle();
        let phrasings = entry.phrasings().iter().zip(indexes);
        let phrasings: Vec<Tried<'_>> =
            phrasings.map(|(text, index)| tried(text, entry, answerer, index, &mut scratch)).collect();
        Nearness { entry, rivals: rivals(&phrasings), phrasings }
    });
    entries.collect()
}

fn tried<'a>(text: &'a str, entry: &Entry, answerer: &Answerer, index: &Index, scratch: &mut Scratch) -> Tried<'a> {
    let question = Question::read(text);
    let decision = answerer.answer(&question, scratch).decision;
    let strays = (!decision.answered().contains(entry.id())).then_some(decision);
    let ranking = index.rank(question.text(), scratch);
    let own = ranking.iter().find(|ranked| ranked.id == entry.id());
    let other = ranking.iter().find(|ranked| ranked.id != entry.id());
    let other = other.map(|other| Other { id: other.id.clone(), kind: other.kind, score: other.score });
    Tried { text, score: own.map_or(0.0, |own| own.score), other, strays }
}

fn rivals<'a>(phrasings: &[Tried<'a>]) -> Vec<Rival<'a>> {
    let mut rivals: BTreeMap<EntryId, Rival<'a>> = BTreeMap::new();
    for (tried, other) in phrasings.iter().filter_map(|tried| Some((tried, tried.other.as_ref()?))) {
        let new = || Rival { other: other.clone(), at: tried.text, phrasings: 0 };
        let rival = rivals.entry(other.id.clone()).or_insert_with(new);
        rival.phrasings += 1;
        if other.score > rival.other.score {
            rival.other.score = other.score;
            rival.at = tried.text;
        }
    }
    let mut rivals: Vec<Rival<'a>> = rivals.into_values().collect();
    rivals.sort_by(|one, other| other.other.score.total_cmp(&one.other.score));
    rivals
}
