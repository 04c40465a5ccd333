//! What the page holds, and what it must not.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

use faqbot::decide::{Answerer, Decision, Verdict};
use faqbot::faq::load;
use faqbot::reply::Reply;
use faqbot::safety::Danger;
use faqbot::wording::Wording;

use crate::program::{copied_faq, preview};

/// The least contrast of text that WCAG's level AA asks for.
const AA: f64 = 4.5;
const NOTICE: &str = "consult your healthcare provider";

/// The page of the shipped FAQ.
static PAGE: LazyLock<String> = LazyLock::new(|| page(&[]));

fn page(arguments: &[&str]) -> String {
    let output = preview(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The values of an attribute, in order.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let start = format!(" {name}=\"");
    page.split(start.as_str()).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0)).collect()
}

/// The text alone, without the style and script.
fn text(page: &str) -> String {
    let (before, rest) = page.split_once("<style>").unwrap_or((page, ""));
    let rest = rest.split_once("</style>").map_or(rest, |(_, rest)| rest);
    let rest = rest.split_once("<script>").map_or(rest, |(rest, _)| rest);
    let tagless: String =
        format!("{before}{rest}").split('<').map(|part| part.split_once('>').map_or("", |p| p.1)).collect();
    tagless.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn the_page_holds_every_reply_with_its_notice() {
    let page = PAGE.as_str();
    let text = text(page);
    let answerer = Answerer::build(&load::built_in()).unwrap_or_else(|problems| panic!("{problems}"));
    let (library, wording) = (answerer.library(), Wording::default());
    let mut replies: Vec<(String, Reply)> = Vec::new();
    for entry in library.entries() {
        replies.push((entry.id().to_string(), wording.entry(entry.id(), library)));
    }
    for topic in library.topics() {
        let reply = wording.of(&answerer.declined(topic), library).expect("a reply");
        replies.push((topic.id().to_string(), reply));
    }
    for danger in [Danger::Medical, Danger::SelfHarm] {
        let reply = wording.of(&Verdict::of(Decision::Emergency(danger)), library).expect("a reply");
        replies.push((format!("{danger:?}"), reply));
    }
    let mut missing = String::new();
    for (name, reply) in &replies {
        let words = reply.blocks().iter().map(|block| block.text()).chain([reply.notice()]);
        let labels = reply.offers().choices.iter().map(|choice| choice.label.as_str());
        for part in words.chain(labels).filter(|part| !text.contains(part)) {
            writeln!(missing, "{name}: {part}").expect("writing to a string");
        }
    }
    let quotes = library.entries().iter().flat_map(|entry| entry.sources()).map(|source| source.quote.as_str());
    let entries = library.entries().iter().flat_map(|entry| entry.phrasings());
    let topics = library.topics().iter().flat_map(|topic| topic.phrasings());
    for part in entries.chain(topics).map(String::as_str).chain(quotes).filter(|part| !text.contains(part)) {
        writeln!(missing, "{part}").expect("writing to a string");
    }
    assert!(missing.is_empty(), "not on the page:\n{missing}");
    let (messages, notices) = (page.matches("class=\"discord\"").count(), text.matches(NOTICE).count());
    assert!(messages >= replies.len() && notices >= messages, "{notices} notices in {messages} messages");
}

#[test]
fn the_page_needs_nothing_from_elsewhere() {
    let page = PAGE.as_str();
    let hrefs = attributes(page, "href");
    let ids = attributes(page, "id");
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    let astray: Vec<_> =
        hrefs.iter().filter(|href| !href.strip_prefix('#').is_some_and(|id| known.contains(id))).collect();
    assert_eq!(astray, [&"data:,"], "links that lead nowhere on the page");
    for fetching in [" src=", " srcset=", "url(", "@import", "http://", "https://", "style=\"", " onclick"] {
        assert!(!page.contains(fetching), "the page has {fetching:?}");
    }
    assert!(page.contains("default-src 'none'"), "no policy");
}

#[test]
fn links_of_an_entry_stay_plain_links() {
    let folder = copied_faq();
    let file = folder.path().join("clonazepam.toml");
    let good = std::fs::read_to_string(&file).expect("the FAQ");
    let linked =
        good.replacen("answer = \"Clonazepam is", "answer = \"See https://example.org/a?b=1&c=2. Clonazepam is", 1);
    std::fs::write(&file, linked).expect("written");
    let page = page(&["--faq", &folder.path().display().to_string()]);
    assert!(page.contains("<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">"), "no link");
    assert!(!page.contains(" src="));
}

#[test]
fn nothing_in_a_faq_becomes_markup() {
    let folder = copied_faq();
    let evil = "<script>alert(1)</script>";
    let rows = [
        ("clonazepam.toml", "title = \"Clonazepam", format!("title = \"{evil} Clonazepam")),
        ("clonazepam.toml", "document = \"", format!("document = \"{evil} ")),
        ("clonazepam.toml", "question = \"What is clonazepam?\"", format!("question = \"What is {evil}?\"")),
        ("clonazepam.toml", "  \"what is klonopin\",", format!("  \"what is {evil} & '><img src=x>\",")),
        ("clonazepam.toml", "answer = \"Clonazepam is", format!("answer = \"**{evil}** `{evil}` Clonazepam is")),
        ("clonazepam.toml", "quote = \"sold under", format!("quote = \"{evil} sold under")),
        ("uncovered.toml", "about = \"pregnancy", format!("about = \"{evil} pregnancy")),
        ("uncovered.toml", "\"toddler dose\"", format!("\"toddler dose {evil}\"")),
        ("uncovered.toml", "care = \"Please", format!("care = \"{evil} Please")),
    ];
    for (file, from, to) in &rows {
        let path = folder.path().join(file);
        let good = std::fs::read_to_string(&path).expect("the file");
        assert!(good.contains(from), "{file} has no {from:?}");
        std::fs::write(&path, good.replacen(from, to, 1)).expect("written");
    }
    let page = page(&["--faq", &folder.path().display().to_string()]);
    assert_eq!(page.matches("<script").count(), 1, "the page's own is the only script");
    assert!(!page.contains("<img") && text(&page).contains("'><img src=x>"));
    assert!(page.matches("&lt;script&gt;alert(1)&lt;/script&gt;").count() >= rows.len());
}

#[test]
fn headings_follow_each_other() {
    let page = PAGE.as_str();
    let levels = page.match_indices("<h").filter_map(|(at, _)| page[at + 2..].chars().next()?.to_digit(10));
    let levels: Vec<u32> = levels.collect();
    assert_eq!((levels.first(), levels.iter().filter(|level| **level == 1).count()), (Some(&1), 1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "a level is left out: {levels:?}");
}

#[test]
fn text_stands_out_from_its_ground_in_both_themes() {
    let style = include_str!("../../src/preview/page.css");
    let colours = |name: &str| -> [String; 2] {
        let (_, rest) = style.split_once(&format!("--{name}: light-dark(")).unwrap_or_else(|| panic!("no --{name}"));
        let both: Vec<String> = rest.split(')').next().unwrap_or_default().split(", ").map(str::to_owned).collect();
        both.try_into().expect("a light and a dark colour")
    };
    let pairs = [
        ("text", "page"),
        ("text", "card"),
        ("quiet", "page"),
        ("quiet", "card"),
        ("link", "page"),
        ("link", "card"),
        ("flag", "flag-back"),
        ("mark", "mark-back"),
        ("send-text", "send"),
        ("discord-text", "discord"),
        ("discord-quiet", "discord"),
        ("discord-link", "discord"),
        ("discord-text", "discord-code"),
        ("discord-button-text", "discord-button"),
    ];
    let mut faint = String::new();
    for (front, back) in pairs {
        for (front, back) in colours(front).iter().zip(colours(back)) {
            let found = contrast(front, &back);
            if found < AA {
                writeln!(faint, "{front} on {back}: {found:.2}").expect("writing to a string");
            }
        }
    }
    assert!(faint.is_empty(), "\n{faint}");
    assert!(contrast("#777777", "#ffffff") < AA && contrast("#000000", "#ffffff") > 20.9);
}

/// The contrast of two colours, as WCAG counts it.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5) + 0.05
    };
    let (one, other) = (light(one), light(other));
    one.max(other) / one.min(other)
}

#[test]
fn the_configured_lines_are_shown_and_those_that_lack_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "[help]\nemergency = { line = \"1-2-3 & 4\", verified = 2020-01-01 }\n").expect("written");
    let page = text(&page(&["--config", &config.display().to_string()]));
    for part in ["Call 1-2-3 & 4 now.", "help.emergency was last verified on 2020-01-01", "help.poison is not set"] {
        assert!(page.contains(part), "{part} is not on the page");
    }
}

#[test]
fn the_page_is_written_where_it_is_wanted() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    assert!(page(&["--out", &file.display().to_string()]).is_empty());
    assert_eq!(std::fs::read_to_string(&file).expect("the page"), *PAGE);
    let nowhere = preview(&["--out", "/nowhere/page.html"]);
    let said = String::from_utf8_lossy(&nowhere.stderr).into_owned();
    assert!(nowhere.status.code() == Some(2) && said.contains("/nowhere/page.html: "), "{said}");
}

#[test]
fn a_broken_faq_makes_no_page() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("faq.toml"), "title = \n").expect("written");
    let output = preview(&["--faq", &folder.path().display().to_string()]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("faq.toml, line 1, column"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn the_readme_has_its_pictures_with_words_and_they_are_small() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).expect("the README");
    for name in ["light", "dark", "mobile"] {
        let file = format!("docs/preview-{name}.png");
        let size = std::fs::metadata(root.join(&file)).expect("the picture").len();
        assert!(size < 200_000, "{file} has {size} bytes");
        let line = readme.lines().find(|line| line.contains(&file)).unwrap_or_else(|| panic!("no {file}"));
        assert!(line.len() > file.len() + 60, "{file} has no words for those who do not see it");
    }
}
