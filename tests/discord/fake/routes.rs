//! What each route does, with the state that decides whether a request is allowed now.
//!
//! What a body may hold is in `checks`, what goes wrong on the way in `rest`.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::people::{ALERT_CHANNEL, CURATORS_CHANNEL, FORUM, GUILD, guild_of};
use super::record::Made;
use super::rest::{Outcome, Refusal, bad, check};
use super::{BOT_ID, Interaction, InteractionKind, Record, Shared, checks, command_checks, events};

/// After this Discord knows an interaction's first answer no more.
const TIME_TO_ANSWER: Duration = Duration::from_secs(3);
/// How much too early a request may come without being told off: timers are not exact.
const SLACK: Duration = Duration::from_millis(50);
/// Discord's codes for an interaction that it does not know any more, and for one that is answered.
const UNKNOWN_INTERACTION: u64 = 10_062;
const ACKNOWLEDGED: u64 = 40_060;
/// Discord's code for something that the bot may not do in a channel.
const MISSING_PERMISSIONS: u64 = 50_013;

/// A request, as far as routes care.
pub(super) struct Asked<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) query: &'a str,
    pub(super) body: &'a Value,
    /// Whether the bot will not be told what came of it.
    pub(super) lost: bool,
}

/// Do what a request asks for.
pub(super) fn route(shared: &Shared, record: &mut Record, asked: &Asked) -> Outcome {
    let parts: Vec<&str> = asked.path.split('/').skip(1).collect();
    let body = asked.body;
    match (asked.method, parts.as_slice()) {
        ("GET", ["gateway"]) => Ok(json!({"url": shared.gateway_url()})),
        ("GET", ["gateway", "bot"]) => Ok(gateway_bot(shared, record)),
        ("GET", ["oauth2", "applications", "@me"]) => Ok(events::application(record.application.unwrap_or(BOT_ID))),
        ("PUT", ["applications", id, "commands"]) if *id == record.application.unwrap_or(BOT_ID) => {
            commands(shared, body)
        }
        ("POST", ["channels", channel, "messages"]) if record.fails || record.forbidden.contains(*channel) => {
            let (status, reason) = (StatusCode::FORBIDDEN, "Missing Permissions".to_owned());
            Err(Refusal { status, code: MISSING_PERMISSIONS, reason, violation: false })
        }
        ("POST", ["channels", channel, "messages"]) => message(shared, record, channel, asked),
        ("GET", ["channels", channel]) => events::channel(&record.posts, channel)
            .ok_or_else(|| Refusal::violation(StatusCode::NOT_FOUND, "unknown channel")),
        ("GET", ["channels", channel, "messages"]) => history(record, channel, asked.query),
        ("GET", ["webhooks", BOT_ID, token, "messages", "@original"]) => original(shared, record, token),
        ("DELETE", ["webhooks", BOT_ID, token, "messages", "@original"]) => {
            original(shared, record, token).map(|_| Value::Null)
        }
        ("POST", ["interactions", id, token, "callback"]) => callback(record, id, token, asked),
        ("PATCH", ["webhooks", BOT_ID, token, "messages", "@original"]) => edit(shared, record, token, body),
        _ => Err(Refusal::violation(StatusCode::NOT_FOUND, "unknown route")),
    }
}

fn commands(shared: &Shared, body: &Value) -> Outcome {
    check(&command_checks::commands(body))?;
    let registered = body.as_array().into_iter().flatten().map(|command| {
        let mut command = command_checks::complete_command(command);
        command["id"] = shared.clock.id().into();
        command["application_id"] = BOT_ID.into();
        command
    });
    Ok(registered.collect())
}

fn gateway_bot(shared: &Shared, record: &Record) -> Value {
    let left = shared.settings.identifies_left;
    json!({
        "url": shared.gateway_url(), "shards": shared.settings.shards,
        "session_start_limit": {
            "total": left.max(1000), "remaining": left.saturating_sub(record.identifies.len()),
            "reset_after": 14_400_000,
            "max_concurrency": shared.settings.max_concurrency,
        },
    })
}

fn history(record: &Record, channel: &str, query: &str) -> Outcome {
    if events::channel(&record.posts, channel).is_none() && !record.history.knows(channel) {
        return Err(Refusal::violation(StatusCode::NOT_FOUND, "unknown channel"));
    }
    record.history.page(channel, query).or_else(bad)
}

