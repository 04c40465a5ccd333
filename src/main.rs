//! The `faqbot` program: reads the command line and hands over. See the library for the rest.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use clap::{CommandFactory, Parser};
use faqbot::answerers::Answerers;
use faqbot::cli::{Ask, Check, Cli, Command, Db, DbAction, Eval, Preview, Run};
use faqbot::config::Config;
use faqbot::console::{self, Format};
use faqbot::curate::options::{Export, Import, NewEntry};
use faqbot::curate::{self, Head};
use faqbot::faq::{Code, Library, Problem, Problems, jsonl, load, save};
use faqbot::matching::Index;
use faqbot::settings::{self, Settings};
use faqbot::store::{Origin, Store};
use faqbot::token::Token;
use faqbot::wording::Wording;
use faqbot::{check, discord, eval, logging, memory, picture, preview};

/// Something the person who started it has to mend: a configuration, a FAQ file, a token.
const SETUP_FAILED: u8 = 2;
/// Discord acknowledges a heartbeat every 41 seconds; a shard is begun anew after three quarters of this.
const SHORTEST_WATCHDOG: Duration = Duration::from_secs(90);
/// Something failed while it ran.
const RUN_FAILED: u8 = 1;

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Ask(options) => ask(options),
        Command::Match(options) => match_lines(&options.faq),
        Command::Eval(options) => evaluate(&options),
        Command::Check(options) => check_faq(&options),
        Command::NewEntry(options) => new_entry(&options),
        Command::Import(options) => import(&options),
        Command::Export(options) => export(&options),
        Command::Completions(options) => completions(options.shell),
        Command::Man => written(clap_mangen::Man::new(Cli::command()).render(&mut io::stdout())),
        Command::Preview(options) => show(&options),
        Command::Db(options) => db(&options),
        Command::Run(options) => run(&options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, reason)) => {
            // Nobody may be there to read it.
            let _ = writeln!(io::stderr(), "faqbot: {reason}");
            ExitCode::from(code)
        }
    }
}

type Outcome = Result<(), (u8, String)>;

fn ask(options: Ask) -> Outcome {
    let language = options.lang.unwrap_or_default();
    let config = Config::load(options.config.as_deref()).map_err(setup)?;
    let wording = Wording::new(config.help_lines().speaking(language));
    let origin = Origin::choose(options.faq.as_deref().or(config.faq_folder()));
    let format = match (options.json, options.explain, io::stdout().is_terminal()) {
        (true, ..) => Format::Json,
        (_, true, _) => Format::Explained,
        (_, _, true) => Format::Terminal,
        (_, _, false) => Format::Text,
    };
    let question = options.question.join(" ");
    let prompt = options.question.is_empty() && io::stdin().is_terminal() && format != Format::Json;
    let (answerers, wrong) = match origin.build_all() {
        Ok(answerers) => (answerers, None),
        // A cry for help is answered even so; a curator at the terminal is told at once.
        Err(problems) if !prompt => (Answerers::without_faq(), Some(faq_wrong(&origin, &problems))),
        Err(problems) => return Err(faq_wrong(&origin, &problems)),
    };
    let answerer = answerers.in_language(language);
    let mut output = anstream::stdout().lock();
    written(if options.svg {
        writeln!(output, "{}", picture::svg(answerer, &wording, &question))
    } else if options.question.is_empty() {
        console::chat(answerer, &wording, &mut io::stdin().lock(), format, prompt, &mut output)
    } else if wrong.is_some() && !answerer.is_cry_for_help(&question) {
        Ok(())
    } else {
        console::ask(answerer, &wording, &question, format, &mut output)
    })?;
    wrong.map_or(Ok(()), Err)
}

fn match_lines(faq: &Path) -> Outcome {
    let print = |index: &Index| written(console::match_lines(index, &mut io::stdin().lock(), &mut io::stdout().lock()));
    if faq.is_dir() {
        return print(Origin::Folder(faq.to_owned()).build().map_err(setup)?.index());
    }
    let file = load::file(faq).map_err(setup)?;
    let entries = jsonl::parse(&file.name, &file.text).map_err(setup)?;
    let built_in = Library::parse(&load::built_in()).map_err(setup)?;
    print(&Index::of_plain(&entries, built_in.vocabulary()))
}

