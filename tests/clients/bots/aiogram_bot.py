"""The bot of README.md, by aiogram."""

import asyncio
import os

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

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


async def main():
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_URL"]))
    await dispatcher.start_polling(Bot(os.environ["BOT_TOKEN"], session=session))


asyncio.run(main())
