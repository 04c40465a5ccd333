//! The commands as Discord is told of them. What somebody asked with one is in [`super::request`].

use serenity::all::{
    ChannelType, CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, Permissions,
};

use super::localised;

/// The longest question Discord lets a person type: as long as the longest message.
const LONGEST_QUESTION: u16 = 4000;

/// The name of the command in a message's menu.
pub const ANSWER_MESSAGE: &str = "Answer from the FAQ";

/// All commands, as they are registered.
pub fn definitions() -> Vec<CreateCommand> {
    vec![ask(), faq(), faq_admin(), answer_message()]
}

fn ask() -> CreateCommand {
    let question = option(CommandOptionType::String, "question", "Your question, in your own words")
        .required(true)
        .set_autocomplete(true)
        .min_length(1)
        .max_length(LONGEST_QUESTION);
    anywhere(command("ask", "Ask about the medicine; answers come from one article"))
        .add_option(question)
        .add_option(option(CommandOptionType::Boolean, "private", "Show the reply to you alone"))
        .add_option(option(CommandOptionType::User, "for", "Answer for this member, and mention them"))
}

fn faq() -> CreateCommand {
    let topic = option(CommandOptionType::String, "topic", "The topic to show").required(true).set_autocomplete(true);
    anywhere(command("faq", "Browse the answers"))
        .add_option(option(CommandOptionType::SubCommand, "list", "List everything that can be answered"))
        .add_option(option(CommandOptionType::SubCommand, "show", "Show the answer to one topic").add_sub_option(topic))
}

fn faq_admin() -> CreateCommand {
    in_servers(command("faq-admin", "Look after the FAQ"), Permissions::MANAGE_GUILD)
        .add_option(option(CommandOptionType::SubCommand, "reload", "Read the FAQ's files again"))
        .add_option(option(CommandOptionType::SubCommand, "status", "What the bot holds and has done"))
        .add_option(option(CommandOptionType::SubCommand, "stats", "Counts by entry and outcome since start"))
        .add_option(channels())
}

fn channels() -> CreateCommandOption {
    let kinds = vec![ChannelType::Text, ChannelType::News, ChannelType::Forum];
    option(CommandOptionType::SubCommand, "channels", "Where the bot answers without being mentioned")
        .add_sub_option(option(CommandOptionType::Channel, "channel", "The channel or forum").channel_types(kinds))
        .add_sub_option(option(CommandOptionType::Boolean, "answer", "Whether the bot answers there"))
        .add_sub_option(option(CommandOptionType::Boolean, "threads", "Whether it answers in threads too"))
        .add_sub_option(option(CommandOptionType::Role, "helpers", "Who is called when it did not help"))
}

/// For those who help others; a server's settings can give it to more of them.
fn answer_message() -> CreateCommand {
    let named = CreateCommand::new(ANSWER_MESSAGE).kind(CommandType::Message);
    let named =
        localised::of(ANSWER_MESSAGE).fold(named, |command, (locale, name)| command.name_localized(locale, name));
    in_servers(named, Permissions::MANAGE_MESSAGES)
}

/// A command with its name and description in every language.
fn command(name: &str, description: &str) -> CreateCommand {
    let english = CreateCommand::new(name).description(description);
    let named = localised::of(name).fold(english, |command, (locale, name)| command.name_localized(locale, name));
    localised::of(description).fold(named, |command, (locale, text)| command.description_localized(locale, text))
}

/// An option or subcommand with its name and description in every language.
fn option(kind: CommandOptionType, name: &str, description: &str) -> CreateCommandOption {
    let english = CreateCommandOption::new(kind, name, description);
    let named = localised::of(name).fold(english, |option, (locale, name)| option.name_localized(locale, name));
    localised::of(description).fold(named, |option, (locale, text)| option.description_localized(locale, text))
}

fn in_servers(command: CreateCommand, permissions: Permissions) -> CreateCommand {
    command
        .default_member_permissions(permissions)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
}

fn anywhere(command: CreateCommand) -> CreateCommand {
    command
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::definitions;

    #[test]
    fn every_name_and_description_is_there_in_every_language() {
        let commands = serde_json::to_value(definitions()).expect("commands");
        let mut missing = Vec::new();
        look(&commands, &mut missing);
        assert!(missing.is_empty(), "{missing:?}");
    }

    fn look(value: &Value, missing: &mut Vec<String>) {
        for part in value.as_array().into_iter().flatten() {
            for key in ["name", "description"] {
                let text = part[key].as_str().unwrap_or_default();
                let languages = part[format!("{key}_localizations")].as_object().map_or(0, serde_json::Map::len);
                if !text.is_empty() && languages < 5 {
                    missing.push(text.to_owned());
                }
            }
            look(&part["options"], missing);
        }
    }
}
