//! The configuration file as it is written, before anything is checked.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;
use toml::value::Datetime;

use super::LogLevel;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "the keys of this file")]
pub(super) struct Raw {
    pub(super) faq: RawFaq,
    pub(super) discord: RawDiscord,
    pub(super) help: RawHelp,
    pub(super) safety: RawSafety,
    pub(super) admin: RawAdmin,
    pub(super) curators: RawCurators,
    pub(super) limits: RawLimits,
    pub(super) state: RawState,
    pub(super) shards: RawShards,
    pub(super) health: RawHealth,
    pub(super) log: RawLog,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawFaq {
    pub(super) folder: Option<PathBuf>,
    pub(super) servers: BTreeMap<Spanned<String>, PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawDiscord {
    pub(super) api_url: Option<Spanned<String>>,
    pub(super) message_content: bool,
    pub(super) catch_up_channels: Vec<Spanned<String>>,
    pub(super) watchdog_seconds: Option<Spanned<u64>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawHelp {
    pub(super) emergency: Option<RawLine>,
    pub(super) poison: Option<RawLine>,
    pub(super) urgent: Option<RawLine>,
    pub(super) crisis: Vec<RawCrisis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a line of help: { line = \"…\", verified = 2026-01-31 }")]
pub(super) struct RawLine {
    pub(super) line: Spanned<String>,
    pub(super) verified: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a crisis line: line, region, verified")]
pub(super) struct RawCrisis {
    pub(super) line: Spanned<String>,
    pub(super) region: Spanned<String>,
    pub(super) verified: Spanned<Datetime>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawSafety {
    pub(super) age_restricted_only: bool,
    pub(super) watch_for_emergencies: Vec<Spanned<String>>,
    pub(super) alert_channels: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawAdmin {
    pub(super) roles: Vec<Spanned<String>>,
    pub(super) users: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawLog {
    pub(super) level: LogLevel,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawLimits {
    pub(super) user_burst: Option<Spanned<u32>>,
    pub(super) user_per_minute: Option<Spanned<u32>>,
    pub(super) channel_burst: Option<Spanned<u32>>,
    pub(super) channel_per_minute: Option<Spanned<u32>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawState {
    pub(super) folder: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawShards {
    pub(super) first: Option<Spanned<u32>>,
    pub(super) last: Option<Spanned<u32>>,
    pub(super) total: Option<Spanned<u32>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawHealth {
    pub(super) listen: Option<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
pub(super) struct RawCurators {
    pub(super) channels: BTreeMap<Spanned<String>, Spanned<String>>,
}
