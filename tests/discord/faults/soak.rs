//! The soak: many people for minutes, faults all the while, a reload every second; and memory at the end.
//!
//! It is ignored because it takes its time: `cargo test --release --test discord -- --ignored soak`. A build
//! without optimisation spends more on reloads than two cores have.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{env, fs};

use serde_json::json;

use super::process::Process;
use super::report;
use crate::admin::manager;
use crate::fake::events::{self, Post};
use crate::fake::faults::{Answer, RestFault};
use crate::fake::front::Cut;
use crate::fake::people::{self, Person, Place};
use crate::fake::{Fake, InteractionKind, Settings};
use crate::faq_files;

/// How long it runs where `FAQBOT_SOAK_SECONDS` does not say: ten minutes.
const SECONDS: u64 = 600;
const QUESTIONS_A_SECOND: u64 = 200;
/// Guilds, each with one channel, and people, each with a channel for direct messages. So many that none asks
/// faster than a busy one would, and no more than direct channels that the bot remembers.
const GUILDS: usize = 60;
const PEOPLE: usize = 150;
/// One in so many questions is asked directly.
const DIRECTLY: u64 = 4;
/// Faults come at random, so many milliseconds apart.
const BETWEEN_FAULTS: std::ops::Range<u64> = 2_000..6_000;
const RELOAD_EVERY: Duration = Duration::from_secs(1);
/// Requests of the bot's that are kept: more are looked at by nobody.
const KEPT_REQUESTS: usize = 1_000;
/// Sessions that Discord lets the bot begin in a day. With the usual thousand it would, rightly, begin to wait: it has
/// more lost sessions in ten minutes than others in a week.
const IDENTIFIES: usize = 20_000;
/// Memory is measured each second. After so many parts of the run the median of the last seconds counts, because a
/// single one may be just after an outage.
const MEASURE_EVERY: Duration = Duration::from_secs(1);
const PARTS: u32 = 5;
const LAST_MEASURES: usize = 20;
/// By how much it may have grown at the end, how much there may be then, and how much after an outage, when many are
/// answered at once.
const GROWTH: f64 = 0.05;
const MOST_MIB: f64 = 30.0;
const MOST_EVER_MIB: f64 = 40.0;
/// What came while no session was is found again, but for so much.
const NOT_FOUND: f64 = 0.01;
/// A shorter run measures nothing.
const SHORTEST: u64 = 30;
/// How much there may be before anybody asks: 20 MB.
const MOST_IDLE_MIB: f64 = 19.0;
/// How long it then does nothing.
const IDLE: Duration = Duration::from_secs(5);
/// How long the last questions may take.
const LAST_ANSWERS: Duration = Duration::from_secs(60);

/// What people ask: some is covered, some is not, some is misspelt, some is a cry for help.
const QUESTIONS: [&str; 8] = [
    "what is clonazepam used for?",
    "can i drink alcohol while taking clonazepam?",
    "cna i drvie on klonopin",
    "what are the side effects",
    "what is the capital of france",
    "i took 30 pills and cant wake up properly",
    "how long does it stay in my system",
    "is it ok if im pregnant",
];

/// A kind of fault, and how it is done.
type Break = (&'static str, fn(&Fake));

/// Faults from which the process itself recovers.
const RECOVERABLE: [Break; 16] = [
    ("op 7", Fake::ask_to_reconnect),
    ("op 9, may be resumed", |fake| fake.invalidate(true)),
    ("op 9, is over", |fake| fake.invalidate(false)),
    ("close 4000", |fake| fake.close(Some(4000))),
    ("close 1001", |fake| fake.close(Some(1001))),
    ("close 4009", |fake| fake.close(Some(4009))),
    ("FIN", |fake| fake.cut_gateway(Cut::Fin)),
    ("RST", |fake| fake.cut_gateway(Cut::Reset)),
    ("events again", |fake| fake.repeat(8)),
    ("unreadable", |fake| fake.raw_event("MESSAGE_CREATE", "{\"content\": 7}")),
    ("429", |fake| rest(fake, 5, false, Answer::Status(429))),
    ("500", |fake| rest(fake, 20, false, Answer::Status(500))),
    ("done, then 500", |fake| rest(fake, 10, true, Answer::Status(500))),
    ("no answer", |fake| rest(fake, 3, false, Answer::Hang)),
    ("done, then no answer", |fake| rest(fake, 3, true, Answer::Hang)),
    ("reset", |fake| rest(fake, 5, false, Answer::Reset)),
];

/// Numbers that look random and come in the same order for the same seed (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }
}

fn number(variable: &str, otherwise: u64) -> u64 {
    env::var(variable).map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{variable} is no number")))
}

