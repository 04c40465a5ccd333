//! The shards of this process: each is connected, watched, and begun anew when its connection dies.
//!
//! The library's own manager waits without limit for a connection, starts IDENTIFYs without counting them, and
//! does not notice a runner that ended or spins on a closed socket. Here it only tells runners from each other:
//! its queue is taken away, so that nothing but this module starts one.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use serenity::all::{
    ConnectionStage, Error, EventHandler, GatewayError, GatewayIntents, RawEventHandler, ShardId, ShardInfo,
};
use serenity::gateway::{
    ActivityData, PresenceData, Shard, ShardManager, ShardManagerOptions, ShardMessenger, ShardRunner, ShardRunnerInfo,
    ShardRunnerMessage, ShardRunnerOptions,
};
use serenity::http::Http;
use serenity::model::user::OnlineStatus;
use serenity::prelude::TypeMap;
use tokio::sync::{Mutex, RwLock};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;
use tokio_util::sync::CancellationToken;

use super::RunError;
use super::identify::Turns;
use super::pulse::Pulse;
use crate::config::ShardRange;
use crate::token::Token;

/// How long a connection may take to stand. The library would wait for ever.
const CONNECT_LIMIT: Duration = Duration::from_secs(10);
/// How long READY may take after that. Discord sends it within a few seconds, or the session was never begun.
const READY_LIMIT: Duration = Duration::from_secs(20);
/// How often a runner is looked at.
const LOOK: Duration = Duration::from_millis(500);
/// A session that lasted so long did not end because of how it was begun. How many there may be in an hour is bounded
/// in [`super::identify`].
const STEADY: Duration = Duration::from_secs(20);
/// A connection that is resumed so often in so short a time has no life of its own: the library would go on without
/// a pause.
const MOST_RESUMED: u64 = 20;
const RESUMED_IN: Duration = Duration::from_secs(30);
/// At so many looks in a row there was another one: a connection that holds at last is left alone.
const BUSY_LOOKS: u32 = 2;
/// How long a runner has to end by itself.
const END_LIMIT: Duration = Duration::from_secs(1);
/// How long a shard may take to say goodbye to Discord.
const GOODBYE_LIMIT: Duration = Duration::from_secs(3);
/// The first and longest wait after a session that never began; between sessions that did, turns are enough.
const WAITS: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(30));
/// The close code that says goodbye, and one that says to come back.
const GOODBYE: u16 = 1000;
const COMING_BACK: u16 = 4000;

/// What is said under the bot's name in the list of members.
const ACTIVITY: &str = "/ask · always consult your healthcare provider";

/// What the shards need to know.
pub struct Shards {
    pub range: ShardRange,
    pub intents: GatewayIntents,
    pub token: Token,
    pub gateway: String,
    pub turns: Turns,
    pub pulse: Arc<Pulse>,
    pub pings: Pings,
    /// The longest silence of one shard before it is begun anew.
    pub silence: Duration,
    pub stop: CancellationToken,
    pub events: Events,
    /// The library wants one at hand; nothing goes through it.
    pub http: Arc<Http>,
}

/// The runners that there are, so that each can be sent a ping from outside the runtime. On a socket that is closed it
/// fails, and that ends a runner that spins, though it may be what keeps the runtime from running anything else.
#[derive(Clone, Default)]
pub struct Pings(Arc<std::sync::Mutex<HashMap<u32, ShardMessenger>>>);

impl Pings {
    /// Sends one to each.
    pub fn send(&self) {
        for messenger in self.0.lock().unwrap_or_else(PoisonError::into_inner).values() {
            messenger.websocket_message(Message::Ping(Vec::new()));
        }
    }

    fn keep(&self, shard: u32, messenger: ShardMessenger) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(shard, messenger);
    }
}

/// Who is told of events.
pub struct Events {
    pub known: Arc<dyn EventHandler>,
    pub raw: Arc<dyn RawEventHandler>,
}

/// How a session ended.
enum Ended {
    /// The bot is stopping.
    Stopped,
    /// Discord will not have it again as it is.
    Refused(RunError),
    /// It may be begun anew.
    Lost(&'static str),
    /// Discord resumes it and hangs up, without a pause.
    Endless,
}

/// How often a session was resumed of late.
struct Resumes {
    since: Instant,
    before: u64,
    at_last_look: u64,
    /// Looks in a row at which there was another one.
    busy_looks: u32,
}

impl Resumes {
    fn new(so_far: u64) -> Self {
        Self { since: Instant::now(), before: so_far, at_last_look: so_far, busy_looks: 0 }
    }

