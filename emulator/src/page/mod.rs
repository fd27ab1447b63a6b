//! The web page: a chat client in the browser. Its files are inside the program.

use axum::{
    Router,
    body::Body,
    extract::Path,
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::Response,
    routing::get,
};

use crate::control::lock;

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const SVG: &str = "image/svg+xml";

macro_rules! file {
    ($name:literal, $kind:expr) => {
        ($name, $kind, include_str!(concat!("../../page/", $name)))
    };
}

/// Name, media type and content of each file.
const FILES: &[(&str, &str, &str)] = &[
    file!("index.html", HTML),
    file!("base.css", CSS),
    file!("chat.css", CSS),
    file!("panel.css", CSS),
    file!("icons.svg", SVG),
    file!("logo.svg", SVG),
    file!("main.js", JS),
    file!("api.js", JS),
    file!("dom.js", JS),
    file!("state.js", JS),
    file!("sidebar.js", JS),
    file!("conversation.js", JS),
    file!("message.js", JS),
    file!("content.js", JS),
    file!("album.js", JS),
    file!("entities.js", JS),
    file!("keyboards.js", JS),
    file!("composer.js", JS),
    file!("attach.js", JS),
    file!("members.js", JS),
    file!("commands.js", JS),
    file!("inline.js", JS),
    file!("json.js", JS),
    file!("dialogs.js", JS),
    file!("panel.js", JS),
    file!("wire.js", JS),
    file!("records.js", JS),
    file!("controls.js", JS),
];

/// The page at `/`, its files below `/page`.
pub(crate) fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new()
        .route("/", get(async || file("index.html")))
        .route("/page/{name}", get(async |Path(name): Path<String>| file(&name)))
        .layer(middleware::from_fn(lock))
}

fn file(name: &str) -> Response {
    let Some((_, kind, content)) = FILES.iter().find(|(known, ..)| *known == name) else {
        let mut response = Response::new(Body::from("no such file"));
        *response.status_mut() = StatusCode::NOT_FOUND;
        return response;
    };
    let mut response = Response::new(Body::from(*content));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
