//! Albums: several updates that a handler sees as one.

use pouch::Webhook;
use pouch::prelude::*;
use pouch_emulator::{Draft, Fault, User};
use serde_json::json;

use crate::support::{KILLER, PATIENCE, Stage, ask, free_address, until};

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// What a person has sent.
#[user_data]
#[derive(Default)]
struct Kept {
    captions: Vec<String>,
    albums: u32,
}

#[message(album, filter = !filters::forwarded)]
fn keep(kept: &mut Kept, messages: &[Message], photos: &[MediaPhoto]) -> Result<Reply, BoxError> {
    kept.albums += 1;
    let captions = messages.iter().filter_map(Message::caption).map(str::to_owned);
    kept.captions.extend(captions);
    if kept.captions.iter().any(|caption| caption == "broken") {
        return Err("a broken album".into());
    }
    Ok(Reply::text(format!("album of {}, {} photos", messages.len(), photos.len())).quote())
}

#[message(photo, video)]
fn single(kept: &mut Kept, caption: Option<&str>) -> String {
    kept.captions.push(caption.unwrap_or_default().to_owned());
    "single".to_owned()
}

#[message(text)]
fn look(kept: &Kept) -> String {
    format!("{} albums: {}", kept.albums, kept.captions.join(" "))
}

fn app() -> App {
    App::new(handlers![keep, single, look])
}

fn photos<const N: usize>(user: &User, captions: [&str; N]) -> Vec<Draft> {
    captions.map(|caption| user.draft(caption).photo(PIXEL)).into()
}

/// Sends more of an album.
fn send_part(user: &User, album: &str, caption: &str) {
    user.draft(caption).photo(PIXEL).with("media_group_id", json!(album)).send();
}

