//! Which chats the bot may look at, and which it may write to.

use super::{ChatRecord, World};
use crate::refusal::Refusal;

/// What a call needs; see `check_chat_access` of the [official server](https://github.com/tdlib/telegram-bot-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// To look: `getChat` and its like.
    Read,
    /// To change or to write anything.
    Write,
}

impl World {
    /// A chat that the bot may write to.
    pub(crate) fn open_chat(&self, id: i64) -> Result<&ChatRecord, Refusal> {
        self.access(id, Access::Write)
    }

    /// A chat, if the bot may do that there. A group that was upgraded can only be looked at.
    pub(crate) fn access(&self, id: i64, access: Access) -> Result<&ChatRecord, Refusal> {
        let chat = self.chat(id).ok_or_else(|| Refusal::bad_request("chat not found"))?;
        match chat.upgraded_to {
            Some(new) if access == Access::Write => Err(upgraded_to(new)),
            _ => chat.admit_bot().map(|()| chat),
        }
    }
}

/// What a bot hears that writes to a group which is now this supergroup.
fn upgraded_to(new: i64) -> Refusal {
    let refusal = Refusal::bad_request("group chat was upgraded to a supergroup chat");
    refusal.with_parameter("migrate_to_chat_id", new)
}
