//! How bytes become a message: as they are, or each a piece of what people and attackers write, so that the
//! fuzzer reaches the rules without having to spell.

/// Pieces of messages: words of danger and of the FAQ, misspelt and disguised ones, markup, marks, noise.
const PIECES: [&str; 64] = [
    "i ",
    "you ",
    "he ",
    "she ",
    "can ",
    "what ",
    "is ",
    "not ",
    "took ",
    "take ",
    "pills ",
    "tablets ",
    "the whole box ",
    "20 ",
    "2mg ",
    "mg ",
    "clonazepam ",
    "klonopin ",
    "kpin ",
    "clonazpam ",
    "xanax ",
    "alcohol ",
    "drink ",
    "drive ",
    "and ",
    "wake ",
    "up ",
    "breathing ",
    "want to ",
    "die ",
    "kill ",
    "myself ",
    "k!ll ",
    "s*icide ",
    "d i e ",
    "killmyself ",
    "how many ",
    "would ",
    "if ",
    "years ago ",
    "never ",
    "lol ",
    "dying of laughter ",
    "seizure ",
    "withdrawl ",
    "pregnant ",
    "sell ",
    "buy ",
    "dose ",
    "skip ",
    "? ",
    ". ",
    ", ",
    "\n",
    "! ",
    "<@123> ",
    "@everyone ",
    "```",
    "`",
    "||",
    "[a](https://example.org) ",
    "z\u{334}\u{362}a ",
    "\u{202e}\u{200b}",
    "🙂 ",
];

/// The message that these bytes stand for.
pub fn message(data: &[u8]) -> String {
    let Some((kind, rest)) = data.split_first() else { return String::new() };
    match kind % 3 {
        0 => String::from_utf8_lossy(rest).into_owned(),
        1 => rest.iter().map(|byte| PIECES[usize::from(*byte) % PIECES.len()]).collect(),
        // Half of the bytes are letters as they are, half are pieces.
        _ => rest.iter().fold(String::new(), |mut text, byte| {
            if byte.is_ascii() {
                text.push(char::from(*byte));
            } else {
                text.push_str(PIECES[usize::from(*byte) % PIECES.len()]);
            }
            text
        }),
    }
}
