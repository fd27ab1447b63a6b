//! Who may answer, how often, and for how long.

use pouch::prelude::*;
use pouch::testing::TestBot;

macro_rules! survey {
    ($name:ident, $done:ident, $command:literal, $($terms:tt)*) => {
        /// Ask
        #[derive(Survey)]
        #[survey($command, $($terms)*)]
        struct $name {
            #[ask("First?")]
            first: String,
            #[ask("Second?")]
            second: bool,
        }

        #[survey_done]
        fn $done(answers: $name) -> String {
            format!("{} {}", answers.first, answers.second)
        }
    };
}

survey!(Once, once, "once", once_per = "user");
survey!(Each, each, "each", once_per = "member");
survey!(Two, two, "two", limit = 2);
survey!(Past, past, "past", closes = "2026-01-31");
survey!(Future, future, "future", closes = "2999-12-31");
survey!(Hasty, hasty, "hasty", remind = "1h", expires = "3h", results);

fn app() -> App {
    App::new(handlers![Once, once, Each, each, Two, two, Past, past, Future, future, Hasty, hasty])
}

async fn answer(person: &pouch::testing::Person, command: &str) -> String {
    person.send(command).await;
    if person.reply().await != "First?" {
        return "refused".to_owned();
    }
    person.ask("a").await;
    person.ask("yes").await
}

#[tokio::test]
async fn a_person_answers_once_or_once_in_each_chat() {
    let bot = TestBot::start(app).await;
    let (ann, friends) = (bot.user("Ann"), bot.group("Friends"));
    assert_eq!(answer(&ann, "/once").await, "a true");
    assert_eq!(ann.ask("/once").await, "You have answered this already.");
    ann.send_to(&friends, "/once").await;
    assert_eq!(friends.reply().await, "You have answered this already.");

    ann.send_to(&friends, "/each").await;
    assert_eq!(friends.reply().await, "First?");
    assert_eq!(answer(&ann, "/each").await, "a true");
    bot.restart().await;
    assert_eq!(ann.ask("/each").await, "You have answered this already.");
    // What was begun elsewhere goes on.
    ann.send_to(&friends, "b").await;
    assert_eq!(friends.reply().await, "Second?");
}

#[tokio::test]
async fn two_chats_at_once_make_one_answer_of_a_person() {
    let bot = TestBot::start(app).await;
    let (ann, friends) = (bot.user("Ann"), bot.group("Friends"));
    ann.send_to(&friends, "/once").await;
    ann.send_to(&friends, "b").await;
    assert_eq!((friends.reply().await, friends.reply().await), ("First?".to_owned(), "Second?".to_owned()));
    assert_eq!(answer(&ann, "/once").await, "a true");
    ann.send_to(&friends, "no").await;
    assert_eq!(friends.reply().await, "You have answered this already.");
    ann.send_to(&friends, "no").await;
    friends.expect_no_reply().await;
}

#[tokio::test]
async fn a_survey_takes_no_more_answers_than_its_limit() {
    let bot = TestBot::start(app).await;
    let (ann, bob, cleo) = (bot.user("Ann"), bot.user("Bob"), bot.user("Cleo"));
    cleo.ask("/two").await;
    assert_eq!((answer(&ann, "/two").await, answer(&bob, "/two").await), ("a true".into(), "a true".into()));
    assert_eq!(ann.ask("/two").await, "This survey has got all the answers that it needs.");
    cleo.ask("c").await;
    assert_eq!(cleo.ask("yes").await, "This survey has got all the answers that it needs.");
}

#[tokio::test]
async fn a_survey_closes_behind_its_last_day() {
    let bot = TestBot::start(app).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/past").await, "This survey has closed.");
    assert_eq!(answer(&ann, "/future").await, "a true");
}

#[tokio::test]
async fn a_person_is_reminded_and_then_it_ends_over_a_restart() {
    const HOUR: Duration = Duration::from_hours(1);
    let bot = TestBot::start(app).await;
    let (ann, friends) = (bot.user("Ann"), bot.group("Friends"));
    ann.send_to(&friends, "/hasty").await;
    ann.send("/hasty").await;
    ann.send("a").await;
    bot.kill().await;
    friends.upgrade().await;
    bot.restart().await;
    for (time, text) in [
        (HOUR, "You are still in the middle of “Ask”."),
        (2 * HOUR, "“Ask” has ended without your answers. Start again with /hasty"),
    ] {
        bot.clock().advance(time);
        bot.idle().await;
        for latest in [ann.latest().text, friends.latest().text] {
            assert!(latest.contains(text), "{latest}");
        }
    }
    let reminders = bot.emulator().replies(ann.user().id());
    assert_eq!(reminders.iter().filter(|reply| reply.contains("still")).count(), 1);
}
