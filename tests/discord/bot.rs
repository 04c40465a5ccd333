//! Starts the real binary beside its own fake Discord, and ends it.
//!
//! How tests speak with it is in `talk`. Every wait has a limit, and what fails shows the bot's
//! own log.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::fake::{Fake, MessageContent, Record, Settings, TOKEN};
use crate::faq_files;
use crate::output::Output;

/// How long anything may take.
pub const LIMIT: Duration = Duration::from_secs(20);

/// Tests ask faster than people do.
const UNHURRIED: &str = "[limits]\nuser_burst = 10_000\nchannel_burst = 10_000\n";

/// How the bot is started; the default is an ordinary start which should work.
#[derive(Default)]
pub struct Setup {
    /// More lines for the configuration file.
    pub config: &'static str,
    /// In the place of limits that no test comes near.
    pub limits: Option<&'static str>,
    pub log_level: Option<&'static str>,
    /// Takes the fake's place as `api_url`.
    pub api_url: Option<&'static str>,
    pub without_token: bool,
    /// Has the configuration ask for the text of all messages.
    pub message_content: bool,
    /// Variables of its environment, beside the token.
    pub environment: &'static [(&'static str, &'static str)],
    /// The text of a FAQ file to put beside the project's.
    pub more_faq: Option<&'static str>,
    /// Files to put beside the configuration, by their path there, and their texts.
    pub files: &'static [(&'static str, &'static str)],
    pub fake: Settings,
}

impl Setup {
    /// A bot that is given the text of all messages, with more lines for its configuration.
    pub fn listening(config: &'static str) -> Setup {
        let fake = Settings { message_content: MessageContent::On, ..Settings::default() };
        Setup { message_content: true, config, fake, ..Setup::default() }
    }
}

/// The program in a folder that has its `config.toml`.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faqbot"));
    command.args(["run", "--config", "config.toml"]).current_dir(folder);
    // No proxy, no token file and nothing else of the tester's environment reaches the bot.
    command.env_clear().env("DISCORD_TOKEN", TOKEN);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// How a bot ended.
pub struct Ended {
    pub status: ExitStatus,
    pub stdout: String,
    pub stderr: String,
    pub fake: Fake,
}

pub struct Bot {
    // Always there until the end, when `wait_for_end` hands it over.
    fake: Option<Fake>,
    child: Child,
    stdout: Output,
    stderr: Output,
    folder: TempDir,
    finished: bool,
}

impl Bot {
    pub fn start() -> Bot {
        Bot::start_with(Setup::default())
    }

    /// Start and wait until it is connected and its commands are registered.
    pub fn start_with(setup: Setup) -> Bot {
        let mut bot = Bot::spawn(setup);
        let end = Instant::now() + LIMIT;
        let step = Duration::from_millis(100);
        let ready = |record: &Record| {
            let mut requests = record.requests.iter();
            let registered = requests.any(|request| request.method == "PUT" && request.accepted);
            (registered && record.identified > 0).then_some(())
        };
        while bot.fake().wait(step, ready).is_none() {
            if let Some(status) = bot.child.try_wait().expect("the state of the bot") {
                bot.give_up(&format!("the bot ended at its start with {status}"));
            }
            let wrong = bot.fake().look(|record| !record.violations.is_empty());
            if wrong || Instant::now() > end {
                bot.give_up("the bot did not get ready");
            }
        }
        bot
    }

    /// Start a bot which is expected to end by itself.
    pub fn run_to_end(setup: Setup) -> Ended {
        Bot::spawn(setup).wait_for_end()
    }

