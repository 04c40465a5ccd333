//! Runs one row of the fault table: the real program, the fault, and people who ask meanwhile.
//!
//! What is expected is judged in `verdict`.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::inject::Injected;
use super::process::Process;
use super::table::{Expect, Fault, Row, State};
use super::verdict::{Outcome, Seen};
use crate::admin::manager;
use crate::fake::events::{self, Post};
use crate::fake::people::{self, GUILD, Person, Place};
use crate::fake::{Fake, InteractionKind, Settings};
use crate::faq_files;

/// How long a start may take on a busy machine.
const START_LIMIT: Duration = Duration::from_secs(60);
/// How often somebody asks.
const ASK_EVERY: Duration = Duration::from_millis(200);
/// How long the run goes on past what is allowed, to see how late it is.
const GRACE: Duration = Duration::from_secs(3);
/// How long a second reply is waited for.
const SETTLE: Duration = Duration::from_millis(700);
/// How long one reload may take before another is tried.
const RELOAD_LIMIT: Duration = Duration::from_secs(6);
const STEP: Duration = Duration::from_millis(20);
const QUESTION: &str = "what is clonazepam used for?";
const ON_ALCOHOL: &str = "can i drink alcohol while taking clonazepam?";
/// A word of the answer that the reload brings.
pub const RELOADED: &str = "Quixotic";

struct Run<'a> {
    row: &'a Row,
    fake: Fake,
    process: Process,
    injected: Injected,
    places: [Place; 3],
    asked: usize,
    seen: Seen,
}

/// Run a row and say what came of it.
pub fn run(row: &Row) -> Outcome {
    let settings = Settings {
        heartbeat_interval: row.heartbeat_ms,
        shards: row.shards as u64,
        clock_ahead: row.clock_ahead,
        identifies_left: row.identifies_left,
        ..Settings::default()
    };
    let fake = Fake::start(settings);
    let mut injected = Injected::default();
    if row.at_start {
        injected.spoil_fake(&row.faults, &fake);
    }
    let places = [GUILD, people::further_place(0), people::further_place(1)];
    let process = Process::start(|folder| configuration(row, &fake, &places, folder));
    let mut run = Run { row, fake, process, injected, places, asked: 0, seen: Seen::nothing() };
    match run.all() {
        Ok(()) => {}
        Err(problem) => run.seen.problems.push(problem),
    }
    run.seen.outcome(run.row, &run.fake, &run.process)
}

fn configuration(row: &Row, fake: &Fake, places: &[Place], folder: &Path) -> String {
    let state = folder.join("state");
    match row.state {
        State::Folder => {}
        State::File => std::fs::write(&state, "no folder").expect("writing a file"),
        State::Full => full_disk(&state),
    }
    let channels: Vec<&str> = places.iter().map(|place| place.channel).collect();
    format!(
        "[discord]\napi_url = {:?}\nwatchdog_seconds = {}\ncatch_up_channels = {channels:?}\n\
         [faq]\nfolder = {:?}\n[state]\nfolder = {state:?}\n\
         [limits]\nuser_burst = 1000\nuser_per_minute = 60000\nchannel_burst = 1000\nchannel_per_minute = 60000\n",
        fake.url(),
        row.watchdog_seconds,
        folder.join("faq"),
    )
}

/// A folder where every file that the bot writes its state to ends in a full device.
fn full_disk(state: &Path) {
    std::fs::create_dir(state).expect("making a folder");
    std::os::unix::fs::symlink("/dev/full", state.join("gateway-0.new")).expect("a link");
}