    /// Whether there were too many, and are still more. A connection that holds at last is left alone.
    fn are_endless(&mut self, so_far: u64) -> bool {
        self.busy_looks = if so_far > self.at_last_look { self.busy_looks + 1 } else { 0 };
        self.at_last_look = so_far;
        if self.since.elapsed() > RESUMED_IN {
            (self.since, self.before) = (Instant::now(), so_far);
        }
        self.busy_looks >= BUSY_LOOKS && so_far.saturating_sub(self.before) > MOST_RESUMED
    }
}

/// One runner at work.
struct Running {
    id: u32,
    messenger: ShardMessenger,
    task: JoinHandle<Result<(), Error>>,
}

impl Shards {
    /// Runs until Discord refuses the bot, or until it is stopped and all shards have said goodbye.
    pub async fn run(self) -> Result<(), RunError> {
        let manager = manager(Arc::clone(&self.http)).await?;
        let shards = Arc::new(self);
        let mut tasks = JoinSet::new();
        for id in shards.range.ids() {
            // The manager waits for this word before it lets a runner end; one is there from the start, and
            // each end leaves another.
            manager.shutdown_finished(ShardId(id));
            let (shards, manager) = (Arc::clone(&shards), Arc::clone(&manager));
            tasks.spawn(async move { shards.keep(id, &manager).await });
        }
        while let Some(ended) = tasks.join_next().await {
            ended.unwrap_or_else(|_| Err(RunError::failed("a shard stopped unexpectedly".to_owned())))?;
        }
        Ok(())
    }

    async fn keep(&self, id: u32, manager: &Arc<ShardManager>) -> Result<(), RunError> {
        let waits = || {
            let waits = ExponentialBuilder::new().with_jitter().with_min_delay(WAITS.0).with_max_delay(WAITS.1);
            waits.without_max_times().build()
        };
        let mut ahead = waits();
        loop {
            tokio::select! {
                () = self.turns.take(id) => {}
                () = self.stop.cancelled() => return Ok(()),
            }
            let mut ready = None;
            let ended = self.live(id, manager, &mut ready).await;
            // A session that ends at once, again and again, must not use up what Discord allows.
            let steady = ready.is_some_and(|ready: Instant| ready.elapsed() > STEADY);
            if steady && !matches!(ended, Ended::Endless) {
                ahead = waits();
            }
            self.pulse.lost(id);
            match ended {
                Ended::Stopped => return Ok(()),
                Ended::Refused(error) => return Err(error),
                Ended::Endless => tracing::warn!("shard {id}: each resumed connection ends at once; connecting anew"),
                Ended::Lost(reason) => tracing::warn!("shard {id}: {reason}; connecting anew"),
            }
            tokio::select! {
                () = sleep(ahead.next().unwrap_or(WAITS.1)) => {}
                () = self.stop.cancelled() => return Ok(()),
            }
        }
    }

    /// One session, from the connection to its end. `ready` is when Discord has begun it.
    async fn live(&self, id: u32, manager: &Arc<ShardManager>, ready: &mut Option<Instant>) -> Ended {
        let mut running = match self.connect(id, manager).await {
            Ok(running) => running,
            Err(reason) => {
                self.turns.give_back().await;
                return Ended::Lost(reason);
            }
        };
        let (begun, mut looks) = (Instant::now(), interval(LOOK));
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut acknowledged = None;
        let mut resumes = Resumes::new(self.pulse.resumed(id));
        loop {
            tokio::select! {
                ended = &mut running.task => return of_runner(ended),
                () = self.stop.cancelled() => {
                    running.say_goodbye().await;
                    return Ended::Stopped;
                }
                _ = looks.tick() => {}
            }
            if ready.is_none() && self.pulse.is_connected(id) {
                *ready = Some(Instant::now());
            }
            // Each acknowledged heartbeat has a latency of its own.
            let latest = manager.runners.lock().await.get(&ShardId(id)).map(|info| (info.latency, info.stage));
            if let Some((Some(latency), ConnectionStage::Connected)) = latest
                && acknowledged.replace(latency) != Some(latency)
            {
                self.pulse.heard(id);
            }
            if resumes.are_endless(self.pulse.resumed(id)) {
                running.end().await;
                return Ended::Endless;
            }
            let reason = match self.pulse.is_connected(id) {
                false if begun.elapsed() > READY_LIMIT => "Discord did not begin a session",
                true if self.pulse.silence(id) > self.silence => "Discord has acknowledged nothing for too long",
                _ => continue,
            };
            running.end().await;
            return Ended::Lost(reason);
        }
    }

