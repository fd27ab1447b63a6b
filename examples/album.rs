//! An album: photos that people send are kept under a name, and come back together or as a file.

use pouch::prelude::*;
use pouch::serde::{Deserialize, Serialize};

/// Somebody's photos: the ids by which Telegram knows them, so nothing is ever uploaded again.
#[user_data]
#[derive(Default)]
struct Album {
    photos: Vec<Photo>,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(crate = "pouch::serde")]
struct Photo {
    id: String,
    caption: String,
}

/// Telegram sends each photo in several sizes, the largest last.
#[message(photo)]
fn keep(album: &mut Album, sizes: &[PhotoSize], caption: Option<&str>) -> Option<Reply> {
    let id = sizes.last()?.file.id.0.clone();
    album.photos.push(Photo { id, caption: caption.unwrap_or_default().to_owned() });
    Some(Reply::text(format!("Kept as number {}", album.photos.len())).quote())
}

/// See all your photos
#[command("album")]
fn show(album: &Album) -> Reply {
    if album.photos.is_empty() {
        return Reply::text("Send me photos first");
    }
    Reply::album(album.photos.iter().map(|photo| Media::photo(&*photo.id).caption(&photo.caption)))
}

/// Get a list of your photos as a file
#[command("list")]
fn list(album: &Album) -> Media {
    let lines =
        album.photos.iter().enumerate().map(|(number, photo)| format!("{};{}\n", number + 1, photo.caption));
    let list = format!("number;caption\n{}", lines.collect::<String>());
    Media::document(File::bytes("photos.csv", list)).caption(format!("{} photos", album.photos.len()))
}

/// Throw the last photo away
#[command("drop")]
fn drop_last(album: &mut Album) -> &'static str {
    if album.photos.pop().is_some() { "Gone" } else { "You have no photos" }
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    App::new(handlers![keep, show, list, drop_last]).run().await
}

#[cfg(test)]
mod tests {
    use pouch::testing::TestBot;

    use super::*;

    /// A picture of one pixel.
    const PIXEL: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

    #[tokio::test]
    async fn photos_come_back_together() {
        let bot = TestBot::start(|| App::new(handlers![keep, show, list, drop_last])).await;
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
}
