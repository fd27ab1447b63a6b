//! Files, places, albums.

use crate::bot::{Bot, answer};
use pouch_emulator::{Emulator, User};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

async fn start() -> (Emulator, Bot, User) {
    let emulator = Emulator::start().await.unwrap();
    let (bot, ann) = (Bot::new(&emulator), emulator.user("Ann"));
    (emulator, bot, ann)
}

/// The header of a GIF of this size, which is all that anybody looks at.
fn picture(width: u16, height: u16) -> Vec<u8> {
    let mut content = b"GIF89a".to_vec();
    content.extend(width.to_le_bytes());
    content.extend(height.to_le_bytes());
    content.extend([0x80, 0, 0, 0, 0, 0, 255, 255, 255]);
    content
}

fn form(ann: &User, part: &str, name: &str, content: Vec<u8>) -> Form {
    Form::new()
        .text("chat_id", ann.id().to_string())
        .part(part.to_owned(), Part::bytes(content).file_name(name.to_owned()))
}

async fn upload(bot: &Bot, method: &str, form: Form) -> Value {
    let answer = answer(bot.post(method).multipart(form)).await;
    assert_eq!(answer["ok"], true, "{answer}");
    answer["result"].clone()
}

async fn download(emulator: &Emulator, path: &str) -> reqwest::Response {
    let url = format!("{}/file/bot{}/{path}", emulator.api_url(), emulator.token());
    reqwest::get(url).await.unwrap()
}

fn refused(reason: &str) -> (u64, String) {
    (400, format!("Bad Request: {reason}"))
}

#[tokio::test]
async fn a_photo_has_sizes_and_comes_back_by_its_id() {
    let (emulator, bot, ann) = start().await;
    let content = picture(1600, 400);
    let form = form(&ann, "photo", "cat.gif", content.clone())
        .text("caption", "<b>A</b> cat")
        .text("parse_mode", "HTML");
    let message = upload(&bot, "sendPhoto", form).await;
    let sizes: Vec<_> =
        message["photo"].as_array().unwrap().iter().map(|size| size["width"].as_i64().unwrap()).collect();
    assert_eq!(sizes, [90, 320, 800, 1280, 1600]);
    assert_eq!(
        (&message["caption"], &message["caption_entities"][0]["type"]),
        (&json!("A cat"), &json!("bold"))
    );
    assert_eq!(emulator.messages(ann.id())[0].text, "A cat");
    let id = message["photo"][4]["file_id"].clone();
    let file = bot.ok("getFile", json!({ "file_id": id })).await;
    assert_eq!(file["file_size"], content.len());
    let path = file["file_path"].as_str().unwrap();
    assert_eq!(path, "photos/file_0.gif");
    assert_eq!(download(&emulator, path).await.bytes().await.unwrap(), content);
    assert_eq!(emulator.file(id.as_str().unwrap()).unwrap(), content);
    let again = bot.ok("sendPhoto", json!({ "chat_id": ann.id(), "photo": id })).await;
    assert_eq!(again["photo"], message["photo"]);
    assert_eq!(download(&emulator, "photos/file_99.gif").await.status(), 404);
    let foreign = format!("{}/file/bot1:{}/{path}", emulator.api_url(), "A".repeat(35));
    assert_eq!(reqwest::get(foreign).await.unwrap().status(), 401);
}