impl Run<'_> {
    fn all(&mut self) -> Result<(), String> {
        if self.row.at_start {
            return self.start_anew();
        }
        self.wait_for_session()?;
        let before = [self.ask(), self.ask_directly()];
        self.wait(START_LIMIT, "the questions before the fault were not answered", |run| run.answered(&before))?;
        self.seen.begin(&self.fake, &self.process);
        self.injected.spoil_process(&self.row.faults, &self.process);
        self.injected.spoil_fake(&self.row.faults, &self.fake);
        match self.row.expect {
            Expect::Ends => self.await_end(),
            _ => self.until_it_works(),
        }
    }

    /// The fault was there before the process was.
    fn start_anew(&mut self) -> Result<(), String> {
        self.wait(START_LIMIT, "it asked nothing", |run| run.fake.look(|record| record.arrived > 0))?;
        // Before it has asked anything, it has not begun to start.
        self.seen.begin(&self.fake, &self.process);
        if self.row.expect == Expect::Ends {
            return self.await_end();
        }
        let limit = self.limit();
        self.wait(limit, "it never began a session", |run| run.fake.look(|record| record.identified > 0))?;
        let first = [self.ask()];
        self.wait(limit, "the first question was not answered", |run| run.answered(&first))?;
        self.seen.waited = self.seen.began.elapsed();
        self.reload_anew()
    }

    /// Ask all the time until what is expected has happened and everybody is answered.
    fn until_it_works(&mut self) -> Result<(), String> {
        let began = Instant::now();
        let (mut met, mut last) = (None, None);
        // All this comes before the bot can have noticed anything.
        let mut ids = vec![self.ask()];
        if self.row.direct {
            self.ask_directly();
        }
        self.seen.command = Some(self.command());
        let reload = self.reload();
        let outcome = loop {
            let since = began.elapsed();
            if since >= ASK_EVERY * u32::try_from(ids.len()).unwrap_or(u32::MAX) {
                ids.push(self.ask());
                last = met.map(|_| ids.len() - 1).or(last);
            }
            let lifted = !self.injected.lift(&self.fake, &self.process);
            if met.is_none() && lifted && self.seen.is_met(self.row, &self.fake, &self.process) {
                met = Some(began.elapsed());
            }
            let fresh = last.is_some_and(|last| self.answered(&ids[last..=last]));
            if fresh && self.nobody_waits() {
                break Ok(());
            }
            if self.fake.look(|record| !record.violations.is_empty()) {
                break Err("something forbidden happened".to_owned());
            }
            if since > self.limit() {
                let expected =
                    if met.is_some() { "somebody is not answered" } else { "what is expected never happened" };
                break Err(format!("after {:.1} s {expected}", since.as_secs_f64()));
            }
            std::thread::sleep(STEP);
        };
        outcome?;
        self.check_reload(reload)?;
        std::thread::sleep(SETTLE);
        Ok(())
    }

    /// Wait until the process has ended; where it is told to, people ask until then.
    fn await_end(&mut self) -> Result<(), String> {
        let began = Instant::now();
        let mut told = self.row.sigterm_ms.map(Duration::from_millis);
        while self.process.exits().is_empty() {
            if !self.row.at_start
                && told.is_some()
                && began.elapsed() > ASK_EVERY * u32::try_from(self.asked).unwrap_or(0)
            {
                self.ask();
            }
            if told.is_some_and(|after| began.elapsed() >= after) {
                told = None;
                self.seen.told = Some(Instant::now());
                self.process.signal("-TERM");
            }
            // What is lifted only by the clock must not help it.
            if began.elapsed() > self.limit() {
                return Err("it did not end".to_owned());
            }
            std::thread::sleep(STEP);
        }
        std::thread::sleep(SETTLE);
        Ok(())
    }

    fn limit(&self) -> Duration {
        Duration::from_secs_f64(self.row.deaf_seconds) + GRACE
    }

    fn wait(&mut self, limit: Duration, otherwise: &str, done: impl Fn(&Self) -> bool) -> Result<(), String> {
        let began = Instant::now();
        while !done(self) {
            self.injected.lift(&self.fake, &self.process);
            if began.elapsed() > limit {
                return Err(otherwise.to_owned());
            }
            std::thread::sleep(STEP);
        }
        Ok(())
    }

    fn wait_for_session(&mut self) -> Result<(), String> {
        let shards = self.row.shards;
        self.wait(START_LIMIT, "it did not start", |run| {
            run.fake.look(|record| {
                let registered = record.requests.iter().any(|request| request.method == "PUT" && request.accepted);
                registered && record.identified >= shards
            })
        })
    }

    fn answered(&self, ids: &[String]) -> bool {
        self.fake.look(|record| ids.iter().all(|id| record.ledger.is_answered(id)))
    }

    fn nobody_waits(&self) -> bool {
        self.fake.look(|record| record.ledger.tally(self.seen.began).lost == 0)
    }

    /// Somebody new asks in one of the channels.
    fn ask(&mut self) -> String {
        let place = self.places[self.asked % self.places.len()];
        self.asked += 1;
        self.fake.ask(&Post::mention(&Person::further(self.asked).at(Some(place)), QUESTION))
    }

    /// Somebody who wrote before writes directly.
    fn ask_directly(&self) -> String {
        self.fake.ask(&Post::plain(&Person::further(9999).at(None), QUESTION))
    }

    fn interaction(&self, by: &Person, data: &Value) -> Value {
        let interaction = events::interaction(&self.fake, InteractionKind::Command, by, data, None);
        self.fake.interaction(InteractionKind::Command, &interaction);
        interaction
    }

    /// Somebody gives a command. Its id.
    fn command(&self) -> String {
        let options = [json!({"name": "question", "type": 3, "value": QUESTION})];
        let data = json!({"id": "800000000000000008", "name": "ask", "type": 1, "options": options});
        let interaction = self.interaction(&Person::further(9998), &data);
        if self.row.has(|fault| matches!(fault, Fault::CommandTwice)) {
            self.fake.again("INTERACTION_CREATE", &interaction);
        }
        interaction["id"].as_str().expect("an id").to_owned()
    }

    /// A curator changes an answer and reloads; unless the file is broken, which is mended later.
    fn reload(&self) -> String {
        if !self.row.has(|fault| matches!(fault, Fault::HalfWrittenFaq)) {
            faq_files::set_answer(&self.process.faq_folder(), "alcohol", &new_answer());
        }
        self.reload_now()
    }

    /// Gives the token of the reload, by which its outcome is found.
    fn reload_now(&self) -> String {
        let data = json!({"id": "800000000000000008", "name": "faq-admin", "type": 1,
            "options": [{"name": "reload", "type": 1, "options": []}]});
        self.interaction(&manager(), &data)["token"].as_str().expect("a token").to_owned()
    }

    fn report_of(&self, reload: &str) -> Option<String> {
        let end = format!("/{reload}/messages/@original");
        self.fake.look(|record| {
            let mut edits = record.requests.iter().filter(|request| request.method == "PATCH" && request.accepted);
            let edit = edits.find(|request| request.path.ends_with(&end))?;
            Some(edit.body["content"].as_str().unwrap_or_default().to_owned())
        })
    }

    /// The reload that was given in the middle, or one after it, has brought the new answer.
    fn check_reload(&mut self, first: String) -> Result<(), String> {
        if !self.row.has(|fault| matches!(fault, Fault::HalfWrittenFaq)) {
            return if self.reload_arrives(&first)? { self.check_answer(true) } else { self.reload_anew() };
        }
        if !self.reload_arrives(&first)?
            || self.report_of(&first).is_some_and(|report| !report.contains("not reloaded"))
        {
            return Err("a file that is half written was loaded".to_owned());
        }
        self.check_answer(false)?;
        faq_files::copy(&self.process.faq_folder());
        self.reload_anew()
    }

    fn reload_anew(&mut self) -> Result<(), String> {
        faq_files::set_answer(&self.process.faq_folder(), "alcohol", &new_answer());
        let reload = self.reload_now();
        if !self.reload_arrives(&reload)? {
            return Err("a reload after the fault had no outcome".to_owned());
        }
        self.check_answer(true)
    }

    fn reload_arrives(&mut self, reload: &str) -> Result<bool, String> {
        let (row, reload) = (self.row, reload.to_owned());
        let arrived = self.wait(RELOAD_LIMIT, "", move |run| run.report_of(&reload).is_some()).is_ok();
        if !arrived && row.expect == Expect::Stays && !row.has(|fault| matches!(fault, Fault::Rest(_))) {
            return Err("the reload meanwhile had no outcome".to_owned());
        }
        Ok(arrived)
    }

    /// Whether the answer is the new one, or still the old one.
    fn check_answer(&mut self, new: bool) -> Result<(), String> {
        let question = self.fake.ask(&Post::mention(&Person::further(9997), ON_ALCOHOL));
        let id = question.clone();
        self.wait(RELOAD_LIMIT, "nobody answered after the reload", move |run| {
            run.answered(std::slice::from_ref(&id))
        })?;
        let said = self.fake.look(|record| {
            let mut requests = record.requests.iter().rev();
            let reply = requests.find(|request| request.body["message_reference"]["message_id"] == question.as_str());
            reply.is_some_and(|reply| reply.body["content"].as_str().unwrap_or_default().contains(RELOADED))
        });
        if said == new {
            Ok(())
        } else {
            Err(format!("after the reload the answer is the {} one", if new { "old" } else { "new" }))
        }
    }
}

fn new_answer() -> String {
    format!("{RELOADED} test answer: do not drink alcohol with this medicine.")
}
