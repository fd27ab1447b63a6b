//! The people and chats that the bot meets.

use std::time::Duration;

use pouch_formatting::{clean, over};

use serde_json::{Map, Value, json};

use crate::{
    Emulator, Message, Timeout,
    world::{Author, Letter, World},
};

/// How long [`User::reply`] waits.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A person. Their private chat with the bot has their id.
#[derive(Clone, Debug)]
pub struct User {
    emulator: Emulator,
    id: i64,
    name: String,
}

/// A group, supergroup or channel.
#[derive(Clone, Debug)]
pub struct Chat {
    emulator: Emulator,
    id: i64,
}

/// Where a message stands, and which update tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// The chat.
    pub chat_id: i64,
    /// The message, within its chat.
    pub message_id: i64,
    /// The update. It was not queued if the bot did not ask for its kind, or is not in the chat.
    pub update_id: i64,
}

/// A message that is being written; [`send`](Draft::send) sends it.
#[derive(Debug)]
#[must_use = "a draft does nothing until it is sent"]
pub struct Draft {
    emulator: Emulator,
    letter: Letter,
}

impl User {
    pub(crate) fn new(emulator: Emulator, id: i64, name: &str) -> Self {
        Self { emulator, id, name: name.to_owned() }
    }

    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// The person's id, which is their private chat's id too.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The person's first name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Writes to the bot.
    pub fn send(&self, text: &str) -> Sent {
        self.draft(text).send()
    }

    /// Writes in a group.
    ///
    /// # Panics
    /// If the chat is another emulator's, or a group that was upgraded; see [`Draft::late`].
    #[track_caller]
    pub fn send_to(&self, chat: &Chat, text: &str) -> Sent {
        self.draft(text).to(chat).send()
    }

    /// Writes to the bot, with the whole text formatted as code: a `/command` in it is none.
    pub fn send_code(&self, text: &str) -> Sent {
        self.draft(text).formatted("code").send()
    }

    /// Begins a message to the bot, to be sent elsewhere or with more than a text.
    pub fn draft(&self, text: &str) -> Draft {
        Draft::new(&self.emulator, Author::Person(self.id), self.id, text)
    }

    /// Changes the text of a message.
    ///
    /// # Panics
    /// If the message is another emulator's.
    pub fn edit(&self, sent: &Sent, text: &str) -> Sent {
        edit(&self.emulator, sent, text)
    }

    /// What the bot put below the person's input field in their private chat: a `ReplyKeyboardMarkup`, or a
    /// `ForceReply`. A keyboard for one time is gone after they wrote something.
    pub fn keyboard(&self) -> Option<Value> {
        self.keyboard_at(self.id)
    }

    /// What the bot put below the person's input field in a group.
    pub fn keyboard_in(&self, chat: &Chat) -> Option<Value> {
        self.keyboard_at(chat.id)
    }

    fn keyboard_at(&self, chat_id: i64) -> Option<Value> {
        let world = self.emulator.state().world();
        world.keyboards.shown_to(chat_id, self.id).map(|(markup, _)| markup.clone())
    }

    /// The text of the bot's next message in the private chat that was not read yet; waits
    /// up to 10 seconds for it.
    pub async fn reply(&self) -> Result<String, Timeout> {
        self.read(PATIENCE).await.map(|message| message.text)
    }

    /// The bot's next message in the private chat that was not read yet.
    pub async fn read(&self, timeout: Duration) -> Result<Message, Timeout> {
        self.emulator.read_next(self.id, timeout).await
    }

    /// The same, if there is one already.
    pub fn read_now(&self) -> Option<Message> {
        self.emulator.take_unread(self.id)
    }
}

impl Chat {
    pub(crate) fn new(emulator: Emulator, id: i64) -> Self {
        Self { emulator, id }
    }

    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// The chat's id, which is negative.
    pub fn id(&self) -> i64 {
        self.id
    }

    /// The text of the bot's next message here that was not read yet; waits up to 10 seconds for it.
    pub async fn reply(&self) -> Result<String, Timeout> {
        self.read(PATIENCE).await.map(|message| message.text)
    }

    /// The bot's next message here that was not read yet.
    pub async fn read(&self, timeout: Duration) -> Result<Message, Timeout> {
        self.emulator.read_next(self.id, timeout).await
    }

    /// The same, if there is one already.
    pub fn read_now(&self) -> Option<Message> {
        self.emulator.take_unread(self.id)
    }

    /// Writes as the chat itself: a post in a channel, an anonymous admin's message in a group.
    pub fn post(&self, text: &str) -> Sent {
        self.emulator.send_as(self, self, text)
    }

