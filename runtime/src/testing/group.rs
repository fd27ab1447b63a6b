//! Groups, forums and channels that the bot is in.

use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use pouch_emulator::{Chat, Message, Standing};

use super::Person;
use super::stage::{Place, Stage, Unread};

/// A group, forum or channel that the bot is in; made by [`TestBot::group`](super::TestBot::group) and its kin.
#[derive(Clone)]
pub struct Group {
    stage: Arc<Stage>,
    title: String,
    first: Chat,
    /// What it became, the latest last.
    upgraded: Arc<Mutex<Vec<Chat>>>,
}

impl Group {
    pub(super) fn new(stage: Arc<Stage>, title: &str, chat: Chat) -> Self {
        Group { stage, title: title.to_owned(), first: chat, upgraded: Arc::default() }
    }

    /// The chat in the emulator, as it is now, for all that can happen in one; nothing there waits for the bot.
    pub fn chat(&self) -> Chat {
        self.chats().last().unwrap_or(&self.first).clone()
    }

    /// The ids that the chat has and had, the latest first.
    pub(super) fn ids(&self) -> Vec<i64> {
        self.chats().iter().rev().chain([&self.first]).map(Chat::id).collect()
    }

    /// The id that the chat has now.
    pub fn id(&self) -> i64 {
        self.chat().id()
    }

    /// The group's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The text of the bot's next message here that was not read yet. Without one, the test fails.
    #[track_caller]
    pub fn reply(&self) -> impl Future<Output = String> {
        let message = self.read();
        async move { message.await.text }
    }

    /// The bot's next message here that was not read yet. Without one, the test fails.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = Message> {
        let place = Location::caller();
        async move { self.stage.read(place, &self.chat(), &self.title).await }
    }

    /// The bot's latest message here, read or not. Without one, the test fails.
    #[track_caller]
    pub fn latest(&self) -> Message {
        self.stage.latest(Location::caller(), self.id(), &self.title)
    }

    /// Fails the test if the bot has said anything here that was not read yet.
    #[track_caller]
    pub fn expect_no_reply(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move { self.stage.expect_none(place, &self.chat(), &self.title).await }
    }

    /// Writes in the chat's own name: a channel's post, an anonymous administrator's message.
    #[track_caller]
    pub fn post(&self, text: &str) -> impl Future<Output = ()> {
        self.changes(Location::caller(), move |chat| {
            chat.post(text);
        })
    }

    /// Begins a topic in a forum: its `message_thread_id`, for [`Draft::in_topic`](pouch_emulator::Draft::in_topic).
    #[track_caller]
    pub fn create_topic(&self, name: &str) -> impl Future<Output = i64> {
        self.changes(Location::caller(), move |chat| chat.create_topic(name))
    }

    /// Makes somebody an administrator, a restricted member, or whatever else.
    #[track_caller]
    pub fn set_standing(&self, person: &Person, standing: Standing) -> impl Future<Output = ()> {
        self.changes(Location::caller(), move |chat| chat.set_standing(person.user(), standing))
    }

    /// Makes the bot an administrator, or whatever else.
    #[track_caller]
    pub fn set_bot_standing(&self, standing: Standing) -> impl Future<Output = ()> {
        self.changes(Location::caller(), move |chat| chat.set_bot_standing(standing))
    }

    async fn changes<T>(&self, place: Place, change: impl FnOnce(&Chat) -> T) -> T {
        let done = change(&self.chat());
        self.stage.rest(place).await;
        done
    }

    /// Makes a supergroup of the group, with another id, which this handle stands for from now on.
    #[track_caller]
    pub fn upgrade(&self) -> impl Future<Output = ()> {
        let place = Location::caller();
        self.upgrade_at(place)
    }

    pub(super) async fn upgrade_at(&self, place: Place) {
        self.stage.observe();
        self.stage.conversation().mark(&format!("{} becomes a supergroup", self.title));
        let new = self.chat().upgrade();
        self.chats().push(new);
        self.stage.rest(place).await;
    }

    fn chats(&self) -> MutexGuard<'_, Vec<Chat>> {
        self.upgraded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unread for Chat {
    fn take(&self) -> Option<Message> {
        self.read_now()
    }
}
