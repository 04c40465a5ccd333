//! How sure a match is: likeness turned into a share of right matches.
//!
//! Likeness alone is not comparable. A short question is alike to what it holds, a long one never
//! is; and a match with a rival just as near is a guess. So the score that leaves the matcher is
//! logistic in the likeness, in how near the rival comes, and in how much the question says, less what
//! speaks against it: a logistic regression (Platt's calibration with further features).

/// Chosen by logistic regression on the development questions of five public sets and of the shipped
/// FAQ, those in scope and those out of scope weighing the same in each.
const BASE: f32 = 3.57;
/// For the natural logarithm of the likeness.
const LIKENESS: f32 = 3.05;
/// For the rival's likeness as a share of its own.
const RIVAL: f32 = -1.2;
/// For the natural logarithm of what the question's words weigh: a long question is never covered as
/// well as a short one.
const WEIGHT: f32 = 0.75;
/// For a negation on one side only ("does it not…"). Where something is to be chosen ("which of them
/// does it not…"), it asks for the contrary.
const NEGATED: f32 = -0.5;
const CHOSEN_CONTRARY: f32 = -2.0;
/// For each number that the FAQ does not hold, up to two.
const NUMBER: f32 = -0.25;
/// For each word that neither the FAQ nor English holds, up to two: mostly the name of something else.
const STRANGER: f32 = -0.25;
const MOST_COUNTED: usize = 2;
/// Where all that is shared is common words; these are no rarer than this (see [`super::lexicon`]).
const COMMON_ONLY: f32 = -2.0;
pub(super) const COMMON: f32 = 0.2;
/// Where the words are just those of a phrasing, but for words of no meaning: the curator wrote what
/// is meant by them, however short and common they are.
const EXACT: f32 = 3.0;

/// The stems that turn a statement round.
pub(super) const NEGATIONS: [&str; 6] = ["not", "no", "never", "without", "none", "nothing"];
/// The words that ask to choose among several.
pub(super) const CHOOSING: [&str; 4] = ["which", "what", "who", "whats"];

/// What speaks for and against a match beside its likeness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Whether either the question or the nearest phrasing denies something, and the other does not.
    pub negated: bool,
    /// Whether the question asks to choose among several.
    pub chooses: bool,
    /// How many numbers the question has that the FAQ has not.
    pub numbers: usize,
    /// How many words it has that neither the FAQ nor English has.
    pub strangers: usize,
    /// Whether it shares only common words with the nearest phrasing.
    pub common: bool,
    /// Whether it is the nearest phrasing, idea by idea.
    pub exact: bool,
}

/// The share of right matches among those like this one, 0 to 1: `likeness` and the `rival`'s (the
/// nearest other's), both 0 to 1, and what the question's words weigh, above 0.
pub(super) fn of(likeness: f32, rival: f32, weight: f32, evidence: Evidence) -> f32 {
    let odds = BASE + LIKENESS * likeness.ln() + RIVAL * rival / likeness + WEIGHT * weight.ln() + evidence.odds();
    1.0 / (1.0 + (-odds).exp())
}

impl Evidence {
    /// By how much the logarithm of the odds changes.
    fn odds(self) -> f32 {
        let counted = |count: usize| count.min(MOST_COUNTED) as f32;
        let when = |is: bool, odds: f32| if is { odds } else { 0.0 };
        if self.exact {
            return EXACT;
        }
        when(self.negated, if self.chooses { CHOSEN_CONTRARY } else { NEGATED })
            + NUMBER * counted(self.numbers)
            + STRANGER * counted(self.strangers)
            + when(self.common, COMMON_ONLY)
    }
}