#[tokio::test]
async fn every_sort_of_file_can_be_sent() {
    let (emulator, bot, ann) = start().await;
    for (method, field, name) in [
        ("sendDocument", "document", "a.pdf"),
        ("sendVideo", "video", "a.mp4"),
        ("sendAnimation", "animation", "a.gif"),
        ("sendAudio", "audio", "a.mp3"),
        ("sendVoice", "voice", "a.ogg"),
        ("sendVideoNote", "video_note", "a.mp4"),
        ("sendSticker", "sticker", "a.webp"),
    ] {
        let thumbnail = Part::bytes(picture(90, 90)).file_name("t.gif");
        let form =
            form(&ann, field, name, vec![7; 10]).part("thumb", thumbnail).text("thumbnail", "attach://thumb");
        let message = upload(&bot, method, form).await;
        assert_eq!(message[field]["file_size"], 10, "{message}");
        let id = &message[field]["file_id"];
        let again = bot.ok(method, json!({ "chat_id": ann.id(), field: id })).await;
        assert_eq!(again[field], message[field]);
        assert!(emulator.file(id.as_str().unwrap()).is_some());
    }
    let document = upload(&bot, "sendDocument", form(&ann, "document", "a.pdf", vec![7; 10])).await;
    let expected = (json!("a.pdf"), json!("application/pdf"));
    assert_eq!(
        (document["document"]["file_name"].clone(), document["document"]["mime_type"].clone()),
        expected
    );
    let by_url = json!({ "chat_id": ann.id(), "document": "https://example.com/b.zip?x=1", "caption": "b" });
    assert_eq!(bot.ok("sendDocument", by_url).await["document"]["file_name"], "b.zip");
    let by_url = json!({ "chat_id": ann.id(), "photo": "https://example.com/b.png" });
    assert_eq!(bot.ok("sendPhoto", by_url).await["photo"][0]["width"], 1);
}

#[tokio::test]
async fn wrong_files_are_refused_in_telegrams_words() {
    let (_emulator, bot, ann) = start().await;
    let document = upload(&bot, "sendDocument", form(&ann, "document", "a.pdf", vec![7; 10])).await;
    let id = &document["document"]["file_id"];
    let with = |field: &str, value: &Value| json!({ "chat_id": ann.id(), field: value });
    for (method, params, reason) in [
        ("sendPhoto", with("caption", &json!("x")), "there is no photo in the request"),
        ("sendVideoNote", with("video_note", &json!("")), "there is no video note in the request"),
        ("sendPhoto", with("photo", &json!("attach://nothing")), "there is no photo in the request"),
        (
            "sendPhoto",
            with("photo", &json!("nonsense")),
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
        ),
        ("sendPhoto", with("photo", id), "can't use file of type Document as Photo"),
        ("getFile", json!({}), "file_id not specified"),
        ("getFile", json!({ "file_id": "nonsense" }), "invalid file_id"),
    ] {
        assert_eq!(bot.refusal(method, params).await, refused(reason));
    }
    for (content, reason) in [
        (b"no picture".to_vec(), "IMAGE_PROCESS_FAILED"),
        (picture(10_000, 1), "PHOTO_INVALID_DIMENSIONS"),
        (Vec::new(), "file must be non-empty"),
    ] {
        let answer = answer(bot.post("sendPhoto").multipart(form(&ann, "photo", "a.gif", content))).await;
        assert_eq!(answer["description"], format!("Bad Request: {reason}"));
    }
    let long = json!({ "chat_id": ann.id(), "document": id, "caption": "x".repeat(1025) });
    assert_eq!(bot.refusal("sendDocument", long).await, refused("message caption is too long"));
}

