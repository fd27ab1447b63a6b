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

impl Album {
    /// Keeps a photo, which Telegram sends in several sizes, the largest last.
    fn keep(&mut self, sizes: &[PhotoSize], caption: Option<&str>) {
        let ids = sizes.last().map(|size| size.file.id.0.clone());
        self.photos.extend(ids.map(|id| Photo { id, caption: caption.unwrap_or_default().to_owned() }));
    }
}

/// What is sent as an album is kept as one: all of its photos, or none.
#[message(album)]
fn keep_all(album: &mut Album, photos: &[MediaPhoto]) -> Option<Reply> {
    let first = album.photos.len() + 1;
    for photo in photos {
        album.keep(&photo.photo, photo.caption.as_deref());
    }
    let text = format!("Kept as numbers {first} to {}", album.photos.len());
    (!photos.is_empty()).then(|| Reply::text(text).quote())
}

#[message(photo)]
fn keep(album: &mut Album, sizes: &[PhotoSize], caption: Option<&str>) -> Reply {
    album.keep(sizes, caption);
    Reply::text(format!("Kept as number {}", album.photos.len())).quote()
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
    App::new(handlers![keep_all, keep, show, list, drop_last]).run().await
}

#[cfg(test)]
#[path = "tests/album.rs"]
mod tests;
