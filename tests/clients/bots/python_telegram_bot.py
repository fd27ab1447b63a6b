"""The bot of README.md, by python-telegram-bot."""

import os

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

API = os.environ["BOT_API_URL"]


async def start(update, _):
    await update.message.reply_text(f"Hello, {update.effective_user.first_name}!")


async def choose(update, _):
    row = [InlineKeyboardButton(colour, callback_data=colour.lower()) for colour in ("Red", "Blue")]
    await update.message.reply_text("Red or blue?", reply_markup=InlineKeyboardMarkup([row]))


async def chosen(update, _):
    await update.callback_query.answer(f"You chose {update.callback_query.data}")
    await update.callback_query.edit_message_text(f"Chosen: {update.callback_query.data}")


async def edited(update, _):
    await update.edited_message.reply_text(f"Now it says: {update.edited_message.text}")


async def file(update, _):
    await update.message.reply_document(b"Hello from a file", filename="hello.txt", caption="For you")


async def received(update, _):
    document = update.message.document
    content = await (await document.get_file()).download_as_bytearray()
    await update.message.reply_text(f"{document.file_name} has {len(content)} bytes")


bot = Application.builder().token(os.environ["BOT_TOKEN"])
bot = bot.base_url(f"{API}/bot").base_file_url(f"{API}/file/bot").build()
bot.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited))
bot.add_handler(CommandHandler("start", start))
bot.add_handler(CommandHandler("choose", choose))
bot.add_handler(CommandHandler("file", file))
bot.add_handler(CallbackQueryHandler(chosen))
bot.add_handler(MessageHandler(filters.Document.ALL, received))
bot.run_polling()
