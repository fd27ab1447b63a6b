//! Waiting for the bot, by notification: nothing here polls.

use std::{fmt, time::Duration};

use tokio::{
    sync::watch,
    time::{Instant, timeout, timeout_at},
};

use crate::{Emulator, Message, world::ChatRecord};

/// The bot did not do in time what was waited for. Shown with the whole conversation.
pub struct Timeout(String);

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// As `Display`, so that a test's `unwrap` shows the conversation.
impl fmt::Debug for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Timeout {}

impl Emulator {
    /// Waits until the bot has sent so many messages in a chat since the emulator's start, and returns the texts
    /// of all that it has sent there.
    pub async fn wait_for_replies(
        &self,
        chat_id: i64,
        count: usize,
        patience: Duration,
    ) -> Result<Vec<String>, Timeout> {
        let wanted = || format!("{count} messages of the bot");
        let mut sent = self.follow_replies(chat_id, &wanted())?;
        match timeout(patience, sent.wait_for(|sent| *sent >= count)).await {
            Ok(Ok(_)) => Ok(self.replies(chat_id)),
            _ => Err(self.in_vain(chat_id, &wanted())),
        }
    }

    /// Waits until an update is not pending any more: confirmed, dropped, or never queued.
    pub async fn wait_until_confirmed(&self, update_id: i64, patience: Duration) -> Result<(), Timeout> {
        let deadline = Instant::now() + patience;
        let mut changes = self.state().world().queue.changes();
        while self.state().world().queue.is_pending(update_id) {
            if timeout_at(deadline, changes.changed()).await.is_err() {
                let pending = self.pending_updates();
                let news = format!("update {update_id} was not confirmed in time; {pending} are pending");
                return Err(Timeout(news));
            }
        }
        Ok(())
    }

    /// The bot's messages in all chats from now on, in the order they are sent.
    pub fn bot_messages(&self) -> BotMessages {
        let count = self.state().world().said_count();
        let next = *count.borrow();
        BotMessages { emulator: self.clone(), count, next }
    }

    /// The bot's next message in a chat that was not read yet.
    pub(crate) async fn read_next(&self, chat_id: i64, patience: Duration) -> Result<Message, Timeout> {
        let deadline = Instant::now() + patience;
        let mut sent = self.follow_replies(chat_id, "another message of the bot")?;
        loop {
            if let Some(message) = self.take_unread(chat_id) {
                return Ok(message);
            }
            if timeout_at(deadline, sent.changed()).await.is_err() {
                return Err(self.in_vain(chat_id, "another message of the bot"));
            }
        }
    }

    /// The bot's next message in a chat that was not read yet, if there is one already.
    pub(crate) fn take_unread(&self, chat_id: i64) -> Option<Message> {
        self.state().world().chat_mut(chat_id)?.read_next()
    }

    fn follow_replies(&self, chat_id: i64, wanted: &str) -> Result<watch::Receiver<usize>, Timeout> {
        let sent = self.state().world().chat(chat_id).map(ChatRecord::watch);
        sent.ok_or_else(|| Timeout(format!("waited for {wanted} in chat {chat_id}, which does not exist")))
    }

    /// The error that shows what was said in a chat.
    pub(crate) fn in_vain(&self, chat_id: i64, wanted: &str) -> Timeout {
        let messages = self.messages(chat_id);
        let lines = messages.iter().map(|message| format!("\n  {}: {}", message.author, message.text));
        let said: String = lines.collect();
        Timeout(format!("waited in vain for {wanted} in chat {chat_id}; what was said there:{said}"))
    }
}

/// What the bot sends, for instance to be shown in a terminal. None is lost if the reader is slow.
#[derive(Debug)]
pub struct BotMessages {
    emulator: Emulator,
    count: watch::Receiver<usize>,
    next: usize,
}

impl BotMessages {
    /// Waits for the next message, as long as it takes.
    pub async fn next(&mut self) -> Message {
        loop {
            let message = self.emulator.state().world().said(self.next);
            if let Some(message) = message {
                self.next += 1;
                return message;
            }
            // The handle keeps the sender alive, so this cannot fail.
            let _ = self.count.changed().await;
        }
    }
}
