//! Discord: the only place that knows its library.
//!
//! [`incoming`] and [`commands`] turn events into plain requests, [`handler`] has them decided and
//! worded elsewhere, and [`send`] is the one way out. [`preflight`] checks where the token will
//! travel before anything is connected.

mod admin;
mod button;
mod commands;
mod handler;
mod incoming;
mod invite;
mod place;
mod preflight;
mod send;

use std::io::Write;
use std::sync::Arc;
use std::time::Duration;

use serenity::Client;
use serenity::all::{ClientBuilder, Command, Error, GatewayError, GatewayIntents, HttpBuilder};
use serenity::http::Http;
use tokio::signal::unix::{SignalKind, signal};
use tokio::time::timeout;

use crate::config::Config;
use crate::store::Store;
use crate::token::Token;
use handler::Handler;

/// How long one request to Discord may take before it is given up. Discord answers within a second
/// or not at all; the library has no limit of its own.
const REQUEST_LIMIT: Duration = Duration::from_secs(15);
/// How long shards may take to say goodbye. Past it the process ends anyway: a service manager
/// waits no longer than 10 seconds before it kills.
const GOODBYE_LIMIT: Duration = Duration::from_secs(5);

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
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| RunError::failed(format!("cannot start: {error}")))?;
    let outcome = runtime.block_on(connect_and_serve(config, token, store));
    // What is still in flight gets no more time than shards did.
    runtime.shutdown_timeout(GOODBYE_LIMIT);
    outcome
}

async fn connect_and_serve(config: Config, token: Token, store: Store) -> Result<(), RunError> {
    let http = http_client(&config, &token)?;
    let gateway = preflight::gateway_url(&http, config.api_url()).await?;
    let application = preflight::application(&http).await?;
    http.set_application_id(application);
    // Nobody may be there to read it, and that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "{}", invite::text(application));
    register_commands(&http).await;
    let handler = Handler::new(&config, store);
    let intents = intents(&config);
    // The client must speak through the same HTTP client: one of its own would go round the proxy.
    let mut client = ClientBuilder::new_with_http(http, intents)
        .event_handler(handler)
        .await
        .map_err(|error| RunError::failed(format!("cannot start: {}", send::describe(&error))))?;
    // Building the client fetches the gateway's address again, and where that fails the library
    // falls back to an address of its own: only the one that was checked may get the token.
    *client.ws_url.lock().await = gateway;
    serve(&mut client).await
}

/// What Discord is asked to send: messages, and their text only where it must, or where the
/// configuration asks for all of it.
fn intents(config: &Config) -> GatewayIntents {
    let least = GatewayIntents::GUILD_MESSAGES | GatewayIntents::DIRECT_MESSAGES;
    if config.message_content() { least | GatewayIntents::MESSAGE_CONTENT } else { least }
}

/// The library's HTTP client. With an API proxy its rate limiter must be off, or it would go round
/// the proxy; and a proxy that the environment names must not come between, because the way to the
/// API proxy may be unencrypted and the token travels on it.
fn http_client(config: &Config, token: &Token) -> Result<Http, RunError> {
    let builder = HttpBuilder::new(token.secret());
    let Some(url) = config.api_url() else { return Ok(builder.build()) };
    let direct = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
    let direct = direct.map_err(|error| RunError::failed(format!("cannot start: {error}")))?;
    Ok(builder.client(direct).proxy(url.as_str()).ratelimiter_disabled(true).build())
}

/// Tells Discord the bot's commands. Where that fails the bot still answers mentions, so it goes on.
async fn register_commands(http: &Http) {
    match timeout(REQUEST_LIMIT, Command::set_global_commands(http, commands::definitions())).await {
        Ok(Ok(_)) => {}
        Ok(Err(error)) => tracing::error!("the commands could not be registered: {}", send::describe(&error)),
        Err(_) => tracing::error!("the commands could not be registered: Discord did not answer"),
    }
}

async fn serve(client: &mut Client) -> Result<(), RunError> {
    let wrong = |error: std::io::Error| RunError::failed(format!("cannot listen for signals: {error}"));
    let mut terminate = signal(SignalKind::terminate()).map_err(wrong)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(wrong)?;
    let shards = Arc::clone(&client.shard_manager);
    tokio::select! {
        ended = client.start() => match ended {
            Ok(()) => Err(RunError::failed("Discord's gateway closed and the library did not come back".to_owned())),
            Err(error) => Err(gateway_ended(&error)),
        },
        _ = terminate.recv() => { goodbye(&shards).await; Ok(()) }
        _ = interrupt.recv() => { goodbye(&shards).await; Ok(()) }
    }
}

fn gateway_ended(error: &Error) -> RunError {
    match error {
        Error::Gateway(GatewayError::InvalidAuthentication) => {
            RunError::setup("Discord's gateway refused the token".to_owned())
        }
        Error::Gateway(GatewayError::DisallowedGatewayIntents) => RunError::setup(
            "Discord refused the message content intent: switch it on under Bot in the developer portal, \
             or set discord.message_content = false"
                .to_owned(),
        ),
        other => RunError::failed(format!("the connection to Discord's gateway ended: {}", send::describe(other))),
    }
}

/// Closes the shards. With none alive the library never finishes this, hence the limit.
async fn goodbye(shards: &serenity::gateway::ShardManager) {
    tracing::info!("stopping");
    if timeout(GOODBYE_LIMIT, shards.shutdown_all()).await.is_err() {
        tracing::warn!("the gateway did not close in time");
    }
}
