//! Numbers for strings, so that comparing and looking up an idea costs as much as for a number.

use std::collections::HashMap;

/// Strings in the order they were first met, each with its place as its number.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Names {
    /// The number of `text`, a new one if it has none yet.
    pub fn number(&mut self, text: &str) -> u32 {
        self.get(text).unwrap_or_else(|| {
            let number = self.texts.len() as u32;
            self.numbers.insert(text.into(), number);
            self.texts.push(text.into());
            number
        })
    }

    /// The number of `text`, if it has one.
    pub fn get(&self, text: &str) -> Option<u32> {
        self.numbers.get(text).copied()
    }

    /// The text that has this number; empty for a number that none has.
    pub fn text(&self, number: u32) -> &str {
        self.texts.get(number as usize).map(|text| &**text).unwrap_or_default()
    }

    /// How many there are; all numbers are below it.
    pub fn len(&self) -> usize {
        self.texts.len()
    }
}
