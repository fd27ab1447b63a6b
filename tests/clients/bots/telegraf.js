// The bot of README.md, by telegraf.

import { Markup, Telegraf } from "telegraf";
import { message } from "telegraf/filters";

const picture = Buffer.from("R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAkQBADs=", "base64");
const bot = new Telegraf(process.env.BOT_TOKEN, { telegram: { apiRoot: process.env.BOT_API_URL } });

bot.start((ctx) => ctx.reply(`Hello, ${ctx.from.first_name}!`));

bot.command("choose", (ctx) => {
  const row = [Markup.button.callback("Red", "red"), Markup.button.callback("Blue", "blue")];
  return ctx.reply("Red or blue?", Markup.inlineKeyboard(row));
});

bot.on("callback_query", async (ctx) => {
  await ctx.answerCbQuery(`You chose ${ctx.callbackQuery.data}`);
  await ctx.editMessageText(`Chosen: ${ctx.callbackQuery.data}`);
});

bot.on("edited_message", (ctx) => ctx.reply(`Now it says: ${ctx.editedMessage.text}`));

bot.command("file", (ctx) => {
  const source = Buffer.from("Hello from a file");
  return ctx.replyWithDocument({ source, filename: "hello.txt" }, { caption: "For you" });
});

bot.on(message("document"), async (ctx) => {
  const { file_id, file_name } = ctx.message.document;
  const answer = await fetch(await ctx.telegram.getFileLink(file_id));
  const content = await answer.arrayBuffer();
  await ctx.reply(`${file_name} has ${content.byteLength} bytes`);
});

bot.command("album", (ctx) => ctx.replyWithMediaGroup(["one", "two"].map((caption) =>
  ({ type: "photo", media: { source: picture, filename: `${caption}.gif` }, caption }))));

bot.command("mark", async (ctx) => {
  const keyboard = (text) => Markup.inlineKeyboard([Markup.button.callback(text, "x")]);
  const sent = await ctx.reply("Marked", keyboard("before"));
  await ctx.telegram.editMessageReplyMarkup(sent.chat.id, sent.message_id, undefined, keyboard("after").reply_markup);
});

bot.command("who", async (ctx) => {
  const [chat, member, count] = [await ctx.getChat(), await ctx.getChatMember(ctx.from.id), await ctx.getChatMembersCount()];
  await ctx.reply(`${chat.title}: ${member.user.first_name} is ${member.status}, ${count} in all`);
});

bot.on("inline_query", (ctx) => ctx.answerInlineQuery([
  { type: "article", id: "1", title: "Found", input_message_content: { message_text: `found ${ctx.inlineQuery.query}` } },
], { cache_time: 0 }));

await bot.launch();
