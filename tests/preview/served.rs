//! The page as it is served: questions and replies, who may ask, and files that change.

use serde_json::json;

use crate::program::{Server, copied_faq};

const NOTICE: &str = "consult your healthcare provider";

type Headers<'h> = Vec<(&'h str, &'h str)>;

fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or_default()
}

#[test]
fn a_question_gets_the_bots_reply_and_its_reasons() {
    let server = Server::start(None);
    let page = server.page();
    assert!(status(&page) == "200" && page.contains("id=\"question\"") && page.contains("id=\"entry-alcohol\""));
    for (question, reply, reason) in [
        ("can i have a beer on klonopn", "Can I drink alcohol", "klonopn (read as klonopin)"),
        ("i took 30 pills", "Call your local emergency number now.", "send to help"),
        ("<b>zzzz</b>", "I found nothing about that", "nothing fits"),
        ("", "Ask me about", "no word in it"),
    ] {
        let answered = server.ask(question);
        let (said, why) = (answered["reply"].as_str().expect("HTML"), answered["explanation"].as_str().expect("text"));
        assert!(said.contains(reply) && said.contains(NOTICE) && why.contains(reason), "{question}: {answered}");
        assert!(!said.contains("zzzz"), "what was typed is in the reply: {said}");
    }
    let (status, said) = server.stop("-TERM");
    assert!(status.success() && said.is_empty(), "{status}: {said}");
}

#[test]
fn it_ends_well_at_ctrl_c() {
    let server = Server::start(None);
    let (status, said) = server.stop("-INT");
    assert!(status.success() && said.is_empty(), "{status}: {said}");
}

