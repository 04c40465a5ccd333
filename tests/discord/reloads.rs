//! Reloads that nobody asks for in Discord: on SIGHUP, and when a file changes.

use std::fs;
use std::time::{Duration, Instant};

use crate::bot::Bot;
use crate::faq_files;
use crate::talk::{asker, subcommand, text};

/// Files are looked at every two seconds and left half a second to settle; the rest is for a busy machine.
const SOON: Duration = Duration::from_secs(15);

fn show_alcohol(bot: &Bot) -> String {
    bot.slash("faq", &subcommand("show", &[text("topic", "alcohol")]), &asker()).said.content
}

/// Wait until the answer holds this.
fn becomes(bot: &Bot, words: &str) -> bool {
    let end = Instant::now() + SOON;
    while Instant::now() < end {
        if show_alcohol(bot).contains(words) {
            return true;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    false
}

#[test]
fn a_signal_reloads() {
    let bot = Bot::start();
    faq_files::set_answer(&bot.faq_folder(), "alcohol", "Quixotic: do not drink alcohol with this medicine.");
    // Long before anybody looks at the files.
    bot.signal("-HUP");
    bot.wait_for_log("reloaded: ");
    assert!(show_alcohol(&bot).contains("Quixotic"));
    bot.finish();
}

#[test]
fn a_changed_file_is_read_and_a_half_written_one_is_not() {
    let bot = Bot::start();
    let before = show_alcohol(&bot);
    let file = faq_files::file_with(&bot.faq_folder(), "alcohol");
    let whole = fs::read(&file).expect("the file");
    fs::write(&file, &whole[..whole.len() / 2]).expect("writing half of it");
    let log = bot.wait_for_log("not reloaded: ");
    assert!(log.contains("clonazepam.toml"), "{log}");
    assert_eq!(show_alcohol(&bot), before, "half a file was taken");
    fs::write(&file, &whole).expect("writing the rest");
    faq_files::set_answer(&bot.faq_folder(), "alcohol", "Quixotic: do not drink alcohol with this medicine.");
    assert!(becomes(&bot, "Quixotic"), "a changed file was not read");
    // As editors do it: written beside, and put in the file's place.
    let beside = bot.faq_folder().join("beside.new");
    fs::write(&beside, &whole).expect("writing a file");
    fs::rename(&beside, &file).expect("putting it in place");
    let old = before.lines().nth(1).expect("an answer");
    assert!(becomes(&bot, old), "a file that was put in place was not read");
    bot.finish();
}
