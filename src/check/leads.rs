//! Where each phrasing leads when somebody asks it: to its own entry, it should be.
//!
//! As it stands in the FAQ, a phrasing is nearly always nearest to itself, wherever it was put. So each is also asked
//! of a FAQ that does not have it.

use crate::decide::{ANSWER_SCORE, Answerer, Decision, OFFER_SCORE};
use crate::faq::{Code, Entry, EntryId, Examined, Problem};
use crate::matching::{Index, Kind, Scratch};
use crate::question::Question;
use crate::text::words::words;

/// What became of a phrasing.
enum Lead {
    /// It is answered with its entry.
    Home,
    /// Something less, of this kind.
    Away(Code, String),
}

/// Asks every phrasing, of the FAQ and of a FAQ without it.
pub(super) fn check(examined: &Examined<'_>, answerer: &Answerer, findings: &mut Vec<Problem>) {
    ask(examined, answerer, findings);
    ask_without(examined, findings);
}

fn ask(examined: &Examined<'_>, answerer: &Answerer, findings: &mut Vec<Problem>) {
    let mut scratch = Scratch::default();
    for (entry, (file, spans)) in examined.library.entries().iter().zip(&examined.entries) {
        let mut found = false;
        // One without a word is a mistake of its own.
        let phrasings = entry.phrasings().iter().zip(&spans.phrasings).filter(|(text, _)| !words(text).is_empty());
        for (phrasing, span) in phrasings {
            match lead(answerer, entry, phrasing, &mut scratch) {
                Lead::Home => found = true,
                Lead::Away(code, reason) => {
                    found |= code == Code::PhrasingTied;
                    let help = match code {
                        Code::PhrasingLeadsElsewhere => {
                            "move it to the entry that it leads to, say it otherwise, or give this entry more of its kind"
                        }
                        _ => "it may be meant so: nothing needs to be done",
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

/// Finds the phrasings that would surely be taken for something else, were it not for themselves. Most are worth
/// their place for just that; one that was put into the wrong entry looks the same.
fn ask_without(examined: &Examined<'_>, findings: &mut Vec<Problem>) {
    let entries = examined.library.entries();
    let most = entries.iter().map(|entry| entry.phrasings().len()).max().unwrap_or_default();
    let mut scratch = Scratch::default();
    for at in 0..most {
        let index = Index::new(&examined.library.without_phrasing(at));
        for (entry, (file, spans)) in entries.iter().zip(&examined.entries) {
            let (Some(phrasing), Some(span)) = (entry.phrasings().get(at), spans.phrasings.get(at)) else { continue };
            let ranking = index.rank(phrasing, &mut scratch);
            let own = ranking.iter().find(|ranked| ranked.id == entry.id()).map_or(0.0, |ranked| ranked.score);
            let Some(best) = ranking.first().filter(|best| best.score >= ANSWER_SCORE && own < OFFER_SCORE) else {
                continue;
            };
            let kind = if best.kind == Kind::Topic { "topic" } else { "entry" };
            let reason = format!(
                "'{phrasing}' is more like {kind} '{}' ({:.2}) than like the rest of its own ({own:.2})",
                best.id, best.score
            );
            let problem =
                Problem::at(&file.name, &file.text, span.clone(), reason).coded(Code::PhrasingNearerElsewhere);
            findings
                .push(problem.with_help("if it is in the right entry, all is well: this phrasing is what finds it"));
        }
    }
}

fn lead(answerer: &Answerer, entry: &Entry, phrasing: &str, scratch: &mut Scratch) -> Lead {
    let question = Question::read(phrasing);
    let decision = answerer.answer(&question, scratch).decision;
    let ranking = answerer.index().rank(question.text(), scratch);
    let score = |id: &EntryId| ranking.iter().find(|ranked| ranked.id == id).map_or(0.0, |ranked| ranked.score);
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
