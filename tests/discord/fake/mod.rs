//! A fake Discord for one bot process: HTTP routes and a gateway on a port of its own.
//!
//! It records what the bot sends and refuses what Discord would refuse. It leaves out rate
//! limits, several shards, and every part of the API that the bot has no reason to call: such a
//! request is recorded as a violation.

mod checks;
pub mod events;
mod gateway;
pub mod people;
mod record;
mod rest;
mod self_test;

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use axum::Router;
use axum::routing::get;
use serde_json::Value;
use tokio::runtime::Runtime;

use record::{Interaction, Outgoing};
pub use record::{InteractionKind, MessageContent, Record, Request, Settings};

/// The bot's user id, which is also its application id.
pub const BOT_ID: &str = "100000000000000000";

/// The first part is `BOT_ID` in base64, as in a real token.
pub const TOKEN: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB";

struct Shared {
    record: Mutex<Record>,
    changed: Condvar,
    settings: Settings,
    address: SocketAddr,
    next_id: AtomicU64,
}

impl Shared {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("no handler panicked")
    }

    fn change(&self, change: impl FnOnce(&mut Record)) {
        change(&mut self.record());
        self.changed.notify_all();
    }

    fn next_id(&self) -> String {
        let count = self.next_id.fetch_add(1, Ordering::Relaxed);
        (1_300_000_000_000_000_000 + count).to_string()
    }

    fn gateway_url(&self) -> String {
        let port = self.address.port().to_string();
        let given = self.settings.gateway_url;
        let url = given.unwrap_or("ws://127.0.0.1:{port}/gateway");
        url.replace("{port}", &port)
    }
}

pub struct Fake {
    shared: Arc<Shared>,
    // Dropping the runtime ends the server.
    _runtime: Runtime,
}

impl Fake {
    pub fn start(settings: Settings) -> Fake {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("non-blocking mode");
        let shared = Arc::new(Shared {
            record: Mutex::default(),
            changed: Condvar::new(),
            settings,
            address: listener.local_addr().expect("a bound address"),
            next_id: AtomicU64::new(1),
        });
        let app = Router::new()
            .route("/gateway", get(gateway::connect))
            .fallback(rest::answer)
            .with_state(Arc::clone(&shared));
        runtime.spawn(async move {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, app).await
        });
        Fake { shared, _runtime: runtime }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.shared.address)
    }

    pub fn next_id(&self) -> String {
        self.shared.next_id()
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

    /// Answer every new message of the bot's with 500 from now on.
    pub fn fail_messages(&self) {
        self.shared.change(|record| record.fails = true);
    }

    /// Deliver a MESSAGE_CREATE.
    pub fn message(&self, message: Value) {
        let text = |key: &str| message[key].as_str().expect("an id").to_owned();
        let (id, channel) = (text("id"), text("channel_id"));
        self.shared.change(|record| {
            record.messages.insert(id, channel);
        });
        self.send(Outgoing::Event("MESSAGE_CREATE", message));
    }

    /// Deliver an INTERACTION_CREATE.
    pub fn interaction(&self, kind: InteractionKind, interaction: Value) {
        let text = |key: &str| interaction[key].as_str().expect("a string").to_owned();
        let (id, token) = (text("id"), text("token"));
        let answer = None;
        self.shared.change(|record| {
            let open = Interaction { kind, token, answer };
            record.interactions.insert(id, open);
        });
        self.send(Outgoing::Event("INTERACTION_CREATE", interaction));
    }

    /// Deliver a frame as it is, valid or not.
    pub fn raw(&self, frame: &str) {
        self.send(Outgoing::Raw(frame.to_owned()));
    }

    /// Tell the bot to reconnect, as Discord does several times a day.
    pub fn ask_to_reconnect(&self) {
        self.send(Outgoing::Reconnect);
    }

    fn send(&self, outgoing: Outgoing) {
        let record = self.shared.record();
        let session = record.session.as_ref().expect("the bot is connected");
        session.send(outgoing).expect("the bot is still connected");
    }
}
