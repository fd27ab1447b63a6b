// Who speaks, and the list of chats.

import { avatar, byId, clockTime, el, icon } from "./dom.js";
import { act } from "./api.js";
import { ask } from "./dialogs.js";
import { serviceText, summary } from "./content.js";
import { attempt, author, chatName, lastMessage, open, personName, speakAs, unread, visibleChats, watch, world } from "./state.js";

export function startSidebar() {
  byId("new-chat").addEventListener("click", newChat);
  byId("people").addEventListener("keydown", moveAmongPeople);
  watch((change) => {
    if (["all", "me", "person"].includes(change)) showPeople();
    if (["all", "me", "chat", "message", "edited", "deleted", "opened", "read"].includes(change)) showChats();
    if (["all", "link"].includes(change)) showLink();
  });
}

function showLink() {
  const link = byId("link");
  link.textContent = world.isLinked ? "" : "offline";
  link.title = world.isLinked ? "" : "The emulator does not answer; the page goes on when it does";
}

function showPeople() {
  const row = byId("people");
  const hadFocus = row.contains(document.activeElement);
  row.replaceChildren(...[...world.people.values()].map(chip), el("button",
    { type: "button", class: "person add", "aria-label": "Add a person", title: "Add a person", onclick: newPerson },
    el("span", { class: "avatar" }, icon("plus")), el("span", {}, "Add")));
  if (hadFocus) row.querySelector("[aria-checked=true]")?.focus();
}

function chip(person) {
  const isMe = person.id === world.me;
  const name = personName(person);
  return el("button", {
    type: "button", class: "person", role: "radio", "aria-checked": String(isMe), tabindex: isMe ? "0" : "-1",
    title: `${name} (${person.id})`, onclick: () => speakAs(person.id),
  }, avatar(name, person.id), el("span", {}, name));
}

function moveAmongPeople(event) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const ids = [...world.people.keys()];
  const next = ids[(ids.indexOf(world.me) + step + ids.length) % ids.length];
  speakAs(next);
  byId("people").querySelector("[aria-checked=true]")?.focus();
}

async function newPerson() {
  const fields = await ask("Who joins?", [{ name: "first_name", label: "First name", placeholder: "Bob" }], "Add");
  if (!fields) return;
  const made = await attempt(() => act("people", fields));
  if (!made) return;
  world.people.set(made.person.id, made.person);
  world.chat = made.person.id;
  speakAs(made.person.id);
}

async function newChat() {
  const kinds = [["group", "Group"], ["supergroup", "Supergroup"], ["forum", "Forum with topics"], ["channel", "Channel"]];
  const fields = await ask("New chat", [
    { name: "type", label: "Kind", options: kinds },
    { name: "title", label: "Title", placeholder: "Friends", maxlength: 64 },
    { name: "username", label: "Public name, if it has one", placeholder: "friends_of_ann", maxlength: 32, isOptional: true },
  ], "Create");
  if (!fields) return;
  const { username, ...others } = fields;
  const made = await attempt(() => act("chats", username ? fields : others));
  if (made) open(made.chat.id);
}

function showChats() {
  byId("chats").replaceChildren(...visibleChats().map((chat) => el("li", {}, row(chat))));
}

function row(chat) {
  const last = lastMessage(chat);
  const count = chat.id === world.chat ? 0 : unread(chat);
  const isOpen = chat.id === world.chat;
  return el("button", {
    type: "button", class: "chat-row", "aria-current": isOpen ? "true" : null, dataset: { chat: chat.id },
    onclick: () => open(chat.id),
  },
  avatar(chatName(chat), chat.type === "private" ? world.bot.id : chat.id),
  el("span", { class: "chat-row-text" },
    el("span", { class: "chat-row-top" }, el("strong", {}, chatName(chat)), last && el("time", {}, clockTime(last.date))),
    el("span", { class: "chat-row-bottom" },
      el("span", { class: "preview" }, last ? preview(chat, last) : `No messages yet · ${chat.type}`),
      count > 0 && el("span", { class: "badge", "aria-label": `${count} unread` }, String(count)))));
}

function preview(chat, message) {
  const told = serviceText(message);
  if (told) return told;
  const writer = author(message);
  const who = writer.id === world.me ? "You: " : chat.type === "private" ? "" : `${writer.name}: `;
  return who + summary(message);
}
