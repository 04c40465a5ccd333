//! HTTP: every request is recorded, checked, done or not, and answered or not.
//!
//! What a route does is in `routes`. Everything goes through one handler, so that a request to a route
//! that does not exist is recorded too.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{DATE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Json, Response};
use serde_json::{Value, json};

use super::faults::{Answer, RestFault};
use super::front::Cut;
use super::routes::{Asked, route};
use super::{Record, Request, Shared, TOKEN, recording};

pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// Discord's own code.
    pub(super) code: u64,
    pub(super) reason: String,
    /// Whether the bot did something wrong; a test may also ask for a refusal.
    pub(super) violation: bool,
}

impl Refusal {
    pub(super) fn violation(status: StatusCode, reason: impl Into<String>) -> Refusal {
        Refusal { status, code: 0, reason: reason.into(), violation: true }
    }
}

/// `Null` stands for 204, no content.
pub(super) type Outcome = Result<Value, Refusal>;

pub async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path().strip_prefix("/api/v10").unwrap_or(uri.path());
    let fault = {
        let mut record = shared.record();
        record.arrived += 1;
        record.faults.take_rest(method.as_str(), path)
    };
    let spoilt = fault.clone().filter(RestFault::spoils);
    let right = if spoilt.as_ref().is_none_or(|fault| fault.done) {
        if let Some(fault) = fault.as_ref().filter(|fault| !fault.done) {
            tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
        }
        let query = uri.query().unwrap_or_default();
        let outcome = perform(&shared, (method.as_str(), path, query), &headers, &body, spoilt.is_some());
        shared.changed.notify_all();
        respond(outcome)
    } else {
        note_wait(&mut shared.record(), spoilt.as_ref(), &body);
        StatusCode::OK.into_response()
    };
    if let Some(fault) = fault.as_ref().filter(|fault| fault.done || fault.spoils()) {
        tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    }
    let mut response = match &spoilt {
        Some(fault) => spoil(&shared, fault, from.port()).await,
        None => right,
    };
    let date = HeaderValue::from_str(&shared.clock.http_date(0)).expect("plain text");
    response.headers_mut().insert(DATE, date);
    response
}

/// Check a request, do it, and note it with what came of it.
fn perform(
    shared: &Shared,
    (method, path, query): (&str, &str, &str),
    headers: &HeaderMap,
    body: &Bytes,
    lost: bool,
) -> Outcome {
    let body = if body.is_empty() { Ok(Value::Null) } else { serde_json::from_slice(body) };
    let mut record = shared.record();
    let outcome = match &body {
        Ok(body) => check_headers(shared, path, headers)
            .and_then(|()| route(shared, &mut record, &Asked { method, path, query, body, lost })),
        Err(error) => bad(format!("the body is not JSON: {error}")),
    };
    let request = Request {
        method: method.to_owned(),
        path: path.to_owned(),
        body: body.unwrap_or_default(),
        accepted: outcome.is_ok(),
    };
    recording::note(&request);
    record.requests.push_back(request);
    if record.requests.len() > shared.settings.kept_requests {
        record.requests.pop_front();
    }
    if let Err(refusal) = &outcome
        && refusal.violation
    {
        let found = format!("{method} {path}: {}", refusal.reason);
        record.violations.push(found);
    }
    outcome
}

fn respond(outcome: Outcome) -> Response {
    match outcome {
        Ok(Value::Null) => StatusCode::NO_CONTENT.into_response(),
        Ok(value) => Json(value).into_response(),
        Err(refusal) => {
            let error = json!({"message": refusal.reason, "code": refusal.code});
            (refusal.status, Json(error)).into_response()
        }
    }
}

/// Note until when the message that was refused must not come again.
fn note_wait(record: &mut Record, fault: Option<&RestFault>, body: &Bytes) {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    if let Some(wait) = fault.and_then(RestFault::retry_after)
        && !body["nonce"].is_null()
    {
        record.waits.insert(body["nonce"].to_string(), Instant::now() + wait);
    }
}

/// What is answered in the place of the right answer, if anything is.
async fn spoil(shared: &Shared, fault: &RestFault, port: u16) -> Response {
    let status = match fault.answer {
        Answer::Status(status) => StatusCode::from_u16(status).expect("an HTTP status"),
        Answer::Right | Answer::Hang => return std::future::pending().await,
        Answer::Fin => return cut(shared, port, Cut::Fin).await,
        Answer::Reset => return cut(shared, port, Cut::Reset).await,
    };
    let mut response = (status, fault.body.clone()).into_response();
    for (name, value) in &fault.headers {
        let value = match value.strip_prefix(RestFault::LATER) {
            Some(later) => shared.clock.http_date(later.parse().expect("a number of seconds")),
            None => value.clone(),
        };
        let name: HeaderName = name.parse().expect("the name of a header");
        response.headers_mut().insert(name, value.parse().expect("the value of a header"));
    }
    response
}

async fn cut(shared: &Shared, port: u16, how: Cut) -> Response {
    shared.rest_front.cut(port, how);
    std::future::pending().await
}

pub(super) fn bad(reason: impl Into<String>) -> Outcome {
    Err(Refusal::violation(StatusCode::BAD_REQUEST, reason))
}

/// A body with problems is refused; all of them are named at once.
pub(super) fn check(problems: &[String]) -> Result<(), Refusal> {
    if problems.is_empty() {
        return Ok(());
    }
    bad(problems.join("; ")).map(drop)
}

fn check_headers(shared: &Shared, path: &str, headers: &HeaderMap) -> Result<(), Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if !header("user-agent").is_some_and(|agent| agent.starts_with("DiscordBot (")) {
        // Discord blocks clients which do not name themselves in this form.
        let reason = "no DiscordBot user agent";
        return Err(Refusal::violation(StatusCode::FORBIDDEN, reason));
    }
    if path == "/gateway" {
        return Ok(());
    }
    let right = header("authorization") == Some(format!("Bot {TOKEN}").as_str());
    if right && !shared.settings.refuse_token {
        return Ok(());
    }
    Err(Refusal {
        status: StatusCode::UNAUTHORIZED,
        code: 0,
        reason: "401: Unauthorized".to_owned(),
        violation: !right,
    })
}
