//! Files that are sent with a call, inside its payload: the store keeps a reply and its files as one text.

use std::fmt::Write as _;
use std::time::Duration;

use hyper::body::Bytes;
use hyper::header::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

/// The most bytes that a bot can send in one call, all files together
/// ([Sending files](https://core.telegram.org/bots/api#sending-files)).
pub(crate) const LARGEST: usize = 50 << 20;

/// The key among a call's parameters under which its files are. No method has a parameter of that name.
const KEY: &str = "pouch:files";

/// How many bytes a second a connection takes that is not given up.
const SLOWEST: usize = 64 << 10;

/// A file that goes with a call.
#[derive(Serialize, Deserialize)]
pub(crate) struct Upload {
    /// The name of the form's field.
    pub(crate) field: String,
    /// What people see as the file's name.
    pub(crate) name: String,
    #[serde(with = "as_base64", rename = "base64")]
    pub(crate) content: Vec<u8>,
}

mod as_base64 {
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use serde::Deserialize as _;

    pub(super) fn serialize<S: serde::Serializer>(content: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&BASE64_STANDARD.encode(content))
    }

    pub(super) fn deserialize<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(from)?;
        BASE64_STANDARD.decode(text.as_ref()).map_err(serde::de::Error::custom)
    }
}

/// The payload of a call with these parameters, as JSON text, and these files.
pub(crate) fn payload(mut parameters: Map<String, Value>, files: &[Upload]) -> serde_json::Result<String> {
    if !files.is_empty() {
        parameters.insert(KEY.to_owned(), serde_json::to_value(files)?);
    }
    serde_json::to_string(&parameters)
}

/// What is sent over the wire for a payload.
pub(crate) struct Body {
    pub(crate) content_type: HeaderValue,
    pub(crate) content: Bytes,
}

impl Body {
    /// JSON, or a form if there are files.
    pub(crate) fn of(payload: Bytes) -> Body {
        let json = HeaderValue::from_static("application/json");
        let form = str::from_utf8(&payload).ok().and_then(form);
        form.unwrap_or(Body { content_type: json, content: payload })
    }

    /// How much longer than another call this one may take.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs((self.content.len() / SLOWEST) as u64)
    }
}

fn form(payload: &str) -> Option<Body> {
    // Most have none, and need not be read.
    if !payload.contains(KEY) {
        return None;
    }
    let mut parameters: Map<String, Value> = serde_json::from_str(payload).ok()?;
    let files: Vec<Upload> = serde_json::from_value(parameters.remove(KEY)?).ok()?;
    let boundary = format!("pouch-{}", Uuid::new_v4().simple());
    let mut content = Vec::with_capacity(payload.len());
    for (name, value) in &parameters {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        push_part(&mut content, &boundary, &format!("name=\"{}\"", quoted(name)), text.as_bytes());
    }
    for Upload { field, name, content: file } in &files {
        let names = format!(
            "name=\"{}\"; filename=\"{}\"\r\nContent-Type: application/octet-stream",
            quoted(field),
            quoted(name)
        );
        push_part(&mut content, &boundary, &names, file);
    }
    content.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let content_type = HeaderValue::try_from(format!("multipart/form-data; boundary={boundary}")).ok()?;
    Some(Body { content_type, content: content.into() })
}

fn push_part(content: &mut Vec<u8>, boundary: &str, names: &str, part: &[u8]) {
    let head = format!("--{boundary}\r\nContent-Disposition: form-data; {names}\r\n\r\n");
    content.extend_from_slice(head.as_bytes());
    content.extend_from_slice(part);
    content.extend_from_slice(b"\r\n");
}

/// A name inside quotes, as [browsers](https://html.spec.whatwg.org/#multipart-form-data) write it.
fn quoted(name: &str) -> String {
    name.chars().fold(String::new(), |mut quoted, character| {
        match character {
            '"' | '\r' | '\n' => _ = write!(quoted, "%{:02X}", u32::from(character)),
            other => quoted.push(other),
        }
        quoted
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_payload_without_files_is_sent_as_it_is() {
        let text = r#"{"chat_id":7,"text":"pouch:files"}"#;
        let body = Body::of(text.into());
        assert_eq!(body.content_type, "application/json");
        assert_eq!(&body.content[..], text.as_bytes());
    }

    #[test]
    fn files_and_parameters_become_a_form() {
        let parameters =
            Map::from_iter([("chat_id".to_owned(), json!(7)), ("caption".to_owned(), json!("a \"cat\""))]);
        let file =
            Upload { field: "photo".to_owned(), name: "a\"b\n.png".to_owned(), content: vec![0, 255, 13] };
        let payload = payload(parameters, &[file]).unwrap();
        assert!(serde_json::from_str::<Value>(&payload).unwrap()[KEY][0]["base64"] == "AP8N", "{payload}");
        let Body { content_type, content } = Body::of(payload.into());
        let boundary = content_type.to_str().unwrap().strip_prefix("multipart/form-data; boundary=").unwrap();
        let head = |names: &str| format!("--{boundary}\r\nContent-Disposition: form-data; {names}\r\n");
        let expected = [
            format!("{}\r\na \"cat\"\r\n", head("name=\"caption\"")).into_bytes(),
            format!("{}\r\n7\r\n", head("name=\"chat_id\"")).into_bytes(),
            head("name=\"photo\"; filename=\"a%22b%0A.png\"").into_bytes(),
            b"Content-Type: application/octet-stream\r\n\r\n\x00\xff\x0d\r\n".to_vec(),
            format!("--{boundary}--\r\n").into_bytes(),
        ];
        assert_eq!(String::from_utf8_lossy(&content), String::from_utf8_lossy(&expected.concat()));
        assert_eq!(content, expected.concat());
    }
}
