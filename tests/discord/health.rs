//! `/healthz` and `/metrics`: what they say, when, and what they never say.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::admin::manager;
use crate::bot::{Bot, LIMIT, Setup};
use crate::fake::events::Post;
use crate::fake::front::Door;
use crate::fake::people::{GUILD, Person, RESTRICTED};
use crate::faq_files;
use crate::said::Failures;
use crate::talk::{asker, subcommand};

const USED_FOR: &str = "what is clonazepam used for?";
const HEALTH: &str = "[health]\nlisten = \"127.0.0.1:0\"\n";
/// Each metric, with what its line says after it has happened.
const METRICS: [&str; 18] = [
    "faqbot_questions_total{outcome=\"answered\"}",
    "faqbot_questions_total{outcome=\"help\"}",
    "faqbot_questions_total{outcome=\"not_found\"}",
    "faqbot_replies_withheld_total",
    "faqbot_replies_unsent_total",
    "faqbot_questions_slowed_total",
    "faqbot_votes_total{helped=\"yes\"}",
    "faqbot_votes_total{helped=\"no\"}",
    "faqbot_events_repeated_total",
    "faqbot_questions_caught_up_total",
    "faqbot_match_seconds_count",
    "faqbot_reply_seconds_count",
    "faqbot_reloads_total{outcome=\"done\"}",
    "faqbot_reloads_total{outcome=\"refused\"}",
    "faqbot_gateway_reconnects_total{how=\"resumed\"}",
    "faqbot_gateway_reconnects_total{how=\"anew\"}",
    "faqbot_unknown_events_total",
    "faqbot_rest_errors_total{status=\"403\"}",
];

/// The status and the body of what is served there.
fn get(bot: &Bot, path: &str) -> (u16, String) {
    let log = bot.wait_for_log("health: listening on ");
    let address = log.split("health: listening on ").nth(1).and_then(|rest| rest.split_whitespace().next());
    let mut stream = TcpStream::connect(address.expect("an address")).expect("a listener");
    stream.set_read_timeout(Some(LIMIT)).expect("a timeout");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    let body = answer.split_once("\r\n\r\n").expect("a body").1.to_owned();
    (status, body)
}

/// Wait until `/healthz` answers so.
fn becomes(bot: &Bot, status: u16) -> bool {
    let end = Instant::now() + LIMIT;
    while Instant::now() < end {
        if get(bot, "/healthz").0 == status {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

#[test]
fn it_is_healthy_while_it_is_connected() {
    let bot = Bot::start_with(Setup { config: HEALTH, ..Setup::default() });
    let mut failures = Failures::default();
    failures.check(becomes(&bot, 200), "not healthy though connected");
    let (_, body) = get(&bot, "/healthz");
    failures.check(body.contains("\"healthy\":true") && body.contains("\"connected\":1"), &body);
    bot.fake().set_gateway(Door::Refuse);
    bot.fake().close(Some(4000));
    failures.check(becomes(&bot, 503), "healthy though not connected");
    bot.fake().set_gateway(Door::Open);
    failures.check(becomes(&bot, 200), "not healthy though connected again");
    failures.check(get(&bot, "/elsewhere").0 == 404, "something else is served");
    failures.end();
    bot.finish();
}

#[test]
fn each_metric_is_there_after_it_happened() {
    let setup = Setup {
        config: HEALTH,
        limits: Some("[limits]\nuser_burst = 20\nuser_per_minute = 1\nchannel_burst = 10_000\n"),
        ..Setup::default()
    };
    let bot = Bot::start_with(setup);
    let mut failures = Failures::default();
    let value = |metrics: &str, name: &str| {
        let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.and_then(|value| value.parse::<f64>().ok()).unwrap_or_default()
    };
    let (status, before) = get(&bot, "/metrics");
    failures.check(status == 200, format!("status {status}"));
    for name in METRICS {
        failures.check(value(&before, name) == 0.0, format!("{name} was there before it happened"));
    }
    happen(&bot);
    let end = Instant::now() + Duration::from_secs(10);
    let missing = loop {
        let (_, metrics) = get(&bot, "/metrics");
        let missing: Vec<&str> = METRICS.into_iter().filter(|name| value(&metrics, name) == 0.0).collect();
        if missing.is_empty() || Instant::now() > end {
            break missing;
        }
        std::thread::sleep(Duration::from_millis(100));
    };
    failures.check(missing.is_empty(), format!("{missing:?} are missing"));
    let (_, metrics) = get(&bot, "/metrics");
    // Ids are long rows of digits, and so is nothing else that is said of them.
    let labels = metrics.split('{').skip(1).filter_map(|rest| rest.split('}').next());
    let with_ids: Vec<&str> = labels.filter(|label| label.bytes().filter(u8::is_ascii_digit).count() > 10).collect();
    failures.check(with_ids.is_empty(), format!("{with_ids:?}"));
    for word in [asker().id, GUILD.guild, GUILD.channel, "quokka", "epilepsy"] {
        failures.check(!metrics.contains(word), format!("{word} is in the metrics"));
    }
    failures.end();
    bot.finish();
}

/// Everything that is counted, at least once.
fn happen(bot: &Bot) {
    let question = format!("quokka {USED_FOR}");
    let message = Post::mention(&asker(), &question).message(bot.fake());
    bot.fake().message(&message);
    bot.reply_in(GUILD.channel, message["id"].as_str().expect("an id")).expect("a reply");
    bot.fake().again("MESSAGE_CREATE", &message);
    bot.mention("quokka i want to kill myself");
    bot.mention("is the bridge open on sundays");
    for vote in ["yes", "no"] {
        bot.press(&format!("{vote}:uses:{}", asker().id), &asker());
    }
    // A reload that is refused, one that is not, and an answer that nobody has reviewed.
    let reload = || bot.edit_of(&bot.slash("faq-admin", &subcommand("reload", &[]), &manager()));
    std::fs::write(bot.faq_folder().join("more.toml"), "[[entry").expect("a broken file");
    reload();
    std::fs::remove_file(bot.faq_folder().join("more.toml")).expect("the broken file");
    faq_files::set_answer(&bot.faq_folder(), "uses", "Take 4 tablets, that is perfectly safe.");
    reload();
    bot.mention(USED_FOR);
    bot.fake().change(|record| _ = record.forbidden.insert(RESTRICTED.channel));
    bot.send(&Post::mention(&asker().at(Some(RESTRICTED)), USED_FOR));
    let hasty = Person::further(1);
    (0..22).for_each(|_| _ = bot.send(&Post::mention(&hasty, "can i drink alcohol while taking clonazepam?")));
    bot.fake().raw_event("MESSAGE_CREATE", r#"{"content":"quokka"}"#);
    bot.fake().ask_to_reconnect();
    let resumed = bot.fake().wait(LIMIT, |record| (record.resumed > 0).then_some(()));
    assert!(resumed.is_some(), "it did not resume");
    // Asked directly while it was away, and found in the history.
    bot.dm(USED_FOR);
    bot.fake().set_gateway(Door::Refuse);
    bot.fake().close(Some(4009));
    let missed = bot.send(&Post::plain(&asker().at(None), USED_FOR));
    bot.fake().set_gateway(Door::Open);
    let answered = bot.fake().wait(LIMIT, |record| record.answered(&missed).then_some(()));
    assert!(answered.is_some(), "what was asked meanwhile was not answered");
}
