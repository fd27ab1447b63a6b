//! How the page looks where, and in which light.

use crate::browser::Page;
use crate::playground::{PUT_GET, VOTES};

#[tokio::test(flavor = "multi_thread")]
async fn on_a_phone_the_parts_of_the_page_are_tabs() {
    let Some(page) = Page::open(PUT_GET).await else { return };
    page.resize(390, 780, true).await;
    page.asks("/put something that is much longer than the whole width of a phone").await;
    assert!(!page.shows("#sidebar").await && !page.shows("#panel").await);
    assert!(page.width().await <= 390);
    page.keeps_picture("phone").await;
    page.presses("Inspect").await;
    assert!(page.shows("#panel").await && !page.shows("#conversation").await);
    page.keeps_picture("phone-inspect").await;
    page.presses("Chats").await;
    assert!(page.shows("#sidebar").await && !page.shows("#panel").await);
    page.keeps_picture("phone-chats").await;
    page.clicks("#chats button").await;
    assert!(page.shows("#conversation").await);
    page.presses("Chats").await;
    page.makes_group("Friends who read books").await;
    let room = page.evaluates("document.getElementById('chat-title').getBoundingClientRect().width").await;
    assert!(room.as_f64().unwrap() > 200.0, "the title has {room} pixels");
    assert!(page.width().await <= 390);
    page.keeps_picture("phone-group").await;
    page.closes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_is_dark_where_the_system_is() {
    let Some(page) = Page::open(VOTES).await else { return };
    page.asks("/ask").await;
    let light = page.sees("body").await.css_value("background-color").await.unwrap();
    page.prefers("dark").await;
    let dark = page.sees("body").await.css_value("background-color").await.unwrap();
    assert_ne!(light, dark);
    page.keeps_picture("dark").await;
    page.closes().await;
}
