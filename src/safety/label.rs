//! What a message, or an example, shows.

use crate::faq::Refusal;

/// The kind of danger, in the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Danger {
    /// A medical emergency, now.
    Medical,
    /// Self-harm or suicide, of oneself or another.
    SelfHarm,
}

/// What an example is one of.
pub const LABELS: usize = 5;

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Somebody in this danger.
    Danger(Danger),
    /// Something that is refused.
    Refused(Refusal),
    /// Neither.
    Harmless,
}

impl Label {
    /// The label of this name, if there is one.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "medical" => Some(Self::Danger(Danger::Medical)),
            "self-harm" => Some(Self::Danger(Danger::SelfHarm)),
            "supply" => Some(Self::Refused(Refusal::Supply)),
            "personal" => Some(Self::Refused(Refusal::Personal)),
            "harmless" => Some(Self::Harmless),
            _ => None,
        }
    }

    /// Its number, below [`LABELS`].
    pub fn place(self) -> usize {
        match self {
            Self::Danger(Danger::Medical) => 0,
            Self::Danger(Danger::SelfHarm) => 1,
            Self::Refused(Refusal::Supply) => 2,
            Self::Refused(Refusal::Personal) => 3,
            Self::Harmless => 4,
        }
    }
}
