//! `/faq-admin`: who may use it, and what a reload does.

use std::fs;

use crate::bot::{Bot, Setup};
use crate::fake::people::Person;
use crate::faq_files;
use crate::said::{Callback, Failures, Said};
use crate::talk::{asker, subcommand, text};

const MANAGE_GUILD: u64 = 1 << 5;
const ADMINISTRATOR: u64 = 1 << 3;

const NEW_ANSWER: &str = "Quixotic test answer: do not drink alcohol with this medicine.";

const ONE_MORE: &str = r#"title = "Bandages"
document = "Test leaflet"

[[entry]]
id = "bandage"
question = "How is a bandage tied?"
phrasings = ["tie a bandage", "tying bandages", "bandage knots", "wrap it", "knot", "ends", "gauze", "dressing"]
answer = "With two ends."
sources = [{ paragraph = 1, sentence = 1, quote = "two ends" }]
"#;

pub fn manager() -> Person {
    Person::new("400000000000000005").permission(MANAGE_GUILD)
}

/// Reload and give the edit that says what came of it.
fn reload(bot: &Bot) -> Said {
    let answer = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
    let deferred = answer.kind == 5 && answer.ephemeral;
    assert!(deferred, "type {}", answer.kind);
    bot.edit_of(&answer)
}

fn show_alcohol(bot: &Bot) -> String {
    let topic = subcommand("show", &[text("topic", "alcohol")]);
    bot.slash("faq", &topic, &asker()).said.content
}

#[test]
fn reload_takes_a_changed_answer() {
    let bot = Bot::start();
    faq_files::set_answer(&bot.faq_folder(), "alcohol", NEW_ANSWER);
    let before = show_alcohol(&bot);
    assert!(!before.contains("Quixotic"), "it changed without a reload");
    let report = reload(&bot);
    let counted = ["0 added", "1 changed (alcohol)", "0 removed", " ms"];
    let missing: Vec<_> = counted.iter().filter(|part| !report.content.contains(**part)).collect();
    assert!(missing.is_empty(), "{missing:?}: {}", report.content);
    let shown = show_alcohol(&bot);
    assert!(shown.contains("Quixotic"), "{shown}");
    let said = bot.mention("can i drink alcohol while taking clonazepam?");
    assert!(said.content.contains("Quixotic"), "{}", said.content);
    bot.finish();
}

#[test]
fn reload_counts_what_came_and_went() {
    let bot = Bot::start();
    faq_files::add(&bot.faq_folder(), ONE_MORE);
    let report = reload(&bot);
    assert!(report.content.contains("1 added (bandage)"), "{}", report.content);
    fs::remove_file(bot.faq_folder().join("more.toml")).expect("removing a file");
    let report = reload(&bot);
    assert!(report.content.contains("1 removed (bandage)"), "{}", report.content);
    bot.finish();
}

#[test]
fn questions_during_reloads_get_whole_answers() {
    let bot = Bot::start();
    let old = show_alcohol(&bot);
    let mut seen = [0, 0];
    let mut failures = Failures::default();
    for round in 0..12 {
        if round % 4 == 2 {
            faq_files::set_answer(&bot.faq_folder(), "alcohol", NEW_ANSWER);
        }
        let reloading = bot.slash("faq-admin", &subcommand("reload", &[]), &manager());
        let shown = show_alcohol(&bot);
        let (is_old, is_new) = (shown == old, shown.contains(NEW_ANSWER));
        failures.check(is_old != is_new, format!("neither the old nor the new answer: {shown}"));
        seen[usize::from(is_new)] += 1;
        bot.edit_of(&reloading);
    }
    failures.end();
    assert!(seen[0] > 0 && seen[1] > 0, "only one of the answers was seen: {seen:?}");
    bot.finish();
}

#[test]
fn reload_names_the_place_and_the_entry() {
    let bot = Bot::start();
    faq_files::set_answer(&bot.faq_folder(), "alcohol", &"too long ".repeat(100));
    let report = reload(&bot);
    let named = ["clonazepam.toml, line ", "column ", "entry 'alcohol'", "at most 600"];
    let missing: Vec<_> = named.iter().filter(|part| !report.content.contains(**part)).collect();
    assert!(missing.is_empty(), "{missing:?}: {}", report.content);
    bot.finish();
}

#[test]
fn reload_keeps_the_old_answers_when_a_file_is_broken() {
    let bot = Bot::start();
    let before = show_alcohol(&bot);
    let file = faq_files::file_with(&bot.faq_folder(), "alcohol");
    let name = file.file_name().expect("a name").to_string_lossy();
    let broken = "title = \"Test medicine\"\ndocument = \"Test leaflet\"\n[[entry]\n";
    fs::write(&file, broken).expect("writing a file");
    let report = reload(&bot);
    let content = &report.content;
    let line = report.has_any(&["line 3", ":3"]);
    assert!(content.contains(&*name) && line, "{content}");
    let folder = bot.faq_folder();
    let shows_path = content.contains(&*folder.to_string_lossy());
    assert!(!shows_path, "the host's folders are nobody's business");
    assert_eq!(show_alcohol(&bot), before);
    bot.finish();
}

fn status(bot: &Bot, by: &Person) -> Callback {
    bot.slash("faq-admin", &subcommand("status", &[]), by)
}

#[test]
fn only_admins_may_use_it() {
    let bot = Bot::start_with(Setup { config: "[admin]\nroles = [\"111\"]\nusers = [\"222\"]\n", ..Setup::default() });
    let refusal = bot.slash("faq-admin", &subcommand("reload", &[]), &asker());
    let refused = refusal.kind == 4 && refusal.ephemeral;
    assert!(refused, "reload by anybody");
    let refusal = refusal.said.content;
    let mut failures = Failures::default();
    let people = [
        ("a manager", manager(), true),
        ("an administrator", asker().permission(ADMINISTRATOR), true),
        ("a configured role", asker().role("111"), true),
        ("a configured user", Person::new("222"), true),
        ("anybody", asker(), false),
        ("another role", asker().role("222"), false),
        ("a user with a role's id", Person::new("111"), false),
        ("anybody in a direct message", asker().at(None), false),
    ];
    for (name, person, allowed) in people {
        let answer = status(&bot, &person);
        let seen_by_one = answer.kind == 4 && answer.ephemeral;
        failures.check(seen_by_one, format!("{name}: not ephemeral"));
        let right = (answer.said.content != refusal) == allowed;
        failures.check(right, format!("{name}: {}", answer.said.content));
    }
    failures.end();
    bot.finish();
}
