//! Markup comes out whole, and folding is stable: what was folded once stays as it is.
#![no_main]

mod input;

use faqbot::question::Question;
use faqbot::text::markup::{strip, strip_addresses};
use faqbot::text::words::{MAX_CHARS, Tokens, limited, words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = input::message(data);
    assert!(limited(&text).chars().count() <= MAX_CHARS);
    for stripped in [strip(&text), strip_addresses(&text)] {
        assert!(!stripped.contains('<') && !stripped.contains("@everyone") && !stripped.contains("@here"));
        let once = words(&stripped);
        assert!(once.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
        // A character may stand for four letters, so what is folded may be longer than is read.
        let folded = once.join(" ");
        if folded.chars().count() <= MAX_CHARS {
            assert_eq!(words(&folded), once);
        }
    }
    let mut tokens = Tokens::default();
    tokens.read(&text);
    assert!(tokens.clauses().iter().all(|clause| clause.start < clause.end && clause.end <= tokens.len()));
    assert!(tokens.clauses().windows(2).all(|pair| pair[0].end <= pair[1].start));
    assert_eq!(tokens.sentences().iter().map(|(sentence, _)| sentence.len()).sum::<usize>(), tokens.len());
    let question = Question::read(&text);
    assert_eq!(question.is_empty(), words(question.text()).is_empty());
});
