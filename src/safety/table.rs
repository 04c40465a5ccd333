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
const KIND_BYTES: usize = 4;
const COUNT_BYTES: usize = 2;

/// Cues with their counts.
#[derive(Debug)]
pub struct Table {
    /// The cues' numbers in order, their lowest byte first.
    cues: Cow<'static, [u8]>,
    /// The kind of each.
    kind_of: Cow<'static, [u8]>,
    /// Each different row of counts.
    kinds: Vec<Counts>,
    /// Where the cues of each row of highest bits begin.
    starts: Vec<u32>,
}

impl Table {
    /// A table of what was counted.
    pub fn of(tally: Tally) -> Self {
        let (cues, kind_of, kinds) = laid_out(&tally.cues);
        Self::new(cues.into(), kind_of.into(), kinds)
    }

    /// A table that lies in the program already.
    pub fn laid_out(cues: &'static [u8], kind_of: &'static [u8], kinds: &[u8]) -> Self {
        let read = |bytes: &[u8]| std::array::from_fn(|at| u16::from_le_bytes([bytes[at * 2], bytes[at * 2 + 1]]));
        Self::new(cues.into(), kind_of.into(), kinds.chunks_exact(LABELS * COUNT_BYTES).map(read).collect())
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
        for (_, counts) in self.iter() {
            sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += u64::from(count));
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
        let (cues, kind_of, kinds) = laid_out(&all);
        Self::new(cues.into(), kind_of.into(), kinds)
    }

    fn new(cues: Cow<'static, [u8]>, kind_of: Cow<'static, [u8]>, kinds: Vec<Counts>) -> Self {
        let mut table = Self { cues, kind_of, kinds, starts: vec![0; (1 << TOP_BITS) + 1] };
        for at in 0..table.len() {
            let top = (table.cue(at) >> (u64::BITS - TOP_BITS)) as usize;
            table.starts[top + 1] += 1;
        }
        for top in 1..table.starts.len() {
            table.starts[top] += table.starts[top - 1];
        }
        table
    }

    fn iter(&self) -> impl Iterator<Item = (u64, Counts)> {
        (0..self.len()).map(|at| (self.cue(at), self.kinds[self.kind_at(at) as usize]))
    }

    fn cue(&self, at: usize) -> u64 {
        self.cues[at * CUE_BYTES..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes))
    }

    fn kind_at(&self, at: usize) -> u32 {
        self.kind_of[at * KIND_BYTES..].first_chunk().map_or(0, |bytes| u32::from_le_bytes(*bytes))
    }
}

/// Cues and kinds as bytes, and the kinds' counts.
pub fn laid_out(cues: &[(u64, Counts)]) -> (Vec<u8>, Vec<u8>, Vec<Counts>) {
    let (mut numbers, mut kinds): (HashMap<Counts, u32>, Vec<Counts>) = (HashMap::new(), Vec::new());
    let (mut cue_bytes, mut kind_bytes) = (Vec::new(), Vec::new());
    for (cue, counts) in cues {
        let kind = *numbers.entry(*counts).or_insert_with(|| {
            kinds.push(*counts);
            kinds.len() as u32 - 1
        });
        cue_bytes.extend(cue.to_le_bytes());
        kind_bytes.extend(kind.to_le_bytes());
    }
    (cue_bytes, kind_bytes, kinds)
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
