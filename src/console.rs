//! Answers on the console: one question from the command line, or one a line from standard input.
//!
//! The same decisions and words as on Discord, in plain text or JSON.

use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use crate::decide::{Answerer, Class, Decision, MOST_MATCHES, Verdict};
use crate::explain::explain;
use crate::matching::{Index, Scratch, entries};
use crate::question::Question;
use crate::render::{self, Mood};
use crate::reply::Reply;
use crate::safety::Danger;
use crate::wording::Wording;

/// Longest line of text, in characters: the width of a terminal, and easy to read.
const WIDTH: usize = 80;

/// How replies are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal: lines are broken between words, and parts stand out by escape codes.
    Terminal,
    /// For files and pipes: a paragraph is a line.
    Text,
    /// Text with how the decision came about beneath, for curators.
    Explained,
    /// One JSON object a line, for programs.
    Json,
}

#[derive(Serialize)]
struct Record<'a> {
    question: &'a str,
    kind: &'static str,
    help: Option<&'static str>,
    class: Option<&'static str>,
    entries: Vec<&'a str>,
    offered: Vec<&'a str>,
    matches: Vec<Match<'a>>,
    text: String,
}

#[derive(Deserialize)]
struct Query {
    text: String,
}

#[derive(Serialize)]
struct Matches<'a> {
    matches: Vec<Match<'a>>,
}

#[derive(Serialize)]
struct Match<'a> {
    id: &'a str,
    score: f32,
}

/// Prints what each line of `input` matches, best first, ten at most, until it ends. `Err` of kind
/// `InvalidData` names a line that is no `{"text"}`.
pub fn match_lines(index: &Index, input: &mut impl BufRead, output: &mut impl Write) -> io::Result<()> {
    let mut scratch = Scratch::default();
    for (number, line) in input.lines().enumerate() {
        let query: Query = serde_json::from_str(&line?).map_err(|error| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("line {} of the input is no {{\"text\": …}}: {error}", number + 1),
            )
        })?;
        let ranking = index.rank(&query.text, &mut scratch);
        let best = entries(&ranking).take(MOST_MATCHES);
        let matches = best.map(|ranked| Match { id: ranked.id.as_str(), score: ranked.score }).collect();
        serde_json::to_writer(&mut *output, &Matches { matches })?;
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

/// Answers one question.
pub fn ask(
    answerer: &Answerer,
    wording: &Wording,
    question: &str,
    format: Format,
    output: &mut impl Write,
) -> io::Result<()> {
    let read = Question::read(question);
    let verdict = answerer.answer(&read, &mut Scratch::default());
    let reply = wording.of(&verdict, answerer.library());
    let text = reply.as_ref().map(render::plain).unwrap_or_default();
    match format {
        Format::Terminal => writeln!(output, "{}", on_terminal(&verdict, reply.as_ref()))?,
        Format::Text => writeln!(output, "{text}")?,
        Format::Explained => writeln!(output, "{text}\n\n{}", explain(answerer, &read, &verdict))?,
        Format::Json => {
            serde_json::to_writer(&mut *output, &record(question, &verdict, reply.as_ref(), text))?;
            writeln!(output)?;
        }
    }
    output.flush()
}

/// Answers each line of `input` until it ends. With `prompt`, a person is typing.
pub fn chat(
    answerer: &Answerer,
    wording: &Wording,
    input: &mut impl BufRead,
    format: Format,
    prompt: bool,
    output: &mut impl Write,
) -> io::Result<()> {
    if prompt {
        let verdict = answerer.answer(&Question::read(""), &mut Scratch::default());
        let welcome = wording.of(&verdict, answerer.library());
        writeln!(output, "{}\n", on_terminal(&verdict, welcome.as_ref()))?;
    }
    let mut line = Vec::new();
    loop {
        if prompt {
            write!(output, "{}", wording.prompt())?;
            output.flush()?;
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            if prompt {
                writeln!(output)?;
            }
            return Ok(());
        }
        // Bytes that are not UTF-8 are shown as a mark and not matched; the line is still answered.
        let question = String::from_utf8_lossy(&line);
        let question = question.trim_end_matches(['\n', '\r']);
        if prompt {
            writeln!(output)?;
        }
        ask(answerer, wording, question, format, output)?;
        if format != Format::Json {
            writeln!(output)?;
        }
    }
}

fn on_terminal(verdict: &Verdict, reply: Option<&Reply>) -> String {
    let mood = if matches!(verdict.decision, Decision::Emergency(_)) { Mood::Danger } else { Mood::Calm };
    reply.map(|reply| render::terminal(reply, WIDTH, mood)).unwrap_or_default()
}

fn record<'a>(question: &'a str, verdict: &'a Verdict, reply: Option<&'a Reply>, text: String) -> Record<'a> {
    let entries = verdict.decision.answered().iter().map(|id| id.as_str()).collect();
    let offered =
        reply.into_iter().flat_map(|reply| &reply.offers().choices).map(|choice| choice.id.as_str()).collect();
    let matches = verdict.matches.iter().map(|(id, score)| Match { id: id.as_str(), score: *score }).collect();
    let help = match (&verdict.decision, verdict.help_first) {
        (Decision::Emergency(_), _) => Some("only"),
        (_, Some(_)) => Some("first"),
        (_, None) => None,
    };
    let class = verdict.class().map(class);
    Record { question, kind: kind(&verdict.decision), help, class, entries, offered, matches, text }
}

fn kind(decision: &Decision) -> &'static str {
    match decision {
        Decision::Answer(_) => "answer",
        Decision::Suggest(_) => "suggestions",
        Decision::Unknown(_) | Decision::Help | Decision::Unreadable | Decision::Silent(_) | Decision::NoFaq => {
            "unknown"
        }
        Decision::Decline { .. } | Decision::Refuse | Decision::Elsewhere => "declined",
        Decision::Emergency(_) => "emergency",
    }
}

fn class(class: Class) -> &'static str {
    match class {
        Class::Danger(Danger::Medical) => "medical",
        Class::Danger(Danger::SelfHarm) => "self-harm",
        Class::Supply => "supply",
        Class::Personal => "personal-decision",
        Class::NotCovered => "not-covered",
    }
}
