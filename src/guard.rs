//! The last check on what the bot says: no amount, no schedule, no promise that something is harmless.
//!
//! Such words may only stand where somebody has reviewed the very phrase: the list is kept beside the
//! entries (`reviewed.toml`). [`crate::reply`] asks here before a message can exist, and `faqbot check`
//! before a FAQ goes live. What people write is not looked at here.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;
use toml::Spanned;

use crate::faq::{Problem, Problems};
use crate::safety::lookout::{Lookout, Seen};
use crate::safety::pattern::{Pattern, Sets};
use crate::text::words::words;

/// What must not be said, in the language of the safety patterns. It is no data file: it must not be
/// configured away.
const NEVER: [&str; 24] = [
    "<number> of|more|whole|half|extra <unit>",
    "<number> of the|your|these|those|his|her <unit>",
    "<number> <unit>",
    "half|quarter|third a|of <unit>",
    "half|quarter a|of a|the <unit>",
    "<number> to|or|and <number> <unit>",
    "<number> times|x",
    "once|twice|thrice a|per|daily|every|each",
    "every|each <number> <span>",
    "every|each hour|day|night|week|month|morning|evening",
    "for|after|within|in <number> <span>",
    "daily|nightly|weekly|hourly|monthly",
    "take|taking|takes up_to|only|just|about|at_most <count>",
    "take|taking <count>",
    "<number> a|per|each|every day|night|week|month|morning|evening",
    "every|each other|second|third <span>",
    "at bedtime|noon|midnight",
    "<number> am|pm|hourly",
    "couple|handful|few of <unit>",
    "double|triple|halve|half your|the|it|of_it|this|that",
    "risk free",
    "not hurt|harm you|anyone|anybody",
    "safe|safely|safer|safest|harmless|fine|riskless|unharmful",
    "no|without|not|zero risk|danger|dangerous|risky|harm",
];

/// The same in the other languages the bot speaks, without accents, as words are compared.
const NEVER_ELSEWHERE: [&str; 19] = [
    "<number> de|la|der|die|das|ihrer|du|da|do|sa|su|sua|de_la|de_las|de_los <unit>",
    "<number> veces|fois|vezes|mal",
    "una|uma|une vez|fois al|por|ao|a|par|cada|chaque",
    "einmal am|pro|taglich|jeden",
    "zweimal|dreimal|viermal",
    "cada|alle|tous|toutes|todas|todos <number> <span>",
    "tous|toutes|todas|todos les|las|los|as|os <number> <span>",
    "cada|jeden|jede|jedes|chaque dia|tag|jour|noche|nacht|nuit|noite|manana|morgen|matin|manha|hora|stunde|heure",
    "cada|jeden|jede|jedes|chaque semana|woche|semaine|mes|monat|mois",
    "tous|toutes|todos|todas les|los|las|os|as dias|jours|noches|nuits|noites|mananas|matins|manhas|semanas|semaines",
    "diariamente|diario|diaria|taglich|quotidien|quotidienne|quotidiennement|wochentlich|semanalmente|hebdomadaire",
    "<number> al|por|am|pro|par|ao dia|tag|jour|noche|noite|nuit|semana|woche|semaine",
    "durante|por|fur|nach|pendant|apres|en|em|dans|despues_de|depois_de|dentro_de <number> <span>",
    "tome|tomar|tomen|nehmen|einnehmen|prenez|prendre|ingerir <count>",
    "duplique|duplicar|dobre|dobrar|doublez|doubler|verdoppeln|halbieren la|su|a|sua|votre|sie|die|ihre",
    "seguro|segura|seguros|seguras|sicher|sichere|sicheres|sicherer|inofensivo|inofensiva|inoffensif|inoffensive",
    "unbedenklich|ungefahrlich|harmlos|gefahrlos|risikolos",
    "sin|ohne|sans|sem|kein|keine|aucun riesgo|risiko|risque|risco|peligro|gefahr|danger|perigo",
    "no|nicht|pas|nao hace_dano|schaden|schadlich|faz_mal|peligroso|gefahrlich|dangereux|perigoso|es_peligroso|e_perigoso",
];

