//! What a body must be, written without the bot's code: Discord's own rules through the
//! `twilight` crates, and the project's (notice, nobody pinged, plain text).
//!
//! Each check gives every problem it finds. When a request is allowed is `rest`'s business.

use std::collections::HashSet;

use serde::de::DeserializeOwned;
use serde_json::Value;
use twilight_model::application::command::CommandOptionChoice;
use twilight_model::channel::message::{AllowedMentions, Component};
use twilight_model::http::interaction::InteractionResponse;
use twilight_validate::command as validate;

/// Components, as Discord numbers them.
const BUTTON: u64 = 2;
const MENU: u64 = 3;

/// Every message carries one of these, in any case: what the notice says in each language, by locale.
pub const NOTICES: [(&str, &str); 5] = [
    ("en", "consult your healthcare provider"),
    ("de", "wenden sie sich an ihre ärztin oder ihren arzt"),
    ("es", "consulte a su médico o a otro profesional de la salud"),
    ("fr", "consultez votre médecin ou un autre professionnel de santé"),
    ("pt", "consulte seu médico ou outro profissional de saúde"),
];

/// The flag for no link previews, and those that an interaction's answer may carry: this, and only visible to the
/// asker.
const SUPPRESS_EMBEDS: u64 = 4;
const FLAGS: u64 = SUPPRESS_EMBEDS | 64;

pub(super) fn read<T: DeserializeOwned>(what: &str, value: &Value, problems: &mut Vec<String>) -> Option<T> {
    let read = serde_json::from_value(value.clone());
    read.map_err(|error| problems.push(format!("{what}: {error}"))).ok()
}

pub(super) fn note<E: std::fmt::Display>(what: &str, result: Result<(), E>, problems: &mut Vec<String>) {
    if let Err(error) = result {
        problems.push(format!("{what}: {error}"));
    }
}

/// A message in a channel, which has a nonce on top of what every message has.
pub fn new_message(body: &Value) -> Vec<String> {
    let mut problems = message(body);
    // Only an answer to an interaction can be for one person's eyes.
    if body["flags"].as_u64().unwrap_or_default() & !SUPPRESS_EMBEDS != 0 {
        problems.push(format!("flags {}", body["flags"]));
    }
    let right = match &body["nonce"] {
        Value::Null => body["enforce_nonce"] != true,
        Value::String(nonce) => nonce.chars().count() <= 25,
        nonce => nonce.is_i64() || nonce.is_u64(),
    };
    if !right {
        problems.push(format!("nonce {}", body["nonce"]));
    }
    problems
}

/// The body of any message, new or edited, in a channel or as an answer to an interaction.
pub fn message(body: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let content = body["content"].as_str().unwrap_or_default();
    let said = content.to_lowercase();
    if !NOTICES.iter().any(|(_, notice)| said.contains(notice)) {
        problems.push(format!("no notice in {content:?}"));
    }
    let valid = twilight_validate::message::content(content);
    note("content", valid, &mut problems);
    // The bot speaks in plain text only, which also rules out every wrong embed.
    for key in ["embeds", "attachments", "sticker_ids"] {
        if body[key].as_array().is_some_and(|list| !list.is_empty()) {
            problems.push(format!("{key} is not empty"));
        }
    }
    if !body["poll"].is_null() {
        problems.push("a poll".to_owned());
    }
    if body["tts"] == true {
        problems.push("read aloud".to_owned());
    }
    allowed_mentions(content, &body["allowed_mentions"], &mut problems);
    components(&body["components"], &mut problems);
    problems
}

