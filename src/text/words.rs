//! Folds text into plain words, and splits it into the clauses a person asks one thing in.
//!
//! No meaning is attached here and nothing is repaired: misspelt words come out misspelt.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A message is read up to this many characters. Discord allows 2,000, or 4,000 to those who pay
/// for it; what is beyond cannot come from there.
pub const MAX_CHARS: usize = 4000;

/// A letter written more often than this in a row is written this often ("soooo" -> "soo"): no
/// English word has three of one letter in a row, and the repair of spelling mends the rest.
const MAX_REPEAT: usize = 2;

/// The part of `text` that is read: its first [`MAX_CHARS`] characters.
pub fn limited(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARS).map_or(text, |(end, _)| &text[..end])
}

/// Lower-case words of `text`: compatibility forms folded (full-width, superscript), accents and
/// apostrophes dropped, everything that is neither letter nor digit a gap.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in folded(text) {
        if c.is_alphanumeric() {
            push_letter(&mut word, c);
        } else if !is_joiner(c) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// The clauses of `text`: split at sentence ends, commas, line ends, and the words that join two
/// questions ("and", "also", "plus"). Each clause has at least one word.
pub fn clauses(text: &str) -> Vec<String> {
    let marks = ['.', '?', '!', ',', ';', ':', '\n', '–', '—', '/', '…'];
    let mut clauses = Vec::new();
    for part in text.split(|c| marks.contains(&c)) {
        let mut clause = String::new();
        for word in part.split_whitespace() {
            if is_joining_word(word) {
                clauses.push(std::mem::take(&mut clause));
            } else {
                clause.push_str(word);
                clause.push(' ');
            }
        }
        clauses.push(clause);
    }
    clauses.retain(|clause| clause.chars().any(char::is_alphanumeric));
    clauses
}

fn is_joining_word(word: &str) -> bool {
    ["and", "also", "plus", "&", "n"].iter().any(|joiner| word.eq_ignore_ascii_case(joiner))
}

fn folded(text: &str) -> impl Iterator<Item = char> + '_ {
    // Marks go last: lower-casing can bring out new ones (İ).
    limited(text).nfkd().flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)).take(MAX_CHARS)
}

/// Apostrophes and invisible characters stand inside words and do not end them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

fn push_letter(word: &mut String, c: char) {
    let repeated = word.chars().rev().take_while(|last| *last == c).count();
    if repeated < MAX_REPEAT || c.is_numeric() {
        word.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{clauses, words};

    #[test]
    fn words_are_folded() {
        let rows = [
            ("Can't I?", "cant i"),
            ("Clonazépam  ＫＬＯＮＯＰＩＮ", "clonazepam klonopin"),
            ("soooooo tired!!!", "soo tired"),
            ("k-pin 2mg w/o food", "k pin 2mg w o food"),
            ("no\u{200b}w", "now"),
            ("", ""),
            ("🙂🙂", ""),
            ("1000000 mg", "1000000 mg"),
        ];
        let wrong: Vec<_> = rows.iter().filter(|(text, expected)| words(text).join(" ") != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn clauses_are_split_where_a_question_ends() {
        let split = clauses("Can I drive and can i drink? also: food, maybe");
        let trimmed: Vec<_> = split.iter().map(|clause| clause.trim()).collect();
        assert_eq!(trimmed, ["Can I drive", "can i drink", "food", "maybe"]);
    }
}
