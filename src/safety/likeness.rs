//! How much a message sounds like examples of danger, and how much like ordinary ones.
//!
//! Multinomial naive Bayes over words and rows of two and three of them, each counted once a message
//! (Manning, Raghavan, Schütze: Introduction to Information Retrieval, chapter 13). It is nothing but
//! counting: a word that stands in many examples of danger and in few harmless ones speaks for danger.
//! The counting itself is in [`super::cues`], which examples there are is data; how sure is sure enough is
//! [`super`]'s part.

use std::ops::Range;

use super::cues::{ends, joined};
use super::label::{Danger, LABELS};
use super::table::Table;

/// What every count is raised by, so that a cue never seen on one side does not decide alone. With a
/// tenth and with one, fewer of the development messages were told apart.
const SMOOTHING: f32 = 0.3;
/// How much likelier (natural logarithm) a message of which nothing is known is harmless than each other
/// thing: one of about twenty people who ask is taken to be in danger. The examples do not say, because
/// they were gathered for their variety.
const HARMLESS_PRIOR: f32 = 3.0;
/// The longest row of words that is a cue.
const LONGEST_CUE: usize = 3;

/// What the examples say about each cue.
#[derive(Debug)]
pub struct Likeness {
    table: Table,
    /// The logarithm of the share of each label's cues that a cue is, for each of the table's kinds.
    shares: Vec<[f32; LABELS]>,
    /// The hashes of a message's beginning and end.
    ends: (u64, u64),
}

/// What a message sounds like, in log-odds (natural logarithm); 0 is even.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sound {
    /// Which danger it sounds most like.
    pub danger: Danger,
    /// Danger of any kind against none.
    pub odds: f32,
    /// Supply against everything else.
    pub supply: f32,
    /// A decision about somebody's own dose against everything else.
    pub personal: f32,
}

/// A message's words with the cues they make, each looked up once.
pub struct Row {
    hashes: Vec<u64>,
    /// For one, two and three words from each on: the cue's number and its kind.
    cues: [Vec<Option<Cue>>; LONGEST_CUE],
}

/// A cue that examples hold: its number and its kind.
type Cue = (u64, u32);

impl Likeness {
    /// What a table of counts says. An empty one sounds like nothing.
    pub fn new(table: Table) -> Self {
        let known = table.len() as f32;
        // What is taken from the logarithm of a count to make it a share.
        let totals = table.sums().map(|sum| (sum as f32 + SMOOTHING * known).max(SMOOTHING).ln());
        let share = |counts: &[u16; LABELS]| {
            std::array::from_fn(|place| (f32::from(counts[place]) + SMOOTHING).ln() - totals[place])
        };
        let shares = table.kinds().iter().map(share).collect();
        Self { table, shares, ends: ends() }
    }

    /// Looks up the cues of words, which are given by their hashes.
    pub fn row(&self, hashes: Vec<u64>) -> Row {
        let cues = std::array::from_fn(|at| hashes.windows(at + 1).map(|words| self.cue(words)).collect());
        Row { hashes, cues }
    }

    /// What a range of the words sounds like, as if it were a message of its own.
    pub fn sound(&self, row: &Row, range: Range<usize>) -> Sound {
        let mut found: Vec<Cue> = Vec::with_capacity(range.len() * LONGEST_CUE + LONGEST_CUE);
        for (at, cues) in row.cues.iter().enumerate() {
            let end = range.end.saturating_sub(at).max(range.start);
            found.extend(cues[range.start.min(cues.len())..end.min(cues.len())].iter().flatten());
        }
        found.extend(self.at_ends(&row.hashes[range]).into_iter().flatten());
        // Always added in the same order, so that the same words always sound the same.
        found.sort_unstable();
        found.dedup();
        let mut sums = [0.0, 0.0, 0.0, 0.0, HARMLESS_PRIOR];
        for (_, kind) in found {
            let shares = &self.shares[kind as usize];
            (0..LABELS).for_each(|place| sums[place] += shares[place]);
        }
        let [medical, self_harm, supply, personal, harmless] = sums;
        let danger = if self_harm > medical { Danger::SelfHarm } else { Danger::Medical };
        let rest = log_add(log_add(medical, self_harm), harmless);
        let (supply, personal) = (supply - log_add(rest, personal), personal - log_add(rest, supply));
        Sound { danger, odds: odds(sums), supply, personal }
    }

