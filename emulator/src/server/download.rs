//! Downloads of files: `/file/bot<token>/<path>`.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, State as Shared, rejection::PathRejection},
    http::{HeaderValue, header},
    response::Response,
};

use super::{answer::refuse, call::admit};
use crate::{refusal::Refusal, state::State};

/// The content of a file, for the path that `getFile` gave.
pub(super) async fn download(
    Shared(state): Shared<Arc<State>>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    let Ok(Path((bot, path))) = path else { return refuse(&Refusal::not_found()) };
    if let Err(refusal) = admit(&state, &bot) {
        return refuse(&refusal);
    }
    let Some(content) = state.world().files.content(&path) else { return refuse(&Refusal::not_found()) };
    let mut response = Response::new(Body::from(content.to_vec()));
    let any = HeaderValue::from_static("application/octet-stream");
    response.headers_mut().insert(header::CONTENT_TYPE, any);
    response
}
