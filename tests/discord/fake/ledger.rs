//! Every question that the fake has asked, and what came of it.
//!
//! A question is a message which must get exactly one reply. What else is in a channel is not here.

use std::collections::HashMap;
use std::time::{Duration, Instant};

struct Question {
    asked: Instant,
    /// Whether it was ever put on a connection of the bot's.
    delivered: bool,
    replies: usize,
    answered: Option<Instant>,
}

/// How many were asked, and so on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub asked: usize,
    pub delivered: usize,
    pub answered: usize,
    pub twice: usize,
    pub lost: usize,
    /// Lost though it was delivered.
    pub dropped: usize,
    /// The longest that anybody had to wait for an answer that came.
    pub longest: Duration,
}

#[derive(Default)]
pub struct Ledger(HashMap<String, Question>);

impl Ledger {
    pub(super) fn ask(&mut self, id: &str) {
        let question = Question { asked: Instant::now(), delivered: false, replies: 0, answered: None };
        self.0.insert(id.to_owned(), question);
    }

    pub(super) fn deliver(&mut self, id: &str) {
        if let Some(question) = self.0.get_mut(id) {
            question.delivered = true;
        }
    }

    pub(super) fn answer(&mut self, id: &str) {
        if let Some(question) = self.0.get_mut(id) {
            question.replies += 1;
            question.answered.get_or_insert_with(Instant::now);
        }
    }

    pub fn is_answered(&self, id: &str) -> bool {
        self.0.get(id).is_some_and(|question| question.answered.is_some())
    }

    /// What came of all questions asked since.
    pub fn tally(&self, since: Instant) -> Tally {
        let mut tally = Tally::default();
        self.0.values().filter(|question| question.asked >= since).for_each(|question| tally.count(question));
        tally
    }

    /// Who had no answer though the question was delivered, or two: when they asked, and how many replies there were.
    pub fn wronged(&self) -> Vec<(Instant, usize)> {
        let wronged =
            self.0.values().filter(|question| question.replies > 1 || (question.delivered && question.replies == 0));
        wronged.map(|question| (question.asked, question.replies)).collect()
    }

    /// What came of all questions.
    pub fn tally_all(&self) -> Tally {
        let mut tally = Tally::default();
        self.0.values().for_each(|question| tally.count(question));
        tally
    }
}

impl Tally {
    fn count(&mut self, question: &Question) {
        self.asked += 1;
        self.delivered += usize::from(question.delivered);
        self.twice += usize::from(question.replies > 1);
        match question.answered {
            Some(answered) => {
                self.answered += 1;
                self.longest = self.longest.max(answered - question.asked);
            }
            None => {
                self.lost += 1;
                self.dropped += usize::from(question.delivered);
            }
        }
    }
}
