//! A ranking is sure in order, is the same again, and can be explained.
#![no_main]

mod input;

use std::cell::RefCell;
use std::sync::LazyLock;

use faqbot::faq::{Library, load};
use faqbot::matching::{Index, Scratch};
use libfuzzer_sys::fuzz_target;

static INDEX: LazyLock<Index> =
    LazyLock::new(|| Index::new(&Library::parse(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"))));

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

fuzz_target!(|data: &[u8]| {
    let text = input::message(data);
    let mut fresh = Scratch::default();
    let ranking = INDEX.rank(&text, &mut fresh);
    assert!(ranking.iter().all(|ranked| (0.0..=1.0).contains(&ranked.score)));
    assert!(ranking.iter().all(|ranked| ranked.likeness > 0.0 && ranked.likeness <= 1.0));
    assert!(ranking.windows(2).all(|pair| pair[0].score >= pair[1].score && pair[0].likeness >= pair[1].likeness));
    // Room that was used before changes nothing.
    SCRATCH.with_borrow_mut(|used| assert_eq!(INDEX.rank(&text, used), ranking));
    for ranked in ranking.iter().take(1) {
        if let Some(explanation) = INDEX.explain(ranked.id, &mut fresh) {
            assert!(explanation.words.iter().all(|word| word.gave <= word.weight));
        }
    }
});
