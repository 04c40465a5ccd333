//! The curators' commands on the command line.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// A form that entries are kept in elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// A table with the columns id, question, answer, phrasings, related, sources and care
    Csv,
    /// An array of entries
    Json,
    /// The tags of discord.js's utility bot: `[name]`, `keywords`, `content`
    Tags,
}

/// Options of `new-entry`.
#[derive(Debug, Args)]
pub struct NewEntry {
    /// FAQ file to add it to; it is made if it is not there. Without it, the entry is printed
    #[arg(long, value_name = "FILE", requires_all = ["id", "question"])]
    pub file: Option<PathBuf>,
    /// The entry's id, of a to z, 0 to 9 and '-'
    #[arg(long)]
    pub id: Option<String>,
    /// The question, as it is shown
    #[arg(long)]
    pub question: Option<String>,
}

/// Options of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// What the file holds
    #[arg(long, value_name = "FORM")]
    pub from: Form,
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// FAQ file to write; without it, it is printed
    #[arg(long, value_name = "FILE")]
    pub into: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long, requires = "into")]
    pub force: bool,
    /// What the FAQ is about
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The title of the document that the answers are from
    #[arg(long, value_name = "TEXT")]
    pub document_title: Option<String>,
}

/// Options of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// What to print
    #[arg(long, value_name = "FORM")]
    pub to: Form,
    /// Folder with the FAQ's files [default: ./faq if it is there, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}
