//! How much memory the bot takes, idle and under load, and whether it stays so.
//!
//! `cargo bench --bench memory -- --seconds 600` does what a running bot does, without Discord: opens the FAQ's
//! folder, answers 200 questions a second from several threads, and reloads the folder every second, with a file
//! changed each time. It prints the resident memory before, after two minutes and at the end, and what a reload takes.

#[path = "../tests/hostile/shapes.rs"]
#[allow(dead_code)]
mod shapes;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use faqbot::matching::Scratch;
use faqbot::question::{Author, Incoming};
use faqbot::render;
use faqbot::store::{Origin, Store};
use faqbot::wording::Wording;

const THREADS: usize = 4;
const QUESTIONS_A_SECOND: usize = 200;
/// One question in so many is as long as a message can be.
const LONG: usize = 50;
/// Memory is compared with what it was after so many seconds.
const SETTLED: u64 = 120;
/// A line is printed every so many seconds.
const EVERY: u64 = 30;

/// Resident memory in kilobytes: all, what was allocated, and what lies in files.
fn resident() -> [u64; 3] {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    ["VmRSS:", "RssAnon:", "RssFile:"].map(|name| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.trim().trim_end_matches(" kB").parse().unwrap_or_default()
    })
}

fn show(when: &str) {
    let [all, allocated, files] = resident().map(|kilobytes| kilobytes as f64 / 1024.0);
    println!("{when:>12}: {all:6.2} MB resident, {allocated:6.2} MB allocated, {files:6.2} MB of files");
}

fn questions() -> Vec<String> {
    let rows =
        [include_str!("../tests/data/questions/plain.jsonl"), include_str!("../tests/data/questions/later.jsonl")];
    let text = |line: &str| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned());
    let mut questions: Vec<String> = rows.iter().flat_map(|rows| rows.lines()).filter_map(text).collect();
    let long: String = questions.join(", ").chars().take(4000).collect();
    (0..questions.len()).step_by(LONG).for_each(|at| questions[at] = long.clone());
    questions
}

fn ask(store: &Store, wording: &Wording, text: &str) {
    let incoming =
        Incoming { author: Author::Person, addressed: true, text, withheld: false, watched: false, overheard: false };
    let answerer = store.current();
    let verdict = answerer.decide(&incoming);
    let reply = wording.of(&verdict, answerer.library());
    std::hint::black_box(reply.map(|reply| render::discord(&reply)));
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let seconds = arguments.iter().position(|argument| argument == "--seconds").and_then(|at| arguments.get(at + 1));
    // `cargo test` runs benchmarks too, to see that they still run.
    let Some(seconds) = seconds.and_then(|seconds| seconds.parse::<u64>().ok()) else { return };
    show("nothing");
    let folder = tempfile::tempdir().expect("a folder");
    let names = ["clonazepam.toml", "uncovered.toml", "vocabulary.toml", "reviewed.toml", "safety.toml"];
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("faq");
    for name in names {
        std::fs::copy(shipped.join(name), folder.path().join(name)).expect("a copy");
    }
    let started = Instant::now();
    let (store, wrong) = Store::open(Origin::Folder(folder.path().to_owned()), &BTreeMap::new());
    assert!(wrong.is_empty(), "the FAQ's files are wrong");
    println!("opened in {:.1} ms", started.elapsed().as_secs_f64() * 1e3);
    show("idle");
    let answerer = store.current();
    let _ = answerer.answer(&faqbot::question::Question::read("can i drnik on it"), &mut Scratch::default());
    drop(answerer);
    show("asked once");
    let (questions, wording, over) = (questions(), Wording::default(), AtomicBool::new(false));
    show("questions");
    let asked = AtomicUsize::new(0);
    let (mut reloads, mut computed): (Vec<Duration>, Vec<Duration>) = Default::default();
    let mut settled = 0;
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                while !over.load(Ordering::Relaxed) {
                    let number = asked.fetch_add(1, Ordering::Relaxed);
                    ask(&store, &wording, &questions[number % questions.len()]);
                    thread::sleep(Duration::from_millis((1000 * THREADS / QUESTIONS_A_SECOND) as u64));
                }
            });
        }
        let start = Instant::now();
        for second in 1..=seconds {
            thread::sleep(Duration::from_secs(second).saturating_sub(start.elapsed()));
            let reviewed = format!("{}\n# {second}\n", include_str!("../faq/reviewed.toml"));
            std::fs::write(folder.path().join("reviewed.toml"), reviewed).expect("a file");
            let before = shapes::processor_time();
            reloads.extend(store.of(None).reload().ok().map(|reloaded| reloaded.took));
            computed.push(shapes::processor_time() - before);
            if second == SETTLED.min(seconds / 2) {
                settled = resident()[0];
            }
            if second % EVERY == 0 || second == 10 {
                show(&format!("{second} s"));
            }
        }
        over.store(true, Ordering::Relaxed);
    });
    reloads.sort();
    let median = reloads.get(reloads.len() / 2).copied().unwrap_or_default().as_secs_f64() * 1e3;
    // The kernel's clock is coarse, so these are only told of together.
    let computed = computed.iter().sum::<Duration>().as_secs_f64() * 1e3 / computed.len().max(1) as f64;
    println!("{} questions; {} reloads, median {median:.1} ms", asked.into_inner(), reloads.len());
    println!("a reload took the processor {computed:.1} ms");
    println!("resident at the end: {:.1} % of what it was when settled", 100.0 * resident()[0] as f64 / settled as f64);
}
