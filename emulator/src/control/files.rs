//! Files for people's messages, and those in the bot's.

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use serde_json::{Map, Value, json};

use super::{Answer, Shared, done, fields::Query, problem::Problem};
use crate::world::{MediaKind, Upload};

/// The media type that an upload must have: one that no page of another site can send without asking.
const UPLOAD: &str = "application/octet-stream";

/// Pictures and sounds that a browser may show; everything else is only to be saved.
const SHOWN: [(&str, &str); 9] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("ogg", "audio/ogg"),
];

/// `POST /control/files?kind=photo&name=cat.png`, with the file as the body: the `file_id` for a message.
pub(super) async fn upload(
    State(state): Shared,
    query: Query,
    headers: HeaderMap,
    content: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Answer {
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != UPLOAD) {
        let got =
            headers.get(header::CONTENT_TYPE).map_or("another", |kind| kind.to_str().unwrap_or("another"));
        let help = "send the bare file, whatever it is, as this type";
        return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, UPLOAD, got, help));
    }
    let content = content.map_err(|rejection| {
        let help = "choose a smaller file: up to 50 MB";
        Problem::new(rejection.status(), "a file within the limit", rejection.body_text(), help)
    })?;
    let kind = media_kind(query.text("kind").unwrap_or("document"))?;
    let name = query.text("name").unwrap_or("file").to_owned();
    let upload = Upload { name, mime: None, content: content.as_ref().into() };
    let media = state.world().files.add(kind, &upload, Map::new(), None);
    let media = media
        .map_err(|reason| Problem::wrong(format!("a {}", kind.name()), reason, "send it as a document"))?;
    let file = media.as_array().and_then(|sizes| sizes.last()).unwrap_or(&media);
    done(&json!({ "kind": kind.name(), "file_id": file["file_id"] }))
}

/// `GET /control/files/{file_id}`: the content.
pub(super) async fn content(State(state): Shared, Path(file_id): Path<String>) -> Answer {
    let missing = |reason: &str| {
        let help = "take the `file_id` of a message; contents of old files are forgotten";
        Problem::new(StatusCode::NOT_FOUND, "the id of a file", reason, help)
    };
    let world = state.world();
    let described: Value = world.files.describe(&file_id).map_err(&missing)?;
    let path = described["file_path"].as_str().unwrap_or_default();
    let content = world.files.content(path).ok_or_else(|| missing("one that was forgotten"))?;
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let shown = SHOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension));
    let mut response = Response::new(Body::from(content.to_vec()));
    let kind = HeaderValue::from_static(shown.map_or(UPLOAD, |(_, kind)| kind));
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    if shown.is_none() {
        let saved = HeaderValue::from_static("attachment");
        response.headers_mut().insert(header::CONTENT_DISPOSITION, saved);
    }
    Ok(response)
}

pub(super) fn media_kind(name: &str) -> Result<MediaKind, Problem> {
    let names = MEDIA.map(MediaKind::name).join(", ");
    let wrong = || Problem::wrong(format!("one of {names}"), name, "choose one of them");
    MEDIA.into_iter().find(|kind| kind.name() == name).ok_or_else(wrong)
}

/// All kinds of files in messages.
pub(super) const MEDIA: [MediaKind; 8] = [
    MediaKind::Photo,
    MediaKind::Video,
    MediaKind::Animation,
    MediaKind::Audio,
    MediaKind::Document,
    MediaKind::Voice,
    MediaKind::VideoNote,
    MediaKind::Sticker,
];
