//! Topics that people make in forums.

use crate::{
    Chat, Emulator,
    world::{ChatKind, Topic, TopicChange},
};

impl Emulator {
    /// A new supergroup with topics, and the bot in it.
    pub fn forum(&self, title: &str) -> Chat {
        let mut world = self.state().world();
        let id = world.add_chat(ChatKind::Supergroup, title);
        world.make_forum(id);
        drop(world);
        Chat::new(self.clone(), id)
    }
}

impl Chat {
    /// Begins a topic of a forum, for [`Draft::in_topic`](crate::Draft::in_topic): its `message_thread_id`.
    ///
    /// # Panics
    /// If this is no forum.
    #[track_caller]
    pub fn create_topic(&self, name: &str) -> i64 {
        let thread = self.emulator().state().world().create_topic(self.id(), Topic::new(name), None);
        thread.expect("only forums have topics")
    }

    /// Closes a topic: only administrators who manage topics can write there.
    ///
    /// # Panics
    /// If there is no such topic.
    #[track_caller]
    pub fn close_topic(&self, message_thread_id: i64) {
        self.change_topic(message_thread_id, TopicChange::Closed);
    }

    /// Opens a closed topic again.
    ///
    /// # Panics
    /// If there is no such topic.
    #[track_caller]
    pub fn reopen_topic(&self, message_thread_id: i64) {
        self.change_topic(message_thread_id, TopicChange::Reopened);
    }

    /// Gives a topic another name.
    ///
    /// # Panics
    /// If there is no such topic.
    #[track_caller]
    pub fn rename_topic(&self, message_thread_id: i64, name: &str) {
        let edited = TopicChange::Edited { name: Some(name.to_owned()), icon_emoji: None };
        self.change_topic(message_thread_id, edited);
    }

    #[track_caller]
    fn change_topic(&self, thread: i64, change: TopicChange) {
        let changed = self.emulator().state().world().change_topic((self.id(), thread), change, None);
        changed.expect("the topic exists");
    }
}
