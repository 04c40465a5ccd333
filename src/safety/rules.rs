//! Reads `safety.toml`: what danger looks like, as patterns and as examples.
//!
//! Only the file's form is here. The core file is compiled in; a FAQ folder's own file may add rules
//! and examples of danger and nothing else, so that it can never make the bot overlook what the core
//! sees.

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use super::label::{Danger, Label};
use super::pattern::{Pattern, Sets};
use crate::faq::{Problem, SourceFile};

/// Patterns that a folder may add: every message is compared with each. The core has about half as many.
const MOST_OWN: usize = 2000;

/// Where a rule comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The rules that are compiled in.
    Core,
    /// A FAQ folder's own.
    Folder,
}

/// What finding a rule's words means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Somebody is in danger; `always` even where the sentence speaks of long ago or what might be.
    Danger {
        /// Which.
        danger: Danger,
        /// Whether nothing softens it.
        always: bool,
    },
    /// A danger is spoken of, and perhaps nobody is in it.
    Mention(Danger),
    /// Getting, selling, sharing or forging.
    Supply,
    /// What only the person and their prescriber can decide.
    Personal,
    /// Words of danger without any: they are not looked at.
    Idiom,
    /// The sentence speaks of long ago, of what might be, or denies.
    Softening,
}

/// A pattern with its meaning.
#[derive(Debug)]
pub struct Rule {
    /// The name of the rules it stands among.
    pub id: String,
    /// What finding it means.
    pub meaning: Meaning,
    /// What is looked for.
    pub pattern: Pattern,
}

/// Everything read from the files.
#[derive(Debug, Default)]
pub struct Rules {
    /// In the order of the files.
    pub rules: Vec<Rule>,
    /// Messages with what they show.
    pub examples: Vec<(Label, String)>,
    sets: Sets,
    core_only: HashSet<String>,
    /// How many patterns a folder has added.
    own: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    sets: Sets,
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    examples: Vec<RawExamples>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: String,
    means: Spanned<String>,
    patterns: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawExamples {
    show: Spanned<String>,
    texts: Vec<String>,
}

const MEANINGS: &str = "'medical', 'self-harm', 'medical-always', 'self-harm-always', 'medical-mention', \
    'self-harm-mention', 'supply', 'personal'";

impl Rules {
    /// Adds what `file` holds; what is wrong in it goes to `problems`.
    pub fn read(&mut self, file: &SourceFile, origin: Origin, problems: &mut Vec<Problem>) {
        let raw: RawFile = match toml::from_str(&file.text) {
            Ok(raw) => raw,
            Err(error) => return problems.push(Problem::from_toml(&file.name, &file.text, &error)),
        };
        let at = |span, reason: String| Problem::at(&file.name, &file.text, span, reason);
        self.sets.extend(raw.sets);
        for rule in raw.rule {
            // A folder may hold a copy of the core file, older or newer: what is the core's alone is passed over.
            if origin == Origin::Folder && self.core_only.contains(&rule.id) {
                continue;
            }
            let Some(meaning) = meaning(rule.means.get_ref(), origin) else {
                let reason = format!("a rule cannot mean '{}' here, only {MEANINGS}", rule.means.get_ref());
                problems.push(at(rule.means.span(), reason));
                continue;
            };
            if matches!(meaning, Meaning::Idiom | Meaning::Softening) {
                self.core_only.insert(rule.id.clone());
            }
            for written in rule.patterns {
                if origin == Origin::Folder && self.own >= MOST_OWN {
                    problems.push(at(written.span(), format!("a folder may add {MOST_OWN} patterns, no more")));
                    break;
                }
                self.own += usize::from(origin == Origin::Folder);
                match Pattern::parse(written.get_ref(), &self.sets) {
                    Ok(pattern) => self.rules.push(Rule { id: rule.id.clone(), meaning, pattern }),
                    Err(reason) => problems.push(at(written.span(), reason)),
                }
            }
        }
        for examples in raw.examples {
            match label(examples.show.get_ref(), origin) {
                Some(label) => self.examples.extend(examples.texts.into_iter().map(|text| (label, text))),
                None => {
                    let reason = format!(
                        "examples show 'medical', 'self-harm', 'supply' or 'personal', not '{}'",
                        examples.show.get_ref()
                    );
                    problems.push(at(examples.show.span(), reason));
                }
            }
        }
    }
}

fn meaning(written: &str, origin: Origin) -> Option<Meaning> {
    let danger = |danger, always| Some(Meaning::Danger { danger, always });
    match (written, origin) {
        ("medical", _) => danger(Danger::Medical, false),
        ("self-harm", _) => danger(Danger::SelfHarm, false),
        ("medical-always", _) => danger(Danger::Medical, true),
        ("self-harm-always", _) => danger(Danger::SelfHarm, true),
        ("medical-mention", _) => Some(Meaning::Mention(Danger::Medical)),
        ("self-harm-mention", _) => Some(Meaning::Mention(Danger::SelfHarm)),
        ("supply", _) => Some(Meaning::Supply),
        ("personal", _) => Some(Meaning::Personal),
        ("idiom", Origin::Core) => Some(Meaning::Idiom),
        ("softening", Origin::Core) => Some(Meaning::Softening),
        _ => None,
    }
}

/// What a folder's or the core's examples under this name show; nothing if there is no such name, or it is the
/// core's alone.
fn label(written: &str, origin: Origin) -> Option<Label> {
    Label::named(written).filter(|label| origin == Origin::Core || *label != Label::Harmless)
}
