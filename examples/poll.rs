//! Polls in a chat: buttons with fields, a message that changes with every vote, and toasts for those who vote.

use pouch::prelude::*;
use pouch::serde::{Deserialize, Serialize};

/// What can be answered.
#[derive(Choice, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(crate = "pouch::serde")]
enum Answer {
    #[choice("👍 Yes")]
    Yes,
    #[choice("👎 No")]
    No,
}

/// The polls of a chat.
#[chat_data]
#[derive(Default)]
struct Polls {
    by_id: BTreeMap<Uuid, Poll>,
}

#[derive(Serialize, Deserialize)]
#[serde(crate = "pouch::serde")]
struct Poll {
    asker: UserId,
    question: String,
    votes: BTreeMap<UserId, Answer>,
}

impl Poll {
    fn text(&self) -> String {
        let votes = |answer| self.votes.values().filter(|vote| *vote == answer).count();
        let lines = Answer::ALL.iter().map(|answer| format!("{}: {}", answer.label(), votes(answer)));
        [self.question.clone()].into_iter().chain(lines).collect::<Vec<_>>().join("\n")
    }

    /// A button for each answer, and one that ends the poll, for who has asked.
    fn buttons(&self, id: Uuid) -> [Vec<Button>; 2] {
        let answers = Answer::ALL.iter().map(|answer| vote::button(answer.label(), id, *answer)).collect();
        [answers, vec![end::button("End the poll", id).only_for(self.asker)]]
    }
}

/// Ask everybody in the chat
#[command("poll")]
fn poll(polls: &mut Polls, user: &User, question: String) -> Reply {
    let id = Uuid::new_v4();
    let poll = Poll { asker: user.id, question, votes: BTreeMap::new() };
    let reply = Reply::text(poll.text()).buttons(poll.buttons(id));
    polls.by_id.insert(id, poll);
    reply
}

#[callback]
fn vote(polls: &mut Polls, user: &User, id: Uuid, answer: Answer) -> Result<(Toast, Edit), UserError> {
    let poll = polls.by_id.get_mut(&id).ok_or_else(|| say!("This poll has ended."))?;
    poll.votes.insert(user.id, answer);
    let edit = Edit::text(poll.text()).buttons(poll.buttons(id));
    Ok((Toast::new(format!("You voted {}", answer.label())), edit))
}

#[callback]
fn end(polls: &mut Polls, id: Uuid) -> Option<Edit> {
    let poll = polls.by_id.remove(&id)?;
    Some(Edit::text(format!("{}\nThe poll has ended.", poll.text())))
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![poll, vote, end]).run().await
}

#[cfg(test)]
#[path = "tests/poll.rs"]
mod tests;
