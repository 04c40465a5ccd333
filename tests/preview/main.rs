//! The preview: the page itself, the real program that serves it, and both in a real browser.

mod browser;
mod in_browser;
mod page;
mod program;
mod served;
