//! Photos come back together, and albums are kept as a whole.

use pouch::testing::TestBot;

use super::*;

/// A picture of one pixel.
const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

#[tokio::test]
async fn photos_come_back_together() {
    let bot = TestBot::start(|| App::new(handlers![keep_all, keep, show, list, drop_last])).await;
    let ann = bot.user("Ann");
    for (number, caption) in ["A <cat>", "A dog"].into_iter().enumerate() {
        ann.user().draft(caption).photo(PIXEL).send();
        bot.idle().await;
        assert_eq!(ann.reply().await, format!("Kept as number {}", number + 1));
    }
    bot.kill().await;
    bot.restart().await;
    ann.send("/album").await;
    let album = [ann.read().await, ann.read().await];
    assert_eq!(album[0].json["media_group_id"], album[1].json["media_group_id"]);
    assert_eq!(album[0].json["caption"], "A <cat>");
    ann.send("/list").await;
    let list = ann.read().await;
    let file = bot.emulator().file(list.json["document"]["file_id"].as_str().unwrap());
    assert_eq!(String::from_utf8(file.unwrap()).unwrap(), "number;caption\n1;A <cat>\n2;A dog\n");
    bot.transcript("transcripts/album.txt").await;
}

#[tokio::test]
async fn an_album_is_kept_as_a_whole_and_answered_once() {
    let bot = TestBot::start(|| App::new(handlers![keep_all, keep, show, list, drop_last])).await;
    let ann = bot.user("Ann");
    ann.send_album(["one", "two", "three"].map(|caption| ann.user().draft(caption).photo(PIXEL)).into())
        .await;
    assert_eq!(ann.reply().await, "Kept as numbers 1 to 3");
    ann.user().draft("four").photo(PIXEL).send();
    assert_eq!(ann.reply().await, "Kept as number 4");
    ann.send("/list").await;
    let list = ann.read().await;
    let file = bot.emulator().file(list.json["document"]["file_id"].as_str().unwrap());
    let expected = "number;caption\n1;one\n2;two\n3;three\n4;four\n";
    assert_eq!(String::from_utf8(file.unwrap()).unwrap(), expected);
}
