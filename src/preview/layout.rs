//! The page around the cards: its head, its table, and the replies that belong to no entry.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::message::message;
use super::nearness::{self, Nearness};
use super::{Host, cards, policy};
use crate::decide::{Answerer, Decision, Verdict};
use crate::faq::{EntryId, Problems};
use crate::reply::Reply;
use crate::safety::Danger;
use crate::store::Origin;

/// What is shown.
pub struct View<'a> {
    /// The FAQ.
    pub answerer: &'a Answerer,
    /// How it is spoken of.
    pub host: &'a Host,
    /// Where it was read.
    pub origin: &'a Origin,
    /// What only a page that is served has.
    pub live: Option<Live<'a>>,
}

/// What only a page that is served has.
pub struct Live<'a> {
    /// Which state of the files it shows.
    pub version: u64,
    /// What is wrong in the files now; then an older state is shown.
    pub problems: Option<&'a Problems>,
}

/// A share as people read it.
pub fn percent(share: f32) -> String {
    format!("{:.0} %", 100.0 * share)
}

/// The whole document.
pub fn page(view: &View<'_>) -> String {
    let library = view.answerer.library();
    let title = match library.entries() {
        [] => "FAQ preview".to_owned(),
        _ => format!("FAQ preview: {}", library.title()),
    };
    let measured = nearness::measure(view.answerer);
    let policy = if view.live.is_some() { &policy::SERVED } else { &policy::FILE };
    let version = view.live.as_ref().map(|live| live.version);
    let document = html! {
        (DOCTYPE)
        html lang="en" data-version=[version] {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(**policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                link rel="icon" href="data:,";
                style { (PreEscaped(policy::STYLE)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                (head(view, &title))
                main id="main" tabindex="-1" { (content(view, &measured)) }
                footer { p { "Made by faqbot " (env!("CARGO_PKG_VERSION")) ". " "What it shows is general information, not medical advice." } }
                script { (PreEscaped(policy::SCRIPT)) }
            }
        }
    };
    document.into_string()
}

fn head(view: &View<'_>, title: &str) -> Markup {
    let library = view.answerer.library();
    let phrasings: usize = library.entries().iter().map(|entry| entry.phrasings().len()).sum();
    html! {
        header {
            div.bar {
                h1 { (title) }
                p.theme data-script="" hidden {
                    label for="theme" { "Colours" } " "
                    select id="theme" {
                        option value="" { "as the system" }
                        option value="light" { "light" }
                        option value="dark" { "dark" }
                    }
                }
            }
            p {
                (library.entries().len()) " entries with " (phrasings) " phrasings, and " (library.topics().len())
                " declined topics, from " (view.origin.to_string()) "."
            }
            nav aria-label="Contents" {
                ul {
                    @if view.live.is_some() { li { a href="#try" { "Try it" } } }
                    li { a href="#overview" { "Overview" } }
                    li { a href="#entries" { "Entries" } }
                    li { a href="#topics" { "Declined topics" } }
                    li { a href="#help" { "Help in danger" } }
                    li { a href="#others" { "Other replies" } }
                }
            }
        }
    }
}

fn content(view: &View<'_>, measured: &[Nearness<'_>]) -> Markup {
    let (answerer, wording) = (view.answerer, &view.host.wording);
    html! {
        @if let Some(live) = &view.live {
            @if let Some(problems) = live.problems { (wrong(problems, measured.is_empty())) }
            (trial())
        }
        form.filter role="search" data-script="" hidden {
            label for="filter" { "Show only what has these words" } " "
            input id="filter" type="search" autocomplete="off" spellcheck="false";
            p id="found" role="status" {}
        }
        section aria-labelledby="overview" { (overview(measured)) }
        section aria-labelledby="entries" {
            h2 id="entries" { "Entries" }
            @for nearness in measured { (cards::entry(nearness, answerer, wording)) }
        }
        section aria-labelledby="topics" {
            h2 id="topics" { "Declined topics" }
            p { "What people ask that the document does not cover, and what is said then." }
            @for topic in answerer.library().topics() { (cards::topic(topic, answerer, wording)) }
        }
        section aria-labelledby="help" { (help(view)) }
        section aria-labelledby="others" {
            h2 id="others" { "Other replies" }
            @for (when, reply) in other_replies(view) { (occasion(when, &reply)) }
        }
    }
}

fn wrong(problems: &Problems, nothing: bool) -> Markup {
    html! {
        section.wrong role="alert" aria-labelledby="wrong" {
            h2 id="wrong" { "The FAQ’s files cannot be used" }
            ul { @for problem in problems.list() { li { (problem.to_string()) } } }
            p {
                @if nothing { "Until they are mended, only danger is answered." }
                @else { "Below is the FAQ as it was before. It goes on answering until the files are mended." }
            }
        }
    }
}

fn trial() -> Markup {
    html! {
        section.try aria-labelledby="try" {
            h2 id="try" { "Try it" }
            form id="ask" {
                label for="question" { "A question, as somebody would type it" }
                div.ask {
                    input id="question" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="4000";
                    button.send type="submit" { "Ask" }
                }
            }
            p.hint { "It is answered by the bot’s own code on this machine, and not logged or kept." }
            div id="reply" aria-live="polite" {}
            div id="reasons" {}
        }
    }
}

fn overview(measured: &[Nearness<'_>]) -> Markup {
    html! {
        h2 id="overview" { "Overview" }
        p {
            "A percentage says how sure a match is: about so many of a hundred like it are right. Each phrasing is asked "
            "as if it were not known, so a low one shows a gap that more phrasings would close, or a rival to part from."
        }
        div.wide role="region" aria-label="Table of all entries" tabindex="0" {
            table id="table" {
                caption { "All entries" }
                thead { tr {
                    th scope="col" { "Entry" }
                    th scope="col" { "Phrasings" }
                    th scope="col" { "Weakest phrasing" }
                    th scope="col" { "Nearest rival" }
                } }
                tbody { @for nearness in measured { (row(nearness)) } }
            }
        }
    }
}

fn row(nearness: &Nearness<'_>) -> Markup {
    let id = nearness.entry.id().as_str();
    let rival = nearness.rivals.first();
    html! {
        tr data-for={ "entry-" (id) } {
            th scope="row" data-value=(id) { a href={ "#entry-" (id) } { (id) } }
            td data-value=(nearness.phrasings.len()) { (nearness.phrasings.len()) }
            @if let Some(weakest) = nearness.weakest() {
                td data-value=(weakest.score) { span.score { (percent(weakest.score)) } " " span.phrasing { (weakest.text) } }
            } @else { td {} }
            @if let Some(rival) = rival {
                td data-value=(rival.other.score) { (cards::other(&rival.other)) }
            } @else { td data-value="0" { "none" } }
        }
    }
}

fn help(view: &View<'_>) -> Markup {
    let first: Vec<EntryId> =
        view.answerer.library().entries().first().map(|entry| entry.id().clone()).into_iter().collect();
    let dangers = [(Danger::Medical, "a medical emergency"), (Danger::SelfHarm, "self-harm or suicide")];
    let replies = dangers.into_iter().flat_map(|(danger, name)| {
        let only = Verdict::of(Decision::Emergency(danger));
        let before = Verdict { help_first: Some(danger), ..Verdict::of(Decision::Answer(first.clone())) };
        [
            (format!("Somebody is in danger: {name}"), Some(only)),
            (format!("It is only spoken of: {name}"), (!first.is_empty()).then_some(before)),
        ]
    });
    html! {
        h2 id="help" { "Help in danger" }
        p { "With the lines to call that the configuration sets under " code { "[help]" } "." }
        @if !view.host.warnings.is_empty() {
            ul.warnings { @for warning in &view.host.warnings { li { (warning) } } }
        }
        @for (when, verdict) in replies {
            @if let Some(reply) = verdict.and_then(|verdict| said(view, &verdict)) { (occasion(&when, &reply)) }
        }
    }
}

fn said(view: &View<'_>, verdict: &Verdict) -> Option<Reply> {
    view.host.wording.of(verdict, view.answerer.library())
}

fn other_replies(view: &View<'_>) -> Vec<(&'static str, Reply)> {
    let library = view.answerer.library();
    let some: Vec<EntryId> = library.entries().iter().take(2).map(|entry| entry.id().clone()).collect();
    let mut verdicts = vec![
        ("Nothing fits", Verdict::of(Decision::Unknown(Vec::new()))),
        ("Getting, selling, sharing or forging", Verdict::of(Decision::Refuse)),
        ("Nothing was asked", Verdict::of(Decision::Help)),
        ("A reply that the bot could not read", Verdict::of(Decision::Unreadable)),
        ("Where only danger is answered", Verdict::of(Decision::Elsewhere)),
        ("The FAQ’s files are wrong", Verdict::of(Decision::NoFaq)),
    ];
    if let [first, ..] = some.as_slice() {
        let answer = Verdict::of(Decision::Answer(vec![first.clone()]));
        verdicts.push(("A decision about somebody’s own dose", Verdict { personal: true, ..answer }));
        verdicts.push(("Nothing fits well, and something is near", Verdict::of(Decision::Unknown(some.clone()))));
        verdicts.push(("Several entries are as near", Verdict::of(Decision::Suggest(some))));
    }
    let mut replies: Vec<(&str, Reply)> =
        verdicts.iter().filter_map(|(when, verdict)| Some((*when, said(view, verdict)?))).collect();
    replies.push(("Somebody else’s button was pressed", view.host.wording.not_your_button()));
    if !library.entries().is_empty() {
        replies.push(("/faq list", view.host.wording.list(library)));
    }
    replies
}

fn occasion(when: &str, reply: &Reply) -> Markup {
    html! { article.card data-card="other" { h3 { (when) } (message(reply)) } }
}
