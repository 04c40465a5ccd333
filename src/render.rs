//! Turns a [`Reply`] into the text that is shown, within a limit, the notice's room reserved first.
//!
//! Two dresses: Discord's Markdown and plain text. Cutting is by characters, never inside one, and
//! never in the notice.

use anstyle::{AnsiColor, Style};

use crate::reply::{Block, Choice, Reply};
use crate::sentences;

/// What Discord takes in one message's content.
pub const DISCORD_LIMIT: usize = 2000;
/// Longest label of a button on Discord, in characters.
const LONGEST_LABEL: usize = 80;
/// What goes where a text had to be cut.
const CUT: &str = "…";

/// How blocks are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dress {
    Markdown,
    Plain,
    /// Plain text in lines of so many characters, with a terminal's styles.
    Terminal(usize, Mood),
}

/// Whether somebody is in danger, for the colour; the words say so too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Nobody that is known.
    Calm,
    /// Somebody may be.
    Danger,
}

/// The reply as Discord's Markdown, at most [`DISCORD_LIMIT`] characters.
pub fn discord(reply: &Reply) -> String {
    within(reply, Dress::Markdown, DISCORD_LIMIT)
}

/// The reply as plain text, whole.
pub fn plain(reply: &Reply) -> String {
    within(reply, Dress::Plain, usize::MAX)
}

/// The reply for a terminal: plain text in lines of at most `width` characters, with escape codes for its styles.
/// Whoever prints it takes those out where they are not wanted.
pub fn terminal(reply: &Reply, width: usize, mood: Mood) -> String {
    within(reply, Dress::Terminal(width, mood), usize::MAX)
}

/// What stands on a choice's button.
pub fn label(choice: &Choice) -> String {
    choice.label.chars().take(LONGEST_LABEL).collect()
}

/// The text in lines of at most `width` characters, broken between words; a longer word stands alone.
/// A line break in the text stays one.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
}

/// Characters as Discord counts them at the most: UTF-16 units, of which a character is one or two.
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

fn within(reply: &Reply, dress: Dress, limit: usize) -> String {
    let notice = match dress {
        Dress::Markdown => format!("> **{}**", reply.notice()),
        Dress::Plain => format!("-- {}", reply.notice()),
        Dress::Terminal(width, _) => painted(&format!("-- {}", reply.notice()), width, Style::new().italic()),
    };
    let room = limit.saturating_sub(length(&notice) + 2);
    let mut body = body(reply, dress, true);
    if length(&body) > room {
        body = self::body(reply, dress, false);
    }
    let body = cut(&body, room);
    if body.is_empty() { notice } else { format!("{body}\n\n{notice}") }
}

fn body(reply: &Reply, dress: Dress, with_sources: bool) -> String {
    let mark = sentences::of(reply.language()).not_the_article;
    let mut body = String::new();
    let mut before: Option<&Block> = None;
    for block in reply.blocks().iter().filter(|block| with_sources || !matches!(block, Block::Source(_))) {
        body.push_str(match (before, block) {
            (None, _) => "",
            (Some(_), Block::Title(_)) => "\n\n",
            _ => "\n",
        });
        body.push_str(&dressed(block, dress, mark));
        before = Some(block);
    }
    body
}

/// `mark` stands before what is not from the document.
fn dressed(block: &Block, dress: Dress, mark: &str) -> String {
    match (block, dress) {
        (_, Dress::Terminal(width, mood)) => painted(&dressed(block, Dress::Plain, mark), width, style(block, mood)),
        (Block::Title(text), Dress::Markdown) => format!("**{text}**"),
        (Block::Care(text) | Block::Help(text), Dress::Markdown) => format!("*{mark}* {text}"),
        (Block::Care(text) | Block::Help(text), Dress::Plain) => format!("{mark} {text}"),
        (Block::Item(text), Dress::Markdown) => format!("- {text}"),
        (Block::Item(text), Dress::Plain) => format!("  * {text}"),
        (Block::Source(text), Dress::Markdown) => format!("-# {text}"),
        (Block::Source(text), Dress::Plain) => format!("({text})"),
        (Block::Title(text) | Block::Text(text), _) => text.clone(),
    }
}

fn style(block: &Block, mood: Mood) -> Style {
    match block {
        Block::Title(_) if mood == Mood::Danger => AnsiColor::Red.on_default().bold(),
        Block::Title(_) | Block::Help(_) => Style::new().bold(),
        Block::Source(_) => Style::new().dimmed(),
        Block::Text(_) | Block::Care(_) | Block::Item(_) => Style::new(),
    }
}

/// Each line has its own codes, so that none runs on into what comes after.
fn painted(text: &str, width: usize, style: Style) -> String {
    let lines = wrap(text, width).into_iter().map(|line| format!("{style}{line}{style:#}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// The text, or its beginning with a sign that it was cut, at a line's end if one is near.
fn cut(text: &str, room: usize) -> String {
    if length(text) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(length(CUT) + 1);
    let mut used = 0;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.len_utf16();
            used <= room
        })
        .collect();
    match kept.rfind('\n') {
        Some(line_end) if line_end * 2 > kept.len() => format!("{}\n{CUT}", &kept[..line_end]),
        _ => format!("{kept}{CUT}"),
    }
}
