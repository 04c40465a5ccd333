//! In which language people are spoken to, and what they are answered from.

use std::fs;

use serde_json::Value;

use crate::admin::manager;
use crate::bot::{Bot, LIMIT, Setup};
use crate::fake::checks::NOTICES;
use crate::fake::events::Post;
use crate::fake::people::{OTHER_GUILD, Person};
use crate::said::{Failures, Said};
use crate::talk::{asker, subcommand, text};

const SPANISH: &str = include_str!("../data/languages/clonazepam.es.toml");
const BANDAGES: &str = r#"title = "Bandages"
document = "Test leaflet"

[[entry]]
id = "bandage"
question = "How is a bandage tied?"
phrasings = ["tie a bandage", "tying bandages", "bandage knots", "wrap it", "knot", "ends", "gauze", "dressing"]
answer = "With two ends."
sources = [{ paragraph = 1, sentence = 1, quote = "two ends" }]
"#;
/// `OTHER_GUILD` has a folder of its own.
const OWN_FOLDER: &str = "[faq.servers]\n\"200000000000000002\" = \"own\"\n";
const USED_FOR: &str = "what is clonazepam used for?";

fn with_spanish() -> Setup {
    Setup { files: &[("faq/clonazepam.es.toml", SPANISH)], ..Setup::default() }
}

fn ask(bot: &Bot, locale: &'static str, question: &str) -> Said {
    bot.slash("ask", &[text("question", question)], &asker().speaking(locale)).said
}

/// The languages whose notice it holds.
fn languages(said: &Said) -> Vec<&'static str> {
    let content = said.content.to_lowercase();
    NOTICES.iter().filter(|(_, notice)| content.contains(notice)).map(|(language, _)| *language).collect()
}

#[test]
fn every_locale_gets_its_language() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let rows = [
        ("en-US", "en"),
        ("en-GB", "en"),
        ("de", "de"),
        ("es-ES", "es"),
        ("es-419", "es"),
        ("fr", "fr"),
        ("pt-BR", "pt"),
        ("ja", "en"),
    ];
    for (locale, language) in rows {
        for question in [USED_FOR, "he is not breathing", "zzzz", "where can i buy it"] {
            let said = ask(&bot, locale, question);
            failures.check(languages(&said) == [language], format!("{locale}, {question}: {}", said.content));
        }
        let person = asker().speaking(locale);
        let others = [
            ("list", bot.slash("faq", &subcommand("list", &[]), &person).said),
            ("unknown topic", bot.slash("faq", &subcommand("show", &[text("topic", "no-such")]), &person).said),
            ("not an admin", bot.slash("faq-admin", &subcommand("reload", &[]), &person).said),
            ("somebody else's button", bot.press("show:alcohol:1", &person).said),
            ("an old button", bot.press("x", &person).said),
        ];
        for (name, said) in others {
            failures.check(languages(&said) == [language], format!("{locale}, {name}: {}", said.content));
        }
    }
    let help = ask(&bot, "es-ES", "mi padre no respira");
    failures.check(help.content.starts_with("**Llame ahora mismo al número de emergencias"), help.content);
    // A message says nothing of its writer's language.
    failures.check(languages(&bot.mention(USED_FOR)) == ["en"], "a mention is not answered in English");
    failures.end();
    bot.finish();
}

#[test]
fn a_spanish_faq_answers_those_who_speak_spanish() {
    let bot = Bot::start_with(with_spanish());
    let mut failures = Failures::default();
    let rows = [
        ("es-ES", "¿puedo beber alcohol?", "se debe evitar el alcohol"),
        ("es-419", "¿puedo beber alcohol?", "se debe evitar el alcohol"),
        // Only English knows it, and that is better than nothing.
        ("es-ES", "can i drive", "driv"),
        ("en-US", "can i drink alcohol on it", "article"),
        ("de", "can i drink alcohol on it", "article"),
    ];
    for (locale, question, part) in rows {
        let said = ask(&bot, locale, question);
        failures.check(said.has_any(&[part]), format!("{locale}, {question}: {}", said.content));
    }
    let spaniard = asker().speaking("es-ES");
    let listed = bot.slash("faq", &subcommand("list", &[]), &spaniard).said;
    failures.check(listed.content.contains("¿El clonazepam da sueño?"), listed.content);
    let shown = bot.press(&format!("show:uses:{}", spaniard.id), &spaniard).said;
    failures.check(shown.content.contains("trastorno de pánico"), shown.content);
    let only_english = bot.press(&format!("show:driving-machinery:{}", spaniard.id), &spaniard).said;
    failures.check(only_english.has_any(&["driv"]), only_english.content);
    failures.end();
    bot.finish();
}

fn reload(bot: &Bot) -> Said {
    bot.edit_of(&bot.slash("faq-admin", &subcommand("reload", &[]), &manager()))
}