    async fn connect(&self, id: u32, manager: &Arc<ShardManager>) -> Result<Running, &'static str> {
        let info = ShardInfo { id: ShardId(id), total: self.range.total() };
        let gateway = Arc::new(Mutex::new(self.gateway.clone()));
        let presence = PresenceData { activity: Some(ActivityData::custom(ACTIVITY)), status: OnlineStatus::Online };
        let shard = Shard::new(gateway, self.token.secret(), info, self.intents, Some(presence));
        let shard = match timeout(CONNECT_LIMIT, shard).await {
            Ok(Ok(shard)) => shard,
            Ok(Err(_)) => return Err("the gateway could not be reached"),
            Err(_) => return Err("the gateway did not answer"),
        };
        let mut runner = ShardRunner::new(ShardRunnerOptions {
            data: Arc::new(RwLock::new(TypeMap::new())),
            event_handlers: vec![Arc::clone(&self.events.known)],
            raw_event_handlers: vec![Arc::clone(&self.events.raw)],
            manager: Arc::clone(manager),
            shard,
            http: Arc::clone(&self.http),
        });
        let messenger = ShardMessenger::new(&runner);
        let known =
            ShardRunnerInfo { latency: None, runner_tx: messenger.clone(), stage: ConnectionStage::Disconnected };
        manager.runners.lock().await.insert(ShardId(id), known);
        self.pings.keep(id, messenger.clone());
        let task = tokio::spawn(async move { runner.run().await });
        Ok(Running { id, messenger, task })
    }
}

impl Running {
    /// Ends a runner that is of no more use. Asking it to shut down would do harm: on a socket that is
    /// closed it would wait for an answer without a pause. A message after a close fails, and ends it.
    async fn end(&mut self) {
        self.messenger.send_to_shard(ShardRunnerMessage::Close(COMING_BACK, None));
        self.messenger.websocket_message(Message::Ping(Vec::new()));
        if timeout(END_LIMIT, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }

    async fn say_goodbye(&mut self) {
        // On a socket that is closed this fails, and ends the runner before it waits there without a pause.
        self.messenger.websocket_message(Message::Ping(Vec::new()));
        self.messenger.send_to_shard(ShardRunnerMessage::Shutdown(ShardId(self.id), GOODBYE));
        if timeout(GOODBYE_LIMIT, &mut self.task).await.is_err() {
            tracing::warn!("shard {}: the gateway did not close in time", self.id);
            self.task.abort();
        }
    }
}

fn of_runner(ended: Result<Result<(), Error>, tokio::task::JoinError>) -> Ended {
    match ended {
        Ok(Ok(())) => Ended::Lost("the connection was lost"),
        Ok(Err(Error::Gateway(GatewayError::InvalidAuthentication))) => {
            Ended::Refused(RunError::setup("Discord's gateway refused the token".to_owned()))
        }
        Ok(Err(Error::Gateway(GatewayError::DisallowedGatewayIntents))) => Ended::Refused(RunError::setup(
            "Discord refused the message content intent: switch it on under Bot in the developer portal, \
             or set discord.message_content = false"
                .to_owned(),
        )),
        Ok(Err(Error::Gateway(GatewayError::InvalidGatewayIntents))) => {
            Ended::Refused(RunError::setup("Discord's gateway refused the intents".to_owned()))
        }
        Ok(Err(_)) => Ended::Lost("the connection failed"),
        Err(_) => Ended::Lost("the Discord library failed"),
    }
}

/// A manager whose queue has ended with the runtime that it was given, so that it starts no runner itself.
async fn manager(http: Arc<Http>) -> Result<Arc<ShardManager>, RunError> {
    let made = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        let _inside = runtime.enter();
        let (manager, _) = ShardManager::new(ShardManagerOptions {
            data: Arc::new(RwLock::new(TypeMap::new())),
            event_handlers: Vec::new(),
            raw_event_handlers: Vec::new(),
            shard_index: 0,
            shard_init: 0,
            shard_total: 0,
            ws_url: Arc::new(Mutex::new(String::new())),
            http,
            intents: GatewayIntents::empty(),
            presence: None,
        });
        std::io::Result::Ok(manager)
    });
    match made.await {
        Ok(Ok(manager)) => Ok(manager),
        _ => Err(RunError::failed("cannot start: the Discord library failed".to_owned())),
    }
}
