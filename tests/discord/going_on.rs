//! What a reader can do with an answer: read it, go on from it, say whether it helped, take it away.

use serde_json::{Value, json};

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::BOT_ID;
use crate::fake::events;
use crate::fake::people::{GUILD, Person};
use crate::faq_files;
use crate::said::{Callback, Failures, Said};
use crate::talk::{asker, member, subcommand, text, yes};

const USED_FOR: &str = "what is clonazepam used for?";
const WANTS_TO_DIE: &str = "i want to kill myself tonight";
const MANAGE_MESSAGES: u64 = 1 << 13;

fn other() -> Person {
    Person::new("400000000000000099")
}

/// The message that Discord shows for what the bot said in the channel.
fn shown(bot: &Bot, said: &Said) -> Value {
    events::shown(bot.fake(), GUILD.channel, &said.body)
}

fn refuses(callback: &Callback) -> bool {
    callback.kind == 4 && callback.ephemeral
}

fn stats(bot: &Bot) -> String {
    bot.slash("faq-admin", &subcommand("stats", &[]), &manager()).said.content
}

#[test]
fn an_answer_has_its_question_its_source_and_the_notice() {
    let bot = Bot::start();
    let said = bot.mention(USED_FOR);
    let lines: Vec<&str> = said.content.lines().filter(|line| !line.is_empty()).collect();
    let [title, answer, source, notice] = lines.as_slice() else { panic!("{lines:#?}") };
    let mut failures = Failures::default();
    failures.check(*title == "**What is clonazepam used for?**", *title);
    failures.check(answer.contains("epilepsy") && !answer.contains('*'), *answer);
    failures.check(source.starts_with("-# “Breaking down Generic Clonazepam 2mg…”, paragraph "), *source);
    failures.check(source.contains(": “…") && source.contains("…” · FAQ "), *source);
    failures.check(notice.starts_with("> **") && notice.contains("consult your healthcare provider"), *notice);
    let rows = said.body["components"].as_array().expect("rows").clone();
    let labels = |row: &Value| -> Vec<String> {
        let parts = row["components"].as_array().expect("a row").iter();
        parts
            .map(|part| part["label"].as_str().or(part["placeholder"].as_str()).unwrap_or_default().to_owned())
            .collect()
    };
    let labels: Vec<Vec<String>> = rows.iter().map(labels).collect();
    let expected = [vec!["Related questions"], vec!["This helped", "This did not help", "Delete"]];
    failures.check(labels == expected, format!("{labels:?}"));
    let private = bot.slash("ask", &[text("question", USED_FOR), yes("private")], &asker());
    let deletes = private.said.buttons().iter().any(|id| id.starts_with("delete"));
    failures.check(private.ephemeral && !deletes, format!("{:?}", private.said.buttons()));
    let in_danger = bot.mention(WANTS_TO_DIE);
    failures.check(in_danger.buttons().is_empty(), format!("{:?}", in_danger.buttons()));
    failures.end();
    bot.finish();
}

#[test]
fn a_related_question_takes_the_messages_place() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let message = shown(&bot, &bot.mention(USED_FOR));
    let menu = format!("related:{}", asker().id);
    let picked = bot.pick(&message, &menu, "epilepsy", &asker());
    failures.check(picked.kind == 7, format!("type {}", picked.kind));
    failures.check(picked.said.content.starts_with("**Is clonazepam used for epilepsy?**"), &picked.said.content);
    let goes_on = picked.said.buttons().contains(&menu);
    failures.check(goes_on, format!("{:?}", picked.said.buttons()));
    let refused = bot.pick(&message, &menu, "epilepsy", &other());
    failures.check(refuses(&refused), "another person picked");
    let gone = bot.pick(&message, &menu, "no-such-entry", &asker());
    failures.check(refuses(&gone) && gone.said.has_any(&["not in the faq any more"]), &gone.said.content);
    for wrong in ["", "No such entry!", "<@1>"] {
        let answer = bot.pick(&message, &menu, wrong, &asker());
        failures.check(refuses(&answer), format!("the pick {wrong:?}"));
    }
    failures.end();
    bot.finish();
}

#[test]
fn a_picked_entry_can_be_deleted_by_those_who_could_before() {
    let bot = Bot::start();
    let asked = bot.slash("ask", &[text("question", USED_FOR), member("for", other().id)], &asker());
    let message = shown(&bot, &asked.said);
    let picked = bot.pick(&message, &format!("related:{}", other().id), "epilepsy", &other());
    let delete = format!("delete:{}:{}", other().id, asker().id);
    assert!(picked.said.buttons().contains(&delete), "{:?}", picked.said.buttons());
    bot.finish();
}

