//! What a curator can do about what the TOML parser says, where its words are for programmers.

/// Parts of the parser's messages, and what they mean for somebody who writes a FAQ.
const HINTS: [(&str, &str); 10] = [
    (
        "invalid basic string",
        "a text begins and ends with a quotation mark, in one line; within it, write \\\" for one",
    ),
    ("invalid multi-line basic string", "a text that begins with \"\"\" ends with \"\"\""),
    ("string values must be quoted", "a text stands between straight quotation marks, \"so\", not between curly ones"),
    ("missing comma", "each line of a list ends with a comma"),
    ("expected a sequence", "a list stands in square brackets: [ … ]"),
    ("expected a string", "a text stands between quotation marks"),
    ("expected u32", "a whole number from 1, without quotation marks"),
    ("TOML datetime", "a day is written as 2026-01-31, without quotation marks"),
    ("missing field", "add a line that begins with this word and '='"),
    ("unknown field", "there is no such word here: it may be misspelt"),
];
/// For a second `[entry]` or `[topic]`, which ought to be a list.
const BRACKETS: &str = "each entry begins with [[entry]] and each topic with [[topic]], in double brackets";

/// What to do about a message of the parser; `written` is what it points at.
pub(super) fn hint(message: &str, written: &str) -> Option<&'static str> {
    if message.contains("duplicate key") {
        let listed = ["entry", "topic", "group", "phrase", "rule"].contains(&written);
        return Some(if listed { BRACKETS } else { "this stands here twice: take one out" });
    }
    HINTS.iter().find(|(part, _)| message.contains(part)).map(|(_, hint)| *hint)
}
