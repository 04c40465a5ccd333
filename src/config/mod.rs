//! The configuration file: read, checked, closed to change.
//!
//! The token is not in it: see [`crate::token`]. What each key is for stands in
//! `config.example.toml`.

mod api_url;
mod help;
mod raw;
mod running;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::faq::Problem;
use crate::help_lines::HelpLines;
pub use api_url::{ApiUrl, host_of};
use help::help_lines;
use raw::Raw;
pub use running::{Pace, Rates, Running, ShardRange};

/// Read when no other is named, if it is there.
const DEFAULT_FILE: &str = "config.toml";

/// A checked configuration. `Config::default()` is what an empty file gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    faq_folder: Option<PathBuf>,
    faq_servers: BTreeMap<u64, PathBuf>,
    api_url: Option<ApiUrl>,
    message_content: bool,
    help_lines: HelpLines,
    channels: Channels,
    admins: Admins,
    running: Running,
    log_level: LogLevel,
}

/// What is done where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Channels {
    /// Whether anything but danger is answered in age-restricted channels only.
    pub age_restricted_only: bool,
    /// Ids of channels where the bot speaks up at danger though nobody asked it.
    pub watched: Vec<u64>,
    /// Where moderators are told of danger: the channel's id for each server's.
    pub alerts: BTreeMap<u64, u64>,
    /// Where curators are told of questions without an answer: the channel's id for each server's.
    pub curators: BTreeMap<u64, u64>,
    /// Ids of channels whose history is read for questions that were missed.
    pub caught_up: Vec<u64>,
}

/// Who may use `/faq-admin` beside the members with Manage Server.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admins {
    /// Role ids.
    pub roles: Vec<u64>,
    /// User ids.
    pub users: Vec<u64>,
}

/// How much is logged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    /// Failures only.
    Error,
    /// Failures and what may lead to them.
    Warn,
    /// Starts, stops, reloads too.
    #[default]
    Info,
    /// Everything the bot itself logs. No level logs what people write.
    Debug,
}

impl Config {
    /// Reads the file that was named, or `config.toml` if it is there, or takes the defaults.
    pub fn load(named: Option<&Path>) -> Result<Self, Problem> {
        let default = Path::new(DEFAULT_FILE);
        let path = match named {
            Some(path) => path,
            None if default.exists() => default,
            None => return Ok(Self::default()),
        };
        let shown = path.display().to_string();
        let text =
            fs::read_to_string(path).map_err(|error| Problem::in_file(&shown, format!("cannot be read: {error}")))?;
        Self::parse(&shown, &text)
    }

    /// Reads a configuration; `Err` names the place and what is wrong there.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        let raw: Raw = toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
        let at = |span, reason| Problem::at(file, text, span, reason);
        let ids = |values: Vec<Spanned<String>>| -> Result<Vec<u64>, Problem> {
            values.iter().map(|value| parse_id(value.get_ref()).map_err(|reason| at(value.span(), reason))).collect()
        };
        let api_url = match raw.discord.api_url {
            Some(url) => Some(ApiUrl::parse(url.get_ref()).map_err(|reason| at(url.span(), reason))?),
            None => None,
        };
        if let (Some(channel), false) = (raw.safety.watch_for_emergencies.first(), raw.discord.message_content) {
            let reason = "watching a channel needs discord.message_content = true, or Discord keeps its messages back";
            return Err(at(channel.span(), reason.to_owned()));
        }
        let by_server = |channels: BTreeMap<Spanned<String>, Spanned<String>>| -> Result<BTreeMap<u64, u64>, Problem> {
            let (servers, channels): (Vec<_>, Vec<_>) = channels.into_iter().unzip();
            Ok(ids(servers)?.into_iter().zip(ids(channels)?).collect())
        };
        let (alerts, curators) = (by_server(raw.safety.alert_channels)?, by_server(raw.curators.channels)?);
        let (servers, folders): (Vec<_>, Vec<_>) = raw.faq.servers.into_iter().unzip();
        let faq_servers = ids(servers)?.into_iter().zip(folders).collect();
        let watched = ids(raw.safety.watch_for_emergencies)?;
        let caught_up = ids(raw.discord.catch_up_channels)?;
        let age_restricted_only = raw.safety.age_restricted_only;
        let channels = Channels { age_restricted_only, watched, alerts, curators, caught_up };
        let seconds = raw.discord.watchdog_seconds;
        let running = Running::read(seconds, raw.state, raw.shards, raw.health, raw.limits, at)?;
        let help_lines = help_lines(raw.help, at)?;
        let admins = Admins { roles: ids(raw.admin.roles)?, users: ids(raw.admin.users)? };
        let message_content = raw.discord.message_content;
        let (faq_folder, log_level) = (raw.faq.folder, raw.log.level);
        Ok(Self { faq_folder, faq_servers, api_url, message_content, help_lines, channels, admins, running, log_level })
    }

    /// The FAQ folder, if one is named.
    pub fn faq_folder(&self) -> Option<&Path> {
        self.faq_folder.as_deref()
    }
    /// The FAQ folders that servers have for themselves, by server id.
    pub fn faq_servers(&self) -> &BTreeMap<u64, PathBuf> {
        &self.faq_servers
    }
    /// The API proxy, if there is one.
    pub fn api_url(&self) -> Option<&ApiUrl> {
        self.api_url.as_ref()
    }
    /// Whether the text of messages that do not mention the bot is asked for.
    pub fn message_content(&self) -> bool {
        self.message_content
    }
    /// Where people in danger are sent.
    pub fn help_lines(&self) -> &HelpLines {
        &self.help_lines
    }
    /// What is done where.
    pub fn channels(&self) -> &Channels {
        &self.channels
    }
    /// Who may use `/faq-admin` beside the members with Manage Server.
    pub fn admins(&self) -> &Admins {
        &self.admins
    }
    /// How the process is kept running.
    pub fn running(&self) -> &Running {
        &self.running
    }
    /// How much is logged.
    pub fn log_level(&self) -> LogLevel {
        self.log_level
    }
}

fn parse_id(text: &str) -> Result<u64, String> {
    text.parse::<u64>()
        .ok()
        .filter(|id| *id > 0)
        .ok_or_else(|| format!("an id is a number in quotes, as Discord's 'Copy ID' gives it: '{text}' is not"))
}
