//! A fake Discord for one bot process: HTTP routes and a gateway, each on a port of its own.
//!
//! It records what the bot sends, refuses what Discord would refuse, and fails as a test wants it to. It
//! leaves out rate limits of its own accord, and every part of the API that the bot has no reason to
//! call: such a request is recorded as a violation.

pub mod checks;
mod clock;
mod command_checks;
pub mod events;
pub mod faults;
pub mod front;
mod gateway;
mod history;
pub mod ledger;
pub mod people;
mod record;
mod recording;
mod rest;
mod routes;
mod self_test;
mod sessions;

use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use clock::Clock;
use events::Post;
use front::{Cut, Door, Front};
use people::{FORUM, Place};
use record::Interaction;
pub use record::{InteractionKind, MessageContent, Record, Request, Settings};
use sessions::{Line, Outgoing};

/// The bot's user id, which is also its application id.
pub const BOT_ID: &str = "100000000000000000";

/// The first part is `BOT_ID` in base64, as in a real token.
pub const TOKEN: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

/// Close codes after which Discord knows the session no more.
const ENDS_SESSION: [u16; 8] = [4003, 4004, 4007, 4009, 4010, 4011, 4013, 4014];

struct Shared {
    record: Mutex<Record>,
    changed: Condvar,
    settings: Settings,
    clock: Clock,
    rest_front: Front,
    gateway_front: Front,
}

impl Shared {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("no handler panicked")
    }

    fn change(&self, change: impl FnOnce(&mut Record)) {
        change(&mut self.record());
        self.changed.notify_all();
    }

    fn gateway_url(&self) -> String {
        let port = self.gateway_front.address().port().to_string();
        let given = self.settings.gateway_url;
        let url = given.unwrap_or("ws://127.0.0.1:{port}/gateway");
        url.replace("{port}", &port)
    }
}

pub struct Fake {
    shared: Arc<Shared>,
    // Ending the runtime ends the server. It is there until the fake is dropped.
    runtime: Option<Runtime>,
}

impl Drop for Fake {
    fn drop(&mut self) {
        // Requests that are never answered would be waited for.
        self.runtime.take().into_iter().for_each(Runtime::shutdown_background);
    }
}

