//! The gateway WebSocket: HELLO, IDENTIFY, READY, heartbeats, RESUME and events as plain text.
//!
//! What a session is owed is in `sessions`; what may go wrong is asked of `faults`. It leaves out
//! payload compression, which is optional for the server.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::extract::{ConnectInfo, State};
use axum::response::Response;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::{Interval, interval};

use super::faults::Handshake;
use super::people::{GUILD, OTHER_GUILD, bot_user};
use super::sessions::{Line, Outgoing};
use super::{BOT_ID, MessageContent, Shared, TOKEN};

const GUILD_MESSAGES: u64 = 1 << 9;
const DIRECT_MESSAGES: u64 = 1 << 12;
const MESSAGE_CONTENT: u64 = 1 << 15;

/// Discord's distance between two IDENTIFYs, less what the way here may differ.
const BETWEEN_IDENTIFIES: Duration = Duration::from_millis(4_900);
/// Heartbeat intervals without a heartbeat after which a connection counts as dead.
const MISSED_HEARTBEATS: u32 = 3;
/// And what a busy machine may add to them.
const SLACK: Duration = Duration::from_secs(3);

struct Connection {
    shared: Arc<Shared>,
    line: Line,
    /// When the bot gave its last sign of life.
    heard: Instant,
    acknowledges: bool,
    /// Whether the fake has closed it, which the bot then only confirms.
    closed: bool,
}

pub async fn connect(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    upgrade: WebSocketUpgrade,
) -> Response {
    shared.change(|record| record.connections += 1);
    upgrade.on_upgrade(move |socket| async move {
        let (sender, outgoing) = unbounded_channel();
        let line = Line { port: from.port(), sender };
        let mut connection = Connection { shared, line, heard: Instant::now(), acknowledges: true, closed: false };
        let over = connection.serve(socket, outgoing).await;
        let Connection { shared, line, .. } = connection;
        shared.change(|record| record.sessions.hang_up(line.port, over));
    })
}

impl Connection {
    /// Gives whether the bot ended its session, and not only the connection.
    async fn serve(&mut self, mut socket: WebSocket, mut outgoing: UnboundedReceiver<Outgoing>) -> bool {
        let greets = !self.shared.record().faults.take_handshake(Handshake::NoHello);
        let beat = self.shared.settings.heartbeat_interval;
        let hello = json!({"op": 10, "d": {"heartbeat_interval": beat}});
        if greets && socket.send(text(&hello)).await.is_err() {
            return false;
        }
        let mut patience: Interval = interval(Duration::from_millis(250));
        loop {
            let answers = tokio::select! {
                frame = socket.recv() => match frame {
                    // Somebody who is not greeted is not listened to either.
                    Some(Ok(Message::Text(_))) if !greets => Vec::new(),
                    Some(Ok(Message::Text(frame))) => self.receive(&frame),
                    Some(Ok(Message::Ping(_) | Message::Pong(_))) => Vec::new(),
                    Some(Ok(Message::Close(Some(frame)))) => return !self.closed && matches!(frame.code, 1000 | 1001),
                    _ => return false,
                },
                Some(outgoing) = outgoing.recv() => match outgoing {
                    Outgoing::Frame(frame) => vec![Message::text(frame)],
                    Outgoing::Close(code) => vec![close(code)],
                    Outgoing::WithholdAcks => {
                        self.acknowledges = false;
                        Vec::new()
                    }
                },
                _ = patience.tick() => self.check_life(Duration::from_millis(beat)),
            };
            for answer in answers {
                self.closed |= matches!(answer, Message::Close(_));
                if socket.send(answer).await.is_err() {
                    return false;
                }
            }
        }
    }

    /// Take a frame of the bot's and give the frames to answer with.
    fn receive(&mut self, frame: &str) -> Vec<Message> {
        let frame: Value = serde_json::from_str(frame).unwrap_or_default();
        let data = &frame["d"];
        match frame["op"].as_u64() {
            Some(1) => {
                self.heard = Instant::now();
                let sequence = data.as_u64().unwrap_or_default();
                self.shared.record().sessions.confirm(self.line.port, sequence);
                if self.acknowledges { vec![text(&json!({"op": 11}))] } else { Vec::new() }
            }
            Some(2) => self.identify(data),
            Some(3) => Vec::new(),
            Some(6) => self.resume(data),
            _ => {
                self.violation(format!("gateway frame: {frame}"));
                Vec::new()
            }
        }
    }

    fn violation(&self, found: impl Into<String>) {
        self.shared.change(|record| record.violations.push(found.into()));
    }

    /// A connection without heartbeats is closed, as Discord does.
    fn check_life(&self, beat: Duration) -> Vec<Message> {
        let dead = self.heard.elapsed() > beat * MISSED_HEARTBEATS + SLACK;
        if dead { vec![close(Some(4000))] } else { Vec::new() }
    }

