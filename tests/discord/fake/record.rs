//! What the fake was told to do and what it has seen.
//!
//! Only data: what is right or wrong is decided where a request or frame comes in.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::faults::Faults;
use super::history::History;
use super::ledger::Ledger;
use super::sessions::Sessions;

/// How long Discord remembers a nonce: "a few minutes", it says.
const NONCE_LIFE: Duration = Duration::from_secs(180);

/// What a test wants the fake to do differently.
#[derive(Clone)]
pub struct Settings {
    /// Answer 401 to every request that needs the token.
    pub refuse_token: bool,
    /// The gateway URL to hand out; `{port}` stands for the gateway's port.
    pub gateway_url: Option<&'static str>,
    pub message_content: MessageContent,
    /// What HELLO asks for, in milliseconds.
    pub heartbeat_interval: u64,
    /// Shards that are recommended.
    pub shards: u64,
    /// Shards that may identify at once, each of another rest when divided by it.
    pub max_concurrency: u64,
    /// Sessions that may still be begun.
    pub identifies_left: usize,
    /// How far the fake's clock is ahead of this machine's, in seconds.
    pub clock_ahead: i64,
    /// How many requests are kept, with their bodies.
    pub kept_requests: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            refuse_token: false,
            gateway_url: None,
            message_content: MessageContent::default(),
            heartbeat_interval: 41_250,
            shards: 1,
            max_concurrency: 1,
            identifies_left: 1000,
            clock_ahead: 0,
            kept_requests: usize::MAX,
        }
    }
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
    pub(super) made: Instant,
    /// Whether it was put on a connection as soon as it was made.
    pub(super) delivered: bool,
    /// The bot was not told that its answer arrived.
    pub(super) answer_lost: bool,
}

/// A message of the bot's.
pub(super) struct Made {
    pub question: String,
    pub id: String,
    /// Whether the bot was not told of it, so that it may send it again.
    pub lost: bool,
}

/// Everything seen so far.
#[derive(Default)]
pub struct Record {
    pub requests: VecDeque<Request>,
    pub violations: Vec<String>,
    /// HTTP requests that came, also those that were never answered.
    pub arrived: usize,
    /// Gateway connections ever opened.
    pub connections: usize,
    /// Sessions begun (READY sent).
    pub identified: usize,
    /// Sessions taken up again after a lost connection.
    pub resumed: usize,
    /// When each IDENTIFY came, with its shard.
    pub identifies: Vec<(u64, Instant)>,
    pub faults: Faults,
    pub ledger: Ledger,
    pub(super) history: History,
    /// Whether every new message of the bot's is refused for want of a permission.
    pub(super) fails: bool,
    /// Channels where the bot may not write.
    pub forbidden: HashSet<&'static str>,
    /// The posts of the forum: their ids, which are those of their first messages, and titles.
    pub(super) posts: HashMap<String, String>,
    /// The id of the bot's application, if it is another than at first.
    pub application: Option<&'static str>,
    pub(super) sessions: Sessions,
    pub(super) interactions: HashMap<String, Interaction>,
    /// The channel of every message shown to the bot, by message id.
    pub(super) messages: HashMap<String, String>,
    /// Message id of the question to the number of replies.
    pub(super) replies: HashMap<String, usize>,
    /// What was made for each nonce, for `enforce_nonce`.
    pub(super) nonces: HashMap<String, Made>,
    /// How often a message came again though the bot was told that it is there.
    pub came_again: usize,
    nonce_order: VecDeque<(Instant, String)>,
    /// Until when a nonce must not come again.
    pub(super) waits: HashMap<String, Instant>,
}

impl Record {
    /// Remember a reply by its nonce, and forget those of long ago.
    pub(super) fn keep_nonce(&mut self, nonce: &str, made: Made) {
        self.nonce_order.push_back((Instant::now(), nonce.to_owned()));
        self.nonces.insert(nonce.to_owned(), made);
        while self.nonce_order.front().is_some_and(|(made, _)| made.elapsed() > NONCE_LIFE) {
            if let Some((_, oldest)) = self.nonce_order.pop_front() {
                self.nonces.remove(&oldest);
            }
        }
    }

    /// Whether a message got a reply.
    pub fn answered(&self, id: &str) -> bool {
        self.replies.contains_key(id)
    }

    /// The id of the bot's reply to a message, which stands in the same channel.
    pub fn reply_to(&self, channel: &str, id: &str) -> Option<String> {
        let reply = self.history.reply_to(channel, id)?;
        Some(reply["id"].as_str().expect("an id").to_owned())
    }

    /// How the interaction with this id was answered, if it was.
    pub fn answer_to(&self, interaction: &str) -> Option<u64> {
        self.interactions.get(interaction)?.answer
    }
}
