//! Weighs what is found in a message: the rules' words, and what it sounds like.
//!
//! The numbers below are log-odds, chosen together on the development messages (docs/safety.md); what
//! follows from an alarm is [`crate::decide`]'s part.

use std::collections::HashSet;
use std::ops::Range;

use super::likeness::{Row, Sound};
use super::lookout::Seen;
use super::rules::Meaning;
use super::view::{View, Words};
use super::{Alarm, Form, Judgement, Safety, Why};
use crate::faq::Refusal;
use crate::matching::Mends;
use crate::text::words::Tokens;

/// A message that sounds this much like danger (log-odds) is taken for it.
const SURE_ODDS: f32 = 0.0;
/// One that sounds this much like danger gets a line of help before its answer.
const CAREFUL_ODDS: f32 = -2.2;
/// What sounds so much like danger is not softened by how it is put.
const PLAIN_ODDS: f32 = 5.0;
/// Messages of this many words are also heard in parts of so many, each so many words after the last.
const LONG_STORY: usize = 30;
const PART: usize = 16;
const PART_STEP: usize = 5;
/// A part must sound so much more like danger than a whole message: there are many parts, and each lacks
/// what stands around it.
const PART_DOUBT: f32 = 16.0;
/// Words around a rule's that sound this harmless soften it.
const SOFT_ODDS: f32 = -4.0;
/// Around a rule that nothing else softens, only words that sound as harmless as this do.
const PLAINLY_HARMLESS_ODDS: f32 = -22.0;
/// So many words on each side of a rule's are its context.
const CONTEXT: usize = 6;
/// A message that sounds this much like one that is refused is refused.
const REFUSED_ODDS: f32 = 0.0;
/// A pattern is weighed where it stands first, second and third: a message that repeats itself says no more,
/// and must not cost more.
const MOST_TIMES: usize = 3;
/// A figure of speech of so few words may be written as two sentences, as in "I'm dead. Lol".
const SHORT_IDIOM: usize = 3;
/// So many cues are told of.
const MOST_CUES: usize = 5;

/// A rule and where its words stand.
type Found = (usize, Range<usize>);

impl Safety {
    /// The ways of reading a message.
    pub(super) fn views(&self, text: &str, words: &mut Words, mends: &mut Mends) -> Vec<View> {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let mut views = vec![View::mended(&tokens, &self.mender, words, mends)];
        let mut add = |view: View| {
            if !view.words.is_empty() && views.iter().all(|other| other.words != view.words) {
                views.push(view);
            }
        };
        add(View::typed(&tokens, words));
        if let Some(plain) = self.disguises.uncover(text, |word| self.mender.knows(word)) {
            tokens.read(&plain);
            add(View::mended(&tokens, &self.mender, words, mends));
        }
        views
    }

    /// What is said of one way of reading a message.
    pub(super) fn look(&self, view: &View, words: &Words) -> Judgement {
        let found = self.found(view, words);
        let softened: HashSet<usize> = found
            .iter()
            .filter(|(rule, _)| self.rules[*rule].1 == Meaning::Softening)
            .map(|(_, range)| view.sentences[range.start])
            .collect();
        let row = self.likeness.row(view.words.iter().map(|word| words.hash(*word)).collect());
        let by_rule = self.by_rule(view, &row, &found, &softened);
        let sound = self.likeness.sound(&row, 0..view.words.len());
        let by_sound = self.by_sound(view, &row, words, sound, !softened.is_empty());
        let alarm = match (by_rule, by_sound) {
            (Some(rule), Some(sound)) if sound.form < rule.form => Some(sound),
            (rule, sound) => rule.or(sound),
        };
        Judgement { alarm, refusal: self.refusal(sound, &found) }
    }

