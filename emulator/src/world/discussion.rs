//! Channels with a discussion group: each post comes into the group by itself, and people comment on it there.

use serde_json::{Value, json};

use super::{ChatKind, Content, Message, World, origin::origin, sending::merge, service::fields};

impl World {
    /// Makes a supergroup the discussion group of a channel; false if they are not such chats.
    pub(crate) fn link_discussion(&mut self, channel: i64, group: i64) -> bool {
        let kind = |id: i64| self.chat(id).map(|chat| chat.kind);
        if kind(channel) != Some(ChatKind::Channel) || kind(group) != Some(ChatKind::Supergroup) {
            return false;
        }
        for (chat_id, other) in [(channel, group), (group, channel)] {
            if let Some(chat) = self.chat_mut(chat_id) {
                chat.linked = Some(other);
            }
        }
        true
    }

    /// Brings a channel's post into its discussion group, if there is one.
    pub(super) fn bring_to_discussion(&mut self, post: &Value) {
        if post["chat"]["type"] != "channel" {
            return;
        }
        let group = post["chat"]["id"].as_i64().and_then(|channel| self.chat(channel)?.linked);
        if let Some((group, message)) =
            group.and_then(|group| Some((group, self.add_forwarded(group, post)?)))
        {
            self.announce(group, false, message);
        }
    }

    fn add_forwarded(&mut self, group: i64, post: &Value) -> Option<Value> {
        let content = Content::of(post)?;
        let (id, mut json) = self.begin_message(group)?;
        merge(&mut json, content.fields);
        merge(
            &mut json,
            fields([
                ("from", json!({ "id": 777_000, "is_bot": false, "first_name": "Telegram" })),
                ("sender_chat", post["chat"].clone()),
                ("forward_origin", origin(post)),
                ("is_automatic_forward", json!(true)),
            ]),
        );
        let text = json["text"].as_str().or_else(|| json["caption"].as_str()).unwrap_or_default().to_owned();
        self.chat_mut(group)?.add(Message {
            id,
            chat_id: group,
            from_bot: false,
            author: super::sending::author_name(&json),
            text,
            json: json.clone(),
            sent_with: Value::Null,
            is_deleted: false,
            reactions: Vec::new(),
        });
        Some(json)
    }

    /// Where comments on a channel's post stand: the discussion group, and the post's copy there.
    pub(crate) fn discussion_of(&self, channel: i64, post: i64) -> Option<(i64, Value)> {
        let group = self.chat(channel)?.linked?;
        let is_copy = |message: &&Message| {
            let origin = &message.json["forward_origin"];
            message.json["is_automatic_forward"] == true
                && origin["chat"]["id"] == channel
                && origin["message_id"] == post
        };
        let copy = self.chat(group)?.messages.iter().find(is_copy)?;
        Some((group, copy.json.clone()))
    }
}
