//! The put/get bot on Pouch. Its store is the one that `POUCH_STORE` names.

use std::collections::HashMap;
use std::time::Duration;

use pouch::Uuid;
use pouch::prelude::*;

use crate::Result;

/// The most values that one person keeps, so that all bots work on records of one size.
const MOST_VALUES: usize = 8;

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
}

/// Store a value and get its key
#[command("put")]
fn put(shelf: &mut Shelf, value: String) -> Uuid {
    if shelf.values.len() >= MOST_VALUES {
        shelf.values.clear();
    }
    let key = Uuid::new_v4();
    shelf.values.insert(key, value);
    key
}

/// Look a value up by its key
#[command("get")]
fn get(shelf: &Shelf, key: Uuid) -> &str {
    shelf.values.get(&key).map_or("Not found", String::as_str)
}

/// Take ten seconds
#[command("sleep")]
async fn sleep() {
    tokio::time::sleep(Duration::from_secs(10)).await;
}

/// What a user has put away, each value by itself.
#[user_data]
#[derive(Default)]
struct Shelves {
    values: Map<Uuid, String>,
}

/// The bot on a map, on which nothing is ever taken from the shelf.
mod map {
    use pouch::Uuid;
    use pouch::prelude::*;

    use super::Shelves;

    /// Store a value and get its key
    #[command("put")]
    pub(super) fn put(shelves: &mut Shelves, value: String) -> Uuid {
        let key = Uuid::new_v4();
        shelves.values.insert(key, value);
        key
    }

    /// Look a value up by its key
    #[command("get")]
    pub(super) fn get(shelves: &Shelves, key: Uuid) -> String {
        shelves.values.get(&key).map_or("Not found", String::as_str).to_owned()
    }
}

pub(super) async fn run_with_map() -> Result<()> {
    Ok(App::new(handlers![map::put, map::get]).run().await?)
}

pub(super) async fn run() -> Result<()> {
    Ok(App::new(handlers![put, get, sleep]).run().await?)
}
