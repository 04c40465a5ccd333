//! What the id of a button or menu says: what it does, and who may press it.
//!
//! All is in the id itself, so that buttons work after a restart and a reload.

use serenity::all::UserId;

use crate::faq::EntryId;

/// What a button or menu does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Button {
    /// Shows an entry, in the message's place.
    Show(EntryId, UserId),
    /// Shows the entry that was picked from the menu.
    Related(UserId),
    /// Says whether an answer helped.
    Vote {
        /// Whether it did.
        helped: bool,
        /// The entry that was answered with.
        entry: EntryId,
        /// Who asked, and alone may say.
        asker: UserId,
    },
    /// Takes the message away: for the asker, and for whoever asked in their place.
    Delete(UserId, UserId),
    /// Calls the people who help in this forum.
    Helpers(UserId),
}

impl Button {
    /// The id to send: at most 66 characters, of the 100 that Discord allows.
    pub fn custom_id(&self) -> String {
        match self {
            Self::Show(entry, asker) => format!("show:{entry}:{asker}"),
            Self::Related(asker) => format!("related:{asker}"),
            Self::Vote { helped: true, entry, asker } => format!("yes:{entry}:{asker}"),
            Self::Vote { helped: false, entry, asker } => format!("no:{entry}:{asker}"),
            Self::Delete(asker, by) => format!("delete:{asker}:{by}"),
            Self::Helpers(asker) => format!("helpers:{asker}"),
        }
    }

    /// Reads an id back; nothing if it is not of one of these forms.
    pub fn parse(custom_id: &str) -> Option<Self> {
        let parts: Vec<&str> = custom_id.split(':').collect();
        Some(match parts.as_slice() {
            ["show", id, asker] => Self::Show(entry(id)?, user(asker)?),
            ["related", asker] => Self::Related(user(asker)?),
            [vote @ ("yes" | "no"), id, asker] => {
                Self::Vote { helped: *vote == "yes", entry: entry(id)?, asker: user(asker)? }
            }
            ["delete", asker, by] => Self::Delete(user(asker)?, user(by)?),
            ["helpers", asker] => Self::Helpers(user(asker)?),
            _ => return None,
        })
    }

    /// Whether somebody may press it. Who may remove others' messages may delete too.
    pub fn is_for(&self, user: UserId, moderates: bool) -> bool {
        match self {
            Self::Show(_, asker) | Self::Related(asker) | Self::Vote { asker, .. } | Self::Helpers(asker) => {
                *asker == user
            }
            Self::Delete(asker, by) => [*asker, *by].contains(&user) || moderates,
        }
    }
}

fn entry(text: &str) -> Option<EntryId> {
    EntryId::parse(text).ok()
}

fn user(text: &str) -> Option<UserId> {
    text.parse::<u64>().ok().filter(|id| *id > 0).map(UserId::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_as_they_were_sent() {
        let entry = EntryId::parse(&"x".repeat(40)).expect("the longest id");
        let (asker, by) = (UserId::new(u64::MAX - 1), UserId::new(u64::MAX - 2));
        let buttons = [
            Button::Show(entry.clone(), asker),
            Button::Related(asker),
            Button::Vote { helped: true, entry: entry.clone(), asker },
            Button::Vote { helped: false, entry, asker },
            Button::Delete(asker, by),
            Button::Helpers(asker),
        ];
        for button in buttons {
            assert!(button.custom_id().len() <= 66, "{button:?}");
            assert_eq!(Button::parse(&button.custom_id()), Some(button));
        }
    }

    #[test]
    fn other_ids_are_not_read() {
        let ids = [
            "",
            "show",
            "show:alcohol",
            "show:alcohol:0",
            "show:alcohol:x",
            "show:Alcohol:1",
            "show:a:1:2",
            "go:a:1",
            "related:",
            "related:a:1",
            "yes:1",
            "maybe:a:1",
            "delete:1",
            "delete:1:0",
            "helpers:x",
        ];
        for id in ids {
            assert_eq!(Button::parse(id), None, "{id}");
        }
    }

    #[test]
    fn only_moderators_may_delete_what_others_asked() {
        let [asker, by, other] = [1, 2, 3].map(UserId::new);
        let delete = Button::Delete(asker, by);
        let allowed = [(asker, false), (by, false), (other, true)];
        assert!(allowed.iter().all(|(user, moderates)| delete.is_for(*user, *moderates)));
        assert!(!delete.is_for(other, false));
        assert!(!Button::Helpers(asker).is_for(other, true));
    }
}
