//! The words people use: groups that mean the same, chat abbreviations, far-off misspellings.
//!
//! This is data for [`crate::matching`]; what a group does to a score is decided there.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;
use toml::Spanned;

use super::filler;
use super::problem::{Problem, Problems};
use crate::language::Language;
use crate::text::words::words;

/// Endings of fewer letters would take in any unknown word.
const SHORTEST_ENDING: usize = 3;

/// Words of one idea, abbreviations and misspellings, all folded to plain words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    groups: Vec<Group>,
    replacements: BTreeMap<String, Vec<String>>,
    filler: BTreeSet<String>,
}

/// Words and phrases that mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What the group is called in explanations.
    pub name: String,
    /// Each member as its plain words.
    pub members: Vec<Vec<String>>,
    /// An unknown word that ends like this is a member too.
    pub endings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    group: Vec<RawGroup>,
    #[serde(default)]
    filler: RawFiller,
    #[serde(default)]
    short: BTreeMap<Spanned<String>, String>,
    #[serde(default)]
    misspelt: BTreeMap<String, Vec<Spanned<String>>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct RawFiller {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGroup {
    name: Spanned<String>,
    words: Vec<Spanned<String>>,
    #[serde(default)]
    endings: Vec<Spanned<String>>,
}

impl Vocabulary {
    /// The abbreviations and misspellings alone, which are the same whatever is asked about.
    pub fn of_any_subject(&self) -> Self {
        Self { replacements: self.replacements.clone(), ..Self::default() }
    }

    /// The same with the filler words of a language.
    pub(super) fn in_language(mut self, language: Language) -> Self {
        self.filler.extend(words(filler::words(language)));
        self
    }

    /// What it says of words that it does not list: the groups' endings, and which words are filler.
    pub fn of_unlisted_words(&self) -> Self {
        let unlisted =
            |group: &Group| Group { name: group.name.clone(), members: Vec::new(), endings: group.endings.clone() };
        let groups = self.groups.iter().map(unlisted).collect();
        Self { groups, filler: self.filler.clone(), ..Self::default() }
    }

    /// The same with every word that would be dropped left as it is ("lol"): it says how something is meant.
    pub fn keeping_tone(&self) -> Self {
        let said = self.replacements.iter().filter(|(_, meaning)| !meaning.is_empty());
        Self { replacements: said.map(|(word, meaning)| (word.clone(), meaning.clone())).collect(), ..self.clone() }
    }

    /// Groups in the order of the file.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether `word` belongs to asking and telling and says nothing about what is asked.
    pub fn is_filler(&self, word: &str) -> bool {
        self.filler.contains(word)
    }

    /// Abbreviations and mistakes that are listed.
    pub fn replaced_words(&self) -> impl Iterator<Item = &str> {
        self.replacements.keys().map(String::as_str)
    }

    /// What `word` stands for: itself, unless it is a listed abbreviation or mistake.
    pub fn spelt_out<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let meaning = self.replacement(word);
        let itself = meaning.is_none().then_some(word);
        meaning.unwrap_or_default().iter().map(String::as_str).chain(itself)
    }

    /// A vocabulary of these abbreviations and mistakes alone.
    pub fn of_replacements(replacements: BTreeMap<String, Vec<String>>) -> Self {
        Self { replacements, ..Self::default() }
    }

    /// What stands for `word`: the spelt-out words of an abbreviation, the right spelling of a
    /// listed mistake, or nothing where the word is to be taken as it is.
    pub fn replacement(&self, word: &str) -> Option<&[String]> {
        self.replacements.get(word).map(Vec::as_slice)
    }
}

/// Reads a vocabulary file; `Err` lists everything wrong in it.
pub(super) fn parse(file: &str, text: &str) -> Result<Vocabulary, Problems> {
    let raw: RawFile = toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
    let mut problems = Vec::new();
    let mut report = |span, reason: String| problems.push(Problem::at(file, text, span, reason));
    let filler = raw.filler.words.iter().flat_map(|word| words(word)).collect();
    let mut vocabulary = Vocabulary { filler, ..Vocabulary::default() };
    let mut owners: HashMap<Vec<String>, String> = HashMap::new();
    for group in raw.group {
        let name = group.name.get_ref().clone();
        let mut members = Vec::new();
        for word in &group.words {
            let member = words(word.get_ref());
            if member.is_empty() {
                report(word.span(), format!("'{}' holds no word", word.get_ref()));
                continue;
            }
            match owners.insert(member.clone(), name.clone()) {
                Some(owner) if owner != name => {
                    report(word.span(), format!("'{}' stands in group '{owner}' already", word.get_ref()));
                }
                _ => members.push(member),
            }
        }
        members.sort();
        members.dedup();
        let mut endings = Vec::new();
        for ending in &group.endings {
            let letters = ending.get_ref();
            if letters.chars().count() < SHORTEST_ENDING || !letters.chars().all(|c| c.is_ascii_lowercase()) {
                let reason = format!("the ending '{letters}' is not {SHORTEST_ENDING} or more lower-case letters");
                report(ending.span(), reason);
            }
            endings.push(letters.clone());
        }
        vocabulary.groups.push(Group { name, members, endings });
    }
    let short = raw.short.into_iter().map(|(word, meaning)| (word.span(), word.into_inner(), meaning));
    let misspelt = raw.misspelt.into_iter().flat_map(|(right, wrong)| {
        wrong.into_iter().map(move |wrong| (wrong.span(), wrong.into_inner(), right.clone()))
    });
    for (span, word, meaning) in short.chain(misspelt) {
        match words(&word).as_slice() {
            [key] => {
                if vocabulary.replacements.insert(key.clone(), words(&meaning)).is_some() {
                    report(span, format!("'{word}' is listed twice"));
                }
            }
            _ => report(span, format!("'{word}' is not one word")),
        }
    }
    Problems::check(problems)?;
    Ok(vocabulary)
}
