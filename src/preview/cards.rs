//! The page's cards: an entry or a declined topic with its reply and what there is to know of it.

use maud::{Markup, html};

use super::layout::percent;
use super::message::message;
use super::nearness::{Nearness, Other, Rival, Tried};
use crate::decide::{ANSWER_SCORE, Answerer};
use crate::explain::decided;
use crate::faq::{Entry, Topic};
use crate::matching::Kind;
use crate::wording::Wording;

/// So many rivals are listed; those further off take nothing away.
const MOST_RIVALS: usize = 5;

/// An entry.
pub fn entry(nearness: &Nearness<'_>, answerer: &Answerer, wording: &Wording) -> Markup {
    let (entry, library) = (nearness.entry, answerer.library());
    html! {
        article.card id={ "entry-" (entry.id().as_str()) } data-card="entry" {
            h3 { a href={ "#entry-" (entry.id().as_str()) } { (entry.question()) } " " code { (entry.id().as_str()) } }
            div.columns {
                div { (message(&wording.entry(entry.id(), library))) (sources(entry)) (related(entry, answerer)) }
                div { (rivals(&nearness.rivals)) (phrasings(nearness)) }
            }
        }
    }
}

/// A topic that is declined.
pub fn topic(topic: &Topic, answerer: &Answerer, wording: &Wording) -> Markup {
    let reply = wording.of(&answerer.declined(topic), answerer.library());
    html! {
        article.card id={ "topic-" (topic.id().as_str()) } data-card="topic" {
            h3 { a href={ "#topic-" (topic.id().as_str()) } { (topic.id().as_str()) } }
            div.columns {
                div { @if let Some(reply) = reply { (message(&reply)) } }
                div {
                    @if let Some(guard) = topic.guard() {
                        p {
                            "Every question with a word of the group " code { (guard.group) }
                            " is this topic’s, unless it has one of " code { (guard.unless) } "."
                        }
                    }
                    h4 { "Phrasings (" (topic.phrasings().len()) ")" }
                    ul.phrasings { @for phrasing in topic.phrasings() { li { (phrasing) } } }
                }
            }
        }
    }
}

/// What else was near, as a link with how sure it was.
pub fn other(other: &Other) -> Markup {
    let id = other.id.as_str();
    html! {
        @match other.kind {
            Kind::Entry => a href={ "#entry-" (id) } { (id) },
            Kind::Topic => { a href={ "#topic-" (id) } { (id) } " (declined)" },
        }
        " " span.score { (percent(other.score)) }
    }
}

fn sources(entry: &Entry) -> Markup {
    html! {
        h4 { "Sources" }
        p.document { "“" (entry.document()) "”" }
        ul.sources {
            @for source in entry.sources() {
                li { "Paragraph " (source.paragraph) ", sentence " (source.sentence) ": " q { (source.quote) } }
            }
        }
    }
}

fn related(entry: &Entry, answerer: &Answerer) -> Markup {
    let related: Vec<&Entry> = entry.related().iter().filter_map(|id| answerer.library().entry(id)).collect();
    html! {
        @if !related.is_empty() {
            h4 { "Related entries" }
            ul { @for entry in related { li { a href={ "#entry-" (entry.id().as_str()) } { (entry.question()) } } } }
        }
    }
}

fn rivals(rivals: &[Rival<'_>]) -> Markup {
    html! {
        h4 { "Nearest rivals" }
        @if rivals.is_empty() { p { "Nothing else comes near." } }
        ul.rivals {
            @for rival in rivals.iter().take(MOST_RIVALS) {
                li {
                    (other(&rival.other)) " at “" (rival.at) "”"
                    @if rival.phrasings > 1 { ", and nearest to " (rival.phrasings - 1) " more" }
                }
            }
        }
    }
}

fn phrasings(nearness: &Nearness<'_>) -> Markup {
    let weakest = nearness.weakest().map(|weakest| weakest.text);
    html! {
        h4 { "Phrasings (" (nearness.phrasings.len()) ")" }
        ul.phrasings {
            @for tried in &nearness.phrasings {
                li {
                    span.score { (percent(tried.score)) } " " (tried.text)
                    @if Some(tried.text) == weakest { " " b.mark { "weakest" } }
                    (remark(tried))
                }
            }
        }
    }
}

/// What a curator should know of a phrasing beside its score.
fn remark(tried: &Tried<'_>) -> Markup {
    let near = tried.other.as_ref().map(|other| (other, other.score > tried.score));
    html! {
        @match (&tried.strays, near) {
            (Some(decision), _) => span.remark.flag { b { "Leads elsewhere: " } (decided(decision, false)) },
            (None, Some((near, true))) => span.remark { "Without it, nearer: " (other(near)) },
            (None, Some((near, false))) if tried.score < ANSWER_SCORE => {
                span.remark { "Too far off without it; next: " (other(near)) }
            }
            (None, _) => {}
        }
    }
}
