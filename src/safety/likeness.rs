//! How much a message sounds like examples of danger, and how much like ordinary ones.
//!
//! Multinomial naive Bayes over words and rows of two and three of them, each counted once a message
//! (Manning, Raghavan, Schütze: Introduction to Information Retrieval, chapter 13). It is nothing but
//! counting: a word that stands in many examples of danger and in few harmless ones speaks for danger.
//! Which examples there are is data; how sure is sure enough is [`super`]'s part.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Danger;
use super::pattern::is_number;
use crate::faq::Refusal;
use crate::matching::stem;

/// What every count is raised by, so that a cue never seen on one side does not decide alone. With a
/// tenth and with one, fewer of the development messages were told apart.
const SMOOTHING: f32 = 0.3;
/// What an example is one of.
const LABELS: usize = 5;
/// The lowest bits of a cue's number, left free for a label.
const LABEL_BITS: u64 = 7;
/// How much likelier (natural logarithm) a message of which nothing is known is harmless than each other
/// thing: one of about twenty people who ask is taken to be in danger. The examples do not say, because
/// they were gathered for their variety.
const HARMLESS_PRIOR: f32 = 3.0;
/// What stands for any number of tablets or years, for the medicine, and for a message's ends.
const NUMBER: &str = "#";
const MEDICINE: &str = "@";
const BEGINNING: &str = "^";
const END: &str = "$";
/// An odd number with bits all over: multiplying by it spreads a word's bits over the whole cue.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Somebody in this danger.
    Danger(Danger),
    /// Something that is refused.
    Refused(Refusal),
    /// Neither.
    Harmless,
}

/// Examples as they are counted.
#[derive(Debug, Default)]
pub struct Counts {
    medicine: HashSet<String>,
    /// The hash of what each word was told as, so that it is found once.
    words: HashMap<String, u64>,
    /// Each cue of each example, with the example's label in its lowest bits.
    seen: Vec<u64>,
}

/// What the examples say about each cue: how many of each label have it. Cues are numbers in order, the
/// counts stand beside them.
#[derive(Debug, Default)]
pub struct Likeness {
    medicine: HashSet<String>,
    cues: Vec<u64>,
    counts: Vec<[u16; LABELS]>,
    /// What is taken from the logarithm of a count to make it a share.
    totals: [f32; LABELS],
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

impl Label {
    fn place(self) -> usize {
        match self {
            Self::Danger(Danger::Medical) => 0,
            Self::Danger(Danger::SelfHarm) => 1,
            Self::Refused(Refusal::Supply) => 2,
            Self::Refused(Refusal::Personal) => 3,
            Self::Harmless => 4,
        }
    }
}

impl Counts {
    /// Counts for examples in which these names all stand for the one medicine.
    pub fn of_medicine(names: HashSet<String>) -> Self {
        Self { medicine: names, ..Self::default() }
    }

    /// Counts an example, given as its plain words.
    pub fn add(&mut self, label: Label, words: &[String]) {
        let mut row = Vec::with_capacity(words.len() + 2);
        row.push(hash(BEGINNING));
        for word in words {
            row.push(self.words.get(word).copied().unwrap_or_else(|| {
                let hash = hash(&told(word, &self.medicine));
                self.words.insert(word.clone(), hash);
                hash
            }));
        }
        row.push(hash(END));
        let place = label.place() as u64;
        self.seen.extend(numbers(&row).into_iter().map(|cue| cue | place));
    }

    /// What they say. Without examples nothing sounds like anything.
    pub fn finish(mut self) -> Likeness {
        self.seen.sort_unstable();
        let mut likeness = Likeness { medicine: self.medicine, ..Likeness::default() };
        let mut sums = [0.0; LABELS];
        for seen in self.seen {
            let (cue, place) = (seen & !LABEL_BITS, (seen & LABEL_BITS) as usize);
            if likeness.cues.last() != Some(&cue) {
                likeness.cues.push(cue);
                likeness.counts.push([0; LABELS]);
            }
            if let Some(counts) = likeness.counts.last_mut() {
                counts[place] = counts[place].saturating_add(1);
            }
            sums[place] += 1.0;
        }
        let known = likeness.cues.len() as f32;
        likeness.totals = sums.map(|sum: f32| (sum + SMOOTHING * known).max(SMOOTHING).ln());
        likeness.cues.shrink_to_fit();
        likeness.counts.shrink_to_fit();
        likeness
    }
}

impl Likeness {
    /// What these plain words sound like.
    pub fn sound(&self, words: &[String]) -> Sound {
        let mut sums = [0.0, 0.0, 0.0, 0.0, HARMLESS_PRIOR];
        let row = self.row(words);
        let ends = std::iter::once(BEGINNING).chain(row.iter().map(String::as_str)).chain([END]);
        let hashes: Vec<u64> = ends.map(hash).collect();
        for shares in numbers(&hashes).into_iter().filter_map(|cue| self.shares(cue)) {
            (0..LABELS).for_each(|place| sums[place] += shares[place]);
        }
        let [medical, self_harm, supply, personal, harmless] = sums;
        let danger = if self_harm > medical { Danger::SelfHarm } else { Danger::Medical };
        let rest = log_add(log_add(medical, self_harm), harmless);
        let (supply, personal) = (supply - log_add(rest, personal), personal - log_add(rest, supply));
        Sound { danger, odds: odds(sums), supply, personal }
    }

