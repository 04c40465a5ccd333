//! Who asks too fast, and that nobody else waits for it.

use std::time::{Duration, Instant};

use crate::bot::{Bot, Setup};
use crate::fake::events::Post;
use crate::fake::faults::RestFault;
use crate::fake::people::{GUILD, OTHER_GUILD, Person};
use crate::said::{Failures, Said};
use crate::talk::{asker, text};

const USED_FOR: &str = "what is clonazepam used for?";
const NOT_WAKING: &str = "he took the whole bottle and i cant wake him up";
/// Whoever asks again within a minute of the second question is too fast.
const SLOW: &str = "[limits]\nuser_burst = 2\nuser_per_minute = 1\n";

fn is_slowed(said: &Said) -> bool {
    said.has_any(&["a lot of questions"])
}

#[test]
fn who_asks_too_fast_is_told_once_and_in_danger_answered() {
    let bot = Bot::start_with(Setup { limits: Some(SLOW), ..Setup::default() });
    let mut failures = Failures::default();
    let by = Person::further(1);
    for round in 0..2 {
        let said = bot.post(&Post::mention(&by, USED_FOR));
        failures.check(said.has_any(&["epilepsy"]), format!("question {round}: {}", said.content));
    }
    let note = bot.post(&Post::mention(&by, USED_FOR));
    failures.check(is_slowed(&note) && note.has_any(&["in danger"]), note.content);
    let ids: Vec<String> = (0..3).map(|_| bot.send(&Post::mention(&by, USED_FOR))).collect();
    failures.check(bot.silent(&ids), "more than one note");
    for words in [NOT_WAKING, "i want to kill myself", NOT_WAKING] {
        let said = bot.post(&Post::mention(&by, words));
        failures.check(said.content.starts_with("**"), format!("{words}: {}", said.content));
    }
    // An interaction must be answered, so it is told each time, and to the asker alone.
    for _ in 0..2 {
        let asked = bot.slash("ask", &[text("question", USED_FOR)], &by);
        failures.check(asked.ephemeral && is_slowed(&asked.said), asked.said.content);
    }
    let asked = bot.slash("ask", &[text("question", NOT_WAKING)], &by);
    failures.check(asked.said.content.starts_with("**Call "), asked.said.content);
    failures.end();
    bot.finish();
}

/// With every reply in one server taking seconds, and many waiting there, the other server does not notice.
#[test]
fn a_flood_in_one_server_delays_no_other() {
    const SLOWED: Duration = Duration::from_secs(4);
    const FLOOD: usize = 60;
    let bot = Bot::start();
    let fault = RestFault::slow(format!("POST /channels/{}/messages", GUILD.channel), SLOWED);
    bot.fake().change(|record| record.faults.add_rest(&fault));
    let flood: Vec<String> =
        (0..FLOOD).map(|number| bot.send(&Post::mention(&Person::further(number), USED_FOR))).collect();
    let mut waits = Vec::new();
    for _ in 0..5 {
        let begun = Instant::now();
        let said = bot.post(&Post::mention(&asker().at(Some(OTHER_GUILD)), USED_FOR));
        waits.push(begun.elapsed());
        assert!(said.has_any(&["epilepsy"]), "{}", said.content);
    }
    let answered = flood.iter().filter(|id| bot.fake().look(|record| record.answered(id))).count();
    let longest = waits.iter().max().expect("five");
    println!("beside a flood of {FLOOD}, the longest of five waits in another server was {longest:?}: {waits:?}");
    assert!(answered < FLOOD / 2, "{answered} of the flood are answered already, so it was none");
    assert!(*longest < Duration::from_secs(1), "another server waited {longest:?}");
    // And somebody in danger in the flooded server waits for nobody but Discord.
    let begun = Instant::now();
    let help = bot.post(&Post::mention(&asker(), NOT_WAKING));
    assert!(
        help.content.starts_with("**Call ") && begun.elapsed() < SLOWED + Duration::from_secs(1),
        "{}",
        help.content
    );
    bot.fake().change(|record| record.faults.clear_rest());
    bot.finish();
}