    /// The rules whose words stand in the message, apart from words of danger without any.
    fn found(&self, view: &View, words: &Words) -> Vec<Found> {
        let mut seen: Vec<&Seen> = view.words.iter().map(|word| words.seen(*word)).collect();
        let find = |words: &[&Seen]| {
            let mut found: Vec<Found> = Vec::new();
            self.lookout.find(words, MOST_TIMES, |rule, range| found.push((rule, range)));
            found
        };
        let found = find(&seen);
        // "The game is over. He is having a seizure" is none: what is leapt over must be of one sentence.
        let is_one = |range: &Range<usize>| {
            range.len() <= SHORT_IDIOM || view.sentences[range.start] == view.sentences[range.end - 1]
        };
        let idioms = found.iter().filter(|(rule, range)| self.rules[*rule].1 == Meaning::Idiom && is_one(range));
        let mut idioms = idioms.peekable();
        if idioms.peek().is_none() {
            return found;
        }
        let nothing = Seen::default();
        idioms.for_each(|(_, range)| seen[range.clone()].fill(&nothing));
        find(&seen)
    }

    /// The most urgent alarm of the rules.
    fn by_rule(&self, view: &View, row: &Row, found: &[Found], softened: &HashSet<usize>) -> Option<Alarm> {
        let heard = found.iter().filter_map(|(rule, range)| {
            let meaning = self.rules[*rule].1;
            if !matches!(meaning, Meaning::Danger { .. } | Meaning::Mention(_)) {
                return None;
            }
            let odds = self.likeness.sound(row, view.around(range, CONTEXT)).odds;
            let said_softly = softened.contains(&view.sentences[range.start]);
            let soft = odds < SOFT_ODDS || (said_softly && odds < PLAIN_ODDS);
            let (danger, form) = match meaning {
                Meaning::Danger { danger, always } if !soft || (always && odds >= PLAINLY_HARMLESS_ODDS) => {
                    (danger, Form::Only)
                }
                Meaning::Danger { danger, .. } | Meaning::Mention(danger) => (danger, Form::First),
                _ => return None,
            };
            Some((form, danger, *rule))
        });
        let (form, danger, rule) = heard.min()?;
        let pattern = self.lookout.written(rule).to_owned();
        Some(Alarm { danger, form, why: Why::Rule { rule: self.rules[rule].0.clone(), pattern } })
    }

    /// The alarm of what the message sounds like.
    fn by_sound(&self, view: &View, row: &Row, words: &Words, whole: Sound, softened: bool) -> Option<Alarm> {
        let mut sound = whole;
        // In a long story one sentence may hold the danger, and the rest drowns it.
        if view.words.len() >= LONG_STORY {
            for start in (0..=view.words.len() - PART).step_by(PART_STEP) {
                let heard = self.likeness.sound(row, start..start + PART);
                if heard.odds - PART_DOUBT > sound.odds {
                    sound = Sound { odds: heard.odds - PART_DOUBT, ..heard };
                }
            }
        }
        let sure = if softened { PLAIN_ODDS } else { SURE_ODDS };
        let form = match sound.odds {
            odds if odds >= sure => Form::Only,
            odds if odds >= CAREFUL_ODDS => Form::First,
            _ => return None,
        };
        let cues = self.likeness.cues(row, MOST_CUES).into_iter();
        let told = |word: &u32| self.same.told(words.text(*word));
        let shown = |range: Range<usize>| view.words[range].iter().map(told).collect::<Vec<_>>().join(" ");
        let mut cues: Vec<(String, f32)> = cues.map(|(range, odds)| (shown(range), odds)).collect();
        cues.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
        cues.truncate(MOST_CUES);
        Some(Alarm { danger: sound.danger, form, why: Why::Likeness { odds: sound.odds, cues } })
    }

    fn refusal(&self, sound: Sound, found: &[Found]) -> Option<Refusal> {
        let by_sound = [(Refusal::Supply, sound.supply), (Refusal::Personal, sound.personal)];
        let by_sound = by_sound.into_iter().filter(|(_, odds)| *odds >= REFUSED_ODDS).map(|(refusal, _)| refusal);
        let by_rule = found.iter().filter_map(|(rule, _)| match self.rules[*rule].1 {
            Meaning::Supply => Some(Refusal::Supply),
            Meaning::Personal => Some(Refusal::Personal),
            _ => None,
        });
        by_rule.chain(by_sound).min()
    }
}
