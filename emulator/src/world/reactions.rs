//! Reactions to messages.

use serde_json::{Value, json};

use super::{BOT_ID, Barred, ChatKind, ChatRecord, Message, World};
use crate::journal::Happening;

/// The emoji that Telegram allows as reactions.
pub(crate) const EMOJI: [&str; 73] = [
    "👍",
    "👎",
    "❤",
    "🔥",
    "🥰",
    "👏",
    "😁",
    "🤔",
    "🤯",
    "😱",
    "🤬",
    "😢",
    "🎉",
    "🤩",
    "🤮",
    "💩",
    "🙏",
    "👌",
    "🕊",
    "🤡",
    "🥱",
    "🥴",
    "😍",
    "🐳",
    "❤‍🔥",
    "🌚",
    "🌭",
    "💯",
    "🤣",
    "⚡",
    "🍌",
    "🏆",
    "💔",
    "🤨",
    "😐",
    "🍓",
    "🍾",
    "💋",
    "🖕",
    "😈",
    "😴",
    "😭",
    "🤓",
    "👻",
    "👨‍💻",
    "👀",
    "🎃",
    "🙈",
    "😇",
    "😨",
    "🤝",
    "✍",
    "🤗",
    "🫡",
    "🎅",
    "🎄",
    "☃",
    "💅",
    "🤪",
    "🗿",
    "🆒",
    "💘",
    "🙉",
    "🦄",
    "😘",
    "💊",
    "🙊",
    "😎",
    "👾",
    "🤷‍♂",
    "🤷",
    "🤷‍♀",
    "😡",
];

impl Message {
    /// How many people and bots reacted in which way: an array of `ReactionCount`.
    pub fn reaction_counts(&self) -> Value {
        let mut counts: Vec<(Value, usize)> = Vec::new();
        for reaction in self.reactions.iter().flat_map(|(_, reactions)| reactions) {
            match counts.iter_mut().find(|(counted, _)| counted == reaction) {
                Some((_, count)) => *count += 1,
                None => counts.push((reaction.clone(), 1)),
            }
        }
        let count = |(kind, count): (Value, usize)| json!({ "type": kind, "total_count": count });
        counts.into_iter().map(count).collect()
    }

    /// The reactions of one person or bot.
    fn reactions_of(&self, actor: i64) -> Vec<Value> {
        let own = self.reactions.iter().find(|(id, _)| *id == actor);
        own.map(|(_, reactions)| reactions.clone()).unwrap_or_default()
    }
}

impl World {
    /// Sets somebody's reactions to a message, and gives those they had before; `None` if there is no such message.
    pub(crate) fn set_reactions(
        &mut self,
        actor: i64,
        (chat_id, message_id): (i64, i64),
        reactions: Vec<Value>,
    ) -> Option<Vec<Value>> {
        let message = self.chat_mut(chat_id)?.message_mut(message_id)?;
        let old = message.reactions_of(actor);
        message.reactions.retain(|(id, _)| *id != actor);
        if !reactions.is_empty() {
            message.reactions.push((actor, reactions));
        }
        let shown = message.shown();
        self.journal.note(&Happening::Edited(shown));
        Some(old)
    }

    /// The messages of a chat that somebody has reacted to.
    pub(crate) fn reacted_by(&self, actor: i64, chat_id: i64) -> Vec<i64> {
        let messages = self.chat(chat_id).into_iter().flat_map(ChatRecord::present);
        let reacted = |message: &&Message| message.reactions.iter().any(|(id, _)| *id == actor);
        messages.filter(reacted).map(|message| message.id).collect()
    }

    /// Lets a person react with these emoji, or take their reaction back: the update's id.
    pub(crate) fn react(&mut self, person: i64, place: (i64, i64), emoji: &[&str]) -> Result<i64, Barred> {
        if emoji.iter().any(|emoji| !EMOJI.contains(emoji)) {
            return Err(Barred("Telegram has no such reaction"));
        }
        let kinds: Vec<Value> =
            emoji.iter().map(|emoji| json!({ "type": "emoji", "emoji": emoji })).collect();
        let old =
            self.set_reactions(person, place, kinds.clone()).ok_or(Barred("there is no such message"))?;
        let chat = self.chat(place.0).ok_or(Barred::NOWHERE)?;
        let is_told = chat.kind == ChatKind::Private || self.standing(place.0, BOT_ID).is_administrator();
        let mut change = json!({ "chat": chat.json, "message_id": place.1, "date": self.clock.now() });
        if !is_told || old == kinds {
            return Ok(self.queue.give_id());
        }
        if chat.kind == ChatKind::Channel {
            let counts = chat.message(place.1).map(Message::reaction_counts);
            change["reactions"] = counts.unwrap_or_default();
            return Ok(self.queue.add("message_reaction_count", change));
        }
        change["user"] = self.people.get(&person).cloned().unwrap_or_default();
        change["old_reaction"] = json!(old);
        change["new_reaction"] = json!(kinds);
        Ok(self.queue.add("message_reaction", change))
    }
}