    fn identify(&self, data: &Value) -> Vec<Message> {
        if !is_token(&data["token"]) {
            self.violation("IDENTIFY: wrong token");
            return vec![close(Some(4004))];
        }
        let setting = self.shared.settings.message_content;
        let intents = data["intents"].as_u64().unwrap_or_default();
        let asks = intents & MESSAGE_CONTENT != 0;
        if asks && setting == MessageContent::Off {
            return vec![close(Some(4014))];
        }
        if !asks && setting == MessageContent::On {
            self.violation("IDENTIFY does not ask for MESSAGE_CONTENT");
        }
        if asks && setting == MessageContent::Forbidden {
            self.violation("IDENTIFY asks for MESSAGE_CONTENT");
        }
        // Anything more than these two would be data that the bot has no use for.
        if intents & !MESSAGE_CONTENT != GUILD_MESSAGES | DIRECT_MESSAGES {
            self.violation(format!("IDENTIFY with intents {intents}"));
        }
        let (shard, of) = match data["shard"].as_array().map(Vec::as_slice) {
            Some([shard, of]) => (shard.as_u64().unwrap_or(0), of.as_u64().unwrap_or(1).max(1)),
            _ => (0, 1),
        };
        self.check_pace(shard);
        if self.shared.record().faults.take_handshake(Handshake::NoReady) {
            return Vec::new();
        }
        self.shared.change(|record| {
            // It is the session that is resumed and closed, and this is another.
            record.faults.drop_handshakes(Handshake::ResumedThenClosed);
            record.identified += 1;
            let session = record.sessions.begin(shard, of, self.line.clone());
            record.sessions.deliver_in(&session, "READY", &ready(&self.shared, &session, shard, of));
        });
        Vec::new()
    }

    /// IDENTIFYs are counted, and must not follow each other too soon.
    fn check_pace(&self, shard: u64) {
        self.shared.change(|record| {
            let keys = self.shared.settings.max_concurrency;
            let same_key = record.identifies.iter().rev().find(|(other, _)| other % keys == shard % keys);
            let last = same_key.map(|(_, at)| at.elapsed());
            if let Some(since) = last.filter(|since| *since < BETWEEN_IDENTIFIES) {
                record.violations.push(format!("IDENTIFY {since:?} after the one before"));
            }
            record.identifies.push((shard, Instant::now()));
            if record.identifies.len() > self.shared.settings.identifies_left {
                record.violations.push("IDENTIFY though none is left".to_owned());
            }
        });
    }

    fn resume(&self, data: &Value) -> Vec<Message> {
        if !is_token(&data["token"]) {
            self.violation("RESUME with another token");
            return vec![close(Some(4004))];
        }
        let invalid = |resumable: bool| vec![text(&json!({"op": 9, "d": resumable}))];
        let (session, sequence) = (data["session_id"].as_str().unwrap_or_default(), data["seq"].as_u64());
        let mut record = self.shared.record();
        if record.faults.take_handshake(Handshake::ResumeLater) {
            return invalid(true);
        }
        if record.faults.take_handshake(Handshake::NoResumed) {
            return Vec::new();
        }
        let again = record.faults.again;
        let Some(owed) = record.sessions.resume(session, sequence.unwrap_or_default(), again, self.line.clone()) else {
            return invalid(false);
        };
        record.resumed += 1;
        let mut frames = Vec::new();
        for (frame, message) in owed {
            frames.push(Message::text(frame));
            if let Some(message) = message {
                record.ledger.deliver(&message);
            }
        }
        // It has a number of its own, so it goes the way of all events, after these.
        record.sessions.deliver_in(session, "RESUMED", &json!({}));
        if record.faults.take_handshake(Handshake::ResumedThenClosed) {
            self.line.send(Outgoing::Close(Some(4000)));
        }
        drop(record);
        self.shared.changed.notify_all();
        frames
    }
}

fn text(payload: &Value) -> Message {
    Message::text(payload.to_string())
}

fn close(code: Option<u16>) -> Message {
    Message::Close(code.map(|code| CloseFrame { code, reason: "".into() }))
}

/// Discord takes the token with and without the `Bot` of the HTTP header.
fn is_token(given: &Value) -> bool {
    let given = given.as_str().unwrap_or_default();
    given.strip_prefix("Bot ").unwrap_or(given) == TOKEN
}

fn ready(shared: &Shared, session: &str, shard: u64, of: u64) -> Value {
    let ours = |guild: &&str| (guild.parse::<u64>().expect("an id") >> 22) % of == shard;
    let guilds = [GUILD.guild, OTHER_GUILD.guild];
    let guilds: Vec<Value> =
        guilds.iter().filter(|id| ours(id)).map(|id| json!({"id": id, "unavailable": true})).collect();
    json!({
        "v": 10,
        "user": bot_user(),
        "guilds": guilds,
        "session_id": session,
        "session_type": "normal",
        "resume_gateway_url": shared.gateway_url(),
        "shard": [shard, of],
        "application": {"id": BOT_ID, "flags": 0},
        "private_channels": [],
        "presences": [],
        "relationships": [],
        "user_settings": {},
        "geo_ordered_rtc_regions": [],
        "_trace": [],
    })
}
