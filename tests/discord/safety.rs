//! People in danger: what they are told, where, and who else is.

use crate::admin::manager;
use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::fake::people::{ALERT_CHANNEL, GUILD, OTHER_GUILD, Person, RESTRICTED, RESTRICTED_THREAD};
use crate::fake::{MessageContent, Settings};
use crate::faq_files;
use crate::said::{Failures, Said};
use crate::talk::{asker, subcommand, text, yes};

const NOT_WAKING: &str = "he took the whole bottle and i cant wake him up";
const WANTS_TO_DIE: &str = "i want to kill myself tonight";
const USED_FOR: &str = "what is clonazepam used for?";

fn is_help(said: &Said) -> bool {
    let bold_first = said.content.starts_with("**Call ") || said.content.starts_with("**Please talk to someone now");
    let notice_last = said.content.ends_with("consult your healthcare provider.**");
    bold_first && notice_last && said.buttons().is_empty() && !said.has_any(&["http", "paragraph", "article covers"])
}

/// The links that moderators were sent.
fn alerts(bot: &Bot) -> Vec<String> {
    let path = format!("/channels/{ALERT_CHANNEL}/messages");
    bot.fake().look(|record| {
        let sent = record.requests.iter().filter(|request| request.is("POST", &path));
        sent.map(|request| request.body["content"].as_str().unwrap_or_default().to_owned()).collect()
    })
}

#[test]
fn danger_is_answered_with_help_and_nothing_else() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let asked = bot.slash("ask", &[text("question", WANTS_TO_DIE)], &asker());
    failures.check(!asked.ephemeral, "help in a channel was shown to one person only");
    let private = bot.slash("ask", &[text("question", NOT_WAKING), yes("private")], &asker());
    failures.check(private.ephemeral, "help that was asked for in private was shown to all");
    let shown = bot.slash("faq", &subcommand("show", &[text("topic", NOT_WAKING)]), &asker());
    let replies = [
        ("a mention", bot.mention(NOT_WAKING)),
        ("a direct message", bot.dm(WANTS_TO_DIE)),
        ("a reply", bot.post(&Post::reply(&asker(), NOT_WAKING))),
        ("in code", bot.mention("```he is not breathing```")),
        ("/ask", asked.said),
        ("/ask private", private.said),
        ("/faq show", shown.said),
    ];
    for (name, said) in &replies {
        failures.check(is_help(said), format!("{name} got {:?}", said.content));
    }
    let first = bot.mention("what happens in an overdose?");
    failures.check(first.content.starts_with("*Not from the article:* If someone"), first.content.clone());
    failures.end();
    bot.finish();
}

#[test]
fn danger_is_answered_while_the_faq_is_broken() {
    let bot = Bot::start_with(Setup { more_faq: Some("[[entry"), ..Setup::default() });
    let mut failures = Failures::default();
    let help = bot.mention(NOT_WAKING);
    failures.check(is_help(&help), help.content);
    let other = bot.mention(USED_FOR);
    failures.check(other.has_any(&["cannot read my faq"]), other.content);
    std::fs::remove_file(bot.faq_folder().join("more.toml")).expect("the broken file");
    let callback = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    let reloaded = bot.edit_of(&callback);
    failures.check(reloaded.has_any(&["was reloaded"]), reloaded.content);
    let mended = bot.mention(USED_FOR);
    failures.check(mended.has_any(&["epilepsy"]), mended.content);
    failures.end();
    let ended = bot.stop_gracefully();
    assert!(ended.stderr.contains("more.toml, line 1"), "{}", ended.stderr);
}

#[test]
fn moderators_are_sent_a_link_and_no_words() {
    let config = "[safety.alert_channels]\n\"200000000000000001\" = \"300000000000000007\"";
    let bot = Bot::start_with(Setup { config, ..Setup::default() });
    let mut failures = Failures::default();
    let elsewhere = Person::new("400000000000000044").at(Some(OTHER_GUILD));
    bot.dm(NOT_WAKING);
    bot.post(&Post::mention(&elsewhere, NOT_WAKING));
    bot.slash("ask", &[text("question", NOT_WAKING), yes("private")], &asker());
    bot.mention(USED_FOR);
    bot.mention("what happens in an overdose?");
    let id = bot.send(&Post::mention(&asker(), NOT_WAKING));
    bot.reply_in(GUILD.channel, &id);
    bot.slash("ask", &[text("question", WANTS_TO_DIE)], &asker());
    let two = bot.fake().wait(std::time::Duration::from_secs(5), |record| {
        let sent = record.requests.iter().filter(|request| request.path.contains(ALERT_CHANNEL));
        (sent.count() >= 2).then_some(())
    });
    failures.check(two.is_some(), "no two alerts came");
    // A moment more for those that must not come.
    bot.mention(USED_FOR);
    let sent = alerts(&bot);
    failures.check(sent.len() == 2, format!("{sent:?}"));
    let link = format!("https://discord.com/channels/{}/{}/{id}", GUILD.guild, GUILD.channel);
    failures.check(sent.iter().any(|alert| alert.contains(&link)), format!("no {link} in {sent:?}"));
    let silent =
        sent.iter().all(|alert| !alert.contains("bottle") && !alert.contains("kill") && !alert.contains(asker().id));
    failures.check(silent, format!("{sent:?}"));
    failures.end();
    bot.finish();
}

