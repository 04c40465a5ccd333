//! Messages made to be slow, from the rows of `tests/data/hostile.toml`.

use std::time::Duration;

use serde::Deserialize;

/// As long as a message can be.
pub const CHARS: usize = 4000;

/// How a message is made: words of pieces, with something between them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    pub name: String,
    pub pieces: Vec<String>,
    #[serde(default)]
    pub random: bool,
    #[serde(default = "one")]
    pub length: [usize; 2],
    #[serde(default = "space")]
    pub between: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Shapes {
    shape: Vec<Shape>,
}

/// Numbers that look random and are the same in every run (Knuth's linear congruence).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// All rows.
pub fn shapes() -> Vec<Shape> {
    let rows = include_str!("../data/hostile.toml");
    toml::from_str::<Shapes>(rows).unwrap_or_else(|error| panic!("hostile.toml: {error}")).shape
}

impl Shape {
    /// The message: as long as one can be, the same in every run.
    pub fn message(&self) -> String {
        let (mut text, mut dice) = (String::new(), Dice(self.pieces.len() as u64));
        let (mut piece, mut word, mut chars) = (0, 0, 0);
        while chars < CHARS {
            let [least, most] = self.length;
            let before = text.len();
            for _ in 0..least + dice.below(most + 1 - least) {
                let at = if self.random { dice.below(self.pieces.len()) } else { piece % self.pieces.len() };
                text.push_str(&self.pieces[at]);
                piece += 1;
            }
            text.push_str(&self.between[word % self.between.len()]);
            word += 1;
            chars += text[before..].chars().count().max(1);
        }
        text.chars().take(CHARS).collect()
    }
}

/// What people may ask, to compare with.
pub fn ordinary_questions() -> Vec<String> {
    let rows = include_str!("../data/questions/plain.jsonl").lines();
    let text = |row: &str| Some(serde_json::from_str::<serde_json::Value>(row).ok()?["text"].as_str()?.to_owned());
    rows.filter_map(text).collect()
}

/// The time that this thread has run on a processor: on a busy machine the clock tells how long it waited. The
/// kernel brings it up to date a few times a hundredth of a second, so many replies must lie between two readings.
pub fn processor_time() -> Duration {
    let read = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = read.split(' ').next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or_else(|| panic!("/proc/thread-self/schedstat cannot be read")))
}

fn one() -> [usize; 2] {
    [1, 1]
}

fn space() -> Vec<String> {
    vec![" ".to_owned()]
}
