//! What is written to the log, and what never is.
//!
//! The log goes to standard error. The Discord library prints whole events when it cannot read them,
//! with the people's words in them, so its own log is off at every level and the bot logs in its
//! place. Other libraries are held at WARN.

use tracing::level_filters::LevelFilter;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogLevel;

/// The target that the Discord library logs under.
const DISCORD_LIBRARY: &str = "serenity";

/// A line at WARN for whoever has no logger of their own.
pub fn warn(text: &str) {
    tracing::warn!("{text}");
}

/// A line at ERROR.
pub fn error(text: &str) {
    tracing::error!("{text}");
}

/// Starts logging at `level`. A second call changes nothing.
pub fn start(level: LogLevel) {
    let own = match level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
    };
    let targets = Targets::new().with_default(own.min(LevelFilter::WARN)).with_target("faqbot", own);
    let targets = targets.with_target(DISCORD_LIBRARY, LevelFilter::OFF);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_ansi(false);
    // A panic's own words may quote what somebody wrote (an index into a text does).
    std::panic::set_hook(Box::new(|panic| match panic.location() {
        Some(place) => tracing::error!("a panic at {}, line {}", place.file(), place.line()),
        None => tracing::error!("a panic"),
    }));
    // It fails only if a logger was started already, and then that one stays.
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
}
