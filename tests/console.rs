//! The program itself on the console: text, JSON, standard input, and what it says of wrong files.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const NOTICE: &str = "consult your healthcare provider";

/// Runs `faqbot` in an empty folder, so that no configuration and no FAQ folder is found.
fn faqbot(arguments: &[&str], input: &[u8]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = Command::new(env!("CARGO_BIN_EXE_faqbot"))
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("DISCORD_TOKEN")
        .env_remove("DISCORD_TOKEN_FILE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("its input").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn one_question_gets_one_reply() {
    let output = faqbot(&["ask", "can", "i", "drink", "on", "it"], b"");
    let shown = text(&output.stdout);
    assert!(output.status.success() && shown.contains("alcohol") && shown.contains(NOTICE), "{shown}");
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn each_line_gets_a_reply_of_its_own() {
    let output = faqbot(&["ask"], b"is it a benzo\n\nwhat is gaba\r\n");
    let shown = text(&output.stdout);
    assert_eq!(shown.matches(NOTICE).count(), 3, "{shown}");
    assert!(!shown.contains("Your question"), "a prompt is for people only: {shown}");
}

#[test]
fn json_is_one_object_a_line() {
    let input = "can i drive and can i drink\npregnant\ni took 20 klonopin\nzzzz\n\u{0}\u{1}\n".as_bytes();
    let output = faqbot(&["ask", "--json"], &[input, b"\xff\xfe is it a benzo\n"].concat());
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().expect("a kind")).collect();
    assert_eq!(kinds, ["answer", "declined", "emergency", "unknown", "unknown", "answer"]);
    assert_eq!(lines[0]["question"], "can i drive and can i drink");
    assert_eq!(lines[0]["entries"], serde_json::json!(["driving-machinery", "alcohol"]));
    assert!(lines[0]["matches"][0]["score"].as_f64().is_some_and(|score| score > 0.0 && score <= 1.0));
    assert!(lines.iter().all(|line| line["text"].as_str().is_some_and(|text| text.contains(NOTICE))));
}

#[test]
fn a_picture_shows_the_real_reply() {
    let output = faqbot(&["ask", "--svg", "can i drink <on> it"], b"");
    let shown = text(&output.stdout);
    assert!(shown.starts_with("<svg") && shown.contains(NOTICE) && shown.contains("&lt;on&gt;"), "{shown}");
}

#[test]
fn a_broken_faq_is_explained_to_the_curator() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("faq/clonazepam.toml");
    let good = std::fs::read_to_string(shipped).expect("the shipped FAQ");
    let long = format!("answer = \"{}\"", "long ".repeat(200));
    let rows = [
        ("title = \"Clonazepam 2 mg\"", "title = ", "line 6"),
        ("id = \"uses\"", "id = \"Uses\"", "entry 'Uses': an id has"),
        ("id = \"uses\"", "id = \"alcohol\"", "the id stands in"),
        ("related = [\"uses\", ", "related = [\"nowhere\", ", "there is no entry 'nowhere'"),
        ("\"is it a benzo\"", "\"what is gaba\"", "has the same question or phrasing"),
        (
            "quote = \"with or without food\"",
            "quote = \"a b c d e f g h i\"",
            "entry 'with-or-without-food': the quote has 9",
        ),
        (
            "answer = \"Clonazepam is a medicine",
            &format!("{long}\nanswr = \"Clonazepam is"),
            "entry 'what-is-clonazepam'",
        ),
        ("paragraph = 1, sentence = 1", "paragraph = 0, sentence = 1", "paragraph is counted from 1"),
    ];
    let mut unclear = Vec::new();
    for (from, to, expected) in rows {
        assert!(good.contains(from), "the shipped FAQ has no {from:?}");
        std::fs::write(folder.path().join("clonazepam.toml"), good.replacen(from, to, 1)).expect("a file");
        let output = faqbot(&["ask", "--faq", &folder.path().display().to_string(), "hi"], b"");
        let said = text(&output.stderr);
        let clear = said.contains(expected) && said.contains("clonazepam.toml, line ") && said.contains("column ");
        if output.status.code() != Some(2) || !clear || !output.stdout.is_empty() {
            unclear.push(format!("{to:?}: {said}"));
        }
    }
    assert!(unclear.is_empty(), "\n{}", unclear.join("\n"));
}

