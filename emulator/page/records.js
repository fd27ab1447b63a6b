// The bot's stored records, as they change.

import { el } from "./dom.js";
import { coloured } from "./json.js";
import { personName, recordKey, watch, world } from "./state.js";

let view;

export function startRecords(place) {
  view = place;
  watch((change) => {
    if (["all", "record"].includes(change)) show();
  });
}

function show() {
  const records = [...world.records.values()].sort((a, b) => (b.at ?? 0) - (a.at ?? 0));
  if (records.length > 0) return view.replaceChildren(...records.map(card));
  return view.replaceChildren(el("div", { class: "nothing" },
    el("p", {}, "The bot has stored nothing yet."),
    el("p", {}, "A bot in another process shows its records by posting them to /control/records.")));
}

function card(record) {
  const isChange = JSON.stringify(record.before) !== JSON.stringify(record.after);
  const time = record.at && new Date(record.at).toLocaleTimeString([], { hour12: false });
  return el("article", { class: `record ${isChange ? "changed" : ""}`, "aria-label": recordKey(record) },
    el("header", {}, el("strong", {}, record.name), el("span", {}, owner(record)), el("time", {}, time ?? "not touched yet")),
    el("pre", { class: "json", tabindex: "0" }, isChange ? difference(record.before, record.after) : coloured(pretty(record.after))));
}

/** Whose record it is, in words. */
function owner({ scope, owner: id, part }) {
  const person = (id) => (world.people.has(id) ? `${personName(world.people.get(id))} (${id})` : String(id));
  const chat = (id) => world.chats.get(id)?.title ?? person(id);
  if (scope === "bot") return "the bot’s";
  if (scope === "user") return person(id);
  if (scope === "member") return `${person(part)} in ${chat(id)}`;
  if (scope === "topic") return `topic ${part} in ${chat(id)}`;
  return chat(id);
}

const pretty = (value) => (value === null || value === undefined ? "" : JSON.stringify(value, null, 2));

/** The lines of both values: what went, what came, and a few that stayed. */
function difference(before, after) {
  const [old, fresh] = [before, after].map((value) => pretty(value).split("\n").filter((line) => line !== ""));
  return alike(old, fresh).map(([kind, line]) => el("span", { class: `line ${kind}` }, `${{ gone: "− ", come: "+ ", same: "  " }[kind]}${line}\n`));
}

/** Whether two lines say the same; what comes behind an entry gives it a comma, which changes nothing. */
const isSame = (one, other) => one.replace(/,$/, "") === other.replace(/,$/, "");

/** Pairs of kind and line, by the longest common subsequence; of large values, by what they begin and end with. */
function alike(old, fresh) {
  if (old.length * fresh.length > 250_000) return [...old.map((line) => ["gone", line]), ...fresh.map((line) => ["come", line])];
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint32Array(fresh.length + 1));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = isSame(old[i], fresh[j]) ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    if (i < old.length && j < fresh.length && isSame(old[i], fresh[j])) {
      lines.push(["same", fresh[j]]);
      [i, j] = [i + 1, j + 1];
    } else if (j >= fresh.length || (i < old.length && lengths[i + 1][j] >= lengths[i][j + 1])) lines.push(["gone", old[i++]]);
    else lines.push(["come", fresh[j++]]);
  }
  return lines;
}
