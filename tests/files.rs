//! The files the project ships: the example configuration and the FAQ with its rules.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use faqbot::config::Config;
use faqbot::decide::{Answerer, Decision};
use faqbot::faq::load;
use faqbot::matching::Scratch;
use faqbot::question::Question;
use faqbot::wording::Wording;

/// Words an answer may not hold, whatever stands around them: no promise is made to anybody.
const PROMISES: [&str; 10] = [
    "safe",
    "safely",
    "fine",
    "no risk",
    "harmless",
    "risk-free",
    "you should take",
    "you can take",
    "you may take",
    "you need to take",
];

fn answerer() -> Answerer {
    Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))
}

#[test]
fn the_example_configuration_is_read_with_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config.example.toml");
    let example = std::fs::read_to_string(path).expect("the example");
    let config = Config::parse("config.example.toml", &example).unwrap_or_else(|problem| panic!("{problem}"));
    let default = Config::default();
    assert_eq!((config.admins(), config.log_level()), (default.admins(), default.log_level()));
    assert_eq!(config.message_content(), default.message_content());
    // Keys without a default stand there as a comment, and must be right when it is taken away.
    assert_eq!(config.running(), default.running());
    let uncommented = ["folder", "servers", "api_url", "first", "last", "total", "listen"]
        .iter()
        .fold(example.clone(), |text, key| text.replace(&format!("# {key} = "), &format!("{key} = ")));
    let config = Config::parse("config.example.toml", &uncommented).unwrap_or_else(|problem| panic!("{problem}"));
    assert_eq!(config.faq_folder(), Some(Path::new("faq")));
    let servers: Vec<_> = config.faq_servers().iter().collect();
    assert_eq!(servers, [(&111_111_111_111_111_111, &PathBuf::from("faq-other"))]);
    assert!(config.api_url().is_some() && config.running().health().is_some());
    assert_eq!(config.running().shards().map(|shards| (shards.count(), shards.total())), Some((16, 64)));
}

#[test]
fn wrong_configurations_are_refused_with_their_place() {
    let rows = [
        ("[faq]\nfolderr = \"x\"", "line 2, column 1"),
        ("[discrod]", "discrod"),
        ("[faq.servers]\n\"x\" = \"folder\"", "line 2, column 1"),
        ("[admin]\nroles = [\"12x\"]", "an id is a number"),
        ("[admin]\nusers = [\"0\"]", "an id is a number"),
        ("[admin]\nusers = [12]", "line 2, column 10"),
        ("[discord]\napi_url = \"127.0.0.1\"", "api_url must look like"),
        ("[discord]\napi_url = \"http://host/path\"", "api_url must look like"),
        ("[discord]\napi_url = \"http://user@host\"", "api_url must look like"),
        ("[discord]\ntoken = \"a.b.c\"", "unknown field `token`"),
        ("[log]\nlevel = \"trace\"", "line 2"),
        ("[discord]\nwatchdog_seconds = 1", "watchdog_seconds must be from 5 to 3600"),
        ("[shards]\nfirst = 1\ntotal = 2", "first, last and total belong together"),
        ("[shards]\nfirst = 1\nlast = 2\ntotal = 2", "shards run from first to last"),
        ("[shards]\nfirst = 3\nlast = 2\ntotal = 9", "shards run from first to last"),
        ("[limits]\nuser_burst = 0", "at least 1"),
        ("[health]\nlisten = \"9100\"", "listen must look like"),
        ("notice = false", "unknown field `notice`"),
    ];
    let said = |text: &str| Config::parse("config.toml", text).err().map(|problem| problem.to_string());
    let unclear: Vec<_> =
        rows.iter().filter(|(text, expected)| !said(text).is_some_and(|said| said.contains(expected))).collect();
    assert!(unclear.is_empty(), "{:?}", unclear.iter().map(|(text, _)| (text, said(text))).collect::<Vec<_>>());
}