#[test]
fn a_vote_is_the_askers_and_is_counted_once() {
    let mut bot = Bot::start();
    let mut failures = Failures::default();
    let said = bot.mention(USED_FOR);
    let message = shown(&bot, &said);
    let [helped, not] = ["yes", "no"].map(|vote| format!("{vote}:uses:{}", asker().id));
    failures.check(said.buttons().contains(&helped) && said.buttons().contains(&not), format!("{:?}", said.buttons()));
    failures.check(refuses(&bot.press_under(&message, &helped, &other())), "another person's vote");
    for button in [&helped, &not, &helped] {
        let thanked = bot.press_under(&message, button, &asker());
        failures.check(refuses(&thanked), format!("{button}: {}", thanked.said.content));
        failures.check(thanked.said.has_any(&["thank", "sorry"]), thanked.said.content);
    }
    let counted = stats(&bot);
    failures.check(counted.contains("`uses` 1 / 0 / 1 / 0"), counted);
    // The entry may change and the process may be another: what is pressed still works.
    faq_files::set_answer(&bot.faq_folder(), "uses", "Another answer, about epilepsy.");
    let reload = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    bot.edit_of(&reload);
    let second = shown(&bot, &said);
    failures.check(bot.press_under(&second, &not, &asker()).said.has_any(&["sorry"]), "after a reload");
    let counted = stats(&bot);
    failures.check(counted.contains("`uses` 1 / 0 / 1 / 1"), counted);
    bot.restart(|_| {});
    let third = shown(&bot, &said);
    failures.check(bot.press_under(&third, &not, &asker()).said.has_any(&["sorry"]), "after a restart");
    let counted = stats(&bot);
    failures.check(counted.contains("`uses` 0 / 0 / 0 / 1"), counted);
    failures.end();
    bot.finish();
}

#[test]
fn a_reply_is_taken_away_by_whom_it_is_for() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let deleted = |token: &str| {
        let path = format!("/webhooks/{BOT_ID}/{token}/messages/@original");
        let limit = std::time::Duration::from_secs(5);
        bot.fake().wait(limit, |record| record.requests.iter().any(|it| it.is("DELETE", &path)).then_some(())).is_some()
    };
    let asked = bot.slash("ask", &[text("question", USED_FOR), member("for", other().id)], &asker());
    let delete = format!("delete:{}:{}", other().id, asker().id);
    failures.check(asked.said.buttons().contains(&delete), format!("{:?}", asked.said.buttons()));
    let message = shown(&bot, &asked.said);
    let stranger = Person::new("400000000000000098");
    let refused = bot.press_under(&message, &delete, &stranger);
    failures.check(refuses(&refused), "a stranger deleted it");
    let allowed =
        [("who it is for", other()), ("who asked", asker()), ("a moderator", stranger.permission(MANAGE_MESSAGES))];
    for (name, person) in allowed {
        let press = bot.press_under(&message, &delete, &person);
        failures.check(press.kind == 6 && deleted(&press.token), format!("{name}: type {}", press.kind));
    }
    failures.end();
    bot.finish();
}

#[test]
fn an_answer_for_somebody_calls_that_member_alone() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let for_other = [text("question", USED_FOR), member("for", other().id)];
    let nobody = json!({"parse": [], "users": [], "roles": [], "replied_user": false});
    let pings = |answer: &Callback| answer.said.body["allowed_mentions"].clone();
    let answer = bot.slash("ask", &for_other, &asker());
    let only = json!({"parse": [], "users": [other().id], "roles": [], "replied_user": false});
    failures.check(pings(&answer) == only, format!("{}", pings(&answer)));
    failures.check(answer.said.content.starts_with(&format!("<@{}>\n", other().id)), &answer.said.content);
    let theirs = answer.said.buttons().iter().all(|id| id.starts_with("delete") || id.ends_with(other().id));
    failures.check(theirs, format!("{:?}", answer.said.buttons()));
    let private = [for_other.to_vec(), vec![yes("private")]].concat();
    let with_ping = [text("question", "@everyone <@123> <@&456> what is it used for"), member("for", other().id)];
    for (name, options, by) in [
        ("in private", private, asker()),
        ("for a bot", vec![text("question", USED_FOR), member("for", BOT_ID)], asker()),
        ("in a direct message", for_other.to_vec(), asker().at(None)),
    ] {
        let answer = bot.slash("ask", &options, &by);
        let silent = pings(&answer) == nobody && !answer.said.content.contains("<@");
        failures.check(silent, format!("{name}: {} {}", pings(&answer), answer.said.content));
    }
    let answer = bot.slash("ask", &with_ping, &asker());
    let rest = answer.said.content.replacen(&format!("<@{}>", other().id), "", 1);
    failures.check(!rest.contains("<@") && !rest.contains("@everyone") && pings(&answer) == only, rest);
    let help = bot.slash("ask", &[text("question", WANTS_TO_DIE), member("for", other().id)], &asker());
    let right = help.said.has_any(&["please talk to someone now"]) && help.said.buttons().is_empty();
    failures.check(right, help.said.content);
    failures.end();
    bot.finish();
}

/// An answer that is as long as a curator may make it, under a title as long, with everything that can be around it.
#[test]
fn the_longest_answer_leaves_with_its_notice() {
    let bot = Bot::start_with(Setup::default());
    let answer = "Ask a pharmacist. ".repeat(34);
    faq_files::set_answer(&bot.faq_folder(), "uses", &answer[..599]);
    let reload = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    bot.edit_of(&reload);
    let said = bot.slash("ask", &[text("question", USED_FOR), member("for", other().id)], &asker()).said;
    assert!(said.has_any(&["ask a pharmacist"]) && said.content.chars().count() <= 2000, "{}", said.content);
    bot.finish();
}
