// The page begins here.

import { byId, el } from "./dom.js";
import { startComposer } from "./composer.js";
import { startConversation } from "./conversation.js";
import { startPanel } from "./panel.js";
import { startSidebar } from "./sidebar.js";
import { begin, open, say, speakAs, visibleChats, watch, world } from "./state.js";

/** How long a toast stays, in milliseconds. */
const TOAST = 4500;

function showPane(name) {
  document.body.dataset.pane = name;
  for (const tab of document.querySelectorAll(".panes button")) {
    if (tab.dataset.pane === name) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
  }
}

function toast(text, kind) {
  const node = el("div", { class: `toast ${kind}` }, text);
  byId("toasts").append(node);
  setTimeout(() => node.remove(), TOAST);
}

/** Alt with arrows: the chat above or below. Alt with digits: the person of that number. */
function shortcuts(event) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const person = [...world.people.keys()][Number(event.key) - 1];
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (step) {
    const ids = visibleChats().map((chat) => chat.id);
    open(ids[(ids.indexOf(world.chat) + step + ids.length) % ids.length]);
  } else if (person !== undefined) speakAs(person);
  else return;
  event.preventDefault();
  byId("draft")?.focus();
}

for (const tab of document.querySelectorAll(".panes button")) tab.addEventListener("click", () => showPane(tab.dataset.pane));
document.addEventListener("keydown", shortcuts);
watch((change, detail) => {
  if (change === "say") toast(detail.text, detail.kind);
  // Whoever opens or makes a chat wants to see it, also where there is room for one part only.
  if (change === "opened") showPane("chat");
});
startSidebar();
startConversation();
startComposer();
startPanel();
showPane("chat");
begin().catch((error) => say(`The emulator does not answer: ${error.message}`, "trouble"));
