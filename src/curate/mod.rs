//! What curators do to a FAQ from the command line: begin an entry, bring entries in from other files, and hand them
//! out.
//!
//! Texts in, texts out; files are read and written by [`crate::faq`]. Whether an entry is right is never decided here:
//! what comes in is written as a FAQ file and checked as one.

mod csv;
mod draft;
mod import;
mod json;
mod new_entry;
pub mod options;
mod tags;

use std::ffi::OsStr;
use std::path::Path;

use crate::faq::{self, Library, Problems, SourceFile, by_language, is_faq, load};

pub use draft::{Draft, DraftSource};
pub use import::{Head, Imported, import};
pub use new_entry::{Added, add, template};
pub use options::Form;

/// A FAQ's entries in another form.
pub fn export(library: &Library, form: Form) -> Result<String, Problems> {
    let drafts = || -> Vec<Draft> { library.entries().iter().map(Draft::of).collect() };
    match form {
        Form::Csv => Ok(csv::write(&drafts())),
        Form::Json => Ok(json::write(&drafts())),
        Form::Tags => tags::write(library),
    }
}

/// The FAQ's other files in the folder and the language of `path`: what is written there must go together with them.
pub fn beside(path: &Path) -> Vec<SourceFile> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let own = file_name(path);
    // A folder that cannot be read holds nothing that could be minded.
    let mut files = load::folder(folder).unwrap_or_default();
    let is_same = |file: &SourceFile| by_language::of_file(&file.name) == by_language::of_file(&own);
    files.retain(|file| file.name != own && is_same(file) && is_faq(file));
    files
}

/// Whether a file's name has a meaning of its own in a FAQ's folder.
pub fn is_reserved(name: &OsStr) -> bool {
    faq::is_reserved(&name.to_string_lossy())
}

/// A file's name without its folders.
fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
