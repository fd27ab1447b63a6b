//! Surveys from the first question to the last.

mod carried;
mod edits;
mod killed;
mod kinds;
mod languages;
mod links;
mod more_kinds;
mod results;
mod rude;
mod sections;
mod terms;

use pouch::prelude::*;
use pouch::testing::TestBot;
use pouch_emulator::Message;

use crate::support::{PATIENCE, SURVEY, Stage, until};

#[derive(Choice, Clone, Copy, PartialEq, Eq)]
enum Size {
    Small,
    Large,
}

/// Order
#[derive(Survey)]
#[survey("order")]
struct Order {
    #[ask("Your name?", len = 2..=60)]
    name: String,
    #[ask("Which size?")]
    size: Size,
}

/// All orders.
#[chat_data]
#[derive(Default)]
struct Orders {
    list: Vec<String>,
}

#[survey_done]
fn ordered(order: Order, orders: &mut Orders) -> Result<String, UserError> {
    if order.name == "Nobody" {
        return Err(say!("Nobody gets nothing."));
    }
    let text = format!("{} for {}", order.size.label(), order.name);
    orders.list.push(text.clone());
    Ok(text)
}

/// Ask for an opinion
#[derive(Survey)]
#[survey("opinion", review)]
struct Opinion {
    #[ask("Stars?")]
    stars: Rating<5>,
    #[ask("Why so few?", when = |a| a.stars <= 2)]
    why: Option<String>,
    #[ask("Anything else?")]
    more: Option<String>,
}

#[survey_done]
fn noted(opinion: Opinion) -> String {
    format!("{:?} {:?} {:?}", opinion.stars.stars(), opinion.why, opinion.more)
}

#[message]
fn other(text: &str) -> String {
    format!("Heard: {text}")
}

/// Do something else
#[command("ping")]
fn ping() -> &'static str {
    "pong"
}

fn app() -> App {
    App::new(handlers![Order, ordered, Opinion, noted, ping, other])
}

#[tokio::test]
async fn a_failing_end_leaves_the_last_question_open() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/order").await;
    ann.ask("Nobody").await;
    ann.press("Small").await;
    assert_eq!(ann.press_answer().text, "Nobody gets nothing.");
    assert_eq!(ann.ask("small").await, "Nobody gets nothing.");
    assert_eq!(ann.ask("back").await, "Your name?\nUntil now: Nobody");
    assert_eq!(ann.ask("Ann").await, "Which size?");
    assert_eq!(ann.ask("2").await, "Large for Ann");
    assert_eq!(ann.ask("2").await, "Heard: 2");
}

#[tokio::test]
async fn a_press_counts_once_however_often_it_comes() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/opinion").await;
    ann.press("5 ★").await;
    ann.press("Skip ›").await;
    let review = bot.emulator().messages(ann.user().id()).pop().unwrap();
    let rows = review.json["reply_markup"]["inline_keyboard"].as_array().unwrap();
    let data = rows.last().unwrap()[0]["callback_data"].as_str().unwrap();
    for _ in 0..3 {
        let _ = ann.user().press_data(&review, data);
    }
    bot.idle().await;
    let done = bot.emulator().replies(ann.user().id());
    assert_eq!(done.iter().filter(|text| text.starts_with("5 ")).count(), 1, "{done:?}");
}

#[tokio::test]
async fn a_changed_answer_hides_and_shows_questions() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/opinion").await, "Stars?");
    assert_eq!(ann.ask("1").await, "Why so few?");
    assert_eq!(ann.ask("Cold").await, "Anything else?");
    assert_eq!(ann.ask("back").await, "Why so few?\nUntil now: Cold");
    assert_eq!(ann.ask("back").await, "Stars?\nUntil now: ★☆☆☆☆");
    assert_eq!(ann.ask("4").await, "Anything else?");
    assert_eq!(ann.ask("skip").await, "Ask for an opinion\nStars: ★★★★☆\nMore: —");
    assert_eq!(ann.ask("stars").await, "Stars?\nUntil now: ★★★★☆");
    // The answer from before is still there.
    let review = "Ask for an opinion\nStars: ★★☆☆☆\nWhy: Cold\nMore: —";
    assert_eq!(ann.ask("2").await, review);
    ann.send("send").await;
    assert!(ann.reply().await.starts_with("✓ Sent"));
    assert_eq!(ann.reply().await, "2 Some(\"Cold\") None");
}

