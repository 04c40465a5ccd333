//! The document that answers are taken from: its sentences, as sources count them.
//!
//! It is no part of the project and only there to check entries against. The first line that is not empty is the
//! title, each further one a paragraph; a sentence ends with '.', '!' or '?' and a space.

use std::ops::Range;

use super::entry::Source;

/// A document's sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    title: String,
    sentences: Vec<Sentence>,
}

/// A sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Paragraph after the title, from 1.
    pub paragraph: u32,
    /// Sentence in the paragraph, from 1.
    pub number: u32,
    /// Its bytes in the document's text.
    pub span: Range<usize>,
    /// Its words.
    pub text: String,
}

impl Document {
    /// Reads a document.
    pub fn read(text: &str) -> Self {
        let mut title = None;
        let mut sentences = Vec::new();
        let (mut at, mut paragraph) = (0, 0);
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            if line.trim().is_empty() {
                continue;
            }
            if title.is_none() {
                title = Some(line.trim().trim_start_matches('\u{feff}').to_owned());
                continue;
            }
            paragraph += 1;
            for (number, range) in (1..).zip(parts(line)) {
                let text = line[range.clone()].to_owned();
                sentences.push(Sentence { paragraph, number, span: start + range.start..start + range.end, text });
            }
        }
        Self { title: title.unwrap_or_default(), sentences }
    }

    /// Its first line.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Its sentences, in order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The sentence that a source names.
    pub fn sentence(&self, source: &Source) -> Option<&Sentence> {
        let named = |sentence: &&Sentence| (sentence.paragraph, sentence.number) == (source.paragraph, source.sentence);
        self.sentences.iter().find(named)
    }

    /// The first sentence in which a quote stands word for word.
    pub fn find(&self, quote: &str) -> Option<&Sentence> {
        self.sentences.iter().find(|sentence| sentence.text.contains(quote))
    }
}

/// The sentences of a paragraph, without the space between them.
fn parts(paragraph: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    let ends = paragraph.char_indices().zip(paragraph.chars().skip(1));
    let ends = ends.filter(|((_, c), next)| matches!(c, '.' | '!' | '?') && next.is_whitespace());
    for end in ends.map(|((at, _), _)| at + 1).chain([paragraph.len()]) {
        let part = &paragraph[start..end];
        let text = part.trim();
        if !text.is_empty() {
            let from = start + (part.len() - part.trim_start().len());
            parts.push(from..from + text.len());
        }
        start = end;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::Document;

    #[test]
    fn paragraphs_count_after_the_title_and_sentences_from_one() {
        let text = "\u{feff}A title. Of two\r\n\r\nOne is. Two is!  Three is? Four, 2.5 mg, is.\r\n\nNext\n";
        let document = Document::read(text);
        let read: Vec<_> = document.sentences().iter().map(|s| (s.paragraph, s.number, s.text.as_str())).collect();
        let wanted =
            [(1, 1, "One is."), (1, 2, "Two is!"), (1, 3, "Three is?"), (1, 4, "Four, 2.5 mg, is."), (2, 1, "Next")];
        assert_eq!((document.title(), read.as_slice()), ("A title. Of two", &wanted[..]));
        assert!(document.sentences().iter().all(|s| text[s.span.clone()] == s.text));
    }
}
