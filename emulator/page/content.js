// What a message holds beside its text.

import { act, fileAddress } from "./api.js";
import { el, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { pay } from "./keyboards.js";
import { attempt, personName, world } from "./state.js";

/** The nodes of a message's content. */
export function content(message) {
  const parts = MEDIA.filter(([field]) => message[field]).map(([field, show]) => show(message[field], message));
  // An animation is a document, too, for clients that don't know animations.
  if (message.animation) parts.splice(1);
  parts.push(...words(message));
  if (parts.length === 0) parts.push(el("div", { class: "text faint" }, otherKind(message)));
  return parts;
}

/** A message's text or caption, if it has one. */
export function words(message) {
  const text = message.text ?? message.caption;
  if (!text) return [];
  const entities = message.entities ?? message.caption_entities;
  return [el("div", { class: "text", dir: "auto" }, formatted(text, entities, message.chat.id))];
}

const MEDIA = [
  ["animation", (file) => (file.mime_type === "image/gif" ? picture(file, "GIF") : player("video", file))],
  ["audio", (file) => [attachment(file.title ?? "Audio", file), player("audio", file)]],
  ["photo", (sizes) => picture(sizes[sizes.length - 1], "Photo")],
  ["video", (file) => player("video", file)],
  ["video_note", (file) => player("video", file)],
  ["voice", (file) => player("audio", file)],
  ["document", (file) => attachment("File", file)],
  ["sticker", (sticker) => picture(sticker, sticker.emoji ?? "Sticker")],
  ["dice", (dice) => el("div", { class: "sticker" }, `${dice.emoji} ${dice.value}`)],
  ["contact", (contact) => card("people", personName(contact), contact.phone_number)],
  ["venue", (venue) => card("place", venue.title, venue.address)],
  ["location", (place, message) => message.venue ? null : card("place", "Location", `${place.latitude}, ${place.longitude}`)],
  ["poll", (poll, message) => showPoll(poll, message)],
  ["game", (game) => card("file", game.title, game.description)],
  ["checklist", (list) => el("div", { class: "poll" }, el("strong", {}, list.title), list.tasks.map((task) => el("div", { class: "option" }, `${task.completion_date ? "☑" : "☐"} ${task.text}`)))],
  ["invoice", (invoice, message) => showInvoice(invoice, message)],
];

/** A picture, or its name where there is none that the browser can show. */
export function picture(file, name) {
  const image = el("img", { class: "picture", src: fileAddress(file.file_id), alt: name, loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(card("file", name, bytes(file.file_size))));
  return image;
}

export function player(tag, file) {
  return el(tag, { class: "player", controls: true, preload: "none", src: fileAddress(file.file_id), "aria-label": file.file_name ?? tag });
}

function attachment(name, file) {
  const details = [bytes(file.file_size), file.duration !== undefined && `${file.duration} s`, file.mime_type];
  const box = card("file", file.file_name ?? name, details.filter(Boolean).join(" · "));
  return el("a", { class: "attachment", href: fileAddress(file.file_id), download: file.file_name ?? "file" }, box);
}

function card(name, title, ...lines) {
  return el("div", { class: "card" }, el("span", { class: "card-icon" }, icon(name)),
    el("div", {}, el("strong", {}, title), lines.filter(Boolean).map((line) => el("small", {}, line))));
}

/** An invoice, with a button to pay unless the bot's keyboard has one. */
function showInvoice(invoice, message) {
  const box = card("file", invoice.title, price(invoice.total_amount, invoice.currency), invoice.description);
  if (message.reply_markup?.inline_keyboard) return box;
  const button = el("button", { type: "button", class: "key pay", onclick: (event) => pay(event.currentTarget, message) }, el("span", {}, "Pay"));
  return [box, button];
}

/** A poll; its options are pressed to vote, and once more to take the vote back. */
function showPoll(poll, message) {
  const total = Math.max(poll.total_voter_count, 1);
  const own = votes.get(voteKey(poll)) ?? [];
  const option = (given, place) => el("button", { type: "button", class: "option", disabled: poll.is_closed, "aria-pressed": String(own.includes(place)), onclick: () => vote(poll, message, place) },
    el("span", {}, given.text), el("small", {}, `${Math.round((given.voter_count * 100) / total)} %`),
    el("meter", { min: 0, max: total, value: given.voter_count, "aria-label": `${given.voter_count} votes` }));
  const kind = [poll.is_anonymous ? "Anonymous" : "Public", poll.type === "quiz" ? "quiz" : "poll", poll.is_closed && "closed"];
  return el("div", { class: "poll" }, el("strong", {}, poll.question), el("small", {}, kind.filter(Boolean).join(" ")),
    poll.options.map(option), el("small", {}, poll.total_voter_count === 1 ? "1 vote" : `${poll.total_voter_count} votes`));
}

/** What the speaking person has voted, by poll and person. */
const votes = new Map();
const voteKey = (poll) => `${poll.id}:${world.me}`;

async function vote(poll, message, place) {
  const key = voteKey(poll);
  const before = votes.get(key) ?? [];
  const without = before.filter((other) => other !== place);
  const options = without.length < before.length ? without : poll.allows_multiple_answers ? [...before, place] : [place];
  const path = `chats/${message.chat.id}/messages/${message.message_id}/vote`;
  // The poll is shown anew before the answer is here.
  votes.set(key, options);
  if (!(await attempt(() => act(path, { as: world.me, options })))) votes.set(key, before);
}

/** An amount in the smallest units of its currency; stars are whole. */
function price(amount, currency) {
  if (currency === "XTR") return `${amount} ⭐`;
  return `${(amount / 100).toFixed(2)} ${currency}`;
}

export function bytes(size) {
  if (size === undefined) return "";
  if (size < 1024) return `${size} bytes`;
  return size < 1 << 20 ? `${(size / 1024).toFixed(1)} KB` : `${(size / (1 << 20)).toFixed(1)} MB`;
}

const COMMON = ["message_id", "date", "edit_date", "chat", "from", "sender_chat", "reply_markup", "seen_at", "reply_to_message"];

function otherKind(message) {
  return Object.keys(message).filter((key) => !COMMON.includes(key)).join(", ") || "empty message";
}

/** What a service message tells, in words; null for other messages. */
export function serviceText(message) {
  const who = message.sender_chat?.title ?? (message.from ? personName(message.from) : "Somebody");
  const names = (people) => people.map(personName).join(", ");
  if (message.migrate_to_chat_id) return `The group became the supergroup ${message.migrate_to_chat_id}`;
  if (message.migrate_from_chat_id) return `This supergroup was the group ${message.migrate_from_chat_id}`;
  if (message.new_chat_members) return `${names(message.new_chat_members)} joined`;
  if (message.left_chat_member) return `${personName(message.left_chat_member)} left`;
  if (message.new_chat_title) return `${who} renamed the chat to “${message.new_chat_title}”`;
  if (message.group_chat_created || message.supergroup_chat_created) return `${who} created the group`;
  if (message.channel_chat_created) return "The channel was created";
  if (message.pinned_message) return `${who} pinned “${summary(message.pinned_message)}”`;
  if (message.forum_topic_created) return `${who} created the topic “${message.forum_topic_created.name}”`;
  if (message.forum_topic_closed) return `${who} closed the topic`;
  if (message.forum_topic_reopened) return `${who} reopened the topic`;
  if (message.forum_topic_edited) return `${who} changed the topic${message.forum_topic_edited.name ? ` to “${message.forum_topic_edited.name}”` : ""}`;
  if (message.general_forum_topic_hidden) return `${who} hid the General topic`;
  if (message.general_forum_topic_unhidden) return `${who} showed the General topic again`;
  if (message.new_chat_photo) return `${who} changed the picture of the chat`;
  if (message.delete_chat_photo) return `${who} removed the picture of the chat`;
  if (message.users_shared) return `${who} shared ${names(message.users_shared.users)} with the bot`;
  if (message.chat_shared) return `${who} shared the chat “${message.chat_shared.title ?? message.chat_shared.chat_id}” with the bot`;
  if (message.web_app_data) return `${who} sent data of the app “${message.web_app_data.button_text}”`;
  if (message.refunded_payment) return `${price(message.refunded_payment.total_amount, message.refunded_payment.currency)} came back`;
  if (message.successful_payment) return `Paid ${price(message.successful_payment.total_amount, message.successful_payment.currency)}`;
  return null;
}

/** One line about a message, for lists and quotes. */
export function summary(message) {
  const text = message.text ?? message.caption ?? serviceText(message);
  if (text) return text.replace(/\s+/g, " ");
  const kind = MEDIA.find(([field]) => message[field])?.[0];
  if (!kind) return otherKind(message);
  const name = message.poll?.question ?? message.document?.file_name ?? message.venue?.title ?? message.invoice?.title ?? message.contact?.first_name;
  const words = kind.replace("_", " ");
  return `${words[0].toUpperCase()}${words.slice(1)}${name ? `: ${name}` : ""}`;
}
