//! The bot in its five languages: the notice in every reply, what is said, and FAQs by language.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::LazyLock;

use faqbot::answerers::Answerers;
use faqbot::check;
use faqbot::decide::{Decision, Verdict};
use faqbot::faq::{EntryId, SourceFile, load};
use faqbot::help_lines::{CrisisLine, HelpLines, Line, SLOTS};
use faqbot::language::Language;
use faqbot::matching::Scratch;
use faqbot::question::{Question, Silence};
use faqbot::render;
use faqbot::reply::{Block, Occasion, Offers, Reply};
use faqbot::safety::Danger;
use faqbot::sentences;
use faqbot::store::{Origin, Store};
use faqbot::wording::Wording;
use proptest::prelude::*;
use serde::Deserialize;
use time::{Date, Month};

/// What every notice says in its language.
const NOTICES: [(Language, &str); 5] = [
    (Language::English, "consult your healthcare provider"),
    (Language::German, "wenden Sie sich an Ihre Ärztin oder Ihren Arzt"),
    (Language::Spanish, "consulte a su médico o a otro profesional de la salud"),
    (Language::French, "consultez votre médecin ou un autre professionnel de santé"),
    (Language::Portuguese, "consulte seu médico ou outro profissional de saúde"),
];

/// What may come before a reply.
const BEFORE: [(Option<Danger>, bool); 3] =
    [(None, false), (Some(Danger::Medical), true), (Some(Danger::SelfHarm), true)];

static ENGLISH: LazyLock<Answerers> = LazyLock::new(|| built(&load::built_in()));
static WITH_SPANISH: LazyLock<Answerers> = LazyLock::new(|| built(&with_spanish("")));

fn built(files: &[SourceFile]) -> Answerers {
    Answerers::build(files).unwrap_or_else(|problems| panic!("{problems}"))
}

fn file(name: &str, text: &str) -> SourceFile {
    SourceFile { name: name.to_owned(), text: text.to_owned() }
}

/// The shipped FAQ with a Spanish one beside it, which `more` is added to.
fn with_spanish(more: &str) -> Vec<SourceFile> {
    let mut files = load::built_in();
    files.push(file("clonazepam.es.toml", &format!("{}{more}", include_str!("data/languages/clonazepam.es.toml"))));
    files
}

/// The longest lines of help that an operator can set.
fn longest_lines() -> HelpLines {
    let day = Date::from_calendar_date(2026, Month::May, 1).expect("a day");
    let line = || Line::new(&"9".repeat(80), day).ok();
    let crisis = (0..6).filter_map(|_| CrisisLine::new(&"8".repeat(80), &"r".repeat(80), day).ok()).collect();
    HelpLines::new(line(), line(), line(), crisis)
}

/// Every kind of decision, about what `answerers` has.
fn decisions() -> Vec<Decision> {
    let library = ENGLISH.in_language(Language::English).library();
    let ids: Vec<EntryId> = library.entries().iter().map(|entry| entry.id().clone()).collect();
    let gone = EntryId::parse("gone").expect("an id");
    let mut all = vec![
        Decision::Emergency(Danger::Medical),
        Decision::Emergency(Danger::SelfHarm),
        Decision::Help,
        Decision::Unreadable,
        Decision::Refuse,
        Decision::Elsewhere,
        Decision::NoFaq,
        Decision::Answer(ids[..2].to_vec()),
        Decision::Answer(vec![gone.clone()]),
        Decision::Suggest(ids[..3].to_vec()),
        Decision::Unknown(Vec::new()),
        Decision::Unknown(ids[..3].to_vec()),
        Decision::Decline { topic: gone, near: Vec::new() },
    ];
    all.extend(ids.iter().map(|id| Decision::Answer(vec![id.clone()])));
    let declined = library.topics().iter().map(|topic| topic.id().clone());
    all.extend(declined.map(|topic| Decision::Decline { topic, near: ids[..3].to_vec() }));
    all
}

/// What is wrong with a reply in a language, if anything.
fn wrong(reply: &Reply, language: Language) -> Option<String> {
    let shown = render::discord(reply);
    let (own, others): (Vec<_>, Vec<_>) = NOTICES.iter().partition(|(other, _)| *other == language);
    let notice = own.iter().all(|(_, notice)| reply.notice().contains(notice));
    let foreign = others.iter().any(|(_, notice)| reply.notice().contains(notice));
    let whole = shown.ends_with(&format!("> **{}**", reply.notice()));
    let right = notice && !foreign && whole && render::length(&shown) <= render::DISCORD_LIMIT && !shown.contains('{');
    (!right).then(|| format!("{language}: {shown}"))
}

