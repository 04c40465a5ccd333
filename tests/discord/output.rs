//! What the bot prints, collected by a thread, since a full pipe would block it.

use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

pub struct Output {
    text: Arc<Mutex<String>>,
    thread: Option<JoinHandle<()>>,
}

impl Output {
    pub fn collect(pipe: impl Read + Send + 'static) -> Output {
        let text = Arc::new(Mutex::new(String::new()));
        let filled = Arc::clone(&text);
        let thread = std::thread::spawn(move || {
            for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                let mut text = filled.lock().expect("no reader panicked");
                text.push_str(&line);
                text.push('\n');
            }
        });
        Output { text, thread: Some(thread) }
    }

    pub fn so_far(&self) -> String {
        self.text.lock().expect("no reader panicked").clone()
    }

    /// Everything, once the process has ended.
    pub fn all(&mut self) -> String {
        if let Some(thread) = self.thread.take() {
            thread.join().expect("no reader panicked");
        }
        self.so_far()
    }
}