#[test]
fn only_its_own_page_may_ask() {
    let server = Server::start(None);
    let (host, port) = (server.host(), server.port);
    let own = format!("http://{host}");
    let named = format!("localhost:{port}");
    let json = ("Content-Type", "application/json");
    let body = json!({"question": "is it a benzo"}).to_string();
    let rows: [(&str, &str, &str, Headers<'_>); 19] = [
        ("200", "GET", "/", vec![("Host", &host)]),
        ("200", "GET", "/", vec![("Host", &named), ("Sec-Fetch-Site", "none")]),
        ("200", "POST", "/ask", vec![("Host", &host), ("Origin", &own), json]),
        ("200", "POST", "/ask", vec![("Host", &host), ("Origin", &own), json, ("Sec-Fetch-Site", "same-origin")]),
        // A foreign name that was pointed at this address.
        ("421", "GET", "/", vec![("Host", "evil.example")]),
        ("421", "GET", "/", vec![("Host", "127.0.0.1")]),
        ("421", "GET", "/", vec![("Host", "127.0.0.1:1")]),
        ("421", "POST", "/ask", vec![("Host", "evil.example"), ("Origin", &own), json]),
        ("421", "GET", "/", vec![("Host", &host), ("Host", "evil.example")]),
        // Other pages.
        ("403", "GET", "/", vec![("Host", &host), ("Origin", "http://evil.example")]),
        ("403", "GET", "/", vec![("Host", &host), ("Sec-Fetch-Site", "cross-site")]),
        ("403", "POST", "/ask", vec![("Host", &host), ("Origin", "http://evil.example"), json]),
        ("403", "POST", "/ask", vec![("Host", &host), ("Origin", "null"), json]),
        ("403", "POST", "/ask", vec![("Host", &host), json]),
        ("403", "POST", "/ask", vec![("Host", &host), ("Origin", &own), json, ("Sec-Fetch-Site", "same-site")]),
        ("403", "OPTIONS", "/ask", vec![("Host", &host), ("Origin", "http://evil.example")]),
        // What a form can send without asking first.
        ("415", "POST", "/ask", vec![("Host", &host), ("Origin", &own), ("Content-Type", "text/plain")]),
        ("405", "GET", "/ask", vec![("Host", &host)]),
        ("405", "POST", "/", vec![("Host", &host), ("Origin", &own), json]),
    ];
    let mut wrong = Vec::new();
    for (expected, method, path, headers) in &rows {
        let response = server.request(method, path, headers, if *method == "POST" { &body } else { "" });
        let head = response.split("\r\n\r\n").next().unwrap_or_default().to_lowercase();
        let kept = [
            "content-security-policy: default-src 'none'",
            "cache-control: no-store",
            "nosniff",
            "frame-ancestors 'none'",
        ];
        let unsafe_head = kept.iter().any(|part| !head.contains(part)) || head.contains("access-control");
        let leaks = *expected != "200" && (response.contains("benzo") || response.contains("id=\"entry"));
        if status(&response) != *expected || unsafe_head || leaks {
            wrong.push(format!("{expected} {method} {path} {headers:?}:\n{head}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn what_is_no_question_is_refused() {
    let server = Server::start(None);
    let (host, own) = (server.host(), format!("http://{}", server.host()));
    let headers = [("Host", host.as_str()), ("Origin", &own), ("Content-Type", "application/json")];
    let long = json!({"question": "a".repeat(70_000)}).to_string();
    for (body, expected) in
        [("{", "400"), ("{\"question\": 1}", "422"), ("{\"question\": \"a\", \"b\": 1}", "422"), (&long, "413")]
    {
        let response = server.request("POST", "/ask", &headers, body);
        assert_eq!(status(&response), expected, "{response}");
    }
    let most = server.ask(&"beer \u{1f37a}".repeat(900));
    assert!(most["reply"].as_str().is_some_and(|reply| reply.contains(NOTICE)), "{most}");
}

#[test]
fn the_page_follows_the_files_and_says_what_is_wrong_in_them() {
    let folder = copied_faq();
    let file = folder.path().join("clonazepam.toml");
    let good = std::fs::read_to_string(&file).expect("the FAQ");
    let answer = "answer = \"Clonazepam is a medicine";
    let server = Server::start(Some(folder.path()));
    let first = server.ask("what is clonazepam");
    assert!(server.page().contains("<html lang=\"en\" data-version=\"1\">"));

    std::fs::write(&file, good.replacen(answer, "answer = \"Zephyr is a medicine", 1)).expect("written");
    let second = server.ask("what is clonazepam");
    assert!(second["reply"].as_str().is_some_and(|reply| reply.contains("Zephyr is a medicine")), "{second}");
    assert_eq!((&first["version"], &second["version"]), (&json!(1), &json!(2)));
    assert!(server.page().contains("Zephyr is a medicine"));

    std::fs::write(&file, good.replacen("id = \"uses\"", "id = \"Use<s>\"", 1)).expect("written");
    let page = server.page();
    let place = "clonazepam.toml, line ";
    assert!(
        page.contains(place) && page.contains("entry 'Use&lt;s&gt;': an id has") && page.contains("column "),
        "{page}"
    );
    assert!(page.contains("as it was before") && page.contains("Zephyr is a medicine"));

    std::fs::write(&file, good).expect("written");
    let page = server.page();
    assert!(!page.contains(place) && page.contains("Clonazepam is a medicine"));
}

#[test]
fn files_that_are_wrong_from_the_start_are_shown_and_danger_is_answered() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("faq.toml"), "title = \"a\"\n[[entry").expect("written");
    let server = Server::start(Some(folder.path()));
    let page = server.page();
    assert!(page.contains("role=\"alert\"") && page.contains("faq.toml, line 2, column "), "{page}");
    let help = server.ask("he took the whole bottle and i cant wake him");
    assert!(help["reply"].as_str().is_some_and(|reply| reply.contains("emergency number now")), "{help}");
    let other = server.ask("is it a benzo");
    assert!(other["reply"].as_str().is_some_and(|reply| reply.contains("cannot read my FAQ")), "{other}");
}
