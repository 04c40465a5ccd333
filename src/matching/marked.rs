//! A list whose places are marked anew for each question, without clearing it.

/// A list of which only the places marked since the last start count, so that starting anew costs
/// nothing.
#[derive(Debug, Default)]
pub struct Marked<T> {
    round: u32,
    items: Vec<(u32, T)>,
}

impl<T: Default + Copy> Marked<T> {
    /// Starts anew, with places for `len` items.
    pub fn start(&mut self, len: usize) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.items.clear();
            self.round = 1;
        }
        if self.items.len() < len {
            self.items.resize(len, (0, T::default()));
        }
    }

    /// The item, if it has been marked.
    pub fn get(&self, at: u32) -> Option<&T> {
        self.items.get(at as usize).filter(|(round, _)| *round == self.round).map(|(_, item)| item)
    }

    /// The item, marked. `at` must be below the length of the last start.
    pub fn place(&mut self, at: u32) -> &mut T {
        self.place_or_new(at).0
    }

    /// The item, marked, and whether it was not before.
    pub fn place_or_new(&mut self, at: u32) -> (&mut T, bool) {
        let (round, item) = &mut self.items[at as usize];
        let new = *round != self.round;
        if new {
            (*round, *item) = (self.round, T::default());
        }
        (item, new)
    }
}
