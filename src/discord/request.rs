//! What somebody asked with a command, or is typing into one.

use serenity::all::{
    ChannelId, CommandInteraction, CommandType, GuildId, Message, ResolvedOption, ResolvedTarget, ResolvedValue,
    RoleId, UserId,
};

use super::commands::ANSWER_MESSAGE;
use crate::settings::{Listening, Settings, SettingsError};

/// What a command asks for.
#[derive(Debug, Clone)]
pub enum Request {
    /// `/ask`.
    Ask {
        /// What was typed.
        question: String,
        /// Whether only the asker is to see the reply.
        private: bool,
        /// Whom the answer is for, if not for the asker.
        called: Option<UserId>,
    },
    /// `/faq list`.
    List,
    /// `/faq show`, with what stands for the topic.
    Show(String),
    /// `/faq-admin reload`.
    Reload,
    /// `/faq-admin status`.
    Status,
    /// `/faq-admin stats`.
    Stats,
    /// `/faq-admin channels`, with a channel to be changed or none.
    Channels(Option<Change>),
    /// The message command, with the message.
    AnswerMessage(Box<Message>),
    /// A command of another version of the bot.
    Unknown,
}

/// How a channel is to be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The channel or forum.
    pub channel: ChannelId,
    /// Whether the bot answers there.
    pub answer: bool,
    /// Whether it answers in threads too.
    pub threads: bool,
    /// Who is called when an answer did not help.
    pub helpers: Option<RoleId>,
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

impl Request {
    /// Whether it is one of the commands for curators.
    pub fn is_curating(&self) -> bool {
        matches!(self, Self::Reload | Self::Status | Self::Stats | Self::Channels(_))
    }
}

impl Change {
    /// Makes the change in the settings. Blocks while it is written.
    pub fn write(self, settings: &Settings, server: GuildId) -> Result<(), SettingsError> {
        let channel = self.channel.get();
        if !self.answer {
            return settings.remove(channel);
        }
        let helpers = self.helpers.map(RoleId::get);
        settings.set(Listening { channel, server: server.get(), threads: self.threads, helpers })
    }
}

/// What `interaction` asks for.
pub fn request(interaction: &CommandInteraction) -> Request {
    if interaction.data.kind == CommandType::Message {
        return match interaction.data.target() {
            Some(ResolvedTarget::Message(message)) if interaction.data.name == ANSWER_MESSAGE => {
                Request::AnswerMessage(Box::new(message.clone()))
            }
            _ => Request::Unknown,
        };
    }
    let options = interaction.data.options();
    let inner = options.first().and_then(|option| match &option.value {
        ResolvedValue::SubCommand(inner) => Some((option.name, inner.as_slice())),
        _ => None,
    });
    match (interaction.data.name.as_str(), inner) {
        ("ask", None) => Request::Ask {
            question: string(&options, "question").unwrap_or_default().to_owned(),
            private: boolean(&options, "private").unwrap_or_default(),
            called: person(&options, "for"),
        },
        ("faq", Some(("list", _))) => Request::List,
        ("faq", Some(("show", inner))) => Request::Show(string(inner, "topic").unwrap_or_default().to_owned()),
        ("faq-admin", Some(("reload", _))) => Request::Reload,
        ("faq-admin", Some(("status", _))) => Request::Status,
        ("faq-admin", Some(("stats", _))) => Request::Stats,
        ("faq-admin", Some(("channels", inner))) => Request::Channels(change(inner)),
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

fn change(options: &[ResolvedOption<'_>]) -> Option<Change> {
    let channel = value(options, "channel", |value| match value {
        ResolvedValue::Channel(channel) => Some(channel.id),
        _ => None,
    })?;
    let helpers = value(options, "helpers", |value| match value {
        ResolvedValue::Role(role) => Some(role.id),
        _ => None,
    });
    let answer = boolean(options, "answer").unwrap_or(true);
    Some(Change { channel, answer, threads: boolean(options, "threads").unwrap_or_default(), helpers })
}

fn person(options: &[ResolvedOption<'_>], name: &str) -> Option<UserId> {
    value(options, name, |value| match value {
        ResolvedValue::User(user, _) if !user.bot => Some(user.id),
        _ => None,
    })
}

fn string<'a>(options: &[ResolvedOption<'a>], name: &str) -> Option<&'a str> {
    value(options, name, |value| match value {
        ResolvedValue::String(text) => Some(*text),
        _ => None,
    })
}

fn boolean(options: &[ResolvedOption<'_>], name: &str) -> Option<bool> {
    value(options, name, |value| match value {
        ResolvedValue::Boolean(is) => Some(*is),
        _ => None,
    })
}

fn value<'a, T>(
    options: &[ResolvedOption<'a>],
    name: &str,
    read: impl Fn(&ResolvedValue<'a>) -> Option<T>,
) -> Option<T> {
    options.iter().find(|option| option.name == name).and_then(|option| read(&option.value))
}
