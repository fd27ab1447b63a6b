//! The bot of README.md, by frankenstein.

use std::{error::Error, path::PathBuf};

use frankenstein::{
    TelegramApi,
    client_ureq::Bot,
    inline_mode::{
        InlineQuery, InlineQueryResult, InlineQueryResultArticle, InputMessageContent,
        InputTextMessageContent,
    },
    input_media::{InputMediaPhoto, MediaGroupInputMedia},
    methods::{
        AnswerCallbackQueryParams, AnswerInlineQueryParams, EditMessageReplyMarkupParams,
        EditMessageTextParams, GetChatMemberCountParams, GetChatMemberParams, GetChatParams, GetFileParams,
        GetUpdatesParams, SendDocumentParams, SendMediaGroupParams, SendMessageParams,
    },
    types::{
        CallbackQuery, ChatMember, Document, InlineKeyboardButton, InlineKeyboardMarkup,
        MaybeInaccessibleMessage, Message, ReplyMarkup,
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
            UpdateContent::InlineQuery(query) => self.search(&query),
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
            (Some("/album"), _) => self.album(message),
            (Some("/mark"), _) => self.mark(message),
            (Some("/who"), _) => self.who(message),
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

    fn album(&self, message: &Message) -> Outcome {
        let pictures = ["one", "two"].map(|name| {
            let file = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/bots/pixel.gif"));
            MediaGroupInputMedia::Photo(InputMediaPhoto::builder().media(file).caption(name).build())
        });
        let params =
            SendMediaGroupParams::builder().chat_id(message.chat.id).media(pictures.to_vec()).build();
        self.bot.send_media_group(&params)?;
        Ok(())
    }

    fn mark(&self, message: &Message) -> Outcome {
        let keyboard = |label: &str| {
            let button = InlineKeyboardButton::builder().text(label).callback_data("x").build();
            InlineKeyboardMarkup::builder().inline_keyboard(vec![vec![button]]).build()
        };
        let params = SendMessageParams::builder()
            .chat_id(message.chat.id)
            .text("Marked")
            .reply_markup(ReplyMarkup::InlineKeyboardMarkup(keyboard("before")))
            .build();
        let sent = self.bot.send_message(&params)?.result;
        let edit = EditMessageReplyMarkupParams::builder()
            .chat_id(sent.chat.id)
            .message_id(sent.message_id)
            .reply_markup(keyboard("after"))
            .build();
        self.bot.edit_message_reply_markup(&edit)?;
        Ok(())
    }

    fn who(&self, message: &Message) -> Outcome {
        let (chat, Some(person)) = (message.chat.id, &message.from) else { return Ok(()) };
        let title = self.bot.get_chat(&GetChatParams::builder().chat_id(chat).build())?.result.title;
        let member = GetChatMemberParams::builder().chat_id(chat).user_id(person.id).build();
        let ChatMember::Member(member) = self.bot.get_chat_member(&member)?.result else { return Ok(()) };
        let count = GetChatMemberCountParams::builder().chat_id(chat).build();
        let count = self.bot.get_chat_member_count(&count)?.result;
        let (title, name) = (title.unwrap_or_default(), member.user.first_name);
        self.say(message, format!("{title}: {name} is member, {count} in all"))
    }

    fn search(&self, query: &InlineQuery) -> Outcome {
        let content =
            InputTextMessageContent::builder().message_text(format!("found {}", query.query)).build();
        let result = InlineQueryResultArticle::builder()
            .id("1")
            .title("Found")
            .input_message_content(InputMessageContent::Text(content))
            .build();
        let answer = AnswerInlineQueryParams::builder()
            .inline_query_id(&query.id)
            .results(vec![InlineQueryResult::Article(result)])
            .cache_time(0_u32)
            .build();
        self.bot.answer_inline_query(&answer)?;
        Ok(())
    }
}
