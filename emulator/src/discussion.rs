//! Channels whose posts people discuss in a group.

use serde_json::json;

use crate::{Chat, Sent, User};

impl Chat {
    /// Makes a supergroup this channel's discussion group: posts come there by themselves.
    ///
    /// # Panics
    /// If this is no channel, or that no supergroup.
    #[track_caller]
    pub fn link_discussion(&self, group: &Chat) {
        let is_linked = self.emulator().state().world().link_discussion(self.id(), group.id());
        assert!(is_linked, "a channel is discussed in a supergroup");
    }
}

impl User {
    /// Comments on a channel's post: writes in its discussion group, in answer to the post's copy there.
    ///
    /// # Panics
    /// If the channel has no discussion group that has the post, or the person may not write there.
    #[track_caller]
    pub fn comment(&self, channel: &Chat, post_id: i64, text: &str) -> Sent {
        let discussion = self.emulator().state().world().discussion_of(channel.id(), post_id);
        let (group, copy) = discussion.expect("the channel has a discussion group that has the post");
        let thread = copy["message_id"].clone();
        let draft = self.draft(text).to(&Chat::new(self.emulator().clone(), group));
        draft.with("message_thread_id", json!(thread)).with("reply_to_message", copy).send()
    }
}
