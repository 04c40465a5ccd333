//! How much a message sounds like examples of danger, and how much like ordinary ones.
//!
//! Multinomial naive Bayes over words and rows of two and three of them, each counted once a message
//! (Manning, Raghavan, Schütze: Introduction to Information Retrieval, chapter 13). It is nothing but
//! counting: a word that stands in many examples of danger and in few harmless ones speaks for danger.
//! Which examples there are is data; how sure is sure enough is [`super`]'s part.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::Danger;
use crate::faq::Refusal;
use super::pattern::is_number;
use crate::matching::stem;

/// What every count is raised by, so that a cue never seen on one side does not decide alone. A tenth
/// keeps rare cues telling; with 0.03 and 0.3 fewer of the development messages were told apart.
const SMOOTHING: f32 = 0.3;
/// What an example is one of.
const LABELS: usize = 5;
/// How much likelier (natural logarithm) a message of which nothing is known is harmless than each other
/// thing: one of about twenty people who ask is taken to be in danger. The examples do not say, because
/// they were gathered for their variety.
const HARMLESS_PRIOR: f32 = 3.0;

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

/// Examples as they are counted.
#[derive(Debug, Default)]
pub struct Counts {
    medicine: HashSet<String>,
    cues: HashMap<u64, [u16; LABELS]>,
    totals: [u32; LABELS],
}

/// What the examples say about each cue.
#[derive(Debug, Default)]
pub struct Likeness {
    medicine: HashSet<String>,
    cues: HashMap<u64, [f32; LABELS]>,
}

/// What a message sounds like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sound {
    /// Which danger it sounds most like.
    pub danger: Danger,
    /// Log-odds (natural logarithm) of danger of any kind against none; 0 is even.
    pub odds: f32,
    /// Log-odds of each refusal against everything else.
    pub supply: f32,
    /// The same for a decision about somebody's own dose.
    pub personal: f32,
}

impl Counts {
    /// Counts for examples in which these names all stand for the one medicine.
    pub fn of_medicine(names: HashSet<String>) -> Self {
        Self { medicine: names, ..Self::default() }
    }

    /// Counts an example, given as its plain words.
    pub fn add(&mut self, label: Label, words: &[String]) {
        let place = label.place();
        for cue in cues(words, &self.medicine).iter().map(|cue| number(cue)).collect::<HashSet<u64>>() {
            let count = &mut self.cues.entry(cue).or_default()[place];
            *count = count.saturating_add(1);
            self.totals[place] += 1;
        }
    }

    /// What they say. Without examples nothing sounds like anything.
    pub fn finish(self) -> Likeness {
        let known = self.cues.len() as f32;
        let log_share = |count: u16, place: usize| {
            ((f32::from(count) + SMOOTHING) / (self.totals[place] as f32 + SMOOTHING * known)).ln()
        };
        let shares = |counts: [u16; LABELS]| std::array::from_fn(|place| log_share(counts[place], place));
        let cues = self.cues.iter().map(|(cue, counts)| (*cue, shares(*counts))).collect();
        Likeness { medicine: self.medicine, cues }
    }
}

impl Likeness {
    /// What these plain words sound like.
    pub fn sound(&self, words: &[String]) -> Sound {
        let mut sums = [0.0, 0.0, 0.0, 0.0, HARMLESS_PRIOR];
        for cue in cues(words, &self.medicine).iter().map(|cue| number(cue)).collect::<HashSet<u64>>() {
            if let Some(shares) = self.cues.get(&cue) {
                (0..LABELS).for_each(|place| sums[place] += shares[place]);
            }
        }
        let [medical, self_harm, supply, personal, harmless] = sums;
        let danger = if self_harm > medical { Danger::SelfHarm } else { Danger::Medical };
        let in_danger = log_add(medical, self_harm);
        let rest = log_add(in_danger, harmless);
        Sound {
            danger,
            odds: odds(sums),
            supply: supply - log_add(rest, personal),
            personal: personal - log_add(rest, supply),
        }
    }

    /// The cues that speak most for danger in these words, best first, each with its log-odds.
    pub fn cues(&self, words: &[String]) -> Vec<(String, f32)> {
        let known = |cue: String| self.cues.get(&number(&cue)).map(|shares| (cue, odds(*shares)));
        let mut found: Vec<(String, f32)> = cues(words, &self.medicine).into_iter().filter_map(known).collect();
        found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        found.dedup();
        found
    }
}

/// The words' stems, and each row of two and of three neighbours, with marks for the beginning and the end.
fn cues(words: &[String], medicine: &HashSet<String>) -> Vec<String> {
    let stems = words.iter().filter(|word| !word.is_empty()).map(|word| told(word, medicine));
    let row: Vec<String> = std::iter::once("^".to_owned()).chain(stems).chain(["$".to_owned()]).collect();
    let single = row[1..row.len() - 1].iter().cloned();
    single.chain(row.windows(2).map(|pair| pair.join(" "))).chain(row.windows(3).map(|three| three.join(" "))).collect()
}

/// How many tablets, how many years: which number it is hardly ever matters, nor which of its names the
/// medicine has.
fn told(word: &str, medicine: &HashSet<String>) -> String {
    match word {
        _ if is_number(word) => "#".to_owned(),
        _ if medicine.contains(word) => "@".to_owned(),
        _ => stem(word),
    }
}

fn number(cue: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    cue.hash(&mut hasher);
    hasher.finish()
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
