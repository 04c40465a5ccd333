//! Recognises a person in danger before anything else is looked at, and what only a prescriber may
//! decide.
//!
//! Two ways, either of which is enough: a rule's words stand in the message ([`pattern`]), or the
//! message sounds like the examples of danger ([`likeness`]). Both read the message as it was typed,
//! with its spelling mended, and with disguised words uncovered ([`disguise`]). The core rules and
//! examples are compiled in and cannot be taken away; a FAQ folder's own file can only add to them
//! ([`rules`]). [`build`] puts it all together, and [`hear`] weighs what is found. What is said in reply
//! is in [`crate::wording`]; docs/safety.md says how good it is.

mod build;
mod cues;
mod disguise;
#[cfg(test)]
mod examples;
mod hear;
mod label;
mod likeness;
pub(crate) mod lookout;
pub(crate) mod pattern;
mod rules;
mod table;
mod view;

use std::sync::{Arc, LazyLock};

use crate::faq::{Problems, Refusal, SAFETY_FILE, SourceFile};
use crate::matching::{Mender, Mends};
use cues::Sameness;
use disguise::Disguises;
pub use label::Danger;
use likeness::Likeness;
use lookout::Lookout;
use rules::Meaning;
use view::Words;

/// The core rules.
const CORE: &str = include_str!("../../faq/safety.toml");

/// How much of the reply is help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// All of it.
    Only,
    /// A line before the answer: danger is spoken of, but perhaps nobody is in it.
    First,
}

/// A danger that was heard.
#[derive(Debug, Clone, PartialEq)]
pub struct Alarm {
    /// Which.
    pub danger: Danger,
    /// How much of the reply is for it.
    pub form: Form,
    /// Why it was heard, for curators.
    pub why: Why,
}

/// Why a danger was heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// A rule's pattern was found.
    Rule {
        /// The rule's name.
        rule: String,
        /// The pattern as it is written.
        pattern: String,
    },
    /// It sounds like the examples.
    Likeness {
        /// Log-odds of danger against none.
        odds: f32,
        /// What speaks most for danger, each with its log-odds.
        cues: Vec<(String, f32)>,
    },
}

/// What safety says of a message.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Judgement {
    /// The most urgent danger, if any.
    pub alarm: Option<Alarm>,
    /// What is refused, if anything.
    pub refusal: Option<Refusal>,
}

/// The rules and examples, ready to be compared with.
#[derive(Debug)]
pub struct Safety {
    mender: Mender,
    disguises: Disguises,
    rules: Vec<(String, Meaning)>,
    lookout: Lookout,
    same: Sameness,
    likeness: Likeness,
    /// The core alone, where a folder has added to it.
    core: Option<Arc<Safety>>,
}

impl Judgement {
    /// The graver alarm and the graver refusal of the two.
    fn graver(self, other: Self) -> Self {
        let urgency = |alarm: &Alarm| (alarm.form, alarm.danger);
        let alarm = match (self.alarm, other.alarm) {
            (Some(one), Some(other)) if urgency(&other) < urgency(&one) => Some(other),
            (one, other) => one.or(other),
        };
        Self { alarm, refusal: [self.refusal, other.refusal].into_iter().flatten().min() }
    }
}

impl Safety {
    /// The core rules alone. They are read once for the whole program.
    pub fn core() -> Arc<Self> {
        static CORE_SAFETY: LazyLock<Arc<Safety>> = LazyLock::new(|| {
            // The compiled-in files are right, or no test would pass.
            Arc::new(Safety::build(&[]).unwrap_or_else(|problems| panic!("the built-in rules: {problems}")))
        });
        Arc::clone(&CORE_SAFETY)
    }

    /// The core rules and those that the folder's own file adds.
    pub fn parse(files: &[SourceFile]) -> Result<Arc<Self>, Problems> {
        let own: Vec<&SourceFile> = files.iter().filter(|file| file.name == SAFETY_FILE && file.text != CORE).collect();
        if own.is_empty() {
            return Ok(Self::core());
        }
        // More examples weigh each one less, so the core is asked as well: what it hears is heard.
        Ok(Arc::new(Self { core: Some(Self::core()), ..Self::build(&own)? }))
    }

    /// What is said of a message in it.
    pub fn judge(&self, text: &str) -> Judgement {
        self.judge_with(text, &mut Mends::new())
    }

    /// The same with room for what words are mended to, for whoever reads the message next.
    pub fn judge_with(&self, text: &str, mends: &mut Mends) -> Judgement {
        let of_core = self.core.as_ref().map(|core| core.judge_with(text, mends));
        let mut words = Words::new(&self.same, &self.lookout);
        let views = self.views(text, &mut words, mends);
        let of_views = views.iter().map(|view| self.look(view, &words));
        of_core.into_iter().chain(of_views).fold(Judgement::default(), Judgement::graver)
    }
}

#[cfg(test)]
mod tests {
    use super::{Danger, Form, Safety};
    use crate::faq::{SAFETY_FILE, SourceFile};

    fn with(text: &str) -> Result<std::sync::Arc<Safety>, String> {
        let file = SourceFile { name: SAFETY_FILE.to_owned(), text: text.to_owned() };
        Safety::parse(&[file]).map_err(|problems| problems.to_string())
    }

    fn heard(safety: &Safety, text: &str) -> Option<(Form, Danger)> {
        safety.judge(text).alarm.map(|alarm| (alarm.form, alarm.danger))
    }

    #[test]
    fn a_folder_can_add() {
        let own = "[[rule]]\nid = \"own\"\nmeans = \"medical-always\"\npatterns = [\"blorbing\"]\n";
        let safety = with(own).unwrap_or_else(|problems| panic!("{problems}"));
        assert_eq!(heard(&safety, "is he blorbing"), Some((Form::Only, Danger::Medical)));
        assert_eq!(heard(&Safety::core(), "is he blorbing"), None);
    }

    #[test]
    fn a_folder_cannot_take_away() {
        let cries = ["he is not breathing", "i want to die", "she took the whole box", "how many would kill a person"];
        let more: String = cries.iter().map(|cry| format!("\"{cry} zebra\", ")).collect();
        let own = format!(
            "[sets]\nthey = [\"nobody\"]\ntook = [\"nothing\"]\n[[rule]]\nid = \"figures-of-speech\"\nmeans = \"idiom\"\n\
             patterns = [\"not breathing\", \"want to die\", \"whole box\", \"kill\"]\n\
             [[examples]]\nshow = \"self-harm\"\ntexts = [{}]\n",
            more.repeat(50)
        );
        let safety = with(&own).unwrap_or_else(|problems| panic!("{problems}"));
        for cry in cries {
            assert!(matches!(heard(&safety, cry), Some((Form::Only, _))), "{cry}");
        }
    }

    #[test]
    fn what_would_weaken_or_stall_it_is_refused() {
        let rule = |means: &str, pattern: &str| {
            format!("[[rule]]\nid = \"own\"\nmeans = \"{means}\"\npatterns = [\"{pattern}\"]\n")
        };
        let refused = [
            rule("idiom", "i want to die"),
            rule("softening", "i"),
            rule("medical", "a .. b .. c .. d .. e"),
            "[[examples]]\nshow = \"harmless\"\ntexts = [\"i want to die\"]\n".to_owned(),
        ];
        for text in refused {
            assert!(with(&text).is_err(), "{text}");
        }
    }
}
