//! Where Discord's API is reached: the address of an HTTP proxy, checked.

use std::fmt;

/// Base address of an HTTP proxy for Discord's API, such as `http://127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiUrl {
    text: String,
    host: String,
}

impl ApiUrl {
    /// Reads an address; `Err` says what it must look like.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
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
