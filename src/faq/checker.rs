//! Takes values over from a file one by one, and collects what is wrong with them.
//!
//! What several kinds of file have in common: lines of text, ids, phrasings.

use std::ops::{Range, RangeInclusive};

use toml::Spanned;

use super::code::Code;
use super::entry::{EntryId, MAX_PHRASING, PLACEHOLDER};
use super::problem::Problem;
use crate::help_lines::SLOTS;
use crate::text::words::words;

/// Collects problems while values are taken over; what it returns counts only if there are none.
pub(super) struct Checker<'a> {
    pub file: &'a str,
    pub text: &'a str,
    pub problems: Vec<Problem>,
}

impl Checker<'_> {
    pub fn report(&mut self, span: Range<usize>, code: Code, reason: impl Into<String>) {
        self.problems.push(Problem::at(self.file, self.text, span, reason).coded(code));
    }

    /// A text of 1 to `limit` characters, in one line, without control characters.
    pub fn line(&mut self, value: Spanned<String>, what: &str, limit: usize) -> String {
        let span = value.span();
        let value = value.into_inner().trim().to_owned();
        let length = value.chars().count();
        if length == 0 {
            self.report(span, Code::EmptyText, format!("{what} is empty"));
        } else if length > limit {
            let reason = format!("{what} has {length} characters, at most {limit} are allowed");
            self.report(span, Code::TooLong, reason);
        } else if value.chars().any(char::is_control) {
            self.report(
                span,
                Code::ControlCharacter,
                format!("{what} holds a line break or another control character"),
            );
        } else if value.starts_with(PLACEHOLDER) {
            self.report(span, Code::Placeholder, format!("{what} is still to be written"));
        }
        value
    }

    /// Such a line, in which the operator's help lines may stand as "{emergency}" and the like.
    pub fn line_with_slots(&mut self, value: Spanned<String>, what: &str, limit: usize) -> String {
        let rest = SLOTS.iter().fold(value.get_ref().clone(), |rest, slot| rest.replace(slot, ""));
        if rest.contains(['{', '}']) {
            let reason = format!("{what} may hold {} and no other braces", SLOTS.join(", "));
            self.report(value.span(), Code::InvalidValue, reason);
        }
        self.line(value, what, limit)
    }

    pub fn id(&mut self, value: &Spanned<String>) -> EntryId {
        EntryId::parse(value.get_ref()).unwrap_or_else(|reason| {
            self.report(value.span(), Code::InvalidId, reason);
            EntryId::wrong(value.get_ref())
        })
    }

    pub fn phrasings(&mut self, values: Spanned<Vec<Spanned<String>>>, count: RangeInclusive<usize>) -> Vec<String> {
        let (span, values) = (values.span(), values.into_inner());
        if !count.contains(&values.len()) {
            let (least, most) = (count.start(), count.end());
            let reason = format!("there are {} phrasings; between {least} and {most} are wanted", values.len());
            self.report(span, Code::PhrasingCount, reason);
        }
        values.into_iter().map(|value| self.phrasing(value)).collect()
    }

    fn phrasing(&mut self, value: Spanned<String>) -> String {
        let span = value.span();
        let phrasing = self.line(value, "a phrasing", MAX_PHRASING);
        if !phrasing.is_empty() && words(&phrasing).is_empty() {
            self.report(span, Code::EmptyText, format!("the phrasing '{phrasing}' holds no word"));
        }
        phrasing
    }
}