fn evaluate(options: &Eval) -> Outcome {
    let origin = Origin::choose(options.faq.as_deref());
    let answerer = origin.build().map_err(|problems| faq_wrong(&origin, &problems))?;
    let mut rows = Vec::new();
    for path in &options.files {
        let file = load::file(path).map_err(setup)?;
        rows.extend(eval::parse(&file.name, &file.text, answerer.library()).map_err(setup)?);
    }
    let report = eval::run(&answerer, &rows);
    let mut output = io::stdout().lock();
    let misses = report.misses.iter().filter(|_| options.misses);
    let lines = misses.map(|miss| format!("{miss}\n")).collect::<String>();
    written(write!(output, "{lines}{report}"))?;
    let floors = eval::Floors { right: options.min_right, wrong: options.max_wrong, declined: options.min_declined };
    match report.shortfalls(&floors).as_slice() {
        [] => Ok(()),
        short => Err((RUN_FAILED, short.join("; "))),
    }
}

/// That nobody reads any more is no failure: `faqbot … | head` ends like this.
fn written(outcome: io::Result<()>) -> Outcome {
    match outcome {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other.map_err(|error| (RUN_FAILED, error.to_string())),
    }
}

fn check_faq(options: &Check) -> Outcome {
    // The FAQ that the bot would answer from.
    let config = Config::load(None).map_err(setup)?;
    let origin = Origin::choose(options.faq.as_deref().or(config.faq_folder()));
    let mut files = origin.files().map_err(|problems| faq_wrong(&origin, &problems))?;
    let document = options.document.as_deref().map(load::file).transpose().map_err(setup)?;
    let checked = check::check(&files, document.as_ref());
    files.extend(document);
    let mut output = anstream::stdout().lock();
    written(if options.json {
        writeln!(output, "{}", check::json(checked.findings()))
    } else {
        // There are many of these in a good FAQ too, and what must be mended would be lost among them.
        let quiet = |finding: &&Problem| options.notes || finding.code() != Code::PhrasingNearerElsewhere;
        let shown: Vec<Problem> = checked.findings().iter().filter(quiet).cloned().collect();
        let hidden = checked.findings().len() - shown.len();
        let more = if hidden > 0 { format!(" --notes shows {hidden} more.") } else { String::new() };
        writeln!(output, "{}{origin}: {checked}{more}", check::text(&shown, &files))
    })?;
    if checked.passes(options.strict) { Ok(()) } else { Err((RUN_FAILED, format!("{origin} did not pass the check"))) }
}

fn new_entry(options: &NewEntry) -> Outcome {
    let (Some(path), Some(id), Some(question)) = (&options.file, &options.id, &options.question) else {
        let template = curate::template(options.id.as_deref(), options.question.as_deref());
        return written(write!(io::stdout(), "{template}"));
    };
    let before = if path.exists() { Some(load::file(path).map_err(setup)?.text) } else { None };
    let added = curate::add(path, before.as_deref(), id, question, &curate::beside(path)).map_err(found)?;
    save::file(path, &added.text, true).map_err(setup)?;
    let (file, left) = (path.display(), listed(&added.left));
    let said =
        format!("'{id}' was added to {file}, line {}. The FAQ cannot be used until this is done:{left}", added.line);
    written(writeln!(io::stdout(), "{said}\nThen run `faqbot check`."))
}

fn import(options: &Import) -> Outcome {
    let from = load::file(&options.file).map_err(setup)?;
    let head = Head { title: options.title.clone(), document: options.document_title.clone() };
    let others = options.into.as_deref().map(curate::beside).unwrap_or_default();
    if let Some(path) = options.into.as_deref().filter(|path| path.file_name().is_some_and(curate::is_reserved)) {
        return Err(setup(format!("{} has a meaning of its own, and holds no entries", path.display())));
    }
    let imported = curate::import(&from, options.from, &head, &others).map_err(found)?;
    match &options.into {
        Some(path) => save::file(path, &imported.text, options.force).map_err(setup)?,
        None => written(write!(io::stdout(), "{}", imported.text))?,
    }
    // What is said goes beside the file, not into it.
    let left = listed(&imported.left);
    let rest = if left.is_empty() { "" } else { ". The FAQ cannot be used until this is done:" };
    eprintln!("Entries imported: {}{rest}{left}", imported.entries);
    Ok(())
}

