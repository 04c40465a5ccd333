//! The bot's own sentences to members, one table for each language it speaks.
//!
//! A sentence that is missing in a language does not compile. Which sentence is said when is decided in
//! [`crate::wording`]; what is said to curators and moderators is English and stands there. The FAQ's own words
//! are not here.
//!
//! "{emergency}", "{poison}", "{urgent}" and "{crisis}" stand for the lines of help ([`crate::help_lines`]).
//! Outside English, the article stands before "{emergency}" in the sentence and not in the line, so that "112" and
//! the general words both read well.

mod de;
mod en;
mod es;
mod fr;
mod pt;

use crate::language::Language;

/// Everything the bot says of itself in one language.
pub struct Sentences {
    /// The notice under every ordinary reply.
    pub notice: &'static str,
    /// The notice where somebody is in danger: help comes first, the provider after it.
    pub notice_in_danger: &'static str,
    /// What is said in the place of words that nobody has reviewed.
    pub withheld: &'static str,
    /// What marks a line that is not from the document.
    pub not_the_article: &'static str,
    /// Between two titles.
    pub and: &'static str,
    /// To people in danger.
    pub help: Help,
    /// The lines of help where an operator has set none.
    pub lines: Lines,
    /// What is said where the bot only reports what it found.
    pub faq: Faq,
    /// What is said in a conversation.
    pub talk: Talk,
    /// What stands on buttons and menus.
    pub buttons: Buttons,
    /// What is said where something did not work.
    pub trouble: Trouble,
    /// Asks for a question on the console.
    pub prompt: &'static str,
}

/// What people in danger are told.
pub struct Help {
    /// Stands under it, because everything but an answer from the article says so.
    pub general: &'static str,
    /// The one thing to do in a medical emergency.
    pub medical: &'static str,
    /// What helps until help is there.
    pub medical_more: &'static str,
    /// The one thing to do where somebody may harm themselves.
    pub self_harm: &'static str,
    /// What helps then.
    pub self_harm_more: &'static str,
    /// The line before an answer, where a medical emergency was spoken of.
    pub medical_first: &'static str,
    /// The line before an answer, where self-harm was spoken of.
    pub self_harm_first: &'static str,
    /// To somebody who wants to get the medicine and may be without it.
    pub run_out: &'static str,
}

/// What stands for a line of help that is not set.
pub struct Lines {
    /// Part of a sentence: the number to call in an emergency.
    pub emergency: &'static str,
    /// Part of a sentence: whom to call about swallowed medicine.
    pub poison: &'static str,
    /// Part of a sentence: whom to call when it cannot wait but is no emergency.
    pub urgent: &'static str,
    /// A sentence: where to find a crisis line.
    pub crisis: &'static str,
    /// A sentence with the crisis lines that are set.
    pub crisis_set: fn(&str) -> String,
}

/// What is said around the FAQ's words.
pub struct Faq {
    /// To somebody who asked nothing: what can be asked, with an example.
    pub greeting: fn(title: &str, example: &str) -> String,
    /// Over the list of everything that can be answered.
    pub list: fn(title: &str) -> String,
    /// Where several entries are as near.
    pub unsure: &'static str,
    /// Where nothing fits.
    pub unknown: fn(title: &str) -> String,
    /// Where nothing fits, before what is nearest.
    pub nearest: &'static str,
    /// Before entries near to what was declined.
    pub near_to_that: &'static str,
    /// A topic that the article does not cover.
    pub not_covered: fn(about: &str) -> String,
    /// Who can help with what is declined.
    pub ask_them: &'static str,
    /// Before everything else, where a decision about somebody's own dose is asked for.
    pub personal: &'static str,
    /// Where help with getting, selling, sharing or forging is asked for.
    pub refused: &'static str,
    /// The title of the document an answer stands in, and where.
    pub source: fn(document: &str, places: &str) -> String,
    /// One of those places.
    pub place: fn(paragraph: u32, quote: &str) -> String,
}

/// What is said in a conversation, beside answers.
pub struct Talk {
    /// The same was asked and answered not long ago; the link leads to the answer.
    pub said_before: fn(link: &str) -> String,
    /// To somebody whom an answer helped.
    pub helped: &'static str,
    /// To somebody whom it did not help.
    pub not_helped: &'static str,
    /// To those who help, whom the role mentions.
    pub call_helpers: fn(role: &str) -> String,
    /// They are being called.
    pub calling: &'static str,
    /// Nobody can be called here.
    pub nobody_to_call: &'static str,
    /// They were called before.
    pub called_already: &'static str,
    /// A menu came back empty.
    pub nothing_picked: &'static str,
    /// Before a reply that somebody else wanted.
    pub asked_for_by: fn(whom: &str) -> String,
    /// A message that was to be answered is no person's.
    pub not_a_person: &'static str,
    /// A message that was to be answered has no answer.
    pub no_answer: &'static str,
    /// A message that was to be answered was answered.
    pub replied: &'static str,
}

/// What stands on buttons and menus: at most 80 characters.
pub struct Buttons {
    /// The answer helped.
    pub helped: &'static str,
    /// It did not.
    pub not_helped: &'static str,
    /// Calls those who help.
    pub helpers: &'static str,
    /// Takes the reply away.
    pub delete: &'static str,
    /// What may be asked next.
    pub related: &'static str,
}

/// What is said where something did not work.
pub struct Trouble {
    /// A reply whose ping is off cannot be read.
    pub unreadable: &'static str,
    /// Only danger is answered here.
    pub elsewhere: &'static str,
    /// There is no FAQ to answer from.
    pub no_faq: &'static str,
    /// Somebody asks too fast.
    pub too_fast: &'static str,
    /// Somebody else's button was pressed.
    pub not_your_button: &'static str,
    /// A button of another version was pressed.
    pub old_button: &'static str,
    /// The topic that was asked for has gone.
    pub topic_gone: &'static str,
    /// No topic is called so.
    pub no_such_topic: &'static str,
    /// What was typed holds no question.
    pub no_question: &'static str,
    /// A command of another version.
    pub unknown_command: &'static str,
    /// What came could not be read.
    pub unread: &'static str,
    /// Only admins may do that.
    pub not_an_admin: &'static str,
}

/// The sentences of a language.
pub fn of(language: Language) -> &'static Sentences {
    match language {
        Language::English => &en::SENTENCES,
        Language::German => &de::SENTENCES,
        Language::Spanish => &es::SENTENCES,
        Language::French => &fr::SENTENCES,
        Language::Portuguese => &pt::SENTENCES,
    }
}
