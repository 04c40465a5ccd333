//! Where people in danger are sent: the numbers and addresses that an operator has set.
//!
//! A line is a few words that fit into the bot's sentences ("call … now"). What those sentences are, and what is
//! said where no line is set, stands in [`crate::sentences`]; today's date comes from whoever asks for
//! [`HelpLines::warnings`].

use std::sync::Arc;

use time::{Date, Duration};

use crate::language::Language;
use crate::sentences::{self, Lines};
use crate::text::markup::strip;

/// Longest line, in characters: a number with a name, not a text.
pub const MAX_LINE: usize = 80;
/// A line that nobody has called for so long may lead nowhere.
const VERIFIED_FOR: Duration = Duration::days(365);

/// Words that stand for a line in a FAQ's `care` and `say`.
pub const SLOTS: [&str; 4] = ["{emergency}", "{poison}", "{urgent}", "{crisis}"];

/// A line as it is said, and when it was last seen to work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    text: String,
    verified: Date,
}

/// A crisis line with the region it serves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CrisisLine {
    line: Line,
    region: String,
}

/// All lines, as they are spoken of in one language; those that are not set in general words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HelpLines {
    set: Arc<Set>,
    language: Language,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Set {
    emergency: Option<Line>,
    poison: Option<Line>,
    urgent: Option<Line>,
    crisis: Vec<CrisisLine>,
}

impl Line {
    /// A line without its mentions and markup; `Err` says what is wrong with what is left.
    pub fn new(text: &str, verified: Date) -> Result<Self, String> {
        Ok(Self { text: plain(text)?, verified })
    }
}

impl CrisisLine {
    /// A crisis line and its region, both without mentions and markup.
    pub fn new(text: &str, region: &str, verified: Date) -> Result<Self, String> {
        Ok(Self { line: Line::new(text, verified)?, region: plain(region)? })
    }
}

impl HelpLines {
    /// These lines, in English; crisis lines are named in their order.
    pub fn new(emergency: Option<Line>, poison: Option<Line>, urgent: Option<Line>, crisis: Vec<CrisisLine>) -> Self {
        Self { set: Arc::new(Set { emergency, poison, urgent, crisis }), language: Language::English }
    }

    /// The same lines in another language. What an operator has set stays as it is.
    pub fn speaking(&self, language: Language) -> Self {
        Self { set: Arc::clone(&self.set), language }
    }

    /// The language they are spoken of in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Whom to call in an emergency, as part of a sentence.
    pub fn emergency(&self) -> &str {
        said(self.set.emergency.as_ref(), self.unset().emergency)
    }
    /// Whom to call about swallowed medicine.
    pub fn poison(&self) -> &str {
        said(self.set.poison.as_ref(), self.unset().poison)
    }
    /// Whom to call when it cannot wait but is no emergency.
    pub fn urgent(&self) -> &str {
        said(self.set.urgent.as_ref(), self.unset().urgent)
    }
    /// Where to find a crisis line, as a sentence of its own.
    pub fn crisis(&self) -> String {
        if self.set.crisis.is_empty() {
            return self.unset().crisis.to_owned();
        }
        let named = self.set.crisis.iter().map(|crisis| format!("{} ({})", crisis.line.text, crisis.region));
        (self.unset().crisis_set)(&named.collect::<Vec<_>>().join("; "))
    }

    /// The text with its slots filled.
    pub fn fill(&self, text: &str) -> String {
        let crisis = self.crisis();
        let lines = [self.emergency(), self.poison(), self.urgent(), crisis.as_str()];
        SLOTS.iter().zip(lines).fold(text.to_owned(), |filled, (slot, line)| filled.replace(slot, line))
    }

    /// The text without the lines that an operator has set.
    pub fn taken_out(&self, text: &str) -> String {
        let set = [&self.set.emergency, &self.set.poison, &self.set.urgent].into_iter().flatten();
        let crisis = self.set.crisis.iter().map(|crisis| &crisis.line);
        let text = set.chain(crisis).fold(text.to_owned(), |text, line| text.replace(&line.text, " "));
        self.set.crisis.iter().fold(text, |text, crisis| text.replace(&crisis.region, " "))
    }

