//! Writes FAQ files, whole or not at all.
//!
//! The only place where they are written. The new text is written beside the file under a hidden name and then takes
//! its place, so that a bot which reads the folder meanwhile sees the old text or the new one.

use std::fs;
use std::io;
use std::path::Path;

use super::code::Code;
use super::problem::Problem;

/// Writes `text` to a file. One that is there is only written over with `over`.
pub fn file(path: &Path, text: &str, over: bool) -> Result<(), Problem> {
    let shown = path.display().to_string();
    if path.exists() && !over {
        let problem = Problem::in_file(&shown, "is there already, and nothing was written");
        return Err(problem.coded(Code::Unreadable));
    }
    replace(path, text)
        .map_err(|error| Problem::in_file(&shown, format!("cannot be written: {error}")).coded(Code::Unreadable))
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    // A link stays one, and the file that it leads to is replaced.
    let target = if path.exists() { fs::canonicalize(path)? } else { path.to_owned() };
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = target.with_file_name(format!(".{name}.new"));
    let written = fs::write(&beside, text).and_then(|()| match fs::metadata(&target) {
        Ok(before) => fs::set_permissions(&beside, before.permissions()),
        Err(_) => Ok(()),
    });
    written.and_then(|()| fs::rename(&beside, &target)).inspect_err(|_| {
        // Nothing can be done about a rest that cannot be taken away either.
        let _ = fs::remove_file(&beside);
    })
}
