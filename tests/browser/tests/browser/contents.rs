//! What messages can hold, of people and of bots.

use std::path::PathBuf;

use crate::browser::{DOWN, ENTER, Page, UP};
use crate::playground::SHOWCASE;

fn pixel() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("bots/pixel.png")
}

#[tokio::test(flavor = "multi_thread")]
async fn formatted_text_looks_formatted() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.says("/formats").await;
    for tag in
        ["b", "i", "u", "s", "code", "blockquote", "pre", "a[href='https://example.com/'][rel~=noopener]"]
    {
        page.sees(&format!("#log .theirs {tag}")).await;
    }
    assert!(!page.shows(".spoiler span").await);
    page.clicks(".spoiler").await;
    assert!(page.shows(".spoiler span").await);
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_go_both_ways_and_several_are_an_album() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    assert_eq!(page.asks("/photo").await, "One pixel");
    page.sees("#log .theirs img.picture").await;
    page.sees("#draft").await.send_keys("mine").await.unwrap();
    page.attaches(&[pixel()]).await;
    page.reads("1 wide, called mine").await;
    page.attaches(&[pixel(), pixel()]).await;
    page.sees("#log .mine.album .mosaic figure + figure").await;
    let loaded = "[...document.querySelectorAll('#log img.picture')].every((image) => image.complete && image.naturalWidth === 1)";
    page.sees("#log .theirs ~ .mine ~ .theirs").await;
    assert_eq!(page.evaluates(loaded).await, true);
    page.keeps_picture("pictures").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_one_bubble_of_which_each_picture_can_be_answered_and_deleted() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    assert_eq!(page.asks("/album").await, "Five pixels");
    page.sees("#log .theirs .mosaic-row + .mosaic-row figure:nth-of-type(3)").await;
    assert_eq!((page.count("#log .theirs").await, page.count("#log .theirs figure").await), (1, 5));
    page.clicks("#log .theirs figure:nth-of-type(3)").await;
    page.types("r").await;
    page.reads_in("aim", "Photo").await;
    page.types(&format!("this one{ENTER}")).await;
    page.reads("You said: this one").await;
    page.clicks("#log .mine .reply-quote").await;
    page.sees("#log figure:nth-of-type(3).is-found").await;
    page.clicks("#log .theirs.album [aria-label=Delete]").await;
    page.sees("#log .theirs .mosaic:not(:has(figure:nth-of-type(5)))").await;
    page.keeps_picture("album").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_vote_and_ask_for_votes() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.says("/vote").await;
    page.clicks("#log .poll .option:nth-of-type(2)").await;
    page.reads("You chose [1]").await;
    page.reads_in("log", "100 %").await;
    page.sees("#log .poll .option:nth-of-type(2)[aria-pressed=true]").await;
    assert_eq!(page.count("#log .poll [aria-pressed=true]").await, 1);
    page.clicks("#attach").await;
    page.presses("Poll").await;
    page.fills_in("question", "<b>When?</b>").await;
    page.fills_in("options", &format!("<i>Friday</i>{ENTER}Sunday")).await;
    page.presses("Send").await;
    page.reads_in("log", "<b>When?</b>").await;
    page.reads_in("log", "<i>Friday</i>").await;
    assert_eq!(page.count("#log .mine .option").await, 2);
    assert_eq!(page.count("#log i, #log b").await, 0);
    page.keeps_picture("polls").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn inline_results_are_picked_by_the_keyboard() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.sees("#draft").await.send_keys("@pouch_emulator_bot tea").await.unwrap();
    page.reads_in("results", "<i>tea</i> 2").await;
    assert_eq!(page.count("#results i").await, 0);
    page.keeps_picture("inline").await;
    page.presses("More…").await;
    page.reads_in("results", "<i>tea</i> 4").await;
    page.clicks("#draft").await;
    page.types(DOWN).await;
    page.types(DOWN).await;
    page.types(DOWN).await;
    page.types(ENTER).await;
    page.reads("tea 2").await;
    page.reads_in("log", "via @pouch_emulator_bot").await;
    page.makes_group("Friends").await;
    page.sees("#draft").await.send_keys("@pouch_emulator_bot milk").await.unwrap();
    page.presses("Talk to me").await;
    page.reads("/start inline").await;
    page.sees("#log:not(:has(.service))").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_keyboard_of_the_bot_asks_for_contact_and_place() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.says("/who").await;
    page.sees("#draft[placeholder='Your choice']").await;
    page.presses("My number").await;
    page.reads_in("log", "Thanks, +99966").await;
    page.presses("My place").await;
    page.reads("At 51.5").await;
    page.presses("Nothing").await;
    page.reads("You said: Nothing").await;
    page.keeps_picture("keyboard").await;
    page.clicks("#show-keyboard").await;
    page.sees("#composer:not(:has(.reply-keyboard))").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forced_reply_is_one_and_says_what_is_wanted() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.says("/name").await;
    page.sees("#draft[placeholder='First and last']").await;
    page.reads_in("aim", "Your name?").await;
    page.says("Ann Stone").await;
    page.sees("#log .mine .reply-quote").await;
    page.reads("You said: Ann Stone").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invoice_is_paid_and_the_bot_types() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.says("/buy").await;
    page.presses("Pay").await;
    page.reads_in("log", "Paid 3").await;
    page.says("/think").await;
    page.reads_in("chat-status", "is typing").await;
    page.keeps_picture("invoice").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_answered_edited_reacted_to_forwarded_and_deleted() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.asks("first").await;
    page.clicks("#log .theirs .text").await;
    page.types("r").await;
    page.reads_in("aim", "You said: first").await;
    page.types(&format!("second{ENTER}")).await;
    page.sees("#log .mine .reply-quote").await;
    page.reads("You said: second").await;
    page.types(UP).await;
    page.types(&format!("!{ENTER}")).await;
    page.reads("second!").await;
    page.reads_in("log", "edited").await;
    page.clicks("#log .mine .text").await;
    page.clicks("#log .mine .actions summary").await;
    page.clicks("#log .mine .menu[role=group] button").await;
    page.sees("#log .mine .reactions").await;
    page.clicks("#log .theirs .text").await;
    page.clicks("#log .theirs [aria-label=Forward]").await;
    page.presses("Forward").await;
    page.reads_in("log", "Forwarded from").await;
    page.clicks("#log .theirs .text").await;
    page.clicks("#log .theirs [aria-label=Delete]").await;
    page.sees("#log:not(:has(article:nth-of-type(6)))").await;
    page.closes().await;
}
