//! Counts the examples of danger and lays out the words of English while the program is built, so that it need not
//! at each start.
//!
//! The modules that read and count are the program's own: what is counted here and what is read later cannot
//! come apart. What is written lies in the program as `src/safety/build.rs` reads it.

// Parts of the modules that only the program uses.
#![allow(dead_code, unused_imports, missing_docs)]

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use cues::{Sameness, Tally};
use faq::{Library, load};
use label::Label;
use table::Layout;

#[path = "src/safety/cues.rs"]
mod cues;
#[path = "src/safety/examples.rs"]
mod examples;
#[path = "src/faq/mod.rs"]
mod faq;
#[path = "src/guard.rs"]
mod guard;
#[path = "src/help_lines.rs"]
mod help_lines;
#[path = "src/safety/label.rs"]
mod label;
#[path = "src/language.rs"]
mod language;
#[path = "src/safety/lookout.rs"]
mod lookout;
#[path = "src/safety/pattern.rs"]
mod pattern;
#[path = "src/sentences/mod.rs"]
mod sentences;
#[path = "src/matching/stemming.rs"]
mod stemming;
#[path = "src/safety/table.rs"]
mod table;
#[path = "src/text/mod.rs"]
mod text;

/// Where the modules above expect each other.
mod matching {
    pub use super::stemming::stem;
}
mod safety {
    pub(crate) use super::{lookout, pattern};
}

/// The vocabulary group of the medicine's names, which are one word to the examples.
const MEDICINE: &str = "clonazepam";
/// Words rarer than this do not make their stems commoner: `src/matching/lexicon.rs` takes what is not listed for
/// so rare.
const RAREST_ZIPF: f32 = 3.5;

fn main() -> Result<(), Box<dyn Error>> {
    let read = [
        "build.rs",
        "faq",
        "src/faq",
        "src/text",
        "src/safety",
        "src/guard.rs",
        "src/help_lines.rs",
        "src/language.rs",
        "src/sentences",
        "src/matching",
    ];
    read.iter().for_each(|path| println!("cargo::rerun-if-changed={path}"));
    let folder = PathBuf::from(std::env::var("OUT_DIR")?);
    count_examples(&folder)?;
    lay_out_english(&folder)
}

fn count_examples(folder: &Path) -> Result<(), Box<dyn Error>> {
    let faq = Library::parse(&load::built_in()).map_err(|problems| problems.to_string())?;
    let same = sameness(&faq);
    let mut all = asked(&faq);
    for (label, text) in examples::core() {
        all.push((label, text));
    }
    let tally = Tally::of(all.into_iter(), &same);
    let layout = Layout::of(&tally.cues);
    fs::write(folder.join("cues.bin"), &layout.cues)?;
    fs::write(folder.join("kind_of.bin"), &layout.kind_of)?;
    let kinds = layout.kinds.iter().zip(&layout.cues_of);
    let kinds = kinds.flat_map(|(counts, cues)| counts.map(u32::from).into_iter().chain([*cues]));
    fs::write(folder.join("kinds.bin"), bytes(kinds))?;
    fs::write(folder.join("starts.bin"), bytes(layout.starts.iter().copied()))?;
    let words: Vec<String> = tally.words.iter().map(|(word, count)| format!("{word} {count}\n")).collect();
    fs::write(folder.join("words.txt"), words.concat())?;
    let replaced = same.replacements.iter().map(|(word, meaning)| format!("{word} {}\n", meaning.join(" ")));
    fs::write(folder.join("replaced.txt"), replaced.collect::<String>())?;
    let mut names: Vec<&str> = same.medicine.iter().map(String::as_str).collect();
    names.sort_unstable();
    fs::write(folder.join("medicine.txt"), names.join("\n"))?;
    Ok(())
}

/// Numbers as bytes, each one's lowest first.
fn bytes(numbers: impl Iterator<Item = u32>) -> Vec<u8> {
    numbers.flat_map(u32::to_le_bytes).collect()
}

/// Words and stems by alphabet, where each ends, and how common each is.
fn lay_out_english(folder: &Path) -> Result<(), Box<dyn Error>> {
    let (mut words, mut stems): (BTreeMap<String, f32>, BTreeMap<String, f32>) = Default::default();
    for line in include_str!("src/matching/english.txt").lines().filter(|line| !line.starts_with('#')) {
        let (zipf, listed) = line.split_once(' ').ok_or("a line without words")?;
        let zipf: f32 = zipf.parse()?;
        for word in listed.split(' ') {
            words.insert(word.to_owned(), zipf);
        }
    }
    for (word, zipf) in words.iter().filter(|(_, zipf)| **zipf > RAREST_ZIPF) {
        let place = stems.entry(stemming::stem(word)).or_insert(*zipf);
        *place = place.max(*zipf);
    }
    for (name, table) in [("english", words), ("stems", stems)] {
        let (mut text, mut ends, mut halves) = (String::new(), Vec::new(), Vec::new());
        for (word, zipf) in table {
            text.push_str(&word);
            ends.extend((text.len() as u32).to_le_bytes());
            halves.push((zipf * 2.0) as u8);
        }
        fs::write(folder.join(format!("{name}.txt")), text)?;
        fs::write(folder.join(format!("{name}_ends.bin")), ends)?;
        fs::write(folder.join(format!("{name}_zipf.bin")), halves)?;
    }
    Ok(())
}

fn sameness(faq: &Library) -> Sameness {
    let vocabulary = faq.vocabulary().of_any_subject().keeping_tone();
    let replaced = vocabulary.replaced_words();
    let meaning = |word: &str| vocabulary.replacement(word).unwrap_or_default().to_vec();
    let replacements = replaced.map(|word| (word.to_owned(), meaning(word))).collect();
    let names = faq.vocabulary().groups().iter().find(|group| group.name == MEDICINE);
    let medicine: HashSet<String> =
        names.into_iter().flat_map(|group| &group.members).map(|member| member.concat()).collect();
    Sameness { medicine, replacements }
}

/// What people ask the built-in FAQ: harmless, or refused.
fn asked(faq: &Library) -> Vec<(Label, &str)> {
    let entries = faq
        .entries()
        .iter()
        .flat_map(|entry| std::iter::once(entry.question()).chain(entry.phrasings().iter().map(String::as_str)));
    let topics = faq.topics().iter().flat_map(|topic| {
        let label = topic.refused().map_or(Label::Harmless, Label::Refused);
        topic.phrasings().iter().map(move |text| (label, text.as_str()))
    });
    entries.map(|text| (Label::Harmless, text)).chain(topics).collect()
}
