//! Keeps order in a group: administrators ban and mute, and who posts links three times is banned by itself.

use pouch::prelude::*;

/// How often somebody has posted a link in this group.
#[member_data]
#[derive(Default)]
struct Strikes {
    count: u32,
}

const MOST_STRIKES: u32 = 3;

type Answer<T> = Result<T, BoxError>;

/// Refuses everybody but the administrators; what a handler did before is rolled back with the error.
async fn check_admin(bot: &Bot, chat: &Chat, user: &User) -> Answer<()> {
    let is_admin = bot.get_chat_member(chat.id, user.id).await?.is_privileged();
    if is_admin { Ok(()) } else { Err(say!("That is for administrators.").into()) }
}

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
#[command("ban")]
async fn ban(message: &Message, chat: &Chat, user: &User, bot: &Bot) -> Answer<(Call, Text)> {
    check_admin(bot, chat, user).await?;
    let person = target(message)?;
    let text = Text::new("").mention(&person.first_name, person.id).add(" is banned.");
    Ok((about("banChatMember", chat, person), text))
}

/// Let the author of the message that you answer only read, for a time such as 10m
#[command("mute")]
async fn mute(
    message: &Message,
    chat: &Chat,
    user: &User,
    bot: &Bot,
    time: Duration,
) -> Answer<(Call, String)> {
    check_admin(bot, chat, user).await?;
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
    strikes.count += 1;
    let name = Text::new("").mention(&user.first_name, user.id);
    if strikes.count < MOST_STRIKES {
        return (
            Delete::this(),
            None,
            name.add(format!(", no links here ({} of {MOST_STRIKES}).", strikes.count)),
        );
    }
    strikes.count = 0;
    let ban = about("banChatMember", chat, user);
    (Delete::this(), Some(ban), name.add(" posted links again and is banned."))
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![ban, mute, strikes, link]).run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::emulator::Standing;
    use pouch::testing::{Group, Person, TestBot};

    use super::*;

    async fn answer(bot: &TestBot, group: &Group, person: &Person, text: &str) -> String {
        let last =
            bot.emulator().messages(group.id()).into_iter().rfind(|message| message.text == "Hello").unwrap();
        person.user().draft(text).to(&group.chat()).answering(&last).send();
        bot.idle().await;
        group.reply().await
    }

    #[tokio::test]
    async fn administrators_and_the_bot_keep_order() {
        let bot = TestBot::start(|| App::new(handlers![ban, mute, strikes, link])).await;
        let (ann, group) = (bot.user("Ann"), bot.group("Friends"));
        // Only supergroups have members who may do less.
        group.upgrade().await;
        group.chat().set_bot_standing(Standing::full_administrator());
        group.chat().set_standing(ann.user(), Standing::owner());
        let [bob, eve] = ["Bob", "<i>Eve"].map(|name| bot.user(name));
        eve.send_to(&group, "Hello").await;
        assert_eq!(answer(&bot, &group, &bob, "/ban").await, "That is for administrators.");
        assert_eq!(answer(&bot, &group, &ann, "/mute 10m").await, "<i>Eve is muted for 10 minutes.");
        assert_eq!(answer(&bot, &group, &ann, "/ban").await, "<i>Eve is banned.");
        assert_eq!(group.chat().standing(eve.user()), Standing::banned());
        bot.transcript("transcripts/admin.txt").await;
        assert_eq!(group.chat().standing(bob.user()), Standing::banned());
    }
}
