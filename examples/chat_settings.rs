//! Settings for each chat, which stay when a group becomes a supergroup.

use pouch::prelude::*;

/// What a chat has set.
#[chat_data]
#[derive(Default)]
struct Settings {
    values: BTreeMap<String, String>,
}

/// The chats that want news.
#[bot_data]
#[derive(Default)]
struct Subscribers {
    chats: BTreeSet<ChatId>,
}

/// How many groups became supergroups.
#[bot_data]
#[derive(Default)]
struct Moves {
    count: u64,
}

/// Set a value: /set key value
#[command("set")]
fn set(settings: &mut Settings, key: String, value: String) -> String {
    let line = format!("{key} = {value}");
    settings.values.insert(key, value);
    line
}

/// Show what is set
#[command("settings")]
fn show(settings: &Settings) -> String {
    if settings.values.is_empty() {
        return "No settings".to_owned();
    }
    let lines = settings.values.iter().map(|(key, value)| format!("{key} = {value}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Show a button that mutes the chat
#[command("panel")]
fn panel() -> Reply {
    Reply::text("What shall it be?").buttons([[mute::button("Mute")]])
}

#[callback]
fn mute(settings: &mut Settings) -> Toast {
    settings.values.insert("muted".to_owned(), "true".to_owned());
    Toast::new("Muted")
}

/// Subscribe this chat to the news
#[command("subscribe")]
fn subscribe(subscribers: &mut Subscribers, chat: &Chat) -> &'static str {
    subscribers.chats.insert(chat.id);
    "Subscribed"
}

/// List the chats that are subscribed
#[command("subscribers")]
fn subscribers(subscribers: &Subscribers) -> String {
    let lines: Vec<String> = subscribers.chats.iter().map(ToString::to_string).collect();
    if lines.is_empty() { "No subscribers".to_owned() } else { lines.join("\n") }
}

#[on_migrate]
fn follow(migration: &Migration, subscribers: &mut Subscribers, moves: &mut Moves) {
    if subscribers.chats.remove(&migration.old) {
        subscribers.chats.insert(migration.new);
    }
    moves.count += 1;
}

/// Tell how many groups became supergroups
#[command("migrations")]
fn migrations(moves: &Moves) -> u64 {
    moves.count
}

fn app() -> App {
    App::new(handlers![set, show, panel, mute, subscribe, subscribers, follow, migrations])
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    #[tokio::test]
    async fn the_conversation_goes_as_written() {
        let bot = TestBot::start(app).await;
        bot.transcript("transcripts/chat_settings.txt").await;
    }
}
