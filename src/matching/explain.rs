//! Why a question is near to an entry: which of its words met which of the entry's, how, and what
//! each gave.
//!
//! It looks again at what [`super::score`] did, for one entry. Putting it into words is
//! [`crate::explain`]'s part.

use super::confidence::Evidence;
use super::index::Index;
use super::reading::Term;
use super::score::{SLIP_LIKENESS, likeness_of};
use super::scratch::Scratch;
use crate::faq::EntryId;

/// How a word of the question stands to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// The same word, or another form of it.
    Same,
    /// Another word of the same vocabulary group, which is named.
    Group(String),
    /// A word one slip away from it.
    Slip,
    /// Only another phrasing of the entry holds it.
    Elsewhere,
    /// The entry does not hold it, but others do.
    NotHere,
    /// Nothing in the FAQ holds it.
    Nowhere,
}

/// A word or phrase of the question.
#[derive(Debug, Clone, PartialEq)]
pub struct WordMatch {
    /// As it was typed.
    pub typed: String,
    /// As it was read: mended and spelt out.
    pub read_as: String,
    /// How it stands to the entry.
    pub how: How,
    /// What it met in the nearest phrasing; empty if nothing.
    pub met: String,
    /// Its share of all that the question's words weigh, 0 to 1.
    pub weight: f32,
    /// The share of the question's weight that it gave to the likeness, 0 to its own.
    pub gave: f32,
}

/// Why a question is near to one entry or topic.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The words of the question that were looked at: all, or the part that fits best.
    pub part: String,
    /// The entry's phrasing that is nearest to it.
    pub phrasing: String,
    /// The question's words, in order.
    pub words: Vec<WordMatch>,
    /// Words of the phrasing that nothing in the question met.
    pub missing: Vec<String>,
    /// How much of the question the phrasing covers, 0 to 1.
    pub of_question: f32,
    /// How much of the phrasing the question covers, 0 to 1.
    pub of_phrasing: f32,
    /// What was noticed beside likeness.
    pub evidence: Evidence,
}

impl Index {
    /// Why the text that was ranked last came near to `id`; nothing if it did not.
    pub fn explain(&self, id: &EntryId, scratch: &mut Scratch) -> Option<Explanation> {
        let owner = self.owners.iter().position(|(other, _)| other == id)? as u32;
        let found = scratch.found(owner)?;
        let evidence = self.evidence(&found, scratch);
        let text = self.text(found.nearest);
        let phrasing_words = self.words_of(text);
        let ideas = self.ideas(found.nearest);
        let met = |key: u32| {
            let at = ideas.iter().position(|idea| idea.key == key)?;
            let word = phrasing_words.iter().find(|(other, _)| *other == key).map(|(_, word)| word.clone());
            Some((&ideas[at], word.unwrap_or_default()))
        };
        let part = scratch.typed(&found);
        let (total, _) = self.ask(found.view.0..found.view.1, scratch)?;
        let (mut words, mut used, mut of_phrasing) = (Vec::new(), Vec::new(), 0.0);
        for (at, (term, weight)) in scratch.terms.iter().zip(&scratch.weights).enumerate() {
            let as_written = met(term.key).map(|(idea, word)| {
                let same = idea.stem == term.stem;
                let how = if same { How::Same } else { How::Group(self.group(term.key)) };
                (idea, word, how, likeness_of(same))
            });
            let as_slip =
                || met(scratch.slip_met(at, ideas)?).map(|(idea, word)| (idea, word, How::Slip, SLIP_LIKENESS));
            let (how, met, alike) = match as_written.or_else(as_slip) {
                Some((idea, word, how, alike)) => {
                    used.push(idea.key);
                    of_phrasing += idea.weight * alike;
                    (how, word, alike)
                }
                None => (self.elsewhere(term, owner), String::new(), 0.0),
            };
            let (typed, weight) = (self.reader().typed(term, scratch.reading()), weight / total);
            let read_as = self.reader().plain(term, scratch.reading());
            words.push(WordMatch { typed, read_as, how, met, weight, gave: weight * alike });
        }
        let missing = phrasing_words.into_iter().filter(|(key, _)| !used.contains(key)).map(|(_, word)| word);
        Some(Explanation {
            part,
            phrasing: text.to_owned(),
            of_question: words.iter().map(|word| word.gave).sum(),
            of_phrasing: (of_phrasing / self.phrasings[found.nearest as usize].weight).min(1.0),
            missing: missing.collect(),
            words,
            evidence,
        })
    }

    fn elsewhere(&self, term: &Term, owner: u32) -> How {
        if self.holders.of(term.key).is_empty() {
            How::Nowhere
        } else if self.vouchers.of(term.key).iter().any(|voucher| voucher.owner == owner) {
            How::Elsewhere
        } else {
            How::NotHere
        }
    }

    fn group(&self, key: u32) -> String {
        self.reader().names().text(key).trim_start_matches('#').to_owned()
    }
}
