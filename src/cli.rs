//! The command line: what can be asked of the program.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use clap::{Args, Parser, Subcommand};

use crate::curate::options::{Completions, Export, Import, NewEntry};
use crate::faq::{Library, load};

/// Help in the terminal's own colours; clap leaves them out where NO_COLOR is set or nobody looks.
const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// The program's version, and the edition of the FAQ that is compiled in.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let program = env!("CARGO_PKG_VERSION");
    match Library::parse(&load::built_in()).ok().as_ref().and_then(Library::edition) {
        Some(edition) => format!("{program} (FAQ {edition})"),
        None => program.to_owned(),
    }
});

/// Answers questions about a medicine from curated FAQ entries.
#[derive(Debug, Parser)]
#[command(name = "faqbot", version = VERSION.as_str(), arg_required_else_help = true, styles = STYLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Answer on the console: one question, or each line of standard input. Needs no token.
    Ask(Ask),
    /// Print what questions match, without deciding: `{"text"}` a line in, `{"matches"}` a line out.
    Match(Match),
    /// Measure the answers to questions whose right answer is known: `{"text", "expected", "also_ok",
    /// "kind"}` a line.
    Eval(Eval),
    /// Check the FAQ's files: everything wrong in them, and what nobody has reviewed.
    Check(Check),
    /// Begin an entry: print a template, or add it to a file.
    NewEntry(NewEntry),
    /// Make a FAQ file of entries that are kept in another form.
    Import(Import),
    /// Print the FAQ's entries in another form.
    Export(Export),
    /// Print completions for a shell.
    Completions(Completions),
    /// Print the manual page.
    Man,
    /// Run the Discord bot. The token comes from DISCORD_TOKEN or DISCORD_TOKEN_FILE.
    Run(Run),
}

/// Options of `ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// Print one JSON object a line instead of text
    #[arg(long, conflicts_with_all = ["svg", "explain"])]
    pub json: bool,
    /// Say how the decision came about: which words met which, and what each gave
    #[arg(long, conflicts_with = "svg")]
    pub explain: bool,
    /// Print the reply to one question as an SVG picture
    #[arg(long, requires = "question")]
    pub svg: bool,
    /// Folder with the FAQ's files [default: ./faq if it is there, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// Configuration file, for its lines of help [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The question; without one, questions are read from standard input
    #[arg(value_name = "QUESTION")]
    pub question: Vec<String>,
}

/// Options of `check`. It ends with code 0 if the FAQ may go live, 1 if something was found, and 2 if a file
/// could not be read.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder with the FAQ's files [default: ./faq if it is there, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// The document that the answers are from, as a text file: compares quotes, numbers and names with it
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Print one JSON array of findings instead of text
    #[arg(long)]
    pub json: bool,
    /// Let warnings fail the check too
    #[arg(long)]
    pub strict: bool,
}

/// Options of `match`.
#[derive(Debug, Args)]
pub struct Match {
    /// Entries as JSON lines (`id`, `question`, `phrasings`, `answer`), or a FAQ folder
    #[arg(long, value_name = "FILE")]
    pub faq: PathBuf,
}

/// Options of `eval`. Floors are in percent; below one of them the program ends with code 1.
#[derive(Debug, Args)]
pub struct Eval {
    /// Files of questions
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Folder with the FAQ's files [default: ./faq if it is there, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// Of the questions with an answer, at least so many must be answered right
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent, allow_hyphen_values = true)]
    pub min_right: f64,
    /// Of the questions with an answer, at most so many may be answered wrong
    #[arg(long, value_name = "PERCENT", default_value_t = 100.0, value_parser = percent, allow_hyphen_values = true)]
    pub max_wrong: f64,
    /// Of the questions without one, at least so many must be declined
    #[arg(long, value_name = "PERCENT", default_value_t = 0.0, value_parser = percent, allow_hyphen_values = true)]
    pub min_declined: f64,
    /// Also print each question that did not come out right
    #[arg(long)]
    pub misses: bool,
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// Configuration file [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

fn percent(written: &str) -> Result<f64, String> {
    let percent: f64 = written.parse().map_err(|_| "is no number".to_owned())?;
    if (0.0..=100.0).contains(&percent) { Ok(percent) } else { Err("must be from 0 to 100".to_owned()) }
}