    /// What an operator should see to: lines that are not set, or were verified too long before `today`.
    pub fn warnings(&self, today: Date) -> Vec<String> {
        let set = &self.set;
        let single = [("emergency", &set.emergency), ("poison", &set.poison), ("urgent", &set.urgent)];
        let mut warnings = Vec::new();
        for (name, line) in single {
            match line {
                None => warnings.push(format!("help.{name} is not set: people are told of it in general words only")),
                Some(line) => warnings.extend(line.stale(&format!("help.{name}"), today)),
            }
        }
        if set.crisis.is_empty() {
            warnings.push("no help.crisis line is set: people are sent to findahelpline.com".to_owned());
        }
        for crisis in &set.crisis {
            warnings.extend(crisis.line.stale(&format!("the crisis line for {}", crisis.region), today));
        }
        warnings
    }

    fn unset(&self) -> &'static Lines {
        &sentences::of(self.language).lines
    }
}

impl Line {
    fn stale(&self, name: &str, today: Date) -> Option<String> {
        let (verified, stale) = (self.verified, today - self.verified > VERIFIED_FOR);
        if verified > today {
            return Some(format!("{name} was verified on {verified}, and that is still to come: please mend the date"));
        }
        stale.then(|| format!("{name} was last verified on {verified}: please call it and set a new date"))
    }
}

fn said<'a>(line: Option<&'a Line>, otherwise: &'a str) -> &'a str {
    line.map_or(otherwise, |line| &line.text)
}

fn plain(text: &str) -> Result<String, String> {
    let shown: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    let addressless = |word: &&str| !word.contains('/') && !word.to_lowercase().contains("discord.gg");
    let plain = strip(&shown).split_whitespace().filter(addressless).collect::<Vec<_>>().join(" ");
    let plain = plain.trim_end_matches(['.', ' ']).replace(['{', '}', '[', ']', '\\', '<'], "");
    match plain.chars().count() {
        _ if !plain.chars().any(char::is_alphanumeric) => {
            Err("is empty without its mentions, links and markup".to_owned())
        }
        length if length > MAX_LINE => Err(format!("has {length} characters, at most {MAX_LINE} fit")),
        _ => Ok(plain),
    }
}

/// Characters that change how others are shown and are not seen themselves.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{CrisisLine, HelpLines, Line};
    use time::{Date, Month};

    fn day(year: i32, month: Month) -> Date {
        Date::from_calendar_date(year, month, 1).unwrap_or(Date::MIN)
    }

    #[test]
    fn lines_lose_mentions_and_markup() {
        let line = |text| Line::new(text, day(2026, Month::May)).map(|line| line.text);
        assert_eq!(line("**112** <@&77> @everyone"), Ok("112".to_owned()));
        assert_eq!(line("999 ||now|| {poison}"), Ok("999 now poison".to_owned()));
        assert_eq!(line("112 HTTPS://evil.example a\u{202e}b discord.com/invite/x"), Ok("112 ab".to_owned()));
        assert!(line("<@1>").is_err() && line("…").is_err());
        assert!(line(&"9".repeat(81)).is_err());
    }

    #[test]
    fn slots_are_filled_with_what_is_set() {
        let emergency = Line::new("112", day(2026, Month::May)).ok();
        let crisis = CrisisLine::new("988", "United States", day(2026, Month::May)).ok();
        let lines = HelpLines::new(emergency, None, None, crisis.into_iter().collect());
        assert_eq!(lines.fill("Call {emergency} or {poison}."), "Call 112 or your local poison centre.");
        assert!(lines.crisis().contains("988 (United States)"));
    }

    #[test]
    fn what_is_unset_or_old_is_warned_of() {
        let line = |month| Line::new("112", day(2025, month)).ok();
        let lines = HelpLines::new(line(Month::May), line(Month::December), None, Vec::new());
        let warnings = lines.warnings(day(2026, Month::June));
        let about = |name: &str| warnings.iter().any(|warning| warning.contains(name));
        assert!(about("help.emergency was last verified") && about("help.urgent is not set"), "{warnings:?}");
        assert!(about("findahelpline") && !about("help.poison"), "{warnings:?}");
    }
}
