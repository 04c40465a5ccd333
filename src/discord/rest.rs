//! Requests to Discord: built by the library, sent, timed and repeated here.
//!
//! The library's own sending has no limit of time, sleeps for as long as a 429 says, repeats at once and
//! for ever where it cannot read how long, and gives up at the first 5xx. Every request here must be
//! harmless when it arrives twice: a read, a message with an enforced nonce, the answer to an interaction
//! (Discord takes only the first), the same edit again.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use backon::{BackoffBuilder, ExponentialBuilder};
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, Response, StatusCode};
use serde::de::DeserializeOwned;
use serenity::http::{Http, HttpBuilder, LightMethod, Request, Route};
use tokio::time::{Instant, sleep_until, timeout_at};
use twilight_http_ratelimiting::{Endpoint, Method, Permit, RateLimitHeaders, RateLimiter};

use crate::config::ApiUrl;
use crate::counters;
use crate::token::Token;

/// The first wait before another attempt; each is about twice the one before, with jitter.
const FIRST_WAIT: Duration = Duration::from_millis(200);
/// No longer wait than this, so that a reply goes out soon after Discord comes back.
const LONGEST_WAIT: Duration = Duration::from_secs(5);
/// A 429 that asks for more is a ban or a proxy's mistake: it is asked again after this long, as far as
/// there is time for it.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(20);
/// A limit on everything together is kept as long as Discord says, within reason.
const LONGEST_CLOSED: Duration = Duration::from_secs(600);
/// Requests a second to all routes together, as Discord allows a bot.
const GLOBAL_LIMIT: u16 = 50;

/// Discord's code for an interaction that was answered before.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

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

/// Discord gives a bot 3 seconds to answer an interaction; 0.6 of them may have gone into finding out where it stands.
/// Discord does not count these requests.
pub const INTERACTION: Patience =
    Patience { attempt: Duration::from_millis(900), whole: Duration::from_millis(1900), in_turn: false };
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

/// Why a request had no success, without a word of anybody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// Discord refused it, with this HTTP status and its own code (0 if it gave none).
    Refused(u16, u64),
    /// No connection.
    Unreachable,
    /// No answer in time.
    Silent,
    /// An answer that is not what was asked for.
    Unreadable,
}

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

/// What Discord answered.
pub struct Answer {
    body: Vec<u8>,
    date: Option<SystemTime>,
}

/// How one attempt ended, if not well.
struct Missed {
    failure: Failure,
    /// Whether another attempt may do better.
    again: bool,
    /// How long Discord wants no other.
    wait: Option<Duration>,
    /// How long it wants none of any kind.
    closed: Option<Duration>,
}

impl Rest {
    /// Needs a runtime. A proxy that the environment names must not come between the bot and `api_url`:
    /// the way to it may be unencrypted, and the token travels on it.
    pub fn new(token: &Token, api_url: Option<&ApiUrl>) -> Result<Self, reqwest::Error> {
        let builder = Client::builder();
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
        let waits = ExponentialBuilder::new().with_jitter().with_min_delay(FIRST_WAIT).with_max_delay(LONGEST_WAIT);
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

impl Answer {
    /// Reads the answer as what was asked for.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_slice(&self.body).map_err(|_| Failure::Unreadable)
    }

    /// When Discord answered, by its own clock.
    pub fn date(&self) -> Option<SystemTime> {
        self.date
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(401, _) => f.write_str("Discord refused the token (HTTP 401)"),
            Self::Refused(status, 0) => write!(f, "HTTP {status}"),
            Self::Refused(status, code) => write!(f, "HTTP {status}, Discord's code {code}"),
            Self::Unreachable => f.write_str("no connection"),
            Self::Silent => f.write_str("no answer in time"),
            Self::Unreadable => f.write_str("an answer that could not be read"),
        }
    }
}

impl Missed {
    fn now(failure: Failure) -> Self {
        counters::rest_error(failure.label());
        Self { failure, again: true, wait: None, closed: None }
    }

    fn finally(failure: Failure) -> Self {
        Self { again: false, ..Self::now(failure) }
    }
}

impl Failure {
    /// As it is counted: the status, or in a word what there was instead of one.
    fn label(self) -> String {
        match self {
            Self::Refused(status, _) => status.to_string(),
            Self::Unreachable => "unreachable".to_owned(),
            Self::Silent => "silent".to_owned(),
            Self::Unreadable => "unreadable".to_owned(),
        }
    }
}

