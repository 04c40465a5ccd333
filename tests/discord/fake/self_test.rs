//! The fake's checks themselves: a good body passes, and each body with one fault is refused.

use serde_json::{Value, json};

use super::{checks, command_checks};

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

fn menu(options: &[Value]) -> Value {
    json!({"type": 3, "custom_id": "menu", "placeholder": "Questions", "options": options})
}

fn choice(value: &str) -> Value {
    json!({"label": "A question", "value": value})
}

/// The same with one field changed.
fn with(mut value: Value, key: &str, field: Value) -> Value {
    value[key] = field;
    value
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
        ("components", rows(&[menu(&[])])),
        ("components", rows(&[menu(&[choice("one")]), button("one")])),
        ("components", rows(&[menu(&[choice("one"), choice("one")])])),
        ("components", rows(&[menu(&(0..26).map(|n| choice(&n.to_string())).collect::<Vec<_>>())])),
        ("components", rows(&[menu(&[choice(&"x".repeat(101))])])),
        ("components", rows(&[menu(&[with(choice("one"), "label", json!("x".repeat(101)))])])),
        ("components", rows(&[with(menu(&[choice("one")]), "placeholder", json!("x".repeat(151)))])),
        ("components", rows(&[with(menu(&[choice("one")]), "max_values", json!(2))])),
        ("components", rows(&[with(menu(&[choice("one")]), "custom_id", json!(""))])),
        ("components", rows(&[with(button("one"), "label", json!("é".repeat(81)))])),
        ("components", rows(&[with(button("one"), "custom_id", json!(""))])),
        ("components", rows(&[with(button("one"), "style", json!(9))])),
        ("components", rows(&[with(button("one"), "url", json!("https://example.com"))])),
        ("components", json!((0..6).map(|n| rows(&[button(&n.to_string())])[0].clone()).collect::<Vec<_>>())),
        ("components", json!([rows(&[button("same")])[0], rows(&[button("same")])[0]])),
        ("components", json!([button("one")])),
        ("embeds", json!([{"title": "x"}])),
        ("flags", json!(64)),
        ("poll", json!({"question": {"text": "x"}})),
        ("tts", json!(true)),
        ("nonce", json!("é".repeat(26))),
        ("nonce", json!(1.5)),
        ("nonce", Value::Null),
        ("components", json!([{"type": 99}])),
        ("components", rows(&[])),
        ("components", rows(&[button("same"), button("same")])),
        ("components", rows(&[button(&"x".repeat(101))])),
        ("components", rows(&[unlabelled])),
        ("components", rows(&["1", "2", "3", "4", "5", "6"].map(button))),
    ];
    let passed = faults.into_iter().filter(|(key, value)| {
        let body = with(good_message(), key, value.clone());
        checks::new_message(&body).is_empty()
    });
    let passed: Vec<String> = passed.map(|(key, value)| format!("{key} {value}")).collect();
    assert!(passed.is_empty(), "these passed:\n{}", passed.join("\n"));
    let good = rows(&[menu(&[choice("one"), choice("two")])]);
    let problems = checks::new_message(&with(good_message(), "components", good));
    assert!(problems.is_empty(), "{problems:?}");
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
    let options = |options: Vec<Value>| json!([{"name": "ask", "description": "Ask", "options": options}]);
    let good = [
        command("ask", "What to ask"),
        json!([with(
            command("ask", "x")[0].clone(),
            "name_localizations",
            json!({"de": "frage", "pt-BR": "perguntar"})
        )]),
        json!([{"name": "Answer this", "type": 3, "name_localizations": {"de": "Das beantworten"}}]),
    ];
    for body in good {
        let problems = command_checks::commands(&body);
        assert!(problems.is_empty(), "{body}: {problems:?}");
    }
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
        command(&"x".repeat(33), "What to ask"),
        json!([command("ask", "x")[0], command("ask", "x")[0]]),
        (0..101).map(|n| command(&format!("ask{n}"), "x")[0].clone()).collect(),
        options(vec![json!({"name": "a", "type": 3, "description": "x"}); 2]),
        options((0..26).map(|n| json!({"name": format!("a{n}"), "type": 3, "description": "x"})).collect()),
        options(vec![
            json!({"name": "a", "type": 3, "description": "x"}),
            json!({"name": "b", "type": 3, "description": "x", "required": true}),
        ]),
        options(vec![json!({"name": "a", "type": 1, "description": "x", "options": [
            {"name": "b", "type": 3, "description": "x"},
            {"name": "c", "type": 3, "description": "x", "required": true},
        ]})]),
        options(vec![
            json!({"name": "a", "type": 1, "description": "x"}),
            json!({"name": "b", "type": 3, "description": "x"}),
        ]),
        options(vec![json!({"name": "a", "type": 3, "description": "x", "autocomplete": true,
            "choices": [{"name": "x", "value": "x"}]})]),
        options(vec![json!({"name": "a", "type": 3, "description": "x", "max_length": 6001})]),
        options(vec![json!({"name": "a", "type": 5, "description": "x", "autocomplete": true})]),
        options(vec![json!({"name": "a", "type": 3, "description": "x", "name_localizations": {"de": "Frage"}})]),
        options(vec![
            json!({"name": "a", "type": 3, "description": "x", "description_localizations": {"de": "x".repeat(101)}}),
        ]),
        json!([with(command("ask", "x")[0].clone(), "name_localizations", json!({"de": "Frage"}))]),
        json!([with(command("ask", "x")[0].clone(), "name_localizations", json!({"xx": "frage"}))]),
        json!([with(command("ask", "x")[0].clone(), "description_localizations", json!({"de": ""}))]),
        json!([with(command("ask", "x")[0].clone(), "contexts", json!([]))]),
        json!([with(command("ask", "x")[0].clone(), "default_member_permissions", json!("all"))]),
        json!([{"name": "Answer this", "type": 3, "description": "x"}]),
        json!([{"name": "x".repeat(33), "type": 3}]),
        json!([{"name": "Answer this", "type": 3, "options": [{"name": "a", "type": 3, "description": "x"}]}]),
        json!([{"name": "Answer this", "type": 3, "name_localizations": {"de": "x".repeat(33)}}]),
        // All the texts of a command together: 25 times 2 options of 100 and more are too much.
        options(
            (0..25)
                .map(|n| {
                    json!({"name": format!("a{n}"), "type": 1, "description": "x".repeat(100), "options": [
                        {"name": "b", "type": 3, "description": "x".repeat(100)},
                        {"name": "c", "type": 3, "description": "x".repeat(100)},
                        {"name": "d", "type": 3, "description": "x".repeat(100)},
                    ]})
                })
                .collect(),
        ),
    ];
    let passed: Vec<String> =
        faults.iter().filter(|body| command_checks::commands(body).is_empty()).map(Value::to_string).collect();
    assert!(passed.is_empty(), "these passed:\n{}", passed.join("\n"));
}
