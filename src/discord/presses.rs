//! What is said to presses on buttons and picks from menus: decided and worded elsewhere, sent from here.

use serenity::all::{
    ComponentInteraction, ComponentInteractionDataKind, GuildId, MessageId, Permissions, RoleId, UserId,
};

use super::button::Button;
use super::components::For;
use super::handler::Handler;
use super::place;
use super::send::{self, Sent};
use crate::faq::EntryId;

impl Handler {
    /// Answers a press or a pick.
    pub(super) async fn press(&self, press: &ComponentInteraction) -> Sent {
        let Some(button) = Button::parse(&press.data.custom_id) else {
            let reply =
                self.wording.plain("This button comes from another version of the bot. Please ask again with /ask.");
            return send::to_presser(&self.rest, press, &reply).await;
        };
        if !button.is_for(press.user.id, moderates(press)) {
            return send::to_presser(&self.rest, press, &self.wording.not_your_button()).await;
        }
        match button {
            Button::Show(entry, asker) => self.show_entry(press, &entry, asker).await,
            Button::Related(asker) => match picked(press) {
                Some(entry) => self.show_entry(press, &entry, asker).await,
                None => send::to_presser(&self.rest, press, &self.wording.plain("Nothing was picked.")).await,
            },
            Button::Vote { helped, entry, .. } => self.vote(press, &entry, helped).await,
            Button::Delete(..) => send::delete(&self.rest, press).await,
            Button::Helpers(_) => self.call_helpers(press).await,
        }
    }

    async fn show_entry(&self, press: &ComponentInteraction, entry: &EntryId, asker: UserId) -> Sent {
        let answerer = self.store.current();
        let reply = self.wording.entry(entry, answerer.library());
        if answerer.library().entry(entry).is_none() {
            return send::to_presser(&self.rest, press, &reply).await;
        }
        let public = press.guild_id.is_some() && !is_ephemeral(press);
        send::replace(&self.rest, press, &reply, For::asker(asker, public)).await
    }

    async fn vote(&self, press: &ComponentInteraction, entry: &EntryId, helped: bool) -> Sent {
        // Only the asker can press it; a second press changes nothing.
        let first = self.votes.is_new(press.message.id.get());
        if first {
            self.counters.count_vote(entry, helped);
        }
        send::to_presser(&self.rest, press, &self.wording.thanks(helped)).await?;
        if first && !helped && !is_ephemeral(press) {
            let link = link(press.message.id, press);
            self.tell_unhelpful(entry, press.guild_id, &link, press.id.get()).await;
        }
        Ok(())
    }

    async fn call_helpers(&self, press: &ComponentInteraction) -> Sent {
        let first = self.calls.is_new(press.message.id.get());
        let forum = place::thread(&self.rest, press.channel_id).await.map(|thread| thread.parent);
        let role = forum.and_then(|forum| self.settings.listening(forum.get())?.helpers);
        let (Some(role), true) = (role, first) else {
            let sentence = if first { "Nobody is set to be called here." } else { "The helpers were called already." };
            return send::to_presser(&self.rest, press, &self.wording.plain(sentence)).await;
        };
        send::to_presser(&self.rest, press, &self.wording.plain("I am calling the helpers.")).await?;
        let reply = self.wording.call_helpers(&format!("<@&{role}>"));
        send::to_helpers(&self.rest, press.channel_id, &reply, RoleId::new(role), press.id.get()).await
    }
}

fn picked(press: &ComponentInteraction) -> Option<EntryId> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => EntryId::parse(values.first()?).ok(),
        _ => None,
    }
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
