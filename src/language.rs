//! The languages the bot speaks, and what they are called in files and at Discord.
//!
//! What is said in each is in [`crate::sentences`]; which FAQ is answered from, in [`crate::answerers`].

use std::fmt;

/// A language the bot speaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Spoken where nothing else is known.
    #[default]
    English,
    /// German.
    German,
    /// Spanish, of Spain and of America.
    Spanish,
    /// French.
    French,
    /// Portuguese, as in Brazil.
    Portuguese,
}

impl Language {
    /// All of them, English first.
    pub const ALL: [Self; 5] = [Self::English, Self::German, Self::Spanish, Self::French, Self::Portuguese];

    /// The language of a locale such as "pt-BR", "es-419" or "de"; English if the bot does not speak it.
    pub fn of_locale(locale: &str) -> Self {
        let code = locale.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.code().eq_ignore_ascii_case(code)).unwrap_or_default()
    }

    /// The language with this code: "en", "de", "es", "fr" or "pt".
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }

    /// Its code in file names and on the command line (ISO 639-1).
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::French => "fr",
            Self::Portuguese => "pt",
        }
    }

    /// Discord's locales to localise commands for. None for English, which commands have anyway.
    pub fn locales(self) -> &'static [&'static str] {
        match self {
            Self::English => &[],
            Self::German => &["de"],
            Self::Spanish => &["es-ES", "es-419"],
            Self::French => &["fr"],
            Self::Portuguese => &["pt-BR"],
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::English => "English",
            Self::German => "German",
            Self::Spanish => "Spanish",
            Self::French => "French",
            Self::Portuguese => "Portuguese",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn locales_lead_to_their_language() {
        let rows = [
            ("pt-BR", Language::Portuguese),
            ("es-419", Language::Spanish),
            ("es-ES", Language::Spanish),
            ("de", Language::German),
            ("fr", Language::French),
            ("en-GB", Language::English),
            ("en-US", Language::English),
            ("ja", Language::English),
            ("est", Language::English),
            ("", Language::English),
        ];
        let wrong: Vec<_> = rows.iter().filter(|(locale, language)| Language::of_locale(locale) != *language).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
        for language in Language::ALL {
            assert_eq!(Language::of_code(language.code()), Some(language));
            assert!(language.locales().iter().all(|locale| Language::of_locale(locale) == language));
        }
    }
}
