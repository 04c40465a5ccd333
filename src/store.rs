//! Holds the FAQ that is answered from, and swaps it for a new one whole.
//!
//! A reload reads, checks and indexes aside; only then is the new state put in place. Who may ask
//! for a reload is not decided here.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use crate::decide::Answerer;
use crate::faq::{Changes, Problem, Problems, SourceFile, load};

/// Where the FAQ's files come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The copy that is compiled in.
    BuiltIn,
    /// A folder, read again at each reload.
    Folder(PathBuf),
}

/// The current FAQ. Clones of the `Arc` it hands out stay whole while it is swapped.
#[derive(Debug)]
pub struct Store {
    origin: Origin,
    current: RwLock<Arc<Answerer>>,
    /// What the files were that the current FAQ was built from, as a hash.
    built_from: Mutex<Option<u64>>,
    hasher: RandomState,
}

/// What a reload did.
#[derive(Debug, Clone)]
pub struct Reloaded {
    /// Entry by entry.
    pub changes: Changes,
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

    /// Reads, checks and indexes the files; `Err` lists everything wrong in them.
    pub fn build(&self) -> Result<Answerer, Problems> {
        Answerer::build(&self.files()?)
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

impl Store {
    /// Loads the FAQ for the first time.
    pub fn open(origin: Origin) -> Result<Self, Problems> {
        let (files, hasher) = (origin.files()?, RandomState::new());
        let current = RwLock::new(Arc::new(Answerer::build(&files)?));
        let built_from = Mutex::new(Some(hasher.hash_one(&files)));
        Ok(Self { origin, current, built_from, hasher })
    }

    /// Without a FAQ, because its files are wrong: danger is still answered, and a reload may mend it.
    pub fn without_faq(origin: Origin) -> Self {
        let current = RwLock::new(Arc::new(Answerer::without_faq()));
        Self { origin, current, built_from: Mutex::new(None), hasher: RandomState::new() }
    }

    /// The FAQ to answer one question from, start to end.
    pub fn current(&self) -> Arc<Answerer> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads the files again and swaps; on `Err` the old FAQ stays. Files that are as they were are not built from
    /// anew. Blocks while it reads; one reload at a time.
    pub fn reload(&self) -> Result<Reloaded, Problems> {
        let mut built_from = self.built_from.lock().unwrap_or_else(PoisonError::into_inner);
        if self.origin == Origin::BuiltIn {
            let reason = "is compiled in and cannot change; name a folder as `faq.folder` in the configuration";
            return Err(Problem::in_file("the FAQ", reason).into());
        }
        let started = Instant::now();
        let (old, files) = (self.current(), self.origin.files()?);
        let read = Some(self.hasher.hash_one(&files));
        let new = if *built_from == read { Arc::clone(&old) } else { Arc::new(Answerer::build(&files)?) };
        let changes = Changes::between(old.library(), new.library());
        let topics = new.library().topics().len();
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = new;
        *built_from = read;
        Ok(Reloaded { changes, topics, took: started.elapsed() })
    }
}