#[test]
#[ignore = "takes ten minutes, and wants a build with --release"]
fn soak() {
    let length = Duration::from_secs(number("FAQBOT_SOAK_SECONDS", SECONDS).max(SHORTEST));
    let today = SystemTime::now().duration_since(UNIX_EPOCH).expect("a time after 1970").as_secs();
    let seed = number("FAQBOT_SOAK_SEED", today);
    println!("the soak's seed is {seed}");
    let fake =
        Fake::start(Settings { kept_requests: KEPT_REQUESTS, identifies_left: IDENTIFIES, ..Settings::default() });
    let places: Vec<Place> = (0..GUILDS).map(people::further_place).collect();
    let people: Vec<Person> = (0..PEOPLE).map(Person::further).collect();
    let process = Process::start(|folder| configuration(&fake, &places, folder));
    let ready = fake.wait(Duration::from_secs(30), |record| (record.identified > 0).then_some(()));
    assert!(ready.is_some(), "it did not start:\n{}", process.log());
    std::thread::sleep(IDLE);
    let idle = mib(&process);
    let file = faq_files::file_with(&process.faq_folder(), "alcohol");
    let text = fs::read_to_string(&file).expect("a FAQ file");
    let mut soak = Soak {
        fake,
        process,
        places,
        people,
        random: Random(seed),
        began: Instant::now(),
        file: (file, text),
        faults: Vec::new(),
        measured: Vec::new(),
        memory: Vec::new(),
        waiting: Vec::new(),
        reloads: 0,
    };
    soak.run(length);
    soak.judge(length, seed, idle);
}

fn share(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).expect("fewer than four thousand million"));
    if whole == 0 { 0.0 } else { number(part) / number(whole) }
}

/// Memory that is in use.
fn mib(process: &Process) -> f64 {
    let kib = process.resident_kib().expect("it runs");
    f64::from(u32::try_from(kib).expect("less than 4 TiB")) / 1024.0
}

fn configuration(fake: &Fake, places: &[Place], folder: &Path) -> String {
    let channels: Vec<&str> = places.iter().map(|place| place.channel).collect();
    format!(
        "[discord]\napi_url = {:?}\ncatch_up_channels = {channels:?}\n[faq]\nfolder = {:?}\n[state]\nfolder = {:?}\n\
         [limits]\nuser_burst = 1000\nuser_per_minute = 60000\nchannel_burst = 1000\nchannel_per_minute = 60000\n\
         [log]\nlevel = \"warn\"\n",
        fake.url(),
        folder.join("faq"),
        folder.join("state"),
    )
}

