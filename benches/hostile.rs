//! How long the slowest messages take, and a search for slower ones.
//!
//! `cargo bench --bench hostile` prints a row for each shape of `tests/data/hostile.toml`: the time of its answer
//! and reply, rendered both ways, and how many ordinary questions could be answered meanwhile.
//! `cargo bench --bench hostile -- --search 60` looks for slower messages for so many seconds, by chance and by
//! changing the slowest found.

#[path = "../tests/hostile/shapes.rs"]
mod shapes;

use std::hint::black_box;
use std::time::{Duration, Instant};

use faqbot::decide::Answerer;
use faqbot::faq::load;
use faqbot::matching::Scratch;
use faqbot::question::Question;
use faqbot::render;
use faqbot::wording::Wording;
use shapes::{Dice, Shape, ordinary_questions, processor_time, shapes};

/// Each message is answered so often for a row of the table, and so often while searching.
const TIMES: u32 = 40;
const TIMES_SEARCHING: u32 = 8;
/// So many of the slowest messages are kept while searching.
const KEPT: usize = 12;
/// Longest messages of this many are shown, with so many characters of each.
const SHOWN: usize = 160;

/// Words to make slow messages of, beside the pieces of the shapes.
const SOURCES: [&str; 3] = [
    include_str!("../faq/safety.toml"),
    include_str!("../faq/vocabulary.toml"),
    include_str!("../faq/clonazepam.toml"),
];

struct Asked {
    answerer: Answerer,
    wording: Wording,
    scratch: Scratch,
}

impl Asked {
    /// One whole reply, from the text to what is shown.
    fn reply(&mut self, text: &str) {
        let verdict = self.answerer.answer(&Question::read(text), &mut self.scratch);
        let reply = self.wording.of(&verdict, self.answerer.library());
        black_box(reply.map(|reply| (render::discord(&reply), render::plain(&reply))));
    }

    /// The processor's time for one reply, a mean of so many.
    fn time(&mut self, text: &str, times: u32) -> Duration {
        self.reply(text);
        let start = processor_time();
        (0..times).for_each(|_| self.reply(text));
        processor_time().saturating_sub(start) / times
    }
}

/// The mean time of an ordinary question.
fn ordinary(asked: &mut Asked) -> Duration {
    let questions = ordinary_questions();
    let start = processor_time();
    (0..TIMES / 4).for_each(|_| questions.iter().for_each(|question| asked.reply(question)));
    (processor_time() - start) / (TIMES / 4 * questions.len() as u32)
}

fn table(asked: &mut Asked) {
    let mean = ordinary(asked);
    println!("an ordinary question: {} µs", mean.as_micros());
    let mut rows: Vec<(Duration, String)> =
        shapes().iter().map(|shape| (asked.time(&shape.message(), TIMES), shape.name.clone())).collect();
    rows.sort_by(|a, b| b.cmp(a));
    for (time, name) in rows {
        println!("{:8.2} ms {:7.0}x  {name}", time.as_secs_f64() * 1e3, time.as_secs_f64() / mean.as_secs_f64());
    }
}

/// Pieces for the search: those of the shapes, words of the FAQ and the rules, and some with a letter changed.
fn pieces() -> Vec<String> {
    let mut pieces: Vec<String> = shapes().into_iter().flat_map(|shape| shape.pieces).collect();
    let words = SOURCES.iter().flat_map(|text| text.split(|c: char| !c.is_ascii_alphabetic()));
    pieces.extend(words.filter(|word| !word.is_empty()).map(str::to_lowercase));
    pieces.sort();
    pieces.dedup();
    let slips: Vec<String> = pieces
        .iter()
        .filter(|word| word.is_ascii() && word.len() > 3)
        .map(|word| format!("{}{}{}", &word[..1], &word[2..3], &word[1..2]) + &word[3..])
        .collect();
    pieces.extend(slips);
    pieces
}

fn random(pieces: &[String], dice: &mut Dice) -> Shape {
    let count = [1, 2, 3, 5, 8, 20, 60, 300][dice.below(8)];
    let between = [" ", ", ", "", "? ", ". ", "\n", ","];
    let longer = dice.below(3) == 0;
    let least = 1 + dice.below(if longer { 6 } else { 1 });
    let length = [least, least + dice.below(3)];
    Shape {
        name: String::new(),
        pieces: (0..count).map(|_| pieces[dice.below(pieces.len())].clone()).collect(),
        random: dice.below(2) == 0,
        length,
        between: (0..=dice.below(3)).map(|_| between[dice.below(between.len())].to_owned()).collect(),
    }
}

/// A shape a step away.
fn changed(shape: &Shape, pieces: &[String], dice: &mut Dice) -> Shape {
    let (mut shape, other) = (shape.clone(), random(pieces, dice));
    match dice.below(7) {
        0 => shape.between = other.between,
        1 => shape.length = other.length,
        2 => shape.random = !shape.random,
        3 => shape.pieces.extend(other.pieces),
        4 if shape.pieces.len() > 1 => {
            let half = shape.pieces.len() / 2;
            let start = dice.below(half + 1);
            shape.pieces = shape.pieces[start..start + half.max(1)].to_vec();
        }
        _ => {
            let at = dice.below(shape.pieces.len());
            shape.pieces[at] = pieces[dice.below(pieces.len())].clone();
        }
    }
    shape
}

fn search(asked: &mut Asked, length: Duration) {
    let (pieces, mut dice) = (pieces(), Dice(1));
    let mut slowest: Vec<(Duration, Shape)> =
        shapes().into_iter().map(|shape| (asked.time(&shape.message(), TIMES_SEARCHING), shape)).collect();
    let (start, mut tried) = (Instant::now(), 0);
    while start.elapsed() < length {
        let parent = dice.below(KEPT);
        let shape = match slowest.get(parent) {
            Some((_, shape)) if dice.below(4) > 0 => changed(shape, &pieces, &mut dice),
            _ => random(&pieces, &mut dice),
        };
        tried += 1;
        let text = shape.message();
        let least = slowest.last().map_or(Duration::ZERO, |(time, _)| *time);
        if asked.time(&text, TIMES_SEARCHING) > least || slowest.len() < KEPT {
            slowest.push((asked.time(&text, TIMES), shape));
        }
        slowest.sort_by(|(a, _), (b, _)| b.cmp(a));
        slowest.truncate(KEPT);
    }
    println!("{tried} messages were tried; the slowest:");
    for (time, shape) in &slowest {
        let shown: String = shape.message().chars().take(SHOWN).collect();
        println!(
            "{:8.2} ms  random {} length {:?} between {:?}: {shown:?}",
            time.as_secs_f64() * 1e3,
            shape.random,
            shape.length,
            shape.between
        );
    }
}

fn main() {
    let answerer = Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
    let mut asked = Asked { answerer, wording: Wording::default(), scratch: Scratch::default() };
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(name) = arguments.iter().position(|argument| argument == "--shape").and_then(|at| arguments.get(at + 1))
    {
        for shape in shapes().iter().filter(|shape| shape.name == *name) {
            println!("{:?}", asked.time(&shape.message(), TIMES));
        }
        return;
    }
    let seconds = arguments.iter().position(|argument| argument == "--search").and_then(|at| arguments.get(at + 1));
    if let Some(seconds) = seconds.and_then(|seconds| seconds.parse().ok()) {
        search(&mut asked, Duration::from_secs(seconds));
    } else if arguments.iter().any(|argument| argument == "--bench") {
        table(&mut asked);
    }
}
