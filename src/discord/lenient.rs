//! Events that the Discord library cannot read: what can be saved of them.
//!
//! Discord adds to its objects faster than libraries follow, and one field of a new form would cost the whole
//! question. Only what the bot needs is kept and read again.

use serde_json::{Map, Value, json};
use serenity::all::{InteractionId, Message};

/// The fields of a message that the bot looks at.
const NEEDED: [&str; 13] = [
    "id",
    "channel_id",
    "guild_id",
    "author",
    "content",
    "timestamp",
    "type",
    "mentions",
    "mention_roles",
    "mention_everyone",
    "webhook_id",
    "referenced_message",
    "message_reference",
];
/// The fields of a person.
const OF_PERSON: [&str; 4] = ["id", "username", "discriminator", "bot"];

/// A message from what came instead of one, without all that the bot does not need.
pub fn message(event: &Value) -> Option<Message> {
    let whole = part(event, &NEEDED)?;
    let mut alone = whole.clone();
    alone.retain(|key, _| !matches!(key.as_str(), "referenced_message" | "message_reference"));
    let read = |fields: Map<String, Value>| serde_json::from_value(filled(fields)?).ok();
    read(whole).or_else(|| read(alone))
}

/// An interaction's id and token, if it is one that wants an answer in words: a command or a press.
pub fn interaction(event: &Value) -> Option<(InteractionId, String)> {
    let answerable = matches!(event["type"].as_u64(), Some(2 | 3));
    let id: InteractionId = serde_json::from_value(event["id"].clone()).ok()?;
    answerable.then_some((id, event["token"].as_str()?.to_owned()))
}

/// A message with its people reduced and what a message must have, beside what it has.
fn filled(mut message: Map<String, Value>) -> Option<Value> {
    let author = part(message.get("author")?, &OF_PERSON)?;
    message.insert("author".to_owned(), author.into());
    let mentions = message.get("mentions").and_then(Value::as_array).cloned().unwrap_or_default();
    let mentions: Vec<Value> = mentions.iter().filter_map(|person| Some(part(person, &OF_PERSON)?.into())).collect();
    message.insert("mentions".to_owned(), mentions.into());
    if let Some(referenced) = message.get("referenced_message").cloned().filter(Value::is_object) {
        let mut referenced = part(&referenced, &NEEDED)?;
        referenced.retain(|key, _| !matches!(key.as_str(), "referenced_message" | "message_reference"));
        message.insert("referenced_message".to_owned(), filled(referenced)?);
    }
    let mut whole = json!({
        "content": "", "type": 0, "timestamp": "1970-01-01T00:00:00+00:00", "edited_timestamp": null, "tts": false,
        "mention_everyone": false, "mention_roles": [], "attachments": [], "embeds": [], "pinned": false,
    });
    whole.as_object_mut()?.extend(message);
    Some(whole)
}

fn part(whole: &Value, keys: &[&str]) -> Option<Map<String, Value>> {
    let whole = whole.as_object()?;
    Some(keys.iter().filter_map(|key| Some(((*key).to_owned(), whole.get(*key)?.clone()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_survives_fields_of_new_forms() {
        let mut event = json!({
            "id": "5", "channel_id": "6", "guild_id": "7", "content": "<@9> hi", "type": 0,
            "timestamp": "2026-11-26T12:00:00+00:00",
            "author": {"id": "8", "username": "a", "discriminator": "0", "avatar_decoration_data": 3},
            "mentions": [{"id": "9", "username": "b", "bot": true, "clan": []}],
            "embeds": "none", "attachments": {"0": 1}, "components": [{"type": "seventeen"}], "poll": false,
        });
        let found = message(&event).expect("a message");
        assert_eq!((found.id.get(), found.content.as_str(), found.mentions.len()), (5, "<@9> hi", 1));
        event["channel_id"] = json!({});
        assert!(message(&event).is_none(), "what is needed must be of its form");
    }

    #[test]
    fn a_reference_of_a_new_form_is_left_out() {
        let event = json!({
            "id": "5", "channel_id": "6", "content": "hi", "author": {"id": "8", "username": "a"},
            "referenced_message": {"id": {}}, "message_reference": 4,
        });
        assert!(message(&event).is_some_and(|message| message.referenced_message.is_none()));
    }

    #[test]
    fn only_interactions_that_want_words_are_answered() {
        let event = |kind: u64| json!({"id": "5", "token": "t", "type": kind, "data": 1});
        assert!(interaction(&event(2)).is_some() && interaction(&event(3)).is_some());
        assert!(interaction(&event(4)).is_none() && interaction(&json!({"type": 2})).is_none());
    }
}
