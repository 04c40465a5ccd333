//! What the bot said, and what a test finds wrong with it.

use serde_json::Value;

/// A message of the bot's, wherever it went.
pub struct Said {
    pub content: String,
    pub body: Value,
}

impl Said {
    pub fn new(body: &Value) -> Said {
        let content = body["content"].as_str().unwrap_or_default().to_owned();
        let body = body.clone();
        Said { content, body }
    }

    /// Whether it holds one of these words, in any case.
    pub fn has_any(&self, words: &[&str]) -> bool {
        let content = self.content.to_lowercase();
        words.iter().any(|word| content.contains(word))
    }

    /// The custom ids of the buttons that show an entry.
    pub fn offered(&self) -> Vec<String> {
        self.buttons().into_iter().filter(|id| id.starts_with("show:")).collect()
    }

    /// The custom ids of its buttons and menus.
    pub fn buttons(&self) -> Vec<String> {
        let rows = self.body["components"].as_array().into_iter().flatten();
        let buttons = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
        let ids = buttons.filter_map(|button| button["custom_id"].as_str());
        ids.map(str::to_owned).collect()
    }
}

/// The answer to an interaction.
pub struct Callback {
    pub kind: u64,
    pub said: Said,
    pub ephemeral: bool,
    /// The names and values offered by an autocomplete.
    pub choices: Vec<(String, String)>,
    pub token: String,
}

impl Callback {
    pub fn new(body: &Value, token: String) -> Callback {
        let answer = &body["data"];
        let choices = answer["choices"].as_array().into_iter().flatten();
        let string = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let pair = |choice: &Value| (string(&choice["name"]), string(&choice["value"]));
        Callback {
            kind: body["type"].as_u64().unwrap_or_default(),
            said: Said::new(answer),
            ephemeral: answer["flags"].as_u64().unwrap_or_default() & 64 != 0,
            choices: choices.map(pair).collect(),
            token,
        }
    }
}

/// Collects what is wrong, so that one start of the bot can show all of it.
#[derive(Default)]
pub struct Failures(Vec<String>);

impl Failures {
    pub fn check(&mut self, right: bool, what: impl Into<String>) {
        if !right {
            self.0.push(what.into());
        }
    }

    pub fn end(self) {
        assert!(self.0.is_empty(), "\n{}", self.0.join("\n"));
    }
}