    fn spawn(setup: Setup) -> Bot {
        let fake = Fake::start(setup.fake);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let faq = folder.path().join("faq");
        faq_files::copy(&faq);
        if let Some(text) = setup.more_faq {
            faq_files::add(&faq, text);
        }
        for (path, text) in setup.files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("making a folder");
            std::fs::write(path, text).expect("writing a file");
        }
        let own_url = fake.url();
        let url = setup.api_url.unwrap_or(&own_url);
        let level = setup.log_level.unwrap_or("info");
        let config = format!(
            "[discord]\napi_url = {url:?}\nmessage_content = {}\n[faq]\nfolder = {faq:?}\n[log]\nlevel = {level:?}\n{}\n{}",
            setup.message_content,
            setup.limits.unwrap_or(UNHURRIED),
            setup.config
        );
        std::fs::write(folder.path().join("config.toml"), config).expect("writing the configuration");
        let mut command = command(folder.path());
        command.envs(setup.environment.iter().copied());
        if setup.without_token {
            command.env_remove("DISCORD_TOKEN");
        }
        let mut child = command.spawn().expect("starting the bot");
        let stdout = Output::collect(child.stdout.take().expect("a pipe"));
        let stderr = Output::collect(child.stderr.take().expect("a pipe"));
        Bot { fake: Some(fake), child, stdout, stderr, folder, finished: false }
    }

    pub fn fake(&self) -> &Fake {
        self.fake.as_ref().expect("the bot has not ended")
    }

    pub fn stdout(&self) -> String {
        self.stdout.so_far()
    }

    /// The bot's own copy of the FAQ folder.
    pub fn faq_folder(&self) -> PathBuf {
        self.folder.path().join("faq")
    }

    /// Where the bot keeps what must outlive it.
    pub fn state_folder(&self) -> PathBuf {
        self.folder.path().join("state")
    }

    /// What it has logged since it was last started.
    pub fn log(&self) -> String {
        self.stderr.so_far()
    }

    /// Wait until it has logged this.
    pub fn wait_for_log(&self, words: &str) -> String {
        let end = Instant::now() + LIMIT;
        while !self.log().contains(words) {
            if Instant::now() > end {
                self.give_up(&format!("it never logged {words:?}"));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.log()
    }

    /// Send it a signal, such as `-HUP`.
    pub fn signal(&self, name: &str) {
        let sent = Command::new("kill").args([name, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "{name} was not sent");
    }

    /// End it, do something, and start it again in its folder beside the same fake. It waits its turn to connect.
    pub fn restart(&mut self, meanwhile: impl FnOnce(&Bot)) {
        self.signal("-TERM");
        let status = self.child.wait().expect("the state of the bot");
        assert!(status.success(), "{status}\n{}", self.stderr.all());
        meanwhile(self);
        let sessions = self.fake().look(|record| record.identified);
        let mut child = command(self.folder.path()).spawn().expect("starting the bot");
        self.stdout = Output::collect(child.stdout.take().expect("a pipe"));
        self.stderr = Output::collect(child.stderr.take().expect("a pipe"));
        self.child = child;
        let again = self.fake().wait(LIMIT, |record| (record.identified > sessions).then_some(()));
        if again.is_none() {
            self.give_up("it did not come back");
        }
    }

    /// Fail the test, with all there is to see.
    pub fn give_up(&self, why: &str) -> ! {
        let violations = self.fake().look(|record| record.violations.clone());
        let log = self.stderr.so_far();
        panic!("{why}\nviolations: {violations:#?}\nthe bot's stderr:\n{log}");
    }

    /// End it with SIGTERM, as a service manager does.
    pub fn stop_gracefully(self) -> Ended {
        self.signal("-TERM");
        self.wait_for_end()
    }

    /// The end of an ordinary test: nothing forbidden happened, and the bot ends well.
    pub fn finish(self) {
        let ended = self.stop_gracefully();
        assert!(ended.status.success(), "{}\n{}", ended.status, ended.stderr);
    }

    fn wait_for_end(mut self) -> Ended {
        let end = Instant::now() + LIMIT;
        let status = loop {
            if let Some(status) = self.child.try_wait().expect("the state of the bot") {
                break status;
            }
            if Instant::now() > end {
                self.give_up("the bot did not end in time");
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        self.finished = true;
        let ended = Ended {
            status,
            stdout: self.stdout.all(),
            stderr: self.stderr.all(),
            fake: self.fake.take().expect("the bot had not ended before"),
        };
        ended.check();
        ended
    }
}

impl Ended {
    /// What holds for every run, whatever it was for.
    fn check(&self) {
        let violations = self.fake.look(|record| record.violations.clone());
        let log = &self.stderr;
        assert!(violations.is_empty(), "{violations:#?}\n{log}");
        let secret = TOKEN.rsplit('.').next().expect("a third part");
        for (name, text) in [("stdout", &self.stdout), ("stderr", log)] {
            assert!(!text.contains(secret), "the token is on {name}:\n{text}");
        }
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if self.finished {
            return;
        }
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // A test that forgets `finish` would pass whatever the fake saw.
        assert!(std::thread::panicking(), "the test did not finish its bot");
    }
}
