//! What must not travel: people's words into the log, the token past the configured way.
//!
//! That the token is printed nowhere is checked at the end of every bot, not here.

use serde_json::json;

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::fake::{MessageContent, Settings};
use crate::talk::{asker, subcommand, text, typing, yes};

/// A word that stands in every text the bot is given, and nowhere else.
const MARK: &str = "zephyrwort";

/// Everything that can be switched on, so that every path is open.
const ALL_ON: &str = "[safety]\nwatch_for_emergencies = [\"300000000000000001\"]\n\
    [safety.alert_channels]\n\"200000000000000001\" = \"300000000000000007\"";

#[test]
fn nobodys_words_reach_the_log() {
    let fake = Settings { message_content: MessageContent::On, ..Settings::default() };
    let setup = Setup { log_level: Some("debug"), config: ALL_ON, message_content: true, fake, ..Setup::default() };
    let bot = Bot::start_with(setup);
    let marked = format!("{MARK} what is clonazepam used for?");
    bot.mention(&marked);
    bot.dm(&marked);
    bot.post(&Post::reply(&asker(), &format!("{MARK} i took 30 pills")));
    bot.send(&Post::plain(&asker(), &marked));
    bot.slash("ask", &[text("question", &marked), yes("private")], &asker());
    bot.slash("faq", &subcommand("show", &[text("topic", MARK)]), &asker());
    bot.autocomplete("ask", &[typing("question", MARK)]);
    bot.press(&format!("show:{MARK}:1"), &asker());
    // One question for each way it can be decided.
    let questions = [
        "i took 30 pills and cant wake up",
        "i want to kill myself",
        "what happens in an overdose",
        "where can i buy it without a prescription",
        "can i double my dose",
        "does it show up on a drug test",
        "what is the weather",
        "can i drive and can i drink",
        "\u{130}\u{0}\u{202e} \u{fdfa}",
        "",
    ];
    for question in questions {
        bot.mention(&format!("{MARK} {question}"));
        bot.slash("ask", &[text("question", &format!("{question} {MARK}"))], &asker());
    }
    bot.post(&Post::plain(&asker(), &format!("{MARK} he is not breathing, i cant wake him")));
    bot.slash("faq", &subcommand("show", &[text("topic", &format!("{MARK} i want to kill myself"))]), &asker());
    bot.slash("faq-admin", &subcommand("status", &[]), &manager());
    let reload = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    bot.edit_of(&reload);
    // Replies that Discord refuses, and a reload of files that are wrong.
    std::fs::write(bot.faq_folder().join("more.toml"), "[[entry").expect("a broken file");
    let reload = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    bot.edit_of(&reload);
    bot.fake().fail_messages();
    bot.send(&Post::mention(&asker(), &format!("{MARK} he is not breathing, i cant wake him")));
    bot.send(&Post::mention(&asker(), &format!("{MARK} what is it used for")));
    // Events that the library cannot read: bad JSON, and JSON of another shape.
    let half = format!(
        r#"{{"op":0,"t":"MESSAGE_CREATE","s":90,"d":{{"content":"{MARK} \ud800","author":{{"username":"{MARK}"}}}}}}"#
    );
    bot.fake().raw(&half);
    bot.fake().raw(&json!({"op": 0, "t": "MESSAGE_CREATE", "s": 91, "d": {"content": MARK}}).to_string());
    bot.fake().raw(&json!({"op": 0, "t": "INTERACTION_CREATE", "s": 92, "d": {"type": MARK}}).to_string());
    bot.slash("ask", &[text("question", "what is clonazepam used for?")], &asker());
    let ended = bot.stop_gracefully();
    for (name, log) in [("stdout", &ended.stdout), ("stderr", &ended.stderr)] {
        assert!(!log.contains(MARK), "somebody's words are on {name}:\n{log}");
        assert!(!log.contains(asker().id), "somebody's id is on {name}:\n{log}");
    }
    for line in ["ready", "reloaded", "not reloaded", "a reply could not be sent: HTTP 403"] {
        assert!(ended.stderr.contains(line), "the log has no '{line}':\n{}", ended.stderr);
    }
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
