//! The put/get bot of the benchmarks on teloxide's dispatcher: `memory`, or `sqlite FILE`.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::dispatching::dialogue::serializer::Json;
use teloxide::dispatching::dialogue::{ErasedStorage, InMemStorage, SqliteStorage, Storage};
use teloxide::prelude::*;
use teloxide::utils::command::BotCommands;
use uuid::Uuid;

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Shelf = Dialogue<Values, ErasedStorage<Values>>;

/// The most values that one chat keeps, so that all bots work on records of one size.
const MOST_VALUES: usize = 8;

#[derive(Clone, Default, Serialize, Deserialize)]
struct Values {
    values: HashMap<Uuid, String>,
}

#[derive(BotCommands, Clone)]
#[command(rename_rule = "lowercase")]
enum Command {
    /// Store a value and get its key
    Put(String),
    /// Look a value up by its key
    Get(Uuid),
}

async fn put(bot: Bot, message: Message, shelf: Shelf, value: String) -> Result<(), BoxError> {
    let mut state = shelf.get_or_default().await?;
    if state.values.len() >= MOST_VALUES {
        state.values.clear();
    }
    let key = Uuid::new_v4();
    state.values.insert(key, value);
    shelf.update(state).await?;
    bot.send_message(message.chat.id, key.to_string()).await?;
    Ok(())
}

async fn get(bot: Bot, message: Message, shelf: Shelf, key: Uuid) -> Result<(), BoxError> {
    let state = shelf.get_or_default().await?;
    let value = state.values.get(&key).map_or("Not found", String::as_str);
    bot.send_message(message.chat.id, value).await?;
    Ok(())
}

async fn answer(bot: Bot, message: Message, shelf: Shelf, command: Command) -> Result<(), BoxError> {
    match command {
        Command::Put(value) => put(bot, message, shelf, value).await,
        Command::Get(key) => get(bot, message, shelf, key).await,
    }
}

async fn storage(name: &str, file: Option<String>) -> Result<Arc<ErasedStorage<Values>>, BoxError> {
    Ok(match (name, file) {
        ("sqlite", Some(file)) => SqliteStorage::open(&file, Json).await?.erase(),
        _ => InMemStorage::new().erase(),
    })
}

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let mut arguments = std::env::args().skip(1);
    let storage = storage(&arguments.next().unwrap_or_default(), arguments.next()).await?;
    let handler = Update::filter_message()
        .enter_dialogue::<Message, ErasedStorage<Values>, Values>()
        .filter_command::<Command>()
        .endpoint(answer);
    Dispatcher::builder(Bot::from_env(), handler)
        .dependencies(dptree::deps![storage])
        .build()
        .dispatch()
        .await;
    Ok(())
}
