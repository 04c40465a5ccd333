//! Completes what somebody is typing to questions the FAQ can answer.
//!
//! Half-typed words are compared by how they begin; whole questions are [`crate::decide`]'s part.

use crate::decide::Answerer;
use crate::faq::Entry;
use crate::text::words::words;

/// Discord shows at most 25 choices.
pub const MOST_COMPLETIONS: usize = 25;

/// Entries for what has been typed so far, likeliest first: those whose question or phrasings hold
/// every typed word or a word that begins with it, then those the matcher finds near.
pub fn complete<'a>(answerer: &'a Answerer, typed: &str) -> Vec<&'a Entry> {
    let entries = answerer.library().entries();
    let typed_words = words(typed);
    let mut found: Vec<&Entry> = entries.iter().filter(|entry| begins_like(entry.question(), &typed_words)).collect();
    let in_phrasings =
        entries.iter().filter(|entry| entry.phrasings().iter().any(|text| begins_like(text, &typed_words)));
    let near = answerer.nearest(typed).into_iter().filter_map(|id| answerer.library().entry(&id));
    for entry in in_phrasings.chain(near) {
        if !found.iter().any(|other| other.id() == entry.id()) {
            found.push(entry);
        }
    }
    found.truncate(MOST_COMPLETIONS);
    found
}

/// The entry that `typed` names: by its id, or by its question, in whatever case.
pub fn find<'a>(answerer: &'a Answerer, typed: &str) -> Option<&'a Entry> {
    let asked = words(typed);
    let library = answerer.library();
    let by_id = library.entries().iter().find(|entry| words(entry.id().as_str()) == asked);
    by_id.or_else(|| library.asked(&asked))
}

fn begins_like(text: &str, typed: &[String]) -> bool {
    let text = words(text);
    typed.iter().all(|typed| text.iter().any(|word| word.starts_with(typed.as_str())))
}
