// The bot's command menu, and completion of a command that is being typed.

import { el } from "./dom.js";
import { currentChat, world } from "./state.js";

/** The scopes that may name a chat's commands, the most particular first. */
function scopes(chat) {
  const isPrivate = chat?.type === "private";
  return [
    (scope) => scope.type === "chat_member" && scope.chat_id === chat?.id && scope.user_id === world.me,
    (scope) => scope.type === "chat" && scope.chat_id === chat?.id,
    (scope) => scope.type === (isPrivate ? "all_private_chats" : "all_group_chats"),
    (scope) => scope.type === "default",
  ];
}

/** The commands that the speaking person sees in the open chat. */
export function menu() {
  const language = world.people.get(world.me)?.language_code ?? "";
  for (const fits of scopes(currentChat())) {
    for (const code of [language, ""]) {
      const found = world.menus.find((given) => fits(given.scope) && given.language_code === code);
      if (found) return found.commands;
    }
  }
  return [];
}

/** Completes commands in a field: `list` is the popup; `update`, `toggle` and `pressed` are for the field's events. */
export function completion(field, send) {
  const list = el("div", { id: "commands", class: "commands", role: "listbox", "aria-label": "Commands of the bot", hidden: true });
  let chosen = 0;
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-controls", "commands");
  field.setAttribute("aria-autocomplete", "list");

  const close = () => show([]);
  const choose = (command) => {
    close();
    field.focus();
    send(`/${command.command}`);
  };
  // A command that needs arguments is completed, and waits for them.
  const complete = (command) => {
    field.value = `/${command.command} `;
    close();
  };

  function show(commands) {
    chosen = 0;
    list.hidden = commands.length === 0;
    field.setAttribute("aria-expanded", String(commands.length > 0));
    list.replaceChildren(...commands.map((command, place) => el("div", {
      role: "option", id: `command-${place}`, dataset: { command: command.command },
      onmousedown: (event) => { event.preventDefault(); choose(command); },
    }, el("strong", {}, `/${command.command}`), el("span", {}, command.description))));
    mark();
  }

  function mark() {
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    list.children[chosen]?.scrollIntoView({ block: "nearest" });
    if (list.hidden) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `command-${chosen}`);
  }

  return {
    list,
    update() {
      const typed = /^\/(\w*)$/.exec(field.value)?.[1];
      show(typed === undefined ? [] : menu().filter(({ command }) => command.startsWith(typed.toLowerCase())));
    },
    toggle() {
      field.focus();
      show(list.hidden ? menu() : []);
    },
    /** Whether the key was for the popup. */
    pressed(event) {
      if (list.hidden) return false;
      const command = menu().find((known) => known.command === list.children[chosen]?.dataset.command);
      const moves = { ArrowDown: 1, ArrowUp: -1 };
      if (moves[event.key]) {
        chosen = (chosen + moves[event.key] + list.children.length) % list.children.length;
        mark();
      } else if (event.key === "Escape") close();
      else if (event.key === "Tab" && command) complete(command);
      else if (event.key === "Enter" && command) choose(command);
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
