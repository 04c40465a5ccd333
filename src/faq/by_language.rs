//! Which language a file of a FAQ folder is in, by its name: "clonazepam.es.toml" is Spanish.
//!
//! Files without a language are English. Looking into them is [`super::library`]'s part.

use std::borrow::Cow;

use super::library::{REVIEWED_FILE, SAFETY_FILE, SourceFile, TOPICS_FILE, VOCABULARY_FILE};
use super::problem::{Problem, Problems};
use crate::language::Language;

/// What a language borrows if it has none of its own. The rules of danger are for all languages together.
const BORROWED: [&str; 3] = [TOPICS_FILE, VOCABULARY_FILE, REVIEWED_FILE];

/// The language of a file.
pub fn of_file(name: &str) -> Language {
    parts(name).and_then(|(_, code)| Language::of_code(code)).unwrap_or_default()
}

/// The file's name without its language: what it is for.
pub fn plain_name(name: &str) -> Cow<'_, str> {
    match parts(name).filter(|(_, code)| Language::of_code(code).is_some()) {
        Some((stem, _)) => Cow::Owned(format!("{stem}.toml")),
        None => Cow::Borrowed(name),
    }
}

/// The folder's files, language by language, English first and only languages that have entries of their own.
/// Each gets the files it lacks from English. `Err` lists every file whose language is not to be.
pub fn split(files: &[SourceFile]) -> Result<Vec<(Language, Vec<SourceFile>)>, Problems> {
    Problems::check(files.iter().filter_map(wrong_name).collect())?;
    let of = |language: Language| files.iter().filter(move |file| of_file(&file.name) == language);
    let mut languages = Vec::new();
    let mut orphans = Vec::new();
    for language in Language::ALL {
        let mut own: Vec<SourceFile> = of(language).cloned().collect();
        let has = |name: &str| own.iter().any(|file| plain_name(&file.name) == name);
        let mut entries = own.iter().filter(|file| !BORROWED.contains(&plain_name(&file.name).as_ref()));
        if language == Language::English {
            languages.push((language, own));
        } else if entries.next().is_some() {
            let lent = of(Language::English).filter(|file| BORROWED.contains(&file.name.as_str()) && !has(&file.name));
            let lent: Vec<SourceFile> = lent.cloned().collect();
            own.extend(lent);
            languages.push((language, own));
        } else {
            let reason = format!("nothing is answered in {language}: the folder has no entries in it");
            orphans.extend(own.iter().map(|file| Problem::in_file(&file.name, reason.clone())));
        }
    }
    Problems::check(orphans)?;
    Ok(languages)
}

/// The name's stem and what stands for a language in it: two small letters.
fn parts(name: &str) -> Option<(&str, &str)> {
    let (stem, code) = name.strip_suffix(".toml")?.rsplit_once('.')?;
    let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && !stem.is_empty()).then_some((stem, code))
}

fn wrong_name(file: &SourceFile) -> Option<Problem> {
    let (stem, code) = parts(&file.name)?;
    let spoken = Language::ALL.map(Language::code);
    let reason = match Language::of_code(code) {
        None => format!("the bot does not speak '{code}': a file's language is one of {}", spoken[1..].join(", ")),
        Some(Language::English) => format!("English files have no language in their names: call it '{stem}.toml'"),
        Some(_) if plain_name(&file.name) == SAFETY_FILE => {
            format!("the rules of danger are for all languages together: add them to {SAFETY_FILE}")
        }
        Some(_) => return None,
    };
    Some(Problem::in_file(&file.name, reason))
}

#[cfg(test)]
mod tests {
    use super::{of_file, plain_name, split};
    use crate::faq::SourceFile;
    use crate::language::Language;

    fn files(names: &[&str]) -> Vec<SourceFile> {
        names.iter().map(|name| SourceFile { name: (*name).to_owned(), text: String::new() }).collect()
    }

    #[test]
    fn a_name_says_its_language() {
        let rows = [
            ("clonazepam.toml", Language::English, "clonazepam.toml"),
            ("clonazepam.es.toml", Language::Spanish, "clonazepam.toml"),
            ("clonazepam.2mg.toml", Language::English, "clonazepam.2mg.toml"),
            ("a.b.pt.toml", Language::Portuguese, "a.b.toml"),
            ("uncovered.de.toml", Language::German, "uncovered.toml"),
            ("es.toml", Language::English, "es.toml"),
            (".es.toml", Language::English, ".es.toml"),
        ];
        let wrong: Vec<_> = rows.iter().filter(|row| of_file(row.0) != row.1 || plain_name(row.0) != row.2).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }

    #[test]
    fn a_language_borrows_what_it_lacks() {
        let names = ["a.es.toml", "a.toml", "reviewed.toml", "safety.toml", "uncovered.es.toml", "uncovered.toml"];
        let languages = split(&files(&names)).unwrap_or_else(|problems| panic!("{problems}"));
        let shown: Vec<(Language, Vec<&str>)> = languages
            .iter()
            .map(|(language, files)| (*language, files.iter().map(|file| file.name.as_str()).collect()))
            .collect();
        let expected = [
            (Language::English, vec!["a.toml", "reviewed.toml", "safety.toml", "uncovered.toml"]),
            (Language::Spanish, vec!["a.es.toml", "uncovered.es.toml", "reviewed.toml"]),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_language_that_cannot_be_is_named() {
        let rows = [
            ("clonazepam.it.toml", "does not speak 'it'"),
            ("clonazepam.en.toml", "call it 'clonazepam.toml'"),
            ("safety.es.toml", "for all languages together"),
            ("vocabulary.fr.toml", "nothing is answered in French"),
        ];
        for (name, said) in rows {
            let problems = split(&files(&["clonazepam.toml", name])).err().map(|problems| problems.to_string());
            assert!(problems.as_ref().is_some_and(|text| text.contains(said) && text.contains(name)), "{problems:?}");
        }
    }
}
