//! What is said to presses on buttons and picks from menus: decided and worded elsewhere, sent from here.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use serenity::all::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind, GuildId, MessageId,
    Permissions, RoleId, UserId,
};

use super::button::Button;
use super::components::For;
use super::handler::Handler;
use super::limits::Turn;
use super::send::{self, Sent};
use crate::faq::EntryId;
use crate::language::Language;

impl Handler {
    /// Answers a press or a pick.
    pub(super) async fn press(&self, press: &ComponentInteraction) -> Sent {
        let wording = self.wording.speaking(Language::of_locale(&press.locale));
        let Some(button) = Button::parse(&press.data.custom_id) else {
            let reply = wording.sentence(|words| words.trouble.old_button);
            return send::to_presser(&self.rest, press, &reply).await;
        };
        if !button.is_for(press.user.id, moderates(press)) {
            return send::to_presser(&self.rest, press, &wording.not_your_button()).await;
        }
        match button {
            Button::Show(entry, asker) => self.show_entry(press, &entry, asker).await,
            Button::Related(asker) => match picked(press) {
                Some(entry) => self.show_entry(press, &entry, asker).await,
                None => {
                    let reply = wording.sentence(|words| words.talk.nothing_picked);
                    send::to_presser(&self.rest, press, &reply).await
                }
            },
            Button::Vote { helped, entry, .. } => self.vote(press, &entry, helped).await,
            Button::Delete(..) => {
                self.said.forget(&link(press.message.id, press));
                send::delete(&self.rest, press).await
            }
            Button::Helpers(_) => self.call_helpers(press).await,
        }
    }

    async fn show_entry(&self, press: &ComponentInteraction, entry: &EntryId, asker: UserId) -> Sent {
        let language = Language::of_locale(&press.locale);
        if self.limits.turn(press.user.id.get(), press.channel_id.get()) != Turn::Now {
            self.counters.count_slowed();
            return send::to_presser(&self.rest, press, &self.wording.speaking(language).too_fast()).await;
        }
        // It may stand under a reply in English, and only English may have the entry.
        let answerer = Arc::clone(self.faq(press.guild_id).current().with_entry(language, entry));
        let reply = self.wording.speaking(language).entry(entry, answerer.library());
        if answerer.library().entry(entry).is_none() {
            return send::to_presser(&self.rest, press, &reply).await;
        }
        let public = press.guild_id.is_some() && !is_ephemeral(press);
        self.said.forget(&link(press.message.id, press));
        send::replace(&self.rest, press, &reply, whom(press, asker, public)).await
    }

    async fn vote(&self, press: &ComponentInteraction, entry: &EntryId, helped: bool) -> Sent {
        // Only the asker can press it; a second press changes nothing.
        let first = self.votes.is_new(vote(press.message.id, entry));
        if first {
            self.counters.count_vote(entry, helped);
        }
        send::to_presser(&self.rest, press, &self.wording.speaking(Language::of_locale(&press.locale)).thanks(helped))
            .await?;
        if first && !helped && !is_ephemeral(press) {
            let link = link(press.message.id, press);
            self.tell_unhelpful(entry, press.guild_id, &link, press.id.get()).await;
        }
        Ok(())
    }

    async fn call_helpers(&self, press: &ComponentInteraction) -> Sent {
        let wording = self.wording.speaking(Language::of_locale(&press.locale));
        let forum = self.places.parent(&self.rest, press.channel_id).await;
        let Some(role) = forum.and_then(|forum| self.settings.listening(forum.get())?.helpers) else {
            let reply = wording.sentence(|words| words.talk.nobody_to_call);
            return send::to_presser(&self.rest, press, &reply).await;
        };
        let message = press.message.id.get();
        if !self.calls.is_new(message) {
            let reply = wording.sentence(|words| words.talk.called_already);
            return send::to_presser(&self.rest, press, &reply).await;
        }
        let told = send::to_presser(&self.rest, press, &wording.sentence(|words| words.talk.calling)).await;
        let reply = self.wording.call_helpers(&format!("<@&{role}>"));
        let (channel, because) = (press.channel_id, press.id.get());
        if let Err(failure) = send::to_helpers(&self.rest, channel, &reply, RoleId::new(role), because).await {
            // It may be tried again.
            self.calls.forget(message);
            self.note_unsent(failure, press.guild_id, channel, because).await;
        }
        told
    }
}

/// What is remembered of a vote: a message may come to show another entry.
fn vote(message: MessageId, entry: &EntryId) -> u64 {
    let mut hasher = DefaultHasher::new();
    (message.get(), entry).hash(&mut hasher);
    hasher.finish()
}

fn picked(press: &ComponentInteraction) -> Option<EntryId> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => EntryId::parse(values.first()?).ok(),
        _ => None,
    }
}

/// For whom the reply in a message's place is: who may delete it, and whether helpers can be called, stays as it was.
fn whom(press: &ComponentInteraction, asker: UserId, public: bool) -> For {
    let rows = press.message.components.iter().flat_map(|row| &row.components);
    let buttons = rows.filter_map(|part| match part {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Button::parse(custom_id),
            _ => None,
        },
        _ => None,
    });
    buttons.fold(For::asker(asker, public), |whom, button| match button {
        Button::Delete(_, by) => For { by, ..whom },
        Button::Helpers(_) => For { helpers: true, ..whom },
        _ => whom,
    })
}

/// Whether the presser may remove others' messages in this channel.
fn moderates(press: &ComponentInteraction) -> bool {
    let permissions = press.member.as_ref().and_then(|member| member.permissions).unwrap_or_default();
    permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
}

fn is_ephemeral(press: &ComponentInteraction) -> bool {
    press.message.flags.is_some_and(|flags| flags.contains(serenity::all::MessageFlags::EPHEMERAL))
}

fn link(message: MessageId, press: &ComponentInteraction) -> String {
    let server: Option<GuildId> = press.guild_id;
    message.link(press.channel_id, server)
}
