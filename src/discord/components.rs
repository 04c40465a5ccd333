//! Buttons and menus under a reply.

use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, UserId,
};

use super::button::Button;
use crate::render;
use crate::reply::{Choice, Reply};
use crate::sentences;

/// Longest label of a menu's option, in characters.
const LONGEST_OPTION: usize = 100;

/// Whom a reply is for, and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct For {
    /// Who asked.
    pub asker: UserId,
    /// Who had the bot answer: the asker, or somebody in their place.
    pub by: UserId,
    /// Whether others see it, so that it can be in the way.
    pub public: bool,
    /// Whether somebody can be called when it did not help.
    pub helpers: bool,
    /// Whether somebody may be in danger, so that it goes before everything that waits.
    pub urgent: bool,
}

impl For {
    /// A reply to somebody who asked for themselves, for all to see or not.
    pub fn asker(asker: UserId, public: bool) -> Self {
        Self { asker, by: asker, public, helpers: false, urgent: false }
    }
}

/// The rows under a reply, each with something in it. Under help there is nothing to press.
pub fn rows(reply: &Reply, whom: For) -> Vec<CreateActionRow> {
    if reply.is_help() {
        return Vec::new();
    }
    let offers = reply.offers();
    let labels = &sentences::of(reply.language()).buttons;
    let mut rows = Vec::new();
    if !offers.choices.is_empty() {
        let button = |choice: &Choice| {
            let id = Button::Show(choice.id.clone(), whom.asker).custom_id();
            CreateButton::new(id).label(render::label(choice)).style(ButtonStyle::Secondary)
        };
        rows.push(CreateActionRow::Buttons(offers.choices.iter().map(button).collect()));
    }
    if !offers.related.is_empty() {
        rows.push(CreateActionRow::SelectMenu(menu(&offers.related, labels.related, whom)));
    }
    let mut last = Vec::new();
    if let Some(entry) = &offers.answered {
        for (helped, label) in [(true, labels.helped), (false, labels.not_helped)] {
            let id = Button::Vote { helped, entry: entry.clone(), asker: whom.asker }.custom_id();
            last.push(CreateButton::new(id).label(label).style(ButtonStyle::Secondary));
        }
    }
    if whom.helpers {
        let id = Button::Helpers(whom.asker).custom_id();
        last.push(CreateButton::new(id).label(labels.helpers).style(ButtonStyle::Primary));
    }
    if whom.public {
        let id = Button::Delete(whom.asker, whom.by).custom_id();
        last.push(CreateButton::new(id).label(labels.delete).style(ButtonStyle::Secondary));
    }
    if !last.is_empty() {
        rows.push(CreateActionRow::Buttons(last));
    }
    rows
}

fn menu(related: &[Choice], label: &str, whom: For) -> CreateSelectMenu {
    let option =
        |choice: &Choice| CreateSelectMenuOption::new(begin(&choice.label, LONGEST_OPTION), choice.id.as_str());
    let options = related.iter().map(option).collect();
    CreateSelectMenu::new(Button::Related(whom.asker).custom_id(), CreateSelectMenuKind::String { options })
        .placeholder(label)
}

fn begin(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}