    /// The cues that speak most for danger in these words, best first, each with its log-odds.
    pub fn cues(&self, words: &[String]) -> Vec<(String, f32)> {
        let row = self.row(words);
        let shown = rows(&row).map(|cue| (cue.join(" "), self.shares(number(cue))));
        let mut found: Vec<(String, f32)> = shown.filter_map(|(cue, shares)| Some((cue, odds(shares?)))).collect();
        found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        found.dedup();
        found
    }

    fn row(&self, words: &[String]) -> Vec<String> {
        words.iter().filter(|word| !word.is_empty()).map(|word| told(word, &self.medicine)).collect()
    }

    /// The logarithm of the share of each label's cues that this one is; nothing if no example has it.
    fn shares(&self, cue: u64) -> Option<[f32; LABELS]> {
        let counts = self.counts[self.cues.binary_search(&cue).ok()?];
        Some(std::array::from_fn(|place| (f32::from(counts[place]) + SMOOTHING).ln() - self.totals[place]))
    }
}

/// The numbers of the cues of a row of hashes, its ends among them, each once.
fn numbers(hashes: &[u64]) -> Vec<u64> {
    let mut cues: Vec<u64> = hashes[1..hashes.len() - 1].iter().map(|word| joined(&[*word])).collect();
    cues.extend(hashes.windows(2).map(joined));
    cues.extend(hashes.windows(3).map(joined));
    cues.sort_unstable();
    cues.dedup();
    cues
}

/// The same cues as words, for people to read.
fn rows(row: &[String]) -> impl Iterator<Item = &[String]> {
    row.chunks(1).chain(row.windows(2)).chain(row.windows(3))
}

fn number(cue: &[String]) -> u64 {
    joined(&cue.iter().map(|word| hash(word)).collect::<Vec<_>>())
}

fn joined(words: &[u64]) -> u64 {
    let all = words.iter().fold(words.len() as u64, |all, word| (all.rotate_left(5) ^ word).wrapping_mul(SPREAD));
    // Multiplying leaves the lowest bits the poorest.
    all.rotate_left(32) & !LABEL_BITS
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// How many tablets, how many years: which number it is hardly ever matters, nor which of its names the
/// medicine has.
fn told(word: &str, medicine: &HashSet<String>) -> String {
    match word {
        _ if is_number(word) => NUMBER.to_owned(),
        _ if medicine.contains(word) => MEDICINE.to_owned(),
        _ => stem(word),
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
    use super::{Counts, Label};
    use crate::safety::Danger;

    fn row(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_message_sounds_like_what_it_shares_words_with() {
        let mut counts = Counts::of_medicine(["klonopin".to_owned()].into());
        counts.add(Label::Danger(Danger::Medical), &row("he took klonopin and will not wake up"));
        counts.add(Label::Danger(Danger::SelfHarm), &row("i want to end it"));
        counts.add(Label::Harmless, &row("what is klonopin used for"));
        counts.add(Label::Harmless, &row("does it help with panic"));
        let likeness = counts.finish();
        let medical = likeness.sound(&row("she will not wake"));
        let ordinary = likeness.sound(&row("what is it used for"));
        assert!(medical.danger == Danger::Medical && medical.odds > ordinary.odds, "{medical:?} {ordinary:?}");
        let self_harm = likeness.sound(&row("want to end it"));
        assert_eq!(self_harm.danger, Danger::SelfHarm);
        let nothing = likeness.sound(&row("zebra"));
        assert!(nothing.odds < 0.0, "{nothing:?}");
        let cues = likeness.cues(&row("will not wake"));
        assert!(cues.iter().any(|(cue, odds)| cue == "not wake" && *odds > 0.0), "{cues:?}");
    }
}
