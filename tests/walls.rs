//! The walls between the modules: what may be used where.
//!
//! It reads the sources as text, so it also stops what the compiler would let pass.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// What may stand only in the named files and folders of `src/`.
const WALLS: [(&str, &[&str]); 24] = [
    ("serenity", &["discord/", "logging.rs"]),
    ("strsim", &["matching/"]),
    (
        "std::fs",
        &["faq/load.rs", "faq/save.rs", "config/mod.rs", "token.rs", "settings.rs", "discord/state.rs", "memory.rs"],
    ),
    ("use std::fs", &["config/mod.rs", "token.rs", "faq/load.rs", "faq/save.rs", "discord/state.rs", "memory.rs"]),
    ("unsafe {", &["memory.rs"]),
    ("unsafe_code", &["memory.rs"]),
    ("std::env", &["token.rs"]),
    ("tokio", &["discord/", "preview/serve.rs"]),
    ("reqwest", &["discord/rest.rs", "discord/answer.rs", "discord/mod.rs"]),
    ("axum", &["discord/health.rs", "preview/serve.rs"]),
    ("maud", &["preview/"]),
    ("governor", &["discord/limits.rs"]),
    ("notify::", &["discord/reload.rs"]),
    ("metrics", &["counters.rs", "discord/health.rs"]),
    ("tracing", &["discord/", "logging.rs"]),
    ("Instant", &["store.rs", "discord/"]),
    ("SystemTime", &["discord/state.rs", "discord/catch_up.rs", "discord/answer.rs"]),
    ("now_utc", &["main.rs"]),
    ("println!", &["main.rs"]),
    ("process::exit", &["discord/watchdog.rs"]),
    ("CreateMessage::new", &["discord/send.rs"]),
    // Only what is sent from there holds words, and it is made of replies.
    ("LightMethod::Post", &["discord/send.rs", "discord/rest.rs"]),
    ("LightMethod::Patch", &["discord/send.rs", "discord/rest.rs"]),
    ("Route::ChannelMessages", &["discord/send.rs", "discord/catch_up.rs"]),
];

/// Ways to build a message for Discord; each belongs to the one send path.
const SENDERS: [&str; 10] = [
    "CreateInteractionResponseMessage::new",
    "EditInteractionResponse::new",
    "CreateInteractionResponseFollowup",
    "EditMessage",
    ".say(",
    "send_message(",
    ".reply(",
    "create_response(",
    "edit_response(",
    "create_followup(",
];

/// A file longer than this has more than one purpose.
const LONGEST_FILE: usize = 350;

/// The code of every file under `src/`, without its comments, with its path there.
fn sources() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &root, &mut found);
    assert!(found.len() > 20, "only {} sources were found", found.len());
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    let items = fs::read_dir(folder).expect("a source folder");
    let mut paths: Vec<PathBuf> = items.map(|item| item.expect("an item").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(root, &path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("under the root").display().to_string();
            found.push((name, fs::read_to_string(&path).expect("a source")));
        }
    }
}

fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn allowed(name: &str, places: &[&str]) -> bool {
    places.iter().any(|place| name == *place || (place.ends_with('/') && name.starts_with(place)))
}

#[test]
fn modules_keep_to_their_side() {
    let mut breaches = String::new();
    let senders = SENDERS.map(|sender| (sender, &["discord/send.rs"][..]));
    for (name, text) in sources() {
        for (what, places) in WALLS.into_iter().chain(senders) {
            if code(&text).contains(what) && !allowed(&name, places) {
                writeln!(breaches, "{name} uses {what}, which belongs in {places:?}").expect("writing to a string");
            }
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
}

#[test]
fn every_wall_stands_somewhere() {
    let sources = sources();
    let used = |what: &str| sources.iter().any(|(_, text)| code(text).contains(what));
    let idle: Vec<&str> =
        WALLS.iter().filter(|(what, places)| !places.is_empty() && !used(what)).map(|w| w.0).collect();
    assert!(idle.is_empty(), "nothing uses {idle:?}: a wall that is misspelt stops nothing");
}

#[test]
fn every_module_says_what_it_is_for_and_stays_short() {
    let mut breaches = String::new();
    for (name, text) in sources() {
        if !text.starts_with("//! ") {
            writeln!(breaches, "{name} does not open with its purpose").expect("writing to a string");
        }
        let lines = text.lines().count();
        if lines > LONGEST_FILE {
            writeln!(breaches, "{name} has {lines} lines").expect("writing to a string");
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
}
