//! What a reload changed, entry by entry.

use std::fmt;

use super::entry::EntryId;
use super::library::Library;

/// Entries that differ between two libraries, each list in the order of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    added: Vec<EntryId>,
    changed: Vec<EntryId>,
    removed: Vec<EntryId>,
}

impl Changes {
    /// What becomes of `old` when `new` takes its place.
    pub fn between(old: &Library, new: &Library) -> Self {
        let mut changes = Self::default();
        for entry in new.entries() {
            match old.entry(entry.id()) {
                None => changes.added.push(entry.id().clone()),
                Some(before) if before != entry => changes.changed.push(entry.id().clone()),
                Some(_) => {}
            }
        }
        let gone = old.entries().iter().filter(|entry| new.entry(entry.id()).is_none());
        changes.removed.extend(gone.map(|entry| entry.id().clone()));
        changes
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lists = [("added", &self.added), ("changed", &self.changed), ("removed", &self.removed)];
        for (index, (what, ids)) in lists.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{} {what}", ids.len())?;
            if !ids.is_empty() {
                let names: Vec<_> = ids.iter().map(EntryId::as_str).collect();
                write!(f, " ({})", names.join(", "))?;
            }
        }
        Ok(())
    }
}
