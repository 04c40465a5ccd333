//! An entry that is on its way in or out: its texts as they are, right or wrong.

use serde::{Deserialize, Serialize};
use toml::Value;

use crate::faq::{Entry, PLACEHOLDER};

/// An entry's texts. As JSON, empty lists and texts may be left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// Its question.
    pub question: String,
    /// Other ways it is asked.
    pub phrasings: Vec<String>,
    /// Its answer.
    pub answer: String,
    /// Its line of care.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub care: Option<String>,
    /// Entries it leads to.
    pub related: Vec<String>,
    /// Where its answer stands.
    pub sources: Vec<DraftSource>,
}

/// A source's parts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftSource {
    /// Paragraph after the document's title, from 1.
    pub paragraph: u32,
    /// Sentence in the paragraph, from 1.
    pub sentence: u32,
    /// What stands there.
    pub quote: String,
}

impl Draft {
    /// The texts of an entry.
    pub fn of(entry: &Entry) -> Self {
        let source = |source: &crate::faq::Source| DraftSource {
            paragraph: source.paragraph,
            sentence: source.sentence,
            quote: source.quote.clone(),
        };
        Self {
            id: entry.id().to_string(),
            question: entry.question().to_owned(),
            phrasings: entry.phrasings().to_vec(),
            answer: entry.answer().to_owned(),
            care: entry.care().map(str::to_owned),
            related: entry.related().iter().map(ToString::to_string).collect(),
            sources: entry.sources().iter().map(source).collect(),
        }
    }

    /// As a FAQ file has it, in the order and layout of the shipped one. What is missing is left "TODO".
    pub fn to_toml(&self) -> String {
        let list = |items: &[String]| items.iter().map(|item| format!("  {},\n", quoted(item))).collect::<String>();
        let mut text = format!("\n[[entry]]\nid = {}\nquestion = {}\n", quoted(&self.id), or_todo(&self.question));
        text += &format!("phrasings = [\n{}]\nanswer = {}\n", list(&self.phrasings), or_todo(&self.answer));
        if let Some(care) = &self.care {
            text += &format!("care = {}\n", quoted(care));
        }
        if !self.related.is_empty() {
            let related: Vec<String> = self.related.iter().map(|id| quoted(id)).collect();
            text += &format!("related = [{}]\n", related.join(", "));
        }
        let mut sources: String = self.sources.iter().map(DraftSource::to_toml).collect();
        if sources.is_empty() {
            sources = DraftSource { paragraph: 1, sentence: 1, quote: PLACEHOLDER.to_owned() }.to_toml();
        }
        text + &format!("sources = [\n{sources}]\n")
    }

    /// The same with every text in one line, and how many line breaks that took.
    pub(super) fn in_one_line(mut self) -> (Self, usize) {
        let texts = [&mut self.question, &mut self.answer].into_iter().chain(self.care.as_mut());
        let texts = texts.chain(&mut self.phrasings);
        let breaks = texts.map(|text| {
            let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            let breaks = lines.len().saturating_sub(1);
            *text = lines.join(" ");
            breaks
        });
        let breaks = breaks.sum();
        (self, breaks)
    }
}

impl DraftSource {
    fn to_toml(&self) -> String {
        let quote = quoted(&self.quote);
        format!("  {{ paragraph = {}, sentence = {}, quote = {quote} }},\n", self.paragraph, self.sentence)
    }
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

fn or_todo(text: &str) -> String {
    quoted(if text.trim().is_empty() { PLACEHOLDER } else { text })
}
