//! Starts, refused starts, reconnects and the end.

use crate::bot::{Bot, Ended, LIMIT, Setup};
use crate::fake::events::Post;
use crate::fake::{BOT_ID, MessageContent, Settings};
use crate::said::Failures;
use crate::talk::asker;

/// It failed with one of these words in its log, and never spoke with the gateway.
fn refused_with(ended: &Ended, words: &[&str]) -> bool {
    let log = ended.stderr.to_lowercase();
    let said = words.iter().any(|word| log.contains(word));
    let connections = ended.fake.look(|record| record.connections);
    !ended.status.success() && said && connections == 0 && !log.contains("panicked")
}

fn describe(ended: &Ended) -> String {
    let connections = ended.fake.look(|record| record.connections);
    let (status, log) = (ended.status, &ended.stderr);
    format!("{status}, {connections} gateway connections, stderr:\n{log}")
}

#[test]
fn prints_the_invitation_and_ends_on_sigterm() {
    // With everything logged, since that is when a token would most easily be printed.
    let bot = Bot::start_with(Setup { log_level: Some("debug"), ..Setup::default() });
    bot.mention("what is clonazepam used for?");
    let printed = bot.stdout();
    let mut failures = Failures::default();
    for part in [&format!("client_id={BOT_ID}"), "permissions=", "scope=bot"] {
        failures.check(printed.contains(part), format!("no {part} in {printed}"));
    }
    failures.check(printed.contains("applications.commands"), "no command scope");
    failures.end();
    let ended = bot.stop_gracefully();
    assert_eq!(ended.status.code(), Some(0), "{}", ended.stderr);
    assert!(ended.stderr.contains("ready"), "{}", ended.stderr);
}

/// Discord sends events as soon as it has sent READY, and they are handled beside it.
#[test]
fn answers_what_is_asked_right_behind_ready() {
    let bot = Bot::spawn(Setup::default());
    let begun = bot.fake().wait(LIMIT, |record| (record.identified > 0).then_some(()));
    assert!(begun.is_some(), "no session was begun");
    let asked: Vec<String> =
        (0..20).map(|_| bot.fake().ask(&Post::mention(&asker(), "what is clonazepam used for?"))).collect();
    let answered = bot.fake().wait(LIMIT, |record| asked.iter().all(|id| record.ledger.is_answered(id)).then_some(()));
    if answered.is_none() {
        bot.give_up("somebody who asked at the start was not answered");
    }
    bot.finish();
}

#[test]
fn answers_again_after_a_reconnect() {
    let bot = Bot::start();
    bot.mention("what is clonazepam used for?");
    bot.fake().ask_to_reconnect();
    let resumed = bot.fake().wait(LIMIT, |record| (record.resumed > 0 || record.identified > 1).then_some(()));
    if resumed.is_none() {
        bot.give_up("it did not come back");
    }
    bot.mention("what is clonazepam used for?");
    bot.finish();
}

fn asking_for_content(message_content: MessageContent) -> Setup {
    Setup { message_content: true, fake: Settings { message_content, ..Settings::default() }, ..Setup::default() }
}

#[test]
fn asks_for_message_content_where_it_is_told_to() {
    let bot = Bot::start_with(asking_for_content(MessageContent::On));
    bot.mention("what is clonazepam used for?");
    bot.finish();
}

#[test]
fn message_content_that_is_switched_off_ends_it() {
    let ended = Bot::run_to_end(asking_for_content(MessageContent::Off));
    let clear = ended.stderr.contains("message content intent") && ended.stderr.contains("developer portal");
    assert!(clear && ended.status.code() == Some(2), "{}", describe(&ended));
}

#[test]
fn a_refused_token_ends_it() {
    let ended =
        Bot::run_to_end(Setup { fake: Settings { refuse_token: true, ..Settings::default() }, ..Setup::default() });
    let lines = ended.stderr.to_lowercase();
    let clear = |line: &&str| {
        let refused = ["refused", "rejected", "invalid"];
        line.contains("token") && refused.iter().any(|word| line.contains(word))
    };
    let right = refused_with(&ended, &["token"]) && lines.lines().filter(clear).count() == 1;
    assert!(right, "{}", describe(&ended));
}

#[test]
fn wrong_settings_end_it_before_any_request() {
    let typo = "[admin]\nrole = [\"111\"]\n";
    let section = "[surprise]\nanswer = 42\n";
    let with_config = |config| Setup { config, ..Setup::default() };
    let with_url = |api_url| Setup { api_url: Some(api_url), ..Setup::default() };
    let without_token = Setup { without_token: true, ..Setup::default() };
    let cases = [
        (without_token, "discord_token"),
        (with_config(typo), "role"),
        (with_config(section), "surprise"),
        (with_url("not a url"), "api_url"),
        (with_url("ftp://127.0.0.1:9"), "api_url"),
    ];
    let mut failures = Failures::default();
    for (setup, word) in cases {
        let ended = Bot::run_to_end(setup);
        let requests = ended.fake.look(|record| record.requests.len());
        let right = refused_with(&ended, &[word]) && requests == 0;
        failures.check(right, format!("{word}: {requests} requests, {}", describe(&ended)));
    }
    failures.end();
}

#[test]
fn a_foreign_gateway_is_never_connected_to() {
    // The second is the fake itself under another name, so that it would see a connection.
    let urls = ["wss://gateway.example.com", "ws://localhost:{port}/gateway"];
    let mut failures = Failures::default();
    for url in urls {
        let ended = Bot::run_to_end(Setup {
            fake: Settings { gateway_url: Some(url), ..Settings::default() },
            ..Setup::default()
        });
        let right = refused_with(&ended, &["gateway"]);
        failures.check(right, format!("{url}: {}", describe(&ended)));
    }
    failures.end();
}
