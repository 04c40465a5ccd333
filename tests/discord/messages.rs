//! Messages in channels and direct messages: which get a reply, and what kind.

use crate::bot::Bot;
use crate::fake::BOT_ID;
use crate::fake::events::Post;
use crate::fake::people::{DM_CHANNEL, GUILD, OTHER_GUILD, Person};
use crate::said::{Failures, Said};
use crate::talk::asker;

const USED_FOR: &str = "what is clonazepam used for?";

fn says_what_it_is_for(said: &Said) -> bool {
    said.has_any(&["epilepsy", "seizure"])
}

/// Words of a reply that says the FAQ does not cover the question.
fn says_not_covered(said: &Said) -> bool {
    said.has_any(&["not cover", "n't cover", "no answer", "not in the faq"])
}

#[test]
fn answers_who_addresses_it() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let nickname_form = Post { mentions_bot: true, ..Post::plain(&asker(), &format!("{USED_FOR} <@!{BOT_ID}>")) };
    let replies = [
        ("a mention", bot.mention(USED_FOR)),
        ("a mention at the end", bot.post(&nickname_form)),
        ("a direct message", bot.dm(USED_FOR)),
        ("a reply", bot.post(&Post::reply(&asker(), USED_FOR))),
    ];
    for (name, said) in &replies {
        let right = says_what_it_is_for(said);
        failures.check(right, format!("{name} got {:?}", said.content));
    }
    failures.end();
    bot.finish();
}

#[test]
fn is_silent_to_others() {
    let bot = Bot::start();
    let by_bot = Post { by_bot: true, ..Post::mention(&Person::new("600000000000000006"), USED_FOR) };
    let by_webhook = Post { by_webhook: true, ..Post::mention(&asker(), USED_FOR) };
    let by_bot_in_dm = Post { by_bot: true, ..Post::plain(&asker().at(None), USED_FOR) };
    let by_itself = Post { by_bot: true, ..Post::mention(&Person::new(BOT_ID), USED_FOR) };
    let not_to_it = Post::plain(&asker(), USED_FOR);
    let posts = [not_to_it, by_bot, by_webhook, by_bot_in_dm, by_itself];
    let ids: Vec<String> = posts.iter().map(|post| bot.send(post)).collect();
    assert!(bot.silent(&ids), "a message got a reply it must not get");
    bot.finish();
}

/// Discord keeps the text of such a reply back, so what it says cannot be known.
#[test]
fn says_when_it_cannot_read_a_reply() {
    let bot = Bot::start();
    let without_ping = Post { mentions_bot: false, ..Post::reply(&asker(), "i need an answer") };
    let said = bot.post(&without_ping);
    assert!(said.has_any(&["ping"]), "{}", said.content);
    bot.finish();
}

#[test]
fn helps_after_an_empty_mention() {
    let bot = Bot::start();
    let help = bot.mention("");
    assert!(help.has_any(&["/faq", "/ask", "ask"]), "{}", help.content);
    bot.finish();
}

#[test]
fn never_passes_a_ping_on() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let questions = [
        "@everyone <@123> @here what is clonazepam used for? @everyone <@&456>",
        "@everyone <@123> @here what is the capital of france <@&456>",
        "what is **clonazepam** used for `@everyone` <#789> <@!123>",
    ];
    for question in questions {
        let content = bot.mention(question).content;
        for ping in ["@everyone", "@here", "<@", "<#"] {
            let clean = !content.contains(ping);
            failures.check(clean, format!("{ping} in the reply to {question:?}"));
        }
    }
    failures.end();
    bot.finish();
}

#[test]
fn answers_very_long_messages_once() {
    let bot = Bot::start();
    // Counted with the mention, these are the longest messages that anybody can send.
    let room = 4000 - format!("<@{BOT_ID}> ").len();
    let filler = |length: usize| "so i was thinking ".chars().cycle().take(length);
    let asking: String = filler(room - USED_FOR.len() - 1).chain(" ".chars()).chain(USED_FOR.chars()).collect();
    let longest = [asking, filler(room).collect(), "x".repeat(room)];
    // The fake refuses a second reply and any reply that Discord would refuse.
    for content in &longest {
        bot.mention(content);
    }
    bot.finish();
}

#[test]
fn says_when_a_question_is_not_covered() {
    let bot = Bot::start();
    let said = bot.mention("what is the capital of france");
    assert!(says_not_covered(&said), "{}", said.content);
    bot.finish();
}

#[test]
fn answers_two_questions_in_one_reply() {
    let bot = Bot::start();
    let said = bot.mention("can i drive and can i drink on it");
    let both = said.has_any(&["alcohol"]) && said.has_any(&["driv"]);
    assert!(both, "{}", said.content);
    bot.finish();
}

#[test]
fn answers_each_guild_in_its_own_channel() {
    let bot = Bot::start();
    let elsewhere = Person::new("400000000000000044").at(Some(OTHER_GUILD));
    let in_dm = asker().at(None);
    // All are sent before the first reply is awaited.
    let asked = [
        (GUILD.channel, bot.send(&Post::mention(&asker(), USED_FOR))),
        (OTHER_GUILD.channel, bot.send(&Post::mention(&elsewhere, USED_FOR))),
        (DM_CHANNEL, bot.send(&Post::plain(&in_dm, USED_FOR))),
    ];
    for (channel, id) in asked {
        let reply = bot.reply_in(channel, &id);
        let right = reply.as_ref().is_some_and(says_what_it_is_for);
        assert!(right, "no right reply in channel {channel}");
    }
    bot.finish();
}
