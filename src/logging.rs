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
    // It fails only if a logger was started already, and then that one stays.
    let _ = tracing_subscriber::registry().with(lines).with(targets).try_init();
}
