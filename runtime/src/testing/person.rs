//! People who talk to the bot.

pub(super) mod deeds;

use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};

use pouch_emulator::{InlineQuery, Message, Press, PressAnswer, Sent, User};

use super::Group;
use super::stage::{Place, Stage, Unread};

/// A person who talks to the bot; made by [`TestBot::user`](super::TestBot::user).
///
/// Everything a person does is waited for until the bot has nothing to do any more: every update is handled, durable
/// and confirmed, and every reply is sent. What can't be as the test says fails it, with the conversation.
#[derive(Clone)]
pub struct Person {
    stage: Arc<Stage>,
    user: User,
    deeds: Arc<Mutex<Deeds>>,
}

#[derive(Default)]
struct Deeds {
    press: Option<Press>,
    sent: Option<Sent>,
    asked: Option<InlineQuery>,
}

impl Person {
    pub(super) fn new(stage: Arc<Stage>, user: User) -> Self {
        Person { stage, user, deeds: Arc::default() }
    }

    /// The person in the emulator, for all that a person can do; nothing there waits for the bot.
    pub fn user(&self) -> &User {
        &self.user
    }

    /// The person's name.
    pub fn name(&self) -> &str {
        self.user.name()
    }

    /// Writes to the bot.
    #[track_caller]
    pub fn send(&self, text: &str) -> impl Future<Output = ()> {
        self.write(text, |draft| draft)
    }

    /// Writes in a group.
    #[track_caller]
    pub fn send_to(&self, group: &Group, text: &str) -> impl Future<Output = ()> {
        self.write(text, |draft| draft.to(&group.chat()))
    }

    /// Changes the text of the message that the person wrote last.
    #[track_caller]
    pub fn edit(&self, text: &str) -> impl Future<Output = ()> {
        let place = Location::caller();
        async move {
            let Some(sent) = self.deeds().sent else {
                self.stage.fail(place, &format!("{} has written nothing that could be edited", self.name()))
            };
            let sent = self.user.edit(&sent, text);
            self.deeds().sent = Some(sent);
            self.stage.rest(place).await;
        }
    }

    /// The text of the bot's next message in the private chat that was not read yet. Without one, the test fails.
    #[track_caller]
    pub fn reply(&self) -> impl Future<Output = String> {
        let message = self.read();
        async move { message.await.text }
    }

    /// The bot's next message in the private chat that was not read yet. Without one, the test fails.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = Message> {
        self.stage.read(Location::caller(), &self.user, self.name())
    }

    /// The bot's latest message in the private chat, read or not. Without one, the test fails.
    #[track_caller]
    pub fn latest(&self) -> Message {
        self.stage.latest(Location::caller(), self.user.id(), self.name())
    }

    /// Writes to the bot and reads its answer. Without one, or with more than one, the test fails.
    #[track_caller]
    pub fn ask(&self, text: &str) -> impl Future<Output = String> {
        let place = Location::caller();
        let (sending, reading) = (self.send(text), self.reply());
        async move {
            self.stage.expect_none(place, &self.user, self.name()).await;
            sending.await;
            let reply = reading.await;
            self.stage.expect_none(place, &self.user, self.name()).await;
            reply
        }
    }

    /// Fails the test if the bot has said anything in the private chat that was not read yet.
    #[track_caller]
    pub fn expect_no_reply(&self) -> impl Future<Output = ()> {
        self.stage.expect_none(Location::caller(), &self.user, self.name())
    }

    /// Presses the button with this label in the private chat, under the latest message that has it. Without one, the
    /// test fails.
    #[track_caller]
    pub fn press(&self, label: &str) -> impl Future<Output = ()> {
        self.press_at(Location::caller(), vec![self.user.id()], label)
    }

    /// Presses the button with this label in a group, under the latest message that has it, be it of the time before an
    /// upgrade. Without one, the test fails.
    #[track_caller]
    pub fn press_in(&self, group: &Group, label: &str) -> impl Future<Output = ()> {
        self.press_at(Location::caller(), group.ids(), label)
    }

    /// What the bot showed the person for the button pressed last, as a toast or an alert. If it showed nothing, the test
    /// fails.
    #[track_caller]
    pub fn toast(&self) -> String {
        let answer = self.press_answer();
        if answer.text.is_empty() {
            self.stage.fail(Location::caller(), &format!("the bot showed {} no notice", self.name()));
        }
        answer.text
    }

    /// How the bot answered the button pressed last. If it did not, the test fails.
    #[track_caller]
    pub fn press_answer(&self) -> PressAnswer {
        let answer = self.deeds().press.as_ref().and_then(Press::seen);
        answer.unwrap_or_else(|| {
            let what = format!("{} has pressed no button that the bot has answered", self.name());
            self.stage.fail(Location::caller(), &what)
        })
    }

    async fn press_at(&self, place: Place, chats: Vec<i64>, label: &str) {
        let messages = |chat: i64| self.stage.emulator.messages(chat).into_iter().rev();
        let found = chats.into_iter().flat_map(messages).find(|message| has_button(message, label));
        let Some(message) = found else {
            self.stage.fail(place, &format!("{} sees no button [{label}]", self.name()))
        };
        self.stage.observe();
        self.stage.conversation().note_deed(message.chat_id, self.name(), &format!("presses [{label}]"));
        let press = self.user.press_on(&message, label);
        self.deeds().press = Some(press);
        self.stage.rest(place).await;
    }

    fn deeds(&self) -> std::sync::MutexGuard<'_, Deeds> {
        self.deeds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Unread for User {
    fn take(&self) -> Option<Message> {
        self.read_now()
    }
}

/// Whether the bot hears of it when a button with this label is pressed.
fn has_button(message: &Message, label: &str) -> bool {
    let rows = message.json["reply_markup"]["inline_keyboard"].as_array();
    let mut buttons = rows.into_iter().flatten().filter_map(|row| row.as_array()).flatten();
    buttons.any(|button| button["text"] == label && button.get("callback_data").is_some())
}
