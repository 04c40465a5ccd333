//! The counts of cues, as they are looked up.
//!
//! The core's are laid out when the program is built and read where they lie: a number of eight bytes a cue, in
//! order, and beside it which of the few different counts it has. Counting is [`super::cues`]'s part.

use std::borrow::Cow;
use std::collections::HashMap;

use super::cues::{Counts, Tally};
use super::label::LABELS;

/// Cues are parted by so many of their highest bits, so that few are left to look through.
const TOP_BITS: u32 = 12;
const CUE_BYTES: usize = 8;
const NUMBER_BYTES: usize = size_of::<u32>();

/// Cues with their counts.
#[derive(Debug)]
pub struct Table {
    /// The cues' numbers in order, their lowest byte first.
    cues: Cow<'static, [u8]>,
    /// The kind of each.
    kind_of: Cow<'static, [u8]>,
    /// Each different row of counts, and how many cues have it.
    kinds: Vec<Counts>,
    cues_of: Vec<u32>,
    /// Where the cues of each row of highest bits begin.
    starts: Vec<u32>,
}

impl Table {
    /// A table of what was counted.
    pub fn of(tally: Tally) -> Self {
        Self::new(Layout::of(&tally.cues))
    }

    /// A table that lies in the program already, as [`Layout`] wrote it. It is not read through: what is never looked
    /// up need not be loaded.
    pub fn laid_out(cues: &'static [u8], kind_of: &'static [u8], kinds: &[u8], starts: &[u8]) -> Self {
        let numbers = |bytes: &[u8]| bytes.chunks_exact(NUMBER_BYTES).map(number).collect::<Vec<u32>>();
        let counts = |numbers: &[u32]| std::array::from_fn(|at| numbers[at] as u16);
        let kinds = numbers(kinds);
        let kinds = kinds.chunks_exact(LABELS + 1);
        Self {
            cues: cues.into(),
            kind_of: kind_of.into(),
            cues_of: kinds.clone().map(|kind| kind[LABELS]).collect(),
            kinds: kinds.map(counts).collect(),
            starts: numbers(starts),
        }
    }

    /// How many cues there are.
    pub fn len(&self) -> usize {
        self.cues.len() / CUE_BYTES
    }

    /// The different counts.
    pub fn kinds(&self) -> &[Counts] {
        &self.kinds
    }

    /// How many cues the examples of each label have.
    pub fn sums(&self) -> [u64; LABELS] {
        let mut sums = [0; LABELS];
        for (counts, cues) in self.kinds.iter().zip(&self.cues_of) {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(*count) * u64::from(*cues));
        }
        sums
    }

    /// Which of the different counts a cue has; nothing if no example has it.
    pub fn kind(&self, cue: u64) -> Option<u32> {
        let top = (cue >> (u64::BITS - TOP_BITS)) as usize;
        let (mut start, mut end) = (self.starts[top] as usize, self.starts[top + 1] as usize);
        while start < end {
            let middle = start.midpoint(end);
            match self.cue(middle).cmp(&cue) {
                std::cmp::Ordering::Less => start = middle + 1,
                std::cmp::Ordering::Greater => end = middle,
                std::cmp::Ordering::Equal => return Some(self.kind_at(middle)),
            }
        }
        None
    }

    /// The counts of both.
    pub fn with(&self, other: &Self) -> Self {
        let mut all: Vec<(u64, Counts)> = self.iter().chain(other.iter()).collect();
        all.sort_by_key(|(cue, _)| *cue);
        all.dedup_by(|(cue, more), (kept, counts)| {
            let same = cue == kept;
            if same {
                counts.iter_mut().zip(*more).for_each(|(count, more)| *count = count.saturating_add(more));
            }
            same
        });
        Self::new(Layout::of(&all))
    }

    fn new(layout: Layout) -> Self {
        let Layout { cues, kind_of, kinds, cues_of, starts } = layout;
        Self { cues: cues.into(), kind_of: kind_of.into(), kinds, cues_of, starts }
    }

    fn iter(&self) -> impl Iterator<Item = (u64, Counts)> {
        (0..self.len()).map(|at| (self.cue(at), self.kinds[self.kind_at(at) as usize]))
    }

    fn cue(&self, at: usize) -> u64 {
        self.cues[at * CUE_BYTES..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn kind_at(&self, at: usize) -> u32 {
        number(&self.kind_of[at * NUMBER_BYTES..])
    }
}

/// Counted cues as they are laid out.
#[derive(Default)]
pub struct Layout {
    /// The cues' numbers in order, their lowest byte first.
    pub cues: Vec<u8>,
    /// The kind of each, its lowest byte first.
    pub kind_of: Vec<u8>,
    /// The counts of each kind, and how many cues have it.
    pub kinds: Vec<Counts>,
    pub cues_of: Vec<u32>,
    /// Where the cues of each row of highest bits begin, and where the last end.
    pub starts: Vec<u32>,
}

impl Layout {
    /// Lays out cues that are in order.
    pub fn of(cues: &[(u64, Counts)]) -> Self {
        let (mut layout, mut numbers) = (Self::default(), HashMap::<Counts, u32>::new());
        layout.starts = vec![0; (1 << TOP_BITS) + 1];
        for (cue, counts) in cues {
            let next = layout.kinds.len() as u32;
            let kind = *numbers.entry(*counts).or_insert(next);
            if kind == next {
                layout.kinds.push(*counts);
                layout.cues_of.push(0);
            }
            layout.cues_of[kind as usize] += 1;
            layout.cues.extend(cue.to_le_bytes());
            layout.kind_of.extend(kind.to_le_bytes());
            layout.starts[(cue >> (u64::BITS - TOP_BITS)) as usize + 1] += 1;
        }
        for top in 1..layout.starts.len() {
            layout.starts[top] += layout.starts[top - 1];
        }
        layout
    }
}

fn number(bytes: &[u8]) -> u32 {
    bytes.first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
}

#[cfg(test)]
mod tests {
    use super::super::cues::{Sameness, Tally};
    use super::super::examples;
    use super::Table;

    #[test]
    fn tables_together_count_what_all_examples_count() {
        let (same, texts) = (Sameness::default(), || examples::core().take(200));
        let whole = Table::of(Tally::of(texts(), &same));
        let parts = [0, 1].map(|odd| {
            let some = texts().enumerate().filter(move |(at, _)| at % 2 == odd).map(|(_, example)| example);
            Table::of(Tally::of(some, &same))
        });
        let together = parts[0].with(&parts[1]);
        assert!(whole.iter().eq(together.iter()) && whole.len() > 1000);
        assert!(
            whole
                .iter()
                .all(|(cue, counts)| together.kind(cue).map(|kind| together.kinds()[kind as usize]) == Some(counts))
        );
        assert_eq!(whole.kind(0), None);
    }
}
