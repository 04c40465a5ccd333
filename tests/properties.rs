//! What holds for every input: folding is stable, nothing panics, every reply keeps its limit and
//! its notice, and holds nothing of what was asked. `fuzz/` asks the same of millions of inputs.

use std::sync::LazyLock;

use faqbot::decide::{Answerer, Decision};
use faqbot::faq::{EntryId, SourceFile, load};
use faqbot::help_lines::HelpLines;
use faqbot::matching::Scratch;
use faqbot::question::{Author, Incoming, Question};
use faqbot::reply::{Block, Choice, MOST_CHOICES, Occasion, Offers, Reply};
use faqbot::safety::{Form, Safety};
use faqbot::text::markup::{strip, strip_addresses};
use faqbot::text::words::{MAX_CHARS, Tokens, has_word, limited, words};
use faqbot::wording::Wording;
use faqbot::{config, render};
use proptest::prelude::*;

static ANSWERER: LazyLock<Answerer> = LazyLock::new(|| {
    Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("the built-in FAQ is wrong:\n{problems}"))
});

const NOTICE: &str = "consult your healthcare provider";
/// A word that nobody writes, put into messages to see whether their words come back.
const MARK: &str = "xqzwvjk";
/// What Discord takes on a button, in characters.
const MOST_LABEL: usize = 80;

/// Messages as people and attackers write them: words, markup, mentions, code, odd scripts.
fn message() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,9} ",
        2 => any::<String>(),
        1 => Just("<@123> ".to_owned()),
        1 => Just("```".to_owned()),
        1 => Just("`".to_owned()),
        1 => Just("||*_~#>[](<".to_owned()),
        1 => Just("@everyone ".to_owned()),
        1 => Just("https://example.org/a ".to_owned()),
        1 => Just("Z\u{355}\u{310}a\u{334}\u{362}lgo \u{202e}evil ".to_owned()),
        1 => Just("can i drink on klonopin and drive? ".to_owned()),
        1 => "(a{1,300}|!{1,300}|🙂{1,50}) ",
    ];
    proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn block() -> impl Strategy<Value = Block> {
    ("[^\u{0}]{0,900}", 0..5_usize).prop_map(|(text, kind)| match kind {
        0 => Block::Title(text),
        1 => Block::Text(text),
        2 => Block::Care(text),
        3 => Block::Item(text),
        _ => Block::Source(text),
    })
}

