//! People who change the text of what they have answered.

use pouch::prelude::*;
use pouch::testing::TestBot;

/// Sign up
#[derive(Survey)]
#[survey("signup", review)]
struct Signup {
    #[ask("Your name?", len = 2..=60)]
    name: String,
    #[ask("How old?", range = 13..=120)]
    age: u8,
    #[ask("Why so young?", when = |a| a.age < 18)]
    why: Option<String>,
}

#[survey_done]
fn signed_up(signup: Signup) -> String {
    format!("{} {} {:?}", signup.name, signup.age, signup.why)
}

#[tokio::test]
async fn an_edit_before_the_answers_are_sent_corrects_one() {
    let bot = TestBot::start(|| App::new(handlers![Signup, signed_up])).await;
    let ann = bot.user("Ann");
    ann.ask("/signup").await;
    ann.ask("Ann").await;
    // It corrects the answer that the message was, and does not answer the question that is asked now.
    ann.edit("Anna").await;
    assert_eq!(ann.reply().await, "Name: Anna\n\nHow old?");
    ann.edit("A").await;
    assert!(ann.reply().await.starts_with("Please send 2 to 60 characters; this has 1 character."));
    ann.ask("29").await;
    bot.restart().await;
    // A corrected answer can bring a question that was not asked before.
    ann.edit("17").await;
    assert_eq!(ann.reply().await, "Age: 17\n\nWhy so young?");
    assert_eq!(ann.ask("skip").await, "Sign up\nName: Anna\nAge: 17\nWhy: —");
    ann.send("send").await;
    ann.reply().await;
    assert_eq!(ann.reply().await, "Anna 17 None");
    // What is sent is sent.
    ann.edit("18").await;
    ann.expect_no_reply().await;
}