async fn read(response: Response, limit: Instant) -> Result<Answer, Missed> {
    let status = response.status();
    let date = header(response.headers(), DATE.as_str()).and_then(|date| httpdate::parse_http_date(date).ok());
    let asked_to_wait = retry_after(response.headers(), date);
    let body = match timeout_at(limit, response.bytes()).await {
        Ok(Ok(body)) => body.to_vec(),
        // Whatever was asked for is done; only what came back is lost.
        _ if status.is_success() => Vec::new(),
        Ok(Err(_)) => return Err(Missed::now(Failure::Unreachable)),
        Err(_) => return Err(Missed::now(Failure::Silent)),
    };
    if status.is_success() {
        return Ok(Answer { body, date });
    }
    let said: serde_json::Value = serde_json::from_slice(&body).unwrap_or_default();
    let code = said["code"].as_u64().unwrap_or_default();
    if code == ALREADY_ACKNOWLEDGED {
        return Ok(Answer { body: Vec::new(), date });
    }
    let failure = Failure::Refused(status.as_u16(), code);
    if status == StatusCode::TOO_MANY_REQUESTS {
        let wait = asked_to_wait.or_else(|| seconds(said["retry_after"].as_f64()?));
        let closed = wait.filter(|_| said["global"] == true).map(|wait| wait.min(LONGEST_CLOSED));
        return Err(Missed { wait: wait.map(|wait| wait.min(LONGEST_RETRY_AFTER)), closed, ..Missed::now(failure) });
    }
    Err(if status.is_server_error() { Missed::now(failure) } else { Missed::finally(failure) })
}

/// How long a 429 wants no other request: seconds, or a date to set against Discord's own.
fn retry_after(headers: &HeaderMap, date: Option<SystemTime>) -> Option<Duration> {
    let text = header(headers, RETRY_AFTER.as_str())?;
    match text.trim().parse() {
        Ok(number) => seconds(number),
        Err(_) => httpdate::parse_http_date(text).ok()?.duration_since(date?).ok(),
    }
}

/// What some writer of a header took for a time may be none.
fn seconds(number: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(number).ok().or((number > 0.0).then_some(LONGEST_RETRY_AFTER))
}

/// What Discord says of the limit that a request fell under.
fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
    let bucket = header(headers, RateLimitHeaders::BUCKET)?.as_bytes().to_vec();
    let limit = header(headers, RateLimitHeaders::LIMIT)?.parse().ok()?;
    let remaining = header(headers, RateLimitHeaders::REMAINING)?.parse().ok()?;
    let reset = seconds(header(headers, RateLimitHeaders::RESET_AFTER)?.parse().ok()?)?.min(LONGEST_RETRY_AFTER);
    Some(RateLimitHeaders { bucket, limit, remaining, reset_at: (Instant::now() + reset).into_std() })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Answers to interactions are no use late: with the limiter on, none may wait behind another.
    #[tokio::test]
    async fn interactions_do_not_wait_for_each_other() {
        const SLOW: Duration = Duration::from_millis(300);
        const MANY: u64 = 12;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let app = axum::Router::new().fallback(|| async {
            tokio::time::sleep(SLOW).await;
            axum::http::StatusCode::NO_CONTENT
        });
        tokio::spawn(async move { axum::serve(listener, app).await });
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

    #[test]
    fn every_form_of_retry_after_is_understood_or_left() {
        let date = httpdate::parse_http_date("Thu, 26 Nov 2026 12:00:00 GMT").ok();
        let rows = [
            ("2", Some(2.0)),
            ("0.25", Some(0.25)),
            ("0", Some(0.0)),
            ("1e30", Some(LONGEST_RETRY_AFTER.as_secs_f64())),
            ("inf", Some(LONGEST_RETRY_AFTER.as_secs_f64())),
            ("-5", None),
            ("NaN", None),
            ("soon", None),
            ("Thu, 26 Nov 2026 12:00:07 GMT", Some(7.0)),
            ("Thu, 26 Nov 2026 11:00:00 GMT", None),
        ];
        let read = |text: &str| {
            let headers = [(RETRY_AFTER, text.parse().expect("a header"))].into_iter().collect();
            retry_after(&headers, date).map(|wait| wait.as_secs_f64())
        };
        let wrong: Vec<_> = rows.iter().filter(|(text, wait)| read(text) != *wait).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
