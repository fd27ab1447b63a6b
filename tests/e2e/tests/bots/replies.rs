//! What a reply can be, as Telegram gets it.

mod answers;
mod markup;
mod media;
mod texts;

use std::sync::{Arc, Mutex};

use pouch::prelude::*;
use pouch_emulator::{Emulator, Message as Seen, User as Actor};
use serde_json::Value;

use crate::support::{Run, Stage, until};

/// What the handler answers with next, and what failures it met.
#[derive(Clone, Default)]
pub(super) struct Next {
    replies: Arc<Mutex<Vec<Reply>>>,
    failures: Arc<Mutex<Vec<String>>>,
}

/// Answer with what the test wants
#[command("say", hidden)]
fn say(next: &Next) -> Vec<Reply> {
    std::mem::take(&mut *next.replies.lock().unwrap())
}

#[callback]
pub(super) fn pressed(text: String) -> Toast {
    Toast::new(text)
}

#[on_error]
fn note(error: &HandlerError, next: &Next) {
    let source = std::error::Error::source(error).map(ToString::to_string);
    next.failures.lock().unwrap().push(source.unwrap_or_default());
}

/// A bot that says what a test wants to a person.
pub(super) struct Speaker {
    pub(super) stage: Stage,
    pub(super) ann: Actor,
    next: Next,
    bot: Option<Run>,
}

impl Speaker {
    pub(super) async fn new() -> Speaker {
        let (stage, next) = (Stage::new().await, Next::default());
        let ann = stage.user("Ann");
        let mut speaker = Speaker { stage, ann, next, bot: None };
        speaker.start();
        speaker
    }

    /// Starts the bot.
    pub(super) fn start(&mut self) {
        let app = App::new(handlers![say, pressed, note]).state(self.next.clone());
        self.bot = Some(self.stage.start(app));
    }

    /// Stops the bot. What it could not send waits in the store.
    pub(super) async fn stop(&mut self) {
        if let Some(bot) = self.bot.take() {
            bot.stop().await;
        }
    }

    pub(super) fn emulator(&self) -> &Emulator {
        &self.stage.emulator
    }

    /// What Ann sees of such a reply: so many messages.
    pub(super) async fn shows(&self, reply: impl Into<Reply>, count: usize) -> Vec<Seen> {
        let before = self.seen().len();
        self.next.replies.lock().unwrap().push(reply.into());
        self.ann.send("/say");
        until("the reply is there", || self.seen().len() >= before + count).await;
        self.seen().split_off(before)
    }

    /// The JSON of the one message that such a reply is.
    pub(super) async fn shown(&self, reply: impl Into<Reply>) -> Value {
        self.shows(reply, 1).await.remove(0).json
    }

    /// Why such a reply is a failure of its handler; nothing of it is sent.
    pub(super) async fn fails(&self, reply: impl Into<Reply>) -> String {
        let (before, sent) = (self.failures().len(), self.seen().len());
        self.next.replies.lock().unwrap().push(reply.into());
        self.ann.send("/say");
        until("the handler fails", || self.failures().len() > before).await;
        self.stage.all_confirmed().await;
        assert_eq!(self.seen().len(), sent, "nothing of it is sent");
        self.failures().remove(before)
    }

    fn failures(&self) -> Vec<String> {
        self.next.failures.lock().unwrap().clone()
    }

    /// The messages of the bot to Ann.
    fn seen(&self) -> Vec<Seen> {
        let mut messages = self.emulator().messages(self.ann.id());
        messages.retain(|message| message.from_bot);
        messages
    }
}