/// Has a bot keep what has come of an album, which may not be all of it: the bot hears nothing more. Then stops it.
async fn keep_without_an_end(stage: &Stage, user: &User, count: usize) {
    stage.emulator.fail("getUpdates", Fault::Delay(Duration::ZERO));
    stage.emulator.fail("getUpdates", Fault::error(502, "Bad Gateway").times(1_000));
    let bot = stage.start(app());
    stage.more_polls(2).await;
    let kept = || stage.store().record("chat", user.id(), "pouch::albums")["albums"][0]["updates"].clone();
    until("all is kept", || kept().as_array().is_some_and(|updates| updates.len() == count)).await;
    bot.stop().await;
    assert!(stage.sends_to(user.id()).is_empty());
    stage.emulator.clear_faults();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_is_handled_once_and_answered_under_its_first_message() {
    let stage = Stage::new().await;
    let bot = stage.start(app());
    let ann = stage.user("Ann");
    let sent = stage.emulator.send_album(photos(&ann, ["a", "b", "c"]));
    let answer = ann.read(PATIENCE).await.unwrap();
    assert_eq!(answer.text, "album of 3, 3 photos");
    let sends = stage.sends_to(ann.id());
    assert_eq!(sends[0].params["reply_parameters"]["message_id"], sent[0].message_id);
    photos(&ann, ["d"]).remove(0).send();
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "single");
    assert_eq!(ask(&ann, "look").await, "1 albums: a b c d");
    bot.stop().await;
    assert_eq!(stage.store().record("chat", ann.id(), "pouch::albums"), json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_comes_next_in_the_chat_ends_an_album_and_is_handled_behind_it() {
    let stage = Stage::new().await;
    let (ann, bob) = (stage.user("Ann"), stage.user("Bob"));
    stage.emulator.send_album(photos(&ann, ["a", "b"]));
    stage.emulator.send_album(photos(&bob, ["x", "y"]));
    stage.emulator.send_album(photos(&ann, ["c", "d", "e"]));
    ann.send("look");
    let bot = stage.start(app());
    let replies = stage.emulator.wait_for_replies(ann.id(), 3, PATIENCE).await.unwrap();
    assert_eq!(replies, ["album of 2, 2 photos", "album of 3, 3 photos", "2 albums: a b c d e"]);
    assert_eq!(bob.read(PATIENCE).await.unwrap().text, "album of 2, 2 photos");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_that_is_brought_in_parts_and_over_a_restart_is_one() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    send_part(&ann, "1", "a");
    send_part(&ann, "1", "b");
    keep_without_an_end(&stage, &ann, 2).await;
    send_part(&ann, "1", "c");
    ann.send("look");
    let bot = stage.start(app());
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["album of 3, 3 photos", "1 albums: a b c"]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_earlier_run_has_kept_is_handled_without_anything_more() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    stage.emulator.send_album(photos(&ann, ["a", "b"]));
    keep_without_an_end(&stage, &ann, 2).await;
    let bot = stage.start(app());
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "album of 2, 2 photos");
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_messages_are_an_album_and_what_the_first_is_not_for_is_none() {
    let stage = Stage::new().await;
    let bot = stage.start(app());
    let ann = stage.user("Ann");
    let captions: Vec<String> = (0..11).map(|number| number.to_string()).collect();
    for caption in &captions {
        send_part(&ann, "1", caption);
    }
    let replies = stage.emulator.wait_for_replies(ann.id(), 2, PATIENCE).await.unwrap();
    assert_eq!(replies, ["album of 10, 10 photos", "album of 1, 1 photos"]);
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_album_changes_nothing_and_is_retried_as_a_whole() {
    let stage = Stage::new().await;
    let app = app();
    let letters = app.data_store().dead_letters();
    let bot = stage.start(app);
    let ann = stage.user("Ann");
    stage.emulator.send_album(photos(&ann, ["a", "broken"]));
    assert_eq!(ask(&ann, "look").await, "0 albums:");
    let [letter] = &letters.list().await.unwrap()[..] else { panic!() };
    assert!(letter.json.contains("\"a\"") && letter.json.contains("broken"), "{}", letter.json);
    let pouch::Retried::FailedAgain(again) = letters.retry(letter.id).await.unwrap() else { panic!() };
    assert!(again.reason.contains("a broken album"), "{}", again.reason);
    assert!(letters.drop(again.id).await.is_ok());
    bot.stop().await;
    assert_eq!(stage.store().record("chat", ann.id(), "pouch::albums"), json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_that_are_brought_one_after_the_other_are_an_album() {
    let (stage, address) = (Stage::new().await, free_address());
    let webhook = Webhook::new(format!("http://{address}/telegram")).listen(&address);
    let bot = stage.start(app().webhook(webhook));
    let ann = stage.user("Ann");
    stage.emulator.send_album(photos(&ann, ["a", "b", "c"]));
    assert_eq!(ann.read(PATIENCE).await.unwrap().text, "album of 3, 3 photos");
    assert_eq!(ask(&ann, "look").await, "1 albums: a b c");
    assert!(stage.emulator.requests_of("getUpdates").is_empty());
    bot.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_album_that_kills_the_process_does_so_three_times() {
    let stage = Stage::new().await;
    let ann = stage.user("Ann");
    stage.emulator.send_album(photos(&ann, ["a", "b"]));
    for _ in 0..3 {
        let mut bot = stage.program(KILLER).start();
        let exit = bot.exit(PATIENCE).await;
        assert!(!exit.status.success(), "{}", exit.output);
    }
    let bot = stage.program(KILLER).start();
    assert_eq!(ask(&ann, "/echo still here").await, "still here 1");
    until("the album is set aside", || !stage.store().dead_letters().is_empty()).await;
    let (subject, updates) = stage.store().dead_letters().remove(0);
    assert!(subject.starts_with("update "), "{subject}");
    assert_eq!(updates.as_array().unwrap().len(), 2);
    bot.stop().await;
    assert_eq!(stage.store().record("chat", ann.id(), "pouch::albums"), json!(null));
}
