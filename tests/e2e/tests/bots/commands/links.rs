//! Links that open a chat with the bot and bring arguments along.

use pouch::prelude::*;
use pouch::testing::TestBot;
use pouch::{DeepLink, LinkTooLong, Username};

/// Begin
#[command("start", deep_link)]
fn start(referrer: u64, campaign: Option<String>) -> String {
    format!("{referrer} {campaign:?}")
}

/// Get a link
#[command("invite")]
fn invite(username: &Username, user: &User, campaign: String) -> Result<String, LinkTooLong> {
    let link = start::link(username, user.id.0, Some(campaign))?;
    Ok(format!("{link} {}", link.to_group()))
}

/// Get a link without a campaign
#[command("me")]
fn me(username: &Username, user: &User) -> Result<DeepLink, LinkTooLong> {
    start::link(username, user.id.0, None)
}

#[on_error]
fn report(error: &HandlerError) -> String {
    error.to_string()
}

#[tokio::test]
async fn the_arguments_of_a_link_arrive_as_they_were_given() {
    let bot = TestBot::start(|| App::new(handlers![start, invite, me, report])).await;
    let (ann, bob) = (bot.user("Ann"), bot.user("Bob"));
    for campaign in ["spring", "Frühling & mehr", "a_b-c"] {
        let links = ann.ask(&format!("/invite {campaign}")).await;
        let (link, to_group) = links.split_once(' ').unwrap();
        let before = format!("https://t.me/{}?start=", bot.emulator().bot_username());
        let payload = link.strip_prefix(&before).unwrap();
        assert!(to_group.ends_with(&format!("?startgroup={payload}")));
        assert!(
            payload.len() <= 64
                && payload.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
        );
        let expected = format!("{} Some({campaign:?})", ann.user().id());
        assert_eq!(bob.ask(&format!("/start {payload}")).await, expected);
    }
}

#[tokio::test]
async fn what_is_typed_still_works_and_what_is_made_up_does_not() {
    let bot = TestBot::start(|| App::new(handlers![start, invite, me, report])).await;
    let ann = bot.user("Ann");
    assert_eq!(ann.ask("/start 7 seven").await, "7 Some(\"seven\")");
    assert!(ann.ask("/start").await.starts_with("Usage: /start <referrer> [campaign]"));
    let link = ann.ask("/me").await;
    let (_, payload) = link.split_once("?start=").unwrap();
    assert_eq!(ann.ask(&format!("/start {payload}")).await, format!("{} None", ann.user().id()));
    assert_eq!(ann.ask("/start __9").await, "This link is out of date.");
    assert!(
        ann.ask(&format!("/invite {}", "long".repeat(20))).await.contains("a deep link holds 64 characters")
    );
}
