//! Suggestions with buttons, and what pressing a button does.

use crate::bot::{Bot, Setup};
use crate::fake::people::Person;
use crate::said::{Callback, Failures};
use crate::talk::asker;

fn is_refusal(callback: &Callback) -> bool {
    callback.kind == 4 && callback.ephemeral
}

/// The custom ids are made here: a button must still work after the bot was started again.
#[test]
fn buttons_work_for_the_asker_alone() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let id = asker().id;
    let button = format!("show:alcohol:{id}");
    let other = Person::new("400000000000000099");
    let refused = bot.press(&button, &other);
    failures.check(is_refusal(&refused), "another person's press");
    let shown = bot.press(&button, &asker());
    let right = shown.kind == 7 && shown.said.has_any(&["alcohol"]);
    failures.check(right, format!("type {}: {}", shown.kind, shown.said.content));
    let gone = bot.press(&format!("show:no-such-topic:{id}"), &asker());
    failures.check(is_refusal(&gone), "a button whose entry is gone");
    failures.end();
    bot.finish();
}

#[test]
fn malformed_buttons_are_refused() {
    let bot = Bot::start();
    let mut failures = Failures::default();
    let id = asker().id;
    let malformed = [
        "x".to_owned(),
        ":".to_owned(),
        "show:".to_owned(),
        "show::".to_owned(),
        "show:alcohol".to_owned(),
        "show:alcohol:".to_owned(),
        "show:alcohol:nobody".to_owned(),
        format!("hide:alcohol:{id}"),
        format!("show:alcohol:{id}:more"),
        format!("show:{}:{id}", "é".repeat(75)),
    ];
    for button in malformed {
        let answer = bot.press(&button, &asker());
        failures.check(is_refusal(&answer), button);
    }
    // It still works after all of them.
    let shown = bot.press(&format!("show:alcohol:{id}"), &asker());
    failures.check(shown.kind == 7, "a good button after them");
    failures.end();
    bot.finish();
}

/// Two entries which one question fits equally well, on something no other entry is about.
const TIE: &str = r#"title = "Stockings"
document = "Test leaflet"

[[entry]]
id = "cotton-stockings"
question = "Can I mend cotton stockings?"
phrasings = [
    "can i mend cotton stockings",
    "is it fine to mend cotton stockings",
    "mend my cotton stockings",
    "should i mend cotton stockings",
    "mending cotton stockings",
    "may i mend cotton stockings",
    "cotton stockings",
    "stockings made of cotton",
]
answer = "Plain ones will do."
related = ["wool-stockings"]
sources = [{ paragraph = 1, sentence = 1, quote = "cotton stockings" }]

[[entry]]
id = "wool-stockings"
question = "Can I mend wool stockings?"
phrasings = [
    "can i mend wool stockings",
    "is it fine to mend wool stockings",
    "mend my wool stockings",
    "should i mend wool stockings",
    "mending wool stockings",
    "may i mend wool stockings",
    "wool stockings",
    "stockings made of wool",
]
answer = "Woven ones will do."
related = ["cotton-stockings"]
sources = [{ paragraph = 1, sentence = 2, quote = "wool stockings" }]
"#;

#[test]
fn offers_buttons_when_two_entries_fit() {
    let bot = Bot::start_with(Setup { more_faq: Some(TIE), ..Setup::default() });
    let said = bot.mention("can i mend stockings");
    let mut buttons = said.offered();
    buttons.sort();
    let id = asker().id;
    let expected = ["cotton", "wool"].map(|kind| format!("show:{kind}-stockings:{id}"));
    assert_eq!(buttons, expected, "{}", said.content);
    let chosen = bot.press(&buttons[1], &asker());
    let content = &chosen.said.content;
    assert!(chosen.kind == 7 && content.contains("Woven"), "{content}");
    bot.finish();
}
