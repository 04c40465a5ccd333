//! Recognises a person in danger before anything else is looked at, and what only a prescriber may
//! decide.
//!
//! Two ways, either of which is enough: a rule's words stand in the message ([`pattern`]), or the
//! message sounds like the examples of danger ([`likeness`]). Both read the message as it was typed,
//! with its spelling mended, and with disguised words uncovered ([`disguise`]). The core rules and
//! examples are compiled in and cannot be taken away; a FAQ folder's own file can only add to them
//! ([`rules`]). What is said in reply is in [`crate::wording`]; docs/safety.md says how good it is.

mod disguise;
mod examples;
mod likeness;
pub(crate) mod pattern;
mod rules;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use crate::faq::{Library, Problems, Refusal, SAFETY_FILE, SourceFile, Vocabulary, load};
use crate::matching::Reader;
use crate::text::words::Tokens;
use disguise::Disguises;
use likeness::{Counts, Label, Likeness, Sound};
use pattern::Lookout;
use rules::{Meaning, Origin, Rule, Rules};

/// The core rules.
const CORE: &str = include_str!("../../faq/safety.toml");
/// The vocabulary group of the medicine's names, which are one word to the examples.
const MEDICINE: &str = "clonazepam";

/// A message that sounds this much like danger (log-odds) is taken for it.
const SURE_ODDS: f32 = -1.8;
/// One that sounds this much like danger gets a line of help before its answer.
const CAREFUL_ODDS: f32 = -2.2;
/// What sounds so much like danger is not softened by how it is put.
const PLAIN_ODDS: f32 = 4.0;
/// Messages of this many words are also heard in parts of so many, each so many words after the last.
const LONG_STORY: usize = 30;
const PART: usize = 16;
const PART_STEP: usize = 5;
/// A part must sound so much more like danger than a whole message: there are many parts, and each lacks
/// what stands around it.
const PART_DOUBT: f32 = 11.0;
/// Words around a rule's that sound this harmless soften it, and past the second it is not one.
const SOFT_ODDS: f32 = -11.0;
const HARMLESS_ODDS: f32 = -18.0;
/// So many words on each side of a rule's are its context.
const CONTEXT: usize = 6;
/// A message that sounds this much like one that is refused is refused.
const REFUSED_ODDS: f32 = 0.0;
/// A word of the examples is known to be right if it stands in this many: once may be a slip.
const KNOWN_WORD: u32 = 2;

/// The kind of danger, in the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Danger {
    /// A medical emergency, now.
    Medical,
    /// Self-harm or suicide, of oneself or another.
    SelfHarm,
}

/// How much of the reply is help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All of it.
    Only,
    /// A line before the answer: danger is spoken of, but perhaps nobody is in it.
    First,
}

/// A danger that was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// Which.
    pub danger: Danger,
    /// How much of the reply is for it.
    pub form: Form,
    /// Why it was heard, for curators.
    pub why: Why,
}

/// Why a danger was heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A rule's pattern was found.
    Rule {
        /// The rule's name.
        rule: String,
        /// The pattern as it is written.
        pattern: String,
    },
    /// It sounds like the examples.
    Likeness {
        /// Log-odds of danger against none.
        odds: f32,
        /// What speaks most for danger, each with its log-odds.
        cues: Vec<(String, f32)>,
    },
}

/// What safety says of a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// The most urgent danger, if any.
    pub alarm: Option<Alarm>,
    /// What is refused, if anything.
    pub refusal: Option<Refusal>,
}

/// The rules and examples, ready to be compared with.
#[derive(Debug)]
pub struct Safety {
    reader: Reader,
    disguises: Disguises,
    rules: Vec<(String, Meaning)>,
    lookout: Lookout,
    likeness: Likeness,
}

/// A message in one way of reading it: its words, and the sentence that each stands in.
struct View {
    words: Vec<String>,
    sentences: Vec<usize>,
}

