//! Uncovers words that are written so that filters miss them: "su1c1de", "k!ll", "d i e", "s*icide",
//! "sui cide", "killmyself".
//!
//! Only words that the rules of danger are made of are uncovered; everything else stays as typed. What
//! the words mean is [`super`]'s part.

use std::collections::HashSet;

use crate::text::words::Tokens;

/// Signs that stand for letters. A one is an i or an l, so it is tried as both.
const SIGNS: [(char, char); 10] = [
    ('0', 'o'),
    ('1', 'i'),
    ('3', 'e'),
    ('4', 'a'),
    ('5', 's'),
    ('7', 't'),
    ('@', 'a'),
    ('$', 's'),
    ('!', 'i'),
    ('|', 'l'),
];
/// Signs that stand in the place of any one letter.
const MASKS: [char; 4] = ['*', '#', '_', '%'];
/// A row of single letters shorter than this is no word ("a b").
const SHORTEST_ROW: usize = 3;
/// Shorter words are too easily hit by chance when letters are masked or words run together.
const SHORTEST_MASKED: usize = 3;
const SHORTEST_RUN: usize = 6;
/// Longer pieces are no words; a bound on the work.
const LONGEST: usize = 40;

/// Without its apostrophe it is the word "odd".
const OVERDOSED: [&str; 4] = ["od'd", "od’d", "o.d'd", "o'd"];

/// Uncovers words of one list.
#[derive(Debug, Default)]
pub struct Disguises {
    words: HashSet<String>,
    /// The same by their length in characters, those of one length by alphabet.
    by_length: Vec<Vec<String>>,
}

/// A piece of a text, as it was typed, with its letters and digits, folded.
struct Piece<'a> {
    typed: &'a str,
    letters: String,
    /// How many letters.
    length: usize,
}

