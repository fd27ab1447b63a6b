// Inline mode: what is typed behind the bot's name brings results to pick from.

import { act, read } from "./api.js";
import { el } from "./dom.js";
import { visit } from "./entities.js";
import { attempt, open, say, world } from "./state.js";

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

  /** Asks the bot; with the offset of an earlier answer, for more of it. */
  async function ask(query, offset = "") {
    const number = ++asked;
    const found = await attempt(async () => {
      const { query_id: id } = await act("inline", { as: world.me, query, offset });
      return { id, ...(await read(`inline/${id}?wait=10`)) };
    });
    // Somebody who types on does not want the results of before.
    if (!found || number !== asked) return;
    if (!found.answer) return say("The bot did not answer the inline query for 10 seconds", "trouble");
    if (offset === "") list.replaceChildren(...startButton(found.answer.button));
    return show(query, found.id, found.answer);
  }

  function show(query, id, { results, next_offset: next }) {
    const pick = async (result) => {
      close();
      if (await attempt(() => act(`inline/${id}/pick`, { result: result.id, chat: world.chat }))) onPicked();
    };
    list.append(...results.map((result) => row(() => pick(result), title(result), result.description)));
    if (list.childElementCount === 0) list.append(el("p", { class: "nothing" }, "No results"));
    const more = (event) => {
      event.currentTarget.remove();
      ask(query, next);
    };
    if (next) list.append(row(more, "More…"));
    list.hidden = false;
  }

  const row = (onclick, name, about = "") => el("button", { type: "button", class: "result", onclick }, el("strong", {}, name), el("span", {}, about));

  /** The button above the results, which leads into the private chat. */
  function startButton(button) {
    if (!button) return [];
    const start = async () => {
      onPicked();
      open(world.me);
      await attempt(() => act(`chats/${world.me}/messages`, { as: world.me, text: `/start ${button.start_parameter}` }));
    };
    return [row(button.web_app ? () => visit(button.web_app.url) : start, button.text)];
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
