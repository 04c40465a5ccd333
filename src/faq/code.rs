//! What kinds of problem there are, by names that stay the same, and how grave each is.
//!
//! What is said of a problem is decided where it is found; docs/curating.md lists the kinds for curators.

use serde::Serialize;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It must be mended.
    Error,
    /// It should be mended, or looked at by somebody who says that it is meant so.
    Warning,
    /// Good to know.
    Note,
}

macro_rules! codes {
    ($($(#[$about:meta])* $code:ident, $name:literal, $severity:ident;)*) => {
        /// The kind of a problem.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code { $($(#[$about])* $code,)* }

        impl Code {
            /// All kinds.
            pub const ALL: &[Self] = &[$(Self::$code,)*];

            /// Its name, in lower case with hyphens. It never changes.
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name,)* }
            }

            /// How grave it is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$code => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// A file cannot be read.
    Unreadable, "unreadable", Error;
    /// A file is no TOML.
    Syntax, "syntax", Error;
    /// A key is missing, unknown, or holds another kind of value.
    Structure, "structure", Error;
    /// Any other wrong value.
    InvalidValue, "invalid-value", Error;
    /// A text is empty.
    EmptyText, "empty-text", Error;
    /// A text has more characters than it may.
    TooLong, "too-long", Error;
    /// A text holds a line break or another control character.
    ControlCharacter, "control-character", Error;
    /// A template's or an import's "TODO" is still there.
    Placeholder, "placeholder", Error;
    /// An id has other characters than an id may.
    InvalidId, "invalid-id", Error;
    /// There are too few phrasings, or too many.
    PhrasingCount, "phrasing-count", Error;
    /// An answer names no source.
    NoSource, "no-source", Error;
    /// A quote has more words than it may.
    QuoteTooLong, "quote-too-long", Error;
    /// Two entries or topics have the same id.
    DuplicateId, "duplicate-id", Error;
    /// Two entries have the same question or phrasing.
    DuplicatePhrasing, "duplicate-phrasing", Error;
    /// An entry or topic leads to one that does not exist.
    UnknownEntry, "unknown-entry", Error;
    /// An entry leads to itself, or twice to the same one.
    UselessReference, "useless-reference", Error;
    /// A topic names a group that the vocabulary does not have.
    UnknownGroup, "unknown-group", Error;
    /// An amount, a schedule or a promise that nobody has reviewed.
    Unreviewed, "unreviewed-words", Error;
    /// A source names a sentence that the document does not have.
    NoSuchSentence, "no-such-sentence", Error;
    /// A quote does not stand in the sentence that its source names.
    QuoteNotFound, "quote-not-found", Error;
    /// An answer has a number that none of its sentences has.
    NumberNotInSource, "number-not-in-source", Error;
    /// An answer names a medicine that none of its sentences names.
    NameNotInSource, "name-not-in-source", Error;
    /// None of an entry's phrasings leads to it.
    UnreachableEntry, "unreachable-entry", Error;
    /// A phrasing leads to something other than its entry.
    PhrasingLeadsElsewhere, "phrasing-leads-elsewhere", Warning;
    /// A phrasing is more like another entry or topic than like the rest of its own.
    PhrasingNearerElsewhere, "phrasing-nearer-elsewhere", Note;
    /// A phrasing is as near to another entry, and the asker is asked which was meant.
    PhrasingTied, "phrasing-tied", Note;
    /// A phrasing is taken for a cry for help.
    PhrasingSoundsLikeDanger, "phrasing-sounds-like-danger", Note;
    /// A sentence of the document that no entry names.
    SentenceNotCited, "sentence-not-cited", Note;
    /// Something was not checked, because there was nothing to check it against.
    NotChecked, "not-checked", Note;
}
