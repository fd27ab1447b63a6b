//! Which chats the bot may look at, and which it may write to.

use super::{BOT_ID, ChatKind, ChatRecord, Standing, World};
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
            _ => self.admit_bot(chat, access).map(|()| chat),
        }
    }

    /// A chat that the bot may send messages to. What it may send there is for
    /// [`check_content`](Self::check_content) to say.
    pub(crate) fn sendable_chat(&self, id: i64) -> Result<&ChatRecord, Refusal> {
        let chat = self.open_chat(id)?;
        let bot = self.standing(id, BOT_ID);
        match chat.kind {
            ChatKind::Channel if !bot.has("can_post_messages") => {
                Err(Refusal::bad_request("need administrator rights in the channel chat"))
            }
            _ => Ok(chat),
        }
    }

    /// Refuses a bot that was blocked or kicked, or has left.
    fn admit_bot(&self, chat: &ChatRecord, access: Access) -> Result<(), Refusal> {
        let bot = chat.members.get(&BOT_ID).map_or_else(Standing::left, |bot| bot.at(self.clock.now()));
        match chat.kind {
            // A person who blocked the bot can still be looked at.
            ChatKind::Private if access == Access::Read => Ok(()),
            ChatKind::Private if chat.is_deactivated => Err(Refusal::forbidden("user is deactivated")),
            ChatKind::Private if bot.is_in() => Ok(()),
            ChatKind::Private if bot.is_banned() => Err(Refusal::forbidden("bot was blocked by the user")),
            ChatKind::Private => Err(Refusal::forbidden("bot can't initiate conversation with a user")),
            _ if bot.is_in() => Ok(()),
            kind if bot.is_banned() => {
                Err(Refusal::forbidden(&format!("bot was kicked from the {} chat", kind.name())))
            }
            _ if access == Access::Read && chat.is_public() => Ok(()),
            kind => Err(Refusal::forbidden(&format!("bot is not a member of the {} chat", kind.name()))),
        }
    }
}

/// What a bot hears that writes to a group which is now this supergroup.
fn upgraded_to(new: i64) -> Refusal {
    let refusal = Refusal::bad_request("group chat was upgraded to a supergroup chat");
    refusal.with_parameter("migrate_to_chat_id", new)
}
