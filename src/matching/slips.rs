//! How many slips lie between one word and many others: optimal string alignment distance.
//!
//! One word's letters are laid out as bits once, and another word is compared a letter at a time, whatever the
//! first one's length (H. Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances*,
//! 2003). The distances are those of strsim's `osa_distance`.

/// Words of more letters than a number has bits cannot be laid out.
pub(super) const MOST_LETTERS: usize = 64;
const ASCII: usize = 128;

/// A word laid out to be compared.
pub(super) struct Slips {
    /// Where each letter stands in the word, a bit a place.
    ascii: [u64; ASCII],
    others: Vec<(char, u64)>,
    length: usize,
}

impl Slips {
    /// Lays out a word of 1 to [`MOST_LETTERS`] letters; nothing for another.
    pub fn of(word: &str) -> Option<Self> {
        let mut slips = Self { ascii: [0; ASCII], others: Vec::new(), length: 0 };
        for c in word.chars() {
            if slips.length == MOST_LETTERS {
                return None;
            }
            *slips.place(c) |= 1 << slips.length;
            slips.length += 1;
        }
        (slips.length > 0).then_some(slips)
    }

    /// Insertions, deletions, replacements and swaps of neighbours between the word and `other`.
    pub fn to(&self, other: &str) -> usize {
        let last = 1_u64 << (self.length - 1);
        let (mut more, mut less, mut diagonal, mut before) = (!0_u64, 0_u64, 0_u64, 0_u64);
        let mut distance = self.length;
        for c in other.chars() {
            let here = self.places(c);
            let swapped = ((!diagonal & here) << 1) & before;
            diagonal = (((here & more).wrapping_add(more)) ^ more) | here | less | swapped;
            let (up, down) = (less | !(diagonal | more), diagonal & more);
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            let up = (up << 1) | 1;
            more = (down << 1) | !(diagonal | up);
            less = up & diagonal;
            before = here;
        }
        distance
    }

    fn places(&self, c: char) -> u64 {
        match self.ascii.get(c as usize) {
            Some(places) => *places,
            None => self.others.iter().find(|(other, _)| *other == c).map_or(0, |(_, places)| *places),
        }
    }

    fn place(&mut self, c: char) -> &mut u64 {
        if (c as usize) < ASCII {
            return &mut self.ascii[c as usize];
        }
        let at = self.others.iter().position(|(other, _)| *other == c).unwrap_or_else(|| {
            self.others.push((c, 0));
            self.others.len() - 1
        });
        &mut self.others[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::Slips;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn distances_are_those_of_strsim(word in "[abcé]{1,9}|[a-z]{1,64}|\\PC{1,20}", other in "[abcé]{0,9}|[a-z]{0,80}|\\PC{0,20}") {
            let slips = Slips::of(&word).expect("a word of fitting length");
            prop_assert_eq!(slips.to(&other), strsim::osa_distance(&word, &other));
        }
    }

    #[test]
    fn nothing_and_too_much_cannot_be_laid_out() {
        assert!(Slips::of("").is_none() && Slips::of(&"a".repeat(65)).is_none());
        assert_eq!(Slips::of("hwo").map(|slips| slips.to("how")), Some(1));
    }
}
