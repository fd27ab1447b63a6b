//! What is tried with every bot; each step is one of the things that README.md lists.

use std::time::Duration;

use pouch_bot_api_schema::check_traffic;
use pouch_emulator::{Emulator, User};

use tokio::time::{Instant, sleep};

use crate::program::Program;

/// Long enough for a program to start on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// A picture of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\
    \x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Runs a bot through everything.
pub(crate) async fn run(program: Program) {
    let emulator = Emulator::start().await.unwrap();
    let ann = emulator.user("Ann");
    let bot = program.start(&emulator);
    answers_a_command(&ann).await;
    notices_an_edit(&ann).await;
    answers_a_button_and_edits_its_message(&emulator, &ann).await;
    sends_a_file(&emulator, &ann).await;
    downloads_a_file(&ann).await;
    sends_an_album(&ann).await;
    edits_the_buttons_only(&emulator, &ann).await;
    asks_about_a_chat(&emulator, &ann).await;
    answers_an_inline_query(&ann).await;
    goes_on_after_updates_of_every_kind(&emulator, &ann).await;
    drop(bot);
    // Whatever the bot did meanwhile: no client is as strict as the schema.
    check_traffic(emulator.api_url(), |_| true).unwrap();
}

async fn answers_a_command(ann: &User) {
    ann.send("/start");
    assert_eq!(next_reply(ann).await, "Hello, Ann!");
}

async fn notices_an_edit(ann: &User) {
    let note = ann.send("a note");
    ann.edit(&note, "a better note");
    assert_eq!(next_reply(ann).await, "Now it says: a better note");
}

async fn answers_a_button_and_edits_its_message(emulator: &Emulator, ann: &User) {
    ann.send("/choose");
    let question = ann.read(PATIENCE).await.unwrap();
    assert_eq!(question.text, "Red or blue?");
    let toast = ann.press("Blue").wait_for_answer(PATIENCE).await.unwrap();
    assert_eq!((toast.text.as_str(), toast.is_alert), ("You chose blue", false));
    let question_now = || emulator.messages(ann.id()).into_iter().find(|message| message.id == question.id);
    until("the question says what was chosen", || question_now().unwrap().text == "Chosen: blue").await;
    assert_eq!(question_now().unwrap().json.get("reply_markup"), None, "the buttons are gone");
}

async fn sends_a_file(emulator: &Emulator, ann: &User) {
    ann.send("/file");
    let message = ann.read(PATIENCE).await.unwrap();
    let document = &message.json["document"];
    assert_eq!(message.json["caption"], "For you");
    assert_eq!(document["file_name"], "hello.txt");
    let content = emulator.file(document["file_id"].as_str().unwrap()).unwrap();
    assert_eq!(content, b"Hello from a file");
}

async fn downloads_a_file(ann: &User) {
    let content: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    ann.draft("").document("some data.bin", &content).send();
    assert_eq!(next_reply(ann).await, "some data.bin has 100000 bytes");
}

async fn sends_an_album(ann: &User) {
    ann.send("/album");
    let pictures = [ann.read(PATIENCE).await.unwrap(), ann.read(PATIENCE).await.unwrap()];
    assert_eq!(pictures.each_ref().map(|picture| picture.text.as_str()), ["one", "two"]);
    assert!(pictures[0].json["media_group_id"].is_string());
    assert_eq!(pictures[0].json["media_group_id"], pictures[1].json["media_group_id"]);
}

async fn edits_the_buttons_only(emulator: &Emulator, ann: &User) {
    ann.send("/mark");
    let marked = ann.read(PATIENCE).await.unwrap();
    let label = || {
        let now = emulator.messages(ann.id()).into_iter().find(|message| message.id == marked.id);
        now.unwrap().json["reply_markup"]["inline_keyboard"][0][0]["text"].clone()
    };
    until("the button has another label", || label() == "after").await;
}

async fn asks_about_a_chat(emulator: &Emulator, ann: &User) {
    let friends = emulator.supergroup("Friends");
    ann.send_to(&friends, "/who");
    let told = friends.read(PATIENCE).await.unwrap().text;
    assert_eq!(told, "Friends: Ann is member, 2 in all");
}

async fn answers_an_inline_query(ann: &User) {
    let asked = ann.inline_query("tea");
    assert_eq!(asked.answer().await.unwrap().results[0]["title"], "Found");
    asked.pick("1");
}

/// What a client can't read, some ask for again and again, and some end.
async fn goes_on_after_updates_of_every_kind(emulator: &Emulator, ann: &User) {
    send_every_kind(ann);
    meet_everywhere(emulator, ann);
    let _unanswered = ann.inline_query("anything");
    ann.send("/start");
    // To some of the files, the bots say something, too.
    while next_reply(ann).await != "Hello, Ann!" {}
    until("all is confirmed", || emulator.pending_updates() == 0).await;
}

fn send_every_kind(ann: &User) {
    let draft = || ann.draft("#look at *this*, @pouch_emulator_bot: https://example.com");
    draft().photo(PICTURE).send();
    draft().video("video.mp4", b"video").send();
    draft().animation("cat.gif", PICTURE).send();
    draft().audio("song.mp3", b"song").send();
    draft().voice(b"voice").send();
    draft().video_note(b"video").send();
    draft().sticker(b"sticker").send();
    draft().location(52.5, 13.4).send();
    draft().contact("+49123456", "Bob").send();
    draft().poll("Tea?", &["Yes", "No"]).send();
    draft().formatted("spoiler").send();
}

/// Groups, channels, forums and members, and a group that becomes a supergroup.
fn meet_everywhere(emulator: &Emulator, ann: &User) {
    let (bob, group) = (emulator.user("Bob"), emulator.group("Group"));
    ann.send_to(&group, "hello");
    bob.join(&group);
    bob.leave(&group);
    let supergroup = group.upgrade();
    supergroup.post("in the group's name");
    let channel = emulator.channel("Channel");
    channel.link_discussion(&supergroup);
    channel.edit(&channel.post("news"), "better news");
    let forum = emulator.forum("Forum");
    let topic = forum.create_topic("Topic");
    ann.draft("in a topic").to(&forum).in_topic(topic).send();
    forum.close_topic(topic);
    emulator.block(&bob);
    emulator.kick_bot(&forum);
}

/// Waits for something that nothing announces.
pub(crate) async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain until {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

/// The text of the bot's next message.
pub(crate) async fn next_reply(ann: &User) -> String {
    ann.read(PATIENCE).await.unwrap().text
}
