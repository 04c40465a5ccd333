//! `/faq-admin`: who may, and what it says.

use serenity::all::{GuildId, Member, Permissions};

use super::curators::NEEDED;
use crate::config::Admins;
use crate::counters::{Counters, OfEntry};
use crate::faq::Problems;
use crate::language::Language;
use crate::reply::{Block, Reply};
use crate::settings::{Listening, Settings, SettingsError};
use crate::store::{Faq, Reloaded};
use crate::wording::Wording;

/// How many problems are shown at once; the rest comes after these are mended.
const MOST_PROBLEMS: usize = 10;

/// How many entries are counted up in one reply, and how many channels: as many as fit into a message.
const MOST_ENTRIES: usize = 25;
const MOST_SHOWN: usize = 25;

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
pub fn status(faq: &Faq, counters: &Counters, forbidden: &[u64], wording: &Wording) -> Reply {
    let current = faq.current();
    let library = current.in_language(Language::English).library();
    let mut blocks = vec![Block::Title(format!("{}: {} entries", library.title(), library.entries().len()))];
    blocks.extend(
        current
            .languages()
            .skip(1)
            .map(|(language, library)| Block::Text(format!("In {language}: {} entries.", library.entries().len()))),
    );
    blocks.extend([
        Block::Text(format!("Topics that are declined by name: {}.", library.topics().len())),
        Block::Text(format!("Since start: {counters}.")),
        Block::Text(format!("Version {}.", env!("CARGO_PKG_VERSION"))),
    ]);
    if !forbidden.is_empty() {
        let channels: Vec<String> = forbidden.iter().map(|channel| format!("<#{channel}>")).collect();
        blocks.push(Block::Text(format!("I may not reply in {}. {NEEDED}", channels.join(", "))));
    }
    wording.for_curators(blocks)
}

/// What happened with each entry since start, the busiest first.
pub fn stats(counters: &Counters, wording: &Wording) -> Reply {
    let mut entries: Vec<_> = counters.by_entry().into_iter().collect();
    let busy = |of: &OfEntry| of.answered + of.offered;
    // The sort is stable: entries as busy as each other stay in the order of their ids.
    entries.sort_by_key(|(_, of)| std::cmp::Reverse(busy(of)));
    let mut blocks = vec![
        Block::Title("Since start".to_owned()),
        Block::Text(format!("Questions: {counters}.")),
        Block::Text("Entries, as answered / offered / helped / did not help:".to_owned()),
    ];
    blocks.extend(entries.iter().take(MOST_ENTRIES).map(|(id, of)| {
        Block::Item(format!("`{id}` {} / {} / {} / {}", of.answered, of.offered, of.helped, of.not_helped))
    }));
    if entries.len() > MOST_ENTRIES {
        blocks.push(Block::Text(format!("And {} more.", entries.len() - MOST_ENTRIES)));
    }
    wording.for_curators(blocks)
}

/// Where the bot answers without being mentioned in a server, after a change or without one.
pub fn channels(
    changed: &Result<(), SettingsError>,
    settings: &Settings,
    server: GuildId,
    reads_all: bool,
    wording: &Wording,
) -> Reply {
    let mut blocks = Vec::new();
    if let Err(error) = changed {
        tracing::error!("{error}");
        blocks.push(Block::Title("That could not be kept: the settings cannot be written.".to_owned()));
    }
    if !reads_all {
        blocks.push(Block::Text(
            "None of this works yet: Discord keeps the text of messages back that do not mention the bot. Whoever \
             runs it must switch on Message Content Intent in the developer portal and set \
             discord.message_content = true."
                .to_owned(),
        ));
    }
    if settings.is_fleeting() {
        blocks.push(Block::Text("Settings are lost when the bot is started anew: see its log.".to_owned()));
    }
    let channels = settings.of_server(server.get());
    blocks.push(Block::Title(match channels.as_slice() {
        [] => "I answer only where I am mentioned.".to_owned(),
        _ => "Without being mentioned, I answer what I am sure of in:".to_owned(),
    }));
    let item = |listening: &Listening| {
        let threads = if listening.threads { ", in its threads too" } else { "" };
        let helpers = listening.helpers.map(|role| format!(", helpers <@&{role}>")).unwrap_or_default();
        Block::Item(format!("<#{}>{threads}{helpers}", listening.channel))
    };
    blocks.extend(channels.iter().take(MOST_SHOWN).map(item));
    if channels.len() > MOST_SHOWN {
        blocks.push(Block::Text(format!("And {} more.", channels.len() - MOST_SHOWN)));
    }
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
