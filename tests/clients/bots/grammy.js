// The bot of README.md, by grammY.

import { once } from "node:events";
import { createServer } from "node:http";

import { Bot, InlineKeyboard, InputFile, webhookCallback } from "grammy";

const { BOT_API_URL: api, BOT_TOKEN: token } = process.env;
const picture = Buffer.from("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=", "base64");
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

bot.command("album", (ctx) => ctx.replyWithMediaGroup(["one", "two"].map((caption) =>
  ({ type: "photo", media: new InputFile(picture, `${caption}.gif`), caption }))));

bot.command("mark", async (ctx) => {
  const keyboard = (text) => new InlineKeyboard().text(text, "x");
  const sent = await ctx.reply("Marked", { reply_markup: keyboard("before") });
  await ctx.api.editMessageReplyMarkup(sent.chat.id, sent.message_id, { reply_markup: keyboard("after") });
});

bot.command("who", async (ctx) => {
  const [chat, member, count] = [await ctx.getChat(), await ctx.getChatMember(ctx.from.id), await ctx.getChatMemberCount()];
  await ctx.reply(`${chat.title}: ${member.user.first_name} is ${member.status}, ${count} in all`);
});

bot.on("inline_query", (ctx) => ctx.answerInlineQuery([
  { type: "article", id: "1", title: "Found", input_message_content: { message_text: `found ${ctx.inlineQuery.query}` } },
], { cache_time: 0 }));

let stumbles = 0;
bot.command("stumble", (ctx) => {
  stumbles += 1;
  if (stumbles < 3) throw new Error("not yet");
  return ctx.reply(`Attempt ${stumbles}`);
});

/** An update is answered when its handler is done: with 500, if it fails. */
async function listen(address, secret) {
  const handle = webhookCallback(bot, "http", { secretToken: secret });
  const server = createServer((request, response) => handle(request, response).catch(() => response.writeHead(500).end()));
  await once(server.listen(address.port, address.hostname), "listening");
  await bot.api.setWebhook(address.href, { secret_token: secret });
}

const { BOT_WEBHOOK: webhook, BOT_SECRET: secret } = process.env;
await (webhook ? listen(new URL(webhook), secret) : bot.start());