#[test]
fn a_broken_language_leaves_all_as_it_was() {
    let bot = Bot::start_with(with_spanish());
    let mut failures = Failures::default();
    let spanish = bot.faq_folder().join("clonazepam.es.toml");
    let english = bot.faq_folder().join("clonazepam.toml");
    let before = fs::read_to_string(&english).expect("the English FAQ");
    fs::write(&english, before.replace("title = \"Clonazepam 2 mg\"", "title = \"Quixotic\"")).expect("a file");
    fs::write(&spanish, SPANISH.replace("related = [\"uses\"]", "related = [\"driving-machinery\"]")).expect("a file");
    let report = reload(&bot);
    let named = ["clonazepam.es.toml, line ", "there is no entry 'driving-machinery'"];
    failures.check(named.iter().all(|part| report.content.contains(part)), &*report.content);
    let listed = |locale| bot.slash("faq", &subcommand("list", &[]), &asker().speaking(locale)).said.content;
    failures.check(!listed("en-US").contains("Quixotic"), "English was swapped alone");
    failures.check(listed("es-ES").contains("alcohol"), "Spanish has gone");
    fs::write(&spanish, SPANISH.replace("se debe evitar", "conviene evitar")).expect("a file");
    let report = reload(&bot);
    failures.check(report.content.contains("In Spanish: 0 added; 1 changed (alcohol)"), &*report.content);
    failures.check(listed("en-US").contains("Quixotic"), "English was not swapped");
    failures.check(ask(&bot, "es-ES", "puedo beber alcohol").has_any(&["conviene"]), "Spanish was not swapped");
    failures.end();
    bot.finish();
}

#[test]
fn a_servers_own_folder_answers_there_alone() {
    let bot =
        Bot::start_with(Setup { config: OWN_FOLDER, files: &[("own/bandages.toml", BANDAGES)], ..Setup::default() });
    let mut failures = Failures::default();
    let there = asker().at(Some(OTHER_GUILD));
    let mentioned = |person: &Person, question: &str| bot.post(&Post::mention(person, question));
    let asked = |person: &Person, question: &str| bot.slash("ask", &[text("question", question)], person).said;
    let bandage = "how is a bandage tied";
    for (name, said) in [("a mention", mentioned(&there, bandage)), ("/ask", asked(&there, bandage))] {
        failures.check(said.content.contains("With two ends."), format!("{name}: {}", said.content));
    }
    for person in [asker(), asker().at(None)] {
        let said = asked(&person, bandage);
        failures.check(!said.content.contains("two ends"), format!("elsewhere: {}", said.content));
        failures.check(asked(&person, USED_FOR).has_any(&["epilepsy", "seizure"]), "the main FAQ is gone");
    }
    failures.check(!asked(&there, USED_FOR).has_any(&["epilepsy"]), "the main FAQ answers there");
    failures.check(asked(&there, "he is not breathing").content.starts_with("**Call "), "no help there");
    let status = bot.slash("faq-admin", &subcommand("status", &[]), &manager().at(Some(OTHER_GUILD))).said;
    failures.check(status.content.contains("Bandages: 1 entries"), status.content);
    // Its files are watched too, and a mistake in them is its own.
    let own = bot.faq_folder().with_file_name("own").join("bandages.toml");
    fs::write(own, BANDAGES.replace("With two ends.", "With three ends.")).expect("a file");
    let end = std::time::Instant::now() + LIMIT;
    while !asked(&there, bandage).content.contains("three ends") && std::time::Instant::now() < end {
        std::thread::sleep(std::time::Duration::from_millis(200));
    }
    failures.check(asked(&there, bandage).content.contains("three ends"), "a change was not noticed");
    failures.end();
    bot.finish();
}

#[test]
fn a_servers_broken_folder_is_its_own_trouble() {
    let bot =
        Bot::start_with(Setup { config: OWN_FOLDER, files: &[("own/bandages.toml", "title = ")], ..Setup::default() });
    let mut failures = Failures::default();
    let there = asker().at(Some(OTHER_GUILD));
    let asked = |person: &Person, question: &str| bot.slash("ask", &[text("question", question)], person).said;
    failures.check(asked(&asker(), USED_FOR).has_any(&["epilepsy", "seizure"]), "the main FAQ is gone");
    failures.check(asked(&there, USED_FOR).has_any(&["cannot read my faq"]), "something else answers there");
    failures.check(asked(&there, "he is not breathing").content.starts_with("**Call "), "no help there");
    fs::write(bot.faq_folder().with_file_name("own").join("bandages.toml"), BANDAGES).expect("a file");
    let at_home = manager().at(Some(OTHER_GUILD));
    let report = bot.edit_of(&bot.slash("faq-admin", &subcommand("reload", &[]), &at_home));
    failures.check(report.content.contains("1 added (bandage)"), report.content);
    failures.check(asked(&there, "how is a bandage tied").content.contains("two ends"), "it was not mended");
    failures.end();
    bot.finish();
}

#[test]
fn commands_have_names_in_every_language() {
    let bot = Bot::start();
    let registered = bot.fake().look(|record| {
        let mut puts = record.requests.iter().filter(|request| request.method == "PUT");
        puts.next().map(|request| request.body.clone())
    });
    let registered = registered.expect("the commands are registered");
    let mut failures = Failures::default();
    check_localised(&registered, &mut failures);
    failures.end();
    bot.finish();
}

/// Every name and description, at whatever depth, in the four other languages.
fn check_localised(list: &Value, failures: &mut Failures) {
    for item in list.as_array().into_iter().flatten() {
        for key in ["name", "description"] {
            // A message's command has no description.
            if item[key].as_str().is_none_or(str::is_empty) {
                continue;
            }
            for locale in ["de", "es-ES", "es-419", "fr", "pt-BR"] {
                let there = item[format!("{key}_localizations")][locale].is_string();
                failures.check(there, format!("{} has no {key} in {locale}", item["name"]));
            }
        }
        check_localised(&item["options"], failures);
    }
}
