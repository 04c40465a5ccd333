//! The configuration file: read, checked, closed to change.
//!
//! The token is not in it: see [`crate::token`]. What each key is for stands in
//! `config.example.toml`.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use time::{Date, Month};
use toml::Spanned;
use toml::value::Datetime;

use crate::faq::Problem;
use crate::help_lines::{CrisisLine, HelpLines, Line};

/// Read when no other is named, if it is there.
const DEFAULT_FILE: &str = "config.toml";

/// More would push the rest of the help out of a Discord message.
const MOST_CRISIS_LINES: usize = 6;

/// A checked configuration. `Config::default()` is what an empty file gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    faq_folder: Option<PathBuf>,
    api_url: Option<ApiUrl>,
    message_content: bool,
    help_lines: HelpLines,
    channels: Channels,
    admins: Admins,
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

/// Base address of an HTTP proxy for Discord's API, such as `http://127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUrl {
    text: String,
    host: String,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "the keys of this file")]
struct Raw {
    faq: RawFaq,
    discord: RawDiscord,
    help: RawHelp,
    safety: RawSafety,
    admin: RawAdmin,
    log: RawLog,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawFaq {
    folder: Option<PathBuf>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawDiscord {
    api_url: Option<Spanned<String>>,
    message_content: bool,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawHelp {
    emergency: Option<RawLine>,
    poison: Option<RawLine>,
    urgent: Option<RawLine>,
    crisis: Vec<RawCrisis>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a line of help: { line = \"…\", verified = 2026-01-31 }")]
struct RawLine {
    line: Spanned<String>,
    verified: Spanned<Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a crisis line: line, region, verified")]
struct RawCrisis {
    line: Spanned<String>,
    region: Spanned<String>,
    verified: Spanned<Datetime>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawSafety {
    age_restricted_only: bool,
    watch_for_emergencies: Vec<Spanned<String>>,
    alert_channels: BTreeMap<Spanned<String>, Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawAdmin {
    roles: Vec<Spanned<String>>,
    users: Vec<Spanned<String>>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default, expecting = "a table of settings")]
struct RawLog {
    level: LogLevel,
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
        let mut alerts = BTreeMap::new();
        for (server, channel) in raw.safety.alert_channels {
            let (server, channel) = (ids(vec![server])?, ids(vec![channel])?);
            alerts.extend(server.into_iter().zip(channel));
        }
        let watched = ids(raw.safety.watch_for_emergencies)?;
        let channels = Channels { age_restricted_only: raw.safety.age_restricted_only, watched, alerts };
        let help_lines = help_lines(raw.help, at)?;
        let admins = Admins { roles: ids(raw.admin.roles)?, users: ids(raw.admin.users)? };
        let message_content = raw.discord.message_content;
        let (faq_folder, log_level) = (raw.faq.folder, raw.log.level);
        Ok(Self { faq_folder, api_url, message_content, help_lines, channels, admins, log_level })
    }

    /// The FAQ folder, if one is named.
    pub fn faq_folder(&self) -> Option<&Path> {
        self.faq_folder.as_deref()
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
    /// How much is logged.
    pub fn log_level(&self) -> LogLevel {
        self.log_level
    }
}

impl ApiUrl {
    fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("api_url must look like 'http://host:port' or 'https://host', '{text}' does not");
        let rest = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://")).ok_or_else(wrong)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        let host = host_of(authority).ok_or_else(wrong)?;
        Ok(Self { text: text.trim_end_matches('/').to_owned(), host: host.to_owned() })
    }

    /// Scheme, host and port, without a slash at the end.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The host alone.
    pub fn host(&self) -> &str {
        &self.host
    }
}

impl fmt::Display for ApiUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// The host of `host` or `host:port`; nothing if there is anything else (a path, a user, spaces).
pub fn host_of(authority: &str) -> Option<&str> {
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let host_right =
        !host.is_empty() && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'));
    let port_right = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port > 0));
    (host_right && port_right).then_some(host)
}

/// Reads the lines of help; `at` makes a problem of a place and what is wrong there.
fn help_lines(raw: RawHelp, at: impl Fn(Range<usize>, String) -> Problem) -> Result<HelpLines, Problem> {
    let date = |value: &Spanned<Datetime>| {
        let date = value.get_ref().date.and_then(|date| {
            let month = Month::try_from(date.month).ok()?;
            Date::from_calendar_date(date.year.into(), month, date.day).ok()
        });
        date.ok_or_else(|| at(value.span(), "verified is the day on which somebody called it: 2026-01-31".to_owned()))
    };
    let line = |raw: Option<RawLine>| -> Result<Option<Line>, Problem> {
        let Some(raw) = raw else { return Ok(None) };
        let line = Line::new(raw.line.get_ref(), date(&raw.verified)?);
        line.map(Some).map_err(|reason| at(raw.line.span(), format!("the line {reason}")))
    };
    let mut crisis = Vec::new();
    for raw in raw.crisis {
        if crisis.len() >= MOST_CRISIS_LINES {
            let reason = format!("at most {MOST_CRISIS_LINES} crisis lines fit into a reply");
            return Err(at(raw.line.span(), reason));
        }
        let line = CrisisLine::new(raw.line.get_ref(), raw.region.get_ref(), date(&raw.verified)?);
        crisis.push(line.map_err(|reason| at(raw.line.span(), format!("the line or its region {reason}")))?);
    }
    Ok(HelpLines::new(line(raw.emergency)?, line(raw.poison)?, line(raw.urgent)?, crisis))
}

fn parse_id(text: &str) -> Result<u64, String> {
    text.parse::<u64>()
        .ok()
        .filter(|id| *id > 0)
        .ok_or_else(|| format!("an id is a number in quotes, as Discord's 'Copy ID' gives it: '{text}' is not"))
}
