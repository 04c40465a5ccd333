//! Requests to Discord: built by the library, sent, timed and repeated here.
//!
//! The library's own sending has no limit of time, sleeps for as long as a 429 says, repeats at once and
//! for ever where it cannot read how long, and gives up at the first 5xx. Every request here must be
//! harmless when it arrives twice: a read, a message with an enforced nonce, the answer to an interaction
//! (Discord takes only the first), the same edit again.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::Client;
use serenity::http::{Http, HttpBuilder, LightMethod, Request, Route};
use tokio::time::{Instant, sleep_until, timeout_at};
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimiter};

use super::answer::{Answer, Failure, Missed, bucket, read};
use crate::config::ApiUrl;
use crate::token::Token;

/// The first wait before another attempt; each is about twice the one before, with jitter.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// No longer wait than this, so that a reply goes out soon after Discord comes back.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// In however short a time, about so many attempts are made where each fails at once.
const LEAST_ATTEMPTS: u32 = 6;
/// How many connections are kept for later, and how long, each with its buffers. After an outage hundreds may be open
/// at once, and few of them are needed again.
const MOST_IDLE: usize = 32;
const IDLE_LIMIT: Duration = Duration::from_secs(30);
/// Requests a second to all routes together, as Discord allows a bot.
const GLOBAL_LIMIT: u16 = 50;

/// How long a request may take.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// One attempt.
    pub attempt: Duration,
    /// All attempts and the waits between them.
    pub whole: Duration,
    /// Whether it waits behind others of its kind, so that Discord's limits are kept. What does not wait may be told
    /// to come again.
    pub in_turn: bool,
}

/// Discord gives a bot 3 seconds to answer an interaction, and does not count these requests. Two attempts fit, and one
/// is long enough for a Discord that takes a second for everything.
pub const INTERACTION: Patience =
    Patience { attempt: Duration::from_millis(1250), whole: Duration::from_millis(2600), in_turn: false };
/// Past a minute a reply in a channel comes when nobody looks any more; Discord itself answers within a
/// second or not at all. A nonce is good for some minutes.
pub const MESSAGE: Patience =
    Patience { attempt: Duration::from_secs(5), whole: Duration::from_secs(60), in_turn: true };
/// Help for somebody in danger goes before everything that waits.
pub const HELP: Patience = Patience { in_turn: false, ..MESSAGE };
/// The edit of an interaction's answer, which Discord counts for each interaction alone.
pub const EDIT: Patience = Patience { in_turn: false, ..MESSAGE };
/// What the bot asks for itself.
pub const OWN: Patience = Patience { attempt: Duration::from_secs(5), whole: Duration::from_secs(15), in_turn: true };

/// The way to Discord's API. It holds the token, so it has no `Debug`.
pub struct Rest {
    client: Client,
    token: String,
    proxy: Option<String>,
    /// Where a proxy keeps the rate limits, there is none.
    limiter: Option<RateLimiter>,
    /// Until when Discord wants no request at all that can wait.
    closed_until: Mutex<Option<Instant>>,
}

impl Rest {
    /// Needs a runtime. A proxy that the environment names must not come between the bot and `api_url`:
    /// the way to it may be unencrypted, and the token travels on it.
    pub fn new(token: &Token, api_url: Option<&ApiUrl>) -> Result<Self, reqwest::Error> {
        let builder = Client::builder().pool_max_idle_per_host(MOST_IDLE).pool_idle_timeout(IDLE_LIMIT);
        let client = if api_url.is_some() { builder.no_proxy() } else { builder.use_native_tls() }.build()?;
        Ok(Self {
            client,
            token: format!("Bot {}", token.secret()),
            proxy: api_url.map(|url| url.as_str().to_owned()),
            limiter: api_url.is_none().then(|| RateLimiter::new(GLOBAL_LIMIT)),
            closed_until: Mutex::default(),
        })
    }

    /// What the library wants to have at hand. It holds no token, and nothing is to go through it.
    pub fn for_library(&self) -> Http {
        let builder = HttpBuilder::new("none").client(self.client.clone()).ratelimiter_disabled(true);
        builder.proxy(self.proxy.clone().unwrap_or_default()).build()
    }

