//! End-to-end tests: the real binary against a fake Discord on 127.0.0.1.
//!
//! Nothing here uses the bot's library, so a mistake there cannot hide itself. What the matching
//! decides for each question belongs to the unit tests; here only clear-cut questions are asked.

mod admin;
mod bot;
mod buttons;
mod commands;
mod fake;
mod faq_files;
mod faults;
mod messages;
mod output;
mod privacy;
mod safety;
mod said;

mod startup;
mod talk;
