"""The bot of README.md, by aiogram."""

import asyncio
import os
from urllib.parse import urlsplit

from aiohttp import web
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup
from aiogram.types import InlineQueryResultArticle, InputMediaPhoto, InputTextMessageContent
from aiogram.webhook.aiohttp_server import SimpleRequestHandler

PICTURE = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
dispatcher = Dispatcher()


@dispatcher.message(Command("start"))
async def start(message):
    await message.answer(f"Hello, {message.from_user.first_name}!")


@dispatcher.message(Command("choose"))
async def choose(message):
    row = [InlineKeyboardButton(text=colour, callback_data=colour.lower()) for colour in ("Red", "Blue")]
    await message.answer("Red or blue?", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))


@dispatcher.callback_query()
async def chosen(query):
    await query.answer(f"You chose {query.data}")
    await query.message.edit_text(f"Chosen: {query.data}")


@dispatcher.edited_message()
async def edited(message):
    await message.answer(f"Now it says: {message.text}")


@dispatcher.message(Command("file"))
async def file(message):
    await message.answer_document(BufferedInputFile(b"Hello from a file", "hello.txt"), caption="For you")


@dispatcher.message(F.document)
async def received(message, bot):
    content = (await bot.download(message.document)).read()
    await message.answer(f"{message.document.file_name} has {len(content)} bytes")


@dispatcher.message(Command("album"))
async def album(message):
    await message.answer_media_group([
        InputMediaPhoto(media=BufferedInputFile(PICTURE, f"{name}.gif"), caption=name) for name in ("one", "two")
    ])


@dispatcher.message(Command("mark"))
async def mark(message):
    keyboard = lambda text: InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text=text, callback_data="x")]])
    sent = await message.answer("Marked", reply_markup=keyboard("before"))
    await sent.edit_reply_markup(reply_markup=keyboard("after"))


@dispatcher.message(Command("who"))
async def who(message, bot):
    chat = await bot.get_chat(message.chat.id)
    member = await bot.get_chat_member(message.chat.id, message.from_user.id)
    count = await bot.get_chat_member_count(message.chat.id)
    await message.answer(f"{chat.title}: {member.user.first_name} is {member.status}, {count} in all")


@dispatcher.inline_query()
async def search(query):
    content = InputTextMessageContent(message_text=f"found {query.query}")
    await query.answer([InlineQueryResultArticle(id="1", title="Found", input_message_content=content)], cache_time=0)


@dispatcher.message(Command("stumble"))
async def stumble(message, bot):
    bot.stumbles = getattr(bot, "stumbles", 0) + 1
    if bot.stumbles < 3:
        raise RuntimeError("not yet")
    await message.answer(f"Attempt {bot.stumbles}")


async def listen(bot):
    """An update is answered when its handler is done: with 500, if it fails."""
    address, secret = urlsplit(os.environ["BOT_WEBHOOK"]), os.environ["BOT_SECRET"]
    app = web.Application()
    handler = SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token=secret)
    handler.register(app, path=address.path)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, address.hostname, address.port).start()
    await bot.set_webhook(address.geturl(), secret_token=secret)
    await asyncio.Event().wait()


async def main():
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    await (listen(bot) if "BOT_WEBHOOK" in os.environ else dispatcher.start_polling(bot))


asyncio.run(main())
