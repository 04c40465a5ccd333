//! The lines of help that an operator sets, read from the configuration.

use std::ops::Range;

use time::{Date, Month};
use toml::Spanned;
use toml::value::Datetime;

use super::raw::{RawHelp, RawLine};
use crate::faq::Problem;
use crate::help_lines::{CrisisLine, HelpLines, Line};

/// More would push the rest of the help out of a Discord message.
const MOST_CRISIS_LINES: usize = 6;

/// Reads the lines of help; `at` makes a problem of a place and what is wrong there.
pub(super) fn help_lines(raw: RawHelp, at: impl Fn(Range<usize>, String) -> Problem) -> Result<HelpLines, Problem> {
    let date = |value: &Spanned<Datetime>| {
        let date = value.get_ref().date.and_then(|date| {
            let month = Month::try_from(date.month).ok()?;
            Date::from_calendar_date(date.year.into(), month, date.day).ok()
        });
        date.ok_or_else(|| at(value.span(), "verified is the day on which somebody called it: 2026-01-31".to_owned()))
    };
    let line = |raw: Option<RawLine>| -> Result<Option<Line>, Problem> {
        let Some(raw) = raw else { return Ok(None) };
        let line = Line::new(raw.line.get_ref(), date(&raw.verified)?);
        line.map(Some).map_err(|reason| at(raw.line.span(), format!("the line {reason}")))
    };
    let mut crisis = Vec::new();
    for raw in raw.crisis {
        if crisis.len() >= MOST_CRISIS_LINES {
            let reason = format!("at most {MOST_CRISIS_LINES} crisis lines fit into a reply");
            return Err(at(raw.line.span(), reason));
        }
        let line = CrisisLine::new(raw.line.get_ref(), raw.region.get_ref(), date(&raw.verified)?);
        crisis.push(line.map_err(|reason| at(raw.line.span(), format!("the line or its region {reason}")))?);
    }
    Ok(HelpLines::new(line(raw.emergency)?, line(raw.poison)?, line(raw.urgent)?, crisis))
}
