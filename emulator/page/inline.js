// Inline mode: what is typed behind the bot's name brings results to pick from.

import { act, read } from "./api.js";
import { el } from "./dom.js";
import { attempt, say, world } from "./state.js";

/** How long the person has stopped typing before the bot is asked, in milliseconds. */
const PAUSE = 350;

/** Follows a field; `list` is the popup of results. `onPicked` is called when one was sent. */
export function inlineResults(field, onPicked) {
  const list = el("div", { id: "results", class: "commands", role: "group", "aria-label": "Results of the bot", hidden: true });
  let timer;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    list.replaceChildren();
  };

  async function ask(query) {
    const number = ++asked;
    const found = await attempt(async () => {
      const { query_id: id } = await act("inline", { as: world.me, query });
      return { id, ...(await read(`inline/${id}?wait=10`)) };
    });
    // Somebody who types on does not want the results of before.
    if (!found || number !== asked) return;
    if (!found.answer) return say("The bot did not answer the inline query for 10 seconds", "trouble");
    return show(found.id, found.answer.results);
  }

  function show(id, results) {
    const pick = async (result) => {
      close();
      if (await attempt(() => act(`inline/${id}/pick`, { result: result.id, chat: world.chat }))) onPicked();
    };
    list.replaceChildren(...results.map((result) => el("button", { type: "button", class: "result", onclick: () => pick(result) },
      el("strong", {}, title(result)), el("span", {}, result.description ?? ""))));
    if (results.length === 0) list.append(el("p", { class: "nothing" }, "No results"));
    list.hidden = false;
  }

  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const results = [...list.children];
    const next = results[results.indexOf(document.activeElement) + step];
    if (event.key === "Escape") close();
    else if (!step) return;
    event.preventDefault();
    (next ?? field).focus();
  });

  return {
    list,
    /** Whether the key was for the results: the arrows lead there from the field. */
    pressed(event) {
      if (list.hidden || !["ArrowDown", "ArrowUp", "Escape"].includes(event.key)) return false;
      event.preventDefault();
      if (event.key === "Escape") close();
      else (event.key === "ArrowDown" ? list.firstChild : list.lastChild).focus();
      return true;
    },
    update() {
      clearTimeout(timer);
      const name = `@${world.bot.username} `.toLowerCase();
      asked += 1;
      if (field.value.toLowerCase().startsWith(name)) timer = setTimeout(() => ask(field.value.slice(name.length)), PAUSE);
      else close();
    },
  };
}

const title = (result) => result.title ?? result.first_name ?? result.caption ?? result.type;
