//! Checks before anything is connected: where the token would travel, and whether it is accepted.

use serde_json::{Value, json};
use serenity::all::{ApplicationId, CreateCommand, CurrentApplicationInfo};
use serenity::http::{LightMethod, Route};
use serenity::model::gateway::BotGateway;

use super::RunError;
use super::rest::{Failure, OWN, Rest};
use crate::config::{ApiUrl, host_of};
use crate::settings::Settings;

const DISCORD_GATEWAY: &str = "discord.gg";

/// The gateway's address, found to be Discord's or the proxy's own, and how the bot may begin sessions there.
pub async fn gateway(rest: &Rest, api_url: Option<&ApiUrl>) -> Result<BotGateway, RunError> {
    let failed = |error| of_failure(error, "Discord's gateway address could not be had");
    let answer = rest.send((LightMethod::Get, Route::GatewayBot), None, None, OWN).await.map_err(failed)?;
    let gateway: BotGateway = answer.json().map_err(failed)?;
    if is_trusted(&gateway.url, api_url.map(ApiUrl::host)) {
        return Ok(gateway);
    }
    Err(RunError::failed(format!(
        "refusing the gateway '{}': it is neither Discord's nor on api_url's host, and would get the token",
        gateway.url
    )))
}

/// The id of the token's application.
pub async fn application(rest: &Rest) -> Result<ApplicationId, RunError> {
    let failed = |error| of_failure(error, "Discord did not say who the bot is");
    let asked = rest.send((LightMethod::Get, Route::Oauth2ApplicationCurrent), None, None, OWN).await;
    Ok(asked.and_then(|answer| answer.json::<CurrentApplicationInfo>()).map_err(failed)?.id)
}

/// Tells Discord the bot's commands, unless they are as it was told last time. Where that fails the bot still
/// answers mentions, so it goes on.
pub async fn register(rest: &Rest, application_id: ApplicationId, commands: &[CreateCommand], settings: &Settings) {
    let Ok(commands) = serde_json::to_value(commands) else { return };
    let body = commands.to_string();
    // What one bot was told says nothing of another. Languages come in another order each time, which is no change.
    let told = json!({"application": application_id, "commands": commands});
    if settings.told_commands().and_then(|before| before.parse::<Value>().ok()).as_ref() == Some(&told) {
        return;
    }
    let to = (LightMethod::Put, Route::Commands { application_id });
    match rest.send(to, None, Some(body.into_bytes()), OWN).await {
        Ok(_) => {
            if let Err(error) = settings.note_commands(&told.to_string()) {
                tracing::warn!("{error}");
            }
        }
        Err(error) => tracing::error!("the commands could not be registered: {error}"),
    }
}

/// A wrong token is found out at the first request.
fn of_failure(error: Failure, what: &str) -> RunError {
    match error {
        Failure::Refused(401, _) => {
            RunError::setup("Discord refused the token; take a new one from the developer portal's Bot page".to_owned())
        }
        other => RunError::failed(format!("{what}: {other}")),
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
