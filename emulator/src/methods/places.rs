//! Locations, venues, contacts, dice: content without files.

use serde_json::{Map, Value, json};

use super::{Outcome, edit::Edit, outgoing};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, Rewrite, World},
};

/// A live location without end.
const FOREVER: i64 = 0x7fff_ffff;

/// <https://core.telegram.org/bots/api#sendlocation>
pub(super) fn send_location(world: &mut World, params: &Params) -> Outcome {
    let mut location = location(params)?;
    if let Some(period) = params.integer("live_period").filter(|period| *period != 0) {
        if !(60..=86_400).contains(&period) && period != FOREVER {
            return Err(Refusal::bad_request("wrong live location period specified"));
        }
        location["live_period"] = json!(period);
    }
    outgoing::send(world, params, Content::media("location", location))
}

/// <https://core.telegram.org/bots/api#editmessagelivelocation>
pub(super) fn edit_message_live_location(world: &mut World, params: &Params) -> Outcome {
    let mut location = location(params)?;
    let edit = live(world, params)?;
    let period = params.integer("live_period").map_or_else(
        || edit.message(world).map(|message| message["location"]["live_period"].clone()),
        |period| Ok(json!(period)),
    )?;
    location["live_period"] = period;
    edit.apply(world, Rewrite::Content(Content::media("location", location)))
}

/// <https://core.telegram.org/bots/api#stopmessagelivelocation>
pub(super) fn stop_message_live_location(world: &mut World, params: &Params) -> Outcome {
    let edit = live(world, params)?;
    let mut location = edit.message(world)?["location"].clone();
    if let Some(fields) = location.as_object_mut() {
        fields.retain(|name, _| ["latitude", "longitude", "horizontal_accuracy"].contains(&name.as_str()));
    }
    edit.apply(world, Rewrite::Content(Content::media("location", location)))
}

/// The message with a live location that is meant.
fn live(world: &World, params: &Params) -> Result<Edit, Refusal> {
    let edit = Edit::read(world, params)?;
    let message = edit.message(world)?;
    let location = message.get("location");
    let location =
        location.ok_or_else(|| Refusal::bad_request("there is no live location in the message to edit"))?;
    let (sent, now) = (message["date"].as_u64().unwrap_or(0), world.clock.now());
    let is_live = location["live_period"].as_u64().is_some_and(|period| now <= sent + period);
    if is_live { Ok(edit) } else { Err(Refusal::bad_request("message can't be edited")) }
}

/// <https://core.telegram.org/bots/api#sendvenue>
pub(super) fn send_venue(world: &mut World, params: &Params) -> Outcome {
    outgoing::send(world, params, venue(params)?)
}

pub(super) fn venue(params: &Params) -> Result<Content, Refusal> {
    let location = location(params)?;
    let mut venue = json!({
        "location": location, "title": required(params, "title")?, "address": required(params, "address")?,
    });
    for name in ["foursquare_id", "foursquare_type", "google_place_id", "google_place_type"] {
        if let Some(text) = params.text(name).filter(|text| !text.is_empty()) {
            venue[name] = json!(text);
        }
    }
    Ok(Content::media("venue", venue).with("location", location))
}

/// <https://core.telegram.org/bots/api#sendcontact>
pub(super) fn send_contact(world: &mut World, params: &Params) -> Outcome {
    outgoing::send(world, params, contact(params)?)
}

pub(super) fn contact(params: &Params) -> Result<Content, Refusal> {
    let phone = required(params, "phone_number")?;
    let mut contact = json!({ "phone_number": phone, "first_name": required(params, "first_name")? });
    for name in ["last_name", "vcard"] {
        if let Some(text) = params.text(name).filter(|text| !text.is_empty()) {
            contact[name] = json!(text);
        }
    }
    Ok(Content::media("contact", contact))
}

/// <https://core.telegram.org/bots/api#senddice>
pub(super) fn send_dice(world: &mut World, params: &Params) -> Outcome {
    let emoji = params.text("emoji").filter(|emoji| !emoji.is_empty()).unwrap_or_else(|| "🎲".to_owned());
    let emoji = emoji.trim_end_matches('\u{fe0f}');
    let most = match emoji {
        "🎲" | "🎯" | "🎳" => 6,
        "🏀" | "⚽" => 5,
        "🎰" => 64,
        _ => return Err(Refusal::bad_request("invalid dice emoji specified")),
    };
    let envelope = outgoing::usual_envelope(world, params)?;
    let value = world.chance.up_to(most);
    world.reply(envelope.with(Content::media("dice", json!({ "emoji": emoji, "value": value }))))
}

pub(super) fn required(params: &Params, name: &str) -> Result<String, Refusal> {
    let text = params.text(name).filter(|text| !text.is_empty());
    text.ok_or_else(|| Refusal::bad_request(&format!("parameter \"{name}\" is required")))
}

/// A `Location` without its life.
pub(super) fn location(params: &Params) -> Result<Value, Refusal> {
    let degrees = |name: &str, most: f64| {
        let text = params.text(name).filter(|text| !text.trim().is_empty());
        let text = text.ok_or_else(|| Refusal::bad_request(&format!("{name} is empty")))?;
        let degrees = text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
        degrees.ok_or_else(|| Refusal::bad_request("invalid location specified"))
    };
    let (latitude, longitude) = (degrees("latitude", 90.0)?, degrees("longitude", 180.0)?);
    let mut location = Map::new();
    location.insert("latitude".to_owned(), json!(latitude));
    location.insert("longitude".to_owned(), json!(longitude));
    let accuracy = params.text("horizontal_accuracy").and_then(|text| text.parse::<f64>().ok());
    if let Some(accuracy) = accuracy.filter(|accuracy| *accuracy > 0.0) {
        location.insert("horizontal_accuracy".to_owned(), json!(accuracy.min(1500.0)));
    }
    for (name, shown, range) in
        [("heading", "heading", 1..=360), ("proximity_alert_radius", "proximity alert radius", 1..=100_000)]
    {
        if let Some(number) = params.integer(name).filter(|number| *number != 0) {
            if !range.contains(&number) {
                return Err(Refusal::bad_request(&format!("wrong live location {shown} specified")));
            }
            location.insert(name.to_owned(), json!(number));
        }
    }
    Ok(Value::Object(location))
}
