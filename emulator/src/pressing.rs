//! People press inline buttons.

use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::{Chat, Emulator, Message, PressAnswer, Timeout, User, actors::PATIENCE, world::Pressable};

/// A button that was pressed; it spins until the bot answers.
#[derive(Clone, Debug)]
#[must_use = "a press that nobody looks at may go unanswered; say `let _ =` if that is meant"]
pub struct Press {
    emulator: Emulator,
    chat_id: i64,
    query_id: i64,
    update_id: i64,
}

impl User {
    /// Presses the button with this label in the private chat, under the latest message that has it.
    ///
    /// # Panics
    /// If no message has such a button.
    #[track_caller]
    pub fn press(&self, label: &str) -> Press {
        self.press_latest(self.id(), label)
    }

    /// Presses the button with this label in a group or channel, under the latest message that has it.
    ///
    /// In a group that was upgraded, that is a button under an old message, and comes under the old id.
    ///
    /// # Panics
    /// If no message has such a button.
    #[track_caller]
    pub fn press_in(&self, chat: &Chat, label: &str) -> Press {
        self.press_latest(chat.id(), label)
    }

    /// Presses the button with this label under this message, as it is now.
    ///
    /// # Panics
    /// If the message does not exist, or has no such button.
    #[track_caller]
    pub fn press_on(&self, message: &Message, label: &str) -> Press {
        let world = self.emulator().state().world();
        let now = world.chat(message.chat_id).and_then(|chat| chat.message(message.id)).cloned();
        drop(world);
        let button = now.and_then(|message| message.button(label));
        let button = button.unwrap_or_else(|| panic!("{}", self.no_button(message.chat_id, label)));
        self.press_any(message, &button)
    }

    /// Sends any bytes as the data of a button under this message, as a modified client can.
    ///
    /// # Panics
    /// If the message does not exist.
    #[track_caller]
    pub fn press_data(&self, message: &Message, data: &str) -> Press {
        self.press_any(message, &Pressable::Data(data.to_owned()))
    }

    #[track_caller]
    fn press_any(&self, message: &Message, button: &Pressable) -> Press {
        let press = self.emulator().press(self.id(), (message.chat_id, message.id), button);
        press.expect("the message is this emulator's, and was not deleted")
    }

    #[track_caller]
    fn press_latest(&self, chat_id: i64, label: &str) -> Press {
        let button = self.emulator().state().world().chat(chat_id).and_then(|chat| chat.button(label));
        let press = button.and_then(|(message_id, button)| {
            self.emulator().press(self.id(), (chat_id, message_id), &button)
        });
        press.unwrap_or_else(|| panic!("{}", self.no_button(chat_id, label)))
    }

    /// What a test hears that presses a button which is not there.
    fn no_button(&self, chat_id: i64, label: &str) -> Timeout {
        self.emulator().in_vain(chat_id, &format!("a button `{label}`"))
    }
}

impl Emulator {
    /// Lets a person press that button; `None` if there is no such message.
    pub(crate) fn press(&self, person: i64, place: (i64, i64), button: &Pressable) -> Option<Press> {
        let (query_id, update_id) = self.state().world().press(person, place, button)?;
        Some(Press { emulator: self.clone(), chat_id: place.0, query_id, update_id })
    }
}

impl Press {
    /// The `id` of the callback query.
    pub fn query_id(&self) -> String {
        self.query_id.to_string()
    }

    /// The update that tells of it. It was not queued if the bot did not ask for its kind.
    pub fn update_id(&self) -> i64 {
        self.update_id
    }

    /// What the bot answers; waits up to 10 seconds for it.
    pub async fn answer(&self) -> Result<PressAnswer, Timeout> {
        self.wait_for_answer(PATIENCE).await
    }

    /// What the bot answers, within this time.
    pub async fn wait_for_answer(&self, patience: Duration) -> Result<PressAnswer, Timeout> {
        let deadline = Instant::now() + patience;
        let mut changes = self.emulator.state().world().presses.changes();
        loop {
            if let Some(answer) = self.seen() {
                return Ok(answer);
            }
            if timeout_at(deadline, changes.changed()).await.is_err() {
                return Err(self.emulator.in_vain(self.chat_id, "an answer to a pressed button"));
            }
        }
    }

    /// The answer, if the bot has given one.
    pub fn seen(&self) -> Option<PressAnswer> {
        self.emulator.state().world().presses.answer_to(self.query_id)
    }

    /// How many times the bot tried to answer; all but the first were refused.
    pub fn attempts(&self) -> usize {
        self.emulator.state().world().presses.attempts(self.query_id)
    }
}