/// A phrase that somebody has reviewed, as its words.
type Phrase = Vec<String>;

/// Phrases that may be said although they hold an amount, a schedule or a promise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reviewed(Vec<Phrase>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    #[serde(default)]
    phrase: Vec<RawPhrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPhrase {
    words: Spanned<String>,
    /// Why it may be said; for the next reviewer.
    why: Spanned<String>,
}

static NEVER_SAY: LazyLock<Lookout> = LazyLock::new(|| {
    let set = |members: &str| members.split(' ').map(str::to_owned).collect();
    let sets = Sets::from([
        (
            "number".to_owned(),
            set(
                "# one 1 half quarter third double triple single more extra another 0 dos tres cuatro cinco seis siete ocho \
                 nueve diez medio media mitad zwei drei vier funf sechs sieben acht neun zehn halbe halben deux trois \
                 quatre cinq sept huit neuf dix demi demie moitie dois duas quatro sete oito nove dez meio meia metade",
            ),
        ),
        (
            "count".to_owned(),
            set("# one 1 half dos tres cuatro media zwei drei vier deux trois quatre dois duas tres quatro meia"),
        ),
        (
            "unit".to_owned(),
            set(
                "mg mgs mcg μg ug ml cc g gram grams milligram* microgram* tablet* pill* tab tabs dose* drop* capsule* pastilla* comprim* pildora* capsula* gota* dosis \
                 kapsel* tropfen gelule* cachet* goutte* miligram*",
            ),
        ),
        (
            "span".to_owned(),
            set(
                "hour* day* night* week* month* minute* year* hora* dia dias semana* mes meses minuto* ano anos stunde* tag \
                 tage tagen woche* monat* jahr* heure* jour* semaine* mois ans",
            ),
        ),
    ]);
    // A pattern of this file that cannot be read is left out, and the test below fails.
    let never = NEVER.iter().chain(&NEVER_ELSEWHERE);
    Lookout::new(never.filter_map(|written| Pattern::parse(written, &sets).ok()).collect())
});

impl Reviewed {
    /// Reads the list; `Err` lists everything wrong in it.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        let raw: RawFile = toml::from_str(text).map_err(|error| Problem::from_toml(file, text, &error))?;
        let mut problems = Vec::new();
        let mut phrases = Vec::new();
        for phrase in raw.phrase {
            let said = spoken(phrase.words.get_ref());
            if said.is_empty() {
                problems.push(Problem::at(file, text, phrase.words.span(), "holds no word"));
            }
            if phrase.why.get_ref().trim().is_empty() {
                problems.push(Problem::at(file, text, phrase.why.span(), "says nothing: why may this be said?"));
            }
            phrases.push(said);
        }
        Problems::check(problems)?;
        Ok(Self(phrases))
    }

    /// What stands in `text` and nobody has reviewed, as its words; empty if it may be said.
    pub fn breaches(&self, text: &str) -> Vec<String> {
        let said = spoken(text);
        let allowed: Vec<Range<usize>> = self.0.iter().flat_map(|phrase| places(phrase, &said)).collect();
        let mut found = Vec::new();
        let seen: Vec<Seen> = said.iter().map(|word| NEVER_SAY.see(word)).collect();
        NEVER_SAY.find(&seen.iter().collect::<Vec<_>>(), usize::MAX, |_, range| {
            let reviewed = allowed.iter().any(|place| place.start <= range.start && range.end <= place.end);
            if !reviewed {
                found.push(said[range].join(" "));
            }
        });
        found.sort();
        found.dedup();
        found
    }
}

