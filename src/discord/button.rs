//! What a button's id says: which entry to show, and who may press it.
//!
//! All is in the id itself, so that buttons work after a restart and a reload.

use serenity::all::UserId;

use crate::faq::EntryId;

const SHOW: &str = "show";

/// A button that shows an entry to the person who asked.
#[derive(Debug, PartialEq, Eq)]
pub struct Button {
    /// The entry to show.
    pub entry: EntryId,
    /// Who asked, and alone may press it.
    pub asker: UserId,
}

impl Button {
    /// The id to send: at most 66 characters, of the 100 that Discord allows.
    pub fn custom_id(&self) -> String {
        format!("{SHOW}:{}:{}", self.entry, self.asker)
    }

    /// Reads an id back; nothing if it is not of this form.
    pub fn parse(custom_id: &str) -> Option<Self> {
        let mut parts = custom_id.split(':');
        let (kind, entry, asker) = (parts.next()?, parts.next()?, parts.next()?);
        let asker = asker.parse::<u64>().ok().filter(|id| *id > 0)?;
        let whole = kind == SHOW && parts.next().is_none();
        whole.then_some(Self { entry: EntryId::parse(entry).ok()?, asker: UserId::new(asker) })
    }
}

#[cfg(test)]
mod tests {
    use super::Button;
    use crate::faq::EntryId;
    use serenity::all::UserId;

    #[test]
    fn ids_come_back_as_they_were_sent() {
        let entry = EntryId::parse(&"x".repeat(40)).expect("the longest id");
        let button = Button { entry, asker: UserId::new(u64::MAX - 1) };
        assert!(button.custom_id().len() <= 66);
        assert_eq!(Button::parse(&button.custom_id()), Some(button));
    }

    #[test]
    fn other_ids_are_not_read() {
        for id in
            ["", "show", "show:alcohol", "show:alcohol:0", "show:alcohol:x", "show:Alcohol:1", "show:a:1:2", "go:a:1"]
        {
            assert_eq!(Button::parse(id), None, "{id}");
        }
    }
}
