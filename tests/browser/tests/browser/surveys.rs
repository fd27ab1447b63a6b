//! People answer surveys.

use crate::browser::Page;
use crate::playground::{PIZZA, SURVEY};

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_is_answered_by_typing_and_pressing() {
    let Some(page) = Page::open(SURVEY).await else { return };
    assert_eq!(page.asks("/signup").await, "Your name?");
    assert!(page.asks("A").await.starts_with("Please send 2 to 60 characters; this has 1 character."));
    assert_eq!(page.asks("Ann").await, "How old are you?");
    page.reads("Name: Ann").await;
    assert_eq!(page.asks("29").await, "Which language do you like best?");
    page.keeps_picture("survey").await;
    page.presses("Rust").await;
    page.reads("Language: Rust").await;
    page.reads("Saved: Ann, 29, Rust").await;
    assert_eq!(page.asks("/me").await, "Saved: Ann, 29, Rust");
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pizza_is_ordered_reviewed_and_sent() {
    let Some(page) = Page::open(PIZZA).await else { return };
    page.asks("/order").await;
    page.asks("Ann").await;
    page.asks("2").await;
    page.presses("Large 🍕").await;
    page.presses("☐ Olives").await;
    page.presses("☐ Extra cheese").await;
    page.sees_button("☑ Extra cheese").await;
    page.keeps_picture("pizza").await;
    page.presses("✓ Done (2)").await;
    page.presses("Yes").await;
    page.reads_in("log", "What to drink?").await;
    page.asks("Water").await;
    page.asks("3").await;
    page.presses("No").await;
    page.reads_in("log", "Street and number?").await;
    page.asks("Main Street 1").await;
    page.presses("Skip ›").await;
    page.reads_in("log", "In which city or time zone are you?").await;
    // Of a typed word, many zones may be meant: they stand as buttons.
    page.asks("europe").await;
    page.sees_button("Berlin").await;
    page.keeps_picture("pizza-zones").await;
    page.presses("Berlin").await;
    page.sees_button("🌐 Berlin").await;
    page.keeps_picture("pizza-days").await;
    page.says("tomorrow").await;
    page.sees_button("18:00").await;
    page.keeps_picture("pizza-hours").await;
    page.presses("18:00").await;
    page.reads_in("log", "A phone number").await;
    page.keeps_picture("pizza-phone").await;
    // The keyboard with the phone number has the ways through the survey, too.
    page.presses("Skip").await;
    page.presses("5 ★").await;
    page.sees_button("✎ Time").await;
    page.keeps_picture("pizza-review").await;
    page.presses("✎ Time").await;
    page.sees_button("✓ Keep").await;
    page.asks("tomorrow 19:00").await;
    page.presses("✓ Send").await;
    page.reads("Order 1: 31 €, Main Street 1 at 19:00.").await;
    page.prefers("dark").await;
    page.resize(390, 780, true).await;
    page.asks("/language de").await;
    page.asks("/order").await;
    page.asks("Ann").await;
    page.keeps_picture("pizza-dark").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_survey_goes_on_where_it_was_when_the_bot_is_killed_in_the_middle() {
    let Some(page) = Page::open(SURVEY).await else { return };
    assert_eq!(page.asks("/signup").await, "Your name?");
    assert_eq!(page.asks("Ann").await, "How old are you?");
    page.clicks("#tab-controls").await;
    page.presses("Kill the bot").await;
    page.reads_in("view-controls", "It does not run").await;
    page.says("29").await;
    page.presses("Start the bot").await;
    page.reads_in("log", "Which language do you like best?").await;
    page.presses("Rust").await;
    page.reads("Saved: Ann, 29, Rust").await;
    page.closes().await;
}
