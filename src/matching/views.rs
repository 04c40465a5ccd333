//! The parts of a message that may hold its question, each with how likely it does.
//!
//! People tell a story and ask one thing in it. Compared as a whole, the story drowns the
//! question; so each sentence and clause is looked at too, and the best view of an entry counts.

use std::collections::HashSet;

use crate::text::words::{clauses, words};

/// A clause that asks (begins like a question or ends in '?') counts nearly as the whole does: it
/// may have lost a word of context.
const ASKING_SHARE: f32 = 0.94;
/// The last clause of a message is where the point mostly stands, even without a question mark.
const LAST_SHARE: f32 = 0.86;
/// Any other clause: background, but sometimes all there is.
const TELLING_SHARE: f32 = 0.68;
/// Clauses of fewer words are not looked at alone ("you know", "is it"): they match by accident.
const LEAST_WORDS: usize = 2;
/// Only so many clauses are looked at, the last ones: a bound on the work for pasted walls of
/// text, and the question is mostly at the end.
const MOST_VIEWS: usize = 40;

const ASKING_WORDS: [&str; 38] = [
    "what", "whats", "wat", "how", "hows", "why", "when", "which", "who", "where", "can", "cant", "could", "should",
    "would", "will", "is", "isnt", "are", "am", "does", "dose", "do", "did", "was", "has", "have", "may", "might",
    "must", "any", "anyone", "if", "whether", "explain", "tell", "shud", "ok",
];

/// A part of a message and the share of its likeness that counts.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// The part's text.
    pub text: String,
    /// 0 to 1.
    pub share: f32,
}

/// The whole message first, then its sentences and clauses if it has several.
pub fn views(text: &str) -> Vec<View> {
    let mut views = vec![View { text: text.to_owned(), share: 1.0 }];
    let mut seen = HashSet::from([words(text)]);
    let mut parts: Vec<(String, bool)> = sentences(text);
    let clauses = clauses(text);
    let last_clause = clauses.last().cloned();
    parts.extend(clauses.into_iter().map(|clause| (clause, false)));
    for (part, asked) in parts.into_iter().rev().take(MOST_VIEWS) {
        let part_words = words(&part);
        let asks = asked || asks(&part_words);
        if part_words.len() < LEAST_WORDS || !seen.insert(part_words) {
            continue;
        }
        let share = if asks {
            ASKING_SHARE
        } else if Some(&part) == last_clause.as_ref() {
            LAST_SHARE
        } else {
            TELLING_SHARE
        };
        views.push(View { text: part, share });
    }
    views
}

/// Whether a clause begins like a question, a word or two of run-up allowed ("so what is…").
pub fn asks(words: &[String]) -> bool {
    words.iter().take(3).any(|word| ASKING_WORDS.contains(&word.as_str()))
}

fn sentences(text: &str) -> Vec<(String, bool)> {
    let ends = ['.', '?', '!', '\n'];
    let pieces = text.split_inclusive(|c| ends.contains(&c));
    pieces.map(|piece| (piece.to_owned(), piece.trim_end().ends_with('?'))).collect()
}
