//! What tests say to the bot and what they get back.
//!
//! Only words go in and out here; whether a body is allowed at all is checked by the fake.

use std::time::Duration;

use serde_json::{Value, json};

use crate::bot::{Bot, LIMIT};
use crate::fake::events::{self, Post};
use crate::fake::people::{self, FORUM, Person, Place};
use crate::fake::{BOT_ID, InteractionKind, Request};
use crate::said::{Callback, Said};

/// The member who asks in most tests.
pub fn asker() -> Person {
    Person::new("400000000000000004")
}

/// A string option of a command.
pub fn text(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value})
}

/// A string option which is being typed.
pub fn typing(name: &str, value: &str) -> Value {
    json!({"name": name, "type": 3, "value": value, "focused": true})
}

/// A yes-or-no option of a command.
pub fn yes(name: &str) -> Value {
    json!({"name": name, "type": 5, "value": true})
}

/// A yes-or-no option that is no.
pub fn no(name: &str) -> Value {
    json!({"name": name, "type": 5, "value": false})
}

/// Options that name somebody, a channel and a role.
pub fn member(name: &str, id: &str) -> Value {
    json!({"name": name, "type": 6, "value": id})
}

pub fn channel(name: &str, place: Place) -> Value {
    json!({"name": name, "type": 7, "value": place.channel})
}

pub fn role(name: &str, id: &str) -> Value {
    json!({"name": name, "type": 8, "value": id})
}

/// The options of a command which has subcommands.
pub fn subcommand(name: &str, options: &[Value]) -> Vec<Value> {
    vec![json!({"name": name, "type": 1, "options": options})]
}

impl Bot {
    /// Send a post and give its id.
    pub fn send(&self, post: &Post) -> String {
        self.write(post)["id"].as_str().expect("an id").to_owned()
    }

    /// Send a post and give the whole message.
    pub fn write(&self, post: &Post) -> Value {
        let message = post.message(self.fake());
        self.fake().message(&message);
        message
    }

    /// Send a post and wait for the reply to it.
    pub fn post(&self, post: &Post) -> Said {
        let id = self.send(post);
        let channel = post.from.channel();
        let reply = self.reply_in(channel, &id);
        reply.unwrap_or_else(|| self.give_up(&format!("no reply to {:?}", post.content)))
    }

    /// Wait for the reply to a message.
    pub fn reply_in(&self, channel: &str, id: &str) -> Option<Said> {
        let path = format!("/channels/{channel}/messages");
        self.fake().wait(LIMIT, |record| {
            let mut requests = record.requests.iter();
            let reply = requests.find(|request| {
                let to = &request.body["message_reference"]["message_id"];
                request.is("POST", &path) && to == id
            });
            reply.map(|request| Said::new(&request.body))
        })
    }

    pub fn mention(&self, question: &str) -> Said {
        self.post(&Post::mention(&asker(), question))
    }

    pub fn dm(&self, question: &str) -> Said {
        self.post(&Post::plain(&asker().at(None), question))
    }

    /// Whether none of these messages gets a reply.
    ///
    /// A later question is answered first; then a moment more, as messages are handled at the
    /// same time and not in order.
    pub fn silent(&self, ids: &[String]) -> bool {
        self.mention("what is clonazepam used for?");
        let moment = Duration::from_millis(500);
        let answered = self.fake().wait(moment, |record| {
            let mut requests = record.requests.iter();
            let to = |request: &Request| {
                let to = request.body["message_reference"]["message_id"].as_str();
                to.is_some_and(|to| ids.iter().any(|id| id == to))
            };
            requests.any(to).then_some(())
        });
        answered.is_none()
    }

    /// Call a slash command.
    pub fn slash(&self, name: &str, options: &[Value], by: &Person) -> Callback {
        let data = command_data(name, options);
        self.interact(InteractionKind::Command, by, &data, None)
    }

    /// Call the command in a message's menu.
    pub fn answer_message(&self, message: &Value, by: &Person) -> Callback {
        let id = message["id"].as_str().expect("an id");
        let mut given = message.clone();
        // The gateway adds these; here they are not.
        for key in ["guild_id", "member"] {
            given.as_object_mut().expect("an object").remove(key);
        }
        let data = json!({
            "id": "800000000000000009", "name": "Answer from the FAQ", "type": 3, "target_id": id,
            "resolved": {"messages": {id: given}},
        });
        self.interact(InteractionKind::Command, by, &data, None)
    }

