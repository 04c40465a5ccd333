//! The matcher on small FAQs of any subject: what makes a match surer or less sure, and what must not
//! disturb it.

use faqbot::faq::{Library, jsonl, load};
use faqbot::matching::{How, Index, Scratch};

const GARDEN: [(&str, &[&str]); 4] = [
    ("mushrooms", &["which mushrooms are poisonous", "are the brown mushrooms poisonous"]),
    ("trains", &["when does the train to town leave", "is taking the late train worse than taking the early train"]),
    ("roses", &["how do i cut the roses", "when are the roses cut back"]),
    ("opening", &["is the garden open on sunday", "opening hours of the garden"]),
];

fn index(entries: &[(&str, &[&str])]) -> Index {
    let lines: Vec<String> = entries
        .iter()
        .map(|(id, texts)| serde_json::json!({"id": id, "question": texts[0], "phrasings": texts[1..]}).to_string())
        .collect();
    let entries = jsonl::parse("garden", &lines.join("\n")).unwrap_or_else(|problems| panic!("{problems}"));
    let library = Library::parse(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
    Index::of_plain(&entries, library.vocabulary())
}

/// The best match's id and score.
fn best(index: &Index, text: &str) -> (String, f32) {
    let mut scratch = Scratch::default();
    let ranking = index.rank(text, &mut scratch);
    ranking.first().map_or((String::new(), 0.0), |first| (first.id.to_string(), first.score))
}

#[test]
fn a_denial_makes_less_sure_whether_or_not_the_faq_knows_the_word() {
    let index = index(&GARDEN);
    let (id, plain) = best(&index, "which mushrooms are poisonous");
    assert_eq!(id, "mushrooms");
    for denied in
        ["which mushrooms are never poisonous", "which mushrooms are not poisonous", "which mushrooms arent poisonous"]
    {
        let (id, score) = best(&index, denied);
        assert!(id == "mushrooms" && score < plain * 0.6, "{denied}: {id} {score}, without denial {plain}");
    }
}

#[test]
fn a_strange_name_or_number_makes_less_sure() {
    let index = index(&GARDEN);
    let (_, plain) = best(&index, "how do i cut the roses please");
    for strange in ["how do i cut the roses xylothrum", "how do i cut the roses 77"] {
        let (id, score) = best(&index, strange);
        assert!(id == "roses" && score < plain, "{strange}: {id} {score}, plain {plain}");
    }
}

#[test]
fn the_very_phrasing_is_sure_though_it_repeats_itself() {
    let index = index(&GARDEN);
    for text in ["is taking the late train worse than taking the early train", "is the garden open on sunday"] {
        assert!(best(&index, text).1 > 0.99, "{text}");
    }
}

#[test]
fn common_words_alone_are_never_sure() {
    let index = index(&GARDEN);
    for text in ["is it the", "when are the", "how do i", "what is it", "does the", "on"] {
        let (id, score) = best(&index, text);
        assert!(score < 0.3, "{text}: {id} {score}");
    }
}

#[test]
fn slips_are_mended_and_said_so() {
    let index = index(&GARDEN);
    let mut scratch = Scratch::default();
    let ranking = index.rank("wich mushrroms are posionous", &mut scratch);
    let id = ranking.first().map(|first| first.id).expect("a match");
    let explanation = index.explain(id, &mut scratch).expect("an explanation");
    let read: Vec<(&str, &str)> =
        explanation.words.iter().map(|word| (word.typed.as_str(), word.read_as.as_str())).collect();
    assert_eq!(read, [("wich", "which"), ("mushrroms", "mushrooms"), ("are", "are"), ("posionous", "poisonous")]);
    assert!(explanation.words.iter().all(|word| word.how == How::Same), "{explanation:?}");
}

#[test]
fn one_room_serves_two_indexes() {
    let (garden, other) = (index(&GARDEN), index(&GARDEN[..2]));
    let mut shared = Scratch::default();
    for text in ["how do i cut the roses", "which mushrooms are poisonous", "the late train"] {
        for index in [&garden, &other, &garden] {
            assert_eq!(index.rank(text, &mut shared), index.rank(text, &mut Scratch::default()), "{text}");
        }
    }
}

#[test]
fn the_least_faq_takes_any_question() {
    let index = index(&[("only", &["roses"])]);
    assert_eq!(best(&index, "roses").0, "only");
    for text in ["", "???", "a", "\u{200b}", "🌹", "roses roses roses"] {
        assert!(best(&index, text).1 <= 1.0);
    }
    let blank = jsonl::parse("blank", r#"{"id": "a", "question": " "}"#);
    assert!(blank.is_err());
}
