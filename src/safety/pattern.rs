//! A row of words to look for, as written in `safety.toml`.
//!
//! Only the language of the patterns is here: `word`, `a|b`, `begin*`, `<set>`, `..` and `#`. Which
//! patterns there are, and what finding one leads to, is data and [`super`]'s part.

use std::collections::HashMap;

/// Words that a ".." may leap over: a clause's length. Longer leaps join what does not belong
/// together.
const LONGEST_GAP: usize = 6;

const NUMBER_WORDS: [&str; 27] = [
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
    "hundred",
    "dozen",
    "couple",
    "several",
];

/// A parsed pattern: at least one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    written: String,
    steps: Vec<Step>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    OneOf(Vec<Alternative>),
    Gap,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Alternative {
    Words(Vec<String>),
    Beginning(String),
    Number,
}

impl Pattern {
    /// Reads a pattern; `Err` says what is wrong with it.
    pub fn parse(written: &str, sets: &HashMap<String, Vec<String>>) -> Result<Self, String> {
        let mut steps = Vec::new();
        for part in written.split_whitespace() {
            let step = if part == ".." { Step::Gap } else { one_of(part, sets)? };
            steps.push(step);
        }
        let ends_in_gap = matches!(steps.first(), None | Some(Step::Gap)) || steps.last() == Some(&Step::Gap);
        if ends_in_gap {
            return Err(format!("the pattern '{written}' must begin and end with a word"));
        }
        Ok(Self { written: written.to_owned(), steps })
    }

    /// The pattern as it was written.
    pub fn written(&self) -> &str {
        &self.written
    }

    /// Whether the row of words stands anywhere in `words`.
    pub fn is_in(&self, words: &[String]) -> bool {
        (0..words.len()).any(|at| follows(&self.steps, &words[at..]))
    }

    /// The plain words the pattern is made of, for the repair of spelling.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let alternatives = self.steps.iter().flat_map(|step| match step {
            Step::OneOf(alternatives) => alternatives.as_slice(),
            Step::Gap => &[],
        });
        alternatives
            .flat_map(|alternative| match alternative {
                Alternative::Words(words) => words.as_slice(),
                _ => &[],
            })
            .map(String::as_str)
    }
}

fn one_of(part: &str, sets: &HashMap<String, Vec<String>>) -> Result<Step, String> {
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
    Ok(Step::OneOf(alternatives))
}

fn alternative(choice: &str) -> Result<Alternative, String> {
    let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == ' ');
    match choice.strip_suffix('*') {
        _ if choice == "#" => Ok(Alternative::Number),
        Some(beginning) if plain(beginning) => Ok(Alternative::Beginning(beginning.to_owned())),
        None if plain(choice) => Ok(Alternative::Words(choice.split(' ').map(str::to_owned).collect())),
        _ => Err(format!("'{choice}' is not a word")),
    }
}

fn follows(steps: &[Step], words: &[String]) -> bool {
    match steps.split_first() {
        None => true,
        Some((Step::Gap, rest)) => (0..=LONGEST_GAP.min(words.len())).any(|gap| follows(rest, &words[gap..])),
        Some((Step::OneOf(alternatives), rest)) => {
            alternatives.iter().filter_map(|one| one.length_at(words)).any(|length| follows(rest, &words[length..]))
        }
    }
}

impl Alternative {
    /// How many words it takes if it stands at the beginning of `words`.
    fn length_at(&self, words: &[String]) -> Option<usize> {
        let first = words.first()?;
        match self {
            Self::Words(wanted) => words.starts_with(wanted).then_some(wanted.len()),
            Self::Beginning(beginning) => first.starts_with(beginning.as_str()).then_some(1),
            Self::Number => is_number(first).then_some(1),
        }
    }
}

/// A number of tablets that is more than one; years, doses in "2mg" and the like are not numbers
/// of tablets, so four digits and digits with letters do not count.
fn is_number(word: &str) -> bool {
    let digits = word.len() <= 3 && word.chars().all(|c| c.is_ascii_digit()) && word != "1" && word != "0";
    digits || NUMBER_WORDS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use std::collections::HashMap;

    #[test]
    fn patterns_find_their_words() {
        let sets = HashMap::from([("pill".to_owned(), vec!["pill*".to_owned(), "whole box".to_owned()])]);
        let rows = [
            ("took .. <pill>", "he took far too many pills", true),
            ("took .. <pill>", "i took the whole box", true),
            ("took .. <pill>", "pills i took", false),
            ("took .. <pill>", "took a b c d e f g pills", false),
            ("took #", "took 12", true),
            ("took #", "took 1", false),
            ("took #", "took 2mg", false),
            ("not wake|waking", "will not waking", true),
        ];
        let found = |pattern: &str, text: &str| {
            let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
            Pattern::parse(pattern, &sets).is_ok_and(|pattern| pattern.is_in(&words))
        };
        let wrong: Vec<_> = rows.iter().filter(|(pattern, text, expected)| found(pattern, text) != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn patterns_that_say_nothing_are_refused() {
        for written in ["", "..", "took ..", "<none>", "a||b", "*"] {
            assert!(Pattern::parse(written, &HashMap::new()).is_err(), "{written}");
        }
    }
}
