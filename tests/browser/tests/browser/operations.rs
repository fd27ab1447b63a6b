//! What people do to groups, and to the bot itself.

use crate::browser::Page;
use crate::playground::PUT_GET;

#[tokio::test(flavor = "multi_thread")]
async fn a_group_is_upgraded_and_the_people_move_along() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.makes_group("Friends").await;
    let key = page.asks("/put before").await;
    page.presses("Upgrade this group").await;
    page.reads_in("chat-status", "supergroup").await;
    page.reads_in("log", "This supergroup was the group").await;
    assert_eq!(page.asks(&format!("/get {key}")).await, "before");
    page.keeps_picture("upgraded").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_bot_answers_what_came_meanwhile_when_it_is_started_again() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    let key = page.asks("/put kept").await;
    page.clicks("#tab-controls").await;
    page.presses("Kill the bot").await;
    page.reads_in("view-controls", "It does not run").await;
    page.says(&format!("/get {key}")).await;
    page.keeps_picture("killed").await;
    page.presses("Start the bot").await;
    page.reads("kept").await;
    page.presses("Restart the bot").await;
    assert_eq!(page.asks(&format!("/get {key}")).await, "kept");
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_on_demand_is_shown_and_survived() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.clicks("#tab-controls").await;
    page.presses("Let it happen").await;
    page.sees(".planned li").await;
    page.asks("/help").await;
    page.clicks("#tab-wire").await;
    page.sees("#view-wire .failed").await;
    page.sees("#view-controls:not(:has(.planned li))").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn updates_get_lost_and_come_twice_on_demand() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.clicks("#tab-controls").await;
    page.chooses("select[name=fault]", "update_lost").await;
    page.presses("Let it happen").await;
    page.reads_in("view-controls", "Update lost").await;
    page.says("/put lost").await;
    page.sees("#view-controls:not(:has(.planned li))").await;
    page.chooses("select[name=fault]", "update_twice").await;
    page.presses("Let it happen").await;
    page.asks("/put twice").await;
    page.sees("#view-controls:not(:has(.planned li))").await;
    // One that was lost is answered by nothing, one that came twice only once.
    assert_eq!(page.asks("/get 00000000-0000-0000-0000-000000000000").await, "Not found");
    assert_eq!(page.count("#log .theirs").await, 2);
    page.chooses("select[name=fault]", "delivery_lost").await;
    page.reads_in("view-controls", "has set no webhook").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn time_passes_on_demand() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.asks("/help").await;
    page.clicks("#tab-controls").await;
    page.presses("+ 1 week").await;
    page.asks("/help").await;
    page.sees("#log .day ~ .day").await;
    page.closes().await;
}
