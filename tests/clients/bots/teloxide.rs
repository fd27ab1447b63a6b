//! The bot of README.md, by teloxide.

use std::error::Error;

use teloxide::{
    net::Download,
    prelude::*,
    types::{Document, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, UpdateKind},
};

type Outcome = Result<(), Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Outcome {
    let api = std::env::var("BOT_API_URL")?.parse()?;
    let bot = Bot::new(std::env::var("BOT_TOKEN")?).set_api_url(api);
    let handlers = dptree::entry()
        .branch(Update::filter_message().endpoint(answer))
        .branch(Update::filter_edited_message().endpoint(edited))
        .branch(Update::filter_callback_query().endpoint(chosen))
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
