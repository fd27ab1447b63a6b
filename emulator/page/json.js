// JSON for people.

import { el } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A value as indented, coloured JSON. */
export function json(value) {
  return el("pre", { class: "json", tabindex: "0" }, coloured(JSON.stringify(value, null, 2) ?? "null"));
}

/** The nodes of a piece of JSON. */
export function coloured(text) {
  const nodes = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    if (found.index > at) nodes.push(text.slice(at, found.index));
    const [whole, string, colon, word] = found;
    const kind = colon ? "key-name" : string ? "string" : word ? "word" : "number";
    nodes.push(el("span", { class: kind }, colon ? string : whole));
    if (colon) nodes.push(colon);
    at = found.index + whole.length;
  }
  nodes.push(text.slice(at));
  return nodes;
}
