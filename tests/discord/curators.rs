//! What curators are told in a channel of theirs, and what is counted for them.

use std::time::Duration;

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::events::{self, Post};
use crate::fake::people::{CURATORS_CHANNEL, GUILD, OTHER_GUILD, Person};
use crate::said::Failures;
use crate::talk::{asker, subcommand, text, yes};

const USED_FOR: &str = "what is clonazepam used for?";
/// Nothing in the FAQ is about it.
const NOT_COVERED: &str = "is the bridge open on sundays";
/// The curators' channel of one server.
pub const CURATORS: &str = "[curators.channels]\n\"200000000000000001\" = \"300000000000000008\"\n";

/// What was sent to the curators' channel, once so many were, or what there is after some seconds.
pub fn told(bot: &Bot, at_least: usize) -> Vec<String> {
    let path = format!("/channels/{CURATORS_CHANNEL}/messages");
    let sent = |record: &crate::fake::Record| -> Vec<String> {
        let sent = record.requests.iter().filter(|request| request.is("POST", &path));
        sent.map(|request| request.body["content"].as_str().unwrap_or_default().to_owned()).collect()
    };
    bot.fake().wait(Duration::from_secs(5), |record| (sent(record).len() >= at_least).then_some(()));
    bot.fake().look(sent)
}

#[test]
fn curators_are_sent_links_and_entries_and_no_words() {
    let bot = Bot::start_with(Setup { config: CURATORS, ..Setup::default() });
    let mut failures = Failures::default();
    let elsewhere = Person::new("400000000000000044").at(Some(OTHER_GUILD));
    // None of these may be told.
    bot.dm(NOT_COVERED);
    bot.post(&Post::mention(&elsewhere, NOT_COVERED));
    bot.slash("ask", &[text("question", NOT_COVERED), yes("private")], &asker());
    bot.slash("ask", &[text("question", NOT_COVERED)], &asker().at(None));
    let said = bot.mention(USED_FOR);
    let vote = |helped: &str| format!("{helped}:uses:{}", asker().id);
    let liked = events::shown(bot.fake(), GUILD.channel, &said.body);
    bot.press_under(&liked, &vote("yes"), &asker());
    let mut private = events::shown(bot.fake(), GUILD.channel, &said.body);
    private["flags"] = 64.into();
    bot.press_under(&private, &vote("no"), &asker());
    bot.press(&vote("no"), &asker().at(None));
    // And these three are.
    let id = bot.send(&Post::mention(&asker(), NOT_COVERED));
    bot.reply_in(GUILD.channel, &id).expect("a reply");
    bot.slash("ask", &[text("question", NOT_COVERED)], &asker());
    let disliked = events::shown(bot.fake(), GUILD.channel, &said.body);
    bot.press_under(&disliked, &vote("no"), &asker());
    bot.press_under(&disliked, &vote("no"), &asker());
    told(&bot, 3);
    // A moment more for those that must not come.
    bot.mention(USED_FOR);
    let told = told(&bot, 3);
    failures.check(told.len() == 3, format!("{told:#?}"));
    let channel = format!("https://discord.com/channels/{}/{}", GUILD.guild, GUILD.channel);
    let press = disliked["id"].as_str().expect("an id");
    let has = |parts: &[&str]| told.iter().any(|one| parts.iter().all(|part| one.contains(part)));
    failures.check(has(&["found no answer", &format!("{channel}/{id}")]), "the question");
    failures.check(has(&["did not help", &format!("{channel}/{press}"), "Entries: `uses`."]), "the press");
    failures.check(told.iter().all(|one| one.contains(&channel)), "a link to each");
    let clean = |one: &String| !one.contains("bridge") && !one.contains("sunday") && !one.contains(asker().id);
    failures.check(told.iter().all(clean), format!("somebody's words or id: {told:#?}"));
    failures.end();
    bot.finish();
}

#[test]
fn nobody_is_told_unless_it_is_configured() {
    let bot = Bot::start();
    let said = bot.mention(NOT_COVERED);
    assert!(said.has_any(&["not cover"]), "{}", said.content);
    bot.press(&format!("no:uses:{}", asker().id), &asker());
    bot.mention(USED_FOR);
    // The fake takes nothing that replies to nothing in other channels.
    assert!(told(&bot, 1).is_empty());
    bot.finish();
}

#[test]
fn entries_are_counted_by_outcome() {
    let bot = Bot::start();
    for _ in 0..2 {
        bot.mention(USED_FOR);
    }
    bot.mention(NOT_COVERED);
    bot.mention("i want to kill myself");
    bot.slash("ask", &[text("question", "can i drink alcohol while taking clonazepam?")], &asker());
    bot.press(&format!("yes:uses:{}", asker().id), &asker());
    let stats = bot.slash("faq-admin", &subcommand("stats", &[]), &manager());
    let mut failures = Failures::default();
    failures.check(stats.ephemeral, "all can see it");
    for part in ["3 answered", "1 not found", "1 sent to help", "- `uses` 2 / 0 / 1 / 0", "- `alcohol` 1 / 0 / 0 / 0"] {
        failures.check(stats.said.content.contains(part), format!("no {part:?} in {}", stats.said.content));
    }
    let refused = bot.slash("faq-admin", &subcommand("stats", &[]), &asker());
    failures.check(refused.said.has_any(&["only people who may manage"]), refused.said.content);
    failures.end();
    bot.finish();
}
