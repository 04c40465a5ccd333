//! Gateway sessions: what was sent in each, to whom it goes, and what a RESUME is owed.
//!
//! Only data: frames are made here, and put on the wire in `gateway`. As at Discord, a session outlives
//! its connection, and every living session of a shard gets the shard's events.

use std::collections::VecDeque;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

/// How many frames that the bot has confirmed are kept, to be replayed all the same.
const KEPT_CONFIRMED: usize = 8;
/// A session that falls further behind than this cannot be resumed.
const LONGEST_LOG: usize = 20_000;

/// What a connection's task is told.
pub(super) enum Outgoing {
    Frame(String),
    /// Close, with this code or without any.
    Close(Option<u16>),
    /// From now on, heartbeats are not acknowledged.
    WithholdAcks,
}

/// The way to a connection's task.
#[derive(Clone)]
pub(super) struct Line {
    /// The port from which the front reaches the server.
    pub(super) port: u16,
    pub(super) sender: UnboundedSender<Outgoing>,
}

impl Line {
    pub(super) fn send(&self, outgoing: Outgoing) {
        // A connection that is ending takes nothing more, like a real one.
        let _ = self.sender.send(outgoing);
    }
}

struct Sent {
    sequence: u64,
    frame: String,
    /// The message it carries, if any.
    message: Option<String>,
}

struct Session {
    id: String,
    shard: u64,
    of: u64,
    sequence: u64,
    log: VecDeque<Sent>,
    line: Option<Line>,
}

#[derive(Default)]
pub(super) struct Sessions {
    list: Vec<Session>,
    made: u64,
}

impl Sessions {
    /// A new session of a shard, which is connected. Gives its id.
    pub(super) fn begin(&mut self, shard: u64, of: u64, line: Line) -> String {
        self.made += 1;
        let id = format!("{:032x}", 0x30f3_2c5d_54ae_8613_u64 + self.made);
        // Sessions nobody is connected to would be found expired by the time anybody asks.
        self.list.retain(|session| session.line.is_some());
        self.list.push(Session { id: id.clone(), shard, of, sequence: 0, log: VecDeque::new(), line: Some(line) });
        id
    }

    /// Connect a session again and give what it missed, with the messages in it; nothing if it cannot be.
    /// `again` is how many frames from before are replayed too.
    pub(super) fn resume(
        &mut self,
        id: &str,
        sequence: u64,
        again: usize,
        line: Line,
    ) -> Option<Vec<(String, Option<String>)>> {
        let session = self.list.iter_mut().find(|session| session.id == id)?;
        let oldest = session.log.front().map_or(session.sequence, |sent| sent.sequence - 1);
        if sequence > session.sequence || sequence < oldest {
            return None;
        }
        session.line = Some(line);
        let missed = session.log.iter().filter(|sent| sent.sequence > sequence).count();
        let owed = session.log.iter().skip(session.log.len() - session.log.len().min(missed + again));
        Some(owed.map(|sent| (sent.frame.clone(), sent.message.clone())).collect())
    }

    /// Send an event in every session of the shard it belongs to. Gives whether a connected one took it.
    pub(super) fn deliver(&mut self, name: &str, data: &Value) -> bool {
        let guild: Option<u64> = data["guild_id"].as_str().map(|id| id.parse().expect("an id"));
        let message = (name == "MESSAGE_CREATE").then(|| data["id"].as_str().unwrap_or_default().to_owned());
        let mut connected = false;
        for session in &mut self.list {
            let shard = guild.map_or(0, |guild| (guild >> 22) % session.of);
            if session.shard == shard {
                session.send(name, &data.to_string(), message.clone());
                connected |= session.line.is_some();
            }
        }
        self.list.retain(|session| session.log.len() < LONGEST_LOG || session.line.is_some());
        connected
    }

    /// Send an event in one session.
    pub(super) fn deliver_in(&mut self, id: &str, name: &str, data: &Value) {
        let session = self.list.iter_mut().find(|session| session.id == id).expect("a session that was just found");
        session.send(name, &data.to_string(), None);
    }

    /// Send an event whose data may be anything, in every session.
    pub(super) fn deliver_raw(&mut self, name: &str, data: &str) {
        for session in &mut self.list {
            session.send(name, data, None);
        }
    }

    /// The last messages' frames once more, as new events.
    pub(super) fn repeat(&mut self, count: usize) {
        for session in &mut self.list {
            let messages = session.log.iter().filter(|sent| sent.message.is_some());
            let last: Vec<(String, Option<String>)> =
                messages.rev().take(count).map(|sent| (sent.frame.clone(), sent.message.clone())).collect();
            for (frame, message) in last.into_iter().rev() {
                let frame: Value = serde_json::from_str(&frame).expect("a frame made here");
                session.send("MESSAGE_CREATE", &frame["d"].to_string(), message);
            }
        }
    }

    /// The bot has confirmed everything up to this.
    pub(super) fn confirm(&mut self, port: u16, sequence: u64) {
        let Some(session) = self.list.iter_mut().find(|session| session.is_on(port)) else { return };
        while session.log.len() > KEPT_CONFIRMED && session.log.front().is_some_and(|sent| sent.sequence <= sequence) {
            session.log.pop_front();
        }
    }

    /// A connection has ended. A session that the bot itself has ended is over.
    pub(super) fn hang_up(&mut self, port: u16, over: bool) {
        if over {
            self.list.retain(|session| !session.is_on(port));
        }
        for session in &mut self.list {
            if session.is_on(port) {
                session.line = None;
            }
        }
    }

    /// Nobody is connected any more; what is sent from now on waits for a RESUME.
    pub(super) fn detach(&mut self) {
        for session in &mut self.list {
            session.line = None;
        }
    }

    /// End every session: none can be resumed, and nothing more is sent in it.
    pub(super) fn expire(&mut self) {
        self.list.clear();
    }

    /// The connections that sessions have now.
    pub(super) fn lines(&self) -> Vec<Line> {
        self.list.iter().filter_map(|session| session.line.clone()).collect()
    }
}

impl Session {
    fn is_on(&self, port: u16) -> bool {
        self.line.as_ref().is_some_and(|line| line.port == port)
    }

    /// Number an event, note it, and send it if there is a connection.
    fn send(&mut self, name: &str, data: &str, message: Option<String>) {
        self.sequence += 1;
        // `data` may be no JSON at all, so the frame is put together as text.
        let frame = format!(r#"{{"op":0,"t":{},"s":{},"d":{data}}}"#, json!(name), self.sequence);
        if let Some(line) = &self.line {
            line.send(Outgoing::Frame(frame.clone()));
        }
        self.log.push_back(Sent { sequence: self.sequence, frame, message });
    }
}