/// So many cues are told of.
const MOST_CUES: usize = 5;

impl Safety {
    /// The core rules alone. They are read once for the whole program.
    pub fn core() -> Arc<Self> {
        static CORE_SAFETY: LazyLock<Arc<Safety>> = LazyLock::new(|| {
            // The compiled-in files are right, or no test would pass.
            Arc::new(Safety::build(&[]).unwrap_or_else(|problems| panic!("the built-in rules: {problems}")))
        });
        Arc::clone(&CORE_SAFETY)
    }

    /// The core rules and those that the folder's own files add.
    pub fn parse(files: &[SourceFile]) -> Result<Arc<Self>, Problems> {
        let own: Vec<&SourceFile> = files.iter().filter(|file| file.name == SAFETY_FILE && file.text != CORE).collect();
        if own.is_empty() { Ok(Self::core()) } else { Ok(Arc::new(Self::build(&own)?)) }
    }

    /// What is said of a message in it.
    pub fn judge(&self, text: &str) -> Judgement {
        let mut judgement = Judgement::default();
        for view in self.views(text) {
            let found = self.look(&view);
            let urgency = |alarm: &Alarm| (alarm.form, alarm.danger);
            judgement.alarm = match (judgement.alarm, found.alarm) {
                (Some(one), Some(other)) if urgency(&one) <= urgency(&other) => Some(one),
                (one, other) => other.or(one),
            };
            judgement.refusal = [judgement.refusal, found.refusal].into_iter().flatten().min();
        }
        judgement
    }

    fn build(own: &[&SourceFile]) -> Result<Self, Problems> {
        let (mut read, mut problems) = (Rules::default(), Vec::new());
        let core = SourceFile { name: format!("built-in {SAFETY_FILE}"), text: CORE.to_owned() };
        read.read(&core, Origin::Core, &mut problems);
        own.iter().for_each(|file| read.read(file, Origin::Folder, &mut problems));
        Problems::check(problems)?;
        let faq = Library::parse(&load::built_in())?;
        let entries = faq.entries().iter().flat_map(|entry| {
            std::iter::once(entry.question()).chain(entry.phrasings().iter().map(String::as_str))
        });
        let topics = faq.topics().iter().flat_map(|topic| {
            let label = topic.refused().map_or(Label::Harmless, Label::Refused);
            topic.phrasings().iter().map(move |text| (label, text.as_str()))
        });
        let asked = entries.map(|text| (Label::Harmless, text)).chain(topics);
        let own_examples = read.examples.iter().map(|(label, text)| (*label, text.as_str()));
        let mut examples: Vec<(Label, &str)> = own_examples.chain(asked).collect();
        for (label, text) in examples::core() {
            examples.push((label, text));
        }
        let vocabulary = faq.vocabulary().of_any_subject();
        let known = known_words(&read.rules, &examples);
        let reader = Reader::new(&vocabulary, known.iter().map(String::as_str));
        let names = faq.vocabulary().groups().iter().find(|group| group.name == MEDICINE);
        let names = names.into_iter().flat_map(|group| &group.members).map(|member| member.concat());
        let mut counts = Counts::of_medicine(names.collect());
        let mut tokens = Tokens::default();
        for (label, text) in &examples {
            counts.add(*label, &spelt_out(text, &vocabulary, &mut tokens));
        }
        let listed = read.rules.iter().filter(|rule| rule.meaning != Meaning::Idiom);
        let disguises = Disguises::new(listed.flat_map(|rule| rule.pattern.words()));
        let (rules, patterns) = read.rules.into_iter().map(|rule| ((rule.id, rule.meaning), rule.pattern)).unzip();
        Ok(Self { reader, disguises, rules, lookout: Lookout::new(patterns), likeness: counts.finish() })
    }

