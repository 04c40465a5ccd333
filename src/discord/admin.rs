//! `/faq-admin`: who may, and what it says.

use serenity::all::{Member, Permissions};

use crate::config::Admins;
use crate::counters::Counters;
use crate::faq::Problems;
use crate::language::Language;
use crate::reply::{Block, Reply};
use crate::store::{Faq, Reloaded};
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
    wording.sentence(|words| words.trouble.not_an_admin)
}

/// How a reload went.
pub fn reloaded(outcome: &Result<Reloaded, Problems>, wording: &Wording) -> Reply {
    let blocks = match outcome {
        Ok(reloaded) => {
            let others = reloaded.other_languages.iter();
            let mut blocks = vec![
                Block::Title("The FAQ was reloaded.".to_owned()),
                Block::Text(format!("Entries: {}.", reloaded.changes)),
            ];
            blocks.extend(others.map(|(language, changes)| Block::Text(format!("In {language}: {changes}."))));
            blocks.extend([
                Block::Text(format!("Topics that are declined by name: {}.", reloaded.topics)),
                Block::Text(format!("It took {:.1} ms.", reloaded.took.as_secs_f64() * 1000.0)),
            ]);
            blocks
        }
        Err(problems) => problem_blocks(problems),
    };
    wording.for_curators(blocks)
}

/// What the bot holds for a server, and what it has done for all.
pub fn status(faq: &Faq, counters: &Counters, wording: &Wording) -> Reply {
    let current = faq.current();
    let library = current.in_language(Language::English).library();
    let others = current.languages().skip(1);
    let mut blocks = vec![Block::Title(format!("{}: {} entries", library.title(), library.entries().len()))];
    blocks.extend(
        others.map(|(language, library)| Block::Text(format!("In {language}: {} entries.", library.entries().len()))),
    );
    blocks.extend([
        Block::Text(format!("Topics that are declined by name: {}.", library.topics().len())),
        Block::Text(format!("Since start: {counters}.")),
        Block::Text(format!("Version {}.", env!("CARGO_PKG_VERSION"))),
    ]);
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
