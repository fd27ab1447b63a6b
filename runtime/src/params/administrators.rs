//! Who administers a chat, asked of Telegram and remembered for a moment.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use teloxide_core::prelude::Requester;
use teloxide_core::types::{ChatId, UserId};
use teloxide_core::{Bot, RequestError};
use tokio::time::Instant;

/// How long an answer is believed.
const REMEMBERED: Duration = Duration::from_mins(1);

/// Of how many chats answers are remembered.
const MOST_CHATS: usize = 1_000;

/// Who administers a chat, borrowed as `&Administrators` by handlers and guards.
///
/// Telegram is asked once a minute for each chat at most, and again when an update tells of a change of its members. So a
/// new administrator may have to wait a minute, and a former one may go on for so long.
#[derive(Debug)]
pub struct Administrators {
    bot: Bot,
    known: Mutex<HashMap<ChatId, Known>>,
}

#[derive(Debug)]
struct Known {
    asked: Instant,
    people: HashSet<UserId>,
}

impl Administrators {
    pub(crate) fn new(bot: Bot) -> Self {
        Administrators { bot, known: Mutex::default() }
    }

    /// Whether that person administers that group or channel. Private chats have no administrators.
    ///
    /// # Errors
    /// If Telegram does not answer, or not to this bot.
    pub async fn include(&self, chat: ChatId, person: UserId) -> Result<bool, RequestError> {
        if let Some(known) = self.known().get(&chat).filter(|known| known.asked.elapsed() < REMEMBERED) {
            return Ok(known.people.contains(&person));
        }
        let asked = Instant::now();
        let members = self.bot.get_chat_administrators(chat).await?;
        let people: HashSet<UserId> = members.into_iter().map(|member| member.user.id).collect();
        let is_included = people.contains(&person);
        let mut known = self.known();
        if known.len() >= MOST_CHATS {
            known.retain(|_, known| known.asked.elapsed() < REMEMBERED);
        }
        if known.len() >= MOST_CHATS {
            known.clear();
        }
        known.insert(chat, Known { asked, people });
        Ok(is_included)
    }

    /// Has Telegram asked again.
    pub(crate) fn forget(&self, chat: i64) {
        self.known().remove(&ChatId(chat));
    }

    fn known(&self) -> MutexGuard<'_, HashMap<ChatId, Known>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
