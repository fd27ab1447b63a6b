//! Which chat an id means now, for calls of the Bot API and for who learns of a move by them.

mod addressed;

use std::sync::Arc;

use teloxide_core::errors::AsResponseParameters;
use teloxide_core::requests::{Output, Request};
use teloxide_core::types::ChatId;
use tokio::sync::{mpsc, oneshot};

pub use addressed::Addressed;

use crate::chats::Chats;
use crate::update::{Migration, MigrationSource};

/// Which groups have become supergroups, borrowed by handlers as `&Migrations`.
///
/// What a handler returns finds its chat by itself. A call made directly on `&Bot` does not, if it names an id that
/// was kept from earlier: Telegram refuses it once the group is a supergroup. [`follow`](Migrations::follow) makes
/// such a call.
///
/// ```
/// use pouch::prelude::*;
///
/// /// The chats that want news.
/// #[bot_data]
/// #[derive(Default)]
/// struct Subscribers(Vec<i64>);
///
/// /// Tell everybody
/// #[command("tell")]
/// async fn tell(
///     bot: &Bot,
///     chats: &Subscribers,
///     migrations: &Migrations,
///     news: String,
/// ) -> Result<(), pouch::BoxError> {
///     for &id in &chats.0 {
///         migrations.follow(bot.send_message(ChatId(id), &news)).await?;
///     }
///     Ok(())
/// }
/// # let _ = handlers![tell];
/// ```
#[derive(Clone, Debug)]
pub struct Migrations {
    chats: Arc<Chats>,
    news: mpsc::UnboundedSender<News>,
}

/// A move that a refused call brought to light.
#[derive(Debug)]
pub(crate) struct News {
    pub(crate) migration: Migration,
    /// Told when the move is committed, ahead of everything that is committed from then on.
    pub(crate) committed: oneshot::Sender<()>,
}

impl Migrations {
    /// The moves that `chats` knows, and where news of others arrive.
    pub(crate) fn new(chats: Chats) -> (Self, mpsc::UnboundedReceiver<News>) {
        let (news, arrival) = mpsc::unbounded_channel();
        (Migrations { chats: Arc::new(chats), news }, arrival)
    }

    /// What every id that a chat once had means now.
    pub(crate) fn chats(&self) -> &Chats {
        &self.chats
    }

    /// The id that the chat has now.
    pub fn current(&self, chat: ChatId) -> ChatId {
        ChatId(self.chats.current(chat.0))
    }

    /// Makes a call of the Bot API to the id that its chat has now.
    ///
    /// If Telegram answers that the group has become a supergroup, the call is made once more, to the new id, and the
    /// group's data moves as if the news had come by an update. A file that is read as it is sent (`InputFile::read`)
    /// can't be sent a second time; name it by path, id or address, or hold it in memory.
    ///
    /// The data moves when the handlers that use it have ended, so after this returns. A crash before that forgets this
    /// news; any other, such as the next refused call, brings it again.
    ///
    /// # Errors
    /// As the request itself.
    pub async fn follow<R>(&self, mut request: R) -> Result<Output<R>, R::Err>
    where
        R: Request,
        R::Payload: Addressed,
        R::Err: AsResponseParameters,
    {
        let Some(old) = request.payload_ref().chat() else { return request.send().await };
        let known = self.current(old);
        request.payload_mut().readdress(known);
        let answer = request.send_ref().await;
        let Some(new) = answer.as_ref().err().and_then(AsResponseParameters::migrate_to_chat_id) else {
            return answer;
        };
        // The handler that calls may hold the queues that the move waits for.
        drop(self.report(known.0, new.0));
        request.payload_mut().readdress(new);
        request.send().await
    }

    /// Tells of a move that a refused call brought to light. What comes back is told when the move is committed; it fails
    /// if the bot stops before.
    pub(crate) fn report(&self, old: i64, new: i64) -> oneshot::Receiver<()> {
        let (committed, is_committed) = oneshot::channel();
        let migration = Migration::new(old, new, MigrationSource::SendError);
        // Nobody listens any more when the bot has stopped; Telegram will say it again.
        let _ = self.news.send(News { migration, committed });
        is_committed
    }
}