    fn views(&self, text: &str) -> Vec<View> {
        let mut views = vec![View::new(self.reader.plain_sentences(text))];
        let mut add = |view: View| {
            if !view.words.is_empty() && views.iter().all(|other| other.words != view.words) {
                views.push(view);
            }
        };
        add(View::typed(text));
        if let Some(plain) = self.disguises.uncover(text, |word| self.reader.knows(word)) {
            add(View::new(self.reader.plain_sentences(&plain)));
        }
        views
    }

    fn look(&self, view: &View) -> Judgement {
        let mut found = self.found(&view.words);
        let mut words = view.words.clone();
        let idioms: Vec<_> = found.iter().filter(|(rule, _)| self.rules[*rule].1 == Meaning::Idiom).cloned().collect();
        if !idioms.is_empty() {
            idioms.into_iter().for_each(|(_, range)| words[range].iter_mut().for_each(String::clear));
            found = self.found(&words);
        }
        let meaning = |rule: usize| self.rules[rule].1;
        let softened: HashSet<usize> = found
            .iter()
            .filter(|(rule, _)| meaning(*rule) == Meaning::Softening)
            .map(|(_, range)| view.sentences[range.start])
            .collect();
        let heard = found.iter().filter_map(|(rule, range)| {
            let around = range.start.saturating_sub(CONTEXT)..(range.end + CONTEXT).min(words.len());
            let odds = self.likeness.sound(&words[around]).odds;
            let said_softly = softened.contains(&view.sentences[range.start]);
            let soft = odds < SOFT_ODDS || (said_softly && odds < PLAIN_ODDS);
            let (danger, form) = match meaning(*rule) {
                Meaning::Danger { always: false, .. } if odds < HARMLESS_ODDS => return None,
                Meaning::Danger { danger, always } if always || !soft => (danger, Form::Only),
                Meaning::Danger { danger, .. } | Meaning::Mention(danger) => (danger, Form::First),
                _ => return None,
            };
            Some((form, danger, *rule))
        });
        let by_rule = heard.min_by_key(|(form, danger, rule)| (*form, *danger, *rule)).map(|(form, danger, rule)| {
            let pattern = self.lookout.patterns()[rule].written().to_owned();
            Alarm { danger, form, why: Why::Rule { rule: self.rules[rule].0.clone(), pattern } }
        });
        let by_sound = self.heard(&words, !softened.is_empty());
        let alarm = match (by_rule, by_sound) {
            (Some(rule), Some(sound)) if sound.form < rule.form => Some(sound),
            (rule, sound) => rule.or(sound),
        };
        let sound = self.likeness.sound(&words);
        let by_likeness = [(Refusal::Supply, sound.supply), (Refusal::Personal, sound.personal)];
        let by_likeness = by_likeness.into_iter().filter(|(_, odds)| *odds >= REFUSED_ODDS).map(|(refusal, _)| refusal);
        let refusals = found.iter().filter_map(|(rule, _)| match meaning(*rule) {
            Meaning::Supply => Some(Refusal::Supply),
            Meaning::Personal => Some(Refusal::Personal),
            _ => None,
        });
        Judgement { alarm, refusal: refusals.chain(by_likeness).min() }
    }

    fn found(&self, words: &[String]) -> Vec<(usize, std::ops::Range<usize>)> {
        let mut found = Vec::new();
        self.lookout.find(words, |rule, range| found.push((rule, range)));
        found
    }

    fn heard(&self, words: &[String], softened: bool) -> Option<Alarm> {
        let mut sound = self.likeness.sound(words);
        // In a long story one sentence may hold the danger, and the rest drowns it.
        if words.len() >= LONG_STORY {
            for part in words.windows(PART).step_by(PART_STEP) {
                let heard = self.likeness.sound(part);
                if heard.odds - PART_DOUBT > sound.odds {
                    sound = Sound { odds: heard.odds - PART_DOUBT, ..heard };
                }
            }
        }
        let form = match sound.odds {
            odds if odds >= if softened { PLAIN_ODDS } else { SURE_ODDS } => Form::Only,
            odds if odds >= CAREFUL_ODDS => Form::First,
            _ => return None,
        };
        let mut cues = self.likeness.cues(words);
        cues.truncate(MOST_CUES);
        Some(Alarm { danger: sound.danger, form, why: Why::Likeness { odds: sound.odds, cues } })
    }
}