impl Disguises {
    /// Uncovers these words.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let words: HashSet<String> = words.map(str::to_owned).collect();
        let mut by_length: Vec<Vec<String>> = Vec::new();
        for word in &words {
            let length = word.chars().count();
            by_length.resize_with(by_length.len().max(length + 1), Vec::new);
            by_length[length].push(word.clone());
        }
        by_length.iter_mut().for_each(|words| words.sort_unstable());
        Self { words, by_length }
    }

    /// The text with its disguised words written plainly; nothing if there is none. `known` tells
    /// whether a word is one as it stands.
    pub fn uncover(&self, text: &str, known: impl Fn(&str) -> bool) -> Option<String> {
        let mut tokens = Tokens::default();
        let typed: Vec<Piece<'_>> = text.split_whitespace().map(|typed| Piece::new(typed, &mut tokens)).collect();
        let mut plain = String::with_capacity(text.len());
        let mut changed = false;
        let mut at = 0;
        while at < typed.len() {
            let (taken, found) = self.at(&typed[at..], &known);
            changed |= found.is_some();
            match found {
                Some(found) => put(&mut plain, &found),
                None => typed[at..at + taken].iter().for_each(|piece| put(&mut plain, piece.typed)),
            }
            at += taken;
        }
        changed.then_some(plain)
    }

    /// How many pieces are read at once, and what they are if they are a disguise.
    fn at(&self, typed: &[Piece<'_>], known: &impl Fn(&str) -> bool) -> (usize, Option<String>) {
        let row = typed.iter().take_while(|piece| piece.length == 1).take(LONGEST).count();
        if row >= SHORTEST_ROW {
            let joined: String = typed[..row].iter().map(|piece| piece.letters.as_str()).collect();
            let found = self.split(&joined);
            return (row, found);
        }
        let one = &typed[0];
        if OVERDOSED.contains(&one.typed.to_lowercase().trim_matches(['.', ',', '!', '?'])) {
            return (1, Some("overdosed".to_owned()));
        }
        let found = self.unsigned(one.typed).or_else(|| self.unmasked(one.typed));
        if let Some(found) = found.or_else(|| self.dotted(one.typed)) {
            return (1, Some(found));
        }
        for parts in [3, 2] {
            if let Some(found) = typed.get(..parts).and_then(|parts| self.joined(parts, known)) {
                return (parts, Some(found));
            }
        }
        let unknown = one.length >= SHORTEST_RUN && !known(&one.letters);
        (1, if unknown { self.split(&one.letters) } else { None })
    }

    /// "su1c1de", "k!ll".
    fn unsigned(&self, piece: &str) -> Option<String> {
        let piece = piece.to_lowercase();
        let piece = piece.trim_end_matches(['!', '.', ',', '?']);
        let has = |test: fn(char) -> bool| piece.chars().any(test);
        let signs = has(|c| SIGNS.iter().any(|(sign, _)| *sign == c));
        if !signs || piece.chars().count() > LONGEST || !(has(char::is_alphabetic) || piece.len() > SHORTEST_RUN) {
            return None;
        }
        let read = |one: char| -> String {
            let letter = |c: char| SIGNS.iter().find(|(sign, _)| *sign == c).map_or(c, |(_, letter)| *letter);
            piece.chars().map(|c| if c == '1' { one } else { letter(c) }).collect()
        };
        ['i', 'l'].into_iter().map(read).find(|word| self.words.contains(word))
    }

    /// "s*icide", "k**l": only for one word that fits, or the first of them by letters.
    fn unmasked(&self, piece: &str) -> Option<String> {
        let piece = piece.to_lowercase();
        let masked = piece.trim_matches(|c: char| !c.is_alphanumeric() && !MASKS.contains(&c));
        let inside = masked.trim_matches(MASKS);
        let length = masked.chars().count();
        let real = inside.chars().filter(|c| c.is_alphabetic()).count();
        if !inside.contains(MASKS) || !(SHORTEST_MASKED..=LONGEST).contains(&length) || real * 2 < length {
            return None;
        }
        let fits = |word: &&String| {
            let same = |(c, letter): (char, char)| c == letter || MASKS.contains(&c);
            inside.chars().zip(word.chars()).all(same)
        };
        self.by_length.get(inside.chars().count())?.iter().find(fits).cloned()
    }

    /// "d.i.e", "s-u-i-c-i-d-e".
    fn dotted(&self, piece: &str) -> Option<String> {
        let parts: Vec<&str> = piece.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let single = parts.len() >= SHORTEST_ROW && parts.iter().all(|part| part.chars().count() == 1);
        if single { self.split(&parts.concat().to_lowercase()) } else { None }
    }

    /// "sui cide", "my self": one word of the list, written in parts of which one is no word.
    fn joined(&self, parts: &[Piece<'_>], known: &impl Fn(&str) -> bool) -> Option<String> {
        let length: usize = parts.iter().map(|part| part.length).sum();
        if !(SHORTEST_RUN..=LONGEST).contains(&length) || length >= self.by_length.len() {
            return None;
        }
        let whole: String = parts.iter().map(|part| part.letters.as_str()).collect();
        let broken = || parts.iter().any(|part| part.letters.is_empty() || !known(&part.letters));
        (self.words.contains(&whole) && broken()).then_some(whole)
    }

    /// Words of the list run together, as few as there can be: "killmyself".
    fn split(&self, run: &str) -> Option<String> {
        let mut ends: Vec<usize> = run.char_indices().map(|(at, _)| at).take(LONGEST + 1).collect();
        if ends.len() <= LONGEST {
            ends.push(run.len());
        }
        let mut best: Vec<Option<(usize, usize)>> = vec![None; ends.len()];
        best[0] = Some((0, 0));
        for end in 1..ends.len() {
            // No word is longer than the longest of the list.
            for start in end.saturating_sub(self.by_length.len())..end {
                let Some((count, _)) = best[start] else { continue };
                let word = &run[ends[start]..ends[end]];
                let fewer = best[end].is_none_or(|(fewest, _)| count + 1 < fewest);
                if fewer && (self.words.contains(word) || matches!(word, "i" | "a")) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut end = ends.len() - 1;
        let mut found = Vec::new();
        while end > 0 {
            let (_, start) = best[end]?;
            found.push(&run[ends[start]..ends[end]]);
            end = start;
        }
        found.reverse();
        let telling = found.iter().any(|word| word.chars().count() >= SHORTEST_ROW);
        telling.then(|| found.join(" "))
    }
}

impl<'a> Piece<'a> {
    /// `tokens` is room to work in.
    fn new(typed: &'a str, tokens: &mut Tokens) -> Self {
        tokens.read(typed);
        let letters = tokens.letters(0..tokens.len()).to_owned();
        Self { typed, length: letters.chars().count(), letters }
    }
}

/// Adds a piece after a space.
fn put(plain: &mut String, piece: &str) {
    if !plain.is_empty() {
        plain.push(' ');
    }
    plain.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::Disguises;

    #[test]
    fn disguised_words_are_uncovered() {
        let list = ["suicide", "suicidal", "kill", "die", "myself", "my", "me", "end", "life", "to", "want", "pills"];
        let disguises = Disguises::new(list.into_iter());
        let rows = [
            ("su1c1de", Some("suicide")),
            ("5u1c1d3!", Some("suicide")),
            ("k!ll m3", Some("kill me")),
            ("ki11", Some("kill")),
            ("i want to d i e", Some("i want to die")),
            ("d.i.e", Some("die")),
            ("s*icidal", Some("suicidal")),
            ("k**l", Some("kill")),
            ("sui cide", Some("suicide")),
            ("sui c ide", Some("suicide")),
            ("killmyself", Some("kill myself")),
            ("k i l l m y s e l f", Some("kill myself")),
            ("a b c", None),
            ("is it 2mg or 10mg", None),
            ("**kill** the process", None),
            ("what is clonazepam used for", None),
        ];
        let known =
            |word: &str| ["i", "is", "it", "process", "kill", "what", "clonazepam", "used", "for"].contains(&word);
        let wrong: Vec<_> = rows
            .iter()
            .map(|(text, expected)| (text, disguises.uncover(text, known), expected))
            .filter(|(_, found, expected)| found.as_deref() != **expected)
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
