//! Tags as discord.js's utility bot keeps them: a TOML table each, with `keywords` and `content`.
//!
//! A tag has no question, no sources and few keywords, so that there is always something left to do after an import.
//! What goes out is what this bot would say, with its notice: another bot will say it in its place.

use std::collections::HashSet;

use serde::Deserialize;
use serde::de::IntoDeserializer;
use toml::de::{DeTable, DeValue};
use toml::{Spanned, Value};

use super::draft::{Draft, quoted};
use super::import::Row;
use crate::decide::{Decision, Verdict};
use crate::faq::{Code, Entry, Library, Problem, Problems};
use crate::render;
use crate::text::words::words;
use crate::wording::Wording;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tag {
    #[serde(default)]
    keywords: Vec<String>,
    content: String,
    /// Whether that bot lists it among the first.
    #[serde(default, rename = "hoisted")]
    _hoisted: bool,
}

/// The drafts with the lines they begin in, in the order of the file.
pub(super) fn read(file: &str, text: &str) -> (Vec<Row>, Vec<Problem>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return (Vec::new(), Problem::all_from_toml(file, text, &errors));
    }
    let mut tags: Vec<_> = table.into_inner().into_iter().collect();
    tags.sort_by_key(|(name, _)| name.span().start);
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for (name, tag) in tags {
        let line = text[..name.span().start].matches('\n').count() + 1;
        match read_tag(tag) {
            Ok(tag) => rows.push(row(name.get_ref(), tag, line)),
            Err(error) => problems.push(Problem::from_toml(file, text, &error).in_entry(name.get_ref().as_ref())),
        }
    }
    (rows, problems)
}

/// A FAQ's entries as tags; `Err` names entries that would be held back.
pub(super) fn write(library: &Library) -> Result<String, Problems> {
    let wording = Wording::default();
    let mut text = String::new();
    let mut problems = Vec::new();
    for entry in library.entries() {
        let reply = wording.of(&Verdict::of(Decision::Answer(vec![entry.id().clone()])), library);
        match reply.filter(|reply| !reply.is_withheld()) {
            Some(reply) => text += &tag(entry, &render::discord(&reply)),
            None => {
                let reason = "says something that nobody has reviewed, and would be held back: see `faqbot check`";
                problems
                    .push(Problem::in_file("the FAQ", reason).coded(Code::Unreviewed).in_entry(entry.id().as_str()));
            }
        }
    }
    Problems::check(problems)?;
    Ok(text)
}

fn read_tag(tag: Spanned<DeValue<'_>>) -> Result<Tag, toml::de::Error> {
    Tag::deserialize(tag.into_deserializer())
}

fn row(name: &str, tag: Tag, line: usize) -> Row {
    let mut left = Vec::new();
    let spoken = |text: &str| text.replace('-', " ").trim().to_owned();
    let lower = name.to_ascii_lowercase();
    let id: String = lower.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    let mut question = spoken(name);
    if let Some(first) = question.get(..1) {
        question = first.to_uppercase() + &question[1..];
    }
    left.push(format!("the question is the tag's name ('{question}'): write it as people are to read it"));
    let mut seen = HashSet::from([words(&question)]);
    let (mut phrasings, mut dropped) = (Vec::new(), Vec::new());
    for keyword in &tag.keywords {
        let said = words(&spoken(keyword));
        if said.is_empty() {
            dropped.push(format!("'{keyword}'"));
        } else if seen.insert(said) {
            phrasings.push(spoken(keyword));
        }
    }
    if !dropped.is_empty() {
        left.push(format!("{} hold no word, and were left out", dropped.join(", ")));
    }
    let draft = Draft { id, question, phrasings, answer: tag.content, ..Draft::default() };
    Row { draft, line, left }
}

fn tag(entry: &Entry, content: &str) -> String {
    let keyword = |phrasing: &String| {
        let lower = phrasing.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '.'));
        Value::from(words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-"))
    };
    let keywords = Value::Array(entry.phrasings().iter().map(keyword).collect());
    format!("[{}]\nkeywords = {keywords}\ncontent = {}\n\n", entry.id(), quoted(&format!("{content}\n")))
}
