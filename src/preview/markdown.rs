//! Discord's Markdown as HTML, as Discord would show it.
//!
//! Discord goes by lines and has signs of its own (`-# `, `__`, `||`), so a library for common Markdown
//! would show something else. What a reply can hold is here: headings, small text, quotes, lists,
//! emphasis, code and links. Mentions and emoji are left as text. Every character of the text is
//! escaped by the templates.

use maud::{Markup, html};

/// A run of lines of one kind, with whether an empty line stands before it.
struct Block<'a> {
    kind: Kind,
    lines: Vec<&'a str>,
    gap: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Heading,
    Small,
    Quote,
    Item,
    /// A numbered item, with its number.
    Numbered(u32),
}

/// A stretch of text within a line.
#[derive(Debug, PartialEq, Eq)]
enum Inline<'a> {
    Text(&'a str),
    Code(&'a str),
    Link { label: Vec<Inline<'a>>, address: &'a str },
    Marked(Mark, Vec<Inline<'a>>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Strong,
    Underline,
    Strike,
    Spoiler,
    Emphasis,
}

/// The longer signs first: `**` is not twice `*`.
const MARKS: [(&str, Mark); 6] = [
    ("**", Mark::Strong),
    ("__", Mark::Underline),
    ("~~", Mark::Strike),
    ("||", Mark::Spoiler),
    ("*", Mark::Emphasis),
    ("_", Mark::Emphasis),
];
/// Deeper marks are shown as they stand: nobody writes so, and it must end.
const DEEPEST: usize = 6;

/// What Discord shows for `markdown`.
pub fn html(markdown: &str) -> Markup {
    html! {
        @for block in blocks(markdown) {
            @let gap = block.gap.then_some("gap");
            @match block.kind {
                Kind::Text => p class=[gap] { (lines(&block.lines)) },
                Kind::Heading => p.md-heading.gap[block.gap] { (lines(&block.lines)) },
                Kind::Small => p.md-small.gap[block.gap] { (lines(&block.lines)) },
                Kind::Quote => blockquote class=[gap] { p { (lines(&block.lines)) } },
                Kind::Item => ul class=[gap] { @for line in &block.lines { li { (spans(&inline(line, 0))) } } },
                Kind::Numbered(first) => ol class=[gap] start=(first) {
                    @for line in &block.lines { li { (spans(&inline(line, 0))) } }
                },
            }
        }
    }
}

fn lines(lines: &[&str]) -> Markup {
    html! {
        @for (number, line) in lines.iter().enumerate() {
            @if number > 0 { br; }
            (spans(&inline(line, 0)))
        }
    }
}

fn spans(spans: &[Inline<'_>]) -> Markup {
    html! {
        @for span in spans {
            @match span {
                Inline::Text(text) => (text),
                Inline::Code(text) => code { (text) },
                Inline::Link { label, address } => a href=(address) rel="noreferrer" { (self::spans(label)) },
                Inline::Marked(Mark::Strong, inner) => strong { (self::spans(inner)) },
                Inline::Marked(Mark::Underline, inner) => u { (self::spans(inner)) },
                Inline::Marked(Mark::Strike, inner) => s { (self::spans(inner)) },
                Inline::Marked(Mark::Spoiler, inner) => span.spoiler { (self::spans(inner)) },
                Inline::Marked(Mark::Emphasis, inner) => em { (self::spans(inner)) },
            }
        }
    }
}

fn blocks(markdown: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut gap = false;
    for line in markdown.lines() {
        if line.trim().is_empty() {
            gap = !blocks.is_empty();
            continue;
        }
        let (kind, text) = kind(line);
        let joins = |last: &Block<'_>| match (last.kind, kind) {
            // Each heading is one line.
            (Kind::Heading, _) => false,
            (Kind::Numbered(_), Kind::Numbered(_)) => true,
            (last, new) => last == new,
        };
        match blocks.last_mut() {
            Some(last) if !gap && joins(last) => last.lines.push(text),
            _ => blocks.push(Block { kind, lines: vec![text], gap }),
        }
        gap = false;
    }
    blocks
}

/// What a line's beginning makes of it, and the rest of it.
fn kind(line: &str) -> (Kind, &str) {
    let starts = [
        ("-# ", Kind::Small),
        ("# ", Kind::Heading),
        ("## ", Kind::Heading),
        ("### ", Kind::Heading),
        ("> ", Kind::Quote),
        ("- ", Kind::Item),
        ("* ", Kind::Item),
    ];
    if let Some((text, kind)) = starts.iter().find_map(|(sign, kind)| Some((line.strip_prefix(sign)?, *kind))) {
        return (kind, text);
    }
    let numbered = line.split_once(". ").and_then(|(number, text)| Some((number.parse().ok()?, text)));
    numbered.map_or((Kind::Text, line), |(number, text)| (Kind::Numbered(number), text))
}

fn inline(text: &str, depth: usize) -> Vec<Inline<'_>> {
    let mut spans = Vec::new();
    let (mut plain, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let escaped = rest.strip_prefix('\\').filter(|next| next.starts_with(|c: char| c.is_ascii_punctuation()));
        let (span, taken) = match span(rest, depth) {
            // The backslash goes, and the sign after it is text.
            _ if escaped.is_some() => (None, 1),
            Some((span, taken)) => (Some(span), taken),
            None => {
                at += c.len_utf8();
                continue;
            }
        };
        if plain < at {
            spans.push(Inline::Text(&text[plain..at]));
        }
        spans.extend(span);
        at += taken;
        plain = at;
        if escaped.is_some() {
            at += 1;
        }
    }
    if plain < text.len() {
        spans.push(Inline::Text(&text[plain..]));
    }
    spans
}

/// The marked stretch that `text` begins with and its length in bytes, if it begins with one.
fn span(text: &str, depth: usize) -> Option<(Inline<'_>, usize)> {
    if depth >= DEEPEST {
        return None;
    }
    if let Some(code) = text.strip_prefix('`') {
        let end = code.find('`').filter(|end| *end > 0)?;
        return Some((Inline::Code(&code[..end]), end + 2));
    }
    if let Some(address) = text.strip_prefix('<').and_then(|rest| rest.split_once('>')).map(|(address, _)| address)
        && is_address(address)
    {
        let label = vec![Inline::Text(address)];
        return Some((Inline::Link { label, address }, address.len() + 2));
    }
    if let Some(link) = text.strip_prefix('[') {
        let (label, rest) = link.split_once("](")?;
        let address = rest.split_once(')').map(|(address, _)| address).filter(|address| is_address(address))?;
        return Some((Inline::Link { label: inline(label, depth + 1), address }, label.len() + address.len() + 4));
    }
    if is_address(text) {
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '"')).unwrap_or(text.len());
        let address = text[..end].trim_end_matches(['.', ',', ':', ';', ')', '\'']);
        return Some((Inline::Link { label: vec![Inline::Text(address)], address }, address.len()));
    }
    let (sign, mark) = MARKS.iter().find(|(sign, _)| text.starts_with(sign))?;
    let inner = &text[sign.len()..];
    let end = closing(inner, sign)?;
    Some((Inline::Marked(*mark, inline(&inner[..end], depth + 1)), end + 2 * sign.len()))
}

