//! The link that adds the bot to a server, with no permission more than it needs.

use serenity::all::{ApplicationId, Permissions};

/// Each permission asked for, and what it is needed for.
const NEEDED: [(Permissions, &str, &str); 4] = [
    (Permissions::VIEW_CHANNEL, "View Channels", "to see that it was mentioned"),
    (Permissions::SEND_MESSAGES, "Send Messages", "to answer"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads", "to answer in threads"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History", "to answer as a reply to the question"),
];

/// The invite link and a line for each permission.
pub fn text(application: ApplicationId) -> String {
    let permissions = NEEDED.iter().fold(Permissions::empty(), |all, (permission, _, _)| all | *permission);
    let mut text = format!(
        "Add the bot to a server with this link:\n  \
         https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.commands&permissions={}\n\
         It asks for these permissions:",
        permissions.bits()
    );
    for (_, name, reason) in NEEDED {
        text.push_str(&format!("\n  {name}: {reason}"));
    }
    text
}