impl View {
    fn new(sentences: Vec<Vec<String>>) -> Self {
        let numbers = sentences.iter().enumerate().flat_map(|(at, words)| words.iter().map(move |_| at)).collect();
        Self { words: sentences.concat(), sentences: numbers }
    }

    fn typed(text: &str) -> Self {
        let mut tokens = Tokens::default();
        tokens.read(text);
        let sentences = tokens.sentences().iter();
        Self::new(sentences.map(|(range, _)| tokens.words(range.clone()).map(str::to_owned).collect()).collect())
    }
}

/// An example's words with abbreviations spelt out. Its spelling is left as it is: most is right, and
/// mending it all would cost half a second at every start.
fn spelt_out(text: &str, vocabulary: &Vocabulary, tokens: &mut Tokens) -> Vec<String> {
    tokens.read(text);
    let mut words = Vec::with_capacity(tokens.len());
    for word in tokens.words(0..tokens.len()) {
        match vocabulary.replacement(word) {
            Some(meant) => words.extend_from_slice(meant),
            None => words.push(word.to_owned()),
        }
    }
    words
}

/// The words that spelling is mended to: those of the rules, and those that several examples share.
fn known_words(rules: &[Rule], examples: &[(Label, &str)]) -> Vec<String> {
    let mut counts: HashMap<String, u32> = HashMap::new();
    let mut tokens = Tokens::default();
    for (_, text) in examples {
        tokens.read(text);
        let words: HashSet<&str> = tokens.words(0..tokens.len()).collect();
        words.into_iter().for_each(|word| *counts.entry(word.to_owned()).or_default() += 1);
    }
    let shared = counts.into_iter().filter(|(_, count)| *count >= KNOWN_WORD).map(|(word, _)| word);
    shared.chain(rules.iter().flat_map(|rule| rule.pattern.words()).map(str::to_owned)).collect()
}

#[cfg(test)]
mod dump {
    #[test]
    #[ignore]
    fn dump() {
        use std::io::{BufRead, Write};
        let safety = super::Safety::core();
        let out = std::fs::File::create("/tmp/s/dump.jsonl").unwrap();
        let mut out = std::io::BufWriter::new(out);
        for line in std::io::BufReader::new(std::fs::File::open("/tmp/s/in.jsonl").unwrap()).lines() {
            let row: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
            let text = row["text"].as_str().unwrap();
            let judgement = safety.judge(text);
            let mut hits = Vec::new();
            let mut odds: f32 = -99.0;
            for view in safety.views(text) {
                for (rule, range) in safety.found(&view.words) {
                    let around = range.start.saturating_sub(super::CONTEXT)..(range.end + super::CONTEXT).min(view.words.len());
                    let local = safety.likeness.sound(&view.words[around]).odds;
                    hits.push(serde_json::json!([safety.rules[rule].0, safety.lookout.patterns()[rule].written(), view.words[range].join(" "), local]));
                }
                odds = odds.max(safety.likeness.sound(&view.words).odds);
            }
            let alarm = judgement.alarm.as_ref().map(|a| format!("{:?}/{:?}", a.form, a.danger));
            let why = judgement.alarm.as_ref().map(|a| match &a.why { super::Why::Rule{rule, pattern} => format!("{rule}: {pattern}"), super::Why::Likeness{odds, cues} => format!("odds {odds} {cues:?}") });
            writeln!(out, "{}", serde_json::json!({"alarm": alarm, "why": why, "refusal": judgement.refusal.map(|r| format!("{r:?}")), "hits": hits, "odds": odds})).unwrap();
        }
    }
}
