"""The bot of README.md, by python-telegram-bot."""

import os
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import InlineQueryResultArticle, InputMediaPhoto, InputTextMessageContent, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, InlineQueryHandler, MessageHandler, filters

PICTURE = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
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


async def album(update, _):
    await update.message.reply_media_group(
        [InputMediaPhoto(PICTURE, caption=name, filename=f"{name}.gif") for name in ("one", "two")]
    )


async def mark(update, _):
    keyboard = lambda text: InlineKeyboardMarkup([[InlineKeyboardButton(text, callback_data="x")]])
    sent = await update.message.reply_text("Marked", reply_markup=keyboard("before"))
    await sent.edit_reply_markup(keyboard("after"))


async def who(update, context):
    chat = await context.bot.get_chat(update.effective_chat.id)
    member = await chat.get_member(update.effective_user.id)
    count = await chat.get_member_count()
    await update.message.reply_text(f"{chat.title}: {member.user.first_name} is {member.status}, {count} in all")


async def search(update, _):
    content = InputTextMessageContent(f"found {update.inline_query.query}")
    await update.inline_query.answer([InlineQueryResultArticle("1", "Found", content)], cache_time=0)


bot = Application.builder().token(os.environ["BOT_TOKEN"])
bot = bot.base_url(f"{API}/bot").base_file_url(f"{API}/file/bot").build()
bot.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, edited))
bot.add_handler(CommandHandler("start", start))
bot.add_handler(CommandHandler("choose", choose))
bot.add_handler(CommandHandler("file", file))
bot.add_handler(CommandHandler("album", album))
bot.add_handler(CommandHandler("mark", mark))
bot.add_handler(CommandHandler("who", who))
bot.add_handler(InlineQueryHandler(search))
bot.add_handler(CallbackQueryHandler(chosen))
bot.add_handler(MessageHandler(filters.Document.ALL, received))
if "BOT_WEBHOOK" in os.environ:
    address = urlsplit(os.environ["BOT_WEBHOOK"])
    bot.run_webhook(
        listen=address.hostname, port=address.port, url_path=address.path, webhook_url=address.geturl(),
        secret_token=os.environ["BOT_SECRET"], allowed_updates=Update.ALL_TYPES,
    )
else:
    bot.run_polling(allowed_updates=Update.ALL_TYPES)
