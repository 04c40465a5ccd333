//! Looks for many patterns in a row of words at once.
//!
//! Patterns are compiled: what may stand at one step is a set with a number, and a word knows the sets it is
//! in, so that a step is one bit to look at. Rows of words as they are written are [`super::pattern`]'s part.

use std::collections::HashMap;
use std::ops::Range;

use super::pattern::{Alternative, LONGEST_GAP, Pattern, Step, is_number};

/// Many patterns, looked for together.
#[derive(Debug, Default)]
pub struct Lookout {
    written: Vec<Box<str>>,
    /// The steps of each pattern.
    patterns: Vec<Box<[Check]>>,
    words: HashMap<Box<str>, Place>,
    /// Beginnings of words, by their first letter.
    beginnings: HashMap<char, Vec<(Box<str>, Place)>>,
    number: Place,
    /// How many sets there are.
    sets: usize,
}

/// Where something stands in the patterns: in which sets, and which patterns may begin with it.
#[derive(Debug, Default)]
struct Place {
    sets: Vec<u32>,
    begins: Vec<u32>,
}

/// A step, compiled.
#[derive(Debug)]
enum Check {
    OneOf(Box<[Choice]>),
    NoneOf(Box<[Choice]>),
    Gap,
}

/// What may stand at a step: a word of a set, or a row of words, each of its set.
#[derive(Debug)]
enum Choice {
    Word(u32),
    Row(Box<[u32]>),
}

/// A word as the patterns see it: the sets it is in, a bit each, and the patterns that may begin with it.
#[derive(Debug, Default)]
pub struct Seen {
    sets: Box<[u64]>,
    begins: Box<[u32]>,
}

/// Sets of alternatives with their numbers, while patterns are compiled.
#[derive(Default)]
struct Sets {
    numbers: HashMap<Vec<Alternative>, u32>,
}

impl Lookout {
    /// A lookout for these patterns.
    pub fn new(patterns: Vec<Pattern>) -> Self {
        let (mut lookout, mut sets) = (Self::default(), Sets::default());
        for (at, pattern) in (0..).zip(&patterns) {
            lookout.written.push(pattern.written().into());
            for alternative in pattern.first() {
                match alternative {
                    Alternative::Words(words) => lookout.word(&words[0]).begins.push(at),
                    Alternative::Beginning(beginning) => lookout.beginning(beginning).begins.push(at),
                    Alternative::Number => lookout.number.begins.push(at),
                }
            }
            lookout.patterns.push(pattern.steps().iter().map(|step| sets.check(step)).collect());
        }
        lookout.sets = sets.numbers.len();
        for (alternatives, set) in sets.numbers {
            lookout.place(&alternatives, set);
        }
        lookout
    }

    /// How many patterns there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.patterns.len()
    }

    /// A pattern as it was written.
    pub fn written(&self, pattern: usize) -> &str {
        &self.written[pattern]
    }

    /// How the patterns see a word.
    pub fn see(&self, word: &str) -> Seen {
        let by_letter = word.chars().next().and_then(|first| self.beginnings.get(&first));
        let begun = by_letter.into_iter().flatten().filter(|(beginning, _)| word.starts_with(&**beginning));
        let places = self.words.get(word).into_iter().chain(begun.map(|(_, place)| place));
        let mut seen = Seen::default();
        let mut begins = Vec::new();
        for place in places.chain(is_number(word).then_some(&self.number)) {
            if seen.sets.is_empty() {
                seen.sets = vec![0; self.sets.div_ceil(64)].into();
            }
            place.sets.iter().for_each(|set| seen.sets[*set as usize / 64] |= 1 << (set % 64));
            begins.extend_from_slice(&place.begins);
        }
        seen.begins = begins.into();
        seen
    }

    /// Calls `report` with the number of each pattern that stands in `words`, and where; at the first `most`
    /// places of each.
    pub fn find(&self, words: &[&Seen], most: usize, mut report: impl FnMut(usize, Range<usize>)) {
        let mut present = vec![0_u64; self.sets.div_ceil(64)];
        words.iter().for_each(|word| present.iter_mut().zip(&word.sets).for_each(|(all, sets)| *all |= sets));
        let present = Seen { sets: present.into(), begins: Box::default() };
        // How often each may still be reported; nothing while it is not known whether it can stand here at all.
        let mut left: Vec<Option<usize>> = vec![None; self.patterns.len()];
        for (at, word) in words.iter().enumerate() {
            for number in word.begins.iter().map(|number| *number as usize) {
                let steps = &self.patterns[number];
                let left = left[number].get_or_insert_with(|| if may_stand(steps, &present) { most } else { 0 });
                if *left == 0 {
                    continue;
                }
                if let Some(length) = follows(steps, &words[at..]) {
                    *left -= 1;
                    report(number, at..at + length);
                }
            }
        }
    }

    fn word(&mut self, word: &str) -> &mut Place {
        self.words.entry(word.into()).or_default()
    }

    fn beginning(&mut self, beginning: &str) -> &mut Place {
        let first = beginning.chars().next().unwrap_or_default();
        let by_letter = self.beginnings.entry(first).or_default();
        let at = by_letter.iter().position(|(other, _)| **other == *beginning).unwrap_or_else(|| {
            by_letter.push((beginning.into(), Place::default()));
            by_letter.len() - 1
        });
        &mut by_letter[at].1
    }

    /// Notes that these single words are a set's.
    fn place(&mut self, alternatives: &[Alternative], set: u32) {
        for alternative in alternatives {
            match alternative {
                Alternative::Words(words) => self.word(&words[0]).sets.push(set),
                Alternative::Beginning(beginning) => self.beginning(beginning).sets.push(set),
                Alternative::Number => self.number.sets.push(set),
            }
        }
    }
}

