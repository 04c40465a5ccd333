//! Every question gets a whole reply: within Discord's limits, with the notice, and without a word of the asker's.
#![no_main]

mod input;

use std::sync::LazyLock;

use faqbot::decide::{Answerer, Decision};
use faqbot::faq::load;
use faqbot::question::{Author, Incoming};
use faqbot::render;
use faqbot::reply::MOST_CHOICES;
use faqbot::wording::Wording;
use libfuzzer_sys::fuzz_target;

static ANSWERER: LazyLock<Answerer> =
    LazyLock::new(|| Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}")));

const NOTICE: &str = "consult your healthcare provider";
/// A word that nobody writes, put into each message, to see whether a message's words come back.
const MARK: &str = "xqzwvjk";

fuzz_target!(|data: &[u8]| {
    let (flags, rest) = data.split_first().unwrap_or((&0, &[]));
    let text = format!("{MARK} {}", input::message(rest));
    let (addressed, watched) = (flags & 3 != 3, flags & 4 != 0);
    let incoming = Incoming {
        author: Author::Person,
        addressed,
        text: &text,
        withheld: flags & 56 == 56,
        watched,
        overheard: false,
    };
    let verdict = ANSWERER.decide(&incoming);
    let Some(reply) = Wording::default().of(&verdict, ANSWERER.library()) else {
        assert!(matches!(verdict.decision, Decision::Silent(_)) && !addressed);
        return;
    };
    assert!(!reply.is_withheld() && reply.offers().choices.len() <= MOST_CHOICES);
    let (markdown, plain) = (render::discord(&reply), render::plain(&reply));
    assert!(render::length(&markdown) <= render::DISCORD_LIMIT);
    for shown in [&markdown, &plain] {
        assert!(shown.contains(NOTICE) && shown.contains(reply.notice()));
        assert!(!shown.contains(MARK) && !shown.contains('@') && !shown.contains("<"));
    }
    let wrapped = render::wrap(&plain, 80);
    assert!(wrapped.iter().any(|line| line.contains("healthcare") || line.contains("consult")));
});
