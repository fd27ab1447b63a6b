//! Reading parameters, in every form that clients send them.

use axum::{
    body::Bytes,
    extract::{FromRequest, Multipart, Request},
    http::header,
};
use serde_json::Value;

use crate::{params::Params, refusal::Refusal, world::Upload};

/// The parameters of the query string, then those of the body.
pub(super) async fn parameters(request: Request) -> Result<Params, Refusal> {
    let mut params = Params::default();
    add_form(&mut params, request.uri().query().unwrap_or_default().as_bytes());
    match media_type(&request).as_str() {
        "application/x-www-form-urlencoded" => add_form(&mut params, &body(request).await?),
        "application/json" => add_json(&mut params, &body(request).await?)?,
        "multipart/form-data" => add_parts(&mut params, request).await?,
        // Telegram ignores bodies of other types; reading them keeps the connection usable.
        _ => drop(body(request).await?),
    }
    Ok(params)
}

/// The content type without its parameters, in lower case.
fn media_type(request: &Request) -> String {
    let value = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    value.unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

async fn body(request: Request) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, &()).await.map_err(|rejection| unreadable(rejection.status().as_u16()))
}

fn add_form(params: &mut Params, form: &[u8]) {
    for (name, value) in form_urlencoded::parse(form) {
        params.add(name.into_owned(), Value::String(value.into_owned()));
    }
}

fn add_json(params: &mut Params, body: &[u8]) -> Result<(), Refusal> {
    if body.is_empty() {
        return Ok(());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => fields.into_iter().for_each(|(name, value)| params.add(name, value)),
        Ok(_) => return Err(Refusal::bad_request("expected a JSON object")),
        Err(_) => return Err(Refusal::bad_request("can't parse JSON object")),
    }
    Ok(())
}

async fn add_parts(params: &mut Params, request: Request) -> Result<(), Refusal> {
    let parts = Multipart::from_request(request, &()).await;
    let mut parts = parts.map_err(|rejection| unreadable(rejection.status().as_u16()))?;
    while let Some(part) = parts.next_field().await.map_err(|error| unreadable(error.status().as_u16()))? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let mime = part.content_type().map(str::to_owned);
        let content = part.bytes().await.map_err(|error| unreadable(error.status().as_u16()))?;
        match file_name {
            Some(file_name) => {
                params.add_file(name, Upload { name: file_name, mime, content: content.as_ref().into() });
            }
            None => params.add(name, Value::String(String::from_utf8_lossy(&content).into_owned())),
        }
    }
    Ok(())
}

fn unreadable(status: u16) -> Refusal {
    match status {
        413 => Refusal::new(413, "Request Entity Too Large"),
        _ => Refusal::bad_request("can't read the request body"),
    }
}
