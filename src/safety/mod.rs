//! Recognises a person in danger before anything else is looked at.
//!
//! The core patterns are compiled in and cannot be taken away; a FAQ folder's own `safety.toml` can
//! only add to them. What is said in reply is in [`crate::wording`].

mod pattern;

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use crate::faq::{Problem, Problems, SourceFile, Vocabulary};
use crate::matching::Reader;
use crate::text::words::words;
use pattern::Pattern;

/// The core patterns, with the sets they use.
const CORE: &str = include_str!("../../faq/safety.toml");
const FILE_NAME: &str = crate::faq::SAFETY_FILE;

/// The kind of danger, in the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Danger {
    /// A medical emergency, now.
    Medical,
    /// Self-harm or suicide, of oneself or another.
    SelfHarm,
}

/// The patterns of danger, ready to be looked for.
#[derive(Debug)]
pub struct Safety {
    reader: Reader,
    patterns: Vec<(Danger, Pattern)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    sets: HashMap<String, Vec<String>>,
    #[serde(default)]
    class: Vec<RawClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawClass {
    id: Spanned<String>,
    patterns: Vec<Spanned<String>>,
}

impl Safety {
    /// The core patterns and those that the folder's own file adds.
    pub fn parse(files: &[SourceFile], vocabulary: &Vocabulary) -> Result<Self, Problems> {
        let core = SourceFile { name: format!("built-in {FILE_NAME}"), text: CORE.to_owned() };
        let mut patterns = Vec::new();
        let mut problems = Vec::new();
        let mut sets = HashMap::new();
        let own = files.iter().filter(|file| file.name == FILE_NAME && file.text != CORE);
        for file in std::iter::once(&core).chain(own) {
            read(file, &mut sets, &mut patterns, &mut problems);
        }
        Problems::check(problems)?;
        patterns.sort_by_key(|(danger, _)| *danger);
        let reader = Reader::new(vocabulary, patterns.iter().flat_map(|(_, pattern)| pattern.words()));
        Ok(Self { reader, patterns })
    }

    /// The danger that `text` tells of, if any: the most urgent of those found.
    pub fn danger(&self, text: &str) -> Option<Danger> {
        self.found(text).map(|(danger, _)| *danger)
    }

    /// The pattern that was found in `text`, as it is written in its file.
    pub fn pattern(&self, text: &str) -> Option<&str> {
        self.found(text).map(|(_, pattern)| pattern.written())
    }

    fn found(&self, text: &str) -> Option<&(Danger, Pattern)> {
        let (mended, typed) = (self.reader.plain_words(text), words(text));
        self.patterns.iter().find(|(_, pattern)| pattern.is_in(&mended) || pattern.is_in(&typed))
    }
}

fn read(
    file: &SourceFile,
    sets: &mut HashMap<String, Vec<String>>,
    patterns: &mut Vec<(Danger, Pattern)>,
    problems: &mut Vec<Problem>,
) {
    let raw: RawFile = match toml::from_str(&file.text) {
        Ok(raw) => raw,
        Err(error) => return problems.push(Problem::from_toml(&file.name, &file.text, &error)),
    };
    sets.extend(raw.sets);
    for class in raw.class {
        let danger = match class.id.get_ref().as_str() {
            "medical" => Danger::Medical,
            "self-harm" => Danger::SelfHarm,
            other => {
                let reason = format!("there is no class '{other}', only 'medical' and 'self-harm'");
                problems.push(Problem::at(&file.name, &file.text, class.id.span(), reason));
                continue;
            }
        };
        for written in class.patterns {
            match Pattern::parse(written.get_ref(), sets) {
                Ok(pattern) => patterns.push((danger, pattern)),
                Err(reason) => problems.push(Problem::at(&file.name, &file.text, written.span(), reason)),
            }
        }
    }
}
