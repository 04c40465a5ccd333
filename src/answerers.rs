//! The FAQ of one folder in all its languages, and which of them a question is answered from.
//!
//! The rules of danger are shared: they are the same in every language. How one language answers is in
//! [`crate::decide`].

use std::sync::Arc;

use crate::decide::{Answerer, Decision, Verdict};
use crate::faq::{EntryId, Library, Problems, SourceFile, by_language};
use crate::language::Language;
use crate::matching::Scratch;
use crate::question::Question;
use crate::safety::Safety;

/// An answerer for each language that the folder has; always one for English.
#[derive(Debug, Clone)]
pub struct Answerers {
    english: Arc<Answerer>,
    others: Vec<(Language, Arc<Answerer>)>,
}

impl Answerers {
    /// Reads, checks and indexes a folder's files; `Err` lists everything wrong in all languages.
    pub fn build(files: &[SourceFile]) -> Result<Self, Problems> {
        let mut libraries = Vec::new();
        let mut problems = Vec::new();
        for (language, files) in by_language::split(files)? {
            match Library::parse(&files) {
                Ok(library) => libraries.push((language, library)),
                // A file that is lent is read once for each language, and is wrong in each.
                Err(wrong) => problems
                    .extend(wrong.list().iter().filter(|new| !problems.contains(*new)).cloned().collect::<Vec<_>>()),
            }
        }
        let safety = Safety::parse(files);
        problems.extend(safety.as_ref().err().into_iter().flat_map(Problems::list).cloned());
        Problems::check(problems)?;
        let safety = safety?;
        let built = |library| Arc::new(Answerer::of(library, Arc::clone(&safety)));
        let mut all = libraries.into_iter().map(|(language, library)| (language, built(library)));
        let english = all.next().map_or_else(|| Arc::new(Answerer::without_faq()), |(_, answerer)| answerer);
        Ok(Self { english, others: all.collect() })
    }

    /// Answerers for when the files are wrong: they know danger by the core rules, and nothing else.
    pub fn without_faq() -> Self {
        Self { english: Arc::new(Answerer::without_faq()), others: Vec::new() }
    }

    /// The answerer of a language, or the English one if the folder does not have it.
    pub fn in_language(&self, language: Language) -> &Arc<Answerer> {
        let own = self.others.iter().find(|(other, _)| *other == language);
        own.map_or(&self.english, |(_, answerer)| answerer)
    }

    /// The answerer of a language, or the English one if only that has the entry.
    pub fn with_entry(&self, language: Language, id: &EntryId) -> &Arc<Answerer> {
        let own = self.in_language(language);
        if own.library().entry(id).is_none() { &self.english } else { own }
    }

    /// What to do with a question of somebody who speaks `language`, and the answerer that says so: English
    /// knows it where the language's own FAQ finds nothing, for people ask in English whatever they speak.
    pub fn answer(&self, question: &Question, language: Language, scratch: &mut Scratch) -> (Verdict, &Arc<Answerer>) {
        let own = self.in_language(language);
        let verdict = own.answer(question, scratch);
        if !matches!(verdict.decision, Decision::Unknown(_)) || Arc::ptr_eq(own, &self.english) {
            return (verdict, own);
        }
        let in_english = self.english.answer(question, scratch);
        match in_english.decision {
            Decision::Answer(_) | Decision::Suggest(_) | Decision::Decline { .. } => (in_english, &self.english),
            _ => (verdict, own),
        }
    }

    /// The languages there are, English first, each with what it is answered from.
    pub fn languages(&self) -> impl Iterator<Item = (Language, &Library)> {
        let others = self.others.iter().map(|(language, answerer)| (*language, answerer.library()));
        std::iter::once((Language::English, self.english.library())).chain(others)
    }

    /// What a language is answered from, if the folder has it.
    pub fn library(&self, language: Language) -> Option<&Library> {
        self.languages().find(|(other, _)| *other == language).map(|(_, library)| library)
    }
}