#[tokio::test]
async fn other_commands_are_answered_in_between_and_surveys_stack() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    let help = "/order — Order\n/opinion — Ask for an opinion\n/ping — Do something else";
    ann.ask("/order").await;
    for (said, answer) in [("/ping", "pong"), ("/help", help)] {
        ann.send(said).await;
        assert_eq!(ann.reply().await, answer);
        assert_eq!(ann.reply().await, "Your name?");
    }
    // Another survey goes first, and then this one goes on.
    assert_eq!(ann.ask("/opinion").await, "Stars?");
    assert_eq!(ann.ask("3").await, "Anything else?");
    assert_eq!(ann.ask("No").await, "Ask for an opinion\nStars: ★★★☆☆\nMore: No");
    ann.press("✓ Send").await;
    assert_eq!(ann.reply().await, "Go on with /order");
    assert_eq!(ann.reply().await, "3 None Some(\"No\")");
    assert_eq!(ann.ask("/order").await, "Your name?");
    assert_eq!(ann.ask("Ann").await, "Which size?");
    assert_eq!(ann.ask("/order too much").await, "Usage: /order\nexpected no arguments, got “too much”");
}

#[tokio::test]
async fn members_of_a_group_answer_for_themselves() {
    let bot = TestBot::start(app).await;
    let (ann, bob, friends) = (bot.user("Ann"), bot.user("Bob"), bot.group("Friends"));
    ann.send_to(&friends, "/order").await;
    let question = friends.read().await;
    assert_eq!(question.text, "Your name?");
    bob.send_to(&friends, "Hello").await;
    assert_eq!(friends.reply().await, "Heard: Hello");
    ann.send_to(&friends, "Ann").await;
    assert_eq!(friends.reply().await, "Which size?");
    bob.press_in(&friends, "Small").await;
    assert_eq!(bob.press_answer().text, "This button is for somebody else.");
    friends.upgrade().await;
    ann.send_to(&friends, "large").await;
    assert_eq!(friends.reply().await, "Large for Ann");
}

#[tokio::test]
async fn an_edited_answer_is_no_answer_to_the_next_question() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    ann.ask("/order").await;
    ann.ask("Ann").await;
    ann.edit("Small").await;
    ann.expect_no_reply().await;
    assert_eq!(ann.ask("small").await, "Small for Ann");
}

/// How many of the bot's messages in a chat have buttons.
fn live_keyboards(bot: &TestBot, chat: i64) -> usize {
    let has_buttons = |message: &Message| {
        let rows = message.json["reply_markup"]["inline_keyboard"].as_array();
        rows.is_some_and(|rows| !rows.is_empty())
    };
    bot.emulator().messages(chat).iter().filter(|message| has_buttons(message)).count()
}

#[tokio::test]
async fn no_more_than_one_card_has_buttons() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    let steps = [
        "/opinion", "0", "/ping", "/opinion", "go on", "1", "/order", "back", "Ann", "small", "Cold", "back",
    ];
    for said in steps {
        ann.send(said).await;
        assert!(live_keyboards(&bot, ann.user().id()) <= 1, "{said}\n{}", bot.conversation());
    }
    ann.send("/cancel").await;
    ann.press("Discard").await;
    assert_eq!(live_keyboards(&bot, ann.user().id()), 0, "{}", bot.conversation());
}

/// A thousand people in the middle of surveys at once.
#[tokio::test(flavor = "multi_thread")]
async fn interleaved_answers_make_whole_results() {
    const PEOPLE: usize = 1_000;
    let bot = TestBot::start(app).patience(PATIENCE * 6).await;
    let people: Vec<_> = (0..PEOPLE).map(|number| bot.emulator().user(&format!("Person {number}"))).collect();
    let sizes = ["Small", "Large"];
    for step in 0..3 {
        for (number, person) in people.iter().enumerate() {
            match step {
                0 => person.send("/order"),
                1 => person.send(&format!("Name {number}")),
                _ => person.send(sizes[number % 2]),
            };
        }
    }
    bot.idle().await;
    for (number, person) in people.iter().enumerate() {
        let replies = bot.emulator().replies(person.id());
        let size = sizes[number % 2];
        let done = format!("{size} for Name {number}");
        assert_eq!(replies, [format!("Name: Name {number}"), format!("Size: {size}"), done]);
        assert_eq!(live_keyboards(&bot, person.id()), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_goes_on_after_a_kill_at_each_step() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    let mut bot = stage.program(SURVEY).start();
    let steps = [
        ("/signup", "Your name?"),
        ("Ann", "How old are you?"),
        ("back", "Your name?\nUntil now: Ann"),
        ("Anna", "How old are you?"),
        ("29", "Which language do you like best?"),
        ("rust", "Saved: Anna, 29, Rust"),
        ("/me", "Saved: Anna, 29, Rust"),
    ];
    for (said, answer) in steps {
        ann.send(said);
        bot.kill().await;
        bot = stage.program(SURVEY).start();
        until(answer, || stage.emulator.replies(ann.id()).last().is_some_and(|last| last == answer)).await;
        bot.kill().await;
        bot = stage.program(SURVEY).start();
    }
    drop(bot);
}
