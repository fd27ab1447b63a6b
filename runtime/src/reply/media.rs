//! Photos, videos and their like, alone and in albums.

use serde_json::{Map, Value, json};

use super::body::{Body, LONGEST_CAPTION};
use super::draft::{Draft, Fault, parameter};
use super::file::{Attached, File};
use super::into_reply::IntoReply;
use super::message::Reply;
use super::outcome::Outcome;
use super::text::Text;
use crate::failure::Failure;

/// The most media that Telegram shows together.
const MOST_IN_ALBUM: usize = 10;

/// A photo, a video or another file with a caption: an answer by itself, or a part of [`Reply::media`] or
/// [`Reply::album`].
///
/// ```
/// use pouch::prelude::*;
///
/// /// A cat
/// #[command("cat")]
/// fn cat() -> Media {
///     Media::photo("https://example.org/cat.png").caption("A cat").spoiler()
/// }
///
/// /// All values as a file
/// #[command("export")]
/// fn export() -> Reply {
///     Reply::media(Media::document(File::bytes("values.csv", "a,b\n1,2\n"))).silent()
/// }
/// ```
///
/// A caption has room for 1024 UTF-16 code units; what is behind them follows as messages of its own. In an album, where that
/// would be apart from its photo, a longer caption is a failure of the handler.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "media are sent when a handler returns them"]
pub struct Media {
    kind: Kind,
    file: File,
    caption: Option<Body>,
    thumbnail: Option<File>,
    more: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Photo,
    Video,
    Animation,
    Audio,
    Document,
    Voice,
}

impl Media {
    /// A photo.
    pub fn photo(file: impl Into<File>) -> Self {
        Media::new(Kind::Photo, file.into())
    }

    /// A video.
    pub fn video(file: impl Into<File>) -> Self {
        Media::new(Kind::Video, file.into())
    }

    /// A video without sound that plays again and again, or a GIF.
    pub fn animation(file: impl Into<File>) -> Self {
        Media::new(Kind::Animation, file.into())
    }

    /// Music, shown in a player.
    pub fn audio(file: impl Into<File>) -> Self {
        Media::new(Kind::Audio, file.into())
    }

    /// Any file.
    pub fn document(file: impl Into<File>) -> Self {
        Media::new(Kind::Document, file.into())
    }

    /// A voice message.
    pub fn voice(file: impl Into<File>) -> Self {
        Media::new(Kind::Voice, file.into())
    }

    fn new(kind: Kind, file: File) -> Self {
        Media { kind, file, caption: None, thumbnail: None, more: Map::new() }
    }

    /// Shows a text under it.
    pub fn caption(self, text: impl Into<Text>) -> Self {
        Media { caption: Some(Body::Text(text.into())), ..self }
    }

    /// Shows a text with HTML formatting under it; see [`Reply::html`].
    pub fn caption_html(self, text: impl Into<String>) -> Self {
        Media { caption: Some(Body::html(text.into())), ..self }
    }

    /// Shows a text with MarkdownV2 formatting under it; see [`Reply::markdown`].
    pub fn caption_markdown(self, text: impl Into<String>) -> Self {
        Media { caption: Some(Body::markdown(text.into())), ..self }
    }

    /// Shows the caption above a photo, video or animation.
    pub fn caption_above(self) -> Self {
        self.with("show_caption_above_media", true)
    }

    /// Hides a photo, video or animation until it is touched.
    pub fn spoiler(self) -> Self {
        self.with("has_spoiler", true)
    }

    /// Shows a small JPEG, which has to be uploaded, in the place of a file that is not a photo.
    pub fn thumbnail(self, file: impl Into<File>) -> Self {
        Media { thumbnail: Some(file.into()), ..self }
    }

    /// Sets what the Bot API has and this type has no method for, such as `duration`, `performer` or `supports_streaming`.
    pub fn with(mut self, name: impl Into<String>, value: impl serde::Serialize) -> Self {
        self.more.insert(name.into(), parameter(value));
        self
    }

    /// The call that sends it alone, and those of what its caption has no room for.
    pub(super) fn into_drafts(self) -> Result<Vec<Draft>, Fault> {
        let parts =
            self.caption.as_ref().map_or(Ok(Vec::new()), |caption| caption.to_parts(LONGEST_CAPTION))?;
        let mut parts = parts.into_iter();
        let mut draft = Draft::new(self.kind.method());
        draft.parameters = self.more;
        draft.add_file(self.kind.name(), self.file)?;
        if let Some(thumbnail) = self.thumbnail {
            draft.add_file("thumbnail", thumbnail)?;
        }
        if let Some(caption) = parts.next() {
            caption.add_as_caption(&mut draft.parameters);
        }
        Ok(std::iter::once(draft).chain(parts.map(Draft::text)).collect())
    }

    /// What stands for it in an album, which gets its files.
    fn into_item(self, number: usize, files: &mut Vec<Attached>) -> Result<Value, Fault> {
        let caption = match &self.caption {
            Some(caption) => caption.to_part("a caption in an album", LONGEST_CAPTION)?,
            None => None,
        };
        let mut item = self.more;
        item.insert("type".to_owned(), self.kind.name().into());
        let mut add = |name: &str, field: String, file: File| {
            let value = file.into_parameter(&field).unwrap_or_else(|file| {
                files.push(file);
                format!("attach://{field}")
            });
            if value.is_empty() {
                return Err(Fault::NoFile);
            }
            item.insert(name.to_owned(), value.into());
            Ok(())
        };
        add("media", format!("media{number}"), self.file)?;
        if let Some(thumbnail) = self.thumbnail {
            add("thumbnail", format!("thumbnail{number}"), thumbnail)?;
        }
        if let Some(caption) = caption {
            caption.add_as_caption(&mut item);
        }
        Ok(item.into())
    }
}