/// Run by the test below, in a process of its own: it panics with a person's words.
#[test]
#[ignore = "it fails on purpose"]
fn panics_with_somebodys_words() {
    faqbot::logging::start(faqbot::config::LogLevel::Debug);
    panic!("zephyrwort, i am not well");
}

#[test]
fn a_panic_says_where_and_nothing_else() {
    let mut command = Command::new(std::env::current_exe().expect("this test's program"));
    let output = command.args(["--exact", "panics_with_somebodys_words", "--ignored"]).output().expect("it runs");
    let said = text(&output.stdout) + &text(&output.stderr);
    assert!(said.contains("a panic at tests/console.rs, line"), "{said}");
    assert!(!said.contains("zephyrwort"), "{said}");
}

#[test]
fn danger_is_answered_though_the_faq_is_broken() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("faq.toml"), "[[entry").expect("a file");
    let faq = folder.path().display().to_string();
    let output = faqbot(&["ask", "--json", "--faq", &faq, "he took the whole bottle and i cant wake him"], b"");
    let (said, wrong) = (text(&output.stdout), text(&output.stderr));
    assert!(said.contains("\"kind\":\"emergency\"") && said.contains("\"help\":\"only\""), "{said}");
    assert!(wrong.contains("faq.toml, line 1") && output.status.code() == Some(2), "{wrong}");
}

#[test]
fn what_nobody_reviewed_fails_the_check() {
    let good = faqbot(&["check"], b"");
    assert!(good.status.success(), "{}", text(&good.stderr));
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["clonazepam.toml", "uncovered.toml", "vocabulary.toml", "reviewed.toml"] {
        let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("faq").join(file);
        let text = std::fs::read_to_string(shipped).expect("a shipped file");
        let changed = text.replace("It names no other class.", "It is perfectly safe, take two tablets a day.");
        std::fs::write(folder.path().join(file), changed).expect("a copy");
    }
    let output = faqbot(&["check", "--faq", &folder.path().display().to_string()], b"");
    let said = text(&output.stdout);
    for part in ["clonazepam.toml:", "entry 'drug-class'", "'safe'", "'two tablets'"] {
        assert!(said.contains(part), "no {part} in\n{said}");
    }
    assert_eq!((output.status.code(), said.matches("\nerror[unreviewed-words]").count()), (Some(1), 3), "{said}");
}

#[test]
fn running_without_a_token_is_one_clear_error() {
    let output = faqbot(&["run"], b"");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("DISCORD_TOKEN") && said.lines().count() == 1, "{said}");
}

#[test]
fn matches_are_printed_line_by_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let faq = folder.path().join("faq.jsonl");
    let entries = concat!(
        r#"{"id": "hours", "question": "When are you open?", "phrasings": ["opening hours"], "answer": "Nine to five."}"#,
        "\n\n",
        r#"{"id": "parking", "question": "Where can I park my car?", "phrasings": ["is there parking"]}"#,
    );
    std::fs::write(&faq, entries).expect("a file");
    let faq = faq.display().to_string();
    let input = "{\"text\": \"wher can i prak\"}\n{\"text\": \"\"}\n{\"text\": \"opning hours\"}\n";
    let output = faqbot(&["match", "--faq", &faq], input.as_bytes());
    let best: Vec<Value> = text(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["matches"][0]["id"].clone())
        .collect();
    assert_eq!(best, [Value::from("parking"), Value::Null, Value::from("hours")]);
    let output = faqbot(&["match", "--faq", &faq], b"{\"text\": \"a\"}\nnot json\n");
    assert!(!output.status.success() && text(&output.stderr).contains("line 2 of the input is no"));
}

#[test]
fn wrong_entries_to_match_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let faq = folder.path().join("faq.jsonl");
    std::fs::write(&faq, "{\"id\": \"a\", \"question\": \"b\"}\n{\"id\": \"A B\", \"question\": \"c\"}\n{}\n")
        .expect("a file");
    let output = faqbot(&["match", "--faq", &faq.display().to_string()], b"");
    let said = text(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("line 2, column 1") && said.contains("line 3"), "{said}");
}

