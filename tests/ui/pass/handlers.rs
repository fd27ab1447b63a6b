//! What handlers may look like.

#![deny(warnings)]

use pouch::prelude::*;

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
}

#[chat_data(name = "rules")]
#[derive(Clone, Default)]
pub(crate) struct Rules(String);

#[bot_data]
#[derive(Default)]
enum Mode {
    #[default]
    Open,
    Closed,
}

/// Store a value and get its key
#[command("put")]
fn put(shelf: &mut Shelf, value: String) -> Uuid {
    let key = Uuid::new_v4();
    shelf.values.insert(key, value);
    key
}

/// Look a value up by its key
#[command("get")]
fn get(shelf: &Shelf, key: Uuid) -> &str {
    shelf.values.get(&key).map_or("Not found", String::as_str)
}

/// Lifetimes of its own
#[command("pick")]
async fn pick<'a>(text: &str, shelf: &'a Shelf, mut key: Uuid, _count: Option<u8>) -> Option<&'a str> {
    key = Uuid::from_u128(key.as_u128());
    let _ = (text, tokio::time::sleep(Duration::ZERO).await);
    shelf.values.get(&key).map(String::as_str)
}

/// Any return type
#[command("length")]
fn length(rules: Option<&Rules>) -> impl pouch::IntoReply + use<> {
    rules.map(|rules| rules.0.len())
}

/// Option of a mutable borrow
#[command("rule")]
fn rule(rules: Option<&mut Rules>, r#type: String, texts: Vec<String>) -> Result<(), UserError> {
    let rules = rules.ok_or_else(|| say!("No chat"))?;
    rules.0 = format!("{type}: {}", texts.join(" "));
    Ok(())
}

#[command("close", hidden)]
fn close(mode: &mut Mode) {
    *mode = match mode {
        Mode::Open => Mode::Closed,
        Mode::Closed => Mode::Open,
    };
}

#[message]
fn echo(text: &str, _: &Message) -> String {
    text.to_owned()
}

#[on_error]
fn apologize(error: &HandlerError) -> String {
    error.to_string()
}

fn main() {
    let _ = App::new(handlers![put, get, pick, length, rule, close, echo, apologize]);
}