#[test]
fn every_reply_holds_its_languages_notice() {
    let mut failures = String::new();
    let english = ENGLISH.in_language(Language::English).library();
    for lines in [HelpLines::default(), longest_lines()] {
        for language in Language::ALL {
            let wording = Wording::new(lines.clone()).speaking(language);
            for decision in decisions() {
                for (help_first, personal) in BEFORE {
                    let verdict = Verdict { decision: decision.clone(), help_first, personal, matches: Vec::new() };
                    let reply = wording.of(&verdict, english).expect("a reply");
                    assert!(!reply.is_withheld(), "{language}, {decision:?}");
                    failures.extend(wrong(&reply, language));
                }
            }
            let more = [
                wording.list(english),
                wording.elsewhere(),
                wording.too_fast(),
                wording.not_your_button(),
                wording.said_before("https://discord.com/channels/1/2/3"),
                wording.thanks(true),
                wording.thanks(false),
                wording.call_helpers("<@&1>"),
            ];
            failures.extend(more.iter().filter_map(|reply| wrong(reply, language)));
            // Curators and moderators are spoken to in English.
            for reply in [wording.for_curators(Vec::new()), wording.alert("link")] {
                failures.extend(wrong(&reply, Language::English));
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

#[test]
fn help_is_never_cut_and_begins_with_what_to_do() {
    for language in Language::ALL {
        let wording = Wording::new(longest_lines()).speaking(language);
        for danger in [Danger::Medical, Danger::SelfHarm] {
            let verdict = Verdict {
                decision: Decision::Emergency(danger),
                help_first: None,
                personal: false,
                matches: Vec::new(),
            };
            let reply = wording.of(&verdict, ENGLISH.in_language(language).library()).expect("a reply");
            assert!(matches!(reply.blocks(), [Block::Title(_), Block::Text(_), Block::Source(_)]));
            let shown = render::discord(&reply);
            assert!(!shown.contains('…') && shown.contains(reply.blocks()[1].text()), "{language}: {shown}");
        }
    }
}

#[test]
fn help_names_the_same_lines_in_every_language() {
    let slots = |text: &str| -> BTreeSet<&str> { SLOTS.into_iter().filter(|slot| text.contains(slot)).collect() };
    let said = |language: Language| {
        let say = sentences::of(language);
        let help = &say.help;
        let texts = [
            say.notice,
            say.notice_in_danger,
            help.medical,
            help.medical_more,
            help.self_harm,
            help.self_harm_more,
            help.medical_first,
            help.self_harm_first,
            help.run_out,
        ];
        texts.map(slots)
    };
    for language in Language::ALL {
        assert_eq!(said(language), said(Language::English), "{language}");
    }
}

proptest! {
    #[test]
    fn the_notice_is_whole_whatever_is_said(
        texts in proptest::collection::vec("[^\u{0}]{0,900}", 0..6),
        danger in any::<bool>(),
        language in prop::sample::select(Language::ALL.to_vec()),
    ) {
        let occasion = if danger { Occasion::Danger } else { Occasion::Ordinary };
        let blocks = texts.into_iter().map(Block::Text).collect();
        let library = ENGLISH.in_language(Language::English).library();
        let lines = HelpLines::default().speaking(language);
        let reply = Reply::new(occasion, blocks, Offers::default(), &lines, library.reviewed());
        let shown = render::discord(&reply);
        prop_assert!(render::length(&shown) <= render::DISCORD_LIMIT);
        let ending = format!("> **{}**", reply.notice());
        prop_assert!(shown.ends_with(&ending), "{}", shown);
        let notice = NOTICES.iter().find(|(other, _)| *other == language).map_or("", |(_, notice)| *notice);
        prop_assert!(reply.notice().contains(notice) && !notice.is_empty());
    }

    #[test]
    fn every_question_gets_a_whole_reply_in_its_language(
        text in ".{0,200}",
        language in prop::sample::select(Language::ALL.to_vec()),
    ) {
        let (verdict, answerer) = WITH_SPANISH.answer(&Question::read(&text), language, &mut Scratch::default());
        let reply = Wording::default().speaking(language).of(&verdict, answerer.library());
        match reply {
            Some(reply) => prop_assert_eq!(wrong_but_for_braces(&reply, language), None),
            None => prop_assert!(matches!(verdict.decision, Decision::Silent(Silence::NotAddressed))),
        }
    }
}

fn wrong_but_for_braces(reply: &Reply, language: Language) -> Option<String> {
    wrong(reply, language).filter(|shown| !shown.contains('{'))
}

#[test]
fn a_folder_answers_in_the_languages_it_has() {
    let rows = [
        (Language::Spanish, "¿puedo beber alcohol?", "El artículo dice que se debe evitar el alcohol"),
        (Language::Spanish, "tengo mucho sueño", "puede dar sueño"),
        // Spanish lacks it, English has it; what neither has is declined in Spanish.
        (Language::Spanish, "can i drive and operate machines", "driv"),
        (Language::Spanish, "is it safe in pregnancy", "The article does not cover pregnancy"),
        (Language::Spanish, "xyzzy", "No encontré nada"),
        (Language::French, "can i drink alcohol", "alcohol"),
        (Language::English, "can i drink alcohol", "alcohol"),
        (Language::English, "¿cuáles son los efectos secundarios?", "I only understand English"),
    ];
    let mut failures = String::new();
    for (language, question, part) in rows {
        let (verdict, answerer) = WITH_SPANISH.answer(&Question::read(question), language, &mut Scratch::default());
        let reply = Wording::default().speaking(language).of(&verdict, answerer.library());
        let said = reply.map(|reply| render::plain(&reply)).unwrap_or_default();
        if !said.contains(part) {
            writeln!(failures, "{language}, {question:?}: {said}").expect("writing to a string");
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
    let languages: Vec<Language> = WITH_SPANISH.languages().map(|(language, _)| language).collect();
    assert_eq!(languages, [Language::English, Language::Spanish]);
    assert_eq!(ENGLISH.languages().count(), 1);
}

#[test]
fn slots_are_filled_in_the_language_they_stand_in() {
    let library = WITH_SPANISH.in_language(Language::Spanish).library();
    let id = EntryId::parse("alcohol").expect("an id");
    let shown = render::plain(&Wording::default().speaking(Language::German).entry(&id, library));
    assert!(shown.contains("llame ya al número de emergencias de su país"), "{shown}");
    assert!(shown.contains("Nicht aus dem Artikel:") && shown.contains("Notrufnummer Ihres Landes"), "{shown}");
}

#[test]
fn what_is_wrong_in_a_language_names_its_file() {
    let entry = |id: &str, related: &str| {
        let phrasings: Vec<String> = (0..8).map(|number| format!("{id} frase {number}")).collect();
        format!(
            "\n[[entry]]\nid = {id:?}\nquestion = \"¿{id}?\"\nphrasings = {phrasings:?}\nanswer = \"El artículo lo dice.\"\n\
             related = [{related}]\nsources = [{{ paragraph = 1, sentence = 1, quote = \"x\" }}]\n"
        )
    };
    let with = |name: &str, text: &str| {
        let mut files = with_spanish("");
        files.push(file(name, text));
        files
    };
    let guarded = "[[group]]\nname = \"cerveza\"\nwords = [\"cerveza\"]\n";
    let rows = [
        (with_spanish(&entry("alcohol", "")), "clonazepam.es.toml, line ", "stands in clonazepam.es.toml already"),
        // Only English has it.
        (with_spanish(&entry("nuevo", "\"gaba\"")), "clonazepam.es.toml, line ", "there is no entry 'gaba'"),
        (with("vocabulary.es.toml", "group = 1"), "vocabulary.es.toml, line 1", "invalid type"),
        (with("vocabulary.es.toml", guarded), "uncovered.toml, line ", "vocabulary.es.toml has no group"),
        (with("uncovered.es.toml", "topic = 1"), "uncovered.es.toml, line 1", "invalid type"),
        (with("clonazepam.it.toml", ""), "clonazepam.it.toml", "does not speak 'it'"),
        (with("safety.es.toml", ""), "safety.es.toml", "for all languages together"),
        (with("vocabulary.fr.toml", ""), "vocabulary.fr.toml", "nothing is answered in French"),
    ];
    let mut failures = String::new();
    for (files, place, reason) in rows {
        let said = Answerers::build(&files).err().map(|problems| problems.to_string()).unwrap_or_default();
        let checked = check::check(&files, None);
        let found = checked.findings().iter().any(|finding| finding.to_string().contains(reason));
        if !said.contains(place) || !said.contains(reason) || !found || checked.passes(false) {
            writeln!(failures, "{reason}: {said}, check: {checked}").expect("writing to a string");
        }
    }
    // The same id in two languages, a topic that leads to what only English has, and a language's own words are right.
    let own = format!("{}{guarded}", include_str!("../faq/vocabulary.toml"));
    for files in [with_spanish(&entry("pregnancy-x", "\"alcohol\"")), with("vocabulary.es.toml", &own)] {
        failures.extend(Answerers::build(&files).err().map(|problems| problems.to_string()));
    }
    assert!(failures.is_empty(), "\n{failures}");
    let checked = check::check(&with_spanish(""), None);
    assert!(checked.passes(false) && checked.to_string().contains("in Spanish 3 entries"), "{checked}");
}

#[test]
fn amounts_in_any_language_fail_the_check() {
    let answer = "El artículo dice que se debe evitar";
    let mut files = with_spanish("");
    let text = &mut files.last_mut().expect("the Spanish FAQ").text;
    *text = text.replace(answer, "Tome dos pastillas y evite");
    let checked = check::check(&files, None);
    let found = checked.findings().iter().any(|finding| {
        finding.file() == "clonazepam.es.toml" && finding.to_string().contains("'dos pastillas' is an amount")
    });
    assert!(found && !checked.passes(false), "{checked}");
}

#[test]
fn a_store_keeps_languages_and_servers_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let (main, own) = (folder.path().join("main"), folder.path().join("own"));
    for (folder, files) in [(&main, with_spanish("")), (&own, with_spanish(""))] {
        std::fs::create_dir(folder).expect("a folder");
        for file in files {
            std::fs::write(folder.join(&file.name), &file.text).expect("a file");
        }
    }
    std::fs::write(own.join("clonazepam.toml"), "title = ").expect("a file");
    let servers = BTreeMap::from([(1, own.clone()), (2, own.clone()), (3, main.clone())]);
    let (store, wrong) = Store::open(Origin::Folder(main.clone()), &servers);
    assert_eq!((wrong.len(), store.all().len()), (1, 2));
    let entries = |server, language| store.current_for(server, language).library().entries().len();
    assert!(entries(None, Language::English) > 3 && entries(Some(3), Language::English) > 3);
    assert_eq!((entries(None, Language::Spanish), entries(Some(9), Language::Spanish)), (3, 3));
    assert_eq!((entries(Some(1), Language::English), entries(Some(2), Language::Spanish)), (0, 0));
    // The rules of danger are one piece, whatever the language and the folder.
    let safety = |server, language| std::ptr::from_ref(store.current_for(server, language).safety());
    let places: BTreeSet<_> = [None, Some(1)].iter().flat_map(|s| Language::ALL.map(|l| safety(*s, l))).collect();
    assert_eq!(places.len(), 1);
    std::fs::write(own.join("clonazepam.toml"), &load::built_in()[0].text).expect("a file");
    let reloaded = store.of(Some(1)).reload().unwrap_or_else(|problems| panic!("{problems}"));
    assert!(reloaded.to_string().contains("in Spanish: 3 added"), "{reloaded}");
    assert!(entries(Some(1), Language::English) > 3 && entries(Some(2), Language::Spanish) == 3);
    // Whole, or not at all.
    std::fs::write(main.join("clonazepam.es.toml"), "title = ").expect("a file");
    std::fs::write(main.join("uncovered.toml"), "topic = []").expect("a file");
    assert!(store.of(None).reload().is_err());
    let current = store.current();
    assert!(!current.library().topics().is_empty() && entries(None, Language::Spanish) == 3);
}

/// At most so many of a hundred harmless messages may be taken for danger.
const MOST_ALARMS: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heard {
    only: Vec<String>,
    none: Vec<String>,
    later: Vec<String>,
}

/// Danger is heard in every language, and harmless talk in it is mostly not taken for danger.
#[test]
fn danger_is_heard_in_every_language() {
    let rows: BTreeMap<String, Heard> = toml::from_str(include_str!("data/languages/heard.toml")).expect("heard.toml");
    let answerer = ENGLISH.in_language(Language::English);
    let is_help = |text: &&String| answerer.is_cry_for_help(text);
    let missed: Vec<_> = rows.values().flat_map(|rows| &rows.only).filter(|text| !is_help(text)).collect();
    assert!(missed.is_empty(), "{missed:?}");
    let harmless: [(&str, Vec<&String>); 2] = [
        ("none", rows.values().flat_map(|rows| &rows.none).collect()),
        ("later", rows.values().flat_map(|rows| &rows.later).collect()),
    ];
    for (name, harmless) in harmless {
        let alarms = harmless.iter().filter(|text| is_help(text)).count();
        println!("{name}: {alarms} of {} harmless messages are taken for danger", harmless.len());
        // docs/languages.md has what was measured; it must not get much worse.
        assert!(alarms * 100 <= harmless.len() * MOST_ALARMS, "{name}: {alarms}");
    }
}
