//! The slash commands: how Discord is told of them, and what somebody asked with one.

use serenity::all::{
    CommandInteraction, CommandOptionType, CreateCommand, CreateCommandOption, InstallationContext, InteractionContext,
    Permissions, ResolvedOption, ResolvedValue,
};

/// The longest question Discord lets a person type: as long as the longest message.
const LONGEST_QUESTION: u16 = 4000;

/// What a command asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `/ask`.
    Ask {
        /// What was typed.
        question: String,
        /// Whether only the asker is to see the reply.
        private: bool,
    },
    /// `/faq list`.
    List,
    /// `/faq show`, with what stands for the topic.
    Show(String),
    /// `/faq-admin reload`.
    Reload,
    /// `/faq-admin status`.
    Status,
    /// A command of another version of the bot.
    Unknown,
}

/// A command that is being typed, up to the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typing {
    /// A question for `/ask`: whole questions complete it.
    Question(String),
    /// A topic for `/faq show`: ids complete it.
    Topic(String),
    /// Anything else: nothing completes it.
    Other,
}

/// All commands, as they are registered.
pub fn definitions() -> Vec<CreateCommand> {
    vec![ask(), faq(), faq_admin()]
}

/// What `interaction` asks for.
pub fn request(interaction: &CommandInteraction) -> Request {
    let options = interaction.data.options();
    let inner = options.first().and_then(|option| match &option.value {
        ResolvedValue::SubCommand(inner) => Some((option.name, inner.as_slice())),
        _ => None,
    });
    match (interaction.data.name.as_str(), inner) {
        ("ask", None) => Request::Ask {
            question: string(&options, "question").unwrap_or_default().to_owned(),
            private: boolean(&options, "private"),
        },
        ("faq", Some(("list", _))) => Request::List,
        ("faq", Some(("show", inner))) => Request::Show(string(inner, "topic").unwrap_or_default().to_owned()),
        ("faq-admin", Some(("reload", _))) => Request::Reload,
        ("faq-admin", Some(("status", _))) => Request::Status,
        _ => Request::Unknown,
    }
}

/// What is being typed in `interaction`.
pub fn typing(interaction: &CommandInteraction) -> Typing {
    let focused = interaction.data.autocomplete();
    match (interaction.data.name.as_str(), focused) {
        ("ask", Some(option)) if option.name == "question" => Typing::Question(option.value.to_owned()),
        ("faq", Some(option)) if option.name == "topic" => Typing::Topic(option.value.to_owned()),
        _ => Typing::Other,
    }
}

fn ask() -> CreateCommand {
    let question = CreateCommandOption::new(CommandOptionType::String, "question", "Your question, in your own words")
        .required(true)
        .set_autocomplete(true)
        .min_length(1)
        .max_length(LONGEST_QUESTION);
    let private = CreateCommandOption::new(CommandOptionType::Boolean, "private", "Show the reply to you alone");
    anywhere(CreateCommand::new("ask").description("Ask about the medicine; answers come from one article"))
        .add_option(question)
        .add_option(private)
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
    CreateCommand::new("faq-admin")
        .description("Look after the FAQ")
        .default_member_permissions(Permissions::MANAGE_GUILD)
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild])
        .add_option(reload)
        .add_option(status)
}

fn anywhere(command: CreateCommand) -> CreateCommand {
    command
        .integration_types(vec![InstallationContext::Guild])
        .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm])
}

fn string<'a>(options: &[ResolvedOption<'a>], name: &str) -> Option<&'a str> {
    options.iter().find(|option| option.name == name).and_then(|option| match option.value {
        ResolvedValue::String(value) => Some(value),
        _ => None,
    })
}

fn boolean(options: &[ResolvedOption<'_>], name: &str) -> bool {
    options.iter().any(|option| option.name == name && matches!(option.value, ResolvedValue::Boolean(true)))
}
