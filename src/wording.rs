//! Puts decisions into words a frightened or tired person can read.
//!
//! All of the bot's own sentences about the FAQ are here; those about administration are in
//! [`crate::discord`]'s admin module. Nothing is decided here.

use crate::decide::Decision;
use crate::faq::{Entry, EntryId, Library, Topic};
use crate::reply::{Block, Choice, MOST_CHOICES, Occasion, Reply};
use crate::safety::Danger;

/// The reply to a decision, or nothing where the decision is to be silent.
pub fn reply(decision: &Decision, library: &Library) -> Option<Reply> {
    Some(match decision {
        Decision::Silent(_) => return None,
        Decision::Emergency(danger) => emergency(*danger),
        Decision::Help => help(library),
        Decision::Unreadable => {
            plain("I cannot read a reply to me while its ping is off. Please mention me in it, or use /ask.")
        }
        Decision::Answer(ids) => answers(ids, library),
        Decision::Suggest(ids) => suggestions(ids, library),
        Decision::Decline { topic, near } => decline(topic, near, library),
        Decision::Unknown(near) => unknown(near, library),
    })
}

/// The answer of one entry, or an honest word if it is gone.
pub fn entry(id: &EntryId, library: &Library) -> Reply {
    answers(std::slice::from_ref(id), library)
}

/// Everything that can be answered, one question a line.
pub fn list(library: &Library) -> Reply {
    let mut blocks = vec![Block::Title(format!("What I can answer about {}", library.title()))];
    blocks.extend(library.entries().iter().map(|entry| Block::Item(entry.question().to_owned())));
    Reply::new(Occasion::Ordinary, blocks, Vec::new())
}

/// A sentence of the bot's own, such as a refusal.
pub fn plain(text: &str) -> Reply {
    Reply::new(Occasion::Ordinary, vec![Block::Text(text.to_owned())], Vec::new())
}

/// The reply to pressing somebody else's button.
pub fn not_your_button() -> Reply {
    plain("These buttons are for the person who asked. You can ask me yourself with /ask.")
}

fn emergency(danger: Danger) -> Reply {
    let (action, more) = match danger {
        Danger::Medical => (
            "Call your local emergency number now.",
            "Stay with the person, or ask someone to stay with you, and do what the people on the phone say. \
             Keep the medicine's package at hand for them. If tablets were swallowed, your local poison centre can \
             help too. If it is an animal, call a vet.",
        ),
        Danger::SelfHarm => (
            "Please talk to someone now: call your local emergency number or a crisis line.",
            "If anything was already taken, call the emergency number first. findahelpline.com lists crisis lines in \
             many countries. If you can, go to someone you trust and put the tablets out of reach. If it is about \
             someone else, stay with them and make the call for them.",
        ),
    };
    let blocks = vec![Block::Title(action.to_owned()), Block::Text(more.to_owned())];
    Reply::new(Occasion::Danger, blocks, Vec::new())
}

fn help(library: &Library) -> Reply {
    let example = library.entries().first().map(Entry::question).unwrap_or_default();
    plain(&format!(
        "Ask me about {}, for example: {example} (On Discord, /faq list shows everything.)",
        library.title()
    ))
}

fn answers(ids: &[EntryId], library: &Library) -> Reply {
    let entries: Vec<&Entry> = ids.iter().filter_map(|id| library.entry(id)).collect();
    if entries.is_empty() {
        return plain("That topic is not in the FAQ any more. /faq list shows what is.");
    }
    let blocks = entries.iter().flat_map(|entry| answer(entry)).collect();
    Reply::new(Occasion::Ordinary, blocks, Vec::new())
}

fn answer(entry: &Entry) -> Vec<Block> {
    let mut blocks = vec![Block::Title(entry.question().to_owned()), Block::Text(entry.answer().to_owned())];
    blocks.extend(entry.care().map(|care| Block::Care(care.to_owned())));
    let places: Vec<String> = entry
        .sources()
        .iter()
        .map(|source| format!("paragraph {}, sentence {}: “{}”", source.paragraph, source.sentence, source.quote))
        .collect();
    blocks.push(Block::Source(format!("From “{}”, {}", entry.document(), places.join("; "))));
    blocks
}

fn suggestions(ids: &[EntryId], library: &Library) -> Reply {
    offering("I am not sure which of these you mean:", ids, library)
}

fn unknown(near: &[EntryId], library: &Library) -> Reply {
    if near.is_empty() {
        return plain(&format!(
            "I found nothing about that: the article on {} does not cover it, or I did not understand the question. \
             You can ask it in other words, or ask a pharmacist or your prescriber.",
            library.title()
        ));
    }
    offering("I am not sure that the article covers that. The nearest topics it has:", near, library)
}

fn decline(id: &EntryId, near: &[EntryId], library: &Library) -> Reply {
    let Some(topic) = library.topics().iter().find(|topic| topic.id() == id) else {
        return unknown(&[], library);
    };
    let mut blocks: Vec<Block> = topic.care().map(|care| Block::Care(care.to_owned())).into_iter().collect();
    blocks.push(Block::Text(decline_text(topic)));
    let mut ids = topic.see().to_vec();
    ids.extend(near.iter().filter(|id| !topic.see().contains(id)).cloned());
    let choices = choices(&ids, library);
    if !choices.is_empty() {
        blocks.push(Block::Text("Near to that, the article does cover:".to_owned()));
        blocks.extend(items(&choices));
    }
    Reply::new(Occasion::Ordinary, blocks, choices)
}

fn decline_text(topic: &Topic) -> String {
    match topic.is_small_talk() {
        true => topic.decline().to_owned(),
        false => format!("{} A pharmacist or your prescriber can help with that question.", topic.decline()),
    }
}

fn offering(introduction: &str, ids: &[EntryId], library: &Library) -> Reply {
    let choices = choices(ids, library);
    let mut blocks = vec![Block::Text(introduction.to_owned())];
    blocks.extend(items(&choices));
    Reply::new(Occasion::Ordinary, blocks, choices)
}

fn choices(ids: &[EntryId], library: &Library) -> Vec<Choice> {
    let entries = ids.iter().filter_map(|id| library.entry(id)).take(MOST_CHOICES);
    entries.map(|entry| Choice { id: entry.id().clone(), label: entry.question().to_owned() }).collect()
}

fn items(choices: &[Choice]) -> impl Iterator<Item = Block> + '_ {
    choices.iter().map(|choice| Block::Item(choice.label.clone()))
}
