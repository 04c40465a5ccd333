//! How sure a match is: likeness turned into a share of right matches.
//!
//! Likeness alone is not comparable. A short question is like what it is looked for in, a long one never
//! is; and a match with a rival just as near is a guess. So the score that leaves the matcher is
//! logistic in the likeness, in how near the rival comes, and in how long the message is and how much
//! of it was looked at, less what speaks against it: a logistic regression (Platt's calibration with
//! further features).

/// Chosen by logistic regression on the development questions of five public sets and of the shipped
/// FAQ, those in scope and those out of scope weighing the same in each.
const BASE: f32 = 2.2;
/// For the natural logarithm of the likeness.
const LIKENESS: f32 = 3.6;
/// For the rival's likeness as a share of its own. Regression puts it lower still, but then what the
/// FAQ covers twice looks like what it does not cover.
const RIVAL: f32 = -1.8;
/// For the share of the message's words that were looked at.
const PART: f32 = 1.75;
/// For the natural logarithm of the number of words in the message: a long one is never covered as
/// well as a short one.
const LENGTH: f32 = 0.86;
/// For a negation on one side only ("does it not…"). Where something is to be chosen ("which of them
/// does it not…"), it asks for the contrary.
const NEGATED: f32 = -0.5;
const CHOSEN_CONTRARY: f32 = -3.0;
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

/// The words that ask to choose among several.
pub(super) const CHOOSING: [&str; 4] = ["which", "what", "who", "whats"];

/// What speaks for and against a match beside its likeness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
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

/// What is known of a match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    /// Likeness, above 0, to 1.
    pub likeness: f32,
    /// Likeness of the nearest other, 0 to 1.
    pub rival: f32,
    /// How many of the message's words were looked at for it, from 1: all, or those of a part.
    pub looked_at: usize,
    /// How many words the message has, from 1.
    pub words: usize,
}

/// The share of right matches among those like this one, 0 to 1.
pub(super) fn of(found: Match, evidence: Evidence) -> f32 {
    let part = found.looked_at as f32 / found.words as f32;
    let odds = BASE
        + LIKENESS * found.likeness.ln()
        + RIVAL * found.rival / found.likeness
        + PART * part
        + LENGTH * (found.words as f32).ln()
        + evidence.odds();
    1.0 / (1.0 + (-odds).exp())
}

impl Evidence {
    /// What was noticed, for people.
    pub fn remarks(self) -> Vec<&'static str> {
        if self.exact {
            return vec!["surer: it says just what the phrasing says"];
        }
        let remarks = [
            (self.negated && self.chooses, "much less sure: it asks for what is not so, and the phrasing does not"),
            (self.negated && !self.chooses, "less sure: only one of the two denies something"),
            (self.numbers > 0, "less sure: it has a number that the FAQ does not know"),
            (
                self.strangers > 0,
                "less sure: it has a word that is neither in the FAQ nor common English, maybe a name",
            ),
            (self.common, "much less sure: they share nothing but the commonest words"),
        ];
        remarks.into_iter().filter(|(noticed, _)| *noticed).map(|(_, remark)| remark).collect()
    }

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

#[cfg(test)]
mod tests {
    use super::{Evidence, Match, of};

    const SURE: Match = Match { likeness: 0.6, rival: 0.2, looked_at: 6, words: 6 };

    #[test]
    fn likeness_makes_surer_and_a_rival_less_sure() {
        let plain = Evidence::default();
        let sure = of(SURE, plain);
        assert!(sure > 0.8 && sure < 1.0, "{sure}");
        assert!(of(Match { likeness: 0.3, ..SURE }, plain) < sure);
        assert!(of(Match { rival: 0.59, ..SURE }, plain) < sure);
        assert!(of(Match { looked_at: 2, ..SURE }, plain) < sure);
        assert!(of(Match { words: 12, looked_at: 12, ..SURE }, plain) > sure, "more was covered");
    }

    #[test]
    fn doubts_make_less_sure_and_the_very_words_surer() {
        let sure = of(SURE, Evidence::default());
        let doubts = [
            Evidence { negated: true, ..Evidence::default() },
            Evidence { numbers: 1, ..Evidence::default() },
            Evidence { strangers: 1, ..Evidence::default() },
            Evidence { common: true, ..Evidence::default() },
        ];
        for doubt in doubts {
            assert!(of(SURE, doubt) < sure && !doubt.remarks().is_empty(), "{doubt:?}");
        }
        let contrary = Evidence { negated: true, chooses: true, ..Evidence::default() };
        assert!(of(SURE, contrary) < of(SURE, doubts[0]));
        let exact = Evidence { exact: true, negated: true, ..Evidence::default() };
        assert!(of(SURE, exact) > sure);
    }
}
