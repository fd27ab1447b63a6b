// The bot of README.md, by grammY.

import { Bot, InlineKeyboard, InputFile } from "grammy";

const { BOT_API_URL: api, BOT_TOKEN: token } = process.env;
const bot = new Bot(token, { client: { apiRoot: api } });

bot.command("start", (ctx) => ctx.reply(`Hello, ${ctx.from.first_name}!`));

bot.command("choose", (ctx) => {
  const keyboard = new InlineKeyboard().text("Red", "red").text("Blue", "blue");
  return ctx.reply("Red or blue?", { reply_markup: keyboard });
});

bot.on("callback_query:data", async (ctx) => {
  await ctx.answerCallbackQuery(`You chose ${ctx.callbackQuery.data}`);
  await ctx.editMessageText(`Chosen: ${ctx.callbackQuery.data}`);
});

bot.on("edited_message:text", (ctx) => ctx.reply(`Now it says: ${ctx.editedMessage.text}`));

bot.command("file", (ctx) => {
  const file = new InputFile(Buffer.from("Hello from a file"), "hello.txt");
  return ctx.replyWithDocument(file, { caption: "For you" });
});

bot.on("message:document", async (ctx) => {
  const { file_path } = await ctx.getFile();
  const answer = await fetch(`${api}/file/bot${token}/${file_path}`);
  const content = await answer.arrayBuffer();
  await ctx.reply(`${ctx.message.document.file_name} has ${content.byteLength} bytes`);
});

await bot.start();
