//! When the FAQ is read again: on a signal, and when its files change. What an admin asks for comes here too.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{Config, PollWatcher, RecursiveMode, Watcher};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;
use tokio::time::timeout;

use crate::counters;
use crate::faq::Problems;
use crate::memory;
use crate::store::{Faq, Origin, Reloaded, Store};

/// How often the folder is looked at. Looking works on network drives too, where nobody tells of changes,
/// and sees a file that was put in another's place.
const LOOK: Duration = Duration::from_secs(2);
/// Files are read when nothing has changed for this long: an editor may save several, or one in pieces.
const QUIET: Duration = Duration::from_millis(500);

/// Reads the files again. `None` if that stopped unexpectedly; the FAQ before goes on answering then.
pub async fn reload(faq: &Arc<Faq>) -> Option<Result<Reloaded, Problems>> {
    let reloading = Arc::clone(faq);
    let reload = move || {
        let outcome = reloading.reload();
        // The FAQ before is free now, or soon.
        memory::give_back();
        outcome
    };
    let outcome = tokio::task::spawn_blocking(reload).await.ok();
    counters::reloaded(matches!(outcome, Some(Ok(_))));
    match &outcome {
        Some(Ok(reloaded)) => tracing::info!("{} was reloaded: {reloaded}", faq.origin()),
        Some(Err(problems)) => tracing::warn!("{} was not reloaded: {problems}", faq.origin()),
        None => tracing::error!("a reload stopped unexpectedly"),
    }
    outcome
}

/// Reloads every FAQ from now on, on SIGHUP and when its own files change.
pub fn keep_up(store: &Store) -> std::io::Result<()> {
    store.all().into_iter().try_for_each(|faq| keep_up_one(Arc::clone(faq)))
}

fn keep_up_one(faq: Arc<Faq>) -> std::io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        let (changed, mut changes) = mpsc::channel(1);
        let folder = match faq.origin() {
            Origin::Folder(folder) => Some(folder.clone()),
            Origin::BuiltIn => None,
        };
        let _watching = folder.and_then(|folder| watch(&folder, changed));
        loop {
            tokio::select! {
                Some(()) = hangup.recv() => {}
                Some(()) = changes.recv() => while timeout(QUIET, changes.recv()).await.is_ok_and(|more| more.is_some()) {},
                else => return,
            }
            reload(&faq).await;
        }
    });
    Ok(())
}

fn watch(folder: &Path, changed: mpsc::Sender<()>) -> Option<PollWatcher> {
    let tell = move |event: notify::Result<notify::Event>| {
        // A full channel holds the word already. What cannot be read now shows at the reload.
        if event.is_ok() {
            let _ = changed.try_send(());
        }
    };
    let mut watcher =
        PollWatcher::new(tell, Config::default().with_poll_interval(LOOK).with_compare_contents(true)).ok()?;
    match watcher.watch(folder, RecursiveMode::NonRecursive) {
        Ok(()) => Some(watcher),
        Err(_) => {
            tracing::warn!("changes of the FAQ's files are not noticed; /faq-admin reload and SIGHUP still work");
            None
        }
    }
}
