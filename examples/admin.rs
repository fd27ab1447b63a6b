//! Keeps order in a group: administrators ban and mute, and who posts links three times is banned by itself.

use pouch::prelude::*;

/// How often somebody has posted a link in this group.
#[member_data]
#[derive(Default)]
struct Strikes {
    count: u32,
}

const MOST_STRIKES: u32 = 3;

/// What everybody else is told.
const FOR_ADMINS: &str = "That is for administrators.";

/// Whom a command is about: the author of the message that it answers.
fn target(message: &Message) -> Result<&User, UserError> {
    let answered = message.reply_to_message().and_then(|answered| answered.from.as_ref());
    answered.ok_or_else(|| say!("Answer a message of the person with this command."))
}

/// A call about somebody in the chat, made when this update's changes are durable.
fn about(method: &str, chat: &Chat, user: &User) -> Call {
    Call::new(method, json!({ "chat_id": chat.id, "user_id": user.id }))
}

/// Ban the author of the message that you answer
#[command("ban", scope = admins)]
fn ban(message: &Message, chat: &Chat) -> Result<(Call, Text), UserError> {
    let person = target(message)?;
    Ok((about("banChatMember", chat, person), Text::from(person).add(" is banned.")))
}

/// Let the author of the message that you answer only read, for a time such as 10m
#[command("mute", scope = admins)]
fn mute(message: &Message, chat: &Chat, time: Duration) -> Result<(Call, String), UserError> {
    let person = target(message)?;
    let until = message.date.timestamp().cast_unsigned() + time.as_secs();
    let text = format!("{} is muted for {} minutes.", person.first_name, time.as_secs() / 60);
    let restrict = about("restrictChatMember", chat, person).with("until_date", until);
    Ok((restrict.with("permissions", json!({})), text))
}

/// How many links you have posted
#[command("strikes")]
fn strikes(strikes: &Strikes) -> String {
    format!("{} of {MOST_STRIKES}", strikes.count)
}

/// Links are taken away. The count, the answer and the ban are one transaction.
#[message(regex = r"https?://")]
fn link(strikes: &mut Strikes, chat: &Chat, user: &User) -> (Delete, Option<Call>, Text) {
    strikes.count = (strikes.count + 1) % MOST_STRIKES;
    let (ban, text) = match strikes.count {
        0 => (Some(about("banChatMember", chat, user)), " posted links again and is banned.".to_owned()),
        count => (None, format!(", no links here ({count} of {MOST_STRIKES}).")),
    };
    (Delete::this(), ban, Text::from(user).add(text))
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    let handlers = handlers![
        #[with(guard = guards::admins, otherwise = FOR_ADMINS)]
        [ban, mute],
        strikes,
        link,
    ];
    App::new(handlers).run().await
}

#[cfg(test)]
#[path = "tests/admin.rs"]
mod tests;
