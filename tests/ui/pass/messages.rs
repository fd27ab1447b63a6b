//! Messages by content, by regular expression and by filter, in orders in which all of them can run.

use pouch::prelude::*;
use pouch::{Arrived, Filter};

fn is_question(text: &str) -> bool {
    text.ends_with('?')
}

fn is_from_owner(message: &Message, user: &User, chat: &Chat) -> bool {
    message.chat.id == chat.id && user.id.0 == 1
}

struct LongerThan(usize);

impl Filter for LongerThan {
    fn accepts(&self, update: Arrived<'_>) -> bool {
        update.text().is_some_and(|text| text.len() > self.0)
    }
}

#[message(photo)]
fn sizes(sizes: &[PhotoSize], best: &PhotoSize, caption: Option<&str>) -> usize {
    sizes.len() + caption.map_or(0, str::len) + usize::from(best.width > 0)
}

#[message(photo, location)]
fn either(photo: Option<&PhotoSize>, place: Option<&Location>) -> bool {
    photo.is_some() || place.is_some()
}

#[message(regex = r"^in (?<minutes>\d+) (?<rest>.+?)( for (?<r>\w+))?$")]
fn remind(minutes: u32, _rest: String, r: Option<String>, user: &User) {
    let _ = (minutes, r, user);
}

#[message(regex = "^(?<n>.+)$", filter = filters::private | is_from_owner)]
fn large(n: u64) -> u64 {
    n
}

#[message(text, filter = is_question & !(filters::from_bot | LongerThan(500)) & !filters::language("de"))]
fn questions(text: &str) -> &str {
    text
}

#[message(text, filter = is_question)]
fn other_questions() {}

#[message(edited, text)]
fn edits(text: &str) -> &str {
    text
}

#[message(new_chat_members)]
fn greet(new: &[User]) -> usize {
    new.len()
}

#[message]
fn documents(document: &Document) -> &str {
    document.file_name.as_deref().unwrap_or_default()
}

#[on(chat_member, filter = filters::group)]
fn members(change: &ChatMemberUpdated) -> String {
    change.chat.id.to_string()
}

#[message]
fn rest() {}

fn main() {
    let _ = App::new(handlers![
        sizes, either, remind, large, questions, other_questions, edits, greet, documents, members, rest
    ]);
}
