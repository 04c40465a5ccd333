//! The bot's own copy of the project's FAQ folder, and changes to it.
//!
//! The files are read as plain TOML, not with the bot's types.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// Copy the project's FAQ folder to `to`.
pub fn copy(to: &Path) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("faq");
    copy_folder(&from, to);
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("making a folder");
    let files = fs::read_dir(from).expect("the project's faq folder");
    for file in files {
        let from = file.expect("a folder entry").path();
        let to = to.join(from.file_name().expect("a name"));
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).expect("copying a file");
        }
    }
}

/// Put one more FAQ file beside the project's.
pub fn add(folder: &Path, text: &str) {
    fs::write(folder.join("more.toml"), text).expect("writing a file");
}

/// The file which has the entry with that id.
pub fn file_with(folder: &Path, id: &str) -> PathBuf {
    let mut files = faq_files(folder).into_iter();
    let found = files.find(|(_, table)| entries(table).iter().any(|entry| is(entry, id)));
    found.unwrap_or_else(|| panic!("no file has the entry {id}")).0
}

/// Give an entry another answer.
pub fn set_answer(folder: &Path, id: &str, answer: &str) {
    let path = file_with(folder, id);
    let mut table = read(&path);
    let list = table.get_mut("entry").and_then(Value::as_array_mut);
    let mut list = list.expect("entries").iter_mut();
    let entry = list.find(|entry| is(entry, id));
    let entry = entry.and_then(Value::as_table_mut).expect("the entry is a table");
    entry.insert("answer".to_owned(), answer.into());
    let text = toml::to_string(&table).expect("a table can be written");
    fs::write(path, text).expect("writing a file");
}

/// The FAQ files are those with entries; the others in the folder have other purposes.
fn faq_files(folder: &Path) -> Vec<(PathBuf, Table)> {
    let files = fs::read_dir(folder).expect("the copied folder");
    let paths = files.map(|file| file.expect("a folder entry").path());
    let toml = paths.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let read = toml.map(|path| {
        let table = read(&path);
        (path, table)
    });
    read.filter(|(_, table)| table.contains_key("document") && !entries(table).is_empty()).collect()
}

fn read(path: &Path) -> Table {
    let text = fs::read_to_string(path).expect("reading a file");
    let table = toml::from_str(&text);
    table.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn entries(table: &Table) -> &[Value] {
    let list = table.get("entry").and_then(Value::as_array);
    list.map_or(&[], Vec::as_slice)
}

fn is(entry: &Value, id: &str) -> bool {
    entry.get("id").and_then(Value::as_str) == Some(id)
}