/// The calls that send media together: one for each ten.
pub(super) fn album(media: Vec<Media>) -> Result<Vec<Draft>, Fault> {
    check_mixture(&media)?;
    let (mut drafts, mut rest) = (Vec::new(), media);
    while !rest.is_empty() {
        let behind = rest.split_off(rest.len().min(MOST_IN_ALBUM));
        // One alone is no album.
        drafts.extend(if rest.len() == 1 { one(rest)? } else { vec![group(rest)?] });
        rest = behind;
    }
    Ok(drafts)
}

fn one(media: Vec<Media>) -> Result<Vec<Draft>, Fault> {
    media.into_iter().next().map_or(Ok(Vec::new()), Media::into_drafts)
}

fn group(media: Vec<Media>) -> Result<Draft, Fault> {
    let mut draft = Draft::new("sendMediaGroup");
    let items: Result<Vec<Value>, Fault> = media
        .into_iter()
        .enumerate()
        .map(|(number, media)| media.into_item(number, &mut draft.files))
        .collect();
    draft.parameters.insert("media".to_owned(), json!(items?));
    Ok(draft)
}

/// Photos and videos go together; documents and music only among themselves.
fn check_mixture(media: &[Media]) -> Result<(), Fault> {
    let Some(first) = media.first() else { return Err(Fault::EmptyAlbum) };
    let sort = |kind: Kind| match kind {
        Kind::Photo | Kind::Video => Some(0),
        Kind::Document => Some(1),
        Kind::Audio => Some(2),
        Kind::Animation | Kind::Voice => None,
    };
    let is_lonely = |media: &&Media| sort(media.kind).is_none();
    if let Some(media) = media.iter().find(is_lonely).filter(|_| media.len() > 1) {
        return Err(Fault::NotInAlbums(media.kind.name()));
    }
    match media.iter().find(|media| sort(media.kind) != sort(first.kind)) {
        Some(other) => Err(Fault::Mixed(first.kind.name(), other.kind.name())),
        None => Ok(()),
    }
}

impl Kind {
    /// The parameter that holds the file, and the type in an album.
    fn name(self) -> &'static str {
        match self {
            Kind::Photo => "photo",
            Kind::Video => "video",
            Kind::Animation => "animation",
            Kind::Audio => "audio",
            Kind::Document => "document",
            Kind::Voice => "voice",
        }
    }

    fn method(self) -> &'static str {
        match self {
            Kind::Photo => "sendPhoto",
            Kind::Video => "sendVideo",
            Kind::Animation => "sendAnimation",
            Kind::Audio => "sendAudio",
            Kind::Document => "sendDocument",
            Kind::Voice => "sendVoice",
        }
    }
}

impl IntoReply for Media {
    fn into_reply(self, outcome: &mut Outcome) -> Result<(), Failure> {
        Reply::media(self).into_reply(outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn methods(media: impl IntoIterator<Item = Media>) -> Vec<&'static str> {
        album(media.into_iter().collect()).unwrap().iter().map(|draft| draft.method).collect()
    }

    fn refused(media: impl IntoIterator<Item = Media>) -> String {
        album(media.into_iter().collect()).unwrap_err().to_string()
    }

    #[test]
    fn albums_hold_up_to_ten_and_one_alone_is_none() {
        let photos = |count| (0..count).map(|_| Media::photo("id"));
        assert_eq!(methods(photos(10)), ["sendMediaGroup"]);
        assert_eq!(methods(photos(11)), ["sendMediaGroup", "sendPhoto"]);
        assert_eq!(methods([Media::voice("id")]), ["sendVoice"]);
    }

    #[test]
    fn what_telegram_does_not_show_together_is_refused() {
        assert_eq!(methods([Media::photo("id"), Media::video("id")]), ["sendMediaGroup"]);
        let mixed = refused([Media::photo("id"), Media::document("id")]);
        assert!(mixed.contains("`photo`") && mixed.contains("`document`"), "{mixed}");
        assert!(refused([Media::photo("id"), Media::voice("id")]).contains("`voice`"));
        assert!(refused([]).contains("no media"));
        let long = refused([Media::photo("id").caption("a".repeat(1_025)), Media::photo("id")]);
        assert!(long.contains("1024"), "{long}");
    }

    #[test]
    fn files_of_an_album_are_attached_by_name() {
        let [first, second] = ["a", "b"].map(|name| Media::document(File::bytes(name, name)));
        let draft =
            group(vec![first, Media::document("id"), second.thumbnail(File::bytes("c", "c"))]).unwrap();
        let media = &draft.parameters["media"];
        assert_eq!([0, 1, 2].map(|item| &media[item]["media"]), ["attach://media0", "id", "attach://media2"]);
        assert_eq!((&media[2]["thumbnail"], draft.files.len()), (&json!("attach://thumbnail2"), 3));
    }

    #[test]
    fn what_a_caption_has_no_room_for_follows() {
        let drafts = Media::photo("id").caption("word ".repeat(300)).into_drafts().unwrap();
        let methods: Vec<&str> = drafts.iter().map(|draft| draft.method).collect();
        assert_eq!(methods, ["sendPhoto", "sendMessage"]);
        assert!(drafts[1].parameters["text"].as_str().unwrap().starts_with("word"));
    }
}
