//! Showing people that the bot is busy.

use std::fmt;
use std::time::Duration;

use teloxide_core::Bot;
use teloxide_core::payloads::SendChatActionSetters;
use teloxide_core::requests::Requester;
use teloxide_core::types::{BusinessConnectionId, ChatAction, ChatId, MessageId, ThreadId};
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tracing::debug;

use super::borrow::{Borrow, Need};
use super::call::Call;
use super::lend::Lend;
use crate::failure::Failure;
use crate::update::{Address, Part};

/// How often Telegram has to be told: clients show it for 5 seconds.
const INTERVAL: Duration = Duration::from_secs(5);

/// Shows "typing" in the chat while the handler that borrows it runs.
///
/// It is shown at once, and needs no transaction: Telegram is told again every 5 seconds, until the handler ends. Whether
/// that works does not concern the handler.
///
/// ```
/// use pouch::prelude::*;
///
/// /// Think
/// #[command("think")]
/// async fn think(_: &Typing) -> &'static str {
///     tokio::time::sleep(Duration::from_secs(8)).await;
///     "42"
/// }
/// ```
pub struct Typing {
    shown: watch::Sender<ChatAction>,
    task: AbortHandle,
}

impl Typing {
    /// Shows something else from now on, such as `ChatAction::UploadPhoto`.
    pub fn show(&self, action: ChatAction) {
        self.shown.send_replace(action);
    }

    fn begin(bot: Bot, address: Address) -> Typing {
        let (shown, action) = watch::channel(ChatAction::Typing);
        let task = tokio::spawn(keep_showing(bot, address, action)).abort_handle();
        Typing { shown, task }
    }
}

async fn keep_showing(bot: Bot, address: Address, mut action: watch::Receiver<ChatAction>) {
    loop {
        let shown = *action.borrow_and_update();
        let mut request = bot.send_chat_action(ChatId(address.chat), shown);
        if let Some(thread) = address.thread.and_then(|thread| i32::try_from(thread).ok()) {
            request = request.message_thread_id(ThreadId(MessageId(thread)));
        }
        if let Some(business) = &address.business {
            request = request.business_connection_id(BusinessConnectionId(business.clone()));
        }
        if let Err(error) = request.await {
            debug!(chat = address.chat, %error, "what the bot does can't be shown");
        }
        tokio::select! {
            () = tokio::time::sleep(INTERVAL) => {}
            changed = action.changed() => if changed.is_err() { return },
        }
    }
}

impl Drop for Typing {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Typing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Typing").field(&*self.shown.borrow()).finish()
    }
}

impl Lend for Typing {
    type Guard<'a> = Box<Typing>;

    const BORROW: Borrow = Borrow::of(Need::Part(Part::ChatRecord));

    async fn lend_optional(call: &Call) -> Result<Option<Self::Guard<'_>>, Failure> {
        let begin = |address: &Address| Box::new(Typing::begin(call.services.bot.clone(), address.clone()));
        Ok(call.address().map(begin))
    }
}
