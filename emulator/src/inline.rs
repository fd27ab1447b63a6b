//! People use the bot in inline mode.

use tokio::time::{Instant, timeout_at};

use crate::{Chat, Emulator, InlineAnswer, Sent, Timeout, User, actors::PATIENCE};

/// What a person typed behind the bot's name; the bot answers with results to pick from.
#[derive(Clone, Debug)]
#[must_use = "an inline query that nobody looks at may go unanswered; say `let _ =` if that is meant"]
pub struct InlineQuery {
    emulator: Emulator,
    person: i64,
    query_id: i64,
    update_id: i64,
}

impl User {
    /// Types this behind the bot's name, in some chat.
    pub fn inline_query(&self, query: &str) -> InlineQuery {
        self.inline_query_from(query, "")
    }

    /// Asks for more results, with the `next_offset` of an answer.
    pub fn inline_query_from(&self, query: &str, offset: &str) -> InlineQuery {
        let emulator = self.emulator().clone();
        let (query_id, update_id) =
            emulator.state().world().ask_inline(self.id(), query, offset, Some("sender"));
        InlineQuery { emulator, person: self.id(), query_id, update_id }
    }
}

impl InlineQuery {
    /// The `id` of the inline query.
    pub fn query_id(&self) -> String {
        self.query_id.to_string()
    }

    /// The update that tells of it. It was not queued if the bot did not ask for its kind.
    pub fn update_id(&self) -> i64 {
        self.update_id
    }

    /// What the bot answers; waits up to 10 seconds for it.
    pub async fn answer(&self) -> Result<InlineAnswer, Timeout> {
        let deadline = Instant::now() + PATIENCE;
        let mut changes = self.emulator.state().world().inline.changes();
        loop {
            if let Some(answer) = self.seen() {
                return Ok(answer);
            }
            if timeout_at(deadline, changes.changed()).await.is_err() {
                return Err(self.emulator.in_vain(self.person, "an answer to an inline query"));
            }
        }
    }

    /// The answer, if the bot has given one.
    pub fn seen(&self) -> Option<InlineAnswer> {
        self.emulator.state().world().inline.answer_to(self.query_id)
    }

    /// Picks the result with this id, in the private chat with the bot: the message, and the update of the
    /// choice.
    ///
    /// # Panics
    /// If the bot has not answered, or without such a result.
    #[track_caller]
    pub fn pick(&self, result_id: &str) -> Sent {
        self.pick_at(result_id, self.person)
    }

    /// Picks the result with this id in a group, where the bot need not be.
    ///
    /// # Panics
    /// If the bot has not answered, or without such a result; or if the person may not write there.
    #[track_caller]
    pub fn pick_in(&self, result_id: &str, chat: &Chat) -> Sent {
        self.pick_at(result_id, chat.id())
    }

    #[track_caller]
    fn pick_at(&self, result_id: &str, chat_id: i64) -> Sent {
        let picked = self.emulator.state().world().pick(self.query_id, result_id, chat_id);
        let (message_id, update_id) = picked.unwrap_or_else(|barred| panic!("{barred}"));
        Sent { chat_id, message_id, update_id }
    }
}
