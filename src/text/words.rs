//! Folds text into plain words, and splits it into the clauses a person asks one thing in.
//!
//! No meaning is attached here and nothing is repaired: misspelt words come out misspelt.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// A message is read up to this many characters. Discord allows 2,000, or 4,000 to those who pay
/// for it; what is beyond cannot come from there.
pub const MAX_CHARS: usize = 4000;

/// A letter written more often than this in a row is written this often ("soooo" -> "soo"): no
/// English word has three of one letter in a row, and the repair of spelling mends the rest.
const MAX_REPEAT: usize = 2;

/// Of a character that stands for several letters so many are kept: "½" and "㎏" have fewer, and the one that
/// has 18, a whole blessing in Arabic, must not make a message many times as long.
const MOST_UNFOLDED: usize = 4;

/// So many characters are remembered with what they unfold to: more than an alphabet has.
const REMEMBERED: usize = 64;

/// The part of `text` that is read: its first [`MAX_CHARS`] characters.
pub fn limited(text: &str) -> &str {
    text.char_indices().nth(MAX_CHARS).map_or(text, |(end, _)| &text[..end])
}

/// Marks that end a clause; the first four end a sentence too.
const MARKS: [char; 11] = ['.', '?', '!', '\n', ',', ';', ':', '–', '—', '/', '…'];
const SENTENCE_MARKS: usize = 4;
/// Words that join two questions. They belong to no clause.
const JOINING_WORDS: [&str; 4] = ["and", "also", "plus", "n"];

/// Lower-case words of `text`: compatibility forms folded (full-width, superscript), accents and
/// apostrophes dropped, everything that is neither letter nor digit a gap.
pub fn words(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(text);
    tokens.words(0..tokens.len()).map(str::to_owned).collect()
}

/// Whether there is a word in `text`.
pub fn has_word(text: &str) -> bool {
    let mut tokens = Tokens::default();
    limited(text).chars().any(|c| {
        tokens.read_char(c);
        !tokens.letters.is_empty()
    })
}

/// The words of a text, with the sentences and clauses they stand in. It is refilled for each text,
/// so that its room is used again.
#[derive(Debug, Default)]
pub struct Tokens {
    letters: String,
    /// Where each word ends in `letters`.
    ends: Vec<usize>,
    clauses: Vec<Range<usize>>,
    sentences: Vec<(Range<usize>, bool)>,
    clause_start: usize,
    sentence_start: usize,
    /// What characters that are not ASCII unfold to, each at a place of its own or in turn with others.
    unfolded: Vec<Unfolded>,
}

/// What a folded character is to a word.
#[derive(Debug, Clone, Copy, Default)]
enum Part {
    Letter,
    /// It stands inside words and is left out.
    Joiner,
    #[default]
    Gap,
}

/// What a character stands for.
#[derive(Debug, Clone, Copy, Default)]
struct Unfolded {
    of: char,
    parts: [(char, Part); MOST_UNFOLDED],
    length: usize,
}

impl Tokens {
    /// Reads `text` in place of what was read before.
    pub fn read(&mut self, text: &str) {
        self.clear();
        let mut last = ' ';
        for c in limited(text).chars() {
            self.read_char(c);
            let mark = MARKS.iter().position(|mark| *mark == c);
            if mark.is_some() || (c == '&' && last.is_whitespace()) {
                self.end_word();
                self.end_clause();
            }
            if mark.is_some_and(|mark| mark < SENTENCE_MARKS) {
                self.end_sentence(c == '?');
            }
            last = c;
        }
        self.end_word();
        self.end_clause();
        self.end_sentence(false);
    }

