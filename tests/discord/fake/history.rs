//! What stands in each channel, as `GET /channels/{id}/messages` gives it.
//!
//! It leaves out edits and deletions, and keeps no more of a channel than a test can ask for.

use std::collections::{HashMap, VecDeque};

use serde_json::Value;

/// Messages kept of each channel: more of Discord's pages than the bot reads.
const KEPT: usize = 600;
/// Discord's own limits for one request.
const MOST: usize = 100;
const DEFAULT: usize = 50;

#[derive(Default)]
pub struct History(HashMap<String, VecDeque<Noted>>);

/// A message, as text: a long run has many, and few are looked at again.
struct Noted {
    id: u64,
    /// What it replies to.
    answers: Option<u64>,
    text: String,
}

impl Noted {
    fn read(&self) -> Value {
        serde_json::from_str(&self.text).expect("a message written here")
    }
}

impl History {
    /// Note a message as the gateway sent it, or would have sent it.
    pub(super) fn add(&mut self, message: &Value) {
        let mut message = message.clone();
        let fields = message.as_object_mut().expect("an object");
        // The gateway adds these; the history does not have them.
        fields.remove("guild_id");
        fields.remove("member");
        let channel = fields["channel_id"].as_str().expect("an id").to_owned();
        let number = |id: &Value| id.as_str().and_then(|id| id.parse::<u64>().ok());
        let id = number(&message["id"]).expect("an id");
        let answers = number(&message["message_reference"]["message_id"]);
        let messages = self.0.entry(channel).or_default();
        messages.push_back(Noted { id, answers, text: message.to_string() });
        if messages.len() > KEPT {
            messages.pop_front();
        }
    }

    /// Whether anything was ever written there.
    pub(super) fn knows(&self, channel: &str) -> bool {
        self.0.contains_key(channel)
    }

    /// One message, without what it replies to.
    pub(super) fn message(&self, channel: &str, id: &str) -> Option<Value> {
        let id: u64 = id.parse().ok()?;
        let mut message = self.0.get(channel)?.iter().rev().find(|message| message.id == id)?.read();
        message.as_object_mut().expect("an object").remove("referenced_message");
        Some(message)
    }

    /// The message that replies to another.
    pub(super) fn reply_to(&self, channel: &str, id: &str) -> Option<Value> {
        let id: u64 = id.parse().ok()?;
        Some(self.0.get(channel)?.iter().find(|message| message.answers == Some(id))?.read())
    }

    /// Newest first, as `query` asks; `Err` says what Discord would refuse in it.
    pub(super) fn page(&self, channel: &str, query: &str) -> Result<Value, String> {
        let (mut limit, mut before, mut after) = (DEFAULT, u64::MAX, None);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let number = value.parse::<u64>().map_err(|_| format!("{key} is no number: {value}"))?;
            match key {
                "limit" => limit = usize::try_from(number).unwrap_or(usize::MAX),
                "before" => before = number,
                "after" => after = Some(number),
                _ => return Err(format!("unknown parameter {key}")),
            }
        }
        if !(1..=MOST).contains(&limit) || (after.is_some() && before != u64::MAX) {
            return Err(format!("limit {limit}, or both before and after"));
        }
        let mut found: Vec<&Noted> = self.0.get(channel).into_iter().flatten().collect();
        found.sort_by_key(|message| std::cmp::Reverse(message.id));
        found.retain(|message| message.id < before && after.is_none_or(|after| message.id > after));
        // After a message come the next ones, not the newest ones.
        let skipped = if after.is_some() { found.len().saturating_sub(limit) } else { 0 };
        Ok(found.into_iter().skip(skipped).take(limit).map(Noted::read).collect())
    }
}

#[test]
fn pages_are_newest_first_and_after_means_the_next() {
    let mut history = History::default();
    for id in 1..=120 {
        history.add(&serde_json::json!({"id": id.to_string(), "channel_id": "7", "guild_id": "8"}));
    }
    let ids = |query: &str| -> Vec<String> {
        let page = history.page("7", query).expect("a right query");
        page.as_array().expect("a list").iter().map(|m| m["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids("limit=2"), ["120", "119"]);
    assert_eq!(ids("limit=2&before=10"), ["9", "8"]);
    assert_eq!(ids("limit=2&after=10"), ["12", "11"]);
    assert_eq!(ids("").len(), DEFAULT);
    let refused = ["limit=0", "limit=101", "limit=x", "before=3&after=1", "of=1"];
    assert!(refused.iter().all(|query| history.page("7", query).is_err()));
    let page = history.page("7", "limit=1").expect("a right query");
    assert!(page[0].get("guild_id").is_none());
}
