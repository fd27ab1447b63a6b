//! People come and go.

use serde_json::{Map, Value};

use super::{
    super::{Barred, ChatKind, World},
    Change,
};

impl World {
    /// Lets people into a chat: by themselves, or added by somebody.
    pub(crate) fn join(
        &mut self,
        chat_id: i64,
        people: &[i64],
        by: i64,
        how: &Map<String, Value>,
    ) -> Result<(), Barred> {
        for person in people {
            self.check_joining(chat_id, *person, by)?;
        }
        for person in people {
            let new = self.standing(chat_id, *person).inside();
            self.change_standing(Change { chat_id, user: *person, new, by: Some(by), how: how.clone() });
        }
        if self.shows_members(chat_id) {
            self.tell_of_members(chat_id, "new_chat_members", people, Some(by));
        }
        Ok(())
    }

    /// Lets somebody leave, or be removed by somebody. Who is removed may come back.
    pub(crate) fn leave(&mut self, chat_id: i64, person: i64, by: i64) -> Result<(), Barred> {
        self.check_meeting(chat_id)?;
        let standing = self.standing(chat_id, person);
        if !standing.is_in() {
            return Err(Barred("this person is not in the chat"));
        }
        let new = standing.outside();
        self.change_standing(Change { chat_id, user: person, new, by: Some(by), how: Map::new() });
        if self.shows_members(chat_id) {
            self.tell_of_members(chat_id, "left_chat_member", &[person], Some(by));
        }
        Ok(())
    }

    pub(crate) fn shows_members(&self, chat_id: i64) -> bool {
        self.chat(chat_id).is_some_and(|chat| matches!(chat.kind, ChatKind::Group | ChatKind::Supergroup))
    }

    fn check_meeting(&self, chat_id: i64) -> Result<(), Barred> {
        let chat = self.chat(chat_id).ok_or(Barred::NOWHERE)?;
        match chat.kind {
            ChatKind::Private => Err(Barred("nobody joins or leaves a private chat")),
            _ if chat.upgraded_to.is_some() => Err(Barred("this is a group that was upgraded")),
            _ => Ok(()),
        }
    }

    pub(crate) fn check_joining(&self, chat_id: i64, person: i64, by: i64) -> Result<(), Barred> {
        self.check_meeting(chat_id)?;
        let standing = self.standing(chat_id, person);
        if standing.is_in() {
            Err(Barred("this person is in the chat already"))
        } else if standing.is_banned() && person == by {
            Err(Barred("this person was banned"))
        } else {
            Ok(())
        }
    }
}