#[tokio::test]
async fn albums_share_their_group_and_bring_their_parts_along() {
    let (emulator, bot, ann) = start().await;
    let media = json!([
        { "type": "photo", "media": "attach://one", "caption": "*first*", "parse_mode": "MarkdownV2" },
        { "type": "video", "media": "attach://two", "width": 640, "height": 480, "has_spoiler": true },
    ]);
    let form = form(&ann, "one", "a.gif", picture(10, 10))
        .part("two", Part::bytes(vec![1]).file_name("b.mp4"))
        .text("media", media.to_string());
    let messages = upload(&bot, "sendMediaGroup", form).await;
    assert_eq!(messages[0]["media_group_id"], messages[1]["media_group_id"]);
    assert_eq!((&messages[0]["caption"], &messages[1]["video"]["width"]), (&json!("first"), &json!(640)));
    assert_eq!(messages[1]["has_media_spoiler"], true);
    assert_eq!(emulator.replies(ann.id()).len(), 2);

    let group = |kinds: &[&str]| {
        let media: Vec<_> =
            kinds.iter().map(|kind| json!({ "type": kind, "media": "https://a.b/c.d" })).collect();
        json!({ "chat_id": ann.id(), "media": media })
    };
    let mixed = |kind: &str| format!("{kind} can't be mixed with other media types");
    let unreadable = |reason: &str| format!("can't parse InputMedia: {reason}");
    for (kinds, reason) in [
        (vec![], "there are no messages to send".to_owned()),
        (vec!["photo"; 11], "too many messages to send as an album".to_owned()),
        (vec!["photo", "document"], mixed("document")),
        (vec!["animation", "photo"], unreadable("type \"animation\" can't be used in sendMediaGroup")),
        (vec!["audio", "photo"], mixed("audio")),
        (vec!["sticker"], unreadable("type \"sticker\" is unsupported")),
    ] {
        assert_eq!(bot.refusal("sendMediaGroup", group(&kinds)).await, refused(&reason), "{kinds:?}");
    }
    for (media, reason) in [
        (json!([{ "type": "photo" }]), unreadable("media not found")),
        (json!([{ "media": "https://a.b/c.d" }]), unreadable("Can't find field \"type\"")),
        (
            json!([{ "type": "photo", "media": "https://a.b/c.d", "caption": "<b>", "parse_mode": "HTML" }]),
            unreadable("Can't parse entities: Can't find end tag corresponding to start tag \"b\""),
        ),
        (json!("nonsense"), "can't parse media JSON object".to_owned()),
        (Value::Null, "parameter \"media\" is required".to_owned()),
    ] {
        let group = json!({ "chat_id": ann.id(), "media": media });
        assert_eq!(bot.refusal("sendMediaGroup", group).await, refused(&reason));
    }
    assert_eq!(bot.ok("sendMediaGroup", group(&["audio", "audio"])).await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn people_send_files_and_albums() {
    let (emulator, bot, ann) = start().await;
    let group = emulator.supergroup("Friends");
    ann.draft("look: @someone").photo(&picture(500, 500)).to(&group).send();
    ann.draft("").document("a.txt", b"hello").send();
    let album = vec![ann.draft("both").photo(&picture(9, 9)), ann.draft("").video("b.mp4", &[1])];
    assert_eq!(emulator.send_album(album).len(), 2);
    let updates = bot.ok("getUpdates", json!({})).await;
    let photo = &updates[0]["message"];
    assert_eq!((&photo["caption"], photo.get("text")), (&json!("look: @someone"), None));
    assert_eq!(photo["caption_entities"][0]["type"], "mention");
    assert_eq!(photo["photo"].as_array().unwrap().len(), 3);
    let file = bot.ok("getFile", json!({ "file_id": updates[1]["message"]["document"]["file_id"] })).await;
    let content = download(&emulator, file["file_path"].as_str().unwrap()).await.text().await.unwrap();
    assert_eq!(content, "hello");
    assert_eq!(updates[2]["message"]["media_group_id"], updates[3]["message"]["media_group_id"]);
    let copy = json!({ "chat_id": ann.id(), "from_chat_id": group.id(), "message_id": photo["message_id"], "caption": "mine" });
    bot.ok("copyMessage", copy).await;
    let copied = emulator.messages(ann.id()).pop().unwrap().json;
    assert_eq!((&copied["photo"], &copied["caption"]), (&photo["photo"], &json!("mine")));
}

#[tokio::test]
async fn media_and_captions_can_be_edited() {
    let (_emulator, bot, ann) = start().await;
    let message =
        upload(&bot, "sendPhoto", form(&ann, "photo", "a.gif", picture(10, 10)).text("caption", "one")).await;
    let id = message["message_id"].clone();
    let caption =
        json!({ "chat_id": ann.id(), "message_id": id, "caption": "two", "show_caption_above_media": true });
    let edited = bot.ok("editMessageCaption", caption.clone()).await;
    assert_eq!((&edited["caption"], &edited["photo"]), (&json!("two"), &message["photo"]));
    assert_eq!(edited["show_caption_above_media"], true);
    assert!(bot.refusal("editMessageCaption", caption).await.1.contains("message is not modified"));
    let media = json!({ "type": "document", "media": "attach://new", "caption": "three" });
    let form = form(&ann, "new", "b.pdf", vec![1])
        .text("message_id", id.to_string())
        .text("media", media.to_string());
    let edited = upload(&bot, "editMessageMedia", form).await;
    assert_eq!((&edited["document"]["file_name"], edited.get("photo")), (&json!("b.pdf"), None));
    let text = json!({ "chat_id": ann.id(), "message_id": id, "text": "x" });
    let refusal = bot.refusal("editMessageText", text).await;
    assert_eq!(refusal, refused("there is no text in the message to edit"));
}

#[tokio::test]
async fn places_contacts_and_dice_are_sent() {
    let (emulator, bot, ann) = start().await;
    let place = |more: Value| {
        let mut place = json!({ "chat_id": ann.id(), "latitude": 52.5, "longitude": "13.4" });
        place.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        place
    };
    let live = bot.ok("sendLocation", place(json!({ "live_period": 60 }))).await;
    let id = live["message_id"].clone();
    let moved = bot.ok("editMessageLiveLocation", place(json!({ "message_id": id, "latitude": 53 }))).await;
    assert_eq!(moved["location"], json!({ "latitude": 53.0, "longitude": 13.4, "live_period": 60 }));
    let stopped = bot.ok("stopMessageLiveLocation", json!({ "chat_id": ann.id(), "message_id": id })).await;
    assert_eq!(stopped["location"].get("live_period"), None);
    let venue = bot.ok("sendVenue", place(json!({ "title": "Home", "address": "Here" }))).await;
    assert_eq!(venue["venue"]["location"], venue["location"]);
    let contact = json!({ "chat_id": ann.id(), "phone_number": "+1", "first_name": "Bob" });
    assert_eq!(bot.ok("sendContact", contact).await["contact"]["first_name"], "Bob");
    for (method, params, reason) in [
        ("sendLocation", json!({ "chat_id": ann.id() }), "latitude is empty"),
        ("sendLocation", place(json!({ "latitude": 91 })), "invalid location specified"),
        ("sendLocation", place(json!({ "live_period": 5 })), "wrong live location period specified"),
        ("sendVenue", place(json!({ "title": "x" })), "parameter \"address\" is required"),
        ("sendContact", json!({ "chat_id": ann.id() }), "parameter \"phone_number\" is required"),
        ("sendDice", json!({ "chat_id": ann.id(), "emoji": "x" }), "invalid dice emoji specified"),
        (
            "editMessageLiveLocation",
            place(json!({ "message_id": venue["message_id"] })),
            "message can't be edited",
        ),
    ] {
        assert_eq!(bot.refusal(method, params).await, refused(reason));
    }
    let mut rolls = Vec::new();
    for _ in 0..2 {
        emulator.seed_dice(7);
        for _ in 0..5 {
            let dice = bot.ok("sendDice", json!({ "chat_id": ann.id(), "emoji": "🎰" })).await;
            rolls.push(dice["dice"]["value"].as_u64().unwrap());
        }
    }
    assert_eq!(rolls[..5], rolls[5..]);
    assert!(rolls.iter().all(|roll| (1..=64).contains(roll)));
}

#[tokio::test]
async fn people_share_contact_and_location() {
    let (_emulator, bot, ann) = start().await;
    ann.share_contact();
    ann.share_location(1.5, 2.5);
    let updates = bot.ok("getUpdates", json!({})).await;
    assert_eq!(updates[0]["message"]["contact"]["user_id"], ann.id());
    assert_eq!(updates[1]["message"]["location"], json!({ "latitude": 1.5, "longitude": 2.5 }));
}

#[tokio::test]
async fn paid_media_have_a_price() {
    let (_emulator, bot, ann) = start().await;
    let paid = |stars: i64, kind: &str| {
        let media = json!([{ "type": kind, "media": "https://a.b/c.d" }]);
        json!({ "chat_id": ann.id(), "star_count": stars, "media": media, "caption": "pay" })
    };
    let message = bot.ok("sendPaidMedia", paid(5, "photo")).await;
    assert_eq!((&message["paid_media"]["star_count"], &message["caption"]), (&json!(5), &json!("pay")));
    assert_eq!(message["paid_media"]["paid_media"][0]["type"], "photo");
    let refusal = bot.refusal("sendPaidMedia", paid(0, "photo")).await;
    assert_eq!(refusal, refused("invalid price for paid media specified"));
}