impl Fake {
    pub fn start(settings: Settings) -> Fake {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let _inside = runtime.enter();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("non-blocking mode");
        let server = listener.local_addr().expect("a bound address");
        let clock = Clock::default();
        clock.jump(settings.clock_ahead);
        let shared = Arc::new(Shared {
            record: Mutex::default(),
            changed: Condvar::new(),
            settings,
            clock,
            rest_front: Front::start(server),
            gateway_front: Front::start(server),
        });
        let app = Router::new()
            .route("/gateway", get(gateway::connect))
            .fallback(rest::answer)
            .with_state(Arc::clone(&shared))
            .into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, app).await
        });
        Fake { shared, runtime: Some(runtime) }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.shared.rest_front.address())
    }

    pub fn next_id(&self) -> String {
        self.shared.clock.id()
    }

    /// Let the clock that Discord goes by jump by so many seconds, ahead or back.
    pub fn jump(&self, seconds: i64) {
        self.shared.clock.jump(seconds);
    }

    /// Look at the record.
    pub fn look<T>(&self, look: impl FnOnce(&Record) -> T) -> T {
        look(&self.shared.record())
    }

    /// Look at the record again after every change until `find` finds something.
    ///
    /// It gives up at the first violation: the test has failed, and what was refused will not
    /// come again.
    pub fn wait<T>(&self, limit: Duration, mut find: impl FnMut(&Record) -> Option<T>) -> Option<T> {
        let end = Instant::now() + limit;
        let mut record = self.shared.record();
        loop {
            if let Some(found) = find(&record) {
                return Some(found);
            }
            if !record.violations.is_empty() {
                return None;
            }
            let left = end.checked_duration_since(Instant::now())?;
            let waited = self.shared.changed.wait_timeout(record, left);
            record = waited.expect("no handler panicked").0;
        }
    }

    /// Refuse every new message of the bot's for want of a permission from now on.
    pub fn fail_messages(&self) {
        self.shared.change(|record| record.fails = true);
    }

    /// Change what the fake was told to do.
    pub fn change(&self, change: impl FnOnce(&mut Record)) {
        self.shared.change(change);
    }

    /// Write a message into its channel, and deliver it where somebody is connected.
    pub fn message(&self, message: &Value) {
        let text = |key: &str| message[key].as_str().expect("an id").to_owned();
        let (id, channel) = (text("id"), text("channel_id"));
        self.shared.change(|record| {
            record.history.add(message);
            if record.sessions.deliver("MESSAGE_CREATE", message) {
                record.ledger.deliver(&id);
            }
            record.messages.insert(id, channel);
        });
    }

    /// Ask a question, which is to get exactly one reply, and give its id.
    pub fn ask(&self, post: &Post) -> String {
        let message = post.message(self);
        let id = message["id"].as_str().expect("an id").to_owned();
        self.shared.record().ledger.ask(&id);
        self.message(&message);
        id
    }

    /// Open a post in the forum with its first message, which has the post's own id. Gives the post.
    pub fn open_post(&self, title: &str, first: &Post) -> Place {
        let id: &'static str = self.next_id().leak();
        let place = Place { guild: FORUM.guild, channel: id };
        self.shared.record().posts.insert(id.to_owned(), title.to_owned());
        let post = Post { from: first.from.clone().at(Some(place)), fields: json!({"id": id}), ..first.clone() };
        self.message(&post.message(self));
        place
    }

    /// Deliver an INTERACTION_CREATE.
    pub fn interaction(&self, kind: InteractionKind, interaction: &Value) {
        let text = |key: &str| interaction[key].as_str().expect("a string").to_owned();
        let (id, token) = (text("id"), text("token"));
        self.shared.change(|record| {
            let made = Instant::now();
            let open = Interaction { kind, token, answer: None, made, delivered: false, answer_lost: false };
            record.interactions.insert(id.clone(), open);
            let delivered = record.sessions.deliver("INTERACTION_CREATE", interaction);
            record.interactions.entry(id).and_modify(|open| open.delivered = delivered);
        });
    }

    /// Deliver the same event once more.
    pub fn again(&self, name: &str, data: &Value) {
        self.shared.record().sessions.deliver(name, data);
    }

    /// Deliver the last messages once more.
    pub fn repeat(&self, count: usize) {
        self.shared.record().sessions.repeat(count);
    }

    /// Deliver an event whose data may be of any shape, or no JSON.
    pub fn raw_event(&self, name: &str, data: &str) {
        self.shared.record().sessions.deliver_raw(name, data);
    }

    /// Deliver a frame as it is, valid or not.
    pub fn raw(&self, frame: &str) {
        self.send(|| Outgoing::Frame(frame.to_owned()));
    }

    /// Tell the bot to reconnect, as Discord does several times a day.
    pub fn ask_to_reconnect(&self) {
        self.raw(r#"{"op":7,"d":null}"#);
    }

    /// Tell the bot that its session is not valid, and whether it may be resumed.
    pub fn invalidate(&self, resumable: bool) {
        self.raw(&format!(r#"{{"op":9,"d":{resumable}}}"#));
        if !resumable {
            self.shared.record().sessions.expire();
        }
    }

    /// Close the gateway's connections.
    pub fn close(&self, code: Option<u16>) {
        self.send(|| Outgoing::Close(code));
        self.shared.record().sessions.detach();
        if code.is_some_and(|code| ENDS_SESSION.contains(&code)) {
            self.shared.record().sessions.expire();
        }
    }

    /// Forget every session: none can be resumed.
    pub fn expire(&self) {
        self.shared.record().sessions.expire();
    }

    /// Acknowledge no heartbeat on the connections that are open now.
    pub fn withhold_acks(&self) {
        self.send(|| Outgoing::WithholdAcks);
    }

    /// Cut the gateway's connections.
    pub fn cut_gateway(&self, how: Cut) {
        if how != Cut::Freeze {
            self.shared.record().sessions.detach();
        }
        self.shared.gateway_front.cut_all(how);
    }

    /// What happens to new connections to the gateway.
    pub fn set_gateway(&self, door: Door) {
        self.shared.gateway_front.set(door);
    }

    /// What happens to new connections to the HTTP server; those that are open are cut.
    pub fn set_rest(&self, door: Door) {
        self.shared.rest_front.set(door);
        if door != Door::Open {
            self.shared.rest_front.cut_all(Cut::Fin);
        }
    }

    fn send(&self, outgoing: impl Fn() -> Outgoing) {
        let lines: Vec<Line> = self.shared.record().sessions.lines();
        lines.iter().for_each(|line| line.send(outgoing()));
    }
}
