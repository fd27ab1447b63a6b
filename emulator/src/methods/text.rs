//! `sendMessage`, and reading texts and captions with their formatting.

use pouch_formatting::{Formatted, checked_link, utf16_len};
use serde_json::{Value, json};

use super::{Outcome, outgoing};
use crate::{
    fields::Fields,
    given,
    params::Params,
    refusal::Refusal,
    world::{Content, World},
};

const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;
/// In bytes, before anything is parsed.
const LONGEST_SOURCE: usize = 1 << 15;

/// <https://core.telegram.org/bots/api#sendmessage>
pub(super) fn send_message(world: &mut World, params: &Params) -> Outcome {
    let content = text_content(world, params, TOO_LONG)?;
    outgoing::send(world, params, content)
}

/// What is said of a text that is too long, where it is sent.
pub(super) const TOO_LONG: &str = "message is too long";

/// The content that `text` and the parameters beside it make; `too_long` is said of a text beyond the limit.
pub(super) fn text_content(world: &World, params: &Params, too_long: &str) -> Result<Content, Refusal> {
    let text = params.text("text").filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Refusal::bad_request("message text is empty"))?;
    let entities = entities(params, "entities");
    let formatted = formatted(world, &text, &params.text("parse_mode").unwrap_or_default(), entities)?;
    match utf16_len(&formatted.text) {
        0 => return Err(Refusal::bad_request("text must be non-empty")),
        1..=LONGEST_TEXT => {}
        _ => return Err(Refusal::bad_request(too_long)),
    }
    let content = Content::text(formatted);
    Ok(match link_preview(params)? {
        Some(options) => content.with("link_preview_options", options),
        None => content,
    })
}

/// The caption that the call gives, which may be empty.
pub(super) fn caption(world: &World, params: &Params) -> Result<Formatted, Refusal> {
    let caption = params.text("caption").unwrap_or_default();
    let entities = entities(params, "caption_entities");
    let caption = formatted(world, &caption, &params.text("parse_mode").unwrap_or_default(), entities)?;

    if utf16_len(&caption.text) > LONGEST_CAPTION {
        return Err(Refusal::bad_request("message caption is too long"));
    }
    Ok(caption)
}

/// A text with its parse mode, or else its entities, as Telegram keeps it.
pub(super) fn formatted(
    world: &World,
    text: &str,
    mode: &str,
    entities: Option<Value>,
) -> Result<Formatted, Refusal> {
    let worded = |reason: String| Refusal::worded(&reason);
    if text.len() > LONGEST_SOURCE {
        return Err(Refusal::bad_request("text is too long"));
    }
    let mut formatted = Formatted::parse(text, mode).map_err(worded)?;
    let is_plain = mode.is_empty() || mode.eq_ignore_ascii_case("none");
    if let Some(given) = entities.filter(|_| is_plain) {
        formatted.entities = given::entities(&given, &|id| world.user(id).is_some()).map_err(worded)?;
    }
    formatted.finished().map_err(worded)
}

/// An array of entities. What can't be read is none, as at Telegram.
pub(super) fn entities(params: &Params, name: &str) -> Option<Value> {
    params.json(name).ok().flatten()
}

/// `link_preview_options`, or the older `disable_web_page_preview`.
fn link_preview(params: &Params) -> Result<Option<Value>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse link preview options JSON object");
    let Some(given) = params.json("link_preview_options").map_err(unreadable)? else {
        let is_disabled = params.flag("disable_web_page_preview");
        return Ok(is_disabled.then(|| json!({ "is_disabled": true })));
    };
    let given =
        given.as_object().ok_or_else(|| Refusal::bad_request("object expected as link preview options"))?;
    let fields = Fields(given);
    let mut options = json!({});
    for name in ["is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text"] {
        if fields.flag(name).map_err(|reason| Refusal::worded(&reason))? {
            options[name] = json!(true);
        }
    }
    let url = fields.text("url").map_err(|reason| Refusal::worded(&reason))?.unwrap_or_default();
    if !url.is_empty() {
        let url = checked_link(&url).map_err(|_| Refusal::bad_request("WEBPAGE_URL_INVALID"))?;
        options["url"] = json!(url);
    }
    Ok(Some(options).filter(|options| options != &json!({})))
}
