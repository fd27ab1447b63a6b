//! Put values away and look them up by key: the whole bot.

use pouch::prelude::*;

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
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

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![put, get]).run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_conversation_goes_as_written() {
        let bot = TestBot::start(|| App::new(handlers![put, get])).await;
        bot.transcript("transcripts/put_get.txt").await;
    }
}
