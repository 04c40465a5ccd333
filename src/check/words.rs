//! Whether an entry or a topic says what nobody has reviewed: such a reply would be held back.

use std::ops::Range;

use crate::faq::{Code, Examined, Problem, SourceFile};

/// Looks at every text that may be sent.
pub(super) fn check(examined: &Examined<'_>, findings: &mut Vec<Problem>) {
    let library = &examined.library;
    let mut look = |file: &SourceFile, text: &str, span: &Range<usize>| {
        for breach in library.reviewed().breaches(text) {
            let reason = format!("'{breach}' is an amount, a schedule or a promise that nobody has reviewed");
            let problem = Problem::at(&file.name, &file.text, narrowed(file, span, &breach), reason);
            let help = "say it otherwise, or have the phrase reviewed and list it in reviewed.toml";
            findings.push(problem.coded(Code::Unreviewed).with_help(help));
        }
    };
    for (entry, (file, spans)) in library.entries().iter().zip(&examined.entries) {
        look(file, entry.question(), &spans.question);
        look(file, entry.answer(), &spans.answer);
        if let (Some(care), Some(span)) = (entry.care(), &spans.care) {
            look(file, care, span);
        }
        for (source, spans) in entry.sources().iter().zip(&spans.sources) {
            look(file, &source.quote, &spans.quote);
        }
    }
    // The document's title stands in the source line of every answer; once is enough to say so.
    let mut titles: Vec<(&str, &str)> = Vec::new();
    for (entry, (file, _)) in library.entries().iter().zip(&examined.entries) {
        if !titles.contains(&(&file.name, entry.document())) {
            titles.push((&file.name, entry.document()));
            let at = file.text.find(entry.document()).unwrap_or_default();
            look(file, entry.document(), &(at..at + entry.document().len()));
        }
    }
    for (topic, (file, spans)) in library.topics().iter().zip(&examined.topics) {
        look(file, topic.decline(), &spans.decline);
        if let (Some(text), Some(span)) = (topic.care(), &spans.care) {
            look(file, text, span);
        }
    }
}

/// Where the words stand in the span, if they stand there as they are called; else the span.
pub(super) fn narrowed(file: &SourceFile, span: &Range<usize>, words: &str) -> Range<usize> {
    let written = file.text.get(span.clone()).unwrap_or_default().to_ascii_lowercase();
    let is_part = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let whole = |at: &usize| {
        !is_part(written[..*at].chars().next_back()) && !is_part(written[at + words.len()..].chars().next())
    };
    let at = written.match_indices(words).map(|(at, _)| at).find(whole);
    at.map_or(span.clone(), |at| span.start + at..span.start + at + words.len())
}
