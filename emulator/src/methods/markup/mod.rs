//! The parameter `reply_markup`.

mod inline;
mod reply;

pub(super) use self::inline::refuse_payment;

use serde_json::{Map, Value, json};

use crate::{
    fields::Fields,
    params::Params,
    refusal::Refusal,
    world::{ChatKind, Markup},
};

/// The longest text in an input field before somebody writes.
const LONGEST_PLACEHOLDER: usize = 64;

/// Reads any markup. A keyboard without buttons is none.
pub(super) fn read(params: &Params) -> Result<Option<Markup>, Refusal> {
    let unreadable = |_| Refusal::bad_request("can't parse reply keyboard markup JSON object");
    let Some(given) = params.json("reply_markup").map_err(unreadable)? else { return Ok(None) };
    let Value::Object(given) = given else {
        return Err(Refusal::bad_request("object expected as reply markup"));
    };
    markup(&given).map_err(|reason| Refusal::worded(&reason))
}

/// Reads the markup of an edit, which is an inline keyboard or nothing.
pub(super) fn read_inline(params: &Params) -> Result<Option<Value>, Refusal> {
    match read(params)? {
        None => Ok(None),
        Some(Markup::Inline(keyboard)) => Ok(Some(keyboard)),
        Some(_) => Err(Refusal::bad_request("inline keyboard expected")),
    }
}

/// Checks that a markup is allowed in a chat of this kind.
pub(super) fn admit(markup: &Markup, kind: ChatKind) -> Result<(), Refusal> {
    match markup {
        Markup::Inline(keyboard) => inline::admit(keyboard, kind),
        _ if kind == ChatKind::Channel => Err(Refusal::bad_request("inline keyboard expected")),
        Markup::Keyboard(keyboard) => reply::admit(keyboard, kind),
        Markup::Remove(_) | Markup::ForceReply(_) => Ok(()),
    }
}

/// Checks that an inline keyboard is allowed in a chat of this kind.
pub(super) fn admit_inline(keyboard: &Value, kind: ChatKind) -> Result<(), Refusal> {
    inline::admit(keyboard, kind)
}

fn markup(given: &Map<String, Value>) -> Result<Option<Markup>, String> {
    let fields = Fields(given);
    if let Some(keyboard) = reply::keyboard(fields)? {
        return Ok(Some(Markup::Keyboard(keyboard)));
    }
    if let Some(keyboard) = inline::keyboard(fields)? {
        return Ok(Some(Markup::Inline(keyboard)));
    }
    for name in ["remove_keyboard", "hide_keyboard"] {
        if fields.flag(name)? {
            let removal = json!({ "remove_keyboard": true });
            return Ok(Some(Markup::Remove(selective(removal, fields)?)));
        }
    }
    for name in ["force_reply", "force_reply_keyboard"] {
        if fields.flag(name)? {
            let force = with_placeholder(json!({ "force_reply": true }), fields)?;
            return Ok(Some(Markup::ForceReply(selective(force, fields)?)));
        }
    }
    Ok(None)
}

fn selective(mut markup: Value, fields: Fields<'_>) -> Result<Value, String> {
    if fields.flag("selective")? {
        markup["selective"] = json!(true);
    }
    Ok(markup)
}

/// The documentation limits the placeholder; how the server words its refusal is not known.
fn with_placeholder(mut markup: Value, fields: Fields<'_>) -> Result<Value, String> {
    let placeholder = fields.text("input_field_placeholder")?.unwrap_or_default();
    match placeholder.chars().count() {
        0 => {}
        1..=LONGEST_PLACEHOLDER => markup["input_field_placeholder"] = json!(placeholder),
        _ => return Err("REPLY_MARKUP_PLACEHOLDER_INVALID".to_owned()),
    }
    Ok(markup)
}

/// The rows of a keyboard: buttons read by `button`, without empty rows. `None` if there are none at all.
fn rows(
    fields: Fields<'_>,
    name: &str,
    button: impl Fn(&Value) -> Result<Value, String>,
) -> Result<Option<Vec<Value>>, String> {
    let of = if name == "keyboard" { "" } else { " of the InlineKeyboardMarkup" };
    let mut rows = Vec::new();
    for row in fields.array(name)?.unwrap_or_default() {
        let row = row.as_array().ok_or_else(|| format!("Field \"{name}\"{of} must be an Array of Arrays"))?;
        let buttons = row.iter().map(&button).collect::<Result<Vec<_>, _>>()?;
        if !buttons.is_empty() {
            rows.push(Value::Array(buttons));
        }
    }
    Ok((!rows.is_empty()).then_some(rows))
}

/// Every button of a keyboard.
fn buttons<'a>(keyboard: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    keyboard[name].as_array().into_iter().flatten().filter_map(Value::as_array).flatten()
}
