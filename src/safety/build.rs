//! Puts the rules and examples together, ready to be compared with.
//!
//! The built-in FAQ's own questions count as examples too, whatever FAQ is answered from: what is heard
//! must not depend on it.

use std::collections::HashMap;

use super::disguise::Disguises;
use super::likeness::{Counts, Label};
use super::pattern::Lookout;
use super::rules::{Meaning, Origin, Rule, Rules};
use super::{CORE, Safety, examples};
use crate::faq::{Library, Problems, SAFETY_FILE, SourceFile, load};
use crate::matching::{Reader, spelt_out};
use crate::text::words::Tokens;

/// The vocabulary group of the medicine's names, which are one word to the examples.
const MEDICINE: &str = "clonazepam";
/// A word of the examples is known to be right if it stands in this many: a common slip stands in
/// a few.
const KNOWN_WORD: u32 = 5;

impl Safety {
    /// The core rules and examples with those of a folder's own files.
    pub(super) fn build(own: &[&SourceFile]) -> Result<Self, Problems> {
        let (mut read, mut problems) = (Rules::default(), Vec::new());
        let core = SourceFile { name: format!("built-in {SAFETY_FILE}"), text: CORE.to_owned() };
        read.read(&core, Origin::Core, &mut problems);
        own.iter().for_each(|file| read.read(file, Origin::Folder, &mut problems));
        Problems::check(problems)?;
        let faq = Library::parse(&load::built_in())?;
        let mut examples: Vec<(Label, &str)> = asked(&faq);
        examples.extend(read.examples.iter().map(|(label, text)| (*label, text.as_str())));
        for (label, text) in examples::core() {
            examples.push((label, text));
        }
        let vocabulary = faq.vocabulary().of_any_subject().keeping_tone();
        let known = known_words(&read.rules, &examples);
        let reader = Reader::new(&vocabulary, known.iter().map(String::as_str));
        let names = faq.vocabulary().groups().iter().find(|group| group.name == MEDICINE);
        let names = names.into_iter().flat_map(|group| &group.members).map(|member| member.concat());
        let mut counts = Counts::of_medicine(names.collect());
        let mut tokens = Tokens::default();
        for (label, text) in &examples {
            tokens.read(text);
            // Their spelling is left as it is: most is right, and mending it would cost half a second at every
            // start.
            let typed = tokens.words(0..tokens.len());
            let words: Vec<String> = typed.flat_map(|word| spelt_out(&vocabulary, word)).map(str::to_owned).collect();
            counts.add(*label, &words);
        }
        let listed = read.rules.iter().filter(|rule| rule.meaning != Meaning::Idiom);
        let disguises = Disguises::new(listed.flat_map(|rule| rule.pattern.words()));
        let (rules, patterns) = read.rules.into_iter().map(|rule| ((rule.id, rule.meaning), rule.pattern)).unzip();
        Ok(Self { reader, disguises, rules, lookout: Lookout::new(patterns), likeness: counts.finish(), core: None })
    }
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

/// The words that spelling is mended to: those of the rules, and those that several examples share.
fn known_words(rules: &[Rule], examples: &[(Label, &str)]) -> Vec<String> {
    // How many examples hold a word, and the last of them.
    let mut counts: HashMap<String, (u32, usize)> = HashMap::new();
    let mut tokens = Tokens::default();
    for (number, (_, text)) in examples.iter().enumerate() {
        tokens.read(text);
        for word in tokens.words(0..tokens.len()) {
            match counts.get_mut(word) {
                Some((_, last)) if *last == number => {}
                Some((count, last)) => (*count, *last) = (*count + 1, number),
                None => {
                    counts.insert(word.to_owned(), (1, number));
                }
            }
        }
    }
    let shared = counts.into_iter().filter(|(_, (count, _))| *count >= KNOWN_WORD).map(|(word, _)| word);
    shared.chain(rules.iter().flat_map(|rule| rule.pattern.words()).map(str::to_owned)).collect()
}
