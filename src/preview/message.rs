//! A reply drawn as Discord draws a message: its text, its buttons, and how much room it takes.

use maud::{Markup, html};

use super::markdown;
use crate::render::{self, DISCORD_LIMIT};
use crate::reply::Reply;
use crate::sentences;

/// The message that Discord would show for `reply`. Its buttons lead to the entries on the page.
pub fn message(reply: &Reply) -> Markup {
    let text = render::discord(reply);
    html! {
        div.discord role="group" aria-label="The reply as Discord shows it" {
            div.avatar aria-hidden="true" { "?" }
            div.words {
                p.who { b { "faqbot" } " " span.tag { "APP" } }
                div.content { (markdown::html(&text)) }
                (components(reply))
            }
        }
        @if reply.is_withheld() {
            p.flag { b { "Held back: " } "the text holds an amount, a schedule or a promise that nobody has reviewed." }
        }
        p.room { (render::length(&text)) " of " (DISCORD_LIMIT) " characters" }
    }
}

/// What can be pressed under a reply in a server; to show another entry leads to it on the page.
fn components(reply: &Reply) -> Markup {
    let offers = reply.offers();
    let labels = &sentences::of(reply.language()).buttons;
    html! {
        @if !offers.choices.is_empty() {
            ul.buttons aria-label="Buttons" {
                @for choice in &offers.choices {
                    li { a.button href={ "#entry-" (choice.id.as_str()) } { (render::label(choice)) } }
                }
            }
        }
        @if !offers.related.is_empty() {
            details.menu {
                summary { (labels.related) }
                ul { @for choice in &offers.related {
                    li { a href={ "#entry-" (choice.id.as_str()) } { (choice.label) } }
                } }
            }
        }
        @if !reply.is_help() {
            ul.buttons aria-label="More buttons" {
                @if offers.answered.is_some() {
                    @for label in [labels.helped, labels.not_helped] { li { span.button { (label) } } }
                }
                li { span.button { (labels.delete) } }
            }
        }
    }
}
