//! Where each phrasing leads when somebody asks it: to its own entry, it should be.

use crate::decide::{Answerer, Decision};
use crate::faq::{Code, Entry, EntryId, Examined, Problem};
use crate::matching::Scratch;
use crate::question::Question;

/// What became of a phrasing.
enum Lead {
    /// It is answered with its entry.
    Home,
    /// Something less, of this kind.
    Away(Code, String),
}

/// Asks every phrasing.
pub(super) fn check(examined: &Examined<'_>, answerer: &Answerer, findings: &mut Vec<Problem>) {
    let mut scratch = Scratch::default();
    for (entry, (file, spans)) in examined.library.entries().iter().zip(&examined.entries) {
        let mut found = false;
        for (phrasing, span) in entry.phrasings().iter().zip(&spans.phrasings) {
            match lead(answerer, entry, phrasing, &mut scratch) {
                Lead::Home => found = true,
                Lead::Away(code, reason) => {
                    found |= code == Code::PhrasingTied;
                    let help = match code {
                        Code::PhrasingLeadsElsewhere => {
                            "move it to the entry that it leads to, say it otherwise, or give this entry more of its kind"
                        }
                        _ => "it may be meant so",
                    };
                    let problem = Problem::at(&file.name, &file.text, span.clone(), reason);
                    findings.push(problem.coded(code).with_help(help));
                }
            }
        }
        if !found && !entry.phrasings().is_empty() {
            let reason = "none of its phrasings leads here: only who picks its question from a list will find it";
            findings.push(Problem::at(&file.name, &file.text, spans.id.clone(), reason).coded(Code::UnreachableEntry));
        }
    }
}

fn lead(answerer: &Answerer, entry: &Entry, phrasing: &str, scratch: &mut Scratch) -> Lead {
    let question = Question::read(phrasing);
    let decision = answerer.answer(&question, scratch).decision;
    let ranking = answerer.index().rank(question.text(), scratch);
    let score = |id: &EntryId| {
        ranking.iter().find(|ranked| ranked.id == id).map_or(0.0, |ranked| ranked.score)
    };
    let own = score(entry.id());
    let named = |ids: &[EntryId]| {
        let names: Vec<String> = ids.iter().map(|id| format!("'{id}' ({:.2})", score(id))).collect();
        names.join(" and ")
    };
    let elsewhere = |what: String| Lead::Away(Code::PhrasingLeadsElsewhere, format!("'{phrasing}' {what}"));
    match decision {
        Decision::Answer(ids) if ids.contains(entry.id()) => Lead::Home,
        Decision::Answer(ids) => elsewhere(format!("leads to {}, not here ({own:.2})", named(&ids))),
        Decision::Suggest(ids) if ids.contains(entry.id()) => {
            Lead::Away(Code::PhrasingTied, format!("'{phrasing}' is as near to others: {} are offered", named(&ids)))
        }
        Decision::Suggest(ids) => elsewhere(format!("is offered {}, not this entry ({own:.2})", named(&ids))),
        Decision::Decline { topic, .. } => {
            elsewhere(format!("is declined as topic '{topic}' ({:.2}), not answered here ({own:.2})", score(&topic)))
        }
        Decision::Refuse => elsewhere("is refused as a question about getting or sharing it".to_owned()),
        Decision::Emergency(_) => {
            let reason = format!("'{phrasing}' is taken for a cry for help, and help is the whole reply");
            Lead::Away(Code::PhrasingSoundsLikeDanger, reason)
        }
        _ => elsewhere(format!("is not near enough to anything to be answered; this entry has {own:.2}")),
    }
}