/// Nobody is mentioned but the member whom an answer is for, named first, or the one role that is called.
fn allowed_mentions(content: &str, given: &Value, problems: &mut Vec<String>) {
    let Some(parsed) = read::<AllowedMentions>("allowed_mentions", given, problems) else {
        return;
    };
    let (user, role) = (parsed.users.first().copied(), parsed.roles.first().copied());
    let called = AllowedMentions {
        users: user.into_iter().filter(|user| content.starts_with(&format!("<@{user}>\n"))).collect(),
        roles: role.into_iter().filter(|role| content.starts_with(&format!("<@&{role}> "))).collect(),
        ..AllowedMentions::default()
    };
    // An absent `parse` is read as empty here, but Discord would then read the lists alone.
    let right = given["parse"].is_array() && parsed == called && (user.is_none() || role.is_none());
    if !right {
        problems.push(format!("allowed_mentions {given}"));
    }
}

fn components(given: &Value, problems: &mut Vec<String>) {
    if given.is_null() {
        return;
    }
    let Some(rows) = read::<Vec<Component>>("components", given, problems) else {
        return;
    };
    let valid = twilight_validate::message::components(&rows, false);
    note("components", valid, problems);
    let mut seen = HashSet::new();
    for row in given.as_array().into_iter().flatten() {
        let parts = row["components"].as_array().map_or(&[][..], Vec::as_slice);
        // The validator lets an empty row, an empty label or id, a full row and a repeated id pass.
        if parts.is_empty() {
            problems.push("an empty row".to_owned());
        }
        let menus = parts.iter().filter(|part| part["type"] == MENU).count();
        if menus > 0 && parts.len() > 1 {
            problems.push(format!("{} components beside a menu, which fills its row", parts.len() - menus));
        }
        for part in parts {
            let right = if part["type"] == MENU { options(part) } else { is_button(part) };
            if !right || !has_text(&part["custom_id"]) || !seen.insert(part["custom_id"].to_string()) {
                problems.push(format!("component {part}"));
            }
        }
    }
}

/// A button of one of the four kinds that have an id and do not lead to an address.
fn is_button(part: &Value) -> bool {
    part["type"] == BUTTON && has_text(&part["label"]) && (1..=4).contains(&part["style"].as_u64().unwrap_or_default())
}

/// A menu has options, each with a label and a value of its own.
fn options(menu: &Value) -> bool {
    let options = menu["options"].as_array().map_or(&[][..], Vec::as_slice);
    let values: HashSet<String> = options.iter().map(|option| option["value"].to_string()).collect();
    let most = menu["max_values"].as_u64().unwrap_or(1);
    !options.is_empty()
        && (1..=options.len() as u64).contains(&most)
        && menu["min_values"].as_u64().unwrap_or(1) <= most
        && values.len() == options.len()
        && options.iter().all(|option| has_text(&option["label"]) && has_text(&option["value"]))
}

fn has_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.is_empty() && text.chars().count() <= 100)
}

/// The body of an interaction's callback.
pub fn callback(body: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    read::<InteractionResponse>("callback", body, &mut problems);
    let data = &body["data"];
    let flags = data["flags"].as_u64().unwrap_or_default();
    if flags & !FLAGS != 0 {
        problems.push(format!("flags {flags}"));
    }
    match body["type"].as_u64() {
        Some(4 | 7) => problems.extend(message(data)),
        Some(8) => choices(&data["choices"], &mut problems),
        Some(5 | 6) => {}
        kind => problems.push(format!("callback type {kind:?}")),
    }
    problems
}

fn choices(given: &Value, problems: &mut Vec<String>) {
    let Some(choices) = read::<Vec<CommandOptionChoice>>("choices", given, problems) else {
        return;
    };
    if choices.len() > 25 {
        problems.push(format!("{} choices", choices.len()));
    }
    for choice in &choices {
        let valid = validate::choice(choice);
        note("choice", valid, problems);
    }
    // Discord's limit on values, which the validator does not count.
    for value in given.as_array().into_iter().flatten() {
        let length = value["value"].as_str().map(|text| text.chars().count());
        if !length.is_some_and(|length| (1..=100).contains(&length)) {
            problems.push(format!("choice {value}"));
        }
    }
}
