//! The bot's token: where it comes from, and how it is kept from being seen.

use std::env;
use std::fmt;
use std::fs;

const VARIABLE: &str = "DISCORD_TOKEN";
const FILE_VARIABLE: &str = "DISCORD_TOKEN_FILE";

/// A token of the right shape. `Debug` does not show it, and it has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Takes the token from `DISCORD_TOKEN`, or from the file that `DISCORD_TOKEN_FILE` names.
    /// `Err` says what to do, without the token.
    pub fn from_environment() -> Result<Self, String> {
        // An empty variable is how compose files and service managers say that there is none.
        let set = |name| env::var_os(name).filter(|value| !value.is_empty());
        match (set(VARIABLE), set(FILE_VARIABLE)) {
            (Some(_), Some(_)) => Err(format!("both {VARIABLE} and {FILE_VARIABLE} are set; set only one")),
            (Some(token), None) => Self::parse(&token.to_string_lossy()).map_err(|wrong| format!("{VARIABLE} {wrong}")),
            (None, Some(path)) => {
                let text = fs::read_to_string(&path)
                    .map_err(|error| format!("the file that {FILE_VARIABLE} names cannot be read: {error}"))?;
                Self::parse(&text).map_err(|wrong| format!("the file that {FILE_VARIABLE} names {wrong}"))
            }
            (None, None) => Err(format!(
                "no token: set {VARIABLE}, or {FILE_VARIABLE} to a file that holds it (`faqbot ask` works without one)"
            )),
        }
    }

    /// Reads a token: three parts of letters, digits, '-' and '_', joined by dots.
    fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let text = text.strip_prefix("Bot ").unwrap_or(text);
        let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let parts: Vec<&str> = text.split('.').collect();
        let right = parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.chars().all(allowed));
        if right {
            Ok(Self(text.to_owned()))
        } else {
            Err("does not hold a Discord bot token (three parts joined by dots)")
        }
    }

    /// The secret itself. Only start-up hands it on, to the HTTP client and the gateway.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn the_token_is_never_shown() {
        let token = Token::parse(" Bot abc.def.ghi\n").expect("three parts are a token");
        assert_eq!(token.secret(), "abc.def.ghi");
        assert_eq!(format!("{token:?}"), "Token(hidden)");
    }

    #[test]
    fn other_shapes_are_refused_without_being_repeated() {
        for text in ["", "abc", "a.b", "a.b.c.d", "a..c", "a b.c.d", "<paste.token.here>"] {
            let wrong = Token::parse(text).expect_err("not a token");
            assert!(text.is_empty() || !wrong.contains(text));
        }
    }
}
