//! Which messages of a group reach the bot.

use serde_json::Value;

use super::{BOT_ID, BOT_USERNAME, ChatKind, Content, World};

impl World {
    /// Whether the bot gets to see a message of this chat.
    pub(super) fn bot_sees(&self, chat_id: i64, message: &Value) -> bool {
        let Some(chat) = self.chat(chat_id) else { return false };
        match chat.kind {
            // What a person wrote before they blocked the bot may arrive late.
            ChatKind::Private => true,
            // Its own farewell is the last that it sees.
            _ if chat.is_bot_out() => message["left_chat_member"]["id"] == BOT_ID,
            ChatKind::Channel => true,
            ChatKind::Group | ChatKind::Supergroup => {
                !self.is_private || self.standing(chat_id, BOT_ID).is_administrator() || concerns_bot(message)
            }
        }
    }
}

/// What a bot sees in spite of [privacy mode](https://core.telegram.org/bots/features#privacy-mode).
fn concerns_bot(message: &Value) -> bool {
    Content::of(message).is_none()
        || message["reply_to_message"]["from"]["id"] == BOT_ID
        || message["via_bot"]["id"] == BOT_ID
        || [("text", "entities"), ("caption", "caption_entities")]
            .into_iter()
            .any(|(text, entities)| calls_bot(&message[text], &message[entities]))
}

/// Whether a text has a command for the bot, or mentions it.
fn calls_bot(text: &Value, entities: &Value) -> bool {
    let units: Vec<u16> = text.as_str().unwrap_or_default().encode_utf16().collect();
    let part = |entity: &Value| {
        let place = |field: &str| entity[field].as_u64().and_then(|place| usize::try_from(place).ok());
        let start = place("offset")?;
        Some(String::from_utf16_lossy(units.get(start..start + place("length")?)?))
    };
    let calls = |entity: &Value| match entity["type"].as_str() {
        Some("bot_command") => part(entity).is_some_and(|command| match command.split_once('@') {
            Some((_, name)) => name.eq_ignore_ascii_case(BOT_USERNAME),
            None => true,
        }),
        Some("mention") => {
            part(entity).is_some_and(|name| name.trim_start_matches('@').eq_ignore_ascii_case(BOT_USERNAME))
        }
        Some("text_mention") => entity["user"]["id"] == BOT_ID,
        _ => false,
    };
    entities.as_array().into_iter().flatten().any(calls)
}
