//! What the bot says in German, to people it calls "Sie".

use super::{Buttons, Faq, Help, Lines, Sentences, Talk, Trouble};

pub const SENTENCES: Sentences = Sentences {
    notice: "Das sind allgemeine Informationen aus einem einzigen Artikel, kein ärztlicher Rat. \
        Bitte wenden Sie sich an Ihre Ärztin oder Ihren Arzt. Rufen Sie im Notfall die {emergency} an.",
    notice_in_danger: "Sobald sich jemand um die akute Gefahr kümmert, wenden Sie sich an Ihre Ärztin oder Ihren Arzt.",
    withheld: "Das kann ich hier nicht beantworten. Bei dieser Frage kann Ihre Apotheke oder Ihre Arztpraxis helfen.",
    not_the_article: "Nicht aus dem Artikel:",
    and: " und ",
    help: Help {
        general: "Allgemeine Hilfe, nicht aus dem Artikel.",
        medical: "Rufen Sie sofort die {emergency} an.",
        medical_more: "Bleiben Sie bei der Person, oder bitten Sie jemanden, bei Ihnen zu bleiben. Tun Sie, was man Ihnen \
            am Telefon sagt. Halten Sie die Packung des Medikaments bereit. Wenn etwas geschluckt wurde, kann auch \
            {poison} helfen. Wenn es um ein Tier geht, rufen Sie eine Tierarztpraxis an. Wenn es geschah, um ein Leben \
            zu beenden, sagen Sie es: Auch dabei wird Ihnen geholfen.",
        self_harm: "Bitte sprechen Sie jetzt mit jemandem: Rufen Sie die {emergency} oder ein Krisentelefon an.",
        self_harm_more: "Sie müssen da nicht allein durch. {crisis} Wenn schon etwas eingenommen wurde, rufen Sie zuerst \
            die {emergency} an. Wenn Sie können, gehen Sie zu einem Menschen, dem Sie vertrauen, und lassen Sie ihn die \
            Tabletten aufbewahren. Wenn es um jemand anderen geht, bleiben Sie bei der Person und rufen Sie gemeinsam \
            an.",
        medical_first: "Wenn jemand zu viel genommen hat, nicht aufwacht, schlecht Luft bekommt oder einen Krampfanfall \
            hat: Rufen Sie sofort die {emergency} an.",
        self_harm_first: "Wenn Sie oder jemand anderes sich etwas antun könnten: Rufen Sie sofort die {emergency} an. \
            {crisis}",
        run_out: "Wenn Ihr Medikament aufgebraucht ist und es Ihnen schlecht geht, wenden Sie sich noch heute an {urgent}.",
    },
    lines: Lines {
        emergency: "Notrufnummer Ihres Landes",
        poison: "der Giftnotruf",
        urgent: "den ärztlichen Bereitschaftsdienst",
        crisis: "Auf findahelpline.com finden Sie Krisentelefone in vielen Ländern.",
        crisis_set: |lines| format!("Krisentelefone: {lines}. Für andere Länder siehe findahelpline.com."),
    },
    faq: Faq {
        greeting: |title, example| {
            format!("Fragen Sie mich etwas zu {title}, zum Beispiel: {example} (Auf Discord zeigt /faq liste alles.)")
        },
        list: |title| format!("Was ich zu {title} beantworten kann"),
        unsure: "Ich weiß nicht genau, welche dieser Fragen Sie meinen:",
        unknown: |title| {
            format!(
                "Dazu habe ich nichts gefunden: Der Artikel über {title} sagt nichts darüber, oder ich habe die Frage \
                 nicht verstanden. Sie können sie anders stellen, oder fragen Sie Ihre Apotheke oder Ihre Arztpraxis."
            )
        },
        nearest: "Ich weiß nicht, ob der Artikel etwas dazu sagt. Seine nächsten Themen:",
        near_to_that: "Ähnliche Fragen, die der Artikel beantwortet:",
        not_covered: |about| format!("Der Artikel sagt nichts über {about}."),
        ask_them: "Bei dieser Frage kann Ihre Apotheke oder Ihre Arztpraxis helfen.",
        personal: "Das kann ich nicht für Sie entscheiden. Bitte fragen Sie die Praxis, die es verschrieben hat, oder eine \
            Apotheke, bevor Sie etwas ändern.",
        refused: "Ich kann nicht dabei helfen, ein rezeptpflichtiges Medikament zu bekommen, zu verkaufen, weiterzugeben \
            oder zu verändern. Wenn Sie ein Rezept oder ein Folgerezept brauchen, fragen Sie bitte eine Arztpraxis oder eine Apotheke.",
        source: |document, places| format!("„{document}“, {places}"),
        place: |paragraph, quote| format!("Absatz {paragraph}: „…{quote}…“"),
    },
    talk: Talk {
        said_before: |link| format!("Das wurde hier gerade erst beantwortet: {link}"),
        helped: "Danke für die Rückmeldung.",
        not_helped: "Es tut mir leid, dass es nicht geholfen hat. Sie können anders fragen, oder fragen Sie Ihre Apotheke oder Ihre Arztpraxis.",
        call_helpers: |role| format!("{role} Meine Antwort hat hier nicht geholfen. Kann jemand von Ihnen nachsehen?"),
        calling: "Ich rufe die Helfer.",
        nobody_to_call: "Hier ist niemand eingetragen, den ich rufen kann.",
        called_already: "Die Helfer wurden schon gerufen.",
        nothing_picked: "Es wurde nichts ausgewählt.",
        asked_for_by: |whom| format!("Auf Bitte von {whom}:"),
        not_a_person: "Das hat kein Mensch geschrieben, also kann ich niemandem antworten.",
        no_answer: "Ich habe auf diese Nachricht keine Antwort gefunden und deshalb nicht geantwortet.",
        replied: "Ich habe auf diese Nachricht geantwortet.",
    },
    buttons: Buttons {
        helped: "Das hat geholfen",
        not_helped: "Das hat nicht geholfen",
        helpers: "Helfer fragen",
        delete: "Löschen",
        related: "Verwandte Fragen",
    },
    trouble: Trouble {
        unreadable: "Ich kann eine Antwort an mich nicht lesen, wenn ihre Erwähnung ausgeschaltet ist. Bitte erwähnen Sie \
            mich darin, oder benutzen Sie /fragen.",
        elsewhere: "Ich antworte nur in den altersbeschränkten Kanälen eines Servers.",
        no_faq: "Ich kann meine FAQ gerade nicht lesen und deshalb nicht antworten. Ihre Apotheke oder Ihre Arztpraxis \
            kann helfen.",
        too_fast: "Das waren viele Fragen in kurzer Zeit. Bitte warten Sie eine Minute, und fragen Sie dann noch einmal. \
            Wenn jemand in Gefahr ist, sagen Sie es mit einfachen Worten: Darauf antworte ich immer.",
        not_your_button: "Diese Knöpfe sind für die Person, die gefragt hat. Mit /fragen können Sie mich selbst fragen.",
        old_button: "Dieser Knopf gehört zu einer anderen Version des Bots. Bitte fragen Sie noch einmal mit /fragen.",
        topic_gone: "Dieses Thema steht nicht mehr in der FAQ. /faq liste zeigt, was darin steht.",
        no_such_topic: "Ein Thema mit diesem Namen gibt es nicht. /faq liste zeigt alle.",
        no_question: "Ich habe darin keine Frage gefunden. Bitte versuchen Sie es noch einmal mit wenigen Worten.",
        unknown_command: "Diesen Befehl kenne ich nicht. Versuchen Sie /fragen oder /faq.",
        unread: "Das konnte ich nicht lesen. Bitte versuchen Sie es noch einmal, oder schreiben Sie mir direkt.",
        not_an_admin: "Das können hier nur Personen, die diesen Server verwalten dürfen oder die der Betreiber des Bots \
            dafür eingetragen hat.",
    },
    prompt: "Ihre Frage (Strg-D beendet): ",
};
