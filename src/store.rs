//! Holds the FAQs that are answered from, and swaps each for a new one whole.
//!
//! A reload reads, checks and indexes aside; only then is the new state put in place. Who may ask
//! for a reload is not decided here.

use std::collections::BTreeMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::answerers::Answerers;
use crate::decide::Answerer;
use crate::faq::{Changes, Library, Problem, Problems, SourceFile, load};
use crate::language::Language;

/// Where the FAQ's files come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The copy that is compiled in.
    BuiltIn,
    /// A folder, read again at each reload.
    Folder(PathBuf),
}

/// All FAQs that are answered from: the main one, and those that servers have for themselves.
#[derive(Debug)]
pub struct Store {
    main: Arc<Faq>,
    /// By server id; servers that name the same folder share it.
    servers: BTreeMap<u64, Arc<Faq>>,
}

/// One folder's FAQ in its languages. Clones of the `Arc` it hands out stay whole while it is swapped.
#[derive(Debug)]
pub struct Faq {
    origin: Origin,
    current: RwLock<Arc<Answerers>>,
    /// What the files were at the last reload, as a hash.
    built_from: Mutex<Option<u64>>,
    hasher: RandomState,
}

/// What a reload did.
#[derive(Debug, Clone)]
pub struct Reloaded {
    /// Entry by entry, in English.
    pub changes: Changes,
    /// The same in every other language that there is or was.
    pub other_languages: Vec<(Language, Changes)>,
    /// How many topics are declined by name now.
    pub topics: usize,
    /// From the first byte read to the swap.
    pub took: Duration,
}

impl Origin {
    /// The folder that was named; else `faq` in the working directory, if there is one; else the
    /// compiled-in copy.
    pub fn choose(named: Option<&Path>) -> Self {
        let default = Path::new("faq");
        match named {
            Some(folder) => Self::Folder(folder.to_owned()),
            None if default.is_dir() => Self::Folder(default.to_owned()),
            None => Self::BuiltIn,
        }
    }

    /// Reads, checks and indexes the files in English; `Err` lists everything wrong in them.
    pub fn build(&self) -> Result<Answerer, Problems> {
        Answerer::build(&self.files()?)
    }

    /// Reads, checks and indexes the files in all their languages; `Err` lists everything wrong in them.
    pub fn build_all(&self) -> Result<Answerers, Problems> {
        Answerers::build(&self.files()?)
    }

    /// Reads the files; `Err` says which could not be read.
    pub fn files(&self) -> Result<Vec<SourceFile>, Problems> {
        match self {
            Self::BuiltIn => Ok(load::built_in()),
            Self::Folder(folder) => load::folder(folder),
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("the built-in FAQ"),
            Self::Folder(folder) => write!(f, "the FAQ in '{}'", folder.display()),
        }
    }
}

impl fmt::Display for Reloaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.changes)?;
        self.other_languages.iter().try_for_each(|(language, changes)| write!(f, "; in {language}: {changes}"))
    }
}

impl Store {
    /// Loads the FAQs for the first time, and lists those whose files are wrong. Of these, only danger is
    /// answered until a reload mends them.
    pub fn open(main: Origin, servers: &BTreeMap<u64, PathBuf>) -> (Self, Vec<(Origin, Problems)>) {
        let mut wrong = Vec::new();
        let mut faqs: Vec<Arc<Faq>> = Vec::new();
        let mut open = |origin: Origin| {
            if let Some(faq) = faqs.iter().find(|faq| faq.origin == origin) {
                return Arc::clone(faq);
            }
            let built = origin.build_all().unwrap_or_else(|problems| {
                wrong.push((origin.clone(), problems));
                Answerers::without_faq()
            });
            let (built_from, hasher) = (Mutex::new(None), RandomState::new());
            let faq = Arc::new(Faq { origin, current: RwLock::new(Arc::new(built)), built_from, hasher });
            faqs.push(Arc::clone(&faq));
            faq
        };
        let main = open(main);
        let servers = servers.iter().map(|(server, folder)| (*server, open(Origin::Folder(folder.clone())))).collect();
        (Self { main, servers }, wrong)
    }

    /// The FAQ of a server: its own, or the main one.
    pub fn of(&self, server: Option<u64>) -> &Arc<Faq> {
        server.and_then(|server| self.servers.get(&server)).unwrap_or(&self.main)
    }

    /// Every FAQ once, the main one first.
    pub fn all(&self) -> Vec<&Arc<Faq>> {
        let mut all = vec![&self.main];
        for faq in self.servers.values() {
            if !all.iter().any(|other| Arc::ptr_eq(other, faq)) {
                all.push(faq);
            }
        }
        all
    }

    /// The main FAQ in English, to answer one question from, start to end.
    pub fn current(&self) -> Arc<Answerer> {
        self.current_for(None, Language::English)
    }

    /// The FAQ to answer one question from, start to end: the server's own if it has one, in the language if it
    /// has that.
    pub fn current_for(&self, server: Option<u64>, language: Language) -> Arc<Answerer> {
        Arc::clone(self.of(server).current().in_language(language))
    }
}

impl Faq {
    /// Where the files come from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// All languages at one time.
    pub fn current(&self) -> Arc<Answerers> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the files again and swaps all languages at once; on `Err` the old FAQ stays whole. Files that are as
    /// they were at the last reload are not built from anew. Blocks while it reads; one reload at a time.
    pub fn reload(&self) -> Result<Reloaded, Problems> {
        let mut built_from = self.built_from.lock().unwrap_or_else(PoisonError::into_inner);
        if self.origin == Origin::BuiltIn {
            let reason = "is compiled in and cannot change; name a folder as `faq.folder` in the configuration";
            return Err(Problem::in_file("the FAQ", reason).into());
        }
        let started = Instant::now();
        let (old, files) = (self.current(), self.origin.files()?);
        let read = Some(self.hasher.hash_one(&files));
        let new = if *built_from == read { Arc::clone(&old) } else { Arc::new(Answerers::build(&files)?) };
        let reloaded = Reloaded {
            changes: changes(&old, &new, Language::English),
            other_languages: Language::ALL[1..]
                .iter()
                .filter(|language| old.library(**language).or(new.library(**language)).is_some())
                .map(|language| (*language, changes(&old, &new, *language)))
                .collect(),
            topics: new.in_language(Language::English).library().topics().len(),
            took: Duration::ZERO,
        };
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        *built_from = read;
        Ok(Reloaded { took: started.elapsed(), ..reloaded })
    }
}

fn changes(old: &Answerers, new: &Answerers, language: Language) -> Changes {
    let nothing = Library::default();
    Changes::between(old.library(language).unwrap_or(&nothing), new.library(language).unwrap_or(&nothing))
}
