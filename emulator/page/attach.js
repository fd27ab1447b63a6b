// What people send beside text: files, places, contacts, polls; and what a key of the bot's keyboard asks for.

import { act, upload } from "./api.js";
import { ask } from "./dialogs.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { attempt, personName, say, world } from "./state.js";

/** How many files one album holds. */
const ALBUM = 10;
const GREENWICH = { latitude: "51.4779", longitude: "-0.0015" };

/** The button that opens the menu, the menu, and the hidden field for files. `deliver` sends a message's fields. */
export function attachMenu(deliver, caption) {
  const file = el("input", { id: "file", type: "file", multiple: true, hidden: true, "aria-label": "Files", onchange: () => sendFiles(file, deliver, caption) });
  const choose = (kind, accept) => () => {
    file.dataset.kind = kind;
    file.accept = accept;
    file.click();
  };
  const items = [
    ["file", "Photos, videos, files", choose("", "")], ["voice", "Voice message", choose("voice", "audio/*")], ["sticker", "Sticker", choose("sticker", ".webp,.webm,.tgs")],
    ["poll", "Poll", () => askPoll(deliver)], ["place", "Location", () => askPlace(deliver)], ["people", "Contact", () => askContact(deliver)],
  ];
  const list = el("div", { id: "attachments", class: "commands menu-list", role: "menu", "aria-label": "Attach", hidden: true, onkeydown: move },
    items.map(([name, text, doing]) => el("button", { type: "button", role: "menuitem", onclick: () => { toggle(false); doing(); } }, icon(name), text)));
  const button = iconButton("attach", "Attach", () => toggle(list.hidden), { id: "attach", "aria-haspopup": "menu", "aria-expanded": "false" });

  function toggle(isOpen) {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    (isOpen ? list.firstChild : button).focus();
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") toggle(false);
    else if (step) {
      const all = [...list.children];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    } else return;
    event.preventDefault();
  }
  list.addEventListener("focusout", (event) => {
    if (!list.contains(event.relatedTarget) && event.relatedTarget !== button) list.hidden = true;
  });
  return { button, list, file };
}

/** Sends the chosen files, several as one album; the draft is the first one's caption. */
async function sendFiles(field, deliver, caption) {
  const files = [...field.files].slice(0, ALBUM);
  const { kind } = field.dataset;
  field.value = "";
  if (files.length === 0) return;
  const given = [];
  for (const file of files) {
    const one = await attempt(() => upload(file, kind || kindOf(file)));
    if (!one) return;
    given.push(one);
  }
  const album = given.length > 1 ? await attempt(() => act("albums")) : {};
  let text = caption.take();
  for (const one of given) {
    const fields = { [one.kind]: one.file_id, ...(text ? { text } : {}), ...album };
    if (!(await deliver(fields))) return caption.putBack(text);
    text = "";
  }
}

const kindOf = (file) => (file.type === "image/gif" ? "animation" : ["photo", "video", "audio"].find((name) => file.type.startsWith(name.replace("photo", "image"))) ?? "document");

export async function askPoll(deliver) {
  const fields = await ask("New poll", [
    { name: "question", label: "Question", maxlength: 300 },
    { name: "options", label: "Options, one on each line", isLong: true, placeholder: "Friday\nSunday" },
  ], "Send");
  if (!fields) return undefined;
  const options = fields.options.split("\n").map((line) => line.trim()).filter(Boolean);
  return deliver({ poll: { question: fields.question, options } });
}

async function askPlace(deliver) {
  const fields = await ask("Location", [
    { name: "latitude", label: "Latitude", type: "number", value: GREENWICH.latitude },
    { name: "longitude", label: "Longitude", type: "number", value: GREENWICH.longitude },
  ], "Send");
  if (fields) await deliver({ location: { latitude: Number(fields.latitude), longitude: Number(fields.longitude) } });
}

async function askContact(deliver) {
  const fields = await ask("Whose contact?", [{ name: "person", label: "Person", options: people() }], "Send");
  if (fields) await deliver({ contact: contactOf(world.people.get(Number(fields.person))) });
}

const people = () => [...world.people.values()].map((person) => [person.id, personName(person)]);

function contactOf(person) {
  return { phone_number: `+99966${String(person.id).padStart(5, "0")}`, first_name: person.first_name, user_id: person.id };
}

/** Does what a key of the bot's keyboard asks for beside its text. */
export async function fulfil(key, deliver) {
  if (key.request_contact) return deliver({ contact: contactOf(world.people.get(world.me)) });
  if (key.request_location) return deliver({ location: { latitude: Number(GREENWICH.latitude), longitude: Number(GREENWICH.longitude) } });
  if (key.request_poll) return askPoll(deliver);
  if (key.request_users) return shareUsers(key.request_users, deliver);
  if (key.request_chat) return shareChat(key.request_chat, deliver);
  if (key.web_app) return answerAsApp(key, deliver);
  return say("This kind of button is unknown here");
}

async function shareUsers({ request_id, max_quantity: most = 1 }, deliver) {
  const label = most > 1 ? `People, at most ${most}` : "Person";
  const fields = await ask("The bot asks for people", [{ name: "users", label, options: people(), most }], "Share");
  if (!fields) return undefined;
  return deliver({ users_shared: { request_id, users: [fields.users].flat().slice(0, most).map(Number) } });
}

async function shareChat({ request_id, chat_is_channel: isChannel }, deliver) {
  const fitting = [...world.chats.values()].filter((chat) => chat.type !== "private" && (chat.type === "channel") === Boolean(isChannel));
  if (fitting.length === 0) return say(`There is no ${isChannel ? "channel" : "group"} to share`, "trouble");
  const options = fitting.map((chat) => [chat.id, chat.title]);
  const fields = await ask("The bot asks for a chat", [{ name: "chat", label: "Chat", options }], "Share");
  return fields && deliver({ chat_shared: { request_id, chat: Number(fields.chat) } });
}

/** Web Apps are pages of others, which are not opened in here; what they would send can be typed. */
async function answerAsApp(key, deliver) {
  const fields = await ask(`Web App: ${key.text}`, [{ name: "data", label: `What the app at ${key.web_app.url} sends to the bot`, isLong: true }], "Send");
  return fields && deliver({ web_app_data: { data: fields.data, button_text: key.text } });
}

/** The choice in whose name to write; nothing where there is none. */
export function voiceChoice(voices, chosen, choose) {
  const options = voices.map(([id, name]) => el("option", { value: id, selected: id === chosen }, name));
  byId("voice").replaceChildren(...options);
  byId("voice").onchange = (event) => choose(Number(event.target.value));
}
