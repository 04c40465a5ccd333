//! The HTTP routes, with the state that decides whether a request is allowed now.
//!
//! What a body may hold is in `checks`. Everything goes through one handler, so that every
//! request is recorded, also one to a route that does not exist.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::people::{ALERT_CHANNEL, GUILD};
use super::{BOT_ID, Interaction, InteractionKind, Record, Request, Shared, TOKEN, checks, events};

struct Refusal {
    status: StatusCode,
    reason: String,
    /// Whether the bot did something wrong; a test may also ask for a refusal.
    violation: bool,
}

impl Refusal {
    fn violation(status: StatusCode, reason: impl Into<String>) -> Refusal {
        Refusal { status, reason: reason.into(), violation: true }
    }
}

/// `Null` stands for 204, no content.
type Outcome = Result<Value, Refusal>;

pub async fn answer(
    State(shared): State<Arc<Shared>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().strip_prefix("/api/v10").unwrap_or(uri.path());
    let body = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(&body) };
    let mut record = shared.record();
    let outcome = match &body {
        Ok(body) => check_headers(&shared, path, &headers)
            .and_then(|()| route(&shared, &mut record, (method.as_str(), path), body)),
        Err(error) => bad(format!("the body is not JSON: {error}")),
    };
    record.requests.push(Request {
        method: method.to_string(),
        path: path.to_owned(),
        body: body.unwrap_or_default(),
        accepted: outcome.is_ok(),
    });
    if let Err(refusal) = &outcome
        && refusal.violation
    {
        let found = format!("{method} {path}: {}", refusal.reason);
        record.violations.push(found);
    }
    drop(record);
    shared.changed.notify_all();
    match outcome {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(value) => Json(value).into_response(),
        Err(refusal) => {
            let error = json!({"message": refusal.reason, "code": 0});
            (refusal.status, Json(error)).into_response()
        }
    }
}

fn bad(reason: impl Into<String>) -> Outcome {
    Err(Refusal::violation(StatusCode::BAD_REQUEST, reason))
}

/// A body with problems is refused; all of them are named at once.
fn check(problems: &[String]) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    bad(problems.join("; ")).map(drop)
}

fn check_headers(shared: &Shared, path: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if !header("user-agent").is_some_and(|agent| agent.starts_with("DiscordBot (")) {
        // Discord blocks clients which do not name themselves in this form.
        let reason = "no DiscordBot user agent";
        return Err(Refusal::violation(StatusCode::FORBIDDEN, reason));
    }
    if path == "/gateway" {
        return Ok(());
    }
    let right = header("authorization") == Some(format!("Bot {TOKEN}").as_str());
    if right && !shared.settings.refuse_token {
        return Ok(());
    }
    Err(Refusal { status: StatusCode::UNAUTHORIZED, reason: "401: Unauthorized".to_owned(), violation: !right })
}

fn route(shared: &Shared, record: &mut Record, to: (&str, &str), body: &Value) -> Outcome {
    let (method, path) = to;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match (method, parts.as_slice()) {
        ("GET", ["gateway", "bot"]) => Ok(json!({
            "url": shared.gateway_url(), "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1},
        })),
        ("GET", ["oauth2", "applications", "@me"]) => Ok(events::application()),
        ("PUT", ["applications", BOT_ID, "commands"]) => commands(shared, body),
        ("POST", ["channels", _, "messages"]) if record.fails => {
            let (status, reason) = (StatusCode::INTERNAL_SERVER_ERROR, "500: as the test wants it".to_owned());
            Err(Refusal { status, reason, violation: false })
        }
        ("POST", ["channels", ALERT_CHANNEL, "messages"]) => alert(shared, body),
        ("POST", ["channels", channel, "messages"]) => message(shared, record, channel, body),
        ("GET", ["channels", channel]) => {
            events::channel(channel).ok_or_else(|| Refusal::violation(StatusCode::NOT_FOUND, "unknown channel"))
        }
        ("GET", ["webhooks", BOT_ID, token, "messages", "@original"]) => original(shared, record, token),
        ("POST", ["interactions", id, token, "callback"]) => callback(record, id, token, body),
        ("PATCH", ["webhooks", BOT_ID, token, "messages", "@original"]) => edit(shared, record, token, body),
        _ => Err(Refusal::violation(StatusCode::NOT_FOUND, "unknown route")),
    }
}

fn commands(shared: &Shared, body: &Value) -> Outcome {
    check(&checks::commands(body))?;
    let registered = body.as_array().into_iter().flatten().map(|command| {
        let mut command = checks::complete_command(command);
        command["id"] = shared.next_id().into();
        command["application_id"] = BOT_ID.into();
        command
    });
    Ok(registered.collect())
}

fn message(shared: &Shared, record: &mut Record, channel: &str, body: &Value) -> Outcome {
    check(&checks::new_message(body))?;
    let Some(question) = body["message_reference"]["message_id"].as_str() else {
        return bad("the message replies to nothing");
    };
    if record.messages.get(question).map(String::as_str) != Some(channel) {
        return bad("the message replies to one which is not in this channel");
    }
    let key = (channel.to_owned(), body["nonce"].to_string());
    if body["enforce_nonce"] == true
        && let Some((earlier, made)) = record.nonces.get(&key)
    {
        // Discord sends nothing new then, which is right only for the same reply once more.
        if earlier != question {
            return bad("the nonce of the reply to another message");
        }
        return Ok(made.clone());
    }
    let replies = record.replies.entry(question.to_owned()).or_default();
    *replies += 1;
    if *replies > 1 {
        return bad("second reply to the same message");
    }
    let id = shared.next_id();
    let made = events::bot_message(&id, channel, body["content"].as_str().unwrap_or_default());
    let question = question.to_owned();
    record.nonces.insert(key, (question, made.clone()));
    Ok(made)
}

/// A message that the bot writes of its own accord; only moderators' channels take one.
fn alert(shared: &Shared, body: &Value) -> Outcome {
    check(&checks::new_message(body))?;
    Ok(events::bot_message(&shared.next_id(), ALERT_CHANNEL, body["content"].as_str().unwrap_or_default()))
}

/// The message that answered an interaction.
fn original(shared: &Shared, record: &Record, token: &str) -> Outcome {
    let answered = |found: &Interaction| found.token == token && found.answer.is_some();
    if !record.interactions.values().any(answered) {
        return bad("the answer to an interaction that has none");
    }
    Ok(events::bot_message(&shared.next_id(), GUILD.channel, "An answer."))
}

fn callback(record: &mut Record, id: &str, token: &str, body: &Value) -> Outcome {
    let Some(interaction) = record.interactions.get_mut(id) else {
        return bad("unknown interaction");
    };
    if interaction.token != token {
        return bad("the token of another interaction");
    }
    if interaction.answer.is_some() {
        return bad("the interaction is answered twice");
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
    Ok(events::bot_message(&shared.next_id(), channel, content))
}
