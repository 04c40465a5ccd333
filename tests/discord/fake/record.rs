//! What the fake was told to do and what it has seen.
//!
//! Only data: what is right or wrong is decided where a request or frame comes in.

use std::collections::HashMap;

use serde_json::Value;
use tokio::sync::mpsc::UnboundedSender;

/// What a test wants the fake to do differently.
#[derive(Clone, Default)]
pub struct Settings {
    /// Answer 401 to every request that needs the token.
    pub refuse_token: bool,
    /// The gateway URL to hand out; `{port}` stands for the fake's port.
    pub gateway_url: Option<&'static str>,
    pub message_content: MessageContent,
}

/// What is said to an IDENTIFY that asks for the text of all messages.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum MessageContent {
    /// It must not be asked for.
    #[default]
    Forbidden,
    /// It is switched on in the developer portal.
    On,
    /// It is not, and Discord closes with 4014.
    Off,
}

/// One HTTP request of the bot and what came of it.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub body: Value,
    pub accepted: bool,
}

impl Request {
    /// Whether this is an accepted request of that method and path (without `/api/v10`).
    pub fn is(&self, method: &str, path: &str) -> bool {
        self.accepted && self.method == method && self.path == path
    }
}

/// What an interaction is, since it decides which answers are allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    Command,
    Autocomplete,
    Component,
}

pub(super) struct Interaction {
    pub(super) kind: InteractionKind,
    pub(super) token: String,
    pub(super) answer: Option<u64>,
}

/// Everything seen so far.
#[derive(Default)]
pub struct Record {
    pub requests: Vec<Request>,
    pub violations: Vec<String>,
    /// Gateway connections ever opened.
    pub connections: usize,
    /// Sessions begun (READY sent).
    pub identified: usize,
    /// Sessions taken up again after a lost connection.
    pub resumed: usize,
    /// Whether every new message of the bot's is answered with 500.
    pub(super) fails: bool,
    pub(super) session: Option<UnboundedSender<Outgoing>>,
    pub(super) interactions: HashMap<String, Interaction>,
    /// The channel of every message shown to the bot, by message id.
    pub(super) messages: HashMap<String, String>,
    /// Message id of the question to the number of replies.
    pub(super) replies: HashMap<String, usize>,
    /// The question and the reply made for each (channel, nonce), for `enforce_nonce`.
    pub(super) nonces: HashMap<(String, String), (String, Value)>,
}

pub(super) enum Outgoing {
    Event(&'static str, Value),
    /// A frame as it is, valid or not.
    Raw(String),
    Reconnect,
}
