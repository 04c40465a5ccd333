//! What curators do on the command line besides checking: entries begun, brought in and handed out, and the
//! program's own papers.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use faqbot::decide::Answerer;
use faqbot::faq::{Code, Library, SourceFile, load};
use faqbot::{check, console};
use serde_json::Value;

const NOTICE: &str = "consult your healthcare provider";

fn faqbot(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faqbot"));
    command.args(arguments).current_dir(folder).output().expect("it runs")
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    std::fs::create_dir_all(folder).expect("a folder");
    std::fs::write(folder.join(name), text).expect("written");
    folder.join(name)
}

fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).expect("read")
}

/// The codes of the errors in a folder's files, once each.
fn errors(folder: &Path) -> Vec<&'static str> {
    let checked = check::check(&load::folder(folder).expect("a folder"), None);
    let errors = checked.findings().iter().filter(|finding| finding.severity() == faqbot::faq::Severity::Error);
    let mut codes: Vec<&str> = errors.map(|finding| finding.code().name()).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[test]
fn what_goes_out_comes_in_and_goes_out_the_same() {
    let here = folder();
    let faq = here.path().join("copy");
    for file in load::built_in().iter().filter(|file| file.name != "clonazepam.toml") {
        write(&faq, &file.name, &file.text);
    }
    for form in ["csv", "json"] {
        let first = faqbot(here.path(), &["export", "--to", form]);
        write(here.path(), "out", &text(&first.stdout));
        let title = "Breaking down Generic Clonazepam 2mg – Dosage, Uses, and Precautions";
        let arguments =
            ["import", "--from", form, "out", "--into", "copy/faq.toml", "--force", "--title", "Clonazepam"];
        let imported = faqbot(here.path(), &[&arguments[..], &["--document-title", title]].concat());
        assert!(imported.status.success(), "{}", text(&imported.stderr));
        assert_eq!(text(&imported.stderr), "Entries imported: 34\n");
        let again = faqbot(here.path(), &["export", "--to", form, "--faq", "copy"]);
        assert!(first.stdout.len() > 30_000 && text(&first.stdout) == text(&again.stdout), "{form} differs");
        let entries = |files: &[SourceFile]| Library::parse(files).unwrap_or_else(|p| panic!("{p}")).entries().to_vec();
        let copied = load::folder(&faq).expect("a folder");
        assert_eq!(entries(&copied), entries(&load::built_in()), "{form} loses something");
    }
    assert_eq!(errors(&faq), [""; 0]);
}

