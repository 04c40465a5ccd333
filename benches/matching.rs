//! How long a question takes, beside other ways of finding it, and what an index costs.
//!
//! `cargo bench` prints a table of this matcher's times for single questions and its memory, then lets
//! criterion compare it with a search engine (BM25), a fuzzy matcher (rapidfuzz) and a plain scan with
//! Jaro-Winkler, on the shipped FAQ and on made-up ones of 1,000 to 100,000 phrasings.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{AxisScale, BenchmarkId, Criterion, PlotConfiguration};
use faqbot::faq::jsonl::{self, PlainEntry};
use faqbot::faq::{Library, load};
use faqbot::matching::{Index, Scratch};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Phrasings of the made-up FAQs, ten to an entry.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];
const PHRASINGS_EACH: usize = 10;
/// So many questions are asked in turn.
const QUESTIONS: usize = 500;
/// One question in so many has two letters of a word in the wrong order.
const MISSPELT: usize = 3;

/// Numbers that look random and are the same in every run (Knuth's linear congruence).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// A FAQ with the questions to ask it.
struct Corpus {
    entries: Vec<PlainEntry>,
    questions: Vec<String>,
}

impl Corpus {
    /// Entries about three words each, in the sentences of the shipped FAQ: so the short words are as
    /// common as they are with people, and the telling ones as many as in a FAQ of that size.
    fn new(phrasings: usize) -> Self {
        let library = library();
        let frames: Vec<&str> =
            library.entries().iter().flat_map(|entry| entry.phrasings()).map(String::as_str).collect();
        let english = include_str!("../src/matching/english.txt");
        let rare = english.lines().filter(|line| line.starts_with("3.") || line.starts_with("2.5"));
        let rare: Vec<&str> = rare.flat_map(|line| line.split(' ').skip(1)).filter(|word| word.len() > 4).collect();
        let mut dice = Dice(phrasings as u64);
        let subjects: Vec<[&str; 3]> =
            (0..phrasings / PHRASINGS_EACH).map(|_| std::array::from_fn(|_| dice.pick(&rare))).collect();
        let mut lines = String::new();
        for (number, subject) in subjects.iter().enumerate() {
            let texts: Vec<String> =
                (0..PHRASINGS_EACH).map(|_| about(subject, dice.pick(&frames), &mut dice)).collect();
            let entry = serde_json::json!({"id": format!("e{number}"), "question": texts[0], "phrasings": texts[1..]});
            lines.push_str(&format!("{entry}\n"));
        }
        let entries = jsonl::parse("made up", &lines).unwrap_or_else(|problems| panic!("{problems}"));
        let questions = (0..QUESTIONS).map(|number| {
            let text = about(&subjects[dice.below(subjects.len())], dice.pick(&frames), &mut dice);
            if number % MISSPELT == 0 { misspelt(&text) } else { text }
        });
        Self { questions: questions.collect(), entries }
    }

    /// The shipped FAQ's entries, asked what people may ask it.
    fn shipped() -> Self {
        let library = library();
        let entries = library.entries().iter().map(|entry| {
            let texts = std::iter::once(entry.question()).chain(entry.phrasings().iter().map(String::as_str));
            PlainEntry { id: entry.id().clone(), texts: texts.map(str::to_owned).collect() }
        });
        let rows = include_str!("../tests/data/questions/plain.jsonl").lines();
        let text =
            |line: &str| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(str::to_owned);
        Self { entries: entries.collect(), questions: rows.filter_map(text).collect() }
    }

    fn texts(&self) -> Vec<(usize, &str)> {
        let owned = self.entries.iter().enumerate();
        owned.flat_map(|(owner, entry)| entry.texts.iter().map(move |text| (owner, text.as_str()))).collect()
    }
}

