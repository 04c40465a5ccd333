//! A wrong configuration is refused with a reason, and what is taken keeps its promises.
#![no_main]

use faqbot::config::Config;
use faqbot::render;
use faqbot::wording::Wording;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    match Config::parse("config.toml", &text) {
        Ok(config) => {
            let reply = Wording::new(config.help_lines().clone()).plain("Yes.");
            let shown = render::discord(&reply);
            assert!(render::length(&shown) <= render::DISCORD_LIMIT && shown.contains("healthcare provider"));
            assert!(!shown.contains("@everyone") && !shown.contains("<@"));
        }
        Err(problem) => assert!(problem.to_string().contains("config.toml")),
    }
});
