//! What people in danger write, and what others write that resembles it.
//!
//! A message a line, under the name of what it shows. A FAQ folder's own examples come from
//! [`super::rules`].

use super::Danger;
use super::likeness::Label;
use crate::faq::Refusal;

const EXAMPLES: &str = include_str!("examples.txt");

/// What begins a line that names what the following messages show.
const HEADING: &str = "== ";
const COMMENT: &str = "# ";

/// The core examples, in the order of their file.
pub fn core() -> impl Iterator<Item = (Label, &'static str)> {
    let mut label = None;
    EXAMPLES.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix(HEADING) {
            label = Some(named(name)?);
            return None;
        }
        let message = !line.is_empty() && !line.starts_with(COMMENT);
        label.filter(|_| message).map(|label| (label, line))
    })
}

fn named(name: &str) -> Option<Label> {
    Some(match name {
        "medical" => Label::Danger(Danger::Medical),
        "self-harm" => Label::Danger(Danger::SelfHarm),
        "supply" => Label::Refused(Refusal::Supply),
        "personal" => Label::Refused(Refusal::Personal),
        "harmless" => Label::Harmless,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, HEADING, core, named};

    #[test]
    fn every_heading_is_known_and_has_examples() {
        let headings: Vec<_> = EXAMPLES.lines().filter_map(|line| line.strip_prefix(HEADING)).collect();
        assert_eq!(headings, ["medical", "self-harm", "supply", "personal", "harmless"]);
        for heading in headings {
            let label = named(heading).unwrap_or_else(|| panic!("{heading}"));
            assert!(core().filter(|(other, _)| *other == label).count() >= 100, "{heading}");
        }
    }
}