impl Sets {
    fn check(&mut self, step: &Step) -> Check {
        match step {
            Step::OneOf(alternatives) => Check::OneOf(self.choices(alternatives)),
            Step::NoneOf(alternatives) => Check::NoneOf(self.choices(alternatives)),
            Step::Gap => Check::Gap,
        }
    }

    /// The alternatives in their order, neighbouring single words as one set.
    fn choices(&mut self, alternatives: &[Alternative]) -> Box<[Choice]> {
        let mut choices = Vec::new();
        for run in alternatives.chunk_by(|one, other| one.is_single() && other.is_single()) {
            choices.push(match run {
                [Alternative::Words(words)] if words.len() > 1 => {
                    Choice::Row(words.iter().map(|word| self.row(word)).collect())
                }
                singles => Choice::Word(self.number(singles.to_vec())),
            });
        }
        choices.into()
    }

    fn row(&mut self, word: &str) -> u32 {
        let number = word == "#";
        self.number(vec![if number { Alternative::Number } else { Alternative::Words(vec![word.to_owned()]) }])
    }

    fn number(&mut self, set: Vec<Alternative>) -> u32 {
        let next = self.numbers.len() as u32;
        *self.numbers.entry(set).or_insert(next)
    }
}

impl Seen {
    fn is_in(&self, set: u32) -> bool {
        self.sets.get(set as usize / 64).is_some_and(|bits| bits >> (set % 64) & 1 == 1)
    }
}

impl Choice {
    /// How many words it takes if it stands at the beginning of `words`.
    fn length_at(&self, words: &[&Seen]) -> Option<usize> {
        match self {
            Self::Word(set) => words.first()?.is_in(*set).then_some(1),
            Self::Row(sets) => {
                let stands = words.len() >= sets.len() && sets.iter().zip(words).all(|(set, word)| word.is_in(*set));
                stands.then_some(sets.len())
            }
        }
    }
}

/// Whether each step has a word somewhere among those that are `present`: without one, the pattern need not be
/// laid over the message at each of its words.
fn may_stand(steps: &[Check], present: &Seen) -> bool {
    let there = |choice: &Choice| match choice {
        Choice::Word(set) => present.is_in(*set),
        Choice::Row(sets) => sets.iter().all(|set| present.is_in(*set)),
    };
    steps.iter().all(|step| match step {
        Check::OneOf(choices) => choices.iter().any(there),
        Check::NoneOf(_) | Check::Gap => true,
    })
}

fn follows(steps: &[Check], words: &[&Seen]) -> Option<usize> {
    match steps.split_first() {
        None => Some(0),
        Some((Check::Gap, rest)) => {
            (0..=LONGEST_GAP.min(words.len())).find_map(|gap| Some(gap + follows(rest, &words[gap..])?))
        }
        Some((Check::OneOf(choices), rest)) => choices
            .iter()
            .filter_map(|one| one.length_at(words))
            .find_map(|length| Some(length + follows(rest, &words[length..])?)),
        Some((Check::NoneOf(choices), rest)) => {
            let stands = choices.iter().any(|one| one.length_at(words).is_some());
            if stands { None } else { follows(rest, words) }
        }
    }
}
