//! A bot to be tested.

use pouch::prelude::*;
use pouch::testing::TestBot;

/// What a person has noted.
#[user_data]
#[derive(Default)]
struct Notes {
    lines: Vec<String>,
}

/// How often a chat has voted.
#[chat_data]
#[derive(Default)]
struct Votes {
    count: u32,
}

/// Holds handlers up, until permits are added.
pub(crate) struct Hold(pub(crate) std::sync::Arc<tokio::sync::Semaphore>);

/// Note a line
#[command("note")]
fn note(notes: &mut Notes, line: String) -> usize {
    notes.lines.push(line);
    notes.lines.len()
}

/// List the lines
#[command("notes")]
fn list(notes: &Notes) -> String {
    notes.lines.join("\n")
}

/// Get a name that nobody has
#[command("name")]
fn name() -> Uuid {
    Uuid::new_v4()
}

/// Say nothing
#[command("hush")]
fn hush() {}

/// Say something twice
#[command("twice")]
fn twice(line: String) -> (String, String) {
    (line.clone(), line)
}

/// Ask the chat
#[command("ask")]
fn ask(question: String) -> Reply {
    Reply::text(question).buttons([[vote::button("Yes")]])
}

#[callback]
fn vote(votes: &mut Votes) -> (Toast, Edit) {
    votes.count += 1;
    (Toast::new("Thank you"), Edit::text(format!("{} voted", votes.count)).buttons([[vote::button("Yes")]]))
}

/// Note a line when there is time
#[command("wait")]
async fn wait(notes: &mut Notes, hold: Option<&Hold>, line: String) -> &'static str {
    if let Some(hold) = hold {
        hold.0.acquire().await.expect("nobody closes it").forget();
    }
    notes.lines.push(line);
    "waited"
}

pub(crate) fn app() -> App {
    App::new(handlers![note, list, name, hush, twice, ask, vote, wait])
}

pub(crate) async fn start() -> TestBot {
    TestBot::start(app).await
}
