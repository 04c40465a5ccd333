//! Writes every request that was made of the fake into a file, where somebody wants to look at them all.
//!
//! `tests/contract/` checks their bodies against Discord's own description. Nothing is checked here.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::OnceLock;

use serde_json::json;

use super::Request;

/// The variable that names the file; without it, nothing is written.
const FILE: &str = "FAQBOT_RECORD";

/// Note a request as a line of JSON, if there is a file for it.
pub(super) fn note(request: &Request) {
    static OPEN: OnceLock<Option<File>> = OnceLock::new();
    let open = || {
        let path = std::env::var_os(FILE)?;
        let file = OpenOptions::new().create(true).append(true).open(&path);
        Some(file.unwrap_or_else(|error| panic!("{FILE} {}: {error}", path.display())))
    };
    let Some(mut file) = OPEN.get_or_init(open).as_ref() else { return };
    let line = json!({"method": request.method, "path": request.path, "body": request.body});
    // One write for each line: tests run beside each other.
    file.write_all(format!("{line}\n").as_bytes()).expect("room in the file");
}