#[test]
fn an_explanation_names_words_and_how_they_met() {
    let explained = |question: &str| {
        let output = faqbot(&["ask", "--explain", question], b"");
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    let shown = explained("can i have a beer on klonopn");
    let wanted = [
        NOTICE,
        "Decision: answer with 'alcohol'",
        "1. entry 'alcohol'",
        "beer: means the same as",
        "(group 'alcohol')",
        "klonopn (read as klonopin)",
        "of the question and",
    ];
    let missing: Vec<&str> = wanted.into_iter().filter(|part| !shown.contains(part)).collect();
    assert!(missing.is_empty(), "{missing:?} are not in\n{shown}");
    let guarded = explained("does lorazepam make you sleepy");
    assert!(guarded.contains("has a word that this topic guards"), "{guarded}");
    let denied = explained("which brand names are not clonazepam at all");
    assert!(denied.contains("much less sure"), "{denied}");
    let danger = explained("i took 30 pills");
    assert!(danger.contains("the rule 'too-many' has the pattern") && !danger.contains("nearest phrasing"), "{danger}");
}

#[test]
fn eval_counts_by_kind_and_fails_under_a_floor() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("rows.jsonl");
    let rows = [
        r#"{"text": "can i drink on it", "expected": ["alcohol"], "kind": "plain"}"#,
        r#"{"text": "is it a benzo", "expected": "uses", "also_ok": [], "kind": "plain"}"#,
        r#"{"text": "what is the weather", "expected": null, "kind": "oos"}"#,
    ];
    std::fs::write(&file, rows.join("\n")).expect("written");
    let path = file.to_str().expect("a path");
    let passed = faqbot(&["eval", path, "--min-right", "50", "--max-wrong", "50", "--min-declined", "100"], b"");
    let table = text(&passed.stdout);
    assert!(passed.status.success(), "{}", text(&passed.stderr));
    assert!(table.contains("plain              2  50.0 %     0.0 %  50.0 %"), "{table}");
    assert!(
        table.lines().any(|line| line.starts_with("oos") && line.contains("100.0 %") && line.ends_with(" 0.0 %")),
        "{table}"
    );
    let failed = faqbot(&["eval", path, "--min-right", "60", "--misses"], b"");
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("right 50.0 %, but at least 60 %"), "{}", text(&failed.stderr));
    assert!(text(&failed.stdout).contains("wanted uses, answered drug-class: is it a benzo"));
    let out_of_range = faqbot(&["eval", path, "--max-wrong", "-5"], b"");
    assert_eq!(out_of_range.status.code(), Some(2), "{}", text(&out_of_range.stderr));
    std::fs::write(&file, "{\"text\": \"x\"}").expect("written");
    let wrong = faqbot(&["eval", path], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("line 1: missing field `expected`"), "{}", text(&wrong.stderr));
}

#[test]
fn settings_are_written_out_and_taken_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let (config, file) = (folder.path().join("config.toml"), folder.path().join("settings.json"));
    std::fs::write(&config, format!("[state]\nfolder = {:?}", folder.path().join("state"))).expect("written");
    let (config, path) = (config.to_str().expect("a path"), file.to_str().expect("a path"));
    let exported = || text(&faqbot(&["db", "export", "--config", config], b"").stdout);
    assert_eq!(faqbot(&["db", "export", "--config", config], b"").status.code(), Some(2), "there are none yet");
    assert!(!folder.path().join("state").exists(), "to look is not to make");
    let one = r#"{"channels": [{"channel": "5", "server": "7", "threads": true, "helpers": "9"}]}"#;
    std::fs::write(&file, one).expect("written");
    let taken = faqbot(&["db", "import", path, "--config", config], b"");
    assert_eq!(text(&taken.stdout), "Channels taken in: 1\n", "{}", text(&taken.stderr));
    let kept = exported();
    assert!(["\"5\"", "\"7\"", "\"9\""].iter().all(|id| kept.contains(id)), "{kept}");
    std::fs::write(&file, "{\"channels\": [{\"channel\": 5}]}").expect("written");
    let wrong = faqbot(&["db", "import", path, "--config", config], b"");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).contains("settings.json"), "{}", text(&wrong.stderr));
    assert_eq!(exported(), kept);
}
