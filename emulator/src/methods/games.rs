//! Games: every short name has one, which is made up.

use serde_json::json;

use super::{Outcome, edit::Edit, markup, outgoing, places::required, target::known_user};
use crate::{
    params::Params,
    refusal::Refusal,
    world::{Content, Markup, MediaKind, Upload, World},
};

/// What a game's picture shows: one point.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// <https://core.telegram.org/bots/api#sendgame>
pub(super) fn send_game(world: &mut World, params: &Params) -> Outcome {
    let name = required(params, "game_short_name")?;
    let upload = Upload { name: "game.gif".to_owned(), mime: None, content: PICTURE.into() };
    let photo = world.files.add(MediaKind::Photo, &upload, serde_json::Map::new(), None);
    let photo = photo.map_err(|reason| Refusal::worded(&reason))?;
    let game = json!({ "title": name, "description": format!("The game {name}"), "photo": photo });
    let mut envelope = outgoing::usual_envelope(world, &params.without("reply_markup"))?;
    envelope.markup = Some(keyboard(params, &name)?);
    world.reply(envelope.with(Content::media("game", game)))
}

/// The keyboard under a game, of which the first button plays it.
fn keyboard(params: &Params, name: &str) -> Result<Markup, Refusal> {
    let play = || json!({ "inline_keyboard": [[{ "text": format!("Play {name}"), "callback_game": {} }]] });
    match markup::read(params)? {
        None => Ok(Markup::Inline(play())),
        Some(Markup::Inline(keyboard))
            if keyboard["inline_keyboard"][0][0].get("callback_game").is_some() =>
        {
            Ok(Markup::Inline(keyboard))
        }
        Some(_) => Err(Refusal::bad_request("BUTTON_TYPE_INVALID")),
    }
}

/// <https://core.telegram.org/bots/api#setgamescore>
pub(super) fn set_game_score(world: &mut World, params: &Params) -> Outcome {
    let person = known_user(world, params).map_err(|_| Refusal::bad_request("USER_ID_INVALID"))?;
    let score = params.integer("score").filter(|score| *score >= 0);
    let score = score.ok_or_else(|| Refusal::bad_request("SCORE_INVALID"))?;
    let (edit, place) = game(world, params)?;
    if !world.scores.set(place, person, score, params.flag("force")) {
        return Err(Refusal::bad_request("BOT_SCORE_NOT_MODIFIED"));
    }
    if params.raw("inline_message_id").is_some() { Ok(json!(true)) } else { edit.message(world).cloned() }
}

/// <https://core.telegram.org/bots/api#getgamehighscores>
pub(super) fn get_game_high_scores(world: &mut World, params: &Params) -> Outcome {
    known_user(world, params).map_err(|_| Refusal::bad_request("USER_ID_INVALID"))?;
    let (_, place) = game(world, params)?;
    Ok(world.high_scores(place).into())
}

/// The message with a game that is meant.
fn game(world: &World, params: &Params) -> Result<(Edit, (i64, i64)), Refusal> {
    let edit = Edit::read(world, params)?;
    let message = edit.message(world)?;
    if message.get("game").is_none() {
        return Err(Refusal::bad_request("MESSAGE_ID_INVALID"));
    }
    let place = edit.place;
    Ok((edit, place))
}
