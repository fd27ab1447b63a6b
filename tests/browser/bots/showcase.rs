//! A bot that shows what messages can be, for the page.

use pouch::IntoReply;
use pouch::prelude::*;
use pouch::teloxide_core::payloads::{AnswerInlineQuerySetters, SendMessageSetters, SendPhotoSetters};
use pouch::types::{
    ButtonRequest, ChatAction, ForceReply, InlineQueryResult, InlineQueryResultArticle,
    InlineQueryResultsButton, InlineQueryResultsButtonKind, InputFile, InputMessageContent,
    InputMessageContentText, InputPollOption, KeyboardButton, KeyboardMarkup, LabeledPrice, ParseMode,
};

/// A picture of one grey pixel.
const PICTURE: &[u8] = include_bytes!("pixel.png");

/// See every kind of formatting
#[command("formats")]
fn formats(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    let text = "<b>bold</b> <i>italic</i> <u>under</u> <s>gone</s> <code>code</code> <tg-spoiler>secret</tg-spoiler> \
                <a href=\"https://example.com/\">link</a> <blockquote>a quote</blockquote><pre>let it = 1;</pre>";
    bot.send_message(chat.id, text).parse_mode(ParseMode::Html)
}

/// Get a picture
#[command("photo")]
async fn photo(chat: &Chat, bot: &Bot) -> pouch::Result<(), pouch::teloxide_core::RequestError> {
    let file = InputFile::memory(PICTURE).file_name("pixel.png");
    bot.send_photo(chat.id, file).caption("One pixel").await.map(drop)
}

/// Get pictures that belong together
#[command("album")]
fn album() -> Reply {
    let pictures = (1..=5).map(|number| Media::photo(File::bytes(format!("{number}.png"), PICTURE)));
    Reply::album(pictures.enumerate().map(|(place, picture)| match place {
        0 => picture.caption("Five pixels"),
        _ => picture,
    }))
}

/// What somebody has noted.
#[user_data]
#[derive(Default)]
struct Notes {
    by_word: Map<String, String>,
}

/// Note something under a word
#[command("note")]
fn note(notes: &mut Notes, word: String, text: String) -> &'static str {
    match notes.by_word.insert(word, text) {
        None => "Noted",
        Some(_) => "Noted instead",
    }
}

/// Vote
#[command("vote")]
fn vote(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    let mut poll = bot.send_poll(chat.id, "Tea or coffee?", ["Tea", "Coffee"].map(InputPollOption::new));
    poll.is_anonymous = Some(false);
    poll
}

#[on(poll_answer)]
fn voted(answer: &PollAnswer, user: &User, bot: &Bot) -> impl IntoReply + use<> {
    bot.send_message(user.id, format!("You chose {:?}", answer.option_ids))
}

#[on(inline_query)]
fn search(query: &InlineQuery, bot: &Bot) -> impl IntoReply + use<> {
    let article = |number: u32| {
        let content = InputMessageContentText::new(format!("{} {number}", query.query));
        let title = format!("<i>{}</i> {number}", query.query);
        InlineQueryResult::Article(InlineQueryResultArticle::new(
            number.to_string(),
            title,
            InputMessageContent::Text(content),
        ))
    };
    // Two at a time, as far as anybody asks for more.
    let first = query.offset.parse().unwrap_or(1);
    let results = [article(first), article(first + 1)];
    let button = InlineQueryResultsButton {
        text: "Talk to me".to_owned(),
        kind: InlineQueryResultsButtonKind::StartParameter("inline".to_owned()),
    };
    let answer = bot.answer_inline_query(query.id.clone(), results).button(button);
    answer.next_offset((first + 2).to_string()).cache_time(0)
}

/// Be asked who and where you are
#[command("who")]
fn who(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    let keys = [("My number", ButtonRequest::Contact), ("My place", ButtonRequest::Location)];
    let keys = keys.map(|(text, request)| KeyboardButton::new(text).request(request));
    let keyboard = KeyboardMarkup::new([keys.to_vec(), vec![KeyboardButton::new("Nothing")]]);
    let keyboard = keyboard.input_field_placeholder("Your choice".to_owned());
    bot.send_message(chat.id, "Who are you?").reply_markup(keyboard.resize_keyboard())
}

#[message(contact)]
fn called(contact: &Contact) -> String {
    format!("Thanks, {}", contact.phone_number)
}

#[message(location)]
fn placed(location: &Location) -> String {
    format!("At {:.1}", location.latitude)
}

/// Be asked for a name
#[command("name")]
fn name(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    let force = ForceReply::new().input_field_placeholder("First and last".to_owned());
    bot.send_message(chat.id, "Your name?").reply_markup(force)
}

/// Buy some tea
#[command("buy")]
fn buy(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    bot.send_invoice(chat.id, "Tea", "A cup of it", "tea", "XTR", [LabeledPrice::new("Tea", 3)])
}

#[on(pre_checkout_query)]
fn agree(query: &PreCheckoutQuery, bot: &Bot) -> impl IntoReply + use<> {
    bot.answer_pre_checkout_query(query.id.clone(), true)
}

/// Let the bot think until somebody writes
#[command("think")]
fn think(chat: &Chat, bot: &Bot) -> impl IntoReply + use<> {
    bot.send_chat_action(chat.id, ChatAction::Typing)
}

#[message(photo)]
fn seen(text: Option<&str>, photo: &[PhotoSize]) -> String {
    let width = photo.iter().map(|size| size.width).max().unwrap_or_default();
    format!("{width} wide, called {}", text.unwrap_or("nothing"))
}

#[on(chat_member)]
fn changed(change: &ChatMemberUpdated) -> String {
    format!("{} is {:?} now", change.new_chat_member.user.first_name, change.new_chat_member.status())
}

#[message]
fn echo(text: &str, message: &Message) -> String {
    match message.thread_id {
        Some(thread) => format!("In topic {thread}: {text}"),
        None => format!("You said: {text}"),
    }
}

pub(crate) fn app() -> App {
    App::new(handlers![
        formats, photo, album, note, vote, voted, search, who, called, placed, name, buy, agree, think, seen,
        changed, echo
    ])
}

#[tokio::main]
async fn main() -> pouch::Result<()> {
    app().run().await
}
