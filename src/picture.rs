//! Draws a question and its reply as an SVG picture, for the README and for posters.
//!
//! The words are those of the real reply; only the card around them is drawn here.

use std::fmt::Write;

use crate::decide::Answerer;
use crate::matching::Scratch;
use crate::question::Question;
use crate::render::{self, wrap};
use crate::reply::{Block, Reply};
use crate::sentences;
use crate::wording::Wording;

const WIDTH: usize = 760;
const MARGIN: usize = 28;
const LINE: usize = 24;
/// Characters that fit a line at 16 px: measured with Liberation Sans, whose widths are Helvetica's and
/// Arial's.
const LINE_CHARS: usize = 86;

/// A card with `question` and the reply to it.
pub fn svg(answerer: &Answerer, wording: &Wording, question: &str) -> String {
    let verdict = answerer.answer(&Question::read(question), &mut Scratch::default());
    let reply = wording.of(&verdict, answerer.library());
    let mut lines = vec![("who", "someone".to_owned())];
    lines.extend(wrap(question, LINE_CHARS).into_iter().map(|line| ("text", line)));
    lines.push(("gap", String::new()));
    lines.push(("who", "faqbot".to_owned()));
    if let Some(reply) = &reply {
        lines.extend(reply_lines(reply));
    }
    draw(&lines, &reply.as_ref().map(render::plain).unwrap_or_default())
}

fn reply_lines(reply: &Reply) -> Vec<(&'static str, String)> {
    let mark = sentences::of(reply.language()).not_the_article;
    let mut lines = Vec::new();
    for block in reply.blocks() {
        let (style, text) = match block {
            Block::Title(text) => ("title", text.clone()),
            Block::Text(text) => ("text", text.clone()),
            Block::Care(text) | Block::Help(text) => ("text", format!("{mark} {text}")),
            Block::Item(text) => ("text", format!("• {text}")),
            Block::Source(text) => ("source", text.clone()),
        };
        lines.extend(wrap(&text, LINE_CHARS).into_iter().map(|line| (style, line)));
    }
    lines.push(("gap", String::new()));
    lines.extend(wrap(reply.notice(), LINE_CHARS).into_iter().map(|line| ("title", line)));
    lines
}

fn draw(lines: &[(&str, String)], description: &str) -> String {
    let height = 2 * MARGIN + lines.len() * LINE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\" \
         font-family=\"Helvetica, Arial, 'DejaVu Sans', sans-serif\" font-size=\"16\">\n<title>{}</title>\n\
         <style>.card{{fill:#fff;stroke:#d5d7dc}}.text{{fill:#1e1f22}}.title{{fill:#1e1f22;font-weight:700}}\
         .who{{fill:#3c45a5;font-weight:700}}.source{{fill:#5c5e66;font-size:13px}}\
         @media(prefers-color-scheme:dark){{.card{{fill:#313338;stroke:#1e1f22}}.text,.title{{fill:#f2f3f5}}\
         .who{{fill:#a9b1ff}}.source{{fill:#b5bac1}}}}</style>\n\
         <rect class=\"card\" x=\"1\" y=\"1\" width=\"{}\" height=\"{}\" rx=\"12\"/>",
        escape(description),
        WIDTH - 2,
        height - 2
    );
    for (row, (style, text)) in lines.iter().enumerate() {
        let y = MARGIN + row * LINE + 16;
        // Writing to a string cannot fail.
        let _ = write!(svg, "\n<text class=\"{style}\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", escape(text));
    }
    svg.push_str("\n</svg>");
    svg
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