/// The words, with a number parted from its unit ("2mg").
pub(crate) fn spoken(text: &str) -> Vec<String> {
    let parted = |word: String| match word.find(|c: char| !c.is_ascii_digit()) {
        Some(at) if at > 0 => vec![word[..at].to_owned(), word[at..].to_owned()],
        _ => vec![word],
    };
    words(text).into_iter().flat_map(parted).collect()
}

fn places(phrase: &[String], said: &[String]) -> Vec<Range<usize>> {
    let windows = said.windows(phrase.len().max(1)).enumerate();
    windows.filter(|(_, window)| *window == phrase).map(|(at, _)| at..at + phrase.len()).collect()
}

#[cfg(test)]
mod tests {
    use super::{NEVER, NEVER_ELSEWHERE, NEVER_SAY, Reviewed};

    #[test]
    fn amounts_schedules_and_promises_are_caught() {
        assert_eq!(NEVER_SAY.len(), NEVER.len() + NEVER_ELSEWHERE.len());
        let reviewed = Reviewed::parse("reviewed.toml", "[[phrase]]\nwords = \"2 mg\"\nwhy = \"the name\"\n");
        let reviewed = reviewed.unwrap_or_else(|problems| panic!("{problems}"));
        let rows = [
            ("Take 4 mg.", true),
            ("The 2mg tablet is 2 mg.", false),
            ("Take two of the tablets.", true),
            ("one or two pills", true),
            ("Half a tablet will do.", true),
            ("Take it twice a day.", true),
            ("Take it every 6 hours.", true),
            ("Cut down for three weeks.", true),
            ("It is taken daily.", true),
            ("It is quite safe.", true),
            ("That is fine.", true),
            ("Take 500 µg.", true),
            ("Take 1000 mg.", true),
            ("Take eighty tablets.", true),
            ("Take four a day.", true),
            ("Take it every other day.", true),
            ("Take a tablet at bedtime.", true),
            ("Double your dose.", true),
            ("It is totally risk-free.", true),
            ("There is no risk of that.", true),
            ("Please ask a pharmacist before you change anything.", false),
            ("It names two conditions.", false),
        ];
        let wrong: Vec<_> =
            rows.iter().filter(|(text, caught)| reviewed.breaches(text).is_empty() == *caught).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn they_are_caught_in_the_other_languages() {
        let rows = [
            ("Tome dos pastillas.", true),
            ("La mitad de la pastilla basta.", true),
            ("Tres veces al día.", true),
            ("Una vez al día.", true),
            ("Es seguro.", true),
            ("No hay ningún problema, sin riesgo.", true),
            ("Cada noche.", true),
            ("Nehmen Sie zwei Tabletten.", true),
            ("Alle sechs Stunden.", true),
            ("Das ist unbedenklich und ungefährlich.", true),
            ("Einmal täglich.", true),
            ("Prenez deux comprimés.", true),
            ("Trois fois par jour.", true),
            ("C'est sans danger.", true),
            ("Toutes les huit heures.", true),
            ("Pendant deux semaines.", true),
            ("Tome meia cápsula.", true),
            ("Todos os dias.", true),
            ("Não há perigo: é inofensivo, sem risco.", true),
            ("Dobre a dose.", true),
            ("Versuchen Sie es noch einmal mit anderen Worten.", false),
            ("El artículo habla del uso con alcohol.", false),
            ("L'article parle de la fatigue et du sommeil.", false),
            ("O artigo fala sobre sono e direção.", false),
            ("Der Artikel nennt Müdigkeit und Schwindel.", false),
        ];
        let wrong: Vec<_> =
            rows.iter().filter(|(text, caught)| Reviewed::default().breaches(text).is_empty() == *caught).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_phrase_needs_words_and_a_reason() {
        for text in ["[[phrase]]\nwords = \"?\"\nwhy = \"x\"", "[[phrase]]\nwords = \"2 mg\"\nwhy = \" \""] {
            assert!(Reviewed::parse("reviewed.toml", text).is_err(), "{text}");
        }
    }
}