    /// Changes the text of a message that [`post`](Self::post) sent.
    ///
    /// # Panics
    /// If the message is another emulator's.
    pub fn edit(&self, sent: &Sent, text: &str) -> Sent {
        edit(&self.emulator, sent, text)
    }
}

impl Emulator {
    /// Writes in the name of a chat: a channel in a group, or an anonymous admin if both are the same.
    ///
    /// # Panics
    /// If a chat is another emulator's.
    pub fn send_as(&self, sender: &Chat, chat: &Chat, text: &str) -> Sent {
        Draft::new(self, Author::Chat(sender.id), chat.id, text).send()
    }
}

impl Draft {
    fn new(emulator: &Emulator, author: Author, chat_id: i64, text: &str) -> Self {
        let letter = Letter {
            author,
            chat_id,
            text: text.to_owned(),
            entities: None,
            content: Map::new(),
            fields: Map::new(),
            is_late: false,
        };
        Self { emulator: emulator.clone(), letter }
    }

    /// Sends it to this chat.
    pub fn to(mut self, chat: &Chat) -> Self {
        self.letter.chat_id = chat.id;
        self
    }

    /// Writes in the name of a channel, or of the group itself.
    ///
    /// # Panics
    /// [`send`](Self::send) does, if the channel was banned from the group.
    pub fn on_behalf_of(mut self, sender: &Chat) -> Self {
        self.letter.author = Author::Chat(sender.id);
        self
    }

    /// Gives the whole text one entity, such as `code` or `bold`, instead of those that Telegram finds.
    pub fn formatted(self, kind: &str) -> Self {
        let entities = over(&clean(&self.letter.text), kind);
        self.entities(entities)
    }

    /// Gives the text these entities instead of those that Telegram finds: a JSON array of
    /// `MessageEntity`, counted in the trimmed text.
    pub fn entities(mut self, entities: Value) -> Self {
        self.letter.entities = Some(entities);
        self
    }

    /// Sends it in a forum topic.
    pub fn in_topic(self, message_thread_id: i64) -> Self {
        self.with("message_thread_id", json!(message_thread_id)).with("is_topic_message", json!(true))
    }

    pub(crate) fn emulator(&self) -> &Emulator {
        &self.emulator
    }

    /// Sets what the message carries; the text becomes its caption.
    pub(crate) fn content(self, name: &str, value: Value) -> Self {
        self.contents([(name.to_owned(), value)].into_iter().collect())
    }

    pub(crate) fn contents(mut self, fields: Map<String, Value>) -> Self {
        self.letter.content.extend(fields);
        self
    }

    /// Writes it anew with what the world knows.
    pub(crate) fn map_letter(self, rewrite: impl FnOnce(&World, Letter) -> Option<Letter>) -> Option<Self> {
        let letter = rewrite(&self.emulator.state().world(), self.letter)?;
        Some(Self { letter, ..self })
    }

    /// Answers this message, in the chat where it stands. Telegram shows the answered message as it is now, without the one
    /// that it answers itself.
    pub fn answering(mut self, message: &Message) -> Self {
        self.letter.chat_id = message.chat_id;
        let mut answered = message.json.clone();
        answered.as_object_mut().map(|fields| fields.remove("reply_to_message"));
        self.with("reply_to_message", answered)
    }

    /// Sets any field of the `Message`.
    pub fn with(mut self, field: &str, value: Value) -> Self {
        self.letter.fields.insert(field.to_owned(), value);
        self
    }

    /// Sends it under the old id of a group that was upgraded, as an update that comes late.
    pub fn late(mut self) -> Self {
        self.letter.is_late = true;
        self
    }

    /// Sends it.
    ///
    /// # Panics
    /// If the person may not write there: they left, were banned or restricted, or the group was upgraded and this is
    /// not [`late`](Self::late). Who never was in a chat is taken in without a word.
    #[track_caller]
    pub fn send(self) -> Sent {
        let chat_id = self.letter.chat_id;
        let delivered = self.emulator.state().world().deliver(self.letter);
        let (message_id, update_id) = delivered.unwrap_or_else(|barred| panic!("{barred}"));
        Sent { chat_id, message_id, update_id }
    }
}

fn edit(emulator: &Emulator, sent: &Sent, text: &str) -> Sent {
    let update = emulator.state().world().edit(sent.chat_id, sent.message_id, text);
    Sent { update_id: update.expect("the message is this emulator's"), ..*sent }
}
