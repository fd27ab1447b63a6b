//! People come, go, and become something else in a chat.

use serde_json::Map;

use crate::{
    Chat, Followed, Standing, User,
    world::{BOT_ID, Change, LinkTerms},
};

impl User {
    /// Joins a group or channel by itself.
    ///
    /// # Panics
    /// If they are in it already, were banned, or it was upgraded.
    #[track_caller]
    pub fn join(&self, chat: &Chat) {
        let joined = self.emulator().state().world().join(chat.id(), &[self.id()], self.id(), &Map::new());
        joined.unwrap_or_else(|barred| panic!("{barred}"));
    }

    /// Opens an invite link: joins its chat, or asks to be let in.
    ///
    /// # Panics
    /// If there is no such link, or it is of no use to them.
    #[track_caller]
    pub fn follow(&self, invite_link: &str) -> Followed {
        let followed = self.emulator().state().world().follow(self.id(), invite_link);
        followed.unwrap_or_else(|barred| panic!("{barred}"))
    }

    /// Asks to be let into a group or channel: the update's id. Bots hear of it that may invite people there.
    ///
    /// # Panics
    /// If they are in it already, were banned, or it was upgraded.
    #[track_caller]
    pub fn ask_to_join(&self, chat: &Chat) -> i64 {
        let asked = self.emulator().state().world().ask_to_join(chat.id(), self.id(), None);
        asked.unwrap_or_else(|barred| panic!("{barred}"))
    }

    /// Leaves a group or channel.
    ///
    /// # Panics
    /// If they are not in it.
    #[track_caller]
    pub fn leave(&self, chat: &Chat) {
        let left = self.emulator().state().world().leave(chat.id(), self.id(), self.id());
        left.unwrap_or_else(|barred| panic!("{barred}"));
    }

    /// Adds people to a group or channel, in one message.
    ///
    /// # Panics
    /// If one of them is in it already, or it was upgraded.
    #[track_caller]
    pub fn add(&self, chat: &Chat, people: &[&User]) {
        let ids: Vec<i64> = people.iter().map(|person| person.id()).collect();
        let joined = self.emulator().state().world().join(chat.id(), &ids, self.id(), &Map::new());
        joined.unwrap_or_else(|barred| panic!("{barred}"));
    }

    /// Adds the bot to a group or channel.
    pub fn add_bot(&self, chat: &Chat) {
        self.emulator().state().world().set_bot_out(chat.id(), false, Some(self.id()));
    }

    /// Throws the bot out of a group or channel.
    pub fn kick_bot(&self, chat: &Chat) {
        self.emulator().state().world().set_bot_out(chat.id(), true, Some(self.id()));
    }

    /// Removes somebody from a group or channel; they may come back.
    ///
    /// # Panics
    /// If they are not in it.
    #[track_caller]
    pub fn remove(&self, chat: &Chat, person: &User) {
        let left = self.emulator().state().world().leave(chat.id(), person.id(), self.id());
        left.unwrap_or_else(|barred| panic!("{barred}"));
    }
}

impl Chat {
    /// Makes somebody an owner, an administrator, a restricted member, or whatever else. The bot hears of it as
    /// of any change, but no message tells of it.
    pub fn set_standing(&self, user: &User, standing: Standing) {
        self.set(user.id(), standing);
    }

    /// Makes the bot an administrator, or whatever else. At first it is an ordinary member, and in channels an
    /// administrator who may do most things.
    pub fn set_bot_standing(&self, standing: Standing) {
        self.set(BOT_ID, standing);
    }

    /// What somebody is in this chat now. Who never was here has left.
    pub fn standing(&self, user: &User) -> Standing {
        self.emulator().state().world().standing(self.id(), user.id())
    }

    /// What the bot is in this chat now.
    pub fn bot_standing(&self) -> Standing {
        self.emulator().state().world().standing(self.id(), BOT_ID)
    }

    /// Makes an invite link in the bot's name; who opens it may have to ask to be let in.
    ///
    /// # Panics
    /// Never: the chat is this emulator's.
    pub fn add_invite_link(&self, creates_join_request: bool) -> String {
        let terms = LinkTerms { creates_join_request, ..LinkTerms::default() };
        let link = self.emulator().state().world().add_link(self.id(), BOT_ID, terms, false);
        link.expect("the chat is this emulator's")
    }

    fn set(&self, user: i64, new: Standing) {
        let change = Change { chat_id: self.id(), user, new, by: None, how: Map::new() };
        self.emulator().state().world().change_standing(change);
    }

    /// Gives the chat a public name, without `@`; the bot may use it as `chat_id`.
    pub fn set_username(&self, name: &str) {
        self.emulator().state().world().set_username(self.id(), name);
    }
}