    /// Sends a request until it succeeds, is refused, or the time is up.
    pub async fn send(
        &self,
        (method, route): (LightMethod, Route<'_>),
        params: Option<Vec<(&'static str, String)>>,
        body: Option<Vec<u8>>,
        patience: Patience,
    ) -> Result<Answer, Failure> {
        let end = Instant::now() + patience.whole;
        let waits = ExponentialBuilder::new()
            .with_jitter()
            .with_min_delay(FIRST_WAIT)
            .with_max_delay(LONGEST_WAIT.min(patience.whole / LEAST_ATTEMPTS));
        let mut waits = waits.without_max_times().build();
        loop {
            let request = Request::new(route, method).params(params.clone()).body(body.clone());
            let permit = async { if patience.in_turn { self.permit(method, route).await } else { None } };
            let Ok(permit) = timeout_at(end, permit).await else { return Err(Failure::Silent) };
            let missed = match self.attempt(request, permit, end.min(Instant::now() + patience.attempt)).await {
                Ok(answer) => return Ok(answer),
                Err(missed) => missed,
            };
            if let Some(wait) = missed.closed {
                self.close(wait);
            }
            let wait = waits.next().unwrap_or(LONGEST_WAIT).max(missed.wait.unwrap_or_default());
            let next = Instant::now() + wait;
            if !missed.again || next >= end {
                return Err(missed.failure);
            }
            sleep_until(next).await;
        }
    }

    async fn attempt(&self, request: Request<'_>, permit: Option<Permit>, limit: Instant) -> Result<Answer, Missed> {
        let build = request.build(&self.client, &self.token, self.proxy.as_deref());
        let Ok(request) = build else { return Err(Missed::finally(Failure::Unreachable)) };
        let response = match timeout_at(limit, request.send()).await {
            Ok(Ok(response)) => response,
            Ok(Err(_)) => return Err(Missed::now(Failure::Unreachable)),
            Err(_) => return Err(Missed::now(Failure::Silent)),
        };
        if let Some(permit) = permit {
            permit.complete(bucket(response.headers()));
        }
        read(response, limit).await
    }

    /// Nothing that can wait is asked for so long.
    fn close(&self, wait: Duration) {
        let until = Instant::now() + wait;
        let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        *closed = closed.map_or(Some(until), |before| Some(before.max(until)));
    }

    async fn permit(&self, method: LightMethod, route: Route<'_>) -> Option<Permit> {
        let closed = *self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(until) = closed {
            sleep_until(until).await;
        }
        let limiter = self.limiter.as_ref()?;
        let path = route.path();
        let path = path.split_once("/api/v10/").map_or(&*path, |(_, path)| path);
        let method = match method {
            LightMethod::Delete => Method::Delete,
            LightMethod::Get => Method::Get,
            LightMethod::Patch => Method::Patch,
            LightMethod::Post => Method::Post,
            LightMethod::Put => Method::Put,
        };
        Some(limiter.acquire(Endpoint { method, path: path.to_owned() }).await)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    /// Answers to interactions are no use late: with the limiter on, none may wait behind another.
    #[tokio::test]
    async fn interactions_do_not_wait_for_each_other() {
        const SLOW: Duration = Duration::from_millis(300);
        const MANY: u64 = 12;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(async move {
            while let Ok((mut socket, _)) = listener.accept().await {
                tokio::spawn(async move {
                    let mut request = [0; 4096];
                    let _ = socket.read(&mut request).await;
                    tokio::time::sleep(SLOW).await;
                    let _ = socket.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
                });
            }
        });
        let rest = std::sync::Arc::new(Rest {
            client: Client::builder().no_proxy().build().expect("a client"),
            token: "Bot a.b.c".to_owned(),
            proxy: Some(format!("http://{address}")),
            limiter: Some(RateLimiter::new(GLOBAL_LIMIT)),
            closed_until: Mutex::default(),
        });
        let begun = Instant::now();
        let answers = (1..=MANY).map(|id| {
            let rest = std::sync::Arc::clone(&rest);
            tokio::spawn(async move {
                let route = Route::InteractionResponse { interaction_id: id.into(), token: "t" };
                rest.send((LightMethod::Post, route), None, Some(b"{}".to_vec()), INTERACTION).await.is_ok()
            })
        });
        for answer in answers.collect::<Vec<_>>() {
            assert!(answer.await.expect("no panic"));
        }
        assert!(begun.elapsed() < SLOW * 6, "{:?} for {MANY} at once", begun.elapsed());
    }
}
