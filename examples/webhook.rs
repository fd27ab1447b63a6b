//! A bot to which Telegram brings updates, instead of it fetching them, and which keeps Telegram's limits by itself.
//!
//! Without a token it runs in the playground, whose server brings updates, too. On Telegram, `POUCH_WEBHOOK_URL` names the
//! address that Telegram has to reach, such as `https://bot.example.com/telegram`, and a proxy hands on what comes there
//! to `127.0.0.1:8080`.

use pouch::prelude::*;
use pouch::teloxide_core::payloads::SendMessage;
use pouch::{RateLimits, Webhook};

/// Who wants to be told what others say.
#[bot_data]
#[derive(Default)]
struct Board {
    readers: BTreeSet<i64>,
}

/// Be told what others announce
#[command("join")]
fn join(board: &mut Board, chat: &Chat) -> &'static str {
    if board.readers.insert(chat.id.0) { "You will be told." } else { "You are told already." }
}

/// Tell everybody who has joined
#[command("announce")]
fn announce(board: &Board, user: &User, words: String) -> (String, Vec<SendMessage>) {
    let mut text = words;
    text.insert_str(0, &format!("{}: ", user.first_name));
    let messages: Vec<_> =
        board.readers.iter().map(|reader| SendMessage::new(ChatId(*reader), &text)).collect();
    (format!("Telling {}.", messages.len()), messages)
}

fn app() -> App {
    let url =
        std::env::var("POUCH_WEBHOOK_URL").unwrap_or_else(|_| "http://127.0.0.1:8080/telegram".to_owned());
    App::new(handlers![join, announce]).webhook(Webhook::new(url)).rate_limits(RateLimits::telegram())
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}