fn message(shared: &Shared, record: &mut Record, channel: &str, asked: &Asked) -> Outcome {
    let body = asked.body;
    check(&checks::new_message(body))?;
    let question = body["message_reference"]["message_id"].as_str();
    match question {
        // Only moderators' and curators' channels take what the bot writes of its own accord, and posts a call.
        None if [ALERT_CHANNEL, CURATORS_CHANNEL].contains(&channel) => {}
        None if record.posts.contains_key(channel) && calls_a_role(body) => {}
        None => return bad("the message replies to nothing"),
        Some(question) if record.messages.get(question).map(String::as_str) != Some(channel) => {
            return bad("the message replies to one which is not in this channel");
        }
        Some(_) => {}
    }
    let question = question.unwrap_or_default().to_owned();
    // Discord says "by the same author": to be on the safe side, in whatever channel.
    let nonce = body["nonce"].to_string();
    if let Some(until) = record.waits.remove(&nonce)
        && let Some(early) = until.checked_duration_since(Instant::now()).filter(|early| *early > SLACK)
    {
        return bad(format!("the bot was told to wait and came {early:?} too early"));
    }
    if body["enforce_nonce"] == true
        && let Some(made) = record.nonces.get_mut(&nonce)
    {
        // Discord sends nothing new then, which is right only for the same reply once more.
        if made.question != question {
            return bad("the nonce of the reply to another message");
        }
        record.came_again += usize::from(!made.lost);
        made.lost = asked.lost;
        let known = record.history.message(channel, &made.id);
        return Ok(known.unwrap_or_else(|| json!({"id": made.id, "channel_id": channel})));
    }
    let content = body["content"].as_str().unwrap_or_default();
    let made = events::bot_reply(&shared.clock, &record.history, channel, &question, content);
    if !question.is_empty() {
        let replies = record.replies.entry(question.clone()).or_default();
        *replies += 1;
        record.ledger.answer(&question);
        if record.replies[&question] > 1 {
            return bad("second reply to the same message");
        }
    }
    let id = made["id"].as_str().expect("an id").to_owned();
    record.keep_nonce(&nonce, Made { question, id, lost: asked.lost });
    record.history.add(&made);
    let mut echo = made.clone();
    let post = record.posts.contains_key(channel).then(|| FORUM.guild.to_owned());
    if let Some(guild) = post.or_else(|| guild_of(channel)) {
        echo["guild_id"] = guild.into();
    }
    record.sessions.deliver("MESSAGE_CREATE", &echo);
    Ok(made)
}

fn calls_a_role(body: &Value) -> bool {
    body["allowed_mentions"]["roles"].as_array().is_some_and(|roles| roles.len() == 1)
}

/// The message that answered an interaction.
fn original(shared: &Shared, record: &Record, token: &str) -> Outcome {
    let answered = |found: &Interaction| found.token == token && found.answer.is_some();
    if !record.interactions.values().any(answered) {
        return bad("the answer to an interaction that has none");
    }
    Ok(events::bot_message(&shared.clock, GUILD.channel, "An answer."))
}

fn callback(record: &mut Record, id: &str, token: &str, asked: &Asked) -> Outcome {
    let body = asked.body;
    let Some(interaction) = record.interactions.get_mut(id) else {
        return bad("unknown interaction");
    };
    if interaction.token != token {
        return bad("the token of another interaction");
    }
    let refused =
        |status, code, reason: &str, violation| Err(Refusal { status, code, reason: reason.to_owned(), violation });
    if interaction.answer.is_some() {
        // Whoever was told that the first answer arrived has no reason to give another.
        return refused(
            StatusCode::BAD_REQUEST,
            ACKNOWLEDGED,
            "the interaction is answered twice",
            !interaction.answer_lost,
        );
    }
    if interaction.made.elapsed() > TIME_TO_ANSWER {
        let violation = interaction.delivered && !record.faults.spoiled;
        return refused(StatusCode::NOT_FOUND, UNKNOWN_INTERACTION, "the interaction is answered too late", violation);
    }
    check(&checks::callback(body))?;
    let kind = body["type"].as_u64().unwrap_or_default();
    let allowed = match interaction.kind {
        InteractionKind::Autocomplete => matches!(kind, 8),
        InteractionKind::Command => matches!(kind, 4 | 5),
        InteractionKind::Component => matches!(kind, 4..=7),
    };
    if !allowed {
        let reason = format!("type {kind} answers no {:?} interaction", interaction.kind);
        return bad(reason);
    }
    interaction.answer = Some(kind);
    interaction.answer_lost = asked.lost;
    Ok(Value::Null)
}

fn edit(shared: &Shared, record: &Record, token: &str, body: &Value) -> Outcome {
    let mut known = record.interactions.values();
    let answered = |found: &&Interaction| found.token == token && found.answer.is_some();
    if known.find(answered).is_none() {
        return bad("edit of an answer which was never given");
    }
    check(&checks::message(body))?;
    let content = body["content"].as_str().unwrap_or_default();
    let channel = GUILD.channel;
    Ok(events::bot_message(&shared.clock, channel, content))
}
