//! The real program under a supervisor, as a service manager would run it.
//!
//! The supervisor starts it again in the same folder when it failed, was killed, or its watchdog ended it, and
//! not when it was told to end or its setup is wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::bot;
use crate::faq_files;
use crate::output::Output;

/// How long the supervisor waits before it starts the program again.
const RESTART_AFTER: Duration = Duration::from_millis(300);
const STEP: Duration = Duration::from_millis(20);
/// Exit codes after which it is started again: it failed, or the watchdog ended it.
const RESTARTED: [i32; 2] = [1, 3];

/// How a process ended: its code (nothing for a signal), and when.
pub type Exit = (Option<i32>, Instant);

pub struct Process {
    folder: TempDir,
    state: Arc<Mutex<State>>,
    supervisor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct State {
    running: Option<Running>,
    exits: Vec<Exit>,
    /// What the processes before have printed.
    log: String,
    over: bool,
}

struct Running {
    child: Child,
    stderr: Output,
}

impl Process {
    /// Make a folder with the FAQ in it and start the program there. `configure` gives the configuration
    /// for the folder, and may put something there.
    pub fn start(configure: impl FnOnce(&Path) -> String) -> Process {
        let folder = tempfile::tempdir().expect("a temporary folder");
        faq_files::copy(&folder.path().join("faq"));
        let config = configure(folder.path());
        fs::write(folder.path().join("config.toml"), config).expect("writing the configuration");
        let state = Arc::new(Mutex::new(State { running: Some(spawn(folder.path())), ..State::default() }));
        let (watched, home) = (Arc::clone(&state), folder.path().to_owned());
        let supervisor = std::thread::spawn(move || supervise(&watched, &home));
        Process { folder, state, supervisor: Some(supervisor) }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("the supervisor did not panic")
    }

    pub fn faq_folder(&self) -> PathBuf {
        self.folder.path().join("faq")
    }

    /// Every end so far.
    pub fn exits(&self) -> Vec<Exit> {
        self.state().exits.clone()
    }

    /// Everything that was printed to standard error, by all processes.
    pub fn log(&self) -> String {
        let state = self.state();
        let now = state.running.as_ref().map(|running| running.stderr.so_far()).unwrap_or_default();
        format!("{}{now}", state.log)
    }

    /// Send it a signal, if it runs.
    pub fn signal(&self, name: &str) {
        if let Some(running) = &self.state().running {
            let id = running.child.id().to_string();
            let sent = Command::new("kill").args([name, &id]).status();
            assert!(sent.expect("kill runs").success(), "{name} was not sent");
        }
    }

    /// Memory that it has in use now, in KiB; nothing while it does not run.
    pub fn resident_kib(&self) -> Option<u64> {
        let id = self.state().running.as_ref()?.child.id();
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.split_whitespace().next()?.parse().ok()
    }
}

fn spawn(folder: &Path) -> Running {
    let mut child = bot::command(folder).spawn().expect("starting the bot");
    let stderr = Output::collect(child.stderr.take().expect("a pipe"));
    // The invitation is no news here, but a full pipe would stop it.
    let _ = Output::collect(child.stdout.take().expect("a pipe"));
    Running { child, stderr }
}

fn supervise(state: &Mutex<State>, folder: &Path) {
    let lock = || state.lock().expect("nobody panicked");
    loop {
        std::thread::sleep(STEP);
        let code = {
            let mut state = lock();
            if state.over {
                return;
            }
            let Some(running) = &mut state.running else { return };
            let Some(status) = running.child.try_wait().expect("the state of the bot") else { continue };
            let mut ended = state.running.take().expect("it was just there");
            state.exits.push((status.code(), Instant::now()));
            state.log.push_str(&ended.stderr.all());
            status.code()
        };
        if code.is_some_and(|code| !RESTARTED.contains(&code)) {
            return;
        }
        std::thread::sleep(RESTART_AFTER);
        let mut state = lock();
        if state.over {
            return;
        }
        state.running = Some(spawn(folder));
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Ok(mut state) = self.state.lock() {
            state.over = true;
            if let Some(running) = &mut state.running {
                // It may have ended by itself just now.
                let _ = running.child.kill();
                let _ = running.child.wait();
            }
        }
        if let Some(supervisor) = self.supervisor.take() {
            let _ = supervisor.join();
        }
    }
}
