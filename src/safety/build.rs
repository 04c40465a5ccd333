//! Puts the rules and examples together, ready to be compared with.
//!
//! The core's examples were counted when the program was built (`build.rs` beside the manifest). The built-in
//! FAQ's own questions are among them, whatever FAQ is answered from: what is heard must not depend on it.

use std::collections::HashSet;

use super::cues::{Sameness, Tally};
use super::disguise::Disguises;
use super::likeness::Likeness;
use super::lookout::Lookout;
use super::rules::{Meaning, Origin, Rules};
use super::table::Table;
use super::{CORE, Safety};
use crate::faq::{Problems, SAFETY_FILE, SourceFile, Vocabulary};
use crate::matching::Mender;

/// A word of the examples is known to be right if it stands in this many: a common slip stands in
/// a few.
const KNOWN_WORD: u32 = 5;

/// What the build has counted: cues with which of the different counts they have, these, and
/// where cues begin that begin alike.
const CUES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/cues.bin"));
const KIND_OF: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kind_of.bin"));
const KINDS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kinds.bin"));
const STARTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/starts.bin"));
/// Words with how many examples hold them, words with what they stand for, and the medicine's names, a line each.
const WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/words.txt"));
const REPLACED: &str = include_str!(concat!(env!("OUT_DIR"), "/replaced.txt"));
const MEDICINE: &str = include_str!(concat!(env!("OUT_DIR"), "/medicine.txt"));

impl Safety {
    /// The core rules and examples with those of a folder's own files.
    pub(super) fn build(own: &[&SourceFile]) -> Result<Self, Problems> {
        let (mut read, mut problems) = (Rules::default(), Vec::new());
        let core = SourceFile { name: format!("built-in {SAFETY_FILE}"), text: CORE.to_owned() };
        read.read(&core, Origin::Core, &mut problems);
        own.iter().for_each(|file| read.read(file, Origin::Folder, &mut problems));
        Problems::check(problems)?;
        let same = sameness();
        let examples = read.examples.iter().map(|(label, text)| (*label, text.as_str()));
        let own = Tally::of(examples, &same);
        let words = known_words(&own).into_iter();
        let known: HashSet<&str> = words.chain(read.rules.iter().flat_map(|rule| rule.pattern.words())).collect();
        let mender = Mender::new(Vocabulary::of_replacements(same.replacements.clone()), known.into_iter());
        let core = Table::laid_out(CUES, KIND_OF, KINDS, STARTS);
        let table = if own.cues.is_empty() { core } else { core.with(&Table::of(own)) };
        let listed = read.rules.iter().filter(|rule| rule.meaning != Meaning::Idiom);
        let listed: HashSet<&str> = listed.flat_map(|rule| rule.pattern.words()).collect();
        let disguises = Disguises::new(listed.into_iter());
        let (rules, patterns) = read.rules.into_iter().map(|rule| ((rule.id, rule.meaning), rule.pattern)).unzip();
        let (lookout, likeness) = (Lookout::new(patterns), Likeness::new(table));
        Ok(Self { mender, disguises, rules, lookout, same, likeness, core: None })
    }
}

/// What the examples' words are taken for, as the build took them.
fn sameness() -> Sameness {
    let meaning = |line: &str| {
        let (word, meaning) = line.split_once(' ').unwrap_or((line, ""));
        (word.to_owned(), meaning.split_whitespace().map(str::to_owned).collect())
    };
    Sameness {
        medicine: MEDICINE.lines().map(str::to_owned).collect(),
        replacements: REPLACED.lines().map(meaning).collect(),
    }
}

/// The words that several examples share, the core's and a folder's `own` together.
fn known_words(own: &Tally) -> Vec<&str> {
    let core = WORDS.lines().filter_map(|line| {
        let (word, count) = line.split_once(' ')?;
        let more = own.words.get(word).copied().unwrap_or_default();
        (count.parse::<u32>().ok()? + more >= KNOWN_WORD).then_some(word)
    });
    let others = own.words.iter().filter(|(_, count)| **count >= KNOWN_WORD).map(|(word, _)| word.as_str());
    core.chain(others).collect()
}
