// Formatted text: entities become elements, texts become text nodes.

import { el } from "./dom.js";
import { act } from "./api.js";
import { attempt, say, voice } from "./state.js";

/** Nodes for a text with entities. Offsets count UTF-16 units, as JavaScript's strings do. */
export function formatted(text, entities, chatId) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return span(text, 0, text.length, ordered, chatId);
}

/** The nodes of one stretch; entities inside of entities are handled by the inner call. */
function span(text, start, end, entities, chatId) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [entity, ...others] = rest;
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    const inner = others.filter((other) => other.offset < to);
    rest = others.filter((other) => other.offset >= to);
    if (to <= from) continue;
    if (from > at) nodes.push(text.slice(at, from));
    nodes.push(wrap(entity, text.slice(from, to), span(text, from, to, inner, chatId), chatId));
    at = to;
    // A block ends its line by itself.
    if (BLOCKS.includes(entity.type) && text[at] === "\n" && at < end) at += 1;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

const BLOCKS = ["pre", "blockquote", "expandable_blockquote"];

function wrap(entity, text, nodes, chatId) {
  if (TAGS[entity.type]) return el(TAGS[entity.type], {}, nodes);
  switch (entity.type) {
    case "pre":
      return el("pre", { dataset: { language: entity.language ?? "" } }, el("code", {}, nodes));
    case "expandable_blockquote":
      return el("details", { class: "quote", open: true }, el("summary", {}, "Quote"), el("blockquote", {}, nodes));
    case "spoiler":
      return spoiler(nodes);
    case "text_link":
      return link(entity.url, nodes);
    case "url":
      return link(/^[a-z]+:/i.test(text) ? text : `https://${text}`, nodes);
    case "email":
      return link(`mailto:${text}`, nodes);
    case "bot_command":
      return el("button", { type: "button", class: "inline-link", onclick: () => send(text, chatId) }, nodes);
    case "mention":
    case "text_mention":
    case "hashtag":
    case "cashtag":
    case "phone_number":
      return el("span", { class: "tag" }, nodes);
    default:
      return el("span", {}, nodes);
  }
}

function send(text, chatId) {
  attempt(() => act(`chats/${chatId}/messages`, { as: voice(), text }));
}

function spoiler(nodes) {
  const reveal = (event) => {
    event.currentTarget.classList.add("is-open");
    event.currentTarget.removeAttribute("aria-label");
  };
  return el("button", { type: "button", class: "spoiler", "aria-label": "Hidden text, press to show", onclick: reveal }, el("span", {}, nodes));
}

/** A link that leads out of the page, if it is one of the harmless kinds. */
export function link(address, nodes) {
  const url = safeUrl(address);
  if (!url) return el("span", { class: "tag", title: address }, nodes);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, nodes);
}

/** An address that may be opened; `tg:` and the like are Telegram's own. */
export function safeUrl(address) {
  try {
    const url = new URL(address);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** Opens an address of a button or an answer. */
export function visit(address) {
  const url = safeUrl(address);
  if (url) window.open(url, "_blank", "noopener,noreferrer");
  else say(`The button leads to ${address}`);
}