#[test]
fn no_answer_promises_anything() {
    let answerer = answerer();
    let mut breaches = String::new();
    for entry in answerer.library().entries() {
        let text = format!("{} {}", entry.answer(), entry.care().unwrap_or_default()).to_lowercase();
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
        let promise = PROMISES
            .iter()
            .find(|promise| words.contains(*promise) || promise.contains(' ') && text.contains(*promise));
        if let Some(promise) = promise {
            writeln!(breaches, "{}: '{promise}'", entry.id()).expect("writing to a string");
        }
        let admits_source = ["article", "clonazepam"].iter().any(|word| text.contains(word));
        if !admits_source {
            writeln!(breaches, "{}: does not say whose words these are", entry.id()).expect("writing to a string");
        }
    }
    assert!(breaches.is_empty(), "\n{breaches}");
}

#[test]
fn the_readme_picture_is_of_the_reply_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/console.md")).expect("the page");
    let picture = std::fs::read_to_string(root.join("docs/reply.svg")).expect("the picture");
    let command = page.split_once("faqbot ask --svg \"").and_then(|(_, rest)| rest.split_once('"'));
    let (question, _) = command.expect("the page names the command that drew it");
    assert_eq!(
        picture.trim_end(),
        faqbot::picture::svg(&answerer(), &Wording::default(), question),
        "draw it again, as docs/console.md says"
    );
}

#[test]
fn every_phrasing_leads_to_its_entry() {
    let answerer = answerer();
    let (mut asked, mut lost) = (0, String::new());
    let mut strayed = 0;
    let mut lost_of_one: std::collections::BTreeMap<_, usize> = std::collections::BTreeMap::new();
    for entry in answerer.library().entries() {
        let decision = answerer.answer(&Question::read(entry.question()), &mut Scratch::default()).decision;
        assert_eq!(decision, Decision::Answer(vec![entry.id().clone()]), "{}", entry.question());
        for phrasing in entry.phrasings() {
            asked += 1;
            match answerer.answer(&Question::read(phrasing), &mut Scratch::default()).decision {
                Decision::Answer(ids) if ids.contains(entry.id()) => {}
                other => {
                    strayed += 1;
                    *lost_of_one.entry(entry.id().clone()).or_insert(0) += 1;
                    writeln!(lost, "  {}: {phrasing:?} leads to {other:?}", entry.id()).expect("writing to a string");
                }
            }
        }
    }
    let most_of_one = lost_of_one.iter().max_by_key(|(_, lost)| **lost);
    assert!(most_of_one.is_none_or(|(_, lost)| *lost <= 2), "{most_of_one:?} phrasings of one entry stray:\n{lost}");
    // A few phrasings lie between two entries, or alarm the safety patterns; more is a mistake.
    assert!(strayed * 100 <= asked * 3, "{strayed} of {asked} stray:\n{lost}");
}

/// Needs the list of topics, which is not part of the project.
#[test]
fn the_entries_are_those_that_were_asked_for() {
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/questions/topics.json");
    let Ok(text) = std::fs::read_to_string(list) else {
        println!("skipped: the list of topics is not here");
        return;
    };
    let topics: Vec<serde_json::Value> = serde_json::from_str(&text).expect("a list");
    let wanted: BTreeSet<&str> = topics.iter().filter_map(|topic| topic["id"].as_str()).collect();
    let answerer = answerer();
    let there: BTreeSet<&str> = answerer.library().entries().iter().map(|entry| entry.id().as_str()).collect();
    assert_eq!(there, wanted);
    let missing: Vec<String> = topics.iter().flat_map(|topic| uncited(&answerer, topic)).collect();
    assert!(missing.is_empty(), "sentences that no source names: {missing:?}");
}

/// The sentences a topic is to be answered from that its entry does not name, as `id p.s`.
fn uncited(answerer: &Answerer, topic: &serde_json::Value) -> Vec<String> {
    let id = topic["id"].as_str().unwrap_or_default();
    let entry = answerer.library().entries().iter().find(|entry| entry.id().as_str() == id);
    let sources = entry.map(|entry| entry.sources()).unwrap_or_default();
    let cited: BTreeSet<String> = sources.iter().map(|at| format!("{}.{}", at.paragraph, at.sentence)).collect();
    let wanted = topic["cites"].as_array().into_iter().flatten().filter_map(|cite| cite.as_str());
    wanted.filter(|cite| !cited.contains(*cite)).map(|cite| format!("{id} {cite}")).collect()
}
