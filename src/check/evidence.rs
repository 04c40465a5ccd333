//! Whether the document says what an answer says: quotes word for word, numbers and names of medicines by
//! their presence.
//!
//! Whether a sentence means what the answer says, only a person can tell.

use std::collections::BTreeSet;
use std::ops::Range;

use super::words::narrowed;
use crate::decide::Answerer;
use crate::faq::{Code, Document, Entry, Examined, Problem, Source, SourceFile};
use crate::guard::spoken;
use crate::text::words::words;

/// Number words that count something. "One" is left out: it is more often no number ("one of them").
const COUNTS: [(&str, &str); 22] = [
    ("twice", "2"),
    ("two", "2"),
    ("double", "2"),
    ("half", "half"),
    ("three", "3"),
    ("thrice", "3"),
    ("triple", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("fifty", "50"),
    ("hundred", "100"),
    ("thousand", "1000"),
    ("dozen", "12"),
];

/// Something an answer says that can be looked up: what it is, and the words it is said with.
struct Claim {
    code: Code,
    what: &'static str,
    said: String,
    means: String,
}

/// Compares the entries with the document; without one, says what was left unchecked.
pub(super) fn check(
    examined: &Examined<'_>,
    document: Option<(&SourceFile, &Document)>,
    answerer: &Answerer,
    findings: &mut Vec<Problem>,
) {
    let medicines = Medicines::of(answerer);
    for (entry, (file, spans)) in examined.library.entries().iter().zip(&examined.entries) {
        if let Some((_, document)) = document {
            for (source, spans) in entry.sources().iter().zip(&spans.sources) {
                let Some((code, span, reason)) = quoted(document, source, &spans.sentence, &spans.quote) else {
                    continue;
                };
                let problem = Problem::at(&file.name, &file.text, span, reason).coded(code);
                findings.push(match document.find(&source.quote) {
                    Some(at) => {
                        let help = format!("it stands in paragraph {}, sentence {}", at.paragraph, at.number);
                        problem.with_help(help)
                    }
                    None => problem,
                });
            }
        }
        let evidence = evidence(entry, document.map(|(_, document)| document));
        for claim in claims(entry.answer(), &medicines).iter().filter(|claim| !evidence.contains(&claim.means)) {
            let span = narrowed(file, &spans.answer, &claim.said);
            let (code, reason) = match document {
                Some(_) => (claim.code, format!("none of its sentences has the {} '{}'", claim.what, claim.said)),
                None => {
                    let reason =
                        format!("no quote has the {} '{}', and the document was not given", claim.what, claim.said);
                    (Code::NotChecked, reason)
                }
            };
            findings.push(Problem::at(&file.name, &file.text, span, reason).coded(code));
        }
    }
    match document {
        Some((file, document)) => uncited(examined, file, document, findings),
        None => {
            let reason = "quotes, numbers and names are not compared with the document, because it was not given";
            let problem = Problem::in_file("the FAQ", reason).coded(Code::NotChecked);
            findings.push(problem.with_help("name its text file with --document"));
        }
    }
}

/// What is wrong with a quote, and where.
fn quoted(
    document: &Document,
    source: &Source,
    sentence: &Range<usize>,
    quote: &Range<usize>,
) -> Option<(Code, Range<usize>, String)> {
    let Source { paragraph, sentence: number, quote: words } = source;
    match document.sentence(source) {
        None => {
            let reason = format!("the document has no sentence {number} in paragraph {paragraph}");
            Some((Code::NoSuchSentence, sentence.clone(), reason))
        }
        Some(found) if !found.text.contains(words.as_str()) => {
            let reason = format!("the quote does not stand in paragraph {paragraph}, sentence {number}, word for word");
            Some((Code::QuoteNotFound, quote.clone(), reason))
        }
        Some(_) => None,
    }
}

/// Notes the sentences that no entry is answered from.
fn uncited(examined: &Examined<'_>, file: &SourceFile, document: &Document, findings: &mut Vec<Problem>) {
    let sources = examined.library.entries().iter().flat_map(Entry::sources);
    let cited: BTreeSet<(u32, u32)> = sources.map(|source| (source.paragraph, source.sentence)).collect();
    for sentence in document.sentences().iter().filter(|s| !cited.contains(&(s.paragraph, s.number))) {
        let reason = format!("no entry names paragraph {}, sentence {}", sentence.paragraph, sentence.number);
        let problem = Problem::at(&file.name, &file.text, sentence.span.clone(), reason);
        findings.push(problem.outside_entries().coded(Code::SentenceNotCited));
    }
}

/// What may be said with this evidence: the words and numbers of the sentences, or of the quotes where there is no
/// document, and of the document's title.
fn evidence(entry: &Entry, document: Option<&Document>) -> BTreeSet<String> {
    let mut texts = vec![entry.document()];
    match document {
        Some(document) => {
            texts.push(document.title());
            let sentences = entry.sources().iter().filter_map(|source| document.sentence(source));
            texts.extend(sentences.map(|sentence| sentence.text.as_str()));
        }
        None => texts.extend(entry.sources().iter().map(|source| source.quote.as_str())),
    }
    let said: Vec<String> = texts.iter().flat_map(|text| spoken(text)).collect();
    let numbers = said.iter().map(|word| number(word).unwrap_or(word).to_owned());
    let pairs = said.windows(2).map(|pair| pair.join(" "));
    numbers.chain(pairs).chain(said.iter().cloned()).collect()
}

fn claims(answer: &str, medicines: &Medicines<'_>) -> Vec<Claim> {
    let said = spoken(answer);
    let is_number = |word: &&String| word.bytes().all(|b| b.is_ascii_digit()) || number(word).is_some();
    let mut claims: Vec<Claim> = said
        .iter()
        .filter(is_number)
        .map(|word| {
            let means = number(word).unwrap_or(word).to_owned();
            Claim { code: Code::NumberNotInSource, what: "number", said: word.clone(), means }
        })
        .collect();
    for length in 1..=2 {
        let named = said.windows(length).filter(|words| medicines.has(words)).map(|words| words.join(" "));
        let claim = |name: String| Claim { code: Code::NameNotInSource, what: "name", said: name.clone(), means: name };
        claims.extend(named.map(claim));
    }
    claims.sort_by(|a, b| a.said.cmp(&b.said));
    claims.dedup_by(|a, b| a.said == b.said);
    claims
}

fn number(word: &str) -> Option<&'static str> {
    COUNTS.iter().find(|(count, _)| *count == word).map(|(_, number)| *number)
}

/// The names of medicines: the vocabulary groups that topics guard, and what excuses them.
struct Medicines<'a> {
    names: BTreeSet<Vec<String>>,
    groups: BTreeSet<&'a str>,
    answerer: &'a Answerer,
}

impl<'a> Medicines<'a> {
    fn of(answerer: &'a Answerer) -> Self {
        let library = answerer.library();
        let guards = library.topics().iter().filter_map(|topic| topic.guard());
        let groups: BTreeSet<&str> = guards.flat_map(|guard| [&*guard.group, &*guard.unless]).collect();
        let listed = library.vocabulary().groups().iter().filter(|group| groups.contains(&*group.name));
        let names = listed.flat_map(|group| group.members.iter().map(|member| words(&member.join(" ")))).collect();
        Self { names, groups, answerer }
    }

    fn has(&self, said: &[String]) -> bool {
        let by_ending = |word: &String| self.answerer.index().reader().group_of_unknown(word);
        self.names.contains(said)
            || (said.len() == 1 && by_ending(&said[0]).is_some_and(|group| self.groups.contains(group)))
    }
}
