//! What was decided, and from what. How it is decided is in [`super`].

use crate::faq::EntryId;
use crate::question::Silence;
use crate::safety::Danger;

/// What to do with a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Say nothing.
    Silent(Silence),
    /// Send to help; nothing else matters.
    Emergency(Danger),
    /// Nothing was asked: say in a line what can be.
    Help,
    /// Something was said to the bot that it was not given to read: say so, and how it can.
    Unreadable,
    /// Answer with these entries, one or two.
    Answer(Vec<EntryId>),
    /// Asked for help with getting, selling, sharing or forging: refuse.
    Refuse,
    /// Nothing but danger is answered in this channel: say so.
    Elsewhere,
    /// The FAQ's files are wrong, so there is nothing to answer from: say so.
    NoFaq,
    /// Several entries are as near: let the asker choose.
    Suggest(Vec<EntryId>),
    /// Asked about a topic that the document does not cover.
    Decline {
        /// The topic.
        topic: EntryId,
        /// Entries that are nearly as near, to be offered in case they were meant.
        near: Vec<EntryId>,
    },
    /// Nothing fits; these entries are near enough to offer, if any.
    Unknown(Vec<EntryId>),
}

impl Decision {
    /// The entries that are answered with; none unless it is an answer.
    pub fn answered(&self) -> &[EntryId] {
        match self {
            Self::Answer(ids) => ids,
            _ => &[],
        }
    }

    /// The entries that are offered as what may have been meant.
    pub fn offered(&self) -> &[EntryId] {
        match self {
            Self::Suggest(ids) | Self::Unknown(ids) | Self::Decline { near: ids, .. } => ids,
            _ => &[],
        }
    }
}

/// A decision with what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What to do.
    pub decision: Decision,
    /// The danger that a line of help comes first for.
    pub help_first: Option<Danger>,
    /// Whether a decision about somebody's own dose is asked for: that is refused before the rest.
    pub personal: bool,
    /// The entries nearest to the question with their scores (0 to 1), best first.
    pub matches: Vec<(EntryId, f32)>,
}

/// What class of message it was, in the order they are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Somebody may be in this danger.
    Danger(Danger),
    /// Getting, selling, sharing or forging.
    Supply,
    /// A decision about somebody's own dose.
    Personal,
    /// A topic the document does not cover.
    NotCovered,
}

impl Verdict {
    /// The verdict where nothing but danger is answered.
    pub fn elsewhere(self) -> Self {
        match self.decision {
            Decision::Emergency(_) | Decision::Silent(_) => self,
            _ => Self { decision: Decision::Elsewhere, personal: false, ..self },
        }
    }

    /// Whether somebody may be in danger, so that nothing may delay or hold back the reply.
    pub fn is_urgent(&self) -> bool {
        matches!(self.decision, Decision::Emergency(_)) || self.help_first.is_some()
    }

    /// A verdict that is nothing but its decision.
    pub fn of(decision: Decision) -> Self {
        Self { decision, help_first: None, personal: false, matches: Vec::new() }
    }

    /// What class of message it was; nothing for an ordinary one.
    pub fn class(&self) -> Option<Class> {
        match (&self.decision, &self.help_first) {
            (Decision::Emergency(danger), _) | (_, Some(danger)) => Some(Class::Danger(*danger)),
            (Decision::Refuse, None) => Some(Class::Supply),
            _ if self.personal => Some(Class::Personal),
            (Decision::Decline { .. }, None) => Some(Class::NotCovered),
            _ => None,
        }
    }
}
