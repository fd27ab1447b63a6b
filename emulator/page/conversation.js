// The open chat: its head and its messages.

import { isTile } from "./album.js";
import { act } from "./api.js";
import { beginEdit, beginReply } from "./composer.js";
import { byId, dayName, el, hue, icon, initials } from "./dom.js";
import { isEditable, messageNode } from "./message.js";
import { ask } from "./dialogs.js";
import { summary } from "./content.js";
import { showMembers } from "./members.js";
import { attempt, author, chatName, currentChat, isGone, isOpenHere, markRead, open, say, topics, watch, world } from "./state.js";

/** Messages of one author within this time stand together, in seconds. */
const TOGETHER = 300;
/** Within so many pixels of the end, the log follows new messages. */
const NEAR_END = 120;

const log = () => byId("log");
/** Elements by message id. */
let nodes = new Map();

export function startConversation() {
  log().addEventListener("keydown", moveAmongMessages);
  followEnd();
  watch((change, entry) => {
    if (["all", "me", "opened", "voice"].includes(change)) showAll();
    if (["chat", "action"].includes(change)) showHead();
    if (change === "chat" && entry.chat.id === world.chat) showAll();
    if (change === "message" && isOpenHere(entry.message) && !isGone(currentChat())) append(entry.message);
    if (change === "edited" && entry.message.chat.id === world.chat) replace(entry.message);
    if (change === "deleted" && entry.chat_id === world.chat) showAll();
  });
}

function showAll() {
  nodes = new Map();
  const chat = currentChat();
  const items = [];
  let before = null;
  for (const messages of together(shownMessages(chat))) {
    items.push(...withDay(messages, before));
    before = messages[messages.length - 1];
  }
  log().replaceChildren(...(items.length ? items : [emptyNote(chat)]));
  log().scrollTop = log().scrollHeight;
  if (chat) markRead(chat);
  showHead();
}

/** The messages of what is open, as far as the speaking person may see them. */
function shownMessages(chat) {
  return chat && !isGone(chat) ? [...chat.messages.values()].filter(isOpenHere) : [];
}

function emptyNote(chat) {
  const hint = chat && isGone(chat) ? "You are not in this chat." : chat?.type === "private" ? "Say something to the bot, for example /help." : "Nobody has said anything here.";
  return el("div", { class: "empty" }, el("img", { src: "/page/logo.svg", alt: "", width: 56, height: 56 }), el("p", {}, hint));
}

/** Messages by the elements that show them: an album has one, where it began; all others have one each. */
function together(messages) {
  const groups = [];
  const albums = new Map();
  for (const message of messages) {
    const album = isTile(message) && albums.get(message.media_group_id);
    if (album) album.push(message);
    else groups.push([message]);
    if (!album && message.media_group_id && isTile(message)) albums.set(message.media_group_id, groups[groups.length - 1]);
  }
  return groups;
}

/** The element of messages, behind the day's name where a new day begins. */
function withDay(messages, before) {
  const [message] = messages;
  const isNewDay = !before || dayName(before.date) !== dayName(message.date);
  const node = build(messages, isNewDay ? null : before);
  return isNewDay ? [el("div", { class: "day" }, dayName(message.date)), node] : [node];
}

function build(messages, before) {
  const [message] = messages;
  const follows = before !== null && author(before).id === author(message).id && message.date - before.date < TOGETHER;
  const node = messageNode(messages, { follows, onReply: beginReply, onEdit: beginEdit, onJump: jump });
  for (const { message_id: id } of messages) nodes.set(id, messages.length === 1 ? node : node.querySelector(`[data-id="${id}"]`));
  return node;
}

/** Keeps the end in view when the log gets lower, as by a keyboard of the bot, and when pictures get their height. */
function followEnd() {
  let wasAtEnd = true;
  log().addEventListener("scroll", () => (wasAtEnd = isAtEnd()));
  const stay = () => wasAtEnd && (log().scrollTop = log().scrollHeight);
  new ResizeObserver(stay).observe(log());
  log().addEventListener("load", stay, true);
}

const isAtEnd = () => log().scrollHeight - log().scrollTop - log().clientHeight < NEAR_END;

function append(message) {
  const isFollowed = isAtEnd();
  const groups = together(shownMessages(currentChat()));
  const last = groups[groups.length - 1];
  log().querySelector(".empty")?.remove();
  const isOfAlbum = last.length > 1 || last[0].message_id !== message.message_id;
  if (isOfAlbum) replace(message);
  else {
    const added = withDay(last, groups[groups.length - 2]?.at(-1) ?? null);
    for (const node of added) node.classList.add("is-new");
    log().append(...added);
  }
  if (isFollowed || author(message).id === world.me) log().scrollTop = log().scrollHeight;
  markRead(currentChat());
  showHead();
}

function replace(message) {
  const groups = together(shownMessages(currentChat()));
  const place = groups.findIndex((messages) => messages.some((other) => other.message_id === message.message_id));
  const old = nodes.get(groups[place]?.[0].message_id)?.closest("#log > *");
  if (!old) return;
  const hadFocus = old.contains(document.activeElement);
  old.replaceWith(build(groups[place], groups[place - 1]?.at(-1) ?? null));
  if (hadFocus) nodes.get(message.message_id).focus();
}

function jump(id) {
  const node = nodes.get(id);
  if (!node) return say("That message is not here");
  node.scrollIntoView({ block: "center" });
  node.classList.add("is-found");
  setTimeout(() => node.classList.remove("is-found"), 1500);
  return node.focus();
}

