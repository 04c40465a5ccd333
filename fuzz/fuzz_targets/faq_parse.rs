//! Wrong files are refused with a reason, and right ones can be answered from.
#![no_main]

use faqbot::decide::Answerer;
use faqbot::faq::{Library, SourceFile};
use faqbot::matching::Scratch;
use faqbot::question::Question;
use libfuzzer_sys::fuzz_target;

/// The files with a meaning of their own, and one of entries.
const NAMES: [&str; 5] = ["faq.toml", "uncovered.toml", "vocabulary.toml", "reviewed.toml", "safety.toml"];
/// Rules are built from once in so many lengths.
const RARELY: usize = 16;
/// An entry that stands beside whatever file is tried.
const ENTRY: &str = r#"
title = "A"
document = "B"
[[entry]]
id = "what"
question = "What is it?"
phrasings = [
  "what is this", "tell me what it is", "explain it", "what does it do", "what am i taking", "what are these",
  "describe it", "what kind of thing is it",
]
answer = "A tablet."
sources = [{ paragraph = 1, sentence = 1, quote = "a tablet" }]
"#;

fuzz_target!(|data: &[u8]| {
    let Some((name, rest)) = data.split_first() else { return };
    let name = NAMES[usize::from(*name) % NAMES.len()];
    let text = String::from_utf8_lossy(rest).into_owned();
    let files = [
        SourceFile { name: "an-entry.toml".to_owned(), text: ENTRY.to_owned() },
        SourceFile { name: name.to_owned(), text },
    ];
    match Library::parse(&files) {
        // Rules are put together with the core's, which takes a hundred times as long as the rest.
        Ok(_) if name == "safety.toml" && rest.len() % RARELY != 0 => {}
        Ok(_) => match Answerer::build(&files) {
            Ok(answerer) => {
                let _ = answerer.answer(&Question::read("what is it"), &mut Scratch::default());
            }
            Err(problems) => assert!(!problems.list().is_empty() && !problems.to_string().is_empty()),
        },
        Err(problems) => assert!(!problems.list().is_empty() && !problems.to_string().is_empty()),
    }
});
