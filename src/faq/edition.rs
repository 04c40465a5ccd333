//! Which edition of a FAQ it is: its curators' version, and the day they finished it.
//!
//! Both are optional and for people; nothing is decided by them.

use std::fmt;

use toml::Spanned;
use toml::value::{Date, Datetime};

use super::checker::Checker;
use super::code::Code;

/// Longest version, in characters: it is shown in passing.
const MAX_VERSION: usize = 20;

/// A FAQ's version and date; at least one of them is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    version: Option<String>,
    date: Option<Date>,
}

impl Edition {
    /// What its curators call it, at most 20 characters.
    pub fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// The day it was finished.
    pub fn date(&self) -> Option<Date> {
        self.date
    }

    /// In a form that reads the same in every language: "1.0, 2026-01-31".
    pub fn brief(&self) -> String {
        let date = self.date.map(|date| date.to_string());
        self.version.iter().cloned().chain(date).collect::<Vec<_>>().join(", ")
    }

    /// Whether it was finished later than `other`; one without a date is older than any.
    pub(super) fn is_newer(&self, other: &Self) -> bool {
        let day = |edition: &Self| edition.date.map(|date| (date.year, date.month, date.day));
        day(self) > day(other)
    }

    /// The edition that a file's head names, if it does.
    pub(super) fn take_over(
        checker: &mut Checker<'_>,
        version: Option<Spanned<String>>,
        date: Option<Spanned<Datetime>>,
    ) -> Option<Self> {
        let version = version.map(|version| checker.line(version, "version", MAX_VERSION));
        let date = date.and_then(|date| match date.get_ref() {
            Datetime { date: Some(day), time: None, offset: None } => Some(*day),
            _ => {
                let reason = "date is a day and nothing else, such as 2026-01-31, without quotation marks";
                checker.report(date.span(), Code::InvalidValue, reason);
                None
            }
        });
        (version.is_some() || date.is_some()).then_some(Self { version, date })
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.version, self.date) {
            (Some(version), Some(date)) => write!(f, "{version} of {date}"),
            (Some(version), None) => f.write_str(version),
            (None, Some(date)) => write!(f, "of {date}"),
            (None, None) => Ok(()),
        }
    }
}
