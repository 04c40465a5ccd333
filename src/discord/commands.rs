//! The commands as Discord is told of them. What somebody asked with one is in [`super::request`].

use serenity::all::{
    ChannelType, CommandOptionType, CommandType, CreateCommand, CreateCommandOption, InstallationContext,
    InteractionContext, Permissions,
};

/// The longest question Discord lets a person type: as long as the longest message.
const LONGEST_QUESTION: u16 = 4000;

/// The name of the command in a message's menu.
pub const ANSWER_MESSAGE: &str = "Answer from the FAQ";

/// All commands, as they are registered.
pub fn definitions() -> Vec<CreateCommand> {
    vec![ask(), faq(), faq_admin(), answer_message()]
}

fn ask() -> CreateCommand {
    let question = CreateCommandOption::new(CommandOptionType::String, "question", "Your question, in your own words")
        .required(true)
        .set_autocomplete(true)
        .min_length(1)
        .max_length(LONGEST_QUESTION);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the reply to you alone");
    let called = CreateCommandOption::new(CommandOptionType::User, "for", "Answer for this member, and mention them");
    anywhere(CreateCommand::new("ask").description("Ask about the medicine; answers come from one article"))
        .add_option(question)
        .add_option(private)
        .add_option(called)
}

fn faq() -> CreateCommand {
    let topic = CreateCommandOption::new(CommandOptionType::String, "topic", "The topic to show")
        .required(true)
        .set_autocomplete(true);
    let list = CreateCommandOption::new(CommandOptionType::SubCommand, "list", "List everything that can be answered");
    let show = CreateCommandOption::new(CommandOptionType::SubCommand, "show", "Show the answer to one topic")
        .add_sub_option(topic);
    anywhere(CreateCommand::new("faq").description("Browse the answers")).add_option(list).add_option(show)
}

fn faq_admin() -> CreateCommand {
    let reload = CreateCommandOption::new(CommandOptionType::SubCommand, "reload", "Read the FAQ's files again");
    let status = CreateCommandOption::new(CommandOptionType::SubCommand, "status", "What the bot holds and has done");
    let stats =
        CreateCommandOption::new(CommandOptionType::SubCommand, "stats", "Counts by entry and outcome since start");
    let command = CreateCommand::new("faq-admin").description("Look after the FAQ");
    in_servers(command, Permissions::MANAGE_GUILD)
        .add_option(reload)
        .add_option(status)
        .add_option(stats)
        .add_option(channels())
}

fn channels() -> CreateCommandOption {
    let channel = CreateCommandOption::new(CommandOptionType::Channel, "channel", "The channel or forum")
        .channel_types(vec![ChannelType::Text, ChannelType::News, ChannelType::Forum]);
    let answer = CreateCommandOption::new(CommandOptionType::Boolean, "answer", "Whether the bot answers there");
    let threads = CreateCommandOption::new(CommandOptionType::Boolean, "threads", "Whether it answers in threads too");
    let helpers = CreateCommandOption::new(CommandOptionType::Role, "helpers", "Who is called when it did not help");
    let description = "Where the bot answers without being mentioned";
    CreateCommandOption::new(CommandOptionType::SubCommand, "channels", description)
        .add_sub_option(channel)
        .add_sub_option(answer)
        .add_sub_option(threads)
        .add_sub_option(helpers)
}

/// For those who help others; a server's settings can give it to more of them.
fn answer_message() -> CreateCommand {
    in_servers(CreateCommand::new(ANSWER_MESSAGE).kind(CommandType::Message), Permissions::MANAGE_MESSAGES)
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
