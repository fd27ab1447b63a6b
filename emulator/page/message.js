// One message as it looks in the conversation.

import { mosaic } from "./album.js";
import { act } from "./api.js";
import { avatar, clockTime, el, hue, icon, iconButton } from "./dom.js";
import { content, serviceText, summary } from "./content.js";
import { inlineKeyboard } from "./keyboards.js";
import { ask } from "./dialogs.js";
import { attempt, author, chatName, currentChat, isOwn, say, visibleChats, world } from "./state.js";

/** The element of a message or of an album's messages; `follows` means that the one before is of the same author. */
export function messageNode(messages, { follows, onReply, onEdit, onJump }) {
  const [message] = messages;
  const isAlbum = messages.length > 1;
  const service = serviceText(message);
  if (service) return el("div", { ...common(message), class: "service" }, service);
  const writer = author(message);
  const { type } = currentChat() ?? {};
  // A channel speaks with one voice; its posts have no sides.
  const isMine = isOwn(message) && type !== "channel";
  const isGroup = type !== "private";
  const bubble = el("div", { class: "bubble" },
    isGroup && !isMine && !follows && el("div", { class: `author ink-${hue(writer.id)}` }, writer.name, badge(message)),
    message.forward_origin && el("div", { class: "forwarded" }, `Forwarded from ${origin(message.forward_origin)}`),
    message.via_bot && el("div", { class: "forwarded" }, `via @${message.via_bot.username}`),
    quoted(message, onJump),
    isAlbum ? mosaic(messages, common) : content(message),
    messages.map(reactions),
    foot(messages[messages.length - 1]));
  const classes = ["message", isMine ? "mine" : "theirs", follows && "follows", isAlbum ? "album" : message.media_group_id && "in-album"];
  return el("article", { ...(isAlbum ? {} : common(message)), class: classes.filter(Boolean).join(" "), "aria-label": `${isMine ? "You" : writer.name}, ${clockTime(message.date)}` },
    isGroup && !isMine && (follows ? el("span", { class: "avatar-space" }) : avatar(writer.name, writer.id, "small")),
    el("div", { class: "column" },
      el("div", { class: "bubble-row" }, bubble, actions(message, onReply, onEdit)),
      inlineKeyboard(message)));
}

/** What an author is beside a person. */
function badge(message) {
  const title = message.author_signature ?? (message.sender_chat && message.sender_chat.id !== message.chat.id ? "channel" : null);
  return title && el("small", { class: "badge-note" }, title);
}

const common = (message) => ({ tabindex: "-1", dataset: { id: message.message_id } });

function quoted(message, onJump) {
  const answered = message.reply_to_message;
  // In a topic, every message answers the one that created it.
  if (!answered || answered.forum_topic_created) return null;
  const writer = author(answered);
  return el("button", { type: "button", class: `reply-quote edge-${hue(writer.id)}`, onclick: () => onJump(answered.message_id) },
    el("strong", { class: `ink-${hue(writer.id)}` }, writer.name), el("span", {}, message.quote?.text ?? summary(answered)));
}

function origin(origin) {
  const chat = origin.chat ?? origin.sender_chat;
  return origin.sender_user?.first_name ?? origin.sender_user_name ?? chat?.title ?? "somebody";
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return el("div", { class: "reactions" }, message.reactions.map(({ type, total_count: count }) => el("button",
    { type: "button", "aria-label": `${count} reacted with ${type.emoji}`, "aria-pressed": String(own.get(ownKey(message)) === type.emoji), onclick: () => react(message, type.emoji) }, `${type.emoji ?? "⭐"} ${count}`)));
}

/** What the speaking person reacted with, by person and message. */
const own = new Map();
const ownKey = (message) => `${world.me}:${message.chat.id}:${message.message_id}`;

/** Reacts, or takes the same reaction back. */
export function react(message, emoji) {
  const key = ownKey(message);
  const next = own.get(key) === emoji ? [] : [emoji];
  own.set(key, next[0]);
  return attempt(() => act(`chats/${message.chat.id}/messages/${message.message_id}/react`, { as: world.me, emoji: next }));
}

/** The reactions that are offered. */
const OFFERED = ["👍", "❤", "😁", "🎉", "🤔", "👎"];

function reactMenu(message) {
  const menu = el("div", { class: "menu", role: "group", "aria-label": "Reactions" },
    OFFERED.map((emoji) => el("button", { type: "button", onclick: () => choose(emoji) }, emoji)));
  const holder = el("details", { class: "menu-holder" }, el("summary", { class: "icon", title: "React", "aria-label": "React" }, icon("react")), menu);
  const choose = (emoji) => {
    holder.open = false;
    react(message, emoji);
  };
  return holder;
}

function remove(message) {
  return attempt(() => act(`chats/${message.chat.id}/messages/${message.message_id}/delete`, { as: isOwn(message) ? author(message).id : world.me }));
}

async function forward(message) {
  const chats = visibleChats().map((chat) => [chat.id, chatName(chat)]);
  const fields = await ask("Forward to", [{ name: "chat", label: "Chat", options: chats }], "Forward");
  if (!fields) return;
  const chat = world.chats.get(Number(fields.chat));
  const place = { chat_id: message.chat.id, message_id: message.message_id };
  const as = chat.type === "channel" ? chat.id : world.me;
  if (await attempt(() => act(`chats/${chat.id}/messages`, { as, forward: place }))) say("Forwarded");
}

function foot(message) {
  const time = new Date(message.date * 1000);
  return el("div", { class: "foot" },
    message.edit_date && el("span", {}, "edited"),
    el("time", { datetime: time.toISOString(), title: time.toLocaleString() }, clockTime(message.date)));
}

/** What can be done with a message: shown when it is pointed at or has the focus; the keyboard has R and E, too. */
function actions(message, onReply, onEdit) {
  return el("div", { class: "actions" },
    iconButton("reply", "Reply (R)", () => onReply(message)),
    reactMenu(message),
    iconButton("forward", "Forward", () => forward(message)),
    isEditable(message) && iconButton("edit", "Edit (E)", () => onEdit(message)),
    (isOwn(message) || message.chat.type === "private") && iconButton("close", "Delete", () => remove(message)));
}

/** Whether the speaking person may change a message's text or caption. */
export function isEditable(message) {
  return isOwn(message) && !message.forward_origin && !message.via_bot && (message.text !== undefined || CAPTIONED.some((kind) => message[kind]));
}

const CAPTIONED = ["photo", "video", "animation", "audio", "document", "voice"];
