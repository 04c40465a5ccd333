//! The gateway WebSocket: HELLO, IDENTIFY, READY, heartbeats, RESUME and events as plain text.
//!
//! It leaves out payload compression (optional for the server) and heartbeat time-outs.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::people::{GUILD, OTHER_GUILD, bot_user};
use super::{BOT_ID, MessageContent, Outgoing, Shared, TOKEN};

const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
const MESSAGE_CONTENT: u64 = 1 << 15;

const SESSION_ID: &str = "30f32c5d54ae86130fc4a215c7474263";

pub async fn connect(State(shared): State<Arc<Shared>>, upgrade: WebSocketUpgrade) -> Response {
    shared.change(|record| record.connections += 1);
    upgrade.on_upgrade(|socket| serve(socket, shared))
}

async fn serve(mut socket: WebSocket, shared: Arc<Shared>) {
    let (sender, mut outgoing) = unbounded_channel();
    let mut sequence = 0_u64;
    let hello = json!({"op": 10, "d": {"heartbeat_interval": 41_250}});
    let mut next = Some(text(&hello));
    loop {
        if let Some(frame) = next.take()
            && socket.send(frame).await.is_err()
        {
            return;
        }
        next = tokio::select! {
            frame = socket.recv() => match frame {
                Some(Ok(Message::Text(frame))) => receive(&shared, &sender, &frame, &mut sequence),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => None,
                _ => return,
            },
            Some(outgoing) = outgoing.recv() => Some(match outgoing {
                Outgoing::Event(name, data) => event(name, &data, &mut sequence),
                Outgoing::Raw(frame) => Message::text(frame),
                Outgoing::Reconnect => text(&json!({"op": 7, "d": null})),
            }),
        };
    }
}

fn text(payload: &Value) -> Message {
    Message::text(payload.to_string())
}

fn event(name: &str, data: &Value, sequence: &mut u64) -> Message {
    *sequence += 1;
    text(&json!({"op": 0, "t": name, "s": *sequence, "d": data}))
}

/// Take a frame of the bot's and give the frame to answer with, if any.
fn receive(shared: &Shared, sender: &UnboundedSender<Outgoing>, frame: &str, sequence: &mut u64) -> Option<Message> {
    let frame: Value = serde_json::from_str(frame).unwrap_or_default();
    let data = &frame["d"];
    match frame["op"].as_u64() {
        Some(1) => Some(text(&json!({"op": 11}))),
        Some(2) => Some(identify(shared, sender, data, sequence)),
        Some(3) => None,
        Some(6) => Some(resume(shared, sender, data, sequence)),
        _ => {
            shared.change(|record| record.violations.push(format!("gateway frame: {frame}")));
            None
        }
    }
}

/// Discord takes the token with and without the `Bot` of the HTTP header.
fn is_token(given: &Value) -> bool {
    let given = given.as_str().unwrap_or_default();
    given.strip_prefix("Bot ").unwrap_or(given) == TOKEN
}

/// Discord closes with 4004 on a wrong token.
fn refused() -> Message {
    Message::Close(Some(CloseFrame { code: 4004, reason: "Authentication failed.".into() }))
}

fn identify(shared: &Shared, sender: &UnboundedSender<Outgoing>, data: &Value, sequence: &mut u64) -> Message {
    if !is_token(&data["token"]) {
        shared.change(|record| record.violations.push("IDENTIFY: wrong token".into()));
        return refused();
    }
    let intents = data["intents"].as_u64().unwrap_or_default();
    let setting = shared.settings.message_content;
    let asks = intents & MESSAGE_CONTENT != 0;
    if asks && setting == MessageContent::Off {
        return Message::Close(Some(CloseFrame { code: 4014, reason: "Disallowed intent(s).".into() }));
    }
    shared.change(|record| {
        if !asks && setting == MessageContent::On {
            record.violations.push("IDENTIFY does not ask for MESSAGE_CONTENT".into());
        }
        if asks && setting == MessageContent::Forbidden {
            let found = "IDENTIFY asks for MESSAGE_CONTENT";
            record.violations.push(found.into());
        }
        // Anything more than these two would be data that the bot has no use for.
        if intents & !MESSAGE_CONTENT != GUILD_MESSAGES | DIRECT_MESSAGES {
            let found = format!("IDENTIFY with intents {intents}");
            record.violations.push(found);
        }
        record.identified += 1;
        record.session = Some(sender.clone());
    });
    event("READY", &ready(shared), sequence)
}

fn resume(shared: &Shared, sender: &UnboundedSender<Outgoing>, data: &Value, sequence: &mut u64) -> Message {
    if !is_token(&data["token"]) || data["session_id"] != SESSION_ID {
        let found = "RESUME of another session or with another token";
        shared.change(|record| record.violations.push(found.into()));
        return refused();
    }
    *sequence = data["seq"].as_u64().unwrap_or_default();
    shared.change(|record| {
        record.resumed += 1;
        record.session = Some(sender.clone());
    });
    event("RESUMED", &json!({}), sequence)
}

fn ready(shared: &Shared) -> Value {
    let guild = |id: &str| json!({"id": id, "unavailable": true});
    json!({
        "v": 10,
        "user": bot_user(),
        "guilds": [guild(GUILD.guild), guild(OTHER_GUILD.guild)],
        "session_id": SESSION_ID,
        "session_type": "normal",
        "resume_gateway_url": shared.gateway_url(),
        "shard": [0, 1],
        "application": {"id": BOT_ID, "flags": 0},
        "private_channels": [],
        "presences": [],
        "relationships": [],
        "user_settings": {},
        "geo_ordered_rtc_regions": [],
        "_trace": [],
    })
}
