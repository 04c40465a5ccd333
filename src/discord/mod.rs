//! Discord: the only place that knows its library.
//!
//! [`incoming`] and [`commands`] turn events into plain requests, [`handler`] has them decided and
//! worded elsewhere, and [`send`] is the one way out. [`preflight`] checks where the token will
//! travel before anything is connected.

mod admin;
mod answer;
mod button;
mod catch_up;
mod commands;
mod components;
mod curators;
mod handler;
mod health;
mod identify;
mod incoming;
mod interactions;
mod invite;
mod lenient;
mod limits;
mod listening;
mod localised;
mod messages;
mod place;
mod preflight;
mod presses;
mod pulse;
mod read_back;
mod reload;
mod request;
mod rest;
mod seen;
mod send;
mod shards;
mod state;
mod watchdog;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::{EventHandler, GatewayIntents, RawEventHandler};
use serenity::model::gateway::BotGateway;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::config::{Config, ShardRange};
use crate::memory;
use crate::settings::Settings;
use crate::store::Store;
use crate::token::Token;
use catch_up::CatchUp;
use handler::{Handler, Surroundings};
use identify::Turns;
use pulse::{Pulse, TICK};
use rest::Rest;
use shards::{Events, Pings, Shards};
use state::{Allowance, State};

/// How long replies that are under way may still take when the bot is stopped. A service manager waits
/// no longer than about 10 seconds before it kills.
const LAST_REPLIES: Duration = Duration::from_secs(8);
/// How long anything else may hold up the end: it has nothing left to do.
const END_LIMIT: Duration = Duration::from_millis(300);
/// A runner of the library may keep a thread busy with a dead connection for some seconds; the others work on.
const LEAST_THREADS: usize = 4;
/// How often it is noted that the bot hears from Discord.
const NOTE_ALIVE: Duration = Duration::from_secs(15);
/// A process that was alive so short a time ago was restarted alone; the others hold their places.
const RESTARTED: Duration = Duration::from_secs(300);

/// Why the bot could not start or had to stop, in words for the person who runs it.
#[derive(Debug)]
pub struct RunError {
    reason: String,
    setup: bool,
}

impl RunError {
    /// Something that the person who runs it has to set right: the token, the proxy's address.
    fn setup(reason: String) -> Self {
        Self { reason, setup: true }
    }

    /// Something that failed on the way.
    fn failed(reason: String) -> Self {
        Self { reason, setup: false }
    }

