//! What comes back of a request to Discord: read, or found to be none. When it is asked again is decided in
//! [`super::rest`].

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};
use twilight_http_ratelimiting::RateLimitHeaders;

use crate::counters;

/// A 429 that asks for more is a ban or a proxy's mistake: it is asked again after this long, as far as
/// there is time for it.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(20);
/// A limit on everything together is kept as long as Discord says, within reason.
const LONGEST_CLOSED: Duration = Duration::from_secs(600);
/// Discord's code for an interaction that was answered before.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;

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

/// What Discord answered.
pub struct Answer {
    body: Vec<u8>,
    date: Option<SystemTime>,
}

/// How one attempt ended, if not well.
pub(super) struct Missed {
    pub failure: Failure,
    /// Whether another attempt may do better.
    pub again: bool,
    /// How long Discord wants no other.
    pub wait: Option<Duration>,
    /// How long it wants none of any kind.
    pub closed: Option<Duration>,
}

impl Answer {
    /// Reads the answer as what was asked for.
    pub fn json<'a, T: Deserialize<'a>>(&'a self) -> Result<T, Failure> {
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
    pub fn now(failure: Failure) -> Self {
        counters::rest_error(failure.label());
        Self { failure, again: true, wait: None, closed: None }
    }

    pub fn finally(failure: Failure) -> Self {
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

/// Reads a response, until `limit` at the latest.
pub(super) async fn read(response: Response, limit: Instant) -> Result<Answer, Missed> {
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
pub(super) fn bucket(headers: &HeaderMap) -> Option<RateLimitHeaders> {
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
