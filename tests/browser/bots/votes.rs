//! A bot with buttons: a toast for a vote, an alert for a look at the rules.

use pouch::prelude::*;

/// How a chat has voted.
#[chat_data]
#[derive(Default)]
struct Votes {
    yes: u32,
    no: u32,
}

/// Ask whether we meet
#[command("ask")]
fn ask() -> Reply {
    Reply::text("Shall we meet on Friday?")
        .buttons([vec![vote::button("Yes", true), vote::button("No", false)], vec![rules::button("Rules")]])
}

#[callback]
fn vote(votes: &mut Votes, yes: bool) -> Toast {
    if yes {
        votes.yes += 1;
    } else {
        votes.no += 1;
    }
    Toast::new(format!("{} for, {} against", votes.yes, votes.no))
}

#[callback]
fn rules() -> Alert {
    Alert::new("Everybody may vote as often as they like.")
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![ask, vote, rules]).run().await
}
