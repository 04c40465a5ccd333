//! "Answer from the FAQ" in a message's menu: somebody has the bot answer somebody else.

use serde_json::json;

use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::fake::people::{ALERT_CHANNEL, GUILD, Person};
use crate::said::Failures;
use crate::talk::asker;

const USED_FOR: &str = "what is clonazepam used for?";
const NOT_WAKING: &str = "he took the whole bottle and i cant wake him up";

fn helper() -> Person {
    Person::new("400000000000000077")
}

#[test]
fn it_replies_to_the_message_and_says_who_asked() {
    let bot = Bot::start_with(Setup::listening(""));
    let mut failures = Failures::default();
    let message = bot.write(&Post::plain(&asker(), &format!("hi all, {USED_FOR}")));
    let answer = bot.answer_message(&message, &helper());
    failures.check(answer.kind == 5 && answer.ephemeral, format!("type {}", answer.kind));
    let done = bot.edit_of(&answer);
    failures.check(done.has_any(&["i have replied"]), done.content);
    let reply = bot.reply_in(GUILD.channel, message["id"].as_str().expect("an id")).expect("a reply");
    let begins = reply.content.starts_with(&format!("Asked for by <@{}>:", helper().id));
    failures.check(begins && reply.has_any(&["epilepsy"]), &reply.content);
    let pings = &reply.body["allowed_mentions"];
    let silent = *pings == json!({"parse": [], "users": [], "roles": [], "replied_user": false});
    failures.check(silent, pings.to_string());
    let buttons = reply.buttons();
    let delete = format!("delete:{}:{}", asker().id, helper().id);
    failures
        .check(buttons.contains(&delete) && buttons.contains(&format!("yes:uses:{}", asker().id)), buttons.join(" "));
    failures.end();
    bot.finish();
}

#[test]
fn it_says_nothing_in_the_channel_where_it_has_nothing_to_say() {
    let bot = Bot::start_with(Setup::listening(""));
    let mut failures = Failures::default();
    let posts = [
        ("not found", Post::plain(&asker(), "is the bridge open on sundays"), "found no answer"),
        ("no words", Post::plain(&asker(), ""), "found no answer"),
        ("a bot", Post { by_bot: true, ..Post::plain(&asker(), USED_FOR) }, "not written by a person"),
        ("a webhook", Post { by_webhook: true, ..Post::plain(&asker(), USED_FOR) }, "not written by a person"),
    ];
    let mut ids = Vec::new();
    for (name, post, words) in posts {
        let message = bot.write(&post);
        ids.push(message["id"].as_str().expect("an id").to_owned());
        let answer = bot.answer_message(&message, &helper());
        let right = answer.kind == 4 && answer.ephemeral && answer.said.has_any(&[words]);
        failures.check(right, format!("{name}: {}", answer.said.content));
    }
    failures.check(bot.silent(&ids), "a message got a reply");
    failures.end();
    bot.finish();
}

#[test]
fn danger_gets_help_and_moderators_are_told() {
    let bot =
        Bot::start_with(Setup::listening("[safety.alert_channels]\n\"200000000000000001\" = \"300000000000000007\""));
    let message = bot.write(&Post::plain(&asker(), NOT_WAKING));
    let id = message["id"].as_str().expect("an id");
    bot.edit_of(&bot.answer_message(&message, &helper()));
    let reply = bot.reply_in(GUILD.channel, id).expect("a reply");
    assert!(reply.content.starts_with("**Call ") && reply.buttons().is_empty(), "{}", reply.content);
    let link = format!("https://discord.com/channels/{}/{}/{id}", GUILD.guild, GUILD.channel);
    let path = format!("/channels/{ALERT_CHANNEL}/messages");
    let told = bot.fake().look(|record| {
        let mut sent = record.requests.iter().filter(|request| request.is("POST", &path));
        sent.any(|request| request.body["content"].as_str().is_some_and(|content| content.contains(&link)))
    });
    assert!(told, "moderators were not told of {link}");
    bot.finish();
}

#[test]
fn a_missing_permission_is_told_to_who_asked() {
    let bot = Bot::start_with(Setup::listening(""));
    let message = bot.write(&Post::plain(&asker(), USED_FOR));
    bot.fake().change(|record| _ = record.forbidden.insert(GUILD.channel));
    let told = bot.edit_of(&bot.answer_message(&message, &helper()));
    assert!(told.has_any(&["could not reply"]) && told.has_any(&["read message history"]), "{}", told.content);
    bot.fake().change(|record| _ = record.forbidden.remove(GUILD.channel));
    bot.finish();
}
