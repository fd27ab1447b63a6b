//! Who is in which chat, as what; and the updates that tell of changes.

mod moving;
mod rights;
mod standing;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{BOT_ID, ChatKind, ChatRecord, World, service::fields};

pub(crate) use rights::Rights;
pub(crate) use standing::Rank;
pub use standing::Standing;

/// Somebody becomes something else in a chat.
pub(crate) struct Change {
    pub(crate) chat_id: i64,
    pub(crate) user: i64,
    pub(crate) new: Standing,
    /// Who does it; nobody in particular stands for the owner.
    pub(crate) by: Option<i64>,
    /// Further fields of the `ChatMemberUpdated`.
    pub(crate) how: Map<String, Value>,
}

impl World {
    /// What somebody is in a chat now. Who never was there has left.
    pub(crate) fn standing(&self, chat_id: i64, user: i64) -> Standing {
        let standing = self.chat(chat_id).and_then(|chat| chat.members.get(&user));
        standing.map_or_else(Standing::left, |standing| standing.at(self.clock.now()))
    }

    /// Everybody whom a chat knows, also those who left.
    pub(crate) fn members(&self, chat_id: i64) -> Vec<(i64, Standing)> {
        let known = self.chat(chat_id).into_iter().flat_map(|chat| chat.members.iter());
        known.map(|(user, standing)| (*user, standing.at(self.clock.now()))).collect()
    }

    /// The `ChatMember` of a user; `None` if there is no such user or chat.
    pub(crate) fn shown_member(&self, chat_id: i64, user: i64) -> Option<Value> {
        self.shown_as(chat_id, user, &self.standing(chat_id, user))
    }

    fn shown_as(&self, chat_id: i64, user: i64, standing: &Standing) -> Option<Value> {
        let kind = self.chat(chat_id)?.kind;
        let is_bot_superior = self.standing(chat_id, BOT_ID).has("can_promote_members");
        Some(standing.shown(self.user(user)?, kind, is_bot_superior))
    }

    /// The user who does something in a chat.
    pub(super) fn performer(&self, chat_id: i64, by: Option<i64>) -> Value {
        by.or_else(|| self.owner(chat_id)).and_then(|id| self.user(id)).unwrap_or_else(someone)
    }

    /// Makes a change, and tells the bot of it: of itself always, of others if it is an administrator.
    /// The update's id; `None` if there is no such chat or user, or nothing changes.
    pub(crate) fn change_standing(&mut self, change: Change) -> Option<i64> {
        let Change { chat_id, user, new, by, how } = change;
        if matches!(new.rank, Rank::Owner { .. }) {
            self.depose_owner(chat_id, user);
        }
        let old = self.standing(chat_id, user);
        let mut told = json!({
            "chat": self.chat(chat_id)?.json,
            "from": self.performer(chat_id, by),
            "date": self.clock.now(),
            "old_chat_member": self.shown_as(chat_id, user, &old)?,
            "new_chat_member": self.shown_as(chat_id, user, &new)?,
        });
        if old == new {
            return None;
        }
        super::sending::merge(&mut told, how);
        let chat = self.chat_mut(chat_id)?;
        chat.members.insert(user, new);
        self.note_chat(chat_id);
        Some(match user {
            BOT_ID => self.queue.add("my_chat_member", told),
            _ if self.standing(chat_id, BOT_ID).is_administrator() => self.queue.add("chat_member", told),
            _ => self.queue.give_id(),
        })
    }

    /// A chat has one owner: the former one gives it away, and stays an administrator.
    fn depose_owner(&mut self, chat_id: i64, successor: i64) {
        let owner = self.owner(chat_id).filter(|owner| *owner != successor);
        if let Some(user) = owner {
            let new = Standing::full_administrator();
            self.change_standing(Change { chat_id, user, new, by: Some(user), how: Map::new() });
        }
    }

    fn owner(&self, chat_id: i64) -> Option<i64> {
        let mut members = self.chat(chat_id)?.members.iter();
        members.find(|(_, standing)| matches!(standing.rank, Rank::Owner { .. })).map(|(id, _)| *id)
    }

    /// Lets the bot in or throws it out, and tells it so. `by` is who did it. Nothing happens if it is so already.
    pub(crate) fn set_bot_out(&mut self, chat_id: i64, is_out: bool, by: Option<i64>) {
        let Some(chat) = self.chat(chat_id).filter(|chat| chat.is_bot_out() != is_out) else { return };
        let new = if is_out { Standing::banned() } else { usual_for_bot(chat.kind) };
        let field = if is_out { "left_chat_member" } else { "new_chat_members" };
        self.change_standing(Change { chat_id, user: BOT_ID, new, by, how: Map::new() });
        if self.shows_members(chat_id) {
            self.tell_of_members(chat_id, field, &[BOT_ID], by);
        }
    }

    /// The service message of people who came or went.
    pub(crate) fn tell_of_members(&mut self, chat_id: i64, field: &str, users: &[i64], by: Option<i64>) {
        let shown: Vec<Value> = users.iter().filter_map(|user| self.user(*user)).collect();
        let shown = if field == "left_chat_member" {
            shown.first().cloned().unwrap_or_default()
        } else {
            json!(shown)
        };
        let from = self.performer(chat_id, by);
        self.tell(chat_id, fields([("from", from), (field, shown)]));
    }
}

impl ChatRecord {
    /// Blocked by the person, kicked, or gone.
    pub(crate) fn is_bot_out(&self) -> bool {
        self.members.get(&BOT_ID).is_none_or(|bot| !bot.is_in())
    }
}

/// The bot, and in a private chat the person.
pub(super) fn first_members(kind: ChatKind, chat: &Value) -> BTreeMap<i64, Standing> {
    let person = chat["id"].as_i64().filter(|_| kind == ChatKind::Private);
    let person = person.map(|person| (person, Standing::member()));
    person.into_iter().chain([(BOT_ID, usual_for_bot(kind))]).collect()
}

/// What the bot is when nobody says otherwise: bots can be in channels only as administrators.
fn usual_for_bot(kind: ChatKind) -> Standing {
    match kind {
        ChatKind::Channel => Standing::administrator(&[
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_change_info",
            "can_invite_users",
            "can_post_messages",
            "can_edit_messages",
        ]),
        _ => Standing::member(),
    }
}

/// The administrator of chats whose people were not made by a test.
pub(super) fn someone() -> Value {
    json!({ "id": 1000, "is_bot": false, "first_name": "Admin", "language_code": "en" })
}