    /// Type into an option of a slash command; gives the (name, value) pairs offered.
    pub fn autocomplete(&self, name: &str, options: &[Value]) -> Vec<(String, String)> {
        let data = command_data(name, options);
        let callback = self.interact(InteractionKind::Autocomplete, &asker(), &data, None);
        callback.choices
    }

    /// Press a button under one of the bot's messages.
    pub fn press(&self, custom_id: &str, by: &Person) -> Callback {
        self.interact(InteractionKind::Component, by, &press_data(custom_id), None)
    }

    /// Press a button under this message.
    pub fn press_under(&self, message: &Value, custom_id: &str, by: &Person) -> Callback {
        self.interact(InteractionKind::Component, by, &press_data(custom_id), Some(message))
    }

    /// Pick from the menu under this message.
    pub fn pick(&self, message: &Value, custom_id: &str, value: &str, by: &Person) -> Callback {
        let data = json!({"custom_id": custom_id, "component_type": 3, "id": 3, "values": [value]});
        self.interact(InteractionKind::Component, by, &data, Some(message))
    }

    fn interact(&self, kind: InteractionKind, by: &Person, data: &Value, under: Option<&Value>) -> Callback {
        let interaction = events::interaction(self.fake(), kind, by, data, under);
        let part = |key: &str| interaction[key].as_str().expect("a string").to_owned();
        let (id, token) = (part("id"), part("token"));
        let path = format!("/interactions/{id}/{token}/callback");
        self.fake().interaction(kind, &interaction);
        let body = self.accepted("POST", &path);
        let body = body.unwrap_or_else(|| self.give_up(&format!("no answer to {data}")));
        Callback::new(&body, token)
    }

    /// Wait for the edit which ends a deferred answer.
    pub fn edit_of(&self, callback: &Callback) -> Said {
        let path = format!("/webhooks/{BOT_ID}/{}/messages/@original", callback.token);
        let body = self.accepted("PATCH", &path);
        let body = body.unwrap_or_else(|| self.give_up("the deferred answer never came"));
        Said::new(&body)
    }

    fn accepted(&self, method: &str, path: &str) -> Option<Value> {
        self.fake().wait(LIMIT, |record| {
            let mut requests = record.requests.iter();
            let found = requests.find(|request| request.is(method, path));
            found.map(|request| request.body.clone())
        })
    }
}

fn command_data(name: &str, options: &[Value]) -> Value {
    let mut data = json!({"id": "800000000000000008", "name": name, "type": 1});
    if !options.is_empty() {
        data["options"] = options.into();
        let mut resolved = json!({});
        resolve(options, &mut resolved);
        if resolved != json!({}) {
            data["resolved"] = resolved;
        }
    }
    data
}

fn press_data(custom_id: &str) -> Value {
    json!({"custom_id": custom_id, "component_type": 2, "id": 2})
}

/// Add what Discord tells of those whom options name.
fn resolve(options: &[Value], resolved: &mut Value) {
    for option in options {
        let id = option["value"].as_str().unwrap_or_default();
        match option["type"].as_u64() {
            Some(6) => {
                resolved["users"][id] = people::user(id, id == BOT_ID);
                resolved["members"][id] = Person::new("1").member();
                resolved["members"][id]["permissions"] = "0".into();
            }
            Some(7) => {
                let kind = if id == FORUM.channel { 15 } else { 0 };
                resolved["channels"][id] = json!({"id": id, "type": kind, "name": "general", "permissions": "0"});
            }
            Some(8) => {
                resolved["roles"][id] = json!({
                    "id": id, "name": "helpers", "color": 0, "colors": {"primary_color": 0}, "hoist": false,
                    "icon": null, "unicode_emoji": null, "position": 1, "permissions": "0", "managed": false,
                    "mentionable": true, "flags": 0,
                });
            }
            _ => resolve(option["options"].as_array().map_or(&[], Vec::as_slice), resolved),
        }
    }
}
