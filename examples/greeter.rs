//! Greets who joins a group, says goodbye to who leaves, and lets administrators decide who comes in.

use pouch::prelude::*;

/// What newcomers are told.
#[chat_data]
struct Welcome {
    text: String,
}

impl Default for Welcome {
    fn default() -> Self {
        Welcome { text: "Make yourself at home.".to_owned() }
    }
}

/// Say what newcomers are told
#[command("welcome")]
async fn welcome(
    welcome: &mut Welcome,
    chat: &Chat,
    user: &User,
    bot: &Bot,
    text: String,
) -> Answer<&'static str> {
    check_admin(bot, chat, user).await?;
    welcome.text = text;
    Ok("Noted")
}

/// A `Text` shows people's names as they are, whatever they call themselves.
#[message(new_chat_members)]
fn greet(welcome: &Welcome, message: &Message) -> Option<Text> {
    let hello = |person: &User| Text::new("Hello, ").add(person).add("! ");
    Some(message.new_chat_members()?.iter().map(hello).collect::<Text>().add(&welcome.text))
}

#[message(left_chat_member)]
fn part(message: &Message) -> Option<String> {
    Some(format!("Goodbye, {}!", message.left_chat_member()?.first_name))
}

/// Somebody asks to be let in: the administrators see it in the group.
#[on(chat_join_request)]
fn knock(request: &ChatJoinRequest) -> Reply {
    let id = request.from.id.0;
    let buttons = [decide::button("Let them in", id, true), decide::button("Refuse", id, false)];
    Reply::text(Text::from(&request.from).add(" wants to join.")).buttons([buttons])
}

#[callback]
async fn decide(chat: &Chat, user: &User, bot: &Bot, person: u64, is_in: bool) -> Answer<(Edit, Call)> {
    check_admin(bot, chat, user).await?;
    let (verb, done) = if is_in { ("approve", "let in") } else { ("decline", "refused") };
    let call = Call::new(format!("{verb}ChatJoinRequest"), json!({ "chat_id": chat.id, "user_id": person }));
    Ok((Edit::text(format!("{} has {done} them.", user.first_name)), call))
}

type Answer<T> = Result<T, BoxError>;

async fn check_admin(bot: &Bot, chat: &Chat, user: &User) -> Answer<()> {
    let is_admin = bot.get_chat_member(chat.id, user.id).await?.is_privileged();
    if is_admin { Ok(()) } else { Err(say!("That is for administrators.").into()) }
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![welcome, greet, part, knock, decide]).run().await
}

#[cfg(test)]
#[path = "tests/greeter.rs"]
mod tests;
