//! The fake's checks themselves: a good body passes, and each body with one fault is refused.

use serde_json::{Value, json};

use super::checks;

fn good_message() -> Value {
    json!({
        "content": "Yes.\nConsult your healthcare provider.",
        "allowed_mentions": {"parse": [], "replied_user": false},
        "components": [{"type": 1, "components": [button("one"), button("two")]}],
        "nonce": "1300000000000000001",
        "enforce_nonce": true,
    })
}

fn button(id: &str) -> Value {
    json!({"type": 2, "style": 2, "label": "A question", "custom_id": id})
}

fn rows(buttons: &[Value]) -> Value {
    json!([{"type": 1, "components": buttons}])
}

#[test]
fn messages_with_one_fault_are_refused() {
    let problems = checks::new_message(&good_message());
    assert!(problems.is_empty(), "{problems:?}");
    let notice = "Consult your healthcare provider.";
    let mut unlabelled = button("one");
    unlabelled["label"] = "".into();
    let faults = [
        ("content", json!("Yes.")),
        ("content", Value::Null),
        ("content", json!(format!("{notice}{}", "x".repeat(2000)))),
        ("allowed_mentions", Value::Null),
        ("allowed_mentions", json!({})),
        ("allowed_mentions", json!({"parse": ["everyone"]})),
        ("allowed_mentions", json!({"parse": [], "users": ["123"]})),
        ("allowed_mentions", json!({"parse": [], "roles": ["123"]})),
        ("allowed_mentions", json!({"parse": [], "replied_user": true})),
        ("components", json!([{"type": 1, "components": [{"type": 3, "custom_id": "m", "options": []}]}])),
        ("embeds", json!([{"title": "x"}])),
        ("tts", json!(true)),
        ("nonce", json!("x".repeat(26))),
        ("nonce", Value::Null),
        ("components", json!([{"type": 99}])),
        ("components", rows(&[])),
        ("components", rows(&[button("same"), button("same")])),
        ("components", rows(&[button(&"x".repeat(101))])),
        ("components", rows(&[unlabelled])),
        ("components", rows(&["1", "2", "3", "4", "5", "6"].map(button))),
    ];
    for (key, value) in faults {
        let mut body = good_message();
        body[key] = value;
        let refused = !checks::new_message(&body).is_empty();
        assert!(refused, "{key} {} passed", body[key]);
    }
}

#[test]
fn callbacks_with_one_fault_are_refused() {
    let choice = json!({"name": "A question", "value": "id"});
    let choices = |list: Vec<Value>| json!({"type": 8, "data": {"choices": list}});
    let mut shown = good_message();
    shown["flags"] = 64.into();
    let good = [
        json!({"type": 4, "data": shown}),
        json!({"type": 5, "data": {"flags": 64}}),
        json!({"type": 7, "data": good_message()}),
        choices(vec![choice.clone(); 25]),
    ];
    for body in good {
        let problems = checks::callback(&body);
        assert!(problems.is_empty(), "{body}: {problems:?}");
    }
    let long = "x".repeat(101);
    let faults = [
        json!({"type": 4}),
        json!({"type": 4, "data": {"content": "Yes."}}),
        json!({"type": 7, "data": {"content": "Yes."}}),
        json!({"type": 99, "data": good_message()}),
        json!({"type": 5, "data": {"flags": 128}}),
        json!({"type": 8, "data": {}}),
        choices(vec![choice; 26]),
        choices(vec![json!({"name": "", "value": "id"})]),
        choices(vec![json!({"name": long, "value": "id"})]),
        choices(vec![json!({"name": "A question", "value": ""})]),
        choices(vec![json!({"name": "A question", "value": long})]),
    ];
    for body in faults {
        assert!(!checks::callback(&body).is_empty(), "{body} passed");
    }
}

#[test]
fn commands_with_one_fault_are_refused() {
    let command = |name: &str, description: &str| {
        let option = json!({"name": "question", "type": 3, "description": description});
        json!([{"name": name, "description": "Ask", "options": [option]}])
    };
    let problems = checks::commands(&command("ask", "What to ask"));
    assert!(problems.is_empty(), "{problems:?}");
    let faults = [
        json!({}),
        command("Ask", "What to ask"),
        command("ask me", "What to ask"),
        command("ask", ""),
        json!([{"name": "ask", "description": "", "options": []}]),
        json!([{"name": "faq", "description": "Topics", "options": [
            {"name": "show", "type": 1, "description": "Show one", "options": [
                {"name": "Topic", "type": 3, "description": "Which"},
            ]},
        ]}]),
        command("ask", &"x".repeat(101)),
    ];
    for body in faults {
        assert!(!checks::commands(&body).is_empty(), "{body} passed");
    }
}