    /// Whether starting again without a change would fail again.
    pub fn is_setup(&self) -> bool {
        self.setup
    }
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for RunError {}

/// Runs the bot until SIGTERM or SIGINT. `Err` says why it could not start or go on.
pub fn run(config: Config, token: Token, store: Store) -> Result<(), RunError> {
    let failed = |error: std::io::Error| RunError::failed(format!("cannot start: {error}"));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(cores.max(LEAST_THREADS))
        .enable_all()
        .build()
        .map_err(failed)?;
    let outcome = runtime.block_on(async {
        let stop = CancellationToken::new();
        let signals = Signals::new().map_err(failed)?;
        let stopping = stop.clone();
        tokio::spawn(async move {
            signals.wait().await;
            tracing::info!("stopping");
            stopping.cancel();
        });
        tokio::select! {
            outcome = live(config, token, store, stop.clone()) => outcome,
            // Whatever start-up is waiting for, and whatever else does not end in time.
            () = late(stop) => Ok(()),
        }
    });
    runtime.shutdown_timeout(END_LIMIT);
    outcome
}

async fn live(config: Config, token: Token, store: Store, stop: CancellationToken) -> Result<(), RunError> {
    let failed = |reason: &dyn std::fmt::Display| RunError::failed(format!("cannot start: {reason}"));
    let rest = Arc::new(Rest::new(&token, config.api_url()).map_err(|error| failed(&error))?);
    let store = Arc::new(store);
    let settings = Arc::new(settings(&config)?);
    let started = tokio::select! {
        started = start(&config, &rest, &settings) => started?,
        () = stop.cancelled() => return Ok(()),
    };
    let range = config.running().shards().unwrap_or_else(|| ShardRange::all(started.shards));
    let state = Arc::new(State::open(config.running().state_folder(), range.first()));
    let pulse = Arc::new(Pulse::new(range));
    let silence = config.running().watchdog();
    let pings = Pings::default();
    watchdog::start(Arc::clone(&pulse), pings.clone(), silence).map_err(|error| failed(&error))?;
    tokio::spawn(tick(Arc::clone(&pulse), Arc::clone(&state)));
    if let Some(address) = config.running().health() {
        health::serve(address, Arc::clone(&pulse), Arc::clone(&store), silence).await?;
    }
    reload::keep_up(&store).map_err(|error| failed(&error))?;
    let channels = config.channels();
    let read_back = channels.caught_up.iter().chain(&channels.watched).copied();
    let work = TaskTracker::new();
    let handler = Arc::new(Handler::new(
        &config,
        Surroundings {
            rest: Arc::clone(&rest),
            store,
            settings,
            pulse: Arc::clone(&pulse),
            catch_up: CatchUp::new(read_back, state.gone()),
            shards: range,
            work: work.clone(),
            stop: stop.clone(),
        },
    ));
    let shards = Shards {
        range,
        intents: intents(&config),
        token,
        turns: turns(&started, range, state, &pulse),
        gateway: started.url,
        pulse,
        pings,
        // Begun anew before the watchdog ends the process over it.
        silence: silence.mul_f64(0.75),
        stop: stop.clone(),
        events: Events {
            known: Arc::clone(&handler) as Arc<dyn EventHandler>,
            raw: handler as Arc<dyn RawEventHandler>,
        },
        http: Arc::new(rest.for_library()),
    };
    let outcome = shards.run().await;
    // It comes here when it was stopped, or cannot go on; what was asked is answered all the same.
    stop.cancel();
    work.close();
    if timeout(LAST_REPLIES, work.wait()).await.is_err() {
        tracing::warn!("some replies could not be sent in time");
    }
    outcome
}

/// Checks the token and where it would travel, and tells Discord and the person at the console what they need.
async fn start(config: &Config, rest: &Rest, settings: &Settings) -> Result<BotGateway, RunError> {
    let gateway = preflight::gateway(rest, config.api_url()).await?;
    let application = preflight::application(rest).await?;
    // Nobody may be there to read it, and that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{}", invite::text(application));
    preflight::register(rest, application, &commands::definitions(), settings).await;
    Ok(gateway)
}

/// The settings made in Discord. Where their file cannot be used, the bot goes on without it.
fn settings(config: &Config) -> Result<Settings, RunError> {
    let opened = Settings::open(config.running().state_folder());
    opened.or_else(|error| {
        tracing::error!("{error}; what is set in Discord is lost when the bot ends");
        Settings::fleeting().map_err(|error| RunError::failed(error.to_string()))
    })
}

fn turns(gateway: &BotGateway, range: ShardRange, state: Arc<State>, pulse: &Arc<Pulse>) -> Turns {
    let limit = &gateway.session_start_limit;
    // Processes that are started together must not all connect their first shard at once.
    let restarted = state.gone().is_some_and(|gone| gone < RESTARTED);
    let ahead = if restarted { 0 } else { range.first() };
    let mut wait = Duration::ZERO;
    if limit.remaining < u64::from(range.count()) {
        tracing::error!("Discord allows too few sessions for now; waiting until it allows more");
        wait = Duration::from_millis(limit.reset_after);
    }
    let allowance = Allowance::new(limit.total, range.count(), range.total());
    Turns::new(state, Arc::clone(pulse), allowance, limit.max_concurrency, ahead, wait)
}

/// Notes that the runtime runs, and now and then that Discord is heard; then memory that is free is given back too.
async fn tick(pulse: Arc<Pulse>, state: Arc<State>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut noted: Option<(tokio::time::Instant, JoinHandle<()>)> = None;
    loop {
        ticks.tick().await;
        pulse.tick();
        let (connected, shards) = pulse.connected();
        let due =
            noted.as_ref().map_or(connected == shards, |(when, done): &(tokio::time::Instant, JoinHandle<()>)| {
                when.elapsed() >= NOTE_ALIVE && done.is_finished()
            });
        if due {
            let (state, ago) = (Arc::clone(&state), pulse.all_heard());
            // What was missed before must be found again if the process ends now.
            let alive = connected == shards && pulse.has_caught_up();
            // A disk may be slow, and nothing may wait for it.
            let done = tokio::task::spawn_blocking(move || {
                if alive {
                    state.note_alive(ago);
                }
                memory::give_back();
            });
            noted = Some((tokio::time::Instant::now(), done));
        }
    }
}

/// Ends when the bot was stopped and has had its time.
async fn late(stop: CancellationToken) {
    stop.cancelled().await;
    sleep(LAST_REPLIES + END_LIMIT).await;
    tracing::warn!("stopped before everything had ended");
}

/// The signals that stop the bot.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }

    async fn wait(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// What Discord is asked to send: messages, and their text only where it must, or where the
/// configuration asks for all of it.
fn intents(config: &Config) -> GatewayIntents {
    let least = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if config.message_content() { least | GatewayIntents::MESSAGE_CONTENT } else { least }
}
