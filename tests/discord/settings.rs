//! What is set in Discord or noted for the next start: where the bot listens, and which commands Discord knows.

use rusqlite::Connection;

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::fake::people::{FORUM, GUILD, HELPERS, OTHER_GUILD, Person};
use crate::listening::set;
use crate::said::Failures;
use crate::talk::{asker, channel, no, role, subcommand, yes};

const USED_FOR: &str = "what is clonazepam used for?";

fn listed(bot: &Bot, by: &Person) -> String {
    bot.slash("faq-admin", &subcommand("channels", &[]), by).said.content
}

#[test]
fn channels_are_set_unset_and_listed() {
    let bot = Bot::start_with(Setup::listening(""));
    let mut failures = Failures::default();
    let none = listed(&bot, &manager());
    failures.check(none.contains("only where I am mentioned"), none);
    let refusal = bot.slash("faq-admin", &subcommand("channels", &[channel("channel", GUILD)]), &asker());
    failures.check(refusal.ephemeral && refusal.said.has_any(&["only people who may manage"]), refusal.said.content);
    let still = listed(&bot, &manager());
    failures.check(still.contains("only where I am mentioned"), still);
    set(&bot, GUILD, &[yes("threads")]);
    let both = set(&bot, FORUM, &[role("helpers", HELPERS)]).content;
    let lines =
        [format!("<#{}>, in its threads too", GUILD.channel), format!("<#{}>, helpers <@&{HELPERS}>", FORUM.channel)];
    failures.check(lines.iter().all(|line| both.contains(line)), &both);
    let elsewhere = listed(&bot, &manager().at(Some(OTHER_GUILD)));
    failures.check(elsewhere.contains("only where I am mentioned"), elsewhere);
    let again = set(&bot, GUILD, &[]).content;
    failures.check(!again.contains("threads"), again);
    let one = set(&bot, FORUM, &[no("answer")]).content;
    failures.check(one.contains(GUILD.channel) && !one.contains(FORUM.channel), one);
    failures.end();
    bot.finish();
}

#[test]
fn settings_survive_a_restart() {
    let mut bot = Bot::start_with(Setup::listening(""));
    set(&bot, GUILD, &[]);
    bot.restart(|_| {});
    let shown = listed(&bot, &manager());
    assert!(shown.contains(GUILD.channel), "{shown}");
    let said = bot.post(&Post::plain(&asker(), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    bot.finish();
}

#[test]
fn it_says_when_it_is_not_given_the_text_of_messages() {
    let bot = Bot::start();
    let shown = set(&bot, GUILD, &[]).content;
    let right = shown.contains("Message Content Intent") && shown.contains("message_content = true");
    assert!(right && shown.contains(GUILD.channel), "{shown}");
    bot.finish();
}

#[test]
fn settings_that_cannot_be_kept_are_said_to_be_lost() {
    // The state folder is a file, so nothing can be put into it.
    let config = "[state]\nfolder = \"config.toml\"\n";
    let bot = Bot::start_with(Setup::listening(config));
    let shown = set(&bot, GUILD, &[]).content;
    assert!(shown.contains("lost when the bot is started anew") && shown.contains(GUILD.channel), "{shown}");
    let said = bot.post(&Post::plain(&asker(), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    bot.finish();
}

#[test]
fn commands_are_registered_only_when_they_are_others() {
    let mut bot = Bot::start();
    let registrations =
        |bot: &Bot| bot.fake().look(|record| record.requests.iter().filter(|request| request.method == "PUT").count());
    assert_eq!(registrations(&bot), 1);
    bot.restart(|_| {});
    assert_eq!(registrations(&bot), 1, "the same were registered again");
    // As a version with other commands would have left it.
    bot.restart(|bot| {
        let database = Connection::open(bot.state_folder().join("settings.sqlite")).expect("the settings");
        let changed = database
            .execute(r#"UPDATE fact SET value = replace(value, '"ask"', '"asks"') WHERE name = 'commands'"#, []);
        assert_eq!(changed.expect("a fact"), 1);
    });
    assert_eq!(registrations(&bot), 2, "changed commands were not registered");
    bot.restart(|bot| bot.fake().change(|record| record.application = Some("100000000000000001")));
    assert_eq!(registrations(&bot), 3, "another application was not told");
    bot.finish();
}
