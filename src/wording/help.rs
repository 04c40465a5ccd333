//! What people in danger are told. The words are fixed in the program; only the lines to call can be set.
//!
//! They stand in [`crate::sentences`]. One thing to do now stands first. Nothing asks, blames, names a method or an
//! amount, or sends anybody to something to read. When it is said is decided in [`crate::safety`].

use crate::help_lines::HelpLines;
use crate::reply::Block;
use crate::safety::Danger;
use crate::sentences::{self, Help};

/// The whole reply to somebody in danger.
pub fn only(danger: Danger, lines: &HelpLines) -> Vec<Block> {
    let help = help(lines);
    let (action, more) = match danger {
        Danger::Medical => (help.medical, help.medical_more),
        Danger::SelfHarm => (help.self_harm, help.self_harm_more),
    };
    vec![Block::Title(lines.fill(action)), Block::Text(lines.fill(more)), Block::Source(help.general.to_owned())]
}

/// The line that comes before an answer where danger was spoken of.
pub fn first(danger: Danger, lines: &HelpLines) -> Block {
    let help = help(lines);
    Block::Help(lines.fill(match danger {
        Danger::Medical => help.medical_first,
        Danger::SelfHarm => help.self_harm_first,
    }))
}

/// What moderators are told: where to look, and no more.
pub fn alert(link: &str) -> Vec<Block> {
    vec![
        Block::Title("Somebody may be in danger. Please look at this message now.".to_owned()),
        Block::Text(link.to_owned()),
    ]
}

fn help(lines: &HelpLines) -> &'static Help {
    &sentences::of(lines.language()).help
}
