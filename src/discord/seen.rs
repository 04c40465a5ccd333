//! Which events were taken up already: Discord sends some again after a connection was lost.
//!
//! Ids only, of messages and interactions, in memory, and no more than a bounded number.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

/// So many are remembered at least, and twice as many at most: at two hundred messages a second those of more than
/// two minutes. A reply is seldom under way for longer; of one that is, history may not know yet, and then Discord,
/// which takes a nonce only once in some minutes, is what keeps it from coming twice. It is also what a table of
/// 32,768 places holds, in 288 KiB.
const REMEMBERED: usize = 28_672;

/// The ids of the last events.
#[derive(Debug, Default)]
pub struct Seen(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: HashSet<u64>,
    old: HashSet<u64>,
}

impl Seen {
    /// Remembers an id; `false` if it was known.
    pub fn is_new(&self, id: u64) -> bool {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.old.contains(&id) || !seen.young.insert(id) {
            return false;
        }
        if seen.young.len() >= REMEMBERED {
            seen.old = std::mem::take(&mut seen.young);
        }
        true
    }

    /// Forgets an id, so that it may come again.
    pub fn forget(&self, id: u64) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.young.remove(&id);
        seen.old.remove(&id);
    }
}

#[cfg(test)]
mod tests {
    use super::{REMEMBERED, Seen};

    #[test]
    fn the_last_ids_are_known_and_memory_is_bounded() {
        let seen = Seen::default();
        let last = 5 * REMEMBERED as u64;
        assert!((0..last).all(|id| seen.is_new(id)));
        assert!((last - REMEMBERED as u64..last).all(|id| !seen.is_new(id)));
        let seen = seen.0.into_inner().expect("no panic");
        assert!(seen.young.len() + seen.old.len() <= 2 * REMEMBERED);
    }
}