proptest! {
    #[test]
    fn folding_is_stable(text in message()) {
        let once = words(&strip(&text));
        let folded = once.join(" ");
        // A character may stand for four letters, so what is folded may be longer than is read.
        if folded.chars().count() <= MAX_CHARS {
            prop_assert_eq!(words(&folded), once.clone());
        }
        prop_assert!(once.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphanumeric)));
        let mut tokens = Tokens::default();
        tokens.read(&text);
        prop_assert!(tokens.clauses().iter().all(|clause| clause.start < clause.end && clause.end <= tokens.len()));
        let sentences: usize = tokens.sentences().iter().map(|(sentence, _)| sentence.len()).sum();
        prop_assert_eq!(sentences, tokens.len());
    }

    #[test]
    fn markup_goes_whole_and_once(text in message()) {
        for stripped in [strip(&text), strip_addresses(&text)] {
            prop_assert!(!stripped.contains('<') && !stripped.contains("@everyone") && !stripped.contains("@here"));
        }
        // What is left of a message is a message with nothing to take out, but for the space between words.
        let spaced = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let once = strip(&text);
        prop_assert_eq!(spaced(&strip(&once)), spaced(&once));
        prop_assert!(limited(&text).chars().count() <= MAX_CHARS && text.starts_with(limited(&text)));
        prop_assert_eq!(has_word(&text), !words(&text).is_empty());
        let question = Question::read(&text);
        prop_assert_eq!(question.is_empty(), words(question.text()).is_empty());
    }

    #[test]
    fn what_is_heard_is_heard_again(text in message()) {
        let judgement = ANSWERER.safety().judge(&text);
        prop_assert_eq!(&ANSWERER.safety().judge(&text), &judgement);
        // Line ends around a message say nothing.
        prop_assert_eq!(&ANSWERER.safety().judge(&format!("\n{text}\n")).alarm.map(|alarm| alarm.danger), &judgement.alarm.map(|alarm| alarm.danger));
    }

    #[test]
    fn no_reply_holds_what_was_asked(text in message(), watched in any::<bool>(), addressed in any::<bool>()) {
        let text = format!("{MARK} {text} <@&77> {MARK}");
        let incoming = Incoming { author: Author::Person, addressed, text: &text, withheld: false, watched, overheard: false };
        let verdict = ANSWERER.decide(&incoming);
        let Some(reply) = Wording::default().of(&verdict, ANSWERER.library()) else {
            prop_assert!(!addressed);
            return Ok(());
        };
        prop_assert!(!reply.is_withheld() && reply.offers().choices.len() <= MOST_CHOICES);
        prop_assert!(reply.offers().choices.iter().all(|choice| (1..=MOST_LABEL).contains(&choice.label.chars().count())));
        for shown in [render::discord(&reply), render::plain(&reply)] {
            prop_assert!(shown.contains(NOTICE) && shown.contains(reply.notice()), "{}", shown);
            prop_assert!(!shown.contains(MARK) && !shown.contains('@') && !shown.contains('<'), "{}", shown);
            prop_assert!(!shown.contains("](") && !shown.contains("```"), "{}", shown);
        }
    }

    #[test]
    fn a_ranking_is_sure_in_order_and_the_same_again(text in message()) {
        let mut scratch = Scratch::default();
        let ranking = ANSWERER.index().rank(&text, &mut scratch);
        prop_assert!(ranking.iter().all(|ranked| (0.0..=1.0).contains(&ranked.score)));
        prop_assert!(ranking.iter().all(|ranked| ranked.likeness > 0.0 && ranked.likeness <= 1.0));
        prop_assert!(ranking.windows(2).all(|pair| pair[0].score >= pair[1].score));
        // Room that was used before changes nothing.
        let _ = ANSWERER.index().rank("can i drive and can i drink", &mut scratch);
        prop_assert_eq!(&ANSWERER.index().rank(&text, &mut scratch), &ranking);
        let explained = ranking.iter().take(3).filter_map(|ranked| ANSWERER.index().explain(ranked.id, &mut scratch));
        for explanation in explained {
            // What the words gave is what was counted, never more than they weigh.
            prop_assert!(explanation.words.iter().all(|word| word.gave <= word.weight));
            let weights: f32 = explanation.words.iter().map(|word| word.weight).sum();
            prop_assert!((weights - 1.0).abs() < 0.001, "{weights}");
            prop_assert!(explanation.of_phrasing > 0.0);
        }
    }

    #[test]
    fn every_question_gets_a_whole_reply(text in message()) {
        let incoming = Incoming { author: Author::Person, addressed: true, text: &text, withheld: false, watched: false, overheard: false };
        let verdict = ANSWERER.decide(&incoming);
        let reply = Wording::default().of(&verdict, ANSWERER.library());
        prop_assert!(reply.is_some());
        let shown = render::discord(&reply.expect("checked above"));
        prop_assert!(shown.contains(NOTICE), "{}", shown);
        prop_assert!(shown.chars().count() <= render::DISCORD_LIMIT);
    }

    #[test]
    fn every_reply_keeps_its_limit_and_its_notice(
        blocks in proptest::collection::vec(block(), 0..8),
        danger in any::<bool>(),
    ) {
        let occasion = if danger { Occasion::Danger } else { Occasion::Ordinary };
        let id = EntryId::parse("some-entry").expect("an id");
        let choices = vec![Choice { id, label: "Some?".to_owned() }; 9];
        let reviewed = ANSWERER.library().reviewed();
        let reply = Reply::new(occasion, blocks, Offers { choices, ..Offers::default() }, &HelpLines::default(), reviewed);
        if !danger {
            prop_assert!(reply.blocks().iter().all(|block| reviewed.breaches(block.text()).is_empty()));
        }
        let shown = render::discord(&reply);
        prop_assert!(render::length(&shown) <= render::DISCORD_LIMIT);
        let ending = format!("> **{}**", reply.notice());
        prop_assert!(shown.ends_with(&ending), "{}", shown);
        prop_assert!(render::plain(&reply).ends_with(reply.notice()));
        prop_assert!(reply.notice().contains(NOTICE) && reply.offers().choices.len() <= 5);
    }

    #[test]
    fn no_noise_silences_a_cry_for_help(before in message(), after in message()) {
        let text = format!("{before}\nhe is not breathing and i cant wake him up\n{after}");
        let incoming = Incoming { author: Author::Person, addressed: true, text: &text, withheld: false, watched: false, overheard: false };
        let verdict = ANSWERER.decide(&incoming);
        prop_assert!(
            verdict.help_first.is_some() || matches!(verdict.decision, Decision::Emergency(_)),
            "{:?}",
            verdict.decision
        );
    }

    #[test]
    fn configurations_are_refused_with_a_reason_or_keep_their_promise(
        line in "[^\"\\\\\\p{Cc}]{0,90}|\\PC{0,30}<@&1>@everyone|112",
        key in "emergency|poison|urgent|other",
        rest in "\\PC{0,20}|",
    ) {
        let text = format!("{rest}\n[help]\n{key} = {{ line = \"{line}\", verified = 2026-01-31 }}\n");
        match config::Config::parse("config.toml", &text) {
            Ok(config) => {
                let reply = Wording::new(config.help_lines().clone()).plain("Yes.");
                let shown = render::discord(&reply);
                prop_assert!(shown.contains(NOTICE) && render::length(&shown) <= render::DISCORD_LIMIT);
                prop_assert!(!shown.contains("@everyone") && !shown.contains("<@"), "{}", shown);
            }
            Err(problem) => prop_assert!(problem.to_string().contains("config.toml")),
        }
    }

    #[test]
    fn folders_own_rules_are_refused_or_only_add(pattern in "([a-z]{1,6}|\\.\\.|#|[a-z]{1,3}\\|[a-z]{1,3}|![a-z]{1,4}|[a-z]{2}\\*)( ([a-z]{1,6}|\\.\\.|#|![a-z]{1,4})){0,6}", means in "medical|self-harm|supply|idiom|softening") {
        let text = format!("[[rule]]\nid = \"own\"\nmeans = \"{means}\"\npatterns = [\"{pattern}\"]\n");
        let file = SourceFile { name: "safety.toml".to_owned(), text };
        match Safety::parse(&[file]) {
            Ok(safety) => {
                let alarm = safety.judge("he is not breathing and i cant wake him up").alarm;
                prop_assert!(alarm.is_some_and(|alarm| alarm.form == Form::Only));
            }
            Err(problems) => prop_assert!(problems.to_string().contains("safety.toml")),
        }
    }

    #[test]
    fn wrapping_changes_no_word(text in any::<String>(), width in 1..100_usize) {
        let lines = render::wrap(&text, width);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        prop_assert_eq!(words(&lines.join("\n")), words(&text));
        prop_assert!(lines.iter().all(|line| line.chars().count() <= width || !line.contains(' ')));
    }

    #[test]
    fn broken_files_are_refused_and_never_panic(text in any::<String>(), cut in 0..30_000_usize) {
        let mut files = load::built_in();
        let end = (0..=cut.min(files[0].text.len())).rev().find(|end| files[0].text.is_char_boundary(*end));
        files[0].text.truncate(end.unwrap_or(0));
        files[0].text.push_str(&text);
        if let Err(problems) = faqbot::faq::Library::parse(&files) {
            prop_assert!(!problems.list().is_empty() && !problems.to_string().is_empty());
        }
        let _ = config::Config::parse("config.toml", &text);
    }
}

/// The longest message Discord lets through, of shapes that could cost the most.
#[test]
fn the_longest_messages_are_answered() {
    let shapes = [
        "a",
        "a ",
        "ab,",
        "? ",
        "zalgo\u{334}\u{335} ",
        "```",
        "<@1>",
        "clonazepm ",
        "took pills ",
        "clonezapim,benzodiasepin,",
        "👩‍👩‍👧 ",
    ];
    for shape in shapes {
        let text: String = shape.chars().cycle().take(4000).collect();
        let incoming = Incoming {
            author: Author::Person,
            addressed: true,
            text: &text,
            withheld: false,
            watched: false,
            overheard: false,
        };
        let reply = Wording::default().of(&ANSWERER.decide(&incoming), ANSWERER.library()).expect("a reply");
        assert!(render::discord(&reply).contains(NOTICE), "{shape}");
    }
}
