//! The page in a real browser, where there is one.

use serde_json::json;

use crate::browser::Browser;
use crate::program::{Server, preview};

const PHONE: u32 = 375;

#[test]
fn the_page_works_in_a_browser() {
    let Some(mut browser) = Browser::start() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("page.html");
    assert!(preview(&["--out", &file.display().to_string()]).status.success());
    let address = format!("file://{}", file.display());
    browser.looks(1280, 900, false, "light");
    browser.open(&address);

    let ground = "getComputedStyle(document.body).backgroundColor";
    let light = browser.value(ground);
    browser.looks(1280, 900, false, "dark");
    let dark = browser.value(ground);
    assert_ne!(light, dark, "the system's colours are not followed");
    browser.value("(() => { theme.value = 'light'; theme.dispatchEvent(new Event('change')); })()");
    assert_eq!(browser.value(ground), light, "the toggle does nothing");

    let shown = "document.querySelectorAll('[data-card=entry]:not([hidden])').length";
    let all = browser.value(shown);
    browser.value("document.getElementById('filter').focus()");
    browser.enter("alcohol");
    let some = browser.value(shown);
    assert!(some.as_u64() > Some(0) && some.as_u64() < all.as_u64(), "{some} of {all}");
    assert_eq!(browser.value("document.querySelectorAll('tbody tr:not([hidden])').length"), some);
    let status = browser.value("document.getElementById('found').textContent");
    assert!(status.as_str().is_some_and(|text| text.contains(&format!("{some} of {all} entries"))), "{status}");

    let first = "document.querySelector('tbody tr').cells[2].dataset.value";
    browser.value("document.querySelectorAll('thead button')[2].focus()");
    browser.press("Enter", 13, "\r");
    let least = browser.value(first);
    browser.press("Enter", 13, "\r");
    assert_ne!(browser.value(first), least, "the table is not sorted");
    assert_eq!(browser.value("document.querySelector('[aria-sort]').ariaSort"), "descending");

    assert_eq!(browser.complaints, Vec::<String>::new());
    let elsewhere: Vec<_> =
        browser.fetched.iter().filter(|url| !url.starts_with(&address) && *url != "data:,").collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn nothing_sticks_out_on_a_phone() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Server::start(None);
    browser.looks(PHONE, 800, true, "light");
    browser.open(&format!("http://{}/#ask=can%20i%20drink%20on%20it", server.host()));
    browser.until("document.querySelector('#reasons pre') !== null");
    let width = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)";
    assert_eq!(browser.value(width), json!(PHONE));
    assert_eq!(
        browser.value("document.querySelector('.wide').scrollWidth <= document.querySelector('.wide').clientWidth"),
        true
    );
    // That this would be noticed.
    browser.value("document.querySelector('h1').style.minWidth = '500px'");
    assert_eq!(browser.value(width).as_u64().map(|width| width > PHONE.into()), Some(true));
}

#[test]
fn a_typed_question_is_answered_on_the_page() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Server::start(None);
    browser.looks(1280, 900, false, "light");
    browser.open(&format!("http://{}/", server.host()));
    browser.value("document.getElementById('question').focus()");
    browser.enter("can i have a beer on klonopin");
    let reply = "document.querySelector('.try').innerText";
    browser.until(&format!("{reply}.includes('Can I drink alcohol') && {reply}.includes('Decision: answer')"));
    assert_eq!(browser.value(&format!("{reply}.includes('healthcare provider')")), true);
    browser.value("document.getElementById('question').select()");
    browser.enter("<img src=x onerror=\"document.title='run'\"> beer");
    browser.until(&format!("{reply}.includes('<img src=x') && {reply}.includes('Decision: ')"));
    assert_eq!(browser.value("document.images.length === 0 && document.title !== 'run'"), true);
    assert_eq!(browser.complaints, Vec::<String>::new());

    // A question that the address brings, and a complaint that would be noticed.
    browser.open(&format!("http://{}/#ask=is%20it%20a%20benzo", server.host()));
    browser.until(&format!("{reply}.includes('What class of drug')"));
    browser.value("console.error('zephyr')");
    browser.value("1");
    assert!(browser.complaints.iter().any(|complaint| complaint.contains("zephyr")), "{:?}", browser.complaints);
    let own = format!("http://{}/", server.host());
    let elsewhere: Vec<_> = browser.fetched.iter().filter(|url| !url.starts_with(&own) && *url != "data:,").collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}");
}

#[test]
fn a_page_elsewhere_cannot_ask() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Server::start(None);
    // Another origin, whose own policy allows everything.
    let folder = tempfile::tempdir().expect("a folder");
    let page = folder.path().join("elsewhere.html");
    std::fs::write(&page, "<!DOCTYPE html><title>elsewhere</title>").expect("written");
    browser.open(&format!("file://{}", page.display()));
    let ask = |kind: &str| {
        let given =
            format!("{{method: 'POST', headers: {{'Content-Type': '{kind}'}}, body: '{{\"question\": \"a\"}}'}}");
        format!("fetch('http://{}/ask', {given}).then(r => r.status, () => 'refused')", server.host())
    };
    assert_eq!(browser.value(&ask("application/json")), "refused");
    assert_eq!(browser.value(&ask("text/plain")), "refused");
    // Asked from its own page it is answered, so it was the origin that was refused.
    browser.open(&format!("http://{}/", server.host()));
    assert_eq!(browser.value(&ask("application/json")), 200);
}

/// Draws the README's pictures anew: `cargo test --test preview -- --ignored`, then shrink them as
/// docs/preview.md says.
#[test]
#[ignore = "it draws the README's pictures"]
fn draw_the_pictures() {
    let Some(mut browser) = Browser::start() else { return };
    let server = Server::start(None);
    let home = format!("http://{}/", server.host());
    let asked = format!("{home}#ask=can%20i%20have%20a%20beer%20on%20klonopin%3F");
    let declined = format!("{home}#ask=can%20i%20take%20it%20while%20pregnant%3F");
    let rows = [
        ("light", 1280, 1000, false, &home, "document.getElementById('entry-brand-names').scrollIntoView()"),
        ("dark", 1280, 1000, false, &asked, "scrollTo(0, 0)"),
        ("mobile", PHONE, 812, true, &declined, "document.getElementById('try').scrollIntoView()"),
    ];
    for (name, width, height, mobile, address, place) in rows {
        browser.looks(width, height, mobile, if name == "dark" { "dark" } else { "light" });
        browser.open(address);
        if *address != home {
            browser.until("document.querySelector('#reasons pre') !== null");
        }
        browser.value(place);
        let picture = browser.picture();
        let file = format!("{}/docs/preview-{name}.png", env!("CARGO_MANIFEST_DIR"));
        std::fs::write(file, decoded(&picture)).expect("written");
    }
}

/// The bytes that base64 stands for.
fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.decode(text).expect("base64")
}
