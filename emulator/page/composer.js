// Where the person writes.

import { act } from "./api.js";
import { attachMenu, fulfil, voiceChoice } from "./attach.js";
import { completion } from "./commands.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { inlineResults } from "./inline.js";
import { activeMarkup, replyKeyboard } from "./keyboards.js";
import { summary } from "./content.js";
import { isEditable } from "./message.js";
import { GENERAL, attempt, author, currentChat, personName, speakFor, voice, voicesFor, watch, world } from "./state.js";

/** The greatest height of the field, in pixels. */
const TALLEST = 180;

/** What is being written: a reply or an edit of a message, or neither. */
let aim = null;
/** Drafts by `person:chat`. */
const drafts = new Map();
let place = "";
/** The message whose keyboard or forced reply the person closed. */
let closed = null;
let commands;
let inline;

export function startComposer() {
  const draft = el("textarea", {
    id: "draft", rows: 1, maxlength: 4096, "aria-label": "Message", placeholder: "Message", autocomplete: "off", dir: "auto",
    oninput: changed, onkeydown: pressed,
  });
  commands = completion(draft, send);
  inline = inlineResults(draft, () => {
    draft.value = "";
    changed();
    draft.focus();
  });
  const attachments = attachMenu(deliver, { take: takeDraft, putBack: (text) => setDraft(text) });
  byId("composer").append(el("div", { id: "aim", class: "aim", hidden: true }), commands.list, inline.list, attachments.list,
    el("form", { class: "draft-row", onsubmit: (event) => { event.preventDefault(); send(draft.value); } },
      iconButton("slash", "Commands of the bot", commands.toggle, { id: "show-commands" }),
      attachments.button, attachments.file,
      draft,
      iconButton("keyboard", "Keyboard of the bot", toggleKeyboard, { id: "show-keyboard", hidden: true }),
      el("button", { type: "submit", class: "send", "aria-label": "Send", title: "Send (Enter)" }, icon("send"))),
    el("div", { id: "keyboard" }),
    el("p", { class: "hint" }, "as ", el("span", { id: "hint" }), el("select", { id: "voice", "aria-label": "Write as", hidden: true })));
  watch((change) => {
    if (["all", "me", "opened"].includes(change)) changePlace();
    if (["all", "me", "opened", "message", "edited", "deleted", "chat"].includes(change)) showMarkup();
    if (["all", "me", "opened", "chat", "person"].includes(change)) showVoice();
  });
}

/** Keeps each person's draft of each chat. */
function changePlace() {
  const next = `${world.me}:${world.chat}`;
  if (next === place) return;
  drafts.set(place, byId("draft").value);
  place = next;
  setAim(null);
  byId("draft").value = drafts.get(place) ?? "";
  changed();
}

export function beginReply(message) {
  setAim({ kind: "reply", message });
  byId("draft").focus();
}

export function beginEdit(message) {
  setAim({ kind: "edit", message });
  byId("draft").value = message.text ?? message.caption ?? "";
  changed();
  byId("draft").focus();
}

function setAim(next) {
  if (aim?.kind === "edit" && next === null) byId("draft").value = "";
  aim = next;
  const banner = byId("aim");
  banner.hidden = aim === null;
  if (!aim) return banner.replaceChildren();
  const title = aim.kind === "edit" ? "Edit" : `Reply to ${author(aim.message).name}`;
  return banner.replaceChildren(icon(aim.kind), el("span", {}, el("strong", {}, title), el("span", {}, summary(aim.message))),
    iconButton("close", "Cancel (Esc)", cancelAim));
}

function cancelAim() {
  closed = aim?.message ?? closed;
  setAim(null);
  changed();
  byId("draft").focus();
}

