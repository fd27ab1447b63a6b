//! A bot with a bit of everything, in which `check.py` types on: see there.

use pouch::prelude::*;

/// What a user has put away.
#[user_data]
#[derive(Default)]
struct Shelf {
    values: HashMap<Uuid, String>,
}

/// Settings.
#[chat_data(name = "settings")]
#[derive(Default)]
struct Settings {
    language: String,
}

/// Size of a cup.
#[derive(Choice)]
enum Size {
    Small,
    #[choice("Really large", name = "xl")]
    Large,
}

/// Store a value and get its key
#[command("put")]
fn put(shelf: &mut Shelf, value: String) -> Uuid {
    let key = Uuid::new_v4();
    shelf.values.insert(key, value);
    key
}

fn is_question(text: &str) -> bool {
    text.ends_with('?')
}

#[message(text, filter = filters::private)]
fn keep(message: &Message) -> &'static str {
    let words = message.text();
    "Kept."
}

#[callback]
fn vote(user: &User, yes: bool) -> (Toast, Edit) {
    (Toast::new("Thank you!"), Edit::text(format!("{} says {yes}", user.first_name)))
}

#[on(chat_join_request)]
fn admit(request: &ChatJoinRequest, bot: &Bot) -> &'static str {
    "Welcome."
}

#[guard]
fn is_large(shelf: &Shelf) -> bool {
    shelf.values.len() > 3
}

fn refuse(user: &User) -> String {
    format!("Not yet, {}.", user.first_name)
}

#[before]
fn slow_down(shelf: &mut Shelf) {}

#[timer]
fn remind(text: String) -> String {
    text
}

#[every(day, at = "09:00")]
fn tidy(bot: &Bot) {
    println!("good morning");
}

#[derive(Survey)]
#[survey("signup", review)]
struct Signup {
    #[ask("Your name?", len = 2..=60)]
    name: String,
    #[ask("How old are you?", range = 13..=120)]
    age: u8,
}

#[survey_done]
fn signed_up(signup: Signup) -> String {
    format!("Welcome, {}!", signup.name)
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    let handlers = handlers![
        #[with(guard = is_large, filter = filters::private)]
        [put],
        keep, vote, admit, remind, tidy, Signup, signed_up
    ];
    App::new(handlers).run().await
}
