"""The bot of README.md, by pyTelegramBotAPI."""

import io
import os

import telebot
from telebot import apihelper
from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup, InputFile
from telebot.types import InlineQueryResultArticle, InputMediaPhoto, InputTextMessageContent

PICTURE = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
API = os.environ["BOT_API_URL"]
apihelper.API_URL = API + "/bot{0}/{1}"
apihelper.FILE_URL = API + "/file/bot{0}/{1}"
bot = telebot.TeleBot(os.environ["BOT_TOKEN"])


@bot.message_handler(commands=["start"])
def start(message):
    bot.send_message(message.chat.id, f"Hello, {message.from_user.first_name}!")


@bot.message_handler(commands=["choose"])
def choose(message):
    row = [InlineKeyboardButton(colour, callback_data=colour.lower()) for colour in ("Red", "Blue")]
    bot.send_message(message.chat.id, "Red or blue?", reply_markup=InlineKeyboardMarkup([row]))


@bot.callback_query_handler(func=lambda query: True)
def chosen(query):
    bot.answer_callback_query(query.id, f"You chose {query.data}")
    bot.edit_message_text(f"Chosen: {query.data}", query.message.chat.id, query.message.message_id)


@bot.edited_message_handler(func=lambda message: True)
def edited(message):
    bot.send_message(message.chat.id, f"Now it says: {message.text}")


@bot.message_handler(commands=["file"])
def file(message):
    content = InputFile(io.BytesIO(b"Hello from a file"), "hello.txt")
    bot.send_document(message.chat.id, content, caption="For you")


@bot.message_handler(content_types=["document"])
def received(message):
    content = bot.download_file(bot.get_file(message.document.file_id).file_path)
    bot.send_message(message.chat.id, f"{message.document.file_name} has {len(content)} bytes")


@bot.message_handler(commands=["album"])
def album(message):
    pictures = [InputMediaPhoto(InputFile(io.BytesIO(PICTURE), f"{name}.gif"), caption=name) for name in ("one", "two")]
    bot.send_media_group(message.chat.id, pictures)


@bot.message_handler(commands=["mark"])
def mark(message):
    keyboard = lambda text: InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data="x")]])
    sent = bot.send_message(message.chat.id, "Marked", reply_markup=keyboard("before"))
    bot.edit_message_reply_markup(message.chat.id, sent.message_id, reply_markup=keyboard("after"))


@bot.message_handler(commands=["who"])
def who(message):
    chat = bot.get_chat(message.chat.id)
    member = bot.get_chat_member(message.chat.id, message.from_user.id)
    count = bot.get_chat_member_count(message.chat.id)
    bot.send_message(message.chat.id, f"{chat.title}: {member.user.first_name} is {member.status}, {count} in all")


@bot.inline_handler(func=lambda query: True)
def search(query):
    content = InputTextMessageContent(f"found {query.query}")
    bot.answer_inline_query(query.id, [InlineQueryResultArticle("1", "Found", content)], cache_time=0)


bot.infinity_polling()