/// Where `sign` ends the stretch that it began, which must hold something.
fn closing(inner: &str, sign: &str) -> Option<usize> {
    let single = sign.len() == 1;
    let sign_char = sign.chars().next()?;
    let mut from = 0;
    loop {
        let end = from + inner[from..].find(sign)?;
        let (before, after) = (inner[..end].chars().next_back(), inner[end + sign.len()..].chars().next());
        let doubled = after == Some(sign_char);
        // Within a word an underscore is a letter like others.
        let in_word = sign == "_" && after.is_some_and(char::is_alphanumeric);
        let spaced = single && (inner.starts_with(' ') || before == Some(' '));
        if end > 0 && !doubled && !in_word && !spaced && before != Some('\\') {
            return Some(end);
        }
        // A single sign that is doubled is another's, and is passed over whole.
        from = end + if single && doubled { 2 } else { 1 };
    }
}

fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn markdown_is_shown_as_discord_shows_it() {
        let rows = [
            ("**Bold** and *not*", "<p><strong>Bold</strong> and <em>not</em></p>"),
            ("one\ntwo\n\nthree", "<p>one<br>two</p><p class=\"gap\">three</p>"),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            ("2. a\n3. b", "<ol start=\"2\"><li>a</li><li>b</li></ol>"),
            ("-# small\nnot", "<p class=\"md-small\">small</p><p>not</p>"),
            ("> **n**\n> m", "<blockquote><p><strong>n</strong><br>m</p></blockquote>"),
            ("## Title\ntext", "<p class=\"md-heading\">Title</p><p>text</p>"),
            ("***x***", "<p><strong><em>x</em></strong></p>"),
            ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"),
            ("2 * 3 * 4, a_b_c, ** and **", "<p>2 * 3 * 4, a_b_c, <strong> and </strong></p>"),
            (
                "\\*no\\* `*code*` ~~s~~ ||h|| __u__",
                "<p>*no* <code>*code*</code> <s>s</s> <span class=\"spoiler\">h</span> <u>u</u></p>",
            ),
            (
                "[x](https://a.example/b) https://c.example.",
                concat!(
                    "<p><a href=\"https://a.example/b\" rel=\"noreferrer\">x</a> ",
                    "<a href=\"https://c.example\" rel=\"noreferrer\">https://c.example</a>.</p>"
                ),
            ),
            ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
            ("<b>&\"", "<p>&lt;b&gt;&amp;&quot;</p>"),
            (
                "[<i>](https://a.example/\"x)",
                "<p><a href=\"https://a.example/&quot;x\" rel=\"noreferrer\">&lt;i&gt;</a></p>",
            ),
            ("", ""),
        ];
        let shown = |markdown: &str| html(markdown).into_string();
        let wrong: Vec<_> = rows.iter().filter(|(markdown, expected)| shown(markdown) != *expected).collect();
        assert!(wrong.is_empty(), "{:#?}", wrong.iter().map(|(text, _)| (text, shown(text))).collect::<Vec<_>>());
    }

    #[test]
    fn marks_within_marks_come_to_an_end() {
        for signs in ["*", "**", "_", "__", "||", "[", "`", "*_", "[]("] {
            let deep = signs.repeat(2000);
            assert!(!html(&deep).into_string().is_empty(), "{signs}");
        }
    }
}
