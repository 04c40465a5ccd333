//! What must not travel: people's words into the log, the token past the configured way.
//!
//! That the token is printed nowhere is checked at the end of every bot, not here.

use serde_json::json;

use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::talk::{asker, subcommand, text, typing, yes};

/// A word that stands in every text the bot is given, and nowhere else.
const MARK: &str = "zephyrwort";

#[test]
fn nobodys_words_reach_the_log() {
    let bot = Bot::start_with(Setup { log_level: Some("debug"), ..Setup::default() });
    let marked = format!("{MARK} what is clonazepam used for?");
    bot.mention(&marked);
    bot.dm(&marked);
    bot.post(&Post::reply(&asker(), &format!("{MARK} i took 30 pills")));
    bot.send(&Post::plain(&asker(), &marked));
    bot.slash("ask", &[text("question", &marked), yes("private")], &asker());
    bot.slash("faq", &subcommand("show", &[text("topic", MARK)]), &asker());
    bot.autocomplete("ask", &[typing("question", MARK)]);
    bot.press(&format!("show:{MARK}:1"), &asker());
    // Events that the library cannot read: bad JSON, and JSON of another shape.
    let half = format!(
        r#"{{"op":0,"t":"MESSAGE_CREATE","s":90,"d":{{"content":"{MARK} \ud800","author":{{"username":"{MARK}"}}}}}}"#
    );
    bot.fake().raw(&half);
    bot.fake().raw(&json!({"op": 0, "t": "MESSAGE_CREATE", "s": 91, "d": {"content": MARK}}).to_string());
    bot.fake().raw(&json!({"op": 0, "t": "INTERACTION_CREATE", "s": 92, "d": {"type": MARK}}).to_string());
    bot.mention("what is clonazepam used for?");
    let ended = bot.stop_gracefully();
    for (name, log) in [("stdout", &ended.stdout), ("stderr", &ended.stderr)] {
        assert!(!log.contains(MARK), "somebody's words are on {name}:\n{log}");
        assert!(!log.contains(asker().id), "somebody's id is on {name}:\n{log}");
    }
    assert!(ended.stderr.contains("ready"), "the log was looked at while it was empty");
}

#[test]
fn a_proxy_of_the_environment_does_not_get_the_token() {
    // Nothing listens there: whatever went that way would be lost, and the bot would not start.
    const NOWHERE: &str = "http://127.0.0.1:1";
    let environment =
        &[("http_proxy", NOWHERE), ("HTTP_PROXY", NOWHERE), ("all_proxy", NOWHERE), ("ALL_PROXY", NOWHERE)];
    let bot = Bot::start_with(Setup { environment, ..Setup::default() });
    bot.mention("what is clonazepam used for?");
    bot.finish();
}
