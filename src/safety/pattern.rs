//! A row of words to look for, as written in `safety.toml`.
//!
//! Only the language of the patterns is here: `word`, `a|b`, `a_b`, `begin*`, `<set>`, `..`, `#` and `!`.
//! Which patterns there are, and what finding one leads to, is data and [`super`]'s part.

use std::collections::HashMap;

/// Words that a ".." may leap over: a clause's length. Longer leaps join what does not belong
/// together.
pub(super) const LONGEST_GAP: usize = 6;

/// What is a year and no number of tablets.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2099;
/// Each gap multiplies the ways a row can be laid over a message, and the work with them.
const MOST_GAPS: usize = 3;
const MOST_STEPS: usize = 16;
/// No tablet of clonazepam has more than two milligrams.
const MANY_MILLIGRAMS: u32 = 4;

const NUMBER_WORDS: [&str; 31] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "thousand",
    "ninety",
    "hundred",
    "dozen",
    "couple",
    "several",
];

/// The sets that patterns may name, each with its members.
pub type Sets = HashMap<String, Vec<String>>;

/// A parsed pattern: at least one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    steps: Vec<Step>,
}

/// One part of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    OneOf(Vec<Alternative>),
    NoneOf(Vec<Alternative>),
    Gap,
}

/// What may stand at a step.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Alternative {
    Words(Vec<String>),
    Beginning(String),
    Number,
}

impl Pattern {
    /// Reads a pattern; `Err` says what is wrong with it.
    pub fn parse(written: &str, sets: &Sets) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in written.split_whitespace() {
            steps.push(match part.strip_prefix('!') {
                Some(rest) => Step::NoneOf(one_of(rest, sets)?),
                None if part == ".." => Step::Gap,
                None => Step::OneOf(one_of(part, sets)?),
            });
        }
        let gaps = steps.iter().filter(|step| **step == Step::Gap).count();
        if gaps > MOST_GAPS || steps.len() > MOST_STEPS {
            return Err(format!("the pattern '{written}' has more than {MOST_GAPS} gaps or {MOST_STEPS} parts"));
        }
        let begins = matches!(steps.first(), Some(Step::OneOf(_)));
        if !begins || steps.last() == Some(&Step::Gap) {
            return Err(format!("the pattern '{written}' must begin and end with a word"));
        }
        Ok(Self { written: written.to_owned(), steps })
    }

    /// The pattern as it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// The plain words the pattern is made of, for the repair of spelling.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let alternatives = self.steps.iter().flat_map(|step| match step {
            Step::OneOf(alternatives) | Step::NoneOf(alternatives) => alternatives.as_slice(),
            Step::Gap => &[],
        });
        let words = alternatives.flat_map(|alternative| match alternative {
            Alternative::Words(words) => words.as_slice(),
            _ => &[],
        });
        words.map(String::as_str)
    }

    /// Its parts.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// What it may begin with.
    pub(super) fn first(&self) -> &[Alternative] {
        match self.steps.first() {
            Some(Step::OneOf(alternatives)) => alternatives,
            _ => &[],
        }
    }
}

fn one_of(part: &str, sets: &Sets) -> Result<Vec<Alternative>, String> {
    let mut alternatives = Vec::new();
    for choice in part.split('|') {
        match choice.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
            Some(name) => {
                let set = sets.get(name).ok_or_else(|| format!("there is no set '{name}'"))?;
                for member in set {
                    alternatives.push(alternative(member)?);
                }
            }
            None => alternatives.push(alternative(choice)?),
        }
    }
    Ok(alternatives)
}

fn alternative(choice: &str) -> Result<Alternative, String> {
    let plain = |text: &str| {
        let mut words = text.split(' ').peekable();
        words.peek().is_some_and(|first| *first != "#")
            && words.all(|word| word == "#" || (!word.is_empty() && word.chars().all(char::is_alphanumeric)))
    };
    match choice.strip_suffix('*') {
        _ if choice == "#" => Ok(Alternative::Number),
        Some(beginning) if plain(beginning) => Ok(Alternative::Beginning(beginning.to_owned())),
        None if plain(&choice.replace('_', " ")) => {
            Ok(Alternative::Words(choice.split([' ', '_']).map(str::to_owned).collect()))
        }
        _ => Err(format!("'{choice}' is not a word")),
    }
}

impl Alternative {
    /// Whether it takes one word.
    pub(super) fn is_single(&self) -> bool {
        !matches!(self, Self::Words(words) if words.len() > 1)
    }
}

/// A number of tablets that is more than one, or of milligrams that is more than one tablet has; years
/// ("2019") are no number of tablets.
pub fn is_number(word: &str) -> bool {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return NUMBER_WORDS.contains(&word);
    }
    let amount = word.trim_end_matches("mgs").trim_end_matches("mg");
    let number = amount.len() <= 4 && amount.chars().all(|c| c.is_ascii_digit());
    let least = if amount == word { 2 } else { MANY_MILLIGRAMS };
    let counted = |number: u32| number >= least && !(amount == word && YEARS.contains(&number));
    number && amount.parse().is_ok_and(counted)
}

#[cfg(test)]
mod tests {
    use super::super::lookout::{Lookout, Seen};
    use super::{Pattern, Sets};

    #[test]
    fn patterns_find_their_words() {
        let sets = Sets::from([("pill".to_owned(), vec!["pill*".to_owned(), "whole box".to_owned()])]);
        let rows = [
            ("took .. <pill>", "he took far too many pills", Some(1..6)),
            ("took .. <pill>", "i took the whole box", Some(1..5)),
            ("took .. <pill>", "pills i took", None),
            ("took .. <pill>", "took a b c d e f g pills", None),
            ("took #", "took 12", Some(0..2)),
            ("took #", "took 1", None),
            ("took #", "took 2mg", None),
            ("took #", "took 10mg", Some(0..2)),
            ("took #", "took 2019", None),
            ("took # !days|pictures", "took 12 pictures", None),
            ("took # !days|pictures", "took 12", Some(0..2)),
            ("not wake|waking", "will not waking", Some(1..3)),
            ("kill*", "he is killing", Some(2..3)),
            ("# pills", "about 20 pills", Some(1..3)),
            ("go_to_# now", "go to three now", Some(0..4)),
            ("in_front|off of", "go in front of it", Some(1..4)),
        ];
        let found = |pattern: &str, text: &str| {
            let lookout = Lookout::new(Pattern::parse(pattern, &sets).into_iter().collect());
            let words: Vec<Seen> = text.split(' ').map(|word| lookout.see(word)).collect();
            let mut place = None;
            lookout.find(&words.iter().collect::<Vec<_>>(), usize::MAX, |_, range| place = Some(range));
            place
        };
        let wrong: Vec<_> = rows.iter().filter(|(pattern, text, expected)| found(pattern, text) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn patterns_that_say_nothing_are_refused() {
        for written in ["", "..", "took ..", "<none>", "a||b", "*", "!took", "! took"] {
            assert!(Pattern::parse(written, &Sets::new()).is_err(), "{written}");
        }
    }
}