#[test]
fn a_bar_or_a_quotation_mark_in_a_phrasing_survives_a_table() {
    let here = folder();
    let entries = r#"[{"id": "a", "question": "Say \"a, b\"?", "phrasings": ["this | that", "\"quoted\", really"],
        "answer": "It's so.", "care": "Call {emergency}.", "related": [], "sources": []}]"#;
    write(here.path(), "in.json", entries);
    let into = |form: &str, file: &str, into: &str| {
        let output = faqbot(here.path(), &["import", "--from", form, file, "--into", into]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        let mut faq = read(here.path(), into).replace("\"TODO\"", "\"done\"");
        // As many phrasings as an entry needs.
        faq = faq.replacen("phrasings = [\n", &format!("phrasings = [\n{}", more_phrasings()), 1);
        write(&here.path().join(form), "faq.toml", &faq);
    };
    into("json", "in.json", "one.toml");
    let table = faqbot(here.path(), &["export", "--to", "csv", "--faq", "json"]);
    write(here.path(), "out.csv", &text(&table.stdout));
    std::fs::remove_file(here.path().join("one.toml")).expect("removed");
    let output = faqbot(here.path(), &["import", "--from", "csv", "out.csv", "--into", "two.toml"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let (before, after) = (read(&here.path().join("json"), "faq.toml"), read(here.path(), "two.toml"));
    let entry = |text: &str| text.split_once("[[entry]]").map(|(_, entry)| entry.to_owned());
    assert_eq!(entry(&before), entry(&after));
}

fn more_phrasings() -> String {
    (1..=7).map(|n| format!("  \"number {n} of them\",\n")).collect()
}

#[test]
fn every_mistake_in_what_comes_in_is_told_with_its_line_and_nothing_is_written() {
    let here = folder();
    let long = "long ".repeat(200);
    let rows = [
        ("csv", "id,question\na,b\n".to_owned(), vec!["line 1", "no column 'answer'", "no column 'phrasings'"]),
        ("csv", "id,question,answer,phrasings,colour\n".to_owned(), vec!["line 1", "a column 'colour'"]),
        ("csv", "id,question,answer,phrasings\na,b\n".to_owned(), vec!["line 2", "has 2 cells, and the header has 4"]),
        (
            "csv",
            format!(
                "id;question;answer;phrasings;sources\na;b?;\"c\nd\";e|f;1.1 g\nA B;h?;{long};i;nowhere\na;b;c;E!;\n"
            ),
            vec!["line 4", "'nowhere' is no source"],
        ),
        (
            "csv",
            format!("id;question;answer;phrasings;sources\na;b?;\"c\nd\";e|f;1.1 g\nA B;h?;{long};i;\na;b;c;E!;\n"),
            vec![
                "line 4",
                "'A B'",
                "line 4, column 1, entry 'A B': the answer has",
                "line 5",
                "the id stands in in.csv",
                "same question",
            ],
        ),
        ("json", "[\n{\"id\": \"a\"},\n{\"idd\": 1,\n}]".to_owned(), vec!["line 4"]),
        (
            "json",
            "[\n{\"id\": \"a\"},\n{\"id\": \"b\",\n \"colour\": 1}]".to_owned(),
            vec!["line 4", "unknown field `colour`"],
        ),
        ("json", "[{\"id\": \"a\", \"related\": [\"x\"]}]".to_owned(), vec!["line 1", "there is no entry 'x'"]),
        ("json", "[]".to_owned(), vec!["holds no entry"]),
        (
            "tags",
            "[a]\ncontent = \"x\"\n\n[b]\nkeywords = [1]\ncontent = \"y\"\n[c]\n".to_owned(),
            vec!["line 5", "line 7", "missing field `content`"],
        ),
        (
            "tags",
            format!("[a]\nkeywords = []\ncontent = \"\"\"\n{long}\"\"\"\n"),
            vec!["line 1", "entry 'a'", "at most 600"],
        ),
        ("tags", "[a\n".to_owned(), vec!["line 1"]),
    ];
    let mut unclear = Vec::new();
    for (form, given, said) in rows {
        write(here.path(), &format!("in.{form}"), &given);
        let output = faqbot(here.path(), &["import", "--from", form, &format!("in.{form}"), "--into", "faq.toml"]);
        let wrong = text(&output.stderr);
        let clear = said.iter().all(|part| wrong.contains(part)) && wrong.contains(&format!("in.{form}"));
        if !clear || output.status.code() != Some(1) || here.path().join("faq.toml").exists() {
            unclear.push(format!("{given:.60?}: wanted {said:?}\n{wrong}"));
        }
    }
    assert!(unclear.is_empty(), "\n{}", unclear.join("\n"));
}

#[test]
fn tags_come_in_with_what_is_left_to_do() {
    let here = folder();
    let tags = concat!(
        "[where-to-keep-it]\nkeywords = [\"storage\", \"in-the-fridge\", \">>\", \"Storage\"]\n",
        "content = \"\"\"\nKeep it cool.\nKeep it dry.\n\"\"\"\nhoisted = true\n\n",
        "[how_much]\nkeywords = [\"dose\"]\ncontent = \"Take two tablets.\"\n",
    );
    write(here.path(), "tags.toml", tags);
    let output = faqbot(here.path(), &["import", "--from", "tags", "tags.toml", "--into", "faq/faq.toml"]);
    assert_eq!(output.status.code(), Some(2), "the folder is not there: {}", text(&output.stderr));
    std::fs::create_dir(here.path().join("faq")).expect("a folder");
    let output = faqbot(here.path(), &["import", "--from", "tags", "tags.toml", "--into", "faq/faq.toml"]);
    let (said, faq) = (text(&output.stderr), read(&here.path().join("faq"), "faq.toml"));
    assert!(output.status.success(), "{said}");
    for part in
        ["id = \"how-much\"", "\"Where to keep it\"", "  \"in the fridge\",\n]", "\"Keep it cool. Keep it dry.\""]
    {
        assert!(faq.contains(part), "no {part} in\n{faq}");
    }
    for part in
        ["'>>' hold no word", "1 line breaks", "is the tag's name", "2 phrasings", "'two tablets'", "the quote is"]
    {
        assert!(said.contains(part), "no {part} in\n{said}");
    }
    assert_eq!(errors(&here.path().join("faq")), ["phrasing-count", "placeholder", "unreviewed-words"]);
}

#[test]
fn tags_that_go_out_say_what_this_bot_says() {
    let here = folder();
    let output = faqbot(here.path(), &["export", "--to", "tags"]);
    let tags: toml::Table = toml::from_str(&text(&output.stdout)).expect("tags");
    assert_eq!(tags.len(), 34);
    for (name, tag) in &tags {
        let content = tag["content"].as_str().expect("a content");
        assert!(content.contains(NOTICE) && content.starts_with("**"), "{name}: {content}");
        let keywords = tag["keywords"].as_array().expect("keywords");
        assert!(
            keywords.iter().all(|word| word.as_str().is_some_and(|word| !word.contains([' ', ',', '?']))),
            "{name}"
        );
    }
    assert!(tags["alcohol"]["content"].as_str().is_some_and(|content| content.contains("Not from the article")));
}

#[test]
fn nothing_is_written_over_without_being_told_to() {
    let here = folder();
    write(here.path(), "in.json", "[{\"id\": \"a\"}]");
    write(here.path(), "faq.toml", "# mine\n");
    let import = ["import", "--from", "json", "in.json", "--into", "faq.toml"];
    let refused = faqbot(here.path(), &import);
    assert_eq!((refused.status.code(), read(here.path(), "faq.toml").as_str()), (Some(2), "# mine\n"));
    assert!(text(&refused.stderr).contains("faq.toml: is there already"), "{}", text(&refused.stderr));
    assert!(faqbot(here.path(), &[&import[..], &["--force"]].concat()).status.success());
    assert!(read(here.path(), "faq.toml").contains("id = \"a\""));
    let reserved = faqbot(here.path(), &["import", "--from", "json", "in.json", "--into", "vocabulary.toml"]);
    assert_eq!((reserved.status.code(), here.path().join("vocabulary.toml").exists()), (Some(2), false));
    let left: Vec<_> = std::fs::read_dir(here.path()).expect("a folder").collect();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn a_new_entry_says_what_is_left_to_do() {
    let here = folder();
    let printed = text(&faqbot(here.path(), &["new-entry"]).stdout);
    assert!(printed.starts_with("[[entry]]\n#") && toml::from_str::<toml::Table>(&printed).is_ok(), "{printed}");
    let add = |id: &str, question: &str| {
        faqbot(here.path(), &["new-entry", "--file", "f.toml", "--id", id, "--question", question])
    };
    let made = add("one", "How \"so\"?");
    assert!(text(&made.stdout).contains("'one' was added to f.toml, line 4."), "{}", text(&made.stdout));
    for part in ["\n  title and document", "\n  phrasings", "\n  answer", "\n  sources", "faqbot check"] {
        assert!(text(&made.stdout).contains(part), "no {part} in {}", text(&made.stdout));
    }
    let before = read(here.path(), "f.toml") + "# a note of mine, without a line's end";
    write(here.path(), "f.toml", &before);
    assert!(add("two", "And now?").status.success());
    let after = read(here.path(), "f.toml");
    assert!(after.starts_with(&before) && toml::from_str::<toml::Table>(&after).is_ok(), "{after}");
    assert_eq!(errors(here.path()), ["phrasing-count", "placeholder"]);
}

#[test]
fn a_new_entry_is_refused_where_it_would_do_harm() {
    let here = folder();
    let shipped = load::built_in();
    shipped.iter().for_each(|file| drop(write(here.path(), &file.name, &file.text)));
    write(here.path(), "broken.toml", "title = \n");
    write(here.path(), "inline.toml", "title = \"t\"\ndocument = \"d\"\nentry = [{ id = \"x\" }]\n");
    let rows = [
        ("more.toml", "alcohol", "Why?", "the id stands in clonazepam.toml"),
        ("clonazepam.toml", "alcohol", "Why?", "the id stands in clonazepam.toml"),
        ("clonazepam.toml", "pregnancy", "Why?", "the id stands in"),
        ("clonazepam.toml", "new", "what is GABA", "same question"),
        ("clonazepam.toml", "New", "Why?", "an id has"),
        ("clonazepam.toml", "new", " ", "the question is empty"),
        ("vocabulary.toml", "new", "Why?", "a meaning of its own"),
        ("broken.toml", "new", "Why?", "broken.toml, line 1"),
        ("inline.toml", "new", "Why?", "inline.toml, line 3"),
    ];
    let mut wrong = Vec::new();
    for (file, id, question, said) in rows {
        let before = std::fs::read_to_string(here.path().join(file)).ok();
        let output = faqbot(here.path(), &["new-entry", "--file", file, "--id", id, "--question", question]);
        let unchanged = std::fs::read_to_string(here.path().join(file)).ok() == before;
        if output.status.code() != Some(1) || !text(&output.stderr).contains(said) || !unchanged {
            wrong.push(format!("{file} {id} {question:?}: {}", text(&output.stderr)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn an_edition_is_optional_and_the_newest_counts() {
    let edition = |heads: &[&str]| {
        let file = |(number, head): (usize, &&str)| {
            let entry = format!(
                "[[entry]]\nid = \"e{number}\"\nquestion = \"Number {number}?\"\nphrasings = [{}]\nanswer = \"So.\"\n\
                 sources = [{{ paragraph = 1, sentence = 1, quote = \"so\" }}]\n",
                (1..=8).map(|n| format!("\"{n} and {number}\", ")).collect::<String>()
            );
            let text = format!("title = \"t\"\ndocument = \"d\"\n{head}\n{entry}");
            SourceFile { name: format!("{number}.toml"), text }
        };
        let files: Vec<SourceFile> = heads.iter().enumerate().map(file).collect();
        let library = Library::parse(&files).map_err(|problems| problems.to_string())?;
        Ok::<_, String>(library.edition().map(ToString::to_string))
    };
    assert_eq!(edition(&[""]), Ok(None));
    assert_eq!(edition(&["version = \"1.2\""]), Ok(Some("1.2".to_owned())));
    assert_eq!(edition(&["date = 2026-11-26"]), Ok(Some("of 2026-11-26".to_owned())));
    let two = ["version = \"2\"\ndate = 2026-11-26", "version = \"9\"\ndate = 2025-12-31"];
    assert_eq!(edition(&two), Ok(Some("2 of 2026-11-26".to_owned())));
    for wrong in ["version = 1.2", "version = \"\"", "date = \"2026-11-26\"", "date = 10:00:00", "date = 2026-02-30"] {
        assert!(edition(&[wrong]).is_err_and(|said| said.contains("line 3") || said.contains("line 4")), "{wrong}");
    }
    let shipped = Library::parse(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
    assert_eq!(shipped.edition().map(ToString::to_string), Some("1.0 of 2026-11-26".to_owned()));
    let printed = text(&faqbot(folder().path(), &["--version"]).stdout);
    assert_eq!(printed, format!("faqbot {} (FAQ 1.0 of 2026-11-26)\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_and_the_manual_page_know_every_command() {
    let here = folder();
    let commands = ["ask", "check", "new-entry", "import", "export", "completions", "man", "run"];
    let bash = faqbot(here.path(), &["completions", "bash"]).stdout;
    let manual = text(&faqbot(here.path(), &["man"]).stdout).replace('\\', "");
    for command in commands {
        assert!(text(&bash).contains(command) && manual.contains(command), "{command}");
    }
    assert!(manual.contains(".TH faqbot 1"), "{manual}");
    for shell in ["zsh", "fish", "elvish", "powershell"] {
        assert!(text(&faqbot(here.path(), &["completions", shell]).stdout).contains("new-entry"), "{shell}");
    }
    let path = write(here.path(), "faqbot.bash", &text(&bash));
    match Command::new("bash").arg("-n").arg(&path).output() {
        Ok(read) => assert!(read.status.success(), "{}", text(&read.stderr)),
        Err(_) => println!("skipped: bash is not here"),
    }
}

#[test]
fn a_terminal_sees_the_question_set_off_and_others_see_plain_text() {
    let answerer = Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
    let shown = |question: &str, format| {
        let mut output = Vec::new();
        console::ask(&answerer, &Default::default(), question, format, &mut output).expect("written");
        text(&output)
    };
    let answer = shown("can i drink on it", console::Format::Terminal);
    assert!(answer.starts_with("\u{1b}[1mCan I drink") && answer.contains("\u{1b}[3m-- This is general"), "{answer:?}");
    let danger = shown("i took 30 pills", console::Format::Terminal);
    assert!(danger.starts_with("\u{1b}[1m\u{1b}[31mCall your local emergency number now."), "{danger:?}");
    for question in ["can i drink on it", "i took 30 pills", "zzzz"] {
        let mut plain = anstream::StripStream::new(Vec::new());
        std::io::Write::write_all(&mut plain, shown(question, console::Format::Terminal).as_bytes()).expect("written");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let text = shown(question, console::Format::Text);
        assert!(!text.contains('\u{1b}'));
        assert_eq!(words(&String::from_utf8(plain.into_inner()).expect("UTF-8")), words(&text));
    }
}

#[test]
fn findings_have_stable_names() {
    let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
    assert!(names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')), "{names:?}");
    let json: Vec<Value> = serde_json::from_str(&check::json(&[])).expect("an array");
    assert!(json.is_empty());
}
