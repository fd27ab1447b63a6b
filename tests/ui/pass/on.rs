//! What handlers for other updates than messages may look like.

#![deny(warnings)]

use pouch::prelude::*;

#[user_data]
#[derive(Default)]
struct Searches {
    count: u32,
}

#[on(inline_query)]
fn search(query: &InlineQuery, searches: &mut Searches, bot: &Bot) -> impl pouch::IntoReply + use<> {
    searches.count += 1;
    bot.answer_inline_query(query.id.clone(), [])
}

#[on(chat_member)]
async fn greet(change: &ChatMemberUpdated, user: &User) -> Option<String> {
    (change.from.id == user.id).then(|| format!("Hello, {}!", user.first_name))
}

#[on(message_reaction)]
fn thank(sender: &Sender, user: Option<&User>) -> String {
    user.map_or_else(|| sender.name(), |user| user.first_name.clone())
}

#[on(poll)]
fn count(_: &Poll, _: &Update) {}

#[on("a_kind_of_next_year")]
fn note(raw: &RawUpdate) -> Result<(), UserError> {
    Err(say!("{}", raw.as_str()))
}

#[on(edited_message, crate = pouch)]
fn edited(text: &str) -> &str {
    text
}

#[on_error]
fn apologize(_: &HandlerError, _: Option<&InlineQuery>) {}

fn main() {
    let _ = App::new(handlers![search, greet, thank, count, note, edited, apologize]);
}