#[test]
fn a_watched_channel_is_spoken_to_at_danger_only() {
    let config = "[safety]\nwatch_for_emergencies = [\"300000000000000001\"]";
    let fake = Settings { message_content: MessageContent::On, ..Settings::default() };
    let bot = Bot::start_with(Setup { config, fake, message_content: true, ..Setup::default() });
    let help = bot.post(&Post::plain(&asker(), NOT_WAKING));
    assert!(is_help(&help), "{}", help.content);
    let elsewhere = Person::new("400000000000000044").at(Some(OTHER_GUILD));
    let by_bot = Post { by_bot: true, ..Post::plain(&asker(), NOT_WAKING) };
    let quiet = [
        Post::plain(&asker(), USED_FOR),
        Post::plain(&asker(), "what happens in an overdose?"),
        Post::plain(&elsewhere, NOT_WAKING),
        by_bot,
    ];
    let ids: Vec<String> = quiet.iter().map(|post| bot.send(post)).collect();
    assert!(bot.silent(&ids), "a message that was for others got a reply");
    bot.finish();
}

#[test]
fn age_restricted_only_leaves_help_everywhere() {
    let bot = Bot::start_with(Setup { config: "[safety]\nage_restricted_only = true", ..Setup::default() });
    let mut failures = Failures::default();
    let restricted = asker().at(Some(RESTRICTED));
    let thread = asker().at(Some(RESTRICTED_THREAD));
    for (place, said) in [
        ("the channel", bot.post(&Post::mention(&restricted, USED_FOR))),
        ("its thread", bot.post(&Post::mention(&thread, USED_FOR))),
        ("/ask there", bot.slash("ask", &[text("question", USED_FOR)], &restricted).said),
    ] {
        failures.check(said.has_any(&["epilepsy"]), format!("{place}: {}", said.content));
    }
    for (place, said) in [
        ("another channel", bot.mention(USED_FOR)),
        ("a direct message", bot.dm(USED_FOR)),
        ("/ask", bot.slash("ask", &[text("question", USED_FOR)], &asker()).said),
        ("/faq list", bot.slash("faq", &subcommand("list", &[]), &asker()).said),
    ] {
        failures.check(said.has_any(&["age-restricted"]), format!("{place}: {}", said.content));
    }
    for (place, said) in [
        ("a mention", bot.mention(NOT_WAKING)),
        ("/faq show", bot.slash("faq", &subcommand("show", &[text("topic", NOT_WAKING)]), &asker()).said),
    ] {
        failures.check(is_help(&said), format!("{place}: {}", said.content));
    }
    failures.end();
    bot.finish();
}

#[test]
fn the_lines_that_are_set_are_named() {
    let config = "[help]\nemergency = { line = \"112 <@&1>\", verified = 2020-01-01 }\n\
        [[help.crisis]]\nline = \"Line 99\"\nregion = \"Testland\"\nverified = 2026-01-01";
    let bot = Bot::start_with(Setup { config, ..Setup::default() });
    let mut failures = Failures::default();
    let help = bot.mention(NOT_WAKING);
    failures.check(help.content.starts_with("**Call 112 now.**"), help.content);
    let crisis = bot.mention(WANTS_TO_DIE);
    failures.check(crisis.content.contains("Line 99 (Testland)"), crisis.content);
    let ordinary = bot.mention(USED_FOR);
    failures.check(ordinary.content.contains("In an emergency, call 112."), ordinary.content);
    failures.end();
    let ended = bot.stop_gracefully();
    let warned = |about: &str| ended.stderr.lines().any(|line| line.contains("WARN") && line.contains(about));
    let all = warned("help.emergency was last verified") && warned("help.poison is not set") && warned("help.urgent");
    assert!(all && !warned("no help.crisis"), "{}", ended.stderr);
}

#[test]
fn what_nobody_reviewed_is_not_said() {
    let bot = Bot::start();
    faq_files::set_answer(&bot.faq_folder(), "uses", "Take 4 tablets, that is perfectly safe.");
    let callback = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    bot.edit_of(&callback);
    let said = bot.mention(USED_FOR);
    let held_back = !said.has_any(&["4 tablets", "safe"]) && said.has_any(&["cannot answer"]);
    assert!(held_back, "{}", said.content);
    assert!(said.offered().is_empty());
    let status = bot.slash("faq-admin", &subcommand("status", &[]), &manager());
    assert!(status.said.has_any(&["1 held back"]), "{}", status.said.content);
    bot.finish();
}