fn listed(items: &[impl AsRef<str>]) -> String {
    items.iter().map(|item| format!("\n  {}", item.as_ref())).collect()
}

fn export(options: &Export) -> Outcome {
    let origin = Origin::choose(options.faq.as_deref());
    let answerer = origin.build().map_err(|problems| faq_wrong(&origin, &problems))?;
    let text = curate::export(answerer.library(), options.to).map_err(found)?;
    written(write!(io::stdout(), "{text}"))
}

fn completions(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "faqbot", &mut script);
    written(io::stdout().write_all(&script))
}

fn show(options: &Preview) -> Outcome {
    let config = Config::load(options.config.as_deref()).map_err(setup)?;
    let origin = Origin::choose(options.faq.as_deref().or(config.faq_folder()));
    let host = preview::Host::new(config.help_lines(), time::OffsetDateTime::now_utc().date());
    if options.serve {
        // Even a panic must not print what somebody has typed.
        logging::start(config.log_level());
        return preview::serve(origin, host, options.port).map_err(setup);
    }
    let answerer = origin.build().map_err(|problems| faq_wrong(&origin, &problems))?;
    let page = preview::page(&answerer, &host, &origin);
    match &options.out {
        Some(file) => save::file(file, &page, true).map_err(setup),
        None => written(io::stdout().lock().write_all(page.as_bytes())),
    }
}

fn db(options: &Db) -> Outcome {
    let config = Config::load(options.config.as_deref()).map_err(setup)?;
    let folder = config.running().state_folder();
    if matches!(options.action, DbAction::Export) && !settings::file(folder).exists() {
        return Err(setup(format!("there are no settings in '{}'", folder.display())));
    }
    let settings = Settings::open(folder).map_err(setup)?;
    match &options.action {
        DbAction::Export => written(writeln!(io::stdout(), "{}", settings.export())),
        DbAction::Import { file } => {
            let from = load::file(file).map_err(setup)?;
            let count = settings.import(&from.text).map_err(|error| setup(format!("{}: {error}", from.name)))?;
            written(writeln!(io::stdout(), "Channels taken in: {count}"))
        }
    }
}

fn run(options: &Run) -> Outcome {
    memory::share_one_heap();
    let config = Config::load(options.config.as_deref()).map_err(setup)?;
    let token = Token::from_environment().map_err(setup)?;
    let origin = Origin::choose(config.faq_folder());
    logging::start(config.log_level());
    let today = time::OffsetDateTime::now_utc().date();
    if config.running().watchdog() < SHORTEST_WATCHDOG {
        logging::warn(
            "discord.watchdog_seconds is below two of Discord's heartbeats: good for a test, not to be run with",
        );
    }
    config.help_lines().warnings(today).iter().for_each(|warning| logging::warn(warning));
    let (store, wrong) = Store::open(origin, config.faq_servers());
    for (origin, problems) in wrong {
        // Members in danger must be heard even now, and a reload may mend it.
        logging::error(&format!("{}; until a reload, only danger is answered", faq_wrong(&origin, &problems).1));
    }
    discord::run(config, token, store).map_err(|error| {
        let code = if error.is_setup() { SETUP_FAILED } else { RUN_FAILED };
        (code, error.to_string())
    })
}

fn faq_wrong(origin: &Origin, problems: &Problems) -> (u8, String) {
    setup(format!("{origin} cannot be used:\n{problems}"))
}

/// What was found in a file that somebody wanted to bring in.
fn found(problems: Problems) -> (u8, String) {
    (RUN_FAILED, format!("nothing was written:\n{problems}"))
}

fn setup(reason: impl ToString) -> (u8, String) {
    (SETUP_FAILED, reason.to_string())
}
