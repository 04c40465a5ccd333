//! Takes Discord's markup out of a message, so that only the person's words are left.
//!
//! It works on one pass over the characters and knows Discord's own forms only. Letters are not
//! touched here: folding case and accents is [`super::words`]' part.

/// Removes mentions, custom emoji, timestamps, code, links and styling characters.
///
/// Fenced and inline code go with their contents, because code is not a question. A link goes as a
/// whole, but the text of a masked link (`[text](url)`) stays. An unclosed fence or back-tick is
/// dropped alone and the words after it are kept: losing a cry for help to a stray character would
/// be worse than matching some code.
pub fn strip(message: &str) -> String {
    strip_addresses(&strip_code(message)).chars().map(|c| if is_styling(c) { ' ' } else { c }).collect()
}

/// Removes mentions, custom emoji, timestamps and links, and leaves code and styling as they are.
pub fn strip_addresses(message: &str) -> String {
    strip_links(&strip_angle_tags(message))
}

fn strip_code(text: &str) -> String {
    let fenced = strip_pairs(text, "```");
    strip_pairs(&fenced, "`")
}

/// Removes everything between two marks; a mark without a partner is removed alone.
fn strip_pairs(text: &str, mark: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(mark) {
        kept.push_str(&rest[..open]);
        kept.push(' ');
        let inside = &rest[open + mark.len()..];
        rest = match inside.find(mark) {
            Some(close) => &inside[close + mark.len()..],
            None => inside,
        };
    }
    kept.push_str(rest);
    kept
}

/// Removes `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `<:name:1>`, `<a:name:1>`, `<t:1:R>`, `</name:1>`,
/// `<id:…>` and `<https://…>`, plus `@everyone` and `@here`.
fn strip_angle_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        kept.push_str(&rest[..open]);
        let tail = &rest[open + 1..];
        match tail.find('>') {
            Some(close) if is_tag(&tail[..close]) => {
                kept.push(' ');
                rest = &tail[close + 1..];
            }
            _ => {
                kept.push(' ');
                rest = tail;
            }
        }
    }
    kept.push_str(rest);
    kept.replace("@everyone", " ").replace("@here", " ")
}

/// Whether this is, to the letter, one of Discord's forms: people write "</3" and "<:(" too, and what
/// stands behind them must be kept.
fn is_tag(inside: &str) -> bool {
    let id = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || "_- ".contains(c));
    let named = |text: &str| text.rsplit_once(':').is_some_and(|(called, number)| name(called) && id(number));
    let after = |start: &str| inside.strip_prefix(start);
    after("@").is_some_and(|rest| id(rest.trim_start_matches(['!', '&'])))
        || after("#").is_some_and(id)
        || after(":").or_else(|| after("a:")).is_some_and(named)
        || after("/").is_some_and(named)
        || after("t:").is_some_and(|rest| rest.chars().all(|c| c.is_ascii_alphanumeric() || ":-".contains(c)))
        || after("id:").is_some_and(name)
        || (["http://", "https://"].iter().any(|start| inside.starts_with(start))
            && !inside.contains(char::is_whitespace))
}

fn strip_links(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(char::is_whitespace) {
        let address = ["http://", "https://", "discord.gg/", "www."];
        match address.iter().filter_map(|start| piece.find(start)).min() {
            Some(at) => {
                kept.push_str(&piece[..at]);
                kept.push(' ');
            }
            None => kept.push_str(piece),
        }
    }
    kept
}

fn is_styling(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '|' | '>' | '#' | '[' | ']' | '(' | ')' | '\\' | '"')
}

#[cfg(test)]
mod tests {
    use super::strip;

    fn words(message: &str) -> String {
        strip(message).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn discord_markup_goes_and_the_words_stay() {
        let rows = [
            ("<@123> can i drive", "can i drive"),
            ("<@!123> <@&9> <#5> hi <a:wave:77>", "hi"),
            ("see https://example.org/x?y=1 please", "see please"),
            ("a [masked](https://example.org) link", "a masked link"),
            ("**bold** __under__ ||secret||", "bold under secret"),
            ("look ```rust\nfn main() {}\n``` ok", "look ok"),
            ("`code` then words", "then words"),
            ("an `unclosed tick help me", "an unclosed tick help me"),
            ("5 < 6 and 7 > 6", "5 6 and 7 6"),
            ("@everyone wake up @here", "wake up"),
            ("</ask:42> hello <t:1700000000:R>", "hello"),
        ];
        let wrong: Vec<_> = rows
            .iter()
            .filter(|(text, expected)| words(text) != *expected)
            .map(|(text, _)| (text, words(text)))
            .collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}
