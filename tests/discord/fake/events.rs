//! The objects which the fake sends: messages and interactions in Discord's shape.
//!
//! Each message and interaction is read once with `twilight-model`, so that a test cannot pass
//! only because the fake speaks a Discord of its own.

use std::collections::HashMap;

use serde_json::{Value, json};
use twilight_model::application::interaction::Interaction;
use twilight_model::channel::Message;

use super::clock::Clock;
use super::history::History;
use super::people::{self, FORUM, GUILD, Person, RESTRICTED, RESTRICTED_THREAD, THREAD, TIME, bot_user, user};
use super::{BOT_ID, Fake, InteractionKind, MessageContent};

const WEBHOOK_ID: &str = "700000000000000007";

/// A message to the bot, or one that it only sees.
#[derive(Clone)]
pub struct Post {
    pub from: Person,
    pub content: String,
    pub mentions_bot: bool,
    pub by_bot: bool,
    pub by_webhook: bool,
    pub replies_to_bot: bool,
    /// Fields that take the place of those it would have.
    pub fields: Value,
}

impl Post {
    /// A message which does not mention the bot.
    pub fn plain(from: &Person, content: &str) -> Post {
        Post {
            from: from.clone(),
            content: content.to_owned(),
            mentions_bot: false,
            by_bot: false,
            by_webhook: false,
            replies_to_bot: false,
            fields: json!({}),
        }
    }

    /// A message that answers somebody else's.
    pub fn answer(from: &Person, content: &str) -> Post {
        let earlier = json!({"type": 0, "channel_id": from.channel(), "message_id": "1300000000000000001"});
        let fields = json!({"type": 19, "message_reference": earlier, "referenced_message": null});
        Post { fields, ..Post::plain(from, content) }
    }

    pub fn mention(from: &Person, content: &str) -> Post {
        let content = format!("<@{BOT_ID}> {content}");
        Post { mentions_bot: true, ..Post::plain(from, content.trim_end()) }
    }

    /// A reply to one of the bot's messages, with the ping that the app adds by itself.
    pub fn reply(from: &Person, content: &str) -> Post {
        Post { mentions_bot: true, replies_to_bot: true, ..Post::plain(from, content) }
    }

    /// The MESSAGE_CREATE for this post.
    pub fn message(&self, fake: &Fake) -> Value {
        // Without the MESSAGE_CONTENT intent only these come with their text.
        let all = fake.shared.settings.message_content == MessageContent::On;
        let readable = all || self.mentions_bot || self.from.place.is_none();
        let content = if readable { &self.content } else { "" };
        let channel = self.from.channel();
        let mut message = message(&fake.shared.clock, channel, content, &self.from.user());
        if let Some(place) = self.from.place {
            message["guild_id"] = place.guild.into();
            message["member"] = self.from.member();
        }
        if self.mentions_bot {
            message["mentions"] = json!([bot_user()]);
        }
        if self.by_bot {
            message["author"] = user(self.from.id, true);
        }
        if self.by_webhook {
            // Discord gives the webhook's id as the author's, and no member.
            message["author"] = user(WEBHOOK_ID, true);
            message["author"]["bot"] = false.into();
            message["webhook_id"] = WEBHOOK_ID.into();
            message.as_object_mut().expect("an object").remove("member");
        }
        if self.replies_to_bot {
            let earlier = bot_message(&fake.shared.clock, channel, "An earlier answer.");
            message["type"] = 19.into();
            message["message_reference"] = json!({"type": 0, "channel_id": channel, "message_id": earlier["id"]});
            message["referenced_message"] = earlier;
        }
        let fields = self.fields.as_object().cloned().unwrap_or_default();
        message.as_object_mut().expect("an object").extend(fields);
        readable_by_twilight::<Message>(&message);
        message
    }
}

fn readable_by_twilight<T: serde::de::DeserializeOwned>(value: &Value) {
    let read = serde_json::from_value::<T>(value.clone());
    if let Err(error) = read {
        panic!("the fake made something that Discord would not send: {error}: {value}");
    }
}

fn message(clock: &Clock, channel: &str, content: &str, author: &Value) -> Value {
    json!({
        "id": clock.id(), "channel_id": channel, "author": author, "content": content, "type": 0,
        "timestamp": clock.timestamp(), "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "components": [],
        "pinned": false, "flags": 0,
    })
}

