//! Says how a decision came about, for the curator who wonders at a reply.
//!
//! Plain text for the console. It decides nothing, and it is the only place that shows a person's
//! words in any form: to the one who typed them.

use std::fmt::Write;

use crate::decide::{ANSWER_SCORE, Answerer, Decision, Verdict};
use crate::faq::EntryId;
use crate::matching::{Explanation, How, Kind, Ranked, Scratch, WordMatch};
use crate::question::Question;
use crate::safety::{Alarm, Danger, Why};

/// So many of the nearest are explained: the first, and what came close to it.
const EXPLAINED: usize = 3;

/// How `verdict`, which `answerer` made on `question`, came about.
pub fn explain(answerer: &Answerer, question: &Question, verdict: &Verdict) -> String {
    let judgement = answerer.safety().judge(question.whole());
    let guarded = |scratch: &mut Scratch| answerer.guarded_topic(scratch).is_some();
    let mut scratch = Scratch::default();
    let ranking = answerer.index().rank(question.text(), &mut scratch);
    let by_guard = matches!(verdict.decision, Decision::Decline { .. }) && guarded(&mut scratch);
    let mut text = format!("Decision: {}\n", decided(&verdict.decision, by_guard));
    match (&judgement.alarm, verdict.help_first) {
        (Some(alarm), None) => put(&mut text, format_args!("{}", heard(alarm))),
        (Some(alarm), Some(_)) => put(&mut text, format_args!("A line of help comes first. {}", heard(alarm))),
        (None, _) => put(&mut text, format_args!("No danger was heard.\n")),
    }
    if verdict.personal {
        put(&mut text, format_args!("A decision about somebody's dose is refused first.\n"));
    }
    if matches!(verdict.decision, Decision::Emergency(_) | Decision::Help | Decision::Refuse) {
        return text;
    }
    for (place, ranked) in ranking.iter().take(EXPLAINED).enumerate() {
        if let Some(explanation) = answerer.index().explain(ranked.id, &mut scratch) {
            put(&mut text, format_args!("\n{}", heading(place + 1, ranked)));
            put(&mut text, format_args!("{}", body(&explanation)));
        }
    }
    text
}

fn heard(alarm: &Alarm) -> String {
    let danger = match alarm.danger {
        Danger::Medical => "a medical emergency",
        Danger::SelfHarm => "self-harm",
    };
    match &alarm.why {
        Why::Rule { rule, pattern } => format!("Heard {danger}: the rule '{rule}' has the pattern: {pattern}\n"),
        Why::Likeness { odds, cues } => {
            let cues: Vec<String> = cues.iter().map(|(cue, odds)| format!("'{cue}' {odds:+.1}")).collect();
            format!("Heard {danger}: it sounds like the examples (log-odds {odds:+.1}; {})\n", cues.join(", "))
        }
    }
}

/// What was decided, as the end of a sentence; `guarded`: because of a word that the topic guards.
pub fn decided(decision: &Decision, guarded: bool) -> String {
    let sure = format!("an answer must be {} sure", percent(ANSWER_SCORE));
    match decision {
        Decision::Silent(_) => "say nothing.".to_owned(),
        Decision::Emergency(_) => "send to help. Nothing else was looked at.".to_owned(),
        Decision::Help => "say what can be asked: there is no word in it.".to_owned(),
        Decision::Unreadable => "say that the message could not be read.".to_owned(),
        Decision::Refuse => "refuse: it is about getting, selling, sharing or forging.".to_owned(),
        Decision::Elsewhere => "say that only danger is answered here.".to_owned(),
        Decision::NoFaq => "say that the FAQ cannot be read.".to_owned(),
        Decision::Answer(ids) if ids.len() > 1 => {
            format!("answer with {}: each stands in a clause of its own, and is sure there.", listed(ids))
        }
        Decision::Answer(ids) => format!("answer with {} ({sure}).", listed(ids)),
        Decision::Suggest(ids) => format!("let the asker choose between {}: they are as near.", listed(ids)),
        Decision::Decline { topic, near } => {
            let by = if guarded { ", because it has a word that this topic guards" } else { "" };
            format!("decline as '{topic}'{by}; nearly as near: {}.", listed(near))
        }
        Decision::Unknown(near) => format!("say that nothing fits ({sure}); offer {}.", listed(near)),
    }
}

fn listed(ids: &[EntryId]) -> String {
    match ids {
        [] => "nothing".to_owned(),
        ids => ids.iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(" and "),
    }
}

fn heading(place: usize, ranked: &Ranked<'_>) -> String {
    let kind = match ranked.kind {
        Kind::Entry => "entry",
        Kind::Topic => "declined topic",
    };
    format!("{place}. {kind} '{}': {} sure, likeness {}\n", ranked.id, percent(ranked.score), percent(ranked.likeness))
}

fn body(explanation: &Explanation) -> String {
    let mut text = String::new();
    put(&mut text, format_args!("   looked at:         {}\n", explanation.part));
    put(&mut text, format_args!("   nearest phrasing:  {}\n", explanation.phrasing));
    for word in &explanation.words {
        put(&mut text, format_args!("   {:>5} of {:>4}  {}\n", percent(word.gave), percent(word.weight), line(word)));
    }
    put(
        &mut text,
        format_args!(
            "   together {} of the question and {} of the phrasing",
            percent(explanation.of_question),
            percent(explanation.of_phrasing)
        ),
    );
    match explanation.missing.as_slice() {
        [] => text.push('\n'),
        missing => put(&mut text, format_args!(", which also has: {}\n", missing.join(", "))),
    }
    text.push_str("   (likeness joins these with word order, its other phrasings, and how much was looked at)\n");
    for remark in explanation.evidence.remarks() {
        put(&mut text, format_args!("   {remark}\n"));
    }
    text
}

fn line(word: &WordMatch) -> String {
    let read = if word.typed == word.read_as {
        word.typed.clone()
    } else {
        format!("{} (read as {})", word.typed, word.read_as)
    };
    match &word.how {
        How::Same => format!("{read}: the same word"),
        How::Group(group) => format!("{read}: means the same as {} (group '{group}')", word.met),
        How::Slip => format!("{read}: may be a slip of {}", word.met),
        How::Elsewhere => format!("{read}: only in other phrasings of it"),
        How::NotHere => format!("{read}: not in it"),
        How::Nowhere => format!("{read}: nowhere in the FAQ"),
    }
}

fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// Writing to a string cannot fail.
fn put(text: &mut String, what: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(what);
}
