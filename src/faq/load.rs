//! Reads a FAQ folder from disk, or hands out the copy that is compiled in.
//!
//! The only place where FAQ files meet the file system; it does not look into them.

use std::fs;
use std::path::Path;

use super::code::Code;
use super::library::SourceFile;
use super::problem::{Problem, Problems};

/// Larger files are refused unread: a FAQ of thousands of entries is smaller, and a wrong path
/// (a disk image, a log) must not fill the memory.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// The FAQ that is compiled into the program, for use without any file.
pub fn built_in() -> Vec<SourceFile> {
    [
        ("clonazepam.toml", include_str!("../../faq/clonazepam.toml")),
        ("uncovered.toml", include_str!("../../faq/uncovered.toml")),
        ("vocabulary.toml", include_str!("../../faq/vocabulary.toml")),
        ("reviewed.toml", include_str!("../../faq/reviewed.toml")),
    ]
    .map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() })
    .into()
}

/// Reads every `.toml` file in `folder`, in the order of their names. Hidden files are left out:
/// editors keep their half-written copies in them.
pub fn folder(folder: &Path) -> Result<Vec<SourceFile>, Problems> {
    // The path is left out: these problems are also shown to admins on Discord, who need not know
    // where on its host the bot keeps its files.
    let unreadable = |error: std::io::Error| unread("the FAQ folder", &error);
    let mut files = Vec::new();
    for item in fs::read_dir(folder).map_err(unreadable)? {
        let path = item.map_err(unreadable)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if path.extension().is_some_and(|ending| ending == "toml") && !name.starts_with('.') && path.is_file() {
            files.push(SourceFile { name: name.to_owned(), text: read(&path, name)? });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Reads one file that was named; its name is its path, as the person gave it.
pub fn file(path: &Path) -> Result<SourceFile, Problems> {
    let name = path.display().to_string();
    Ok(SourceFile { text: read(path, &name)?, name })
}

fn read(path: &Path, name: &str) -> Result<String, Problem> {
    let unreadable = |error: std::io::Error| unread(name, &error);
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > MAX_FILE_BYTES {
        let reason = format!("has {size} bytes, at most {MAX_FILE_BYTES} are read");
        return Err(Problem::in_file(name, reason).coded(Code::Unreadable));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        // The text up to the wrong byte is right, so places before it are the same in both.
        let at = error.utf8_error().valid_up_to();
        Problem::at(name, &String::from_utf8_lossy(error.as_bytes()), at..at, "is not UTF-8 text here")
            .coded(Code::Unreadable)
    })
}

fn unread(name: &str, error: &std::io::Error) -> Problem {
    Problem::in_file(name, format!("cannot be read: {error}")).coded(Code::Unreadable)
}
