//! Media, files, albums, and other contents.

use pouch::prelude::*;
use pouch_emulator::Fault;
use serde_json::{Value, json};

use super::Speaker;
use crate::support::until;

/// A picture of one pixel.
const PIXEL: &[u8] = &[
    b'G', b'I', b'F', b'8', b'9', b'a', 1, 0, 1, 0, 0x80, 0, 0, 0xff, 0xff, 0xff, 0, 0, 0, b',', 0, 0, 0, 0,
    1, 0, 1, 0, 0, 2, 2, b'D', 1, 0, b';',
];

/// The file that a message brings, and its content.
fn content(bot: &Speaker, file: &Value) -> Option<Vec<u8>> {
    bot.emulator().file(file["file_id"].as_str().unwrap())
}

/// What makes one kind of media of a file.
type Make = fn(File) -> Media;

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_media_can_be_uploaded_sent_by_id_and_by_address() {
    let bot = Speaker::new().await;
    let kinds: [(&str, Make); 6] = [
        ("photo", Media::photo),
        ("video", Media::video),
        ("animation", Media::animation),
        ("audio", Media::audio),
        ("document", Media::document),
        ("voice", Media::voice),
    ];
    for (kind, media) in kinds {
        let file = File::bytes(format!("a \"{kind}\"\n.gif"), PIXEL);
        let message = bot.shown(media(file).caption(Text::new("a ").bold("caption"))).await;
        assert_eq!(
            (&message["caption"], &message["caption_entities"][0]["type"]),
            (&json!("a caption"), &json!("bold"))
        );
        let file = if kind == "photo" { &message[kind][0] } else { &message[kind] };
        assert_eq!(content(&bot, file).as_deref(), Some(PIXEL), "{kind}");
        let again = bot.shown(media(File::from(file["file_id"].as_str().unwrap()))).await;
        assert!(again[kind].is_object() || again[kind].is_array(), "{again}");
        let fetched =
            bot.shown(media(File::from("https://example.org/file.gif")).caption_html("<i>x</i>")).await;
        assert_eq!(fetched["caption_entities"][0]["type"], "italic");
    }
    for (kind, reply) in [
        ("sticker", Reply::sticker(File::bytes("a.webp", PIXEL))),
        ("video_note", Reply::video_note(File::bytes("a.mp4", PIXEL))),
    ] {
        let message = bot.shown(reply).await;
        assert_eq!(content(&bot, &message[kind]).as_deref(), Some(PIXEL), "{kind}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn media_have_their_details() {
    let bot = Speaker::new().await;
    let photo = Media::photo("https://example.org/a.png").caption("a").caption_above().spoiler();
    let message = bot.shown(Reply::media(photo).silent().quote()).await;
    assert_eq!(
        (&message["has_media_spoiler"], &message["show_caption_above_media"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(message["reply_to_message"]["text"], "/say");
    let song = Media::audio(File::bytes("a.mp3", "la")).with("performer", "Ann").with("duration", 7);
    let message = bot.shown(song.thumbnail(File::bytes("a.jpg", PIXEL))).await;
    let audio = &message["audio"];
    assert_eq!(
        (&audio["performer"], &audio["duration"], &audio["file_name"]),
        (&json!("Ann"), &json!(7), &json!("a.mp3"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_sent_as_it_was_when_its_handler_ended() {
    let bot = Speaker::new().await;
    let path = bot.stage.folder().join("list.txt");
    std::fs::write(&path, "first").unwrap();
    bot.emulator().fail("sendDocument", Fault::error(500, "Internal Server Error").times(1));
    let sending = bot.shows(Media::document(path.as_path()), 1);
    let changing = async {
        until("it was tried once", || !bot.emulator().requests_of("sendDocument").is_empty()).await;
        std::fs::remove_file(&path).unwrap();
    };
    let (messages, ()) = tokio::join!(sending, changing);
    let document = &messages[0].json["document"];
    assert_eq!(content(&bot, document).as_deref(), Some("first".as_bytes()));
    assert_eq!(document["file_name"], "list.txt");
    let reason = bot.fails(Media::document(path.as_path())).await;
    assert!(reason.contains("list.txt"), "{reason}");
    let reason = bot.fails(Media::document(File::bytes("none.txt", ""))).await;
    assert!(reason.contains("`none.txt` is empty"), "{reason}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_upload_that_could_not_be_sent_is_sent_after_the_next_start() {
    let mut bot = Speaker::new().await;
    bot.emulator().fail("sendDocument", Fault::error(502, "Bad Gateway").times(1_000));
    bot.shows(Media::document(File::bytes("list.txt", "kept")), 0).await;
    until("it was tried", || !bot.emulator().requests_of("sendDocument").is_empty()).await;
    bot.stop().await;
    bot.emulator().clear_faults();
    bot.start();
    let seen = || bot.emulator().messages(bot.ann.id()).into_iter().find(|message| message.from_bot);
    until("it is there", || seen().is_some()).await;
    let document = &seen().unwrap().json["document"];
    assert_eq!(content(&bot, document).as_deref(), Some("kept".as_bytes()));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_caption_has_no_room_for_follows() {
    let bot = Speaker::new().await;
    let words = "word ".repeat(400);
    let buttons = [[super::pressed::button("Last", "x".to_owned())]];
    let photo = Media::photo("https://example.org/a.png").caption(Text::new("").italic(&words));
    let messages = bot.shows(Reply::media(photo).buttons(buttons), 2).await;
    let [photo, text] = [&messages[0].json, &messages[1].json];
    let shown = [photo["caption"].as_str().unwrap(), text["text"].as_str().unwrap()];
    assert_eq!(shown.join(" "), words.trim_end());
    assert_eq!([&photo["caption_entities"][0]["type"], &text["entities"][0]["type"]], ["italic", "italic"]);
    assert!(photo.get("reply_markup").is_none() && text.get("reply_markup").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn albums_show_their_media_together() {
    let bot = Speaker::new().await;
    let picture = |name: &str| Media::photo(File::bytes(name, PIXEL));
    let album = [
        picture("a.gif").caption("a"),
        Media::video(File::bytes("b.mp4", "b")),
        picture("c.gif").caption_html("<b>c</b>"),
    ];
    let messages = bot.shows(Reply::album(album).silent(), 3).await;
    let group = messages[0].json["media_group_id"].clone();
    assert!(group.is_string() && messages.iter().all(|message| message.json["media_group_id"] == group));
    assert_eq!(content(&bot, &messages[1].json["video"]).as_deref(), Some("b".as_bytes()));
    assert_eq!(messages[2].json["caption_entities"][0]["type"], "bold");

    let many = bot
        .shows(Reply::album((0..12).map(|_| Media::document(File::from("https://example.org/a.txt")))), 12)
        .await;
    let groups: BTreeSet<String> =
        many.iter().map(|message| message.json["media_group_id"].to_string()).collect();
    assert_eq!(groups.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn albums_that_telegram_refuses_fail_their_handler() {
    let bot = Speaker::new().await;
    let photo = || Media::photo("https://example.org/a.png");
    for (reply, word) in [
        (Reply::album([]), "no media"),
        (Reply::album([photo(), Media::document("https://example.org/a.txt")]), "`document`"),
        (Reply::album([photo(), Media::voice("https://example.org/a.ogg")]), "`voice`"),
        (Reply::album([photo(), photo().caption("a".repeat(1_025))]), "1024"),
        (Reply::album([photo(), photo()]).remove_keyboard(), "no room for a keyboard"),
        (Reply::media(Media::photo("")), "file"),
    ] {
        let reason = bot.fails(reply).await;
        assert!(reason.contains(word), "{reason}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_file_has_its_own_replies() {
    let bot = Speaker::new().await;
    let place = bot.shown(Reply::location(52.5, 13.4)).await;
    assert!((place["location"]["latitude"].as_f64().unwrap() - 52.5).abs() < 0.01);
    let venue = bot.shown(Reply::venue(52.5, 13.4, "Zoo", "Berlin")).await;
    assert_eq!((&venue["venue"]["title"], &venue["venue"]["address"]), (&json!("Zoo"), &json!("Berlin")));
    let contact = bot.shown(Reply::contact("+9996601001", "Ann")).await;
    assert_eq!(contact["contact"]["first_name"], "Ann");
    let poll = bot.shown(Reply::poll("Tea?", ["Yes", "No"]).with("is_anonymous", false)).await;
    assert_eq!((&poll["poll"]["question"], &poll["poll"]["is_anonymous"]), (&json!("Tea?"), &json!(false)));
    let quiz = bot.shown(Reply::quiz("1 + 1?", ["1", "2"], 1)).await;
    assert_eq!(quiz["poll"]["type"], "quiz");
    assert_eq!(bot.emulator().requests_of("sendPoll")[1].params["correct_option_id"], 1);
    assert!(bot.shown(Reply::dice()).await["dice"]["value"].is_u64());
    assert_eq!(bot.shown(Reply::dice_of("🎯")).await["dice"]["emoji"], "🎯");
}
