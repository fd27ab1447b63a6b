"""The bot of README.md, by pyTelegramBotAPI."""

import io
import os

import telebot
from telebot import apihelper
from telebot.types import InlineKeyboardButton, InlineKeyboardMarkup, InputFile

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


bot.infinity_polling()
