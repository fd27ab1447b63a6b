//! People vote in polls and react to messages.

use crate::{Draft, Message, User, world::usual_poll};

impl User {
    /// Votes in a poll for these options, counted from 0; none takes the vote back. Gives the id of the last update
    /// that tells of it: a `poll_answer`, unless votes are secret, after a `poll`.
    ///
    /// # Panics
    /// If there is no poll in this message, it is closed, or does not take this vote.
    #[track_caller]
    pub fn vote(&self, message: &Message, options: &[usize]) -> i64 {
        let place = (message.chat_id, message.id);
        let vote = self.emulator().state().world().vote(self.id(), place, options);
        vote.unwrap_or_else(|barred| panic!("{barred}"))
    }

    /// Reacts to a message with these emoji, instead of what they reacted with before; none takes all back. Gives
    /// the update's id; in groups, bots hear of it only as administrators.
    ///
    /// # Panics
    /// If there is no such message, or Telegram has no such reaction.
    #[track_caller]
    pub fn react(&self, message: &Message, emoji: &[&str]) -> i64 {
        let place = (message.chat_id, message.id);
        let reaction = self.emulator().state().world().react(self.id(), place, emoji);
        reaction.unwrap_or_else(|barred| panic!("{barred}"))
    }
}

impl Draft {
    /// Sends a poll with secret votes instead of a text.
    pub fn poll(self, question: &str, options: &[&str]) -> Self {
        let id = self.emulator().state().world().begin_poll();
        self.content("poll", usual_poll(&id, question, options))
    }
}