struct Soak {
    fake: Fake,
    process: Process,
    places: Vec<Place>,
    people: Vec<Person>,
    random: Random,
    began: Instant,
    /// A file of the FAQ's that changes, and what was in it.
    file: (PathBuf, String),
    /// What went wrong, and when.
    faults: Vec<(Instant, &'static str)>,
    /// Memory in use each second, and after each part of the run, in MiB.
    measured: Vec<f64>,
    memory: Vec<f64>,
    /// The kinds of fault that have not come yet in this round.
    waiting: Vec<Break>,
    reloads: usize,
}

impl Soak {
    /// Ask, break and reload for so long.
    fn run(&mut self, length: Duration) {
        let began = self.began;
        let mut asked = 0;
        let (mut next_fault, mut next_reload, mut next_measure) = (Duration::from_secs(2), RELOAD_EVERY, MEASURE_EVERY);
        while began.elapsed() < length {
            let since = began.elapsed();
            let due = u64::try_from(since.as_millis()).expect("a short time") * QUESTIONS_A_SECOND / 1000;
            while asked < due {
                self.ask();
                asked += 1;
            }
            if since >= next_fault {
                self.fault();
                let pause = BETWEEN_FAULTS.start + self.random.below(BETWEEN_FAULTS.end - BETWEEN_FAULTS.start);
                next_fault = since + Duration::from_millis(pause);
            }
            if since >= next_reload {
                self.reload();
                next_reload += RELOAD_EVERY;
            }
            if since >= next_measure {
                self.measured.push(mib(&self.process));
                next_measure += MEASURE_EVERY;
            }
            if since >= length * u32::try_from(self.memory.len() + 1).expect("a few") / PARTS {
                self.sum_up();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        self.fake.wait(LAST_ANSWERS, |record| (record.ledger.tally(began).lost == 0).then_some(()));
        // A second reply would come by now.
        std::thread::sleep(Duration::from_secs(2));
        self.measured.push(mib(&self.process));
        self.sum_up();
    }

    /// The median of the last seconds.
    fn sum_up(&mut self) {
        let mut last: Vec<f64> = self.measured.iter().rev().take(LAST_MEASURES).copied().collect();
        last.sort_by(f64::total_cmp);
        self.memory.push(last[last.len() / 2]);
    }

    fn any<T: Copy>(&mut self, of: &[T]) -> T {
        of[usize::try_from(self.random.below(of.len() as u64)).expect("an index")]
    }

    fn ask(&mut self) {
        let question = self.any(&QUESTIONS);
        let who = self.random.below(PEOPLE as u64);
        let person = self.people[usize::try_from(who).expect("an index")].clone();
        let post = if self.random.below(DIRECTLY) == 0 {
            Post::plain(&person.at(None), question)
        } else {
            let place = self.random.below(GUILDS as u64);
            let place = self.places[usize::try_from(place).expect("an index")];
            Post::mention(&person.at(Some(place)), question)
        };
        self.fake.ask(&post);
    }

    /// A curator saves a file that is other than before, and asks for it to be read.
    fn reload(&mut self) {
        self.reloads += 1;
        let (path, text) = &self.file;
        let beside = path.with_extension("new");
        fs::write(&beside, format!("{text}\n# {}\n", self.reloads)).expect("writing a file");
        fs::rename(beside, path).expect("putting a file in another's place");
        let data = json!({"id": "800000000000000008", "name": "faq-admin", "type": 1,
            "options": [{"name": "reload", "type": 1, "options": []}]});
        let interaction = events::interaction(&self.fake, InteractionKind::Command, &manager(), &data, None);
        self.fake.interaction(InteractionKind::Command, &interaction);
    }

    /// Something goes wrong from which the process itself recovers: each kind once, in random order, then again.
    fn fault(&mut self) {
        if self.waiting.is_empty() {
            self.waiting = RECOVERABLE.to_vec();
        }
        let chosen = self.random.below(self.waiting.len() as u64);
        let (name, fault) = self.waiting.swap_remove(usize::try_from(chosen).expect("an index"));
        self.faults.push((Instant::now(), name));
        fault(&self.fake);
    }

    /// Where somebody was wronged: when they asked, and what had gone wrong last.
    fn wronged(&self) -> Vec<String> {
        let mut wronged = self.fake.look(|record| record.ledger.wronged());
        wronged.sort_unstable();
        let tell = |(asked, replies): (Instant, usize)| {
            let before: Vec<String> = (self.faults.iter().rev().filter(|(at, _)| *at <= asked).take(3))
                .map(|(at, name)| format!("{name} {:.1} s before", (asked - *at).as_secs_f64()))
                .collect();
            format!(
                "{replies} replies, {:.1} s after the start: {}",
                (asked - self.began).as_secs_f64(),
                before.join(", ")
            )
        };
        wronged.into_iter().map(tell).collect()
    }

    fn judge(self, length: Duration, seed: u64, idle: f64) {
        let (tally, violations, sessions, came_again) = self.fake.look(|record| {
            let all = record.ledger.tally_all();
            (all, record.violations.clone(), (record.identified, record.resumed), record.came_again)
        });
        let (undelivered, caught_up) =
            (tally.asked - tally.delivered, tally.asked - tally.delivered - (tally.lost - tally.dropped));
        let mut kinds: Vec<&str> = self.faults.iter().map(|(_, name)| *name).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let (first, last) = (self.memory[0], self.memory[self.memory.len() - 1]);
        let growth = last / first - 1.0;
        let most = self.measured.iter().copied().fold(0.0, f64::max);
        let measured: Vec<String> = self.memory.iter().map(|mib| format!("{mib:.1}")).collect();
        let lines = [
            ("seconds, and the seed", format!("{}, {seed}", length.as_secs())),
            ("questions asked", tally.asked.to_string()),
            ("that the gateway delivered", tally.delivered.to_string()),
            ("of these answered once", (tally.delivered - tally.dropped - tally.twice).to_string()),
            ("answered twice", tally.twice.to_string()),
            ("sent again for no reason", came_again.to_string()),
            ("lost", tally.dropped.to_string()),
            ("that came while no session was", undelivered.to_string()),
            ("of these answered from history", caught_up.to_string()),
            ("faults, of so many kinds", format!("{} of {}", self.faults.len(), kinds.len())),
            ("sessions begun, resumed", format!("{}, {}", sessions.0, sessions.1)),
            ("reloads", self.reloads.to_string()),
            ("longest wait for an answer (s)", format!("{:.1}", tally.longest.as_secs_f64())),
            ("memory before anybody asks (MiB)", format!("{idle:.1}")),
            ("memory after each fifth and at the end (MiB)", measured.join(", ")),
            ("most memory at any time (MiB)", format!("{most:.1}")),
        ];
        let lines: Vec<Vec<String>> = lines.into_iter().map(|(what, value)| vec![what.to_owned(), value]).collect();
        report::print(&["soak", ""], &lines);
        let log = format!("{}\n{}", self.wronged().join("\n"), self.process.log());
        assert!(violations.is_empty(), "{violations:#?}\n{log}");
        assert!(self.process.exits().is_empty(), "it ended: {:?}\n{log}", self.process.exits());
        let wrong = (tally.dropped, tally.twice, came_again);
        assert_eq!(wrong, (0, 0, 0), "lost, answered twice, sent again for no reason\n{log}");
        let not_found = share(undelivered - caught_up, undelivered);
        assert!(not_found < NOT_FOUND, "{undelivered} came while no session was, {caught_up} were answered\n{log}");
        assert!(growth < GROWTH, "memory grew by {:.1} %", growth * 100.0);
        assert!(idle < MOST_IDLE_MIB, "{idle:.1} MiB were in use before anybody asked");
        assert!(most < MOST_EVER_MIB, "{most:.1} MiB were in use");
        assert!(last < MOST_MIB, "{last:.1} MiB are in use");
    }
}

/// The next requests for new messages go wrong.
fn rest(fake: &Fake, times: usize, done: bool, answer: Answer) {
    let fault = RestFault::new("POST /channels/", times, done, answer);
    fake.change(|record| record.faults.add_rest(&fault));
}
