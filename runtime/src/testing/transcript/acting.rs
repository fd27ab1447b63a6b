//! Carrying out what a transcript lets people do.

use pouch_emulator::{Draft, Message};

use super::script::Act;
use crate::testing::person::deeds::title;
use crate::testing::{Group, Person, TestBot};

/// A picture of one point.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Lets somebody do something, in a group or in their private chat; or says why it can't be done.
pub(super) async fn perform(
    bot: &TestBot,
    person: &Person,
    group: Option<&Group>,
    act: Act,
    words: &str,
) -> Result<(), String> {
    let chat = group.map_or(person.user().id(), Group::id);
    let latest = |what: &str| latest(bot, chat, what);
    let there = || group.ok_or("write in which group, as in `Friends > Ann joins`");
    match act {
        Act::Says => say(person, group, words).await?,
        Act::Edits => person.edit(words).await,
        Act::Replies => person.reply_to(&latest("")?, words).await,
        Act::Presses => match group {
            Some(group) => person.press_in(group, words).await,
            None => person.press(words).await,
        },
        Act::PressesKey => person.press_key(words).await,
        Act::Reacts => person.react(&latest("")?, &[words]).await,
        Act::Votes => {
            let poll = latest("poll")?;
            person.vote(&poll, &options(&poll, words)?).await;
        }
        Act::Pays => drop(person.pay(&latest("invoice")?).await),
        Act::Types => drop(person.ask_inline(words).await),
        Act::Picks => person.pick(&result(person, words)?).await,
        Act::Joins => person.join(there()?).await,
        Act::Leaves => person.leave(there()?).await,
        Act::Asks => person.ask_to_join(there()?).await,
        Act::Blocks => person.block().await,
        Act::Unblocks => person.unblock().await,
    }
    Ok(())
}

/// Writes a text, or sends something, as `<photo> my cat` says.
async fn say(person: &Person, group: Option<&Group>, words: &str) -> Result<(), String> {
    let carried = words.strip_prefix('<').and_then(|rest| rest.split_once('>'));
    let carried =
        carried.filter(|(kind, _)| kind.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'));
    let (kind, text) = carried.map_or((None, words), |(kind, caption)| (Some(kind), caption.trim_start()));
    let finish: fn(Draft) -> Draft = match kind {
        None => |draft| draft,
        Some("photo") => |draft| draft.photo(PICTURE),
        Some("document") => |draft| draft.document("file.txt", b"text"),
        Some("video") => |draft| draft.video("video.mp4", PICTURE),
        Some("animation") => |draft| draft.animation("animation.gif", PICTURE),
        Some("audio") => |draft| draft.audio("audio.mp3", PICTURE),
        Some("voice") => |draft| draft.voice(PICTURE),
        Some("video_note") => |draft| draft.video_note(PICTURE),
        Some("sticker") => |draft| draft.sticker(PICTURE),
        Some("location") => |draft| draft.location(51.4779, -0.0015),
        Some("contact") => |draft| draft.contact("+9996601001", "Ann"),
        Some(other) => return Err(format!("a transcript can't send a `<{other}>`")),
    };
    match group {
        Some(group) => person.write(text, |draft| finish(draft.to(&group.chat()))).await,
        None => person.write(text, finish).await,
    }
    Ok(())
}

/// The bot's latest message in a chat, or the latest one there that has this.
fn latest(bot: &TestBot, chat: i64, what: &str) -> Result<Message, String> {
    let fits = |message: &Message| message.from_bot && (what.is_empty() || message.json.get(what).is_some());
    let found = bot.emulator().messages(chat).into_iter().rfind(fits);
    found.ok_or_else(|| format!("the bot has sent no {}", if what.is_empty() { "message" } else { what }))
}

/// The numbers of the options of a poll that `Tea] [Milk` names.
fn options(poll: &Message, words: &str) -> Result<Vec<usize>, String> {
    let options = poll.json["poll"]["options"].as_array().cloned().unwrap_or_default();
    let number = |text: &str| options.iter().position(|option| option["text"] == text);
    words
        .split("] [")
        .map(|text| number(text).ok_or_else(|| format!("the poll has no option [{text}]")))
        .collect()
}

/// The id of the result with this title, of what the person typed last.
fn result(person: &Person, words: &str) -> Result<String, String> {
    let results = person.results();
    let found = results.iter().find(|result| title(result) == Some(words));
    let id = found.and_then(|result| result["id"].as_str());
    id.map(str::to_owned).ok_or_else(|| format!("{} sees no result [{words}]", person.name()))
}