/// A channel as `GET /channels/{id}` gives it; nothing for one that does not exist. `posts` are the forum's, with
/// their titles.
pub(super) fn channel(posts: &HashMap<String, String>, id: &str) -> Option<Value> {
    if people::is_direct(id) {
        let recipients = [user("400000000000000004", false)];
        let channel = json!({"id": id, "type": 1, "last_message_id": null, "flags": 0, "recipients": recipients});
        readable_by_twilight::<twilight_model::channel::Channel>(&channel);
        return Some(channel);
    }
    let (parent, name) = match posts.get(id) {
        Some(title) => (Some(FORUM), title.as_str()),
        None if id == RESTRICTED_THREAD.channel => (Some(RESTRICTED), "thread"),
        None if id == THREAD.channel => (Some(GUILD), "thread"),
        None => (None, "general"),
    };
    let guild = parent.map(|parent| parent.guild.to_owned()).or_else(|| people::guild_of(id))?;
    let kind = match parent {
        Some(_) => 11,
        None if id == FORUM.channel => 15,
        None => 0,
    };
    let mut channel = json!({
        "id": id, "guild_id": guild, "type": kind, "name": name, "position": 0,
        "permission_overwrites": [], "nsfw": id == RESTRICTED.channel, "rate_limit_per_user": 0,
        "topic": null, "last_message_id": null, "parent_id": null, "flags": 0,
    });
    if let Some(parent) = parent {
        channel["parent_id"] = parent.channel.into();
        channel["owner_id"] = BOT_ID.into();
        channel["thread_metadata"] = json!({
            "archived": false, "auto_archive_duration": 60, "archive_timestamp": TIME, "locked": false,
        });
        channel.as_object_mut().expect("an object").remove("nsfw");
    }
    readable_by_twilight::<twilight_model::channel::Channel>(&channel);
    Some(channel)
}

/// A message of the bot's own, which replies to nothing.
pub fn bot_message(clock: &Clock, channel: &str, content: &str) -> Value {
    message(clock, channel, content, &bot_user())
}

/// What the bot said as the message that Discord shows, for somebody to press something under it.
pub fn shown(fake: &Fake, channel: &str, body: &Value) -> Value {
    let mut shown = bot_message(&fake.shared.clock, channel, body["content"].as_str().unwrap_or_default());
    for key in ["components", "flags"] {
        if !body[key].is_null() {
            shown[key] = body[key].clone();
        }
    }
    shown
}

/// A message of the bot's own, as a reply to one that is in the channel; to nothing if it has no id.
pub(super) fn bot_reply(clock: &Clock, history: &History, channel: &str, question: &str, content: &str) -> Value {
    let mut reply = bot_message(clock, channel, content);
    if !question.is_empty() {
        reply["type"] = 19.into();
        reply["message_reference"] = json!({"type": 0, "channel_id": channel, "message_id": question});
        reply["referenced_message"] = history.message(channel, question).unwrap_or_default();
    }
    reply
}

/// The bot's application, as `/oauth2/applications/@me` gives it.
pub fn application(id: &str) -> Value {
    json!({
        "id": id, "name": "faq", "icon": null, "description": "", "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "00", "team": null, "flags": 0,
        "owner": user("500000000000000005", false),
    })
}

/// The INTERACTION_CREATE of a command, of its autocomplete, or of a press. `under` is the message that is
/// pressed, if it matters which.
pub fn interaction(fake: &Fake, kind: InteractionKind, from: &Person, data: &Value, under: Option<&Value>) -> Value {
    let id = fake.next_id();
    let channel = from.channel();
    let mut interaction = json!({
        "id": id, "application_id": BOT_ID, "token": format!("interaction-token-{id}"),
        "version": 1, "data": data, "channel_id": channel, "locale": from.locale,
        "entitlements": [], "attachment_size_limit": 10_485_760, "app_permissions": "2147600384",
        "type": match kind {
            InteractionKind::Command => 2,
            InteractionKind::Component => 3,
            InteractionKind::Autocomplete => 4,
        },
        "context": i32::from(from.place.is_none()),
        "channel": {"id": channel, "type": i32::from(from.place.is_none())},
    });
    if let Some(place) = from.place {
        let mut member = from.member();
        member["user"] = from.user();
        member["permissions"] = from.permissions.to_string().into();
        interaction["member"] = member;
        interaction["guild_id"] = place.guild.into();
        interaction["guild_locale"] = "en-US".into();
        interaction["authorizing_integration_owners"] = json!({"0": place.guild});
    } else {
        interaction["user"] = from.user();
        interaction["authorizing_integration_owners"] = json!({"0": "0"});
    }
    if kind == InteractionKind::Component {
        let some = || bot_message(&fake.shared.clock, channel, "Did you mean one of these?");
        interaction["message"] = under.cloned().unwrap_or_else(some);
    }
    readable_by_twilight::<Interaction>(&interaction);
    interaction
}
