//! People talk with bots.

use crate::browser::{ENTER, ESCAPE, Page, RIGHT, TAB, UP};
use crate::playground::{PUT_GET, SHOWCASE, VOTES};

#[tokio::test(flavor = "multi_thread")]
async fn a_value_is_put_away_and_looked_up_while_the_records_and_calls_are_shown() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    let key = page.asks("/put hello").await;
    assert_eq!(page.asks(&format!("/get {key}")).await, "hello");
    page.reads_in("view-wire", "sendMessage").await;
    page.clicks("#tab-records").await;
    page.reads_in("view-records", "Shelf").await;
    page.reads_in("view-records", &key).await;
    page.keeps_picture("conversation").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn entries_of_maps_are_shown_as_they_change() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    assert_eq!(page.asks("/note tea green").await, "Noted");
    assert_eq!(page.asks("/note milk cold").await, "Noted");
    page.clicks("#tab-records").await;
    page.reads_in("view-records", "green").await;
    assert_eq!(page.asks("/note tea black").await, "Noted instead");
    page.sees("#view-records .line.gone + .line.come").await;
    let changed = "[...document.querySelectorAll('#view-records .gone, #view-records .come')].map((line) => line.innerText.trim())";
    assert_eq!(
        page.evaluates(changed).await,
        serde_json::json!(["−     \"tea\": \"green\"", "+     \"tea\": \"black\""])
    );
    // A new last entry gives the one before it a comma, and that is no change.
    assert_eq!(page.asks("/note water still").await, "Noted");
    page.reads_in("view-records", "water").await;
    assert_eq!(page.evaluates(changed).await, serde_json::json!(["+     \"water\": \"still\""]));
    page.keeps_picture("entries").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_person_has_their_own_chat_with_the_bot() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    let key = page.asks("/put mine").await;
    page.adds_person("Bob").await;
    assert_eq!(page.asks(&format!("/get {key}")).await, "Not found");
    page.speaks_as("You").await;
    page.reads("/put mine").await;
    assert_eq!(page.asks(&format!("/get {key}")).await, "mine");
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_say_in_a_group_is_counted_until_it_is_read() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.makes_group("Friends").await;
    page.says("hello everybody").await;
    page.reads("hello everybody").await;
    page.adds_person("Bob").await;
    assert_eq!(page.sees("#chats .badge").await.text().await.unwrap(), "1");
    page.clicks("#chats li:has(.badge) button").await;
    page.reads("hello everybody").await;
    page.sees("#chats:not(:has(.badge))").await;
    page.keeps_picture("group").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_typed_becomes_markup_or_script() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    let evil = "<img src=x onerror=document.title=1><script>document.title=1</script><b>bold</b>";
    let key = page.asks(&format!("/put {evil}")).await;
    assert_eq!(page.asks(&format!("/get {key}")).await, evil);
    page.adds_person("<i>Eve</i>").await;
    page.makes_group("<u>Group</u>").await;
    page.says(evil).await;
    page.reads(evil).await;
    page.clicks("#tab-records").await;
    page.reads_in("view-records", "onerror").await;
    assert_eq!(page.count("#log script, #log img, #log b, #people i, #chats u, #panel img").await, 0);
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pressed_button_shows_the_toast_or_alert_of_the_bot() {
    let Some(page) = Page::open(VOTES).await else { return };
    page.asks("/ask").await;
    page.presses("Yes").await;
    page.reads_in("conversation", "1 for, 0 against").await;
    page.keeps_picture("toast").await;
    page.presses("Rules").await;
    page.sees("[role=alertdialog]").await;
    page.presses("OK").await;
    page.sees("body:not(:has(dialog, [aria-busy=true]))").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyboard_alone_is_enough() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    // The first stop is a link to the message field.
    page.types(TAB).await;
    page.types(ENTER).await;
    page.types("/pu").await;
    page.sees("#commands [aria-selected=true]").await;
    page.types(TAB).await;
    page.types(&format!("first{ENTER}")).await;
    page.reads("/put first").await;
    // An empty field takes the last message back for an edit.
    page.types(UP).await;
    page.sees("#aim:not([hidden])").await;
    page.types(&format!(" and only{ENTER}")).await;
    page.reads("/put first and only").await;
    page.clicks("#people .add").await;
    page.types(ESCAPE).await;
    page.sees("body:not(:has(dialog))").await;
    page.adds_person("Bob").await;
    page.sees("#people [aria-checked=true]").await.send_keys(RIGHT).await.unwrap();
    page.reads("/put first and only").await;
    page.closes().await;
}
