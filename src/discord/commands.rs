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
    let private = option(CommandOptionType::Boolean, "private", "Show the reply to you alone");
    let called = option(CommandOptionType::User, "for", "Answer for this member, and mention them");
    anywhere(command("ask", "Ask about the medicine; answers come from one article"))
        .add_option(question)
        .add_option(private)
        .add_option(called)
}

fn faq() -> CreateCommand {
    let topic = option(CommandOptionType::String, "topic", "The topic to show").required(true).set_autocomplete(true);
    let list = option(CommandOptionType::SubCommand, "list", "List everything that can be answered");
    let show = option(CommandOptionType::SubCommand, "show", "Show the answer to one topic").add_sub_option(topic);
    anywhere(command("faq", "Browse the answers")).add_option(list).add_option(show)
}

fn faq_admin() -> CreateCommand {
    let reload = option(CommandOptionType::SubCommand, "reload", "Read the FAQ's files again");
    let status = option(CommandOptionType::SubCommand, "status", "What the bot holds and has done");
    let stats = option(CommandOptionType::SubCommand, "stats", "Counts by entry and outcome since start");
    let command = command("faq-admin", "Look after the FAQ");
    in_servers(command, Permissions::MANAGE_GUILD)
        .add_option(reload)
        .add_option(status)
        .add_option(stats)
        .add_option(channels())
}

fn channels() -> CreateCommandOption {
    let channel = option(CommandOptionType::Channel, "channel", "The channel or forum").channel_types(vec![
        ChannelType::Text,
        ChannelType::News,
        ChannelType::Forum,
    ]);
    let answer = option(CommandOptionType::Boolean, "answer", "Whether the bot answers there");
    let threads = option(CommandOptionType::Boolean, "threads", "Whether it answers in threads too");
    let helpers = option(CommandOptionType::Role, "helpers", "Who is called when it did not help");
    let description = "Where the bot answers without being mentioned";
    option(CommandOptionType::SubCommand, "channels", description)
        .add_sub_option(channel)
        .add_sub_option(answer)
        .add_sub_option(threads)
        .add_sub_option(helpers)
}

/// For those who help others; a server's settings can give it to more of them.
fn answer_message() -> CreateCommand {
    in_servers(named(ANSWER_MESSAGE).kind(CommandType::Message), Permissions::MANAGE_MESSAGES)
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

/// A command with its name and description in every language.
fn command(name: &str, description: &str) -> CreateCommand {
    let command = named(name).description(description);
    localised::of(description)
        .fold(command, |command, (locale, description)| command.description_localized(locale, description))
}

fn named(name: &str) -> CreateCommand {
    localised::of(name).fold(CreateCommand::new(name), |command, (locale, name)| command.name_localized(locale, name))
}

/// An option or a subcommand with its name and description in every language.
fn option(kind: CommandOptionType, name: &str, description: &str) -> CreateCommandOption {
    let option = CreateCommandOption::new(kind, name, description);
    let option = localised::of(name).fold(option, |option, (locale, name)| option.name_localized(locale, name));
    localised::of(description)
        .fold(option, |option, (locale, description)| option.description_localized(locale, description))
}
