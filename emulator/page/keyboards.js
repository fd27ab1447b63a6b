// Keyboards: buttons below a message, and buttons instead of the person's own keyboard.

import { act, read } from "./api.js";
import { beginInline } from "./composer.js";
import { el, icon } from "./dom.js";
import { visit } from "./entities.js";
import { showAlert } from "./dialogs.js";
import { attempt, author, press, say, world } from "./state.js";

/** The inline keyboard of a message, or null. */
export function inlineKeyboard(message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const button = (given, row, column) => el("button",
    { type: "button", class: "key", onclick: (event) => use(event.currentTarget, message, given, row, column) },
    el("span", {}, given.text), hint(given));
  return el("div", { class: "inline-keyboard", role: "group", "aria-label": "Buttons of the message" },
    rows.map((keys, row) => el("div", { class: "key-row" }, keys.map((key, column) => button(key, row, column)))));
}

function hint(button) {
  if (button.url || button.login_url) return el("small", {}, "↗");
  if (button.web_app) return el("small", {}, "app");
  if (button.copy_text) return el("small", {}, "copy");
  if (button.pay) return el("small", {}, "pay");
  return null;
}

async function use(node, message, button, row, column) {
  if (button.callback_data !== undefined || button.callback_game) return spin(node, message, row, column);
  if (button.url) return visit(button.url);
  if (button.login_url) return visit(button.login_url.url);
  if (button.web_app) return visit(button.web_app.url);
  if (button.pay) return pay(node, message);
  const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
  if (query !== undefined) return beginInline(query);
  if (button.copy_text) {
    await attempt(() => navigator.clipboard.writeText(button.copy_text.text));
    return say("Copied");
  }
  return say("This kind of button is unknown here");
}

/** Pays an invoice with money that nobody has; the bot has to agree. */
export async function pay(node, message) {
  node.setAttribute("aria-busy", "true");
  const result = await attempt(async () => {
    const { payment_id: id } = await act(`chats/${message.chat.id}/messages/${message.message_id}/pay`, { as: world.me });
    return read(`payments/${id}?wait=15`);
  });
  node.removeAttribute("aria-busy");
  if (!result) return;
  if (!result.outcome) say("The bot did not agree to the payment in time", "trouble");
  else if (!result.outcome.is_paid) showAlert("Not paid", result.outcome.reason);
  else say("Paid");
}

/** Presses a button, which spins until the bot answers. */
async function spin(node, message, row, column) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  const answer = await attempt(() => press(message, row, column));
  node.removeAttribute("aria-busy");
  if (answer === null) say("The bot did not answer the button for 30 seconds", "trouble");
  if (!answer) return;
  if (answer.url) visit(answer.url);
  if (answer.text && answer.is_alert) showAlert(world.bot.first_name, answer.text);
  else if (answer.text) say(answer.text);
}

/** What the bot's latest message with a keyboard leaves for a person: a keyboard, a forced reply, or nothing. */
export function activeMarkup(chat) {
  for (const message of [...chat.messages.values()].reverse()) {
    const markup = message.reply_markup;
    if (!markup || markup.inline_keyboard || !isFor(markup, message)) continue;
    if (markup.remove_keyboard) return null;
    return { message, markup };
  }
  return null;
}

/** Whether a keyboard is meant for the speaking person: a selective one only for who is mentioned or replied to. */
function isFor(markup, message) {
  if (!markup.selective) return true;
  const mentions = (message.entities ?? []).some((entity) => entity.user?.id === world.me);
  return mentions || (message.reply_to_message && author(message.reply_to_message).id === world.me);
}

/** The reply keyboard's element. `onText` gets a plain button's text, `onRequest` any other button. */
export function replyKeyboard({ markup }, { onText, onRequest }) {
  const button = (given) => {
    const key = typeof given === "string" ? { text: given } : given;
    const isPlain = !Object.keys(key).some((field) => field.startsWith("request_") || field === "web_app");
    return el("button", { type: "button", class: "key", onclick: () => (isPlain ? onText(key.text) : onRequest(key)) },
      key.request_contact && icon("people"), key.request_location && icon("place"), el("span", {}, key.text));
  };
  return el("div", { class: `reply-keyboard ${markup.resize_keyboard ? "is-small" : ""}`, role: "group", "aria-label": "The bot's keyboard" },
    markup.keyboard.map((row) => el("div", { class: "key-row" }, row.map(button))));
}
