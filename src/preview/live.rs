//! The FAQ as its files are now, for the page that is served.
//!
//! The files are read again each time, which is soon done; only what has changed is built anew. Where
//! they are wrong, the last right state goes on answering, as the bot's does. No question is kept.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::Serialize;

use super::message::message;
use super::{Host, layout};
use crate::decide::Answerer;
use crate::explain::explain;
use crate::faq::{Problems, SourceFile};
use crate::matching::Scratch;
use crate::question::Question;
use crate::store::Origin;

/// The FAQ at one place, followed as it changes.
pub struct Live {
    origin: Origin,
    host: Host,
    state: Mutex<Option<Arc<State>>>,
}

/// What was read at one time.
struct State {
    files: Result<Vec<SourceFile>, Problems>,
    /// Counts the states, from 1.
    version: u64,
    answerer: Arc<Answerer>,
    /// What is wrong in the files; the answerer is then an older one.
    problems: Option<Problems>,
    page: OnceLock<String>,
}

/// What the page is told about a question.
#[derive(Serialize)]
pub struct Answered {
    /// The reply as HTML; nothing where the bot would be silent.
    reply: Option<String>,
    /// How the decision came about, as plain text.
    explanation: String,
    /// Which state of the files it was decided from.
    version: u64,
}

impl Live {
    /// The FAQ at `origin`, which may be wrong as yet.
    pub fn new(origin: Origin, host: Host) -> Self {
        Self { origin, host, state: Mutex::new(None) }
    }

    /// The page for the files as they are now.
    pub fn page(&self) -> String {
        let state = self.current();
        let make = || {
            let live = layout::Live { version: state.version, problems: state.problems.as_ref() };
            let (answerer, host, origin) = (&state.answerer, &self.host, &self.origin);
            layout::page(&layout::View { answerer, host, origin, live: Some(live) })
        };
        state.page.get_or_init(make).clone()
    }

    /// What the bot would reply to `text`, and why.
    pub fn ask(&self, text: &str) -> Answered {
        let state = self.current();
        let (answerer, question) = (&state.answerer, Question::read(text));
        let verdict = answerer.answer(&question, &mut Scratch::default());
        let reply = self.host.wording.of(&verdict, answerer.library());
        Answered {
            reply: reply.map(|reply| message(&reply).into_string()),
            explanation: explain(answerer, &question, &verdict),
            version: state.version,
        }
    }

    fn current(&self) -> Arc<State> {
        let mut current = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let files = self.origin.files();
        match &*current {
            Some(state) if state.files == files => Arc::clone(state),
            before => {
                let state = Arc::new(State::new(files, before.as_deref()));
                *current = Some(Arc::clone(&state));
                state
            }
        }
    }
}

impl State {
    fn new(files: Result<Vec<SourceFile>, Problems>, before: Option<&Self>) -> Self {
        let built = files.as_ref().map_err(Clone::clone).and_then(|files| Answerer::build(files));
        let (answerer, problems) = match (built, before) {
            (Ok(answerer), _) => (Arc::new(answerer), None),
            (Err(problems), Some(before)) => (Arc::clone(&before.answerer), Some(problems)),
            (Err(problems), None) => (Arc::new(Answerer::without_faq()), Some(problems)),
        };
        let version = before.map_or(0, |before| before.version) + 1;
        Self { files, version, answerer, problems, page: OnceLock::new() }
    }
}
