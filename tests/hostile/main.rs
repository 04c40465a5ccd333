//! No message takes much longer than an ordinary one, however it is made (`tests/data/hostile.toml`), and danger is
//! heard in the midst of it.
//!
//! Time is the processor's, in ordinary questions that could be answered meanwhile, so it holds in any build and on a
//! busy machine. `cargo bench --bench hostile` shows the times, and looks for slower messages.

mod shapes;

use std::hint::black_box;

use faqbot::decide::{Answerer, Decision};
use faqbot::faq::load;
use faqbot::matching::Scratch;
use faqbot::question::Question;
use faqbot::render;
use faqbot::wording::Wording;
use shapes::{CHARS, Shape, ordinary_questions, processor_time, shapes};

/// No message may take as long as so many ordinary questions. In a build without optimisation the slowest takes as
/// long as about 43; before the work was bounded it was 101, and 36 and 198 in an optimised one.
const MOST: f64 = 70.0;
/// A machine that does much else makes some slow by chance; only what is slow each of so many times is.
const TRIES: usize = 3;
/// So many ordinary questions are answered, so often, to see what one takes.
const ORDINARY: usize = 100;
/// How often a message is answered: the kernel's clock is coarse.
const TIMES: u32 = 2;

fn answerer() -> Answerer {
    Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))
}

fn reply(answerer: &Answerer, text: &str, scratch: &mut Scratch) {
    let verdict = answerer.answer(&Question::read(text), scratch);
    let reply = Wording::default().of(&verdict, answerer.library());
    black_box(reply.map(|reply| (render::discord(&reply), render::plain(&reply))));
}

#[test]
fn no_message_takes_much_longer_than_an_ordinary_question() {
    let (answerer, mut scratch) = (answerer(), Scratch::default());
    let mut time = |texts: &[String]| {
        texts.iter().take(1).for_each(|text| reply(&answerer, text, &mut scratch));
        let start = processor_time();
        (0..TIMES).for_each(|_| texts.iter().for_each(|text| reply(&answerer, text, &mut scratch)));
        (processor_time() - start).as_secs_f64() / f64::from(TIMES) / texts.len() as f64
    };
    let ordinary = time(&ordinary_questions()[..ORDINARY]);
    let ratio = |shape: &Shape| {
        let tries = (0..TRIES).map(|_| time(&[shape.message()]) / ordinary);
        let mut least = f64::MAX;
        for ratio in tries {
            least = least.min(ratio);
            if least <= MOST {
                break;
            }
        }
        (least, shape.name.clone())
    };
    let mut ratios: Vec<(f64, String)> = shapes().iter().map(ratio).collect();
    ratios.sort_by(|(a, _), (b, _)| b.total_cmp(a));
    println!("slowest, in ordinary questions: {:.0?}", &ratios[..5]);
    ratios.retain(|(ratio, _)| *ratio > MOST);
    assert!(ratios.is_empty(), "longer than {MOST} ordinary questions: {ratios:?}");
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
