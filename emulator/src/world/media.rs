//! Sorts of files in messages, and the objects that describe them.

use std::sync::Arc;

use serde_json::{Map, Value, json};

/// What a message can carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MediaKind {
    Photo,
    Video,
    Animation,
    Audio,
    Document,
    Voice,
    VideoNote,
    Sticker,
}

/// A file that somebody sends.
#[derive(Clone, Debug)]
pub(crate) struct Upload {
    pub(crate) name: String,
    /// The media type that came with it.
    pub(crate) mime: Option<String>,
    pub(crate) content: Arc<[u8]>,
}

/// The longest sides of the sizes in which Telegram keeps a photo.
const PHOTO_SIDES: [u64; 4] = [90, 320, 800, 1280];
/// Width and height together.
const LARGEST_PHOTO: u64 = 10_000;
const STICKER_SIDE: u64 = 512;
const VIDEO_NOTE_SIDE: u64 = 240;

impl MediaKind {
    /// The field of the `Message`, and the parameter of the method that sends it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Video => "video",
            Self::Animation => "animation",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Voice => "voice",
            Self::VideoNote => "video_note",
            Self::Sticker => "sticker",
        }
    }

    pub(crate) fn has_caption(self) -> bool {
        !matches!(self, Self::VideoNote | Self::Sticker)
    }

    pub(super) fn has_thumbnail(self) -> bool {
        !matches!(self, Self::Photo | Self::Voice)
    }

    /// As TDLib prints it in errors.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Photo => "Photo",
            Self::Video => "Video",
            Self::Animation => "Animation",
            Self::Audio => "Audio",
            Self::Document => "Document",
            Self::Voice => "VoiceNote",
            Self::VideoNote => "VideoNote",
            Self::Sticker => "Sticker",
        }
    }

    /// The folder of its files.
    pub(super) fn folder(self) -> &'static str {
        match self {
            Self::Photo => "photos",
            Self::Video => "videos",
            Self::Animation => "animations",
            Self::Audio => "music",
            Self::Document => "documents",
            Self::Voice => "voice",
            Self::VideoNote => "video_notes",
            Self::Sticker => "stickers",
        }
    }

    /// The beginning of its files' ids.
    pub(super) fn prefix(self) -> &'static str {
        match self {
            Self::Photo => "AgACAgIAAxkB",
            Self::Video => "BAACAgIAAxkB",
            Self::Animation => "CgACAgIAAxkB",
            Self::Audio => "CQACAgIAAxkB",
            Self::Document => "BQACAgIAAxkB",
            Self::Voice => "AwACAgIAAxkB",
            Self::VideoNote => "DQACAgIAAxkB",
            Self::Sticker => "CAACAgIAAxkB",
        }
    }

    /// What whoever sends it says about it.
    fn told(self) -> &'static [&'static str] {
        match self {
            Self::Photo | Self::Document => &[],
            Self::Video | Self::Animation => &["width", "height", "duration"],
            Self::Audio => &["duration", "performer", "title"],
            Self::Voice => &["duration"],
            Self::VideoNote => &["length", "duration"],
            Self::Sticker => &["emoji"],
        }
    }

    /// The fields of the object that its kind requires, beside those of the file; `given` goes before.
    ///
    /// Only pictures are looked into: what a bot does not say of a video's size and length is made up.
    pub(super) fn details(self, upload: &Upload, mut given: Map<String, Value>) -> Map<String, Value> {
        given.retain(|name, _| self.told().contains(&name.as_str()));
        let picture = size(&upload.content);
        let (width, height) = picture.unwrap_or((320, 240));
        let mut usual = |name: &str, value: Value| {
            given.entry(name).or_insert(value);
        };
        match self {
            Self::Photo | Self::Document => {}
            Self::Video | Self::Animation => {
                usual("width", json!(width));
                usual("height", json!(height));
                usual("duration", json!(0));
            }
            Self::Audio | Self::Voice => usual("duration", json!(0)),
            Self::VideoNote => {
                usual("length", json!(VIDEO_NOTE_SIDE));
                usual("duration", json!(0));
            }
            Self::Sticker => {
                usual("type", json!("regular"));
                usual("width", json!(STICKER_SIDE));
                usual("height", json!(STICKER_SIDE));
                usual("is_animated", json!(upload.has_extension("tgs")));
                usual("is_video", json!(upload.has_extension("webm")));
            }
        }
        if matches!(self, Self::Video | Self::Animation | Self::Audio | Self::Document) {
            usual("file_name", json!(upload.name));
        }
        if !matches!(self, Self::Photo | Self::VideoNote | Self::Sticker) {
            usual("mime_type", json!(upload.media_type(self)));
        }
        given
    }
}

impl Upload {
    fn has_extension(&self, extension: &str) -> bool {
        self.extension().is_some_and(|own| own.eq_ignore_ascii_case(extension))
    }

    /// What stands behind the last dot of the name, if it can stand in a path.
    pub(super) fn extension(&self) -> Option<&str> {
        let (_, extension) = self.name.rsplit_once('.')?;
        let is_plain = extension.len() <= 8 && extension.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_plain && !extension.is_empty()).then_some(extension)
    }

    fn media_type(&self, kind: MediaKind) -> String {
        let usual = match kind {
            MediaKind::Video | MediaKind::Animation => "video/mp4",
            MediaKind::Audio => "audio/mpeg",
            MediaKind::Voice => "audio/ogg",
            _ => match self.extension().unwrap_or_default().to_ascii_lowercase().as_str() {
                "txt" => "text/plain",
                "pdf" => "application/pdf",
                "png" => "image/png",
                "jpg" | "jpeg" => "image/jpeg",
                "json" => "application/json",
                "zip" => "application/zip",
                _ => "application/octet-stream",
            },
        };
        let given = self.mime.clone().filter(|given| given != "application/octet-stream");
        given.unwrap_or_else(|| usual.to_owned())
    }
}

/// Width and height of a picture.
pub(super) fn size(content: &[u8]) -> Option<(u64, u64)> {
    let size = imagesize::blob_size(content).ok()?;
    Some((size.width.try_into().ok()?, size.height.try_into().ok()?))
}

/// Width and height of each size of a photo, the original last; or why it can be none.
pub(super) fn photo_sizes(content: &[u8]) -> Result<Vec<(u64, u64)>, &'static str> {
    let (width, height) = size(content).ok_or("IMAGE_PROCESS_FAILED")?;
    let (longer, shorter) = (width.max(height), width.min(height));
    if shorter == 0 || width + height > LARGEST_PHOTO || longer > shorter * 20 {
        return Err("PHOTO_INVALID_DIMENSIONS");
    }
    let scaled = |side: u64| ((width * side / longer).max(1), (height * side / longer).max(1));
    let smaller = PHOTO_SIDES.into_iter().filter(|side| *side < longer);
    Ok(smaller.map(scaled).chain([(width, height)]).collect())
}
