//! The parts of a message that may hold its question, each with how likely it does.
//!
//! People tell a story and ask one thing in it. Compared as a whole, the story drowns the
//! question; so each sentence and clause is looked at too, and the best view of an entry counts.

use std::ops::Range;

use crate::text::words::Tokens;

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
    /// Which of the message's words.
    pub words: Range<usize>,
    /// 0 to 1; 1 is the whole message.
    pub share: f32,
}

/// The whole message first, then its sentences and clauses if it has several.
pub fn views(tokens: &Tokens) -> Vec<View> {
    let mut views = vec![View { words: 0..tokens.len(), share: 1.0 }];
    let last_clause = tokens.clauses().last();
    let clauses = tokens.clauses().iter().map(|clause| (clause, false, Some(clause) == last_clause));
    let sentences = tokens.sentences().iter().map(|(sentence, asked)| (sentence, *asked, false));
    for (part, asked, last) in clauses.rev().chain(sentences.rev()).take(MOST_VIEWS) {
        let seen = |view: &View| tokens.letters(view.words.clone()) == tokens.letters(part.clone());
        if part.len() < LEAST_WORDS || views.iter().any(seen) {
            continue;
        }
        let share = if asked || asks(tokens, part) {
            ASKING_SHARE
        } else if last {
            LAST_SHARE
        } else {
            TELLING_SHARE
        };
        views.push(View { words: part.clone(), share });
    }
    views
}

/// Whether a clause begins like a question, a word or two of run-up allowed ("so what is…").
pub fn asks(tokens: &Tokens, clause: &Range<usize>) -> bool {
    tokens.words(clause.clone()).take(3).any(|word| ASKING_WORDS.contains(&word))
}
