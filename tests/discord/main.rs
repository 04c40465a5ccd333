//! End-to-end tests: the real binary against a fake Discord on 127.0.0.1.
//!
//! Nothing here uses the bot's library, so a mistake there cannot hide itself. What the matching
//! decides for each question belongs to the unit tests; here only clear-cut questions are asked.

mod admin;
mod bot;
mod buttons;
mod commands;
mod cooldown;
mod curators;
mod fake;
mod faq_files;
mod faults;
mod going_on;
mod health;
mod languages;
mod listening;
mod message_command;
mod messages;
mod missed;
mod output;
mod permissions;
mod privacy;
mod reloads;
mod safety;
mod said;
mod settings;
mod startup;
mod talk;
