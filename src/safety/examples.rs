//! What people in danger write, and what others write that resembles it.
//!
//! A message a line, under the name of what it shows. A FAQ folder's own examples come from
//! [`super::rules`]. The core's are counted when the program is built (`build.rs`), so they are not in it.

use super::label::Label;

const EXAMPLES: &str = include_str!("examples.txt");

/// What begins a line that names what the following messages show.
const HEADING: &str = "== ";
const COMMENT: &str = "# ";

/// The core examples, in the order of their file.
pub fn core() -> impl Iterator<Item = (Label, &'static str)> {
    let mut shown = None;
    EXAMPLES.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix(HEADING) {
            shown = Some(Label::named(name)?);
            return None;
        }
        let message = !line.is_empty() && !line.starts_with(COMMENT);
        shown.filter(|_| message).map(|label| (label, line))
    })
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, HEADING, Label, core};

    #[test]
    fn every_heading_is_known_and_has_examples() {
        let headings: Vec<_> = EXAMPLES.lines().filter_map(|line| line.strip_prefix(HEADING)).collect();
        assert_eq!(headings, ["medical", "self-harm", "supply", "personal", "harmless"]);
        for heading in headings {
            let label = Label::named(heading).unwrap_or_else(|| panic!("{heading}"));
            assert!(core().filter(|(other, _)| *other == label).count() >= 100, "{heading}");
        }
    }
}
