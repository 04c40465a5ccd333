//! `/healthz` and `/metrics` over HTTP, where the configuration wants them. Neither holds a text or an id.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use axum::{Router, extract::State as Shared};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::{MissedTickBehavior, interval};

use super::RunError;
use super::pulse::Pulse;
use crate::counters::{self, MATCH_TIME, REPLY_TIME};
use crate::store::Store;

/// Upper bounds in seconds: a decision takes microseconds to some milliseconds.
const MATCH_BUCKETS: [f64; 8] = [0.000_05, 0.000_1, 0.000_2, 0.000_5, 0.001, 0.002, 0.005, 0.02];
/// A reply takes as long as Discord does; from 2.5 s on, an interaction is lost.
const REPLY_BUCKETS: [f64; 8] = [0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0, 60.0];
/// Recorded times are put into their buckets this often, so that they do not pile up unread.
const UPKEEP: Duration = Duration::from_secs(5);

/// What is served.
#[derive(Clone)]
struct Health {
    pulse: Arc<Pulse>,
    store: Arc<Store>,
    metrics: PrometheusHandle,
    /// A gateway that was silent for longer is not healthy.
    silence: Duration,
}

/// Listens from now on, until the runtime ends.
pub async fn serve(
    address: SocketAddr,
    pulse: Arc<Pulse>,
    store: Arc<Store>,
    silence: Duration,
) -> Result<(), RunError> {
    let wrong = |error: &dyn std::fmt::Display| RunError::setup(format!("health.listen, '{address}': {error}"));
    let metrics = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(MATCH_TIME.to_owned()), &MATCH_BUCKETS)
        .and_then(|builder| builder.set_buckets_for_metric(Matcher::Full(REPLY_TIME.to_owned()), &REPLY_BUCKETS))
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(|error| wrong(&error))?;
    counters::describe();
    let listener = TcpListener::bind(address).await.map_err(|error| wrong(&error))?;
    let bound = listener.local_addr().map_err(|error| wrong(&error))?;
    tracing::info!("health: listening on {bound}");
    let upkeep = metrics.clone();
    tokio::spawn(async move {
        let mut ticks = interval(UPKEEP);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            upkeep.run_upkeep();
        }
    });
    let app = Router::new()
        .route("/healthz", get(health))
        .route("/metrics", get(|Shared(health): Shared<Health>| async move { health.metrics.render() }))
        .with_state(Health { pulse, store, metrics, silence });
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(())
}

async fn health(Shared(health): Shared<Health>) -> Response {
    let (connected, shards) = health.pulse.connected();
    let silent = health.pulse.longest_silence();
    let entries = health.store.current().library().entries().len();
    let healthy = connected == shards && silent <= health.silence && entries > 0;
    let status = if healthy { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "healthy": healthy,
        "gateway": { "shards": shards, "connected": connected, "longest_silence_seconds": silent.as_secs() },
        "faq": { "entries": entries },
    });
    (status, Json(body)).into_response()
}
