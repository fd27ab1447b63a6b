// What the bot and the server said to each other.

import { summary } from "./content.js";
import { el } from "./dom.js";
import { json } from "./json.js";
import { watch, world } from "./state.js";

/** How many lines are shown. */
const SHOWN = 200;

/** How many characters of what was said stand in a line. */
const GIST = 60;

let list;
let filter;
/** Updates that have been brought; one that is not confirmed comes again. */
let brought = new Set();

export function startWire(view) {
  filter = el("input", { type: "search", placeholder: "Filter, such as sendMessage", "aria-label": "Filter the calls", oninput: showAll });
  list = el("ol", { class: "calls", "aria-label": "Calls of the bot and updates for it" });
  view.append(el("div", { class: "view-head" }, filter), list);
  watch((change, entry) => {
    if (change === "all") showAll();
    if (["request", "delivery"].includes(change)) add(entry);
  });
}

function showAll() {
  brought = new Set();
  list.replaceChildren(...world.calls.flatMap(lines).filter(fits).slice(-SHOWN).reverse());
  if (list.children.length === 0) list.append(el("li", { class: "nothing" }, world.calls.length ? "Nothing fits." : "The bot has not called yet."));
}

function add(entry) {
  const added = lines(entry).filter(fits);
  if (added.length === 0) return;
  list.querySelector(".nothing")?.remove();
  list.prepend(...added.reverse());
  while (list.children.length > SHOWN) list.lastChild.remove();
}

const fits = (line) => line.dataset.text.includes(filter.value.trim().toLowerCase());

/** The lines of one call: updates that it brought, or itself. Polls that brought nothing are left out. */
function lines(entry) {
  if (entry.kind === "delivery") return [arrived(entry.update, entry, entry.error ?? "by webhook")];
  const { reaction } = entry;
  if (entry.method !== "getUpdates" || reaction.ok !== true) return [call(entry)];
  return reaction.result.map((update) => arrived(update, entry));
}

function arrived(update, entry, way) {
  const kind = Object.keys(update).find((key) => key !== "update_id") ?? "update";
  const from = (update[kind]?.from ?? update[kind]?.user)?.first_name;
  const notes = [brought.has(update.update_id) && "again", gist(update[kind]), from && `from ${from}`, `#${update.update_id}`, way];
  brought.add(update.update_id);
  return line(entry.error ? "in failed" : "in", kind, entry, notes, [["Update", update]]);
}

function call(entry) {
  const { reaction } = entry;
  const outcome = reaction.ok === true ? "" : reaction.description ?? String(reaction);
  const notes = [outcome, gist(entry.params), entry.took_ms > 0 && `${entry.took_ms} ms`];
  return line(reaction.ok === true ? "out" : "out failed", entry.method, entry, notes, [["Parameters", entry.params], ["Answer", reaction]]);
}

/** What a call or an update says, in short. */
function gist(content) {
  const said = content?.message_id && content.chat ? summary(content) : content?.text ?? content?.caption ?? content?.data ?? content?.query ?? content?.question;
  return typeof said === "string" && said !== "" && `“${said.length > GIST ? `${said.slice(0, GIST)}…` : said}”`;
}

function line(kind, title, entry, notes, parts) {
  const time = new Date(entry.at);
  const body = el("div", { class: "call-body" });
  const details = el("details", {}, el("summary", {},
    el("span", { class: "arrow", "aria-label": kind.startsWith("in") ? "to the bot" : "from the bot" }, kind.startsWith("in") ? "↓" : "↑"),
    el("strong", {}, title), el("span", { class: "notes" }, notes.filter(Boolean).join(" · ")),
    el("time", { datetime: time.toISOString() }, time.toLocaleTimeString([], { hour12: false }))), body);
  // The JSON is made when it is looked at.
  details.addEventListener("toggle", () => {
    if (!details.open || body.childElementCount > 0) return;
    for (const [name, value] of parts) body.append(el("h3", {}, name), json(value));
  });
  return el("li", { class: `call ${kind}`, dataset: { text: `${title} ${notes.join(" ")}`.toLowerCase() } }, details);
}
