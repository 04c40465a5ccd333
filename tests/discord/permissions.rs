//! A permission that the bot lacks in a channel: who is told, and how often.

use std::time::{Duration, Instant};

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::curators::{CURATORS, told};
use crate::fake::events::Post;
use crate::fake::people::{GUILD, RESTRICTED};
use crate::said::Failures;
use crate::talk::{asker, subcommand};

const USED_FOR: &str = "what is clonazepam used for?";

fn status(bot: &Bot) -> String {
    bot.slash("faq-admin", &subcommand("status", &[]), &manager()).said.content
}

/// The status once it is as it should be, or as it is after some seconds: the bot is told what came of a reply a moment
/// after it was decided.
fn status_when(bot: &Bot, right: impl Fn(&str) -> bool) -> String {
    let end = Instant::now() + Duration::from_secs(5);
    loop {
        let status = status(bot);
        if right(&status) || Instant::now() > end {
            return status;
        }
    }
}

/// Ask in the channel and wait until the reply was refused.
fn ask_in_vain(bot: &Bot) {
    let path = format!("/channels/{}/messages", RESTRICTED.channel);
    let refused = |record: &crate::fake::Record| {
        record.requests.iter().filter(|request| request.path == path && !request.accepted).count()
    };
    let before = bot.fake().look(refused);
    bot.send(&Post::mention(&asker().at(Some(RESTRICTED)), USED_FOR));
    let again = bot.fake().wait(Duration::from_secs(5), |record| (refused(record) > before).then_some(()));
    assert!(again.is_some(), "it did not try");
}

#[test]
fn it_is_said_once_and_forgotten_when_it_is_given() {
    let bot = Bot::start_with(Setup { config: CURATORS, ..Setup::default() });
    let mut failures = Failures::default();
    let named = format!("I may not reply in <#{}>.", RESTRICTED.channel);
    bot.fake().change(|record| _ = record.forbidden.insert(RESTRICTED.channel));
    for _ in 0..3 {
        ask_in_vain(&bot);
    }
    let sent = told(&bot, 1);
    failures.check(sent.len() == 1 && sent[0].contains(&named), format!("{sent:?}"));
    let needs = ["View Channel", "Send Messages", "Send Messages in Threads", "Read Message History"];
    failures.check(needs.iter().all(|need| sent[0].contains(need)), format!("{sent:?}"));
    let shown = status_when(&bot, |status| status.contains("3 not sent"));
    failures.check(shown.contains(&named) && shown.contains("3 not sent"), shown);
    let log = bot.wait_for_log("a permission is missing");
    let lines = |words: &str| log.lines().filter(|line| line.contains(words)).count();
    failures.check(lines("a permission is missing") == 1 && lines("HTTP 403") == 1, &log);
    // Another channel of the server is no concern of it.
    failures.check(bot.mention(USED_FOR).has_any(&["epilepsy"]), "another channel");
    bot.fake().change(|record| _ = record.forbidden.remove(RESTRICTED.channel));
    bot.post(&Post::mention(&asker().at(Some(RESTRICTED)), USED_FOR));
    let shown = status_when(&bot, |status| !status.contains(&named));
    failures.check(!shown.contains(&named), shown);
    bot.fake().change(|record| _ = record.forbidden.insert(RESTRICTED.channel));
    ask_in_vain(&bot);
    let sent = told(&bot, 2);
    failures.check(sent.len() == 2, format!("{sent:?}"));
    failures.end();
    bot.finish();
}

#[test]
fn a_curators_channel_that_is_closed_itself_is_no_loop() {
    let bot = Bot::start_with(Setup { config: CURATORS, ..Setup::default() });
    bot.fake().change(|record| record.forbidden.extend([crate::fake::people::CURATORS_CHANNEL, RESTRICTED.channel]));
    ask_in_vain(&bot);
    bot.wait_for_log("curators could not be told");
    bot.fake().change(|record| record.forbidden.clear());
    let said = bot.post(&Post::mention(&asker().at(Some(GUILD)), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    bot.finish();
}