fn library() -> Library {
    Library::parse(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A sentence with its longer words exchanged for a subject's.
fn about(subject: &[&str; 3], frame: &str, dice: &mut Dice) -> String {
    let words = frame.split_whitespace().map(|word| if word.len() > 4 { subject[dice.below(3)] } else { word });
    let sentence = words.collect::<Vec<_>>().join(" ");
    let named = subject.iter().any(|word| sentence.contains(word));
    if named { sentence } else { format!("{sentence} {}", subject[0]) }
}

/// The sentence with two neighbours in its longest word exchanged.
fn misspelt(sentence: &str) -> String {
    let longest = sentence.split(' ').max_by_key(|word| word.len()).unwrap_or_default();
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() > 3 {
        letters.swap(1, 2);
    }
    sentence.replacen(longest, &letters.iter().collect::<String>(), 1)
}

/// The owner whose text scores best.
fn best_by(texts: &[(usize, &str)], score: impl Fn(&str) -> f64) -> Option<usize> {
    let scored = texts.iter().map(|(owner, text)| (*owner, score(text)));
    scored.max_by(|(_, a), (_, b)| a.total_cmp(b)).map(|(owner, _)| owner)
}

/// Prints the median, the 95th of a hundred and the worst time of a question, and the index's memory.
fn table() {
    println!("phrasings   built    memory    median      95 %     worst");
    let corpora = std::iter::once(("entries".to_owned(), Corpus::shipped()));
    let corpora = corpora.chain(SIZES.map(|size| (size.to_string(), Corpus::new(size))));
    let vocabulary = library();
    for (name, corpus) in corpora {
        // What is common to all indexes is built once in a program's life, and not counted.
        drop(Index::of_plain(&corpus.entries[..1], vocabulary.vocabulary()));
        let before = MEMORY.current_usage_as_mb();
        let start = Instant::now();
        let index = Index::of_plain(&corpus.entries, vocabulary.vocabulary());
        let (built, memory) = (start.elapsed(), MEMORY.current_usage_as_mb() - before);
        let mut scratch = Scratch::default();
        let mut times: Vec<Duration> = Vec::new();
        for round in 0..3 {
            for question in &corpus.questions {
                let start = Instant::now();
                black_box(index.rank(question, &mut scratch));
                // The first round only warms up.
                times.extend((round > 0).then(|| start.elapsed()));
            }
        }
        times.sort();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e6;
        println!(
            "{name:>9} {:6.2} s {memory:6.1} MB {:6.0} µs {:6.0} µs {:6.0} µs",
            built.as_secs_f64(),
            at(50),
            at(95),
            at(100)
        );
    }
}

fn compare(criterion: &mut Criterion) {
    let vocabulary = library();
    let mut group = criterion.benchmark_group("question");
    group.plot_config(PlotConfiguration::default().summary_scale(AxisScale::Logarithmic));
    group.sample_size(10).warm_up_time(Duration::from_secs(1)).measurement_time(Duration::from_secs(3));
    let corpora = std::iter::once(Corpus::shipped()).chain(SIZES.map(Corpus::new));
    for corpus in corpora {
        let texts = corpus.texts();
        let size = texts.len() as u64;
        let index = Index::of_plain(&corpus.entries, vocabulary.vocabulary());
        let mut scratch = Scratch::default();
        let mut questions = corpus.questions.iter().cycle();
        let mut next = move || questions.next().map(String::as_str).unwrap_or_default();
        group.bench_function(BenchmarkId::new("faqbot", size), |bencher| {
            bencher.iter(|| index.rank(next(), &mut scratch).len());
        });
        let documents = texts.iter().map(|(_, text)| *text);
        let engine = bm25::SearchEngineBuilder::<u32>::with_corpus(bm25::Language::English, documents).build();
        group.bench_function(BenchmarkId::new("bm25 (search engine)", size), |bencher| {
            bencher.iter(|| engine.search(next(), 10).len());
        });
        group.bench_function(BenchmarkId::new("rapidfuzz ratio (scan)", size), |bencher| {
            bencher.iter(|| {
                let scorer = rapidfuzz::fuzz::RatioBatchComparator::new(next().chars());
                best_by(&texts, |text| scorer.similarity(text.chars()))
            });
        });
        group.bench_function(BenchmarkId::new("strsim Jaro-Winkler (scan)", size), |bencher| {
            bencher.iter(|| {
                let question = next();
                best_by(&texts, |text| strsim::jaro_winkler(question, text))
            });
        });
    }
    group.finish();
}

fn main() {
    // `cargo test` runs benchmarks too, to see that they still run; it asks for no figures.
    if std::env::args().any(|argument| argument == "--bench") {
        table();
    }
    let mut criterion = Criterion::default().configure_from_args();
    compare(&mut criterion);
    criterion.final_summary();
}
