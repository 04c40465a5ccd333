//! Uncovers words that are written so that filters miss them: "su1c1de", "k!ll", "d i e", "s*icide",
//! "sui cide", "killmyself".
//!
//! Only words that the rules of danger are made of are uncovered; everything else stays as typed. What
//! the words mean is [`super`]'s part.

use std::collections::HashSet;

use crate::text::words::words;

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
}

impl Disguises {
    /// Uncovers these words.
    pub fn new<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self { words: words.map(str::to_owned).collect() }
    }

    /// The text with its disguised words written plainly; nothing if there is none. `known` tells
    /// whether a word is one as it stands.
    pub fn uncover(&self, text: &str, known: impl Fn(&str) -> bool) -> Option<String> {
        let typed: Vec<&str> = text.split_whitespace().collect();
        let mut plain: Vec<String> = Vec::with_capacity(typed.len());
        let mut changed = false;
        let mut at = 0;
        while at < typed.len() {
            let (taken, found) = self.at(&typed[at..], &known);
            changed |= found.is_some();
            match found {
                Some(found) => plain.push(found),
                None => plain.extend(typed[at..at + taken].iter().map(|piece| (*piece).to_owned())),
            }
            at += taken;
        }
        changed.then(|| plain.join(" "))
    }

    /// How many pieces are read at once, and what they are if they are a disguise.
    fn at(&self, typed: &[&str], known: &impl Fn(&str) -> bool) -> (usize, Option<String>) {
        let row = typed.iter().take_while(|piece| letters(piece).chars().count() == 1).take(LONGEST).count();
        if row >= SHORTEST_ROW {
            let joined: String = typed[..row].iter().map(|piece| letters(piece)).collect();
            let found = self.split(&joined);
            return (row, found);
        }
        let one = typed[0];
        if OVERDOSED.contains(&one.to_lowercase().trim_matches(['.', ',', '!', '?'])) {
            return (1, Some("overdosed".to_owned()));
        }
        if let Some(found) = self.unsigned(one).or_else(|| self.unmasked(one)).or_else(|| self.dotted(one)) {
            return (1, Some(found));
        }
        for parts in [3, 2] {
            if let Some(found) = typed.get(..parts).and_then(|parts| self.joined(parts, known)) {
                return (parts, Some(found));
            }
        }
        let run = letters(one);
        let unknown = run.chars().count() >= SHORTEST_RUN && !known(&run);
        (1, if unknown { self.split(&run) } else { None })
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
            word.chars().count() == inside.chars().count() && inside.chars().zip(word.chars()).all(same)
        };
        self.words.iter().filter(fits).min().cloned()
    }

    /// "d.i.e", "s-u-i-c-i-d-e".
    fn dotted(&self, piece: &str) -> Option<String> {
        let parts: Vec<&str> = piece.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let single = parts.len() >= SHORTEST_ROW && parts.iter().all(|part| part.chars().count() == 1);
        if single { self.split(&parts.concat().to_lowercase()) } else { None }
    }

    /// "sui cide", "my self": one word of the list, written in parts of which one is no word.
    fn joined(&self, parts: &[&str], known: &impl Fn(&str) -> bool) -> Option<String> {
        let parts: Vec<String> = parts.iter().map(|part| letters(part)).collect();
        let whole = parts.concat();
        let long_enough = (SHORTEST_RUN..=LONGEST).contains(&whole.chars().count());
        let broken = parts.iter().any(|part| part.is_empty() || !known(part));
        (long_enough && broken && self.words.contains(&whole)).then_some(whole)
    }

    /// Words of the list run together, as few as there can be: "killmyself".
    fn split(&self, run: &str) -> Option<String> {
        let letters: Vec<char> = run.chars().take(LONGEST).collect();
        let mut best: Vec<Option<(usize, usize)>> = vec![None; letters.len() + 1];
        best[0] = Some((0, 0));
        for end in 1..=letters.len() {
            for start in 0..end {
                let Some((count, _)) = best[start] else { continue };
                let word: String = letters[start..end].iter().collect();
                let fits = self.words.contains(&word) || matches!(word.as_str(), "i" | "a");
                if fits && best[end].is_none_or(|(fewest, _)| count + 1 < fewest) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut end = letters.len();
        let mut found = Vec::new();
        while end > 0 {
            let (_, start) = best[end]?;
            found.push(letters[start..end].iter().collect::<String>());
            end = start;
        }
        found.reverse();
        let telling = found.iter().any(|word| word.chars().count() >= SHORTEST_ROW);
        telling.then(|| found.join(" "))
    }
}

/// A piece's letters and digits, folded.
fn letters(piece: &str) -> String {
    words(piece).concat()
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
