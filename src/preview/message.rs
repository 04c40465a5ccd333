//! A reply drawn as Discord draws a message: its text, its buttons, and how much room it takes.

use maud::{Markup, html};

use super::markdown;
use crate::render::{self, DISCORD_LIMIT};
use crate::reply::Reply;

/// The message that Discord would show for `reply`. Its buttons lead to the entries on the page.
pub fn message(reply: &Reply) -> Markup {
    let text = render::discord(reply);
    html! {
        div.discord role="group" aria-label="The reply as Discord shows it" {
            div.avatar aria-hidden="true" { "?" }
            div.words {
                p.who { b { "faqbot" } " " span.tag { "APP" } }
                div.content { (markdown::html(&text)) }
                @if !reply.choices().is_empty() {
                    ul.buttons aria-label="Buttons" {
                        @for choice in reply.choices() {
                            li { a.button href={ "#entry-" (choice.id.as_str()) } { (render::label(choice)) } }
                        }
                    }
                }
            }
        }
        @if reply.is_withheld() {
            p.flag { b { "Held back: " } "the text holds an amount, a schedule or a promise that nobody has reviewed." }
        }
        p.room { (render::length(&text)) " of " (DISCORD_LIMIT) " characters" }
    }
}
