//! Checks before anything is connected: where the token would travel, and whether it is accepted.

use serenity::all::ApplicationId;
use serenity::http::Http;
use tokio::time::timeout;

use super::send::{describe, status};
use super::{REQUEST_LIMIT, RunError};
use crate::config::{ApiUrl, host_of};

const DISCORD_GATEWAY: &str = "discord.gg";

/// The gateway's address, fetched and found to be Discord's or the proxy's own.
pub async fn gateway_url(http: &Http, api_url: Option<&ApiUrl>) -> Result<String, RunError> {
    let url = match timeout(REQUEST_LIMIT, http.get_gateway()).await {
        Ok(Ok(gateway)) => gateway.url,
        Ok(Err(error)) => {
            return Err(RunError::failed(format!("Discord's gateway address could not be had: {}", describe(&error))));
        }
        Err(_) => {
            return Err(RunError::failed("Discord's gateway address could not be had: no answer in time".to_owned()));
        }
    };
    if is_trusted(&url, api_url.map(ApiUrl::host)) {
        return Ok(url);
    }
    Err(RunError::failed(format!(
        "refusing the gateway '{url}': it is neither Discord's nor on api_url's host, and would get the token"
    )))
}

/// The id of the token's application; this is where a wrong token is found out.
pub async fn application(http: &Http) -> Result<ApplicationId, RunError> {
    match timeout(REQUEST_LIMIT, http.get_current_application_info()).await {
        Ok(Ok(application)) => Ok(application.id),
        Ok(Err(error)) if status(&error) == Some(401) => Err(RunError::setup(
            "Discord refused the token; take a new one from the developer portal's Bot page".to_owned(),
        )),
        Ok(Err(error)) => Err(RunError::failed(format!("Discord did not say who the bot is: {}", describe(&error)))),
        Err(_) => Err(RunError::failed("Discord did not say who the bot is: no answer in time".to_owned())),
    }
}

/// Discord's own hosts over TLS, or exactly the host that `api_url` names.
fn is_trusted(url: &str, api_host: Option<&str>) -> bool {
    let (rest, encrypted) = match (url.strip_prefix("wss://"), url.strip_prefix("ws://")) {
        (Some(rest), _) => (rest, true),
        (None, Some(rest)) => (rest, false),
        (None, None) => return false,
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Some(host) = host_of(authority) else { return false };
    let discord = host == DISCORD_GATEWAY || host.ends_with(&format!(".{DISCORD_GATEWAY}"));
    (encrypted && discord) || api_host == Some(host)
}

#[cfg(test)]
mod tests {
    use super::is_trusted;

    #[test]
    fn the_token_goes_to_discord_or_to_the_proxy_only() {
        let rows = [
            ("wss://gateway.discord.gg", None, true),
            ("wss://gateway-us-east1-b.discord.gg/", None, true),
            ("ws://gateway.discord.gg", None, false),
            ("wss://discord.gg.example.com", None, false),
            ("wss://evildiscord.gg", None, false),
            ("wss://gateway.discord.gg@example.com", None, false),
            ("wss://example.com/gateway.discord.gg", None, false),
            ("http://gateway.discord.gg", None, false),
            ("ws://127.0.0.1:9/gateway", Some("127.0.0.1"), true),
            ("ws://localhost:9/gateway", Some("127.0.0.1"), false),
            ("wss://gateway.discord.gg", Some("127.0.0.1"), true),
            ("wss://gateway.example.com", Some("proxy"), false),
            ("", None, false),
        ];
        let wrong: Vec<_> = rows.iter().filter(|(url, host, trusted)| is_trusted(url, *host) != *trusted).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