    /// The cues that speak most for danger, the likeliest `most` of them and those that are just as likely, each
    /// with its log-odds and where it stands.
    pub fn cues(&self, row: &Row, most: usize) -> Vec<(Range<usize>, f32)> {
        let places = row.cues.iter().enumerate().flat_map(|(longer, cues)| {
            cues.iter().enumerate().filter_map(move |(at, cue)| Some(((*cue)?, at..at + longer + 1)))
        });
        let mut found: Vec<(Cue, Range<usize>)> = places.collect();
        found.sort_by_key(|((number, _), range)| (*number, range.start));
        found.dedup_by_key(|((number, _), _)| *number);
        let mut found: Vec<(Range<usize>, f32)> =
            found.into_iter().map(|((_, kind), range)| (range, odds(self.shares[kind as usize]))).collect();
        found.sort_by(|(_, x), (_, y)| y.total_cmp(x));
        let least = found.get(most.saturating_sub(1)).map_or(f32::NEG_INFINITY, |(_, odds)| *odds);
        found.retain(|(_, odds)| *odds >= least);
        found
    }

    /// The cues that a message's beginning and end make with the words beside them.
    fn at_ends(&self, words: &[u64]) -> [Option<Cue>; 4] {
        let (beginning, end) = self.ends;
        match *words {
            [] => [self.cue(&[beginning, end]), None, None, None],
            [word] => [self.cue(&[beginning, word]), self.cue(&[word, end]), self.cue(&[beginning, word, end]), None],
            [first, second, ..] => {
                let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
                [
                    self.cue(&[beginning, first]),
                    self.cue(&[last, end]),
                    self.cue(&[beginning, first, second]),
                    self.cue(&[before, last, end]),
                ]
            }
        }
    }

    fn cue(&self, words: &[u64]) -> Option<Cue> {
        let number = joined(words);
        Some((number, self.table.kind(number)?))
    }
}

/// Log-odds of danger against none.
fn odds([medical, self_harm, supply, personal, harmless]: [f32; LABELS]) -> f32 {
    log_add(medical, self_harm) - log_add(log_add(supply, personal), harmless)
}

/// The logarithm of the sum of what two logarithms stand for.
fn log_add(a: f32, b: f32) -> f32 {
    let (more, less) = if a > b { (a, b) } else { (b, a) };
    more + (less - more).exp().ln_1p()
}

#[cfg(test)]
mod tests {
    use super::super::cues::{Sameness, Tally, hash};
    use super::super::label::{Danger, Label};
    use super::super::table::Table;
    use super::{Likeness, Row, Sound};
    use crate::faq::Refusal;

    fn row(likeness: &Likeness, same: &Sameness, text: &str) -> Row {
        likeness.row(text.split(' ').map(|word| hash(&same.told(word))).collect())
    }

    #[test]
    fn a_message_sounds_like_what_it_shares_words_with() {
        let same = Sameness { medicine: ["klonopin".to_owned()].into(), ..Sameness::default() };
        let examples = [
            (Label::Danger(Danger::Medical), "he took klonopin and will not wake up"),
            (Label::Danger(Danger::SelfHarm), "i want to end it"),
            (Label::Harmless, "what is klonopin used for"),
            (Label::Harmless, "does it help with panic"),
        ];
        let likeness = Likeness::new(Table::of(Tally::of(examples.into_iter(), &same)));
        let sound = |text: &str| {
            let row = row(&likeness, &same, text);
            likeness.sound(&row, 0..row.hashes.len())
        };
        let (medical, ordinary): (Sound, Sound) = (sound("she will not wake"), sound("what is it used for"));
        assert!(medical.danger == Danger::Medical && medical.odds > ordinary.odds, "{medical:?} {ordinary:?}");
        assert_eq!(sound("want to end it").danger, Danger::SelfHarm);
        assert!(sound("zebra").odds < 0.0);
        let cues = likeness.cues(&row(&likeness, &same, "will not wake"), 5);
        assert!(cues.iter().any(|(range, odds)| *range == (1..3) && *odds > 0.0), "{cues:?}");
    }

    #[test]
    fn a_part_sounds_as_it_would_alone() {
        let same = Sameness::default();
        let examples = [
            (Label::Danger(Danger::Medical), "he will not wake up"),
            (Label::Refused(Refusal::Supply), "where can i buy some"),
            (Label::Harmless, "can i drive"),
        ];
        let likeness = Likeness::new(Table::of(Tally::of(examples.into_iter(), &same)));
        let words: Vec<&str> = "where can he not wake up i drive".split(' ').collect();
        let whole = row(&likeness, &same, &words.join(" "));
        for start in 0..words.len() {
            for end in start + 1..=words.len() {
                let alone = row(&likeness, &same, &words[start..end].join(" "));
                assert_eq!(likeness.sound(&whole, start..end), likeness.sound(&alone, 0..end - start));
            }
        }
    }
}
