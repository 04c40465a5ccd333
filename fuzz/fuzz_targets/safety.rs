//! Whatever stands before a plain cry for help, it is heard.
#![no_main]

mod input;

use std::sync::{Arc, LazyLock};

use faqbot::question::Question;
use faqbot::safety::Safety;
use libfuzzer_sys::fuzz_target;

static SAFETY: LazyLock<Arc<Safety>> = LazyLock::new(Safety::core);

/// Plain cries for help, of both dangers.
const CRIES: [&str; 4] = [
    "he is not breathing and i cant wake him up",
    "i want to kill myself",
    "i took the whole box",
    "she is having a seizure",
];
/// So much noise leaves room for the cry among the characters that are read.
const NOISE: usize = 3_900;

fuzz_target!(|data: &[u8]| {
    let noise: String = input::message(data).chars().take(NOISE).collect();
    let alone = SAFETY.judge(Question::read(&noise).whole());
    assert_eq!(alone, SAFETY.judge(Question::read(&noise).whole()));
    let cry = CRIES[data.len() % CRIES.len()];
    let text = format!("{noise}\n{cry}");
    assert!(SAFETY.judge(Question::read(&text).whole()).alarm.is_some(), "{text}");
});
