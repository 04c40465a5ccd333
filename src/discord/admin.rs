//! `/faq-admin`: who may, and what it says.

use serenity::all::{Member, Permissions};

use crate::config::Admins;
use crate::counters::Counters;
use crate::faq::Problems;
use crate::reply::{Block, Reply};
use crate::store::{Reloaded, Store};
use crate::wording::Wording;

/// How many problems are shown at once; the rest comes after these are mended.
const MOST_PROBLEMS: usize = 10;

/// Whether a member may: Manage Server or Administrator in this server, or listed in the
/// configuration. Discord hides the command from others, but a server can change that.
pub fn may(member: Option<&Member>, admins: &Admins) -> bool {
    let Some(member) = member else { return false };
    let permissions = member.permissions.unwrap_or_default();
    permissions.intersects(Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR)
        || member.roles.iter().any(|role| admins.roles.contains(&role.get()))
        || admins.users.contains(&member.user.id.get())
}

/// The refusal for everybody else.
pub fn refusal(wording: &Wording) -> Reply {
    wording.plain("Only people who may manage this server, or whom the bot's owner has listed, can do that here.")
}

/// How a reload went.
pub fn reloaded(outcome: &Result<Reloaded, Problems>, wording: &Wording) -> Reply {
    let blocks = match outcome {
        Ok(reloaded) => vec![
            Block::Title("The FAQ was reloaded.".to_owned()),
            Block::Text(format!("Entries: {}.", reloaded.changes)),
            Block::Text(format!("Topics that are declined by name: {}.", reloaded.topics)),
            Block::Text(format!("It took {:.1} ms.", reloaded.took.as_secs_f64() * 1000.0)),
        ],
        Err(problems) => problem_blocks(problems),
    };
    wording.for_curators(blocks)
}

/// What the bot holds and has done.
pub fn status(store: &Store, counters: &Counters, wording: &Wording) -> Reply {
    let current = store.current();
    let library = current.library();
    let blocks = vec![
        Block::Title(format!("{}: {} entries", library.title(), library.entries().len())),
        Block::Text(format!("Topics that are declined by name: {}.", library.topics().len())),
        Block::Text(format!("Since start: {counters}.")),
        Block::Text(format!("Version {}.", env!("CARGO_PKG_VERSION"))),
    ];
    wording.for_curators(blocks)
}

fn problem_blocks(problems: &Problems) -> Vec<Block> {
    let list = problems.list();
    let mut blocks = vec![Block::Title("The FAQ was not reloaded; the one before goes on answering.".to_owned())];
    blocks.extend(list.iter().take(MOST_PROBLEMS).map(|problem| Block::Item(problem.to_string())));
    if list.len() > MOST_PROBLEMS {
        blocks.push(Block::Text(format!("And {} more.", list.len() - MOST_PROBLEMS)));
    }
    blocks
}
