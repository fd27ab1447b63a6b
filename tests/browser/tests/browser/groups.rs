//! Groups, forums and channels: who is what there, and what is said where.

use crate::browser::{ENTER, Page};
use crate::playground::{PUT_GET, SHOWCASE};

/// The option of what somebody is, in the list of people.
fn standing(name: &str) -> String {
    format!("#members select[aria-label='What {name} is']")
}

#[tokio::test(flavor = "multi_thread")]
async fn topics_are_made_answered_in_closed_and_opened_again() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.makes_chat("forum", "Forum").await;
    page.presses("New topic").await;
    page.fills_in("name", &format!("<i>Plans</i>{ENTER}")).await;
    page.reads_in("topics", "<i>Plans</i>").await;
    page.says("when?").await;
    page.reads_in("log", "In topic").await;
    page.keeps_picture("topics").await;
    page.presses("Close").await;
    page.reads_in("topics", "(closed)").await;
    page.says("anybody?").await;
    page.reads_in("toasts", "topic is closed").await;
    page.presses("Reopen").await;
    page.reads_in("log", "reopened the topic").await;
    page.presses("General").await;
    page.sees("#log:not(:has(article))").await;
    assert_eq!(page.count("#topics i").await, 0);
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_become_administrators_are_restricted_and_banned() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.adds_person("Bob").await;
    page.makes_chat("supergroup", "Friends").await;
    page.asks("hello").await;
    page.presses("People").await;
    page.chooses(&standing("Pouch Emulator"), "administrator").await;
    page.sees("#members [data-key='rights-123456789']").await;
    page.chooses(&standing("Bob"), "restricted").await;
    page.reads_in("log", "Bob is Restricted now").await;
    page.keeps_picture("people").await;
    page.clicks("#members [aria-label=Close]").await;
    page.says("may I?").await;
    page.reads_in("toasts", "may not write here").await;
    page.presses("People").await;
    page.chooses(&standing("Bob"), "anonymous").await;
    page.reads_in("log", "Bob is Administrator now").await;
    page.clicks("#members [aria-label=Close]").await;
    page.sees("#draft").await.clear().await.unwrap();
    page.says("as the group").await;
    page.reads("You said: as the group").await;
    page.sees("#log article[aria-label^=Friends]").await;
    page.presses("People").await;
    page.chooses(&standing("Bob"), "kicked").await;
    page.reads_in("log", "You are not in this chat").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invite_link_lets_people_ask_and_somebody_lets_them_in() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.makes_chat("supergroup", "Club").await;
    page.says("mine").await;
    page.presses("People").await;
    page.presses("New link").await;
    page.fills_in("name", "<b>door</b>").await;
    page.clicks("dialog [name=creates_join_request]").await;
    page.presses("Create").await;
    page.reads_in("members", "<b>door</b>").await;
    page.clicks("#members [aria-label=Close]").await;
    page.adds_person("Bob").await;
    page.clicks("#chats li:nth-child(2) button").await;
    page.presses("People").await;
    page.presses("Join by it").await;
    page.reads_in("members", "Bob asks to be let in").await;
    assert_eq!(page.count("#members b").await, 0);
    page.keeps_picture("invites").await;
    page.presses("Let in").await;
    page.reads_in("log", "Bob joined").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_write_for_a_channel_in_it_and_in_a_group() {
    let Some(page) = Page::open(SHOWCASE).await else { return };
    page.makes_chat("channel", "News").await;
    page.asks("a post").await;
    page.makes_chat("supergroup", "Talk").await;
    page.sees("#voice:not([hidden])").await;
    let channel = page.evaluates("document.querySelector('#voice option:nth-child(3)').value").await;
    page.chooses("#voice", channel.as_str().unwrap()).await;
    assert_eq!(page.asks("for the channel").await, "You said: for the channel");
    page.reads_in("log", "for the channel").await;
    page.says("/start@pouch_emulator_bot").await;
    page.keeps_picture("channel").await;
    page.closes().await;
}
