//! Slash commands for everybody and their autocomplete.

use serde_json::{Value, json};

use crate::bot::Bot;
use crate::fake::BOT_ID;
use crate::said::Failures;
use crate::talk::{asker, subcommand, text, typing, yes};

const USED_FOR: &str = "what is clonazepam used for?";

/// The commands as the bot registered them.
fn registered(bot: &Bot) -> Vec<Value> {
    let path = format!("/applications/{BOT_ID}/commands");
    let body = bot.fake().look(|record| {
        let mut requests = record.requests.iter();
        let put = requests.find(|request| request.is("PUT", &path));
        put.map(|request| request.body.clone())
    });
    let list = body.as_ref().and_then(Value::as_array);
    list.expect("the commands are registered").clone()
}

#[test]
fn registers_its_commands() {
    let bot = Bot::start();
    let commands = registered(&bot);
    let mut names: Vec<&str> = commands.iter().filter_map(|it| it["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, ["Answer from the FAQ", "ask", "faq", "faq-admin"]);
    let admin = commands.iter().find(|it| it["name"] == "faq-admin");
    let admin = admin.expect("found above");
    assert_eq!(admin["default_member_permissions"], "32");
    // Guilds only: said with contexts, or in the older way.
    let contexts = &admin["contexts"];
    let guild_only = contexts == &json!([0]) || admin["dm_permission"] == false;
    assert!(guild_only, "{admin}");
    bot.finish();
}

#[test]
fn ask_answers_in_public_or_in_private() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let question = text("question", USED_FOR);
    let in_dm = asker().at(None);
    let private = [question.clone(), yes("private")];
    let public = [question];
    let answers = [
        ("public", bot.slash("ask", &public, &asker()), false),
        ("private", bot.slash("ask", &private, &asker()), true),
        ("in a direct message", bot.slash("ask", &public, &in_dm), false),
    ];
    for (name, answer, ephemeral) in answers {
        let right = answer.kind == 4 && answer.said.has_any(&["epilepsy", "seizure"]);
        failures.check(right, format!("{name}: {:?}", answer.said.content));
        let seen = answer.ephemeral == ephemeral;
        failures.check(seen, format!("{name}: ephemeral is not {ephemeral}"));
    }
    failures.end();
    bot.finish();
}

#[test]
fn autocomplete_always_offers_something_valid() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let long: String = "can i drink alcohol while i take clonazepam ".repeat(10);
    let long = &long[..300];
    // The lengths of names and values are checked by the fake.
    for typed in ["klon", "", long] {
        let topic = subcommand("show", &[typing("topic", typed)]);
        let offers = [
            ("/ask", bot.autocomplete("ask", &[typing("question", typed)])),
            ("/faq show", bot.autocomplete("faq", &topic)),
        ];
        for (name, offered) in offers {
            let right = (1..=25).contains(&offered.len());
            failures.check(right, format!("{name} {typed:?}: {} choices", offered.len()));
        }
    }
    failures.end();
    bot.finish();
}

#[test]
fn an_offered_choice_can_be_chosen() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let topics = bot.autocomplete("faq", &subcommand("show", &[typing("topic", "alcohol")]));
    let (_, id) = topics.first().expect("a choice for alcohol");
    let shown = bot.slash("faq", &subcommand("show", &[text("topic", id)]), &asker());
    failures.check(!shown.ephemeral, format!("topic {id} is not found"));
    let questions = bot.autocomplete("ask", &[typing("question", "alcohol")]);
    let (_, question) = questions.first().expect("a choice for alcohol");
    let answer = bot.slash("ask", &[text("question", question)], &asker());
    let right = answer.said.has_any(&["alcohol"]) && answer.said.offered().is_empty();
    failures.check(right, format!("{question}: {}", answer.said.content));
    failures.end();
    bot.finish();
}

#[test]
fn faq_lists_and_shows_topics() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let list = bot.slash("faq", &subcommand("list", &[]), &asker());
    failures.check(list.said.has_any(&["alcohol"]), list.said.content);
    let alcohol = subcommand("show", &[text("topic", "alcohol")]);
    let shown = bot.slash("faq", &alcohol, &asker());
    failures.check(shown.said.has_any(&["alcohol"]), shown.said.content);
    let unknown = subcommand("show", &[text("topic", "no-such-topic-@everyone")]);
    let refused = bot.slash("faq", &unknown, &asker());
    failures.check(refused.kind == 4 && refused.ephemeral, "unknown topic");
    let clean = !refused.said.content.contains("@everyone");
    failures.check(clean, refused.said.content);
    failures.end();
    bot.finish();
}
