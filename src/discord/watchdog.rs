//! Ends the process when it no longer lives, so that a service manager starts it anew.
//!
//! It runs in a thread of its own, outside the runtime, because the runtime may be what stands still.

use std::process;
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use super::pulse::Pulse;
use super::shards::Pings;

/// The exit code of a process that the watchdog ended.
const ENDED_BY_WATCHDOG: i32 = 3;
/// How often it looks.
const LOOK: Duration = Duration::from_millis(500);
/// A sleep that lasts so much longer was none of its own.
const SUSPENDED: Duration = Duration::from_secs(5);
/// Every so many looks each shard is sent a ping.
const LOOKS_A_PING: u32 = 8;
/// How long it tries to say why: whoever reads the log may be what everything waits for.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// Discord lets shards connect no faster than one in five seconds, so with many of them one may wait long.
const TURN: Duration = Duration::from_secs(6);

/// Watches from now on. `limit` is the longest time without a sign of life: of the runtime, of all shards
/// together, and, with a turn added for each other shard, of a single one.
pub fn start(pulse: Arc<Pulse>, pings: Pings, limit: Duration) -> std::io::Result<()> {
    let runtime = tokio::runtime::Handle::current();
    thread::Builder::new().name("watchdog".to_owned()).spawn(move || {
        let mut looks = 0_u32;
        loop {
            let before = Instant::now();
            thread::sleep(LOOK);
            // The process was stopped, and had no time to hear anything.
            if before.elapsed() > LOOK + SUSPENDED {
                pulse.renew();
            }
            looks = looks.wrapping_add(1);
            if looks.is_multiple_of(LOOKS_A_PING) {
                pings.send();
            }
            // A task that spins may have been the one to whom timers and sockets were entrusted; what is spawned from
            // outside wakes another thread, which takes them over.
            runtime.spawn(async {});
            if let Some(reason) = fault(&pulse, limit) {
                end(reason);
            }
        }
    })?;
    Ok(())
}

fn fault(pulse: &Pulse, limit: Duration) -> Option<String> {
    let (_, shards) = pulse.connected();
    let others = u32::try_from(shards).unwrap_or(u32::MAX).saturating_sub(1);
    let seconds = limit.as_secs();
    if pulse.stillness() > limit {
        return Some(format!("nothing has run for {seconds} s"));
    }
    if pulse.deafness() > limit {
        return Some(format!("the gateway has acknowledged nothing for {seconds} s"));
    }
    let single = limit.saturating_add(TURN.saturating_mul(others));
    (pulse.longest_silence() > single)
        .then(|| format!("the gateway has acknowledged nothing of one shard for {} s", single.as_secs()))
}

fn end(reason: String) -> ! {
    let (said, heard) = mpsc::channel();
    thread::spawn(move || {
        tracing::error!("watchdog: {reason}; ending, to be started anew");
        let _ = said.send(());
    });
    let _ = heard.recv_timeout(LAST_WORDS);
    process::exit(ENDED_BY_WATCHDOG);
}
