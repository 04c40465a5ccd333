//! Channels and forums where the bot answers without being mentioned.

use serde_json::json;

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::events::{self, Post};
use crate::fake::people::{FORUM, GUILD, HELPERS, OTHER_GUILD, Person, Place, RESTRICTED, THREAD, bot_user};
use crate::said::{Failures, Said};
use crate::talk::{asker, channel, no, role, subcommand, yes};

const USED_FOR: &str = "what is clonazepam used for?";
const ALCOHOL: &str = "can i drink alcohol while taking clonazepam?";
const NOT_WAKING: &str = "he took the whole bottle and i cant wake him up";

/// Have the bot listen in a channel.
pub fn set(bot: &Bot, place: Place, more: &[serde_json::Value]) -> Said {
    let options = [&[channel("channel", place)], more].concat();
    let answer = bot.slash("faq-admin", &subcommand("channels", &options), &manager());
    assert!(answer.ephemeral, "all could see it");
    answer.said
}

/// The bot learns the id of its reply a moment after the fake has it, and nobody presses or asks as soon.
fn settle() {
    std::thread::sleep(std::time::Duration::from_millis(700));
}

fn further(number: usize) -> Person {
    Person::further(number)
}

#[test]
fn it_answers_what_is_clear_and_leaves_the_rest() {
    let bot = Bot::start_with(Setup::listening(""));
    set(&bot, GUILD, &[]);
    let mut failures = Failures::default();
    let said = bot.post(&Post::plain(&further(1), USED_FOR));
    failures.check(said.content.starts_with("**What is clonazepam used for?**"), said.content);
    let in_danger = bot.post(&Post::plain(&further(2), NOT_WAKING));
    failures.check(in_danger.content.starts_with("**Call "), in_danger.content);
    // Nobody else's talk is worth more than a life.
    let to_somebody = bot.post(&Post::answer(&further(3), NOT_WAKING));
    failures.check(to_somebody.content.starts_with("**Call "), to_somebody.content);
    let mentioning = |content: &str| {
        let somebody = crate::fake::people::user("400000000000000055", false);
        Post { fields: json!({"mentions": [somebody]}), ..Post::plain(&further(4), content) }
    };
    // Discord says so in a message of the member's when a thread gets its name.
    let thread_created = Post { fields: json!({"type": 18}), ..Post::plain(&further(5), USED_FOR) };
    let quiet = [
        ("chatter", Post::plain(&further(6), "nice weather today everyone")),
        ("an unclear one", Post::plain(&further(6), "i had my first one last night lol")),
        ("nothing in the FAQ", Post::plain(&further(6), "what is the capital of france")),
        ("a reply to somebody", Post::answer(&further(7), ALCOHOL)),
        ("a mention of somebody", mentioning(ALCOHOL)),
        ("a new thread", thread_created),
        ("a thread", Post::plain(&further(8).at(Some(THREAD)), ALCOHOL)),
        ("a forum", Post::plain(&further(8).at(Some(FORUM)), ALCOHOL)),
        ("another server", Post::plain(&further(9).at(Some(OTHER_GUILD)), ALCOHOL)),
        ("a bot", Post { by_bot: true, ..Post::plain(&further(9), ALCOHOL) }),
        ("a webhook", Post { by_webhook: true, ..Post::plain(&further(9), ALCOHOL) }),
    ];
    let ids: Vec<String> = quiet.iter().map(|(_, post)| bot.send(post)).collect();
    if !bot.silent(&ids) {
        let answered = |id: &String| bot.fake().look(|record| record.answered(id));
        let wrong: Vec<&str> =
            quiet.iter().zip(&ids).filter(|(_, id)| answered(id)).map(|((name, _), _)| *name).collect();
        failures.check(false, format!("it answered {wrong:?}"));
    }
    failures.end();
    bot.finish();
}

