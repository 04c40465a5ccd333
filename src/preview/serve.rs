//! Serves the page to this machine: the web around [`super::live`].
//!
//! A page elsewhere must not be able to ask it anything, though a browser would let it send requests
//! here. So a request must name this very address as its host (a foreign name that was pointed here
//! does not), a question must come from this page's own origin as JSON, and no answer allows sharing.
//! Nothing is logged.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::spawn_blocking;

use super::live::{Answered, Live};
use super::{Host, policy};
use crate::store::Origin;

/// Longest body of a request, in bytes: the 4,000 characters that are read of a message, each in its
/// longest JSON form.
const LONGEST_BODY: usize = 64 * 1024;

/// Where the page is served, for comparing what requests say.
struct Site {
    live: Live,
    /// The values of `Host` that mean this address.
    hosts: Vec<String>,
    policy: HeaderValue,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    question: String,
}

/// Serves the page at 127.0.0.1 until SIGINT or SIGTERM; the address is printed. `port` 0 is any free
/// one. `Err` says why it cannot.
pub fn serve(origin: Origin, host: Host, port: u16) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| format!("cannot start: {error}"))?;
    runtime.block_on(until_stopped(origin, host, port))
}

async fn until_stopped(origin: Origin, host: Host, port: u16) -> Result<(), String> {
    let wrong = |error: std::io::Error| format!("cannot serve at 127.0.0.1, port {port}: {error}");
    let mut terminate = signal(SignalKind::terminate()).map_err(wrong)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(wrong)?;
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await.map_err(wrong)?;
    let port = listener.local_addr().map_err(wrong)?.port();
    let what = origin.to_string();
    let router = router(Live::new(origin, host), port)?;
    // Nobody may be there to read it, and that is no reason to stop.
    let _ = writeln!(std::io::stdout(), "A preview of {what}, until Ctrl-C: http://127.0.0.1:{port}/");
    tokio::select! {
        ended = async { axum::serve(listener, router).await } => ended.map_err(wrong),
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
    }
}

fn router(live: Live, port: u16) -> Result<Router, String> {
    let mut hosts: Vec<String> = ["127.0.0.1", "localhost"].map(|name| format!("{name}:{port}")).into();
    if port == 80 {
        // Browsers leave it out.
        hosts.extend(["127.0.0.1", "localhost"].map(str::to_owned));
    }
    let policy = format!("{}; frame-ancestors 'none'", *policy::SERVED);
    let policy = HeaderValue::from_str(&policy).map_err(|error| error.to_string())?;
    let site = Arc::new(Site { live, hosts, policy });
    Ok(Router::new()
        .route("/", get(page))
        .route("/ask", post(ask))
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .layer(from_fn_with_state(Arc::clone(&site), guard))
        .with_state(site))
}

async fn page(State(site): State<Arc<Site>>) -> Result<Html<String>, StatusCode> {
    spawn_blocking(move || Html(site.live.page())).await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn ask(State(site): State<Arc<Site>>, Json(asked): Json<Asked>) -> Result<Json<Answered>, StatusCode> {
    let answered = spawn_blocking(move || Json(site.live.ask(&asked.question)));
    answered.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

/// Lets through what comes from this page or from a person's own hand, and marks every answer.
async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let mut response = match site.refusal(request.method(), request.headers()) {
        Some(refusal) => refusal.into_response(),
        None => next.run(request).await,
    };
    let fixed = |value| HeaderValue::from_static(value);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, site.policy.clone());
    headers.insert(CACHE_CONTROL, fixed("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, fixed("nosniff"));
    headers.insert(REFERRER_POLICY, fixed("no-referrer"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), fixed("same-origin"));
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), fixed("same-origin"));
    response
}

impl Site {
    fn refusal(&self, method: &Method, headers: &HeaderMap) -> Option<(StatusCode, &'static str)> {
        let only = |name: HeaderName| {
            let mut values = headers.get_all(name).iter();
            let first = values.next().map(|value| value.to_str().unwrap_or_default());
            if values.next().is_some() { Some("") } else { first }
        };
        if !only(HOST).is_some_and(|host| self.hosts.iter().any(|own| own == host)) {
            return Some((StatusCode::MISDIRECTED_REQUEST, "This is not the host that was asked for.\n"));
        }
        let own =
            |origin: &str| origin.strip_prefix("http://").is_some_and(|host| self.hosts.iter().any(|own| own == host));
        let safe = matches!(*method, Method::GET | Method::HEAD);
        let from_here = only(ORIGIN).map_or(safe, own);
        // "none": a person typed the address or followed a link outside of any page.
        let by_hand =
            only(HeaderName::from_static("sec-fetch-site")).is_none_or(|site| ["same-origin", "none"].contains(&site));
        (!from_here || !by_hand)
            .then_some((StatusCode::FORBIDDEN, "Only this preview's own page may ask for that: type its address.\n"))
    }
}
