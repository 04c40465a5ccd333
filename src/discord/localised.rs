//! The commands' names and descriptions in the languages the bot speaks, as people see them in Discord.
//!
//! What the commands are stands in [`super::commands`], in English; Discord takes the rest as localisations.

use crate::language::Language;

/// A name or a description in English, then in German, Spanish, French and Portuguese.
type Row = [&'static str; 5];

/// Names of commands, subcommands and options. In each language they must differ where they stand together.
const NAMES: [Row; 18] = [
    ["ask", "fragen", "preguntar", "demander", "perguntar"],
    ["faq", "faq", "faq", "faq", "faq"],
    ["faq-admin", "faq-admin", "faq-admin", "faq-admin", "faq-admin"],
    ["list", "liste", "lista", "liste", "lista"],
    ["show", "zeigen", "mostrar", "afficher", "mostrar"],
    ["reload", "neu-laden", "recargar", "recharger", "recarregar"],
    ["status", "status", "estado", "état", "situação"],
    ["stats", "statistik", "estadísticas", "statistiques", "estatísticas"],
    ["channels", "kanäle", "canales", "salons", "canais"],
    ["question", "frage", "pregunta", "question", "pergunta"],
    ["private", "privat", "privado", "privé", "privado"],
    ["for", "für", "para", "pour", "para"],
    ["topic", "thema", "tema", "sujet", "tema"],
    ["channel", "kanal", "canal", "salon", "canal"],
    ["answer", "antworten", "responder", "répondre", "responder"],
    ["threads", "threads", "hilos", "fils", "tópicos"],
    ["helpers", "helfer", "ayudantes", "aidants", "ajudantes"],
    [
        "Answer from the FAQ",
        "Aus der FAQ antworten",
        "Responder con las FAQ",
        "Répondre avec la FAQ",
        "Responder com o FAQ",
    ],
];

/// Descriptions of commands, subcommands and options.
const DESCRIPTIONS: [Row; 17] = [
    [
        "Ask about the medicine; answers come from one article",
        "Fragen Sie zum Medikament; die Antworten stammen aus einem Artikel",
        "Pregunte sobre el medicamento; las respuestas vienen de un solo artículo",
        "Posez une question sur le médicament ; les réponses viennent d'un seul article",
        "Pergunte sobre o remédio; as respostas vêm de um único artigo",
    ],
    [
        "Your question, in your own words",
        "Ihre Frage, in Ihren eigenen Worten",
        "Su pregunta, con sus propias palabras",
        "Votre question, avec vos propres mots",
        "Sua pergunta, com as suas palavras",
    ],
    [
        "Show the reply to you alone",
        "Die Antwort nur Ihnen zeigen",
        "Mostrarle la respuesta solo a usted",
        "Montrer la réponse à vous seulement",
        "Mostrar a resposta só para você",
    ],
    [
        "Answer for this member, and mention them",
        "Für dieses Mitglied antworten und es erwähnen",
        "Responder para este miembro y mencionarlo",
        "Répondre pour ce membre et le mentionner",
        "Responder para este membro e mencioná-lo",
    ],
    [
        "Browse the answers",
        "In den Antworten blättern",
        "Ver las respuestas",
        "Parcourir les réponses",
        "Ver as respostas",
    ],
    [
        "List everything that can be answered",
        "Alles auflisten, was beantwortet werden kann",
        "Ver la lista de todo lo que se puede responder",
        "Lister tout ce qui a une réponse",
        "Listar tudo o que pode ser respondido",
    ],
    [
        "Show the answer to one topic",
        "Die Antwort zu einem Thema zeigen",
        "Mostrar la respuesta de un tema",
        "Afficher la réponse sur un sujet",
        "Mostrar a resposta de um tema",
    ],
    ["The topic to show", "Das Thema", "El tema que se muestra", "Le sujet à afficher", "O tema a mostrar"],
    ["Look after the FAQ", "Die FAQ verwalten", "Administrar las FAQ", "Gérer la FAQ", "Cuidar do FAQ"],
    [
        "Read the FAQ's files again",
        "Die Dateien der FAQ neu einlesen",
        "Leer de nuevo los archivos de las FAQ",
        "Relire les fichiers de la FAQ",
        "Ler de novo os arquivos do FAQ",
    ],
    [
        "What the bot holds and has done",
        "Was der Bot enthält und getan hat",
        "Lo que el bot contiene y ha hecho",
        "Ce que le bot contient et a fait",
        "O que o bot contém e já fez",
    ],
    [
        "Counts by entry and outcome since start",
        "Zahlen nach Eintrag und Ergebnis seit dem Start",
        "Recuentos por entrada y resultado desde el inicio",
        "Décomptes par entrée et par résultat depuis le démarrage",
        "Contagens por entrada e resultado desde o início",
    ],
    [
        "Where the bot answers without being mentioned",
        "Wo der Bot antwortet, ohne erwähnt zu werden",
        "Dónde responde el bot sin que lo mencionen",
        "Où le bot répond sans être mentionné",
        "Onde o bot responde sem ser mencionado",
    ],
    [
        "The channel or forum",
        "Der Kanal oder das Forum",
        "El canal o el foro",
        "Le salon ou le forum",
        "O canal ou o fórum",
    ],
    [
        "Whether the bot answers there",
        "Ob der Bot dort antwortet",
        "Si el bot responde allí",
        "Si le bot y répond",
        "Se o bot responde ali",
    ],
    [
        "Whether it answers in threads too",
        "Ob er auch in Threads antwortet",
        "Si responde también en los hilos",
        "S'il répond aussi dans les fils",
        "Se ele responde também nos tópicos",
    ],
    [
        "Who is called when it did not help",
        "Wer gerufen wird, wenn es nicht geholfen hat",
        "A quién se llama si no ayudó",
        "Qui est appelé si cela n'a pas aidé",
        "Quem é chamado se não ajudou",
    ],
];

/// What an English name or description is in other languages, as pairs of Discord's locale and the text. None for
/// a text that is not in the tables.
pub fn of(english: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let row = NAMES.iter().chain(&DESCRIPTIONS).find(|row| row[0] == english);
    row.into_iter().flat_map(|row| Language::ALL.into_iter().zip(row)).flat_map(|(language, text)| {
        let text: &'static str = text;
        language.locales().iter().map(move |locale| (*locale, text))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{DESCRIPTIONS, NAMES, of};
    use crate::language::Language;
    use crate::sentences;

    /// Discord's rule for the names of slash commands and their options; a message's command may have more.
    fn is_name(text: &str, of_message: bool) -> bool {
        let allowed = |c: char| matches!(c, '-' | '_' | '\'') || c.is_alphanumeric() || (of_message && c == ' ');
        let small = of_message || text.to_lowercase() == text;
        (1..=32).contains(&text.chars().count()) && small && text.chars().all(allowed)
    }

    #[test]
    fn every_row_is_whole_and_keeps_discords_rules() {
        let mut wrong = Vec::new();
        for row in NAMES {
            let of_message = row[0] == "Answer from the FAQ";
            wrong.extend(row.into_iter().filter(|name| !is_name(name, of_message)));
        }
        for row in DESCRIPTIONS {
            wrong.extend(row.into_iter().filter(|text| !(1..=100).contains(&text.chars().count())));
        }
        assert!(wrong.is_empty(), "{wrong:?}");
        let english: BTreeSet<&str> = NAMES.iter().chain(&DESCRIPTIONS).map(|row| row[0]).collect();
        assert_eq!(english.len(), NAMES.len() + DESCRIPTIONS.len(), "a text stands twice");
        for text in english {
            let locales: Vec<&str> = of(text).map(|(locale, _)| locale).collect();
            assert_eq!(locales, ["de", "es-ES", "es-419", "fr", "pt-BR"], "{text}");
        }
        assert_eq!(of("ask").last(), Some(("pt-BR", "perguntar")));
        assert_eq!(of("no such text").count(), 0);
    }

    #[test]
    fn names_differ_where_they_stand_together() {
        let together: [&[&str]; 6] = [
            &["ask", "faq", "faq-admin"],
            &["list", "show"],
            &["reload", "status", "stats", "channels"],
            &["question", "private", "for"],
            &["topic", "for"],
            &["channel", "answer", "threads", "helpers"],
        ];
        for names in together {
            for at in 0..Language::ALL.len() {
                let spoken: BTreeSet<&str> =
                    NAMES.iter().filter(|row| names.contains(&row[0])).map(|row| row[at]).collect();
                assert_eq!(spoken.len(), names.len(), "{spoken:?}");
            }
        }
    }

    /// A sentence that sends people to a command names it as they see it.
    #[test]
    fn sentences_name_commands_as_they_are_seen() {
        for (at, language) in Language::ALL.into_iter().enumerate() {
            let name = |english: &str| NAMES.iter().find(|row| row[0] == english).map_or("", |row| row[at]);
            let (ask, list) = (format!("/{}", name("ask")), format!("/{} {}", name("faq"), name("list")));
            let say = &sentences::of(language);
            let trouble = &say.trouble;
            for text in [trouble.unreadable, trouble.not_your_button, trouble.old_button, trouble.unknown_command] {
                assert!(text.contains(&ask), "{language}: {text}");
            }
            for text in [trouble.topic_gone, trouble.no_such_topic, &(say.faq.greeting)("", "")] {
                assert!(text.contains(&list), "{language}: {text}");
            }
        }
    }
}
