//! Runs the real program, and speaks HTTP with it byte by byte, as no library would let us.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take.
pub const LIMIT: Duration = Duration::from_secs(60);

const FILES: [&str; 4] = ["clonazepam.toml", "uncovered.toml", "vocabulary.toml", "reviewed.toml"];

/// A folder with a copy of the shipped FAQ.
pub fn copied_faq() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in FILES {
        std::fs::copy(shipped(file), folder.path().join(file)).expect("a copy");
    }
    folder
}

/// A file of the shipped FAQ.
pub fn shipped(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("faq").join(file)
}

/// Runs `faqbot preview` to its end in an empty folder.
pub fn preview(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a folder");
    command(folder.path()).args(arguments).stdin(Stdio::null()).output().expect("it ends")
}

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_faqbot"));
    command.arg("preview").current_dir(folder);
    command
}

/// The program while it serves.
pub struct Server {
    child: Child,
    pub port: u16,
    _folder: tempfile::TempDir,
}

impl Server {
    /// Serves the FAQ in `faq`, or the built-in one.
    pub fn start(faq: Option<&Path>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut command = command(folder.path());
        command.arg("--serve").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if let Some(faq) = faq {
            command.arg("--faq").arg(faq);
        }
        let mut child = command.spawn().expect("it starts");
        let mut line = String::new();
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
        stdout.read_line(&mut line).expect("a line");
        let port = line.trim_end().strip_suffix('/').and_then(|line| line.rsplit_once("http://127.0.0.1:"));
        let port = port.and_then(|(_, port)| port.parse().ok()).unwrap_or_else(|| panic!("no address in {line:?}"));
        Self { child, port, _folder: folder }
    }

    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Sends a request with these headers and gives the whole response, headers and all.
    pub fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("a limit");
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let length = body.len();
        let request =
            format!("{method} {path} HTTP/1.1\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut response = String::new();
        stream.read_to_string(&mut response).expect("it answers in text");
        response
    }

    /// The page, as a browser asks for it.
    pub fn page(&self) -> String {
        self.request("GET", "/", &[("Host", &self.host())], "")
    }

    /// Asks a question as the page does; gives what the page is told.
    pub fn ask(&self, question: &str) -> serde_json::Value {
        let host = self.host();
        let headers =
            [("Host", host.as_str()), ("Origin", &format!("http://{host}")), ("Content-Type", "application/json")];
        let body = serde_json::json!({ "question": question }).to_string();
        let response = self.request("POST", "/ask", &headers, &body);
        let (head, body) = response.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.starts_with("HTTP/1.1 200 "), "{response}");
        serde_json::from_str(body).unwrap_or_else(|error| panic!("{error}: {response}"))
    }

    /// Ends it with a signal; gives its status and what it wrote to standard error.
    pub fn stop(mut self, signal: &str) -> (ExitStatus, String) {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status();
        assert!(sent.expect("kill runs").success(), "{signal} was not sent");
        let end = Instant::now() + LIMIT;
        let status = loop {
            match self.child.try_wait().expect("its state") {
                Some(status) => break status,
                None if Instant::now() > end => panic!("it did not end at {signal}"),
                None => std::thread::sleep(Duration::from_millis(10)),
            }
        };
        let mut said = String::new();
        self.child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
        (status, said)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and then there is nothing to do.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