/** Arrows move among messages; R replies, E edits. */
function moveAmongMessages(event) {
  const current = document.activeElement.closest?.("#log [data-id]");
  const list = [...nodes.values()];
  const message = current && currentChat().messages.get(Number(current.dataset.id));
  const isOnMessage = document.activeElement === current || document.activeElement === log();
  if (!isOnMessage) return;
  if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    const place = current ? list.indexOf(current) + (event.key === "ArrowUp" ? -1 : 1) : list.length - 1;
    list[Math.max(0, Math.min(place, list.length - 1))]?.focus();
  } else if (message && event.key.toLowerCase() === "r") beginReply(message);
  else if (message && event.key.toLowerCase() === "e" && isEditable(message)) beginEdit(message);
  else return;
  event.preventDefault();
}

const DOING = {
  typing: "is typing", upload_photo: "is sending a photo", upload_video: "is sending a video", record_video: "is recording a video",
  upload_document: "is sending a file", record_voice: "is recording", upload_voice: "is sending a voice message",
  choose_sticker: "is choosing a sticker", find_location: "is looking for a place",
};

function showHead() {
  const chat = currentChat();
  if (!chat) return;
  byId("chat-title").textContent = chatName(chat);
  const picture = byId("chat-avatar");
  picture.className = `avatar hue-${hue(chat.type === "private" ? world.bot.id : chat.id)}`;
  picture.textContent = initials(chatName(chat));
  byId("chat-status").replaceChildren(...status(chat));
  byId("chat-actions").replaceChildren(...actions(chat));
  byId("topics").replaceChildren(...(chat.is_forum ? topicTabs(chat) : []));
  byId("pinned").replaceChildren(...pinned(chat));
}

/** The message that was pinned last. */
function pinned(chat) {
  const id = chat.pinned?.[chat.pinned.length - 1];
  const message = chat.messages.get(id);
  if (!message || isGone(chat)) return [];
  return [el("button", { type: "button", class: "pinned", onclick: () => jump(id) }, icon("pin"),
    el("span", {}, el("strong", {}, chat.pinned.length > 1 ? `Pinned message 1 of ${chat.pinned.length}` : "Pinned message"), el("span", {}, summary(message))))];
}

function topicTabs(chat) {
  const tab = (thread, name) => el("button", {
    type: "button", class: "topic", "aria-current": world.topic === thread ? "true" : null, onclick: () => open(chat.id, thread),
  }, name);
  const add = async () => {
    const fields = await ask("New topic", [{ name: "name", label: "Name", placeholder: "Plans" }], "Create");
    const made = fields && (await attempt(() => act(`chats/${chat.id}/topics`, { ...fields, as: world.me })));
    if (made) open(chat.id, made.message_thread_id);
  };
  const action = (text, doing) => el("button", { type: "button", class: "topic action", onclick: doing }, text);
  return [tab(null, "All"), ...[...topics(chat)].map(([thread, name]) => tab(thread, name)), action("New topic", add), ...topicActions(chat, action)];
}

/** What can be done with the open topic. */
function topicActions(chat, action) {
  const topic = (chat.topics ?? []).find(({ message_thread_id: thread }) => thread === world.topic);
  if (!topic) return [];
  const change = (fields) => attempt(() => act(`chats/${chat.id}/topics/${world.topic}`, { as: world.me, ...fields }));
  const rename = async () => {
    const fields = await ask("Rename the topic", [{ name: "name", label: "Name", value: topic.name }], "Rename");
    if (fields) await change({ do: "rename", ...fields });
  };
  const wish = topic.is_closed ? "reopen" : "close";
  return [action(topic.is_closed ? "Reopen" : "Close", () => change({ do: wish })), action("Rename", rename)];
}

function status(chat) {
  const doing = [...chat.actions].find(([, until]) => until > Date.now())?.[0];
  if (doing) {
    return [el("span", { class: "typing" }, `${world.bot.first_name} ${DOING[doing] ?? "is busy"}`, el("i"), el("i"), el("i"))];
  }
  const out = chat.is_bot_out && (chat.type === "private" ? "you blocked the bot" : "the bot is not in here");
  const kind = chat.type === "private" ? `bot · @${world.bot.username}` : `${chat.type} · ${chat.id}`;
  return [[kind, out].filter(Boolean).join(" · ")];
}

function actions(chat) {
  const button = (text, doing) => el("button", { type: "button", class: "quiet", onclick: () => attempt(doing) }, text);
  const shown = [];
  if (chat.type === "group" && !chat.upgraded_to) {
    const upgrade = button("Upgrade this group", () => act(`chats/${chat.id}/upgrade`, { as: world.me }));
    upgrade.title = "Make it a supergroup, which is another chat with another id";
    shown.push(upgrade);
  }
  const isPrivate = chat.type === "private";
  if (!isPrivate && !chat.upgraded_to) {
    const people = button("People", () => showMembers(chat));
    if (chat.asking?.length) people.append(el("span", { class: "badge", "aria-label": `${chat.asking.length} ask to be let in` }, String(chat.asking.length)));
    shown.push(people);
  }
  if (!isPrivate && !chat.upgraded_to) {
    const [name, wish] = isGone(chat) ? ["Join", "join"] : ["Leave", "leave"];
    if (isGone(chat) || hasWritten(chat)) shown.push(button(name, () => act(`chats/${chat.id}/members`, { as: world.me, do: wish })));
  }
  const label = chat.is_bot_out ? (isPrivate ? "Unblock" : "Let the bot in") : isPrivate ? "Block" : "Remove the bot";
  shown.push(button(label, () => act(`chats/${chat.id}/bot`, { as: world.me, is_out: !chat.is_bot_out })));
  return shown;
}

/** Whether the speaking person is in a chat beyond doubt: who writes is taken in. */
const hasWritten = (chat) => [...chat.messages.values()].some((message) => message.from?.id === world.me);