    /// Forgets what was read and keeps the room.
    pub fn clear(&mut self) {
        self.letters.clear();
        self.ends.clear();
        self.clauses.clear();
        self.sentences.clear();
        (self.clause_start, self.sentence_start) = (0, 0);
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a place, from 0. Empty beyond the last.
    pub fn word(&self, at: usize) -> &str {
        self.letters(at..at + 1)
    }

    /// The words of a range.
    pub fn words(&self, range: Range<usize>) -> impl Iterator<Item = &str> {
        range.map(|at| self.word(at))
    }

    /// The letters of a range's words, run together: equal for equal words.
    pub fn letters(&self, range: Range<usize>) -> &str {
        let end = |words: usize| words.checked_sub(1).map_or(0, |at| self.ends.get(at).copied().unwrap_or_default());
        self.letters.get(end(range.start)..end(range.end)).unwrap_or_default()
    }

    /// The clauses: split at sentence ends, commas, line ends, and the words that join two questions
    /// ("and", "also", "plus"). Each has at least one word.
    pub fn clauses(&self) -> &[Range<usize>] {
        &self.clauses
    }

    /// The sentences, each with whether it ends in a question mark. Each has at least one word.
    pub fn sentences(&self) -> &[(Range<usize>, bool)] {
        &self.sentences
    }

    fn read_char(&mut self, c: char) {
        if c.is_ascii() {
            let c = c.to_ascii_lowercase();
            return self.read_part(c, Part::of(c));
        }
        if self.unfolded.is_empty() {
            self.unfolded.resize(REMEMBERED, Unfolded::default());
        }
        let place = c as usize % REMEMBERED;
        if self.unfolded[place].of != c {
            self.unfolded[place] = Unfolded::new(c);
        }
        let unfolded = self.unfolded[place];
        unfolded.parts[..unfolded.length].iter().for_each(|(c, part)| self.read_part(*c, *part));
    }

    fn read_part(&mut self, c: char, part: Part) {
        match part {
            Part::Letter => {
                let start = self.ends.last().copied().unwrap_or_default();
                push_letter(&mut self.letters, start, c);
            }
            Part::Joiner => {}
            Part::Gap => self.end_word(),
        }
    }

    fn end_word(&mut self) {
        let start = self.ends.last().copied().unwrap_or_default();
        if self.letters.len() == start {
            return;
        }
        self.ends.push(self.letters.len());
        if JOINING_WORDS.contains(&&self.letters[start..]) {
            let joining = self.ends.len() - 1;
            self.end_clause_at(joining);
            self.clause_start = joining + 1;
        }
    }

    fn end_clause(&mut self) {
        self.end_clause_at(self.ends.len());
    }

    fn end_clause_at(&mut self, end: usize) {
        if self.clause_start < end {
            self.clauses.push(self.clause_start..end);
        }
        self.clause_start = end;
    }

    fn end_sentence(&mut self, asked: bool) {
        if self.sentence_start < self.ends.len() {
            self.sentences.push((self.sentence_start..self.ends.len(), asked));
        }
        self.sentence_start = self.ends.len();
    }
}

impl Part {
    fn of(c: char) -> Self {
        match c {
            _ if c.is_alphanumeric() => Self::Letter,
            _ if is_joiner(c) => Self::Joiner,
            _ => Self::Gap,
        }
    }
}

impl Unfolded {
    fn new(c: char) -> Self {
        let mut unfolded = Self { of: c, ..Self::default() };
        decompose_compatible(c, |part| {
            // Marks go last: lower-casing can bring out new ones (İ).
            for folded in part.to_lowercase().filter(|c| !is_combining_mark(*c)) {
                if let Some(place) = unfolded.parts.get_mut(unfolded.length) {
                    *place = (folded, Part::of(folded));
                    unfolded.length += 1;
                }
            }
        });
        unfolded
    }
}

/// Apostrophes and invisible characters stand inside words and do not end them.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{202a}'..='\u{202e}')
}

fn push_letter(letters: &mut String, word_start: usize, c: char) {
    let repeated = letters[word_start..].chars().rev().take_while(|last| *last == c).count();
    if repeated < MAX_REPEAT || c.is_numeric() {
        letters.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::{Tokens, words};

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
            ("ﬃ ½㎏", "ffi 1 2kg"),
        ];
        let wrong: Vec<_> = rows.iter().filter(|(text, expected)| words(text).join(" ") != *expected).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn clauses_are_split_where_a_question_ends() {
        let mut tokens = Tokens::default();
        tokens.read("Can I drive and can i drink? also: food, maybe & beer… R&B.");
        let joined = |range: &std::ops::Range<usize>| tokens.words(range.clone()).collect::<Vec<_>>().join(" ");
        let clauses: Vec<_> = tokens.clauses().iter().map(joined).collect();
        assert_eq!(clauses, ["can i drive", "can i drink", "food", "maybe", "beer", "r b"]);
        let sentences: Vec<_> = tokens.sentences().iter().map(|(range, asked)| (joined(range), *asked)).collect();
        let expected = [("can i drive and can i drink", true), ("also food maybe beer r b", false)];
        assert_eq!(sentences, expected.map(|(text, asked)| (text.to_owned(), asked)));
    }
}
