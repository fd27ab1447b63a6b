//! The bot of README.md, by teloxide.

use std::error::Error;

use teloxide::{
    net::Download,
    prelude::*,
    types::{
        Document, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputFile,
        InputMedia, InputMediaPhoto, InputMessageContent, InputMessageContentText, UpdateKind,
    },
};

/// A picture of one pixel.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\
    \x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome {
    let api = std::env::var("BOT_API_URL")?.parse()?;
    let bot = Bot::new(std::env::var("BOT_TOKEN")?).set_api_url(api);
    let handlers = dptree::entry()
        .branch(Update::filter_message().endpoint(answer))
        .branch(Update::filter_edited_message().endpoint(edited))
        .branch(Update::filter_callback_query().endpoint(chosen))
        .branch(Update::filter_inline_query().endpoint(search))
        // The other clients stop by themselves at what they cannot read; teloxide passes over it.
        .branch(
            dptree::filter(|update: Update| matches!(update.kind, UpdateKind::Error(_))).endpoint(give_up),
        );
    Dispatcher::builder(bot, handlers).build().dispatch().await;
    Ok(())
}

async fn give_up(update: Update) -> Outcome {
    println!("unreadable: {update:?}");
    std::process::exit(1)
}

async fn answer(bot: Bot, message: Message) -> Outcome {
    match (message.text(), message.document()) {
        (Some("/start"), _) => start(&bot, &message).await,
        (Some("/choose"), _) => choose(&bot, &message).await,
        (Some("/file"), _) => file(&bot, &message).await,
        (Some("/album"), _) => album(&bot, &message).await,
        (Some("/mark"), _) => mark(&bot, &message).await,
        (Some("/who"), _) => who(&bot, &message).await,
        (_, Some(document)) => received(&bot, &message, document).await,
        _ => Ok(()),
    }
}

async fn start(bot: &Bot, message: &Message) -> Outcome {
    let name = message.from.as_ref().map_or("?", |person| person.first_name.as_str());
    bot.send_message(message.chat.id, format!("Hello, {name}!")).await?;
    Ok(())
}

async fn choose(bot: &Bot, message: &Message) -> Outcome {
    let row = ["Red", "Blue"].map(|colour| InlineKeyboardButton::callback(colour, colour.to_lowercase()));
    let keyboard = InlineKeyboardMarkup::new([row]);
    bot.send_message(message.chat.id, "Red or blue?").reply_markup(keyboard).await?;
    Ok(())
}

async fn chosen(bot: Bot, query: CallbackQuery) -> Outcome {
    let data = query.data.unwrap_or_default();
    bot.answer_callback_query(query.id).text(format!("You chose {data}")).await?;
    if let Some(message) = query.message {
        bot.edit_message_text(message.chat().id, message.id(), format!("Chosen: {data}")).await?;
    }
    Ok(())
}

async fn edited(bot: Bot, message: Message) -> Outcome {
    let text = message.text().unwrap_or_default();
    bot.send_message(message.chat.id, format!("Now it says: {text}")).await?;
    Ok(())
}

async fn file(bot: &Bot, message: &Message) -> Outcome {
    let file = InputFile::memory("Hello from a file").file_name("hello.txt");
    bot.send_document(message.chat.id, file).caption("For you").await?;
    Ok(())
}

async fn received(bot: &Bot, message: &Message, document: &Document) -> Outcome {
    let file = bot.get_file(document.file.id.clone()).await?;
    let mut content = Vec::new();
    bot.download_file(&file.path, &mut content).await?;
    let name = document.file_name.as_deref().unwrap_or("?");
    bot.send_message(message.chat.id, format!("{name} has {} bytes", content.len())).await?;
    Ok(())
}

async fn album(bot: &Bot, message: &Message) -> Outcome {
    let pictures = ["one", "two"].map(|name| {
        let file = InputFile::memory(PICTURE).file_name(format!("{name}.gif"));
        InputMedia::Photo(InputMediaPhoto::new(file).caption(name))
    });
    bot.send_media_group(message.chat.id, pictures).await?;
    Ok(())
}

async fn mark(bot: &Bot, message: &Message) -> Outcome {
    let keyboard = |label: &str| InlineKeyboardMarkup::new([[InlineKeyboardButton::callback(label, "x")]]);
    let sent = bot.send_message(message.chat.id, "Marked").reply_markup(keyboard("before")).await?;
    bot.edit_message_reply_markup(sent.chat.id, sent.id).reply_markup(keyboard("after")).await?;
    Ok(())
}

async fn who(bot: &Bot, message: &Message) -> Outcome {
    let Some(person) = &message.from else { return Ok(()) };
    let chat = bot.get_chat(message.chat.id).await?;
    let member = bot.get_chat_member(chat.id, person.id).await?;
    let count = bot.get_chat_member_count(chat.id).await?;
    let (title, name) = (chat.title().unwrap_or("?"), &member.user.first_name);
    let status = format!("{:?}", member.status()).to_lowercase();
    bot.send_message(chat.id, format!("{title}: {name} is {status}, {count} in all")).await?;
    Ok(())
}

async fn search(bot: Bot, query: InlineQuery) -> Outcome {
    let content = InputMessageContentText::new(format!("found {}", query.query));
    let result = InlineQueryResultArticle::new("1", "Found", InputMessageContent::Text(content));
    bot.answer_inline_query(query.id, [result.into()]).cache_time(0).await?;
    Ok(())
}