/** Shows the bot's keyboard, or obeys its forced reply. */
function showMarkup() {
  const chat = currentChat();
  const found = chat && activeMarkup(chat);
  const isKeyboard = Boolean(found?.markup.keyboard);
  const isClosed = found?.message === closed;
  byId("show-keyboard").hidden = !isKeyboard;
  byId("show-keyboard").setAttribute("aria-expanded", String(isKeyboard && !isClosed));
  const keyboard = isKeyboard && !isClosed ? [replyKeyboard(found, { onText: (text) => sendKey(found, text), onRequest: (key) => useKey(found, key) })] : [];
  byId("keyboard").replaceChildren(...keyboard);
  const isForced = Boolean(found?.markup.force_reply) && !hasReply(chat, found.message);
  if (isForced && !isClosed && aim?.message !== found.message) setAim({ kind: "reply", message: found.message });
  const text = (isForced || isKeyboard) && found.markup.input_field_placeholder;
  byId("draft").placeholder = text || (chat?.type === "channel" ? "Post in the channel" : "Message");
}

/** In whose name the person writes: a choice where there is one. */
function showVoice() {
  const voices = voicesFor(currentChat());
  byId("voice").hidden = voices.length === 0;
  byId("hint").textContent = voices.length ? "" : currentChat()?.type === "channel" ? currentChat().title : personName(world.people.get(world.me));
  voiceChoice(voices, voice(), speakFor);
}

/** Whether the person has answered a message that forces a reply. */
function hasReply(chat, message) {
  return [...chat.messages.values()].some((other) => other.reply_to_message?.message_id === message.message_id && author(other).id === world.me);
}

function toggleKeyboard() {
  const found = activeMarkup(currentChat());
  closed = found?.message === closed ? null : found?.message;
  showMarkup();
}

/** A pressed key of the bot's keyboard sends its text. */
async function sendKey(found, text) {
  if (found.markup.one_time_keyboard) closed = found.message;
  const isGroup = currentChat().type !== "private";
  await deliver(isGroup ? { text, reply_to_message_id: found.message.message_id } : { text });
  showMarkup();
}

/** A key that asks for more than a text. */
async function useKey(found, key) {
  if (await fulfil(key, deliver)) {
    if (found.markup.one_time_keyboard) closed = found.message;
    showMarkup();
  }
}

async function send(text) {
  if (!text.trim()) return;
  const aimed = aim;
  byId("draft").value = "";
  setAim(null);
  changed();
  const done = aimed?.kind === "edit"
    ? await attempt(() => act(`chats/${world.chat}/messages/${aimed.message.message_id}`, { as: author(aimed.message).id, text }))
    : await deliver({ text, ...(aimed ? { reply_to_message_id: aimed.message.message_id } : {}) });
  if (done || byId("draft").value) return;
  // Nothing that was typed is lost by a refusal.
  if (aimed) setAim(aimed);
  setDraft(text);
}

function setDraft(text) {
  byId("draft").value = text;
  changed();
}

function takeDraft() {
  const text = byId("draft").value.trim();
  setDraft("");
  return text;
}

function deliver(fields) {
  return attempt(() => act(`chats/${world.chat}/messages`, { as: voice(), ...topic(), ...fields }));
}

/** The topic that is open in a forum. */
const topic = () => (world.topic && world.topic !== GENERAL ? { message_thread_id: world.topic } : {});

/** The field grows with its text. */
function changed() {
  const draft = byId("draft");
  draft.style.height = "auto";
  // The borders are part of the height, but not of the scroll height.
  draft.style.height = `${Math.min(draft.scrollHeight + 2, TALLEST)}px`;
  draft.style.overflowY = draft.scrollHeight + 2 > TALLEST ? "auto" : "hidden";
  commands.update();
  inline.update();
}

/** Begins an inline query in the field, as some buttons do. */
export function beginInline(query) {
  byId("draft").value = `@${world.bot.username} ${query}`;
  byId("draft").focus();
  changed();
}

function pressed(event) {
  if (event.isComposing || commands.pressed(event) || inline.pressed(event)) return;
  if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    send(byId("draft").value);
  } else if (event.key === "Escape" && aim) cancelAim();
  else if (event.key === "ArrowUp" && byId("draft").value === "") editLast(event);
}

function editLast(event) {
  const mine = [...(currentChat()?.messages.values() ?? [])].filter(isEditable);
  if (mine.length === 0) return;
  event.preventDefault();
  beginEdit(mine[mine.length - 1]);
}
