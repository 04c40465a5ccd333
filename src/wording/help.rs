//! What people in danger are told. The words are fixed here; only the lines to call can be set.
//!
//! One thing to do now stands first. Nothing here asks, blames, names a method or an amount, or sends
//! anybody to something to read. When it is said is decided in [`crate::safety`].

use crate::help_lines::HelpLines;
use crate::reply::Block;
use crate::safety::Danger;

/// What stands under help, because everything but an answer from the article says so.
const NOT_THE_ARTICLE: &str = "General help, not from the article.";

/// The whole reply to somebody in danger.
pub fn only(danger: Danger, lines: &HelpLines) -> Vec<Block> {
    let (emergency, poison) = (lines.emergency(), lines.poison());
    let (action, more) = match danger {
        Danger::Medical => (
            format!("Call {emergency} now."),
            format!(
                "Stay with the person, or ask someone to stay with you, and do what the people on the phone say. \
                 Keep the medicine's package at hand for them. If something was swallowed, {poison} can help too. \
                 If it is an animal, call a vet. If it was done to end a life, say so: they can help with that too."
            ),
        ),
        Danger::SelfHarm => (
            format!("Please talk to someone now: call {emergency} or a crisis line."),
            format!(
                "You do not have to go through this alone. {} If anything was already taken, call {emergency} first. \
                 If you can, go to someone you trust, and let them keep the tablets. If it is about someone else, \
                 stay with them and make the call with them.",
                lines.crisis()
            ),
        ),
    };
    vec![Block::Title(action), Block::Text(more), Block::Source(NOT_THE_ARTICLE.to_owned())]
}

/// The line that comes before an answer where danger was spoken of.
pub fn first(danger: Danger, lines: &HelpLines) -> Block {
    let emergency = lines.emergency();
    Block::Help(match danger {
        Danger::Medical => format!(
            "If someone took too much, cannot be woken, has trouble breathing or a seizure: call {emergency} now."
        ),
        Danger::SelfHarm => {
            format!("If you or someone else may be at risk of self-harm: call {emergency} now. {}", lines.crisis())
        }
    })
}

/// What moderators are told: where to look, and no more.
pub fn alert(link: &str) -> Vec<Block> {
    vec![
        Block::Title("Somebody may be in danger. Please look at this message now.".to_owned()),
        Block::Text(link.to_owned()),
    ]
}
