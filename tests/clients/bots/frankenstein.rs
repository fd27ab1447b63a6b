//! The bot of README.md, by frankenstein.

use std::{error::Error, path::PathBuf};

use frankenstein::{
    TelegramApi,
    client_ureq::Bot,
    methods::{
        AnswerCallbackQueryParams, EditMessageTextParams, GetFileParams, GetUpdatesParams,
        SendDocumentParams, SendMessageParams,
    },
    types::{
        CallbackQuery, Document, InlineKeyboardButton, InlineKeyboardMarkup, MaybeInaccessibleMessage,
        Message, ReplyMarkup,
    },
    updates::UpdateContent,
};

type Outcome = Result<(), Box<dyn Error>>;

/// What answers.
struct Robot {
    bot: Bot,
    /// Where files are; the client has no call for that.
    files: String,
}

fn main() -> Outcome {
    let (api, token) = (std::env::var("BOT_API_URL")?, std::env::var("BOT_TOKEN")?);
    let bot = Bot::new_url(format!("{api}/bot{token}"));
    let robot = Robot { bot, files: format!("{api}/file/bot{token}") };
    let mut params = GetUpdatesParams::builder().timeout(50).build();
    loop {
        for update in robot.bot.get_updates(&params)?.result {
            params.offset = Some(i64::from(update.update_id) + 1);
            robot.answer(update.content)?;
        }
    }
}

impl Robot {
    fn answer(&self, update: UpdateContent) -> Outcome {
        match update {
            UpdateContent::Message(message) => self.message(&message),
            UpdateContent::EditedMessage(message) => {
                self.say(&message, format!("Now it says: {}", message.text.as_deref().unwrap_or_default()))
            }
            UpdateContent::CallbackQuery(query) => self.chosen(*query),
            _ => Ok(()),
        }
    }

    fn message(&self, message: &Message) -> Outcome {
        match (message.text.as_deref(), &message.document) {
            (Some("/start"), _) => {
                let name = message.from.as_ref().map_or("?", |person| person.first_name.as_str());
                self.say(message, format!("Hello, {name}!"))
            }
            (Some("/choose"), _) => self.choose(message),
            (Some("/file"), _) => self.file(message),
            (_, Some(document)) => self.received(message, document),
            _ => Ok(()),
        }
    }

    fn say(&self, message: &Message, text: String) -> Outcome {
        let params = SendMessageParams::builder().chat_id(message.chat.id).text(text).build();
        self.bot.send_message(&params)?;
        Ok(())
    }

    fn choose(&self, message: &Message) -> Outcome {
        let row = ["Red", "Blue"].map(|colour| {
            InlineKeyboardButton::builder().text(colour).callback_data(colour.to_lowercase()).build()
        });
        let keyboard = InlineKeyboardMarkup::builder().inline_keyboard(vec![row.to_vec()]).build();
        let params = SendMessageParams::builder()
            .chat_id(message.chat.id)
            .text("Red or blue?")
            .reply_markup(ReplyMarkup::InlineKeyboardMarkup(keyboard))
            .build();
        self.bot.send_message(&params)?;
        Ok(())
    }

    fn chosen(&self, query: CallbackQuery) -> Outcome {
        let data = query.data.unwrap_or_default();
        let toast = AnswerCallbackQueryParams::builder()
            .callback_query_id(query.id)
            .text(format!("You chose {data}"))
            .build();
        self.bot.answer_callback_query(&toast)?;
        if let Some(MaybeInaccessibleMessage::Message(message)) = query.message {
            let edit = EditMessageTextParams::builder()
                .chat_id(message.chat.id)
                .message_id(message.message_id)
                .text(format!("Chosen: {data}"))
                .build();
            self.bot.edit_message_text(&edit)?;
        }
        Ok(())
    }

    fn file(&self, message: &Message) -> Outcome {
        let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/bots/hello.txt"));
        let params =
            SendDocumentParams::builder().chat_id(message.chat.id).document(file).caption("For you").build();
        self.bot.send_document(&params)?;
        Ok(())
    }

    fn received(&self, message: &Message, document: &Document) -> Outcome {
        let params = GetFileParams::builder().file_id(&document.file_id).build();
        let path = self.bot.get_file(&params)?.result.file_path.unwrap_or_default();
        let answer = self.bot.request_agent.get(format!("{}/{path}", self.files)).call()?;
        let content = answer.into_body().read_to_vec()?;
        let name = document.file_name.as_deref().unwrap_or("?");
        self.say(message, format!("{name} has {} bytes", content.len()))
    }
}
