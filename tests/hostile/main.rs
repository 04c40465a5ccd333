//! No message takes much longer than an ordinary one, however it is made (`tests/data/hostile.toml`), and danger is
//! heard in the midst of it.
//!
//! Time is measured in ordinary messages answered meanwhile, so it holds in any build and on a busy machine.
//! `cargo bench --bench hostile` shows the times, and looks for slower messages.

mod shapes;

use std::hint::black_box;
use std::time::{Duration, Instant};

use faqbot::decide::{Answerer, Decision};
use faqbot::faq::load;
use faqbot::matching::Scratch;
use faqbot::question::Question;
use faqbot::render;
use faqbot::wording::Wording;
use shapes::{CHARS, shapes};

/// What a message of 4,000 characters is compared with: an ordinary story of as many.
const STORY: &str =
    "i have been on clonazepam for a while and my doctor said it may make me tired, so can i drive to work? ";
/// No message may take more than so many times as long as the story. The slowest takes about a third of that; before
/// there were bounds, several took more than twice that.
const MOST: f64 = 15.0;
/// The quickest of so many counts: the rest is the machine's noise.
const TIMES: usize = 5;

fn answerer() -> Answerer {
    Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn time(answerer: &Answerer, text: &str, times: usize) -> Duration {
    let mut scratch = Scratch::default();
    let once = |_| {
        let start = Instant::now();
        let verdict = answerer.answer(&Question::read(text), &mut scratch);
        let reply = Wording::default().of(&verdict, answerer.library());
        black_box(reply.map(|reply| (render::discord(&reply), render::plain(&reply))));
        start.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

#[test]
fn no_message_takes_much_longer_than_a_story() {
    let answerer = answerer();
    let story: String = STORY.chars().cycle().take(CHARS).collect();
    let usual = time(&answerer, &story, TIMES * 2);
    let mut slow = Vec::new();
    for shape in shapes() {
        let text = shape.message();
        // A busy machine makes some slow by chance; only what is slow each time is.
        let ratio = |time: Duration| time.as_secs_f64() / usual.as_secs_f64();
        if ratio(time(&answerer, &text, 1)) > MOST && ratio(time(&answerer, &text, TIMES)) > MOST {
            slow.push((shape.name, ratio(time(&answerer, &text, TIMES))));
        }
    }
    assert!(slow.is_empty(), "slower than {MOST} stories: {slow:?}");
}

#[test]
fn danger_is_heard_anywhere_in_the_longest_messages() {
    let answerer = answerer();
    let cry = "\nhe is not breathing and i cant wake him up\n";
    let mut missed = Vec::new();
    for shape in shapes() {
        let noise: Vec<char> = shape.message().chars().take(CHARS - cry.chars().count()).collect();
        for at in [0, noise.len() / 2, noise.len()] {
            let text: String =
                noise[..at].iter().copied().chain(cry.chars()).chain(noise[at..].iter().copied()).collect();
            let verdict = answerer.answer(&Question::read(&text), &mut Scratch::default());
            if verdict.help_first.is_none() && !matches!(verdict.decision, Decision::Emergency(_)) {
                missed.push((shape.name.clone(), at));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}