#[test]
fn threads_are_answered_in_where_that_is_set() {
    let bot = Bot::start_with(Setup::listening(""));
    let shown = set(&bot, GUILD, &[yes("threads")]);
    assert!(shown.has_any(&["in its threads too"]), "{}", shown.content);
    let said = bot.post(&Post::plain(&further(1).at(Some(THREAD)), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    bot.finish();
}

#[test]
fn what_was_just_answered_is_pointed_to() {
    let bot = Bot::start_with(Setup::listening(""));
    set(&bot, GUILD, &[]);
    set(&bot, RESTRICTED, &[]);
    let mut failures = Failures::default();
    let first = bot.send(&Post::plain(&further(1), USED_FOR));
    let said = bot.reply_in(GUILD.channel, &first).expect("an answer");
    failures.check(said.has_any(&["epilepsy"]), said.content);
    // Time to read it, for the bot is told of its own reply's id only then.
    bot.mention(USED_FOR);
    let link = bot.fake().look(|record| record.reply_to(GUILD.channel, &first)).expect("the reply's id");
    let link = format!("https://discord.com/channels/{}/{}/{link}", GUILD.guild, GUILD.channel);
    settle();
    for number in 2..4 {
        let said = bot.post(&Post::plain(&further(number), USED_FOR));
        failures
            .check(said.content.contains(&link) && !said.has_any(&["epilepsy"]), format!("{number}: {}", said.content));
    }
    let said = bot.post(&Post::plain(&further(4), ALCOHOL));
    failures.check(said.has_any(&["**can i drink alcohol"]), format!("another entry: {}", said.content));
    let elsewhere = further(5).at(Some(RESTRICTED));
    let said = bot.post(&Post::plain(&elsewhere, USED_FOR));
    failures.check(said.has_any(&["epilepsy"]), format!("another channel: {}", said.content));
    let said = bot.post(&Post::mention(&further(6), USED_FOR));
    failures.check(said.has_any(&["epilepsy"]), format!("who asks the bot is answered: {}", said.content));
    // Two questions at once are not half answered.
    let said = bot
        .post(&Post::plain(&further(7), "What is clonazepam used for? Can I drink alcohol while taking clonazepam?"));
    failures.check(said.has_any(&["epilepsy"]) && said.has_any(&["alcohol"]), format!("two: {}", said.content));
    failures.end();
    bot.finish();
}

#[test]
fn what_was_deleted_or_replaced_is_not_pointed_to() {
    let bot = Bot::start_with(Setup::listening(""));
    set(&bot, GUILD, &[]);
    for (number, press) in [(1, "delete"), (3, "show")] {
        let by = further(number);
        let id = bot.send(&Post::plain(&by, USED_FOR));
        let said = bot.reply_in(GUILD.channel, &id).expect("an answer");
        assert!(said.has_any(&["epilepsy"]), "{press}: {}", said.content);
        settle();
        let reply = bot.fake().look(|record| record.reply_to(GUILD.channel, &id)).expect("the reply's id");
        let mut message = events::shown(bot.fake(), GUILD.channel, &said.body);
        message["id"] = reply.into();
        let button = match press {
            "delete" => format!("delete:{0}:{0}", by.id),
            _ => format!("show:alcohol:{}", by.id),
        };
        bot.press_under(&message, &button, &by);
    }
    let said = bot.post(&Post::plain(&further(5), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    bot.finish();
}

#[test]
fn a_forums_post_is_answered_once_and_helpers_are_called_once() {
    let bot = Bot::start_with(Setup::listening(""));
    let shown = set(&bot, FORUM, &[role("helpers", HELPERS), yes("threads")]);
    assert!(shown.content.contains(&format!("<#{}>", FORUM.channel)), "{}", shown.content);
    let mut failures = Failures::default();
    let author = further(1);
    // The question is in the title alone.
    let post = bot.fake().open_post(USED_FOR, &Post::plain(&author, "i could not find it anywhere, thank you"));
    let said = bot.reply_in(post.channel, post.channel).expect("an answer to the post");
    failures.check(said.has_any(&["epilepsy"]), &said.content);
    let later = [
        Post::plain(&author.clone().at(Some(post)), ALCOHOL),
        Post::plain(&further(2).at(Some(post)), ALCOHOL),
        Post::answer(&further(3).at(Some(post)), "welcome!"),
    ];
    let ids: Vec<String> = later.iter().map(|post| bot.send(post)).collect();
    failures.check(bot.silent(&ids), "a later message in the post got a reply");
    let in_danger = bot.post(&Post::plain(&further(4).at(Some(post)), NOT_WAKING));
    failures.check(in_danger.content.starts_with("**Call "), in_danger.content);
    let message = events::shown(bot.fake(), post.channel, &said.body);
    let (button, author) = (format!("helpers:{}", author.id), author.at(Some(post)));
    failures.check(said.buttons().contains(&button), said.buttons().join(" "));
    let calls = || {
        let path = format!("/channels/{}/messages", post.channel);
        bot.fake().look(|record| {
            let sent = record.requests.iter().filter(|request| request.is("POST", &path));
            let calls = sent.filter(|request| request.body["message_reference"].is_null());
            calls.map(|request| request.body.clone()).collect::<Vec<_>>()
        })
    };
    let stranger = bot.press_under(&message, &button, &further(5).at(Some(post)));
    failures.check(stranger.ephemeral && stranger.said.has_any(&["for the person who asked"]), stranger.said.content);
    failures.check(calls().is_empty(), "a stranger called the helpers");
    // Going on from the answer keeps the way to the helpers.
    let menu = format!("related:{}", author.id);
    let picked = bot.pick(&message, &menu, "epilepsy", &author);
    failures.check(picked.said.buttons().contains(&button), picked.said.buttons().join(" "));
    for round in 0..2 {
        let pressed = bot.press_under(&message, &button, &author);
        let words = ["i am calling", "called already"][round];
        failures.check(pressed.ephemeral && pressed.said.has_any(&[words]), pressed.said.content);
    }
    let called = bot.fake().wait(std::time::Duration::from_secs(5), |record| {
        let mut sent = record.requests.iter();
        sent.find(|request| request.body["allowed_mentions"]["roles"][0] == HELPERS && request.accepted).map(|_| ())
    });
    failures.check(called.is_some() && calls().len() == 1, format!("{:?}", calls()));
    for call in calls() {
        let begins = call["content"].as_str().unwrap_or_default().starts_with(&format!("<@&{HELPERS}> "));
        let only = json!({"parse": [], "users": [], "roles": [HELPERS], "replied_user": false});
        failures.check(begins && call["allowed_mentions"] == only, call.to_string());
    }
    failures.end();
    bot.finish();
}

#[test]
fn a_forums_post_without_helpers_or_answer() {
    let bot = Bot::start_with(Setup::listening(""));
    set(&bot, FORUM, &[]);
    let mut failures = Failures::default();
    let post = bot.fake().open_post("Hello", &Post::plain(&further(1), ALCOHOL));
    let said = bot.reply_in(post.channel, post.channel).expect("an answer to the post");
    let right = said.has_any(&["**can i drink alcohol"]) && !said.buttons().iter().any(|id| id.starts_with("helpers"));
    failures.check(right, format!("{} {:?}", said.content, said.buttons()));
    let post = bot.fake().open_post("Capitals", &Post::plain(&further(2), "what is the capital of france"));
    let said = bot.reply_in(post.channel, post.channel).expect("an answer to the post");
    failures.check(said.has_any(&["not cover"]), said.content);
    let mentioning = Post { by_bot: true, ..Post::plain(&further(3), ALCOHOL) };
    let by_bot = bot.fake().open_post("News", &mentioning);
    failures.check(bot.silent(&[by_bot.channel.to_owned()]), "a bot's post was answered");
    // A press on a button of before helpers were taken away.
    let pressed = bot.press(&format!("helpers:{}", asker().id), &asker().at(Some(post)));
    failures.check(pressed.ephemeral && pressed.said.has_any(&["nobody is set"]), pressed.said.content);
    failures.end();
    bot.finish();
}

#[test]
fn a_channel_that_is_unset_is_left_alone() {
    let bot = Bot::start_with(Setup::listening(""));
    set(&bot, GUILD, &[]);
    let said = bot.post(&Post::plain(&further(1), USED_FOR));
    assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    let shown = set(&bot, GUILD, &[no("answer")]);
    assert!(shown.has_any(&["only where i am mentioned"]), "{}", shown.content);
    let id = bot.send(&Post::plain(&further(2), ALCOHOL));
    assert!(bot.silent(&[id]), "it still listens");
    // A reply to the bot and a mention are answered anywhere.
    let reply = Post { fields: json!({"mentions": [bot_user()]}), ..Post::reply(&asker(), ALCOHOL) };
    assert!(bot.post(&reply).has_any(&["alcohol"]));
    bot.finish();
}
