//! What the bot says in English.

use super::{Buttons, Faq, Help, Lines, Sentences, Talk, Trouble};

pub const SENTENCES: Sentences = Sentences {
    notice: "This is general information from one article, not medical advice. \
        Please consult your healthcare provider. In an emergency, call {emergency}.",
    notice_in_danger: "Once the immediate danger is being dealt with, consult your healthcare provider.",
    withheld: "I cannot answer that here. A pharmacist or your prescriber can help with that question.",
    not_the_article: "Not from the article:",
    and: " and ",
    help: Help {
        general: "General help, not from the article.",
        medical: "Call {emergency} now.",
        medical_more: "Stay with the person, or ask someone to stay with you, and do what the people on the phone \
            say. Keep the medicine's package at hand for them. If something was swallowed, {poison} can help too. If it \
            is an animal, call a vet. If it was done to end a life, say so: they can help with that too.",
        self_harm: "Please talk to someone now: call {emergency} or a crisis line.",
        self_harm_more: "You do not have to go through this alone. {crisis} If anything was already taken, call \
            {emergency} first. If you can, go to someone you trust, and let them keep the tablets. If it is about \
            someone else, stay with them and make the call with them.",
        medical_first: "If someone took too much, cannot be woken, has trouble breathing or a seizure: call \
            {emergency} now.",
        self_harm_first: "If you or someone else may be at risk of self-harm: call {emergency} now. {crisis}",
        run_out: "If you have run out and feel unwell, contact {urgent} today.",
    },
    lines: Lines {
        emergency: "your local emergency number",
        poison: "your local poison centre",
        urgent: "your local urgent care line",
        crisis: "findahelpline.com lists crisis lines in many countries.",
        crisis_set: |lines| format!("Crisis lines: {lines}. For other countries, see findahelpline.com."),
    },
    faq: Faq {
        greeting: |title, example| {
            format!("Ask me about {title}, for example: {example} (On Discord, /faq list shows everything.)")
        },
        list: |title| format!("What I can answer about {title}"),
        unsure: "I am not sure which of these you mean:",
        unknown: |title| {
            format!(
                "I found nothing about that: the article on {title} does not cover it, or I did not understand the \
                 question. You can ask it in other words, or ask a pharmacist or your prescriber."
            )
        },
        nearest: "I am not sure that the article covers that. The nearest topics it has:",
        near_to_that: "Near to that, the article does cover:",
        not_covered: |about| format!("The article does not cover {about}."),
        ask_them: "A pharmacist or your prescriber can help with that question.",
        personal: "I cannot decide that for you. Please ask the person who prescribed it, or a pharmacist, before you \
            change anything.",
        refused: "I cannot help with getting, selling, sharing or changing a prescription medicine. For a prescription \
            or a refill, please ask a prescriber or a pharmacist.",
        source: |document, places| format!("“{document}”, {places}"),
        place: |paragraph, quote| format!("paragraph {paragraph}: “…{quote}…”"),
    },
    talk: Talk {
        said_before: |link| format!("That was answered here a moment ago: {link}"),
        helped: "Thank you for saying so.",
        not_helped: "I am sorry that it did not help. You can ask it in other words, or ask a pharmacist or your prescriber.",
        call_helpers: |role| format!("{role} My answer did not help here. Could one of you have a look?"),
        calling: "I am calling the helpers.",
        nobody_to_call: "Nobody is set to be called here.",
        called_already: "The helpers were called already.",
        nothing_picked: "Nothing was picked.",
        asked_for_by: |whom| format!("Asked for by {whom}:"),
        not_a_person: "That was not written by a person, so there is nobody to answer.",
        no_answer: "I found no answer to that message, so I have not replied to it.",
        replied: "I have replied to that message.",
    },
    buttons: Buttons {
        helped: "This helped",
        not_helped: "This did not help",
        helpers: "Ask the helpers",
        delete: "Delete",
        related: "Related questions",
    },
    trouble: Trouble {
        unreadable: "I cannot read a reply to me while its ping is off. Please mention me in it, or use /ask.",
        elsewhere: "I answer only in a server's age-restricted channels.",
        no_faq: "I cannot read my FAQ at the moment, so I cannot answer. A pharmacist or your prescriber can help.",
        too_fast: "That was a lot of questions in a short time. Please wait a minute, then ask again. If somebody is in \
            danger, say so in plain words: that is always answered.",
        not_your_button: "These buttons are for the person who asked. You can ask me yourself with /ask.",
        old_button: "This button comes from another version of the bot. Please ask again with /ask.",
        topic_gone: "That topic is not in the FAQ any more. /faq list shows what is.",
        no_such_topic: "There is no topic of that name. /faq list shows them all.",
        no_question: "I found no question in that. Please try again in a few words.",
        unknown_command: "I do not know that command. Try /ask or /faq.",
        unread: "I could not read that. Please try again, or write to me directly.",
        not_an_admin: "Only people who may manage this server, or whom the bot's owner has listed, can do that here.",
    },
    prompt: "Your question (Ctrl-D ends): ",
};
