//! The command line: what can be asked of the program.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::Styles;
use clap::builder::styling::AnsiColor;
use clap::{Args, Parser, Subcommand};

use crate::curate::options::{Completions, Export, Import, NewEntry};
use crate::faq::{Library, load};
use crate::language::Language;

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
    /// Show every reply as Discord would show it, on a page or, with --serve, with a box to try questions.
    Preview(Preview),
    /// Write out or take in the settings made in Discord.
    Db(Db),
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
    /// Folder with the FAQ's files [default: the configuration's, else ./faq, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// Configuration file, for its lines of help [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Language of the reply, and of the FAQ if the folder has it: de, es, fr or pt [default: English]
    #[arg(long, value_name = "CODE", value_parser = language)]
    pub lang: Option<Language>,
    /// The question; without one, questions are read from standard input
    #[arg(value_name = "QUESTION")]
    pub question: Vec<String>,
}

/// Options of `check`. It ends with code 0 if the FAQ may go live, 1 if something was found, and 2 if a file
/// could not be read.
#[derive(Debug, Args)]
pub struct Check {
    /// Folder with the FAQ's files [default: the configuration's, else ./faq, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// The document that the answers are from, as a text file: compares quotes, numbers and names with it
    #[arg(long, value_name = "FILE")]
    pub document: Option<PathBuf>,
    /// Also show what is only worth a look: phrasings that another entry would find first without them
    #[arg(long)]
    pub notes: bool,
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
    /// Folder with the FAQ's files [default: the configuration's, else ./faq, else the built-in FAQ]
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

/// Options of `preview`.
#[derive(Debug, Args)]
pub struct Preview {
    /// Folder with the FAQ's files [default: the configuration's, else ./faq, else the built-in FAQ]
    #[arg(long, value_name = "FOLDER")]
    pub faq: Option<PathBuf>,
    /// Configuration file, for its lines of help [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write the page to this file instead of standard output
    #[arg(long, value_name = "FILE", conflicts_with = "serve")]
    pub out: Option<PathBuf>,
    /// Serve the page to this machine alone, until it is stopped; it follows the FAQ's files
    #[arg(long)]
    pub serve: bool,
    /// Port to serve on; 0 is any free one
    #[arg(long, value_name = "N", default_value_t = 0, requires = "serve")]
    pub port: u16,
}

/// Options of `db`.
#[derive(Debug, Args)]
pub struct Db {
    /// What to do with them.
    #[command(subcommand)]
    pub action: DbAction,
    /// Configuration file, for the state folder [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub enum DbAction {
    /// Print them as JSON
    Export,
    /// Take them from JSON in place of those there are; the bot must not be running
    Import {
        /// The file with the JSON
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// Options of `run`.
#[derive(Debug, Args)]
pub struct Run {
    /// Configuration file [default: ./config.toml if it is there]
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

fn language(code: &str) -> Result<Language, String> {
    let codes = Language::ALL.map(Language::code);
    Language::of_code(code).ok_or_else(|| format!("the bot speaks {}", codes.join(", ")))
}

fn percent(written: &str) -> Result<f64, String> {
    let percent: f64 = written.parse().map_err(|_| "is no number".to_owned())?;
    if (0.0..=100.0).contains(&percent) { Ok(percent) } else { Err("must be from 0 to 100".to_owned()) }
}
