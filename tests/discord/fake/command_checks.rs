//! What commands must be when they are registered: Discord's own rules, where `twilight-validate` has them and where
//! it does not.

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use twilight_model::application::command::{Command, CommandOption, CommandOptionType};
use twilight_validate::command as validate;

use super::checks::{note, read};

/// So many commands of each kind are taken: in chat, on people, on messages.
const MOST_COMMANDS: [(u64, usize); 3] = [(1, 100), (2, 5), (3, 5)];
/// The longest text that somebody can be asked for.
const LONGEST_INPUT: u16 = 6000;
/// The languages that Discord has names and descriptions in.
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko",
];

/// The body of the request which sets all commands at once.
pub fn commands(body: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let Some(commands) = body.as_array() else {
        return vec!["the commands are not a list".to_owned()];
    };
    let mut seen = HashSet::new();
    for command in commands {
        let complete = complete_command(command);
        if !seen.insert((complete["type"].to_string(), complete["name"].to_string())) {
            problems.push(format!("two commands have the name {}", complete["name"]));
        }
        if command["contexts"].as_array().is_some_and(Vec::is_empty) {
            problems.push(format!("{} can be used nowhere", complete["name"]));
        }
        let Some(parsed) = read::<Command>("command", &complete, &mut problems) else { continue };
        // A command in a menu has a name alone, which may have spaces and capitals.
        if command["type"] == 3 {
            let bare = command["description"].as_str().unwrap_or_default().is_empty() && parsed.options.is_empty();
            let valid = (1..=32).contains(&parsed.name.chars().count()) && bare;
            note(&parsed.name, if valid { Ok(()) } else { Err("no message command") }, &mut problems);
            localizations(command, |name| (1..=32).contains(&name.chars().count()), &mut problems);
            continue;
        }
        note(&parsed.name, validate::command(&parsed), &mut problems);
        localizations(command, is_name, &mut problems);
        command_options(&parsed.options, &mut problems);
        raw_options(command, &mut problems);
    }
    for (kind, most) in MOST_COMMANDS {
        let count = commands.iter().filter(|command| command["type"].as_u64().unwrap_or(1) == kind).count();
        if count > most {
            problems.push(format!("{count} commands of type {kind}, {most} are taken"));
        }
    }
    problems
}

/// The validator looks neither at an option's name and empty description, nor into subcommands.
fn command_options(list: &[CommandOption], problems: &mut Vec<String>) {
    note("options", validate::options(list), problems);
    let has_inside = |option: &CommandOption| {
        matches!(option.kind, CommandOptionType::SubCommand | CommandOptionType::SubCommandGroup)
    };
    if list.iter().any(has_inside) && !list.iter().all(has_inside) {
        problems.push("subcommands beside other options".to_owned());
    }
    for option in list {
        note(&option.name, validate::option(option), problems);
        note("name", validate::option_name(&option.name), problems);
        if option.description.is_empty() {
            problems.push(format!("{} has no description", option.name));
        }
        let completes = option.autocomplete == Some(true);
        let completable =
            [CommandOptionType::String, CommandOptionType::Integer, CommandOptionType::Number].contains(&option.kind);
        if completes && (!completable || option.choices.as_ref().is_some_and(|choices| !choices.is_empty())) {
            problems.push(format!("{} cannot be completed", option.name));
        }
        if option.max_length.is_some_and(|length| !(1..=LONGEST_INPUT).contains(&length)) {
            problems.push(format!("{} takes {:?} characters", option.name, option.max_length));
        }
        command_options(option.options.as_deref().unwrap_or_default(), problems);
    }
}

/// What is the same in every option, subcommands' too.
fn raw_options(of: &Value, problems: &mut Vec<String>) {
    for option in of["options"].as_array().into_iter().flatten() {
        localizations(option, is_name, problems);
        raw_options(option, problems);
    }
}

/// Names and descriptions in other languages are as those in the first.
fn localizations(of: &Value, is_name: impl Fn(&str) -> bool, problems: &mut Vec<String>) {
    let is_description = |text: &str| (1..=100).contains(&text.chars().count());
    for (key, is_right) in
        [("name_localizations", &is_name as &dyn Fn(&str) -> bool), ("description_localizations", &is_description)]
    {
        for (locale, text) in of[key].as_object().into_iter().flatten() {
            if !LOCALES.contains(&locale.as_str()) || !text.as_str().is_some_and(is_right) {
                problems.push(format!("{key} of {}: {locale} {text}", of["name"]));
            }
        }
    }
}

/// A command's or option's name, as everybody types it.
fn is_name(name: &str) -> bool {
    validate::option_name(name).is_ok() && name.to_lowercase() == name
}

/// A command as Discord gives it back: with the fields which it fills in by itself.
pub fn complete_command(command: &Value) -> Value {
    let mut complete = json!({"type": 1, "version": "1", "description": "", "default_member_permissions": null});
    let given = command.as_object().into_iter().flatten();
    let fields: &mut Map<String, Value> = complete.as_object_mut().expect("an object");
    fields.extend(given.map(|(key, value)| (key.clone(), value.clone())));
    complete
}
