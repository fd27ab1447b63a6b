// The clock, faults on demand, and the bot's program.

import { act, forget } from "./api.js";
import { el } from "./dom.js";
import { attempt, watch, world } from "./state.js";

const STEPS = [["1 minute", 60], ["1 hour", 3600], ["1 day", 86_400], ["1 week", 604_800]];

const FAULTS = [
  ["error", "Error 500"], ["retry_after", "429: too many requests"], ["cut_before", "Connection cut before"],
  ["cut_after", "Connection cut after"], ["delay", "Slow answer"], ["hang", "No answer"], ["garbage", "An answer that is no JSON"],
];

let clock;
let planned;
let program;

export function startControls(view) {
  clock = el("output", { class: "clock", "aria-label": "The emulator's time" });
  planned = el("div", {});
  program = el("section", { class: "control" });
  view.append(
    el("section", { class: "control" }, el("h3", {}, "Clock"), clock, el("div", { class: "buttons" },
      STEPS.map(([name, seconds]) => button(`+ ${name}`, () => act("clock", { advance: seconds }))))),
    el("section", { class: "control" }, el("h3", {}, "Trouble on demand"), faultForm(), planned),
    program);
  watch((change) => {
    if (["all", "conditions"].includes(change)) showConditions();
    if (["all", "bot"].includes(change)) showProgram();
  });
  setInterval(showClock, 1000);
}

function faultForm() {
  const kind = el("select", { name: "fault", "aria-label": "What goes wrong" }, FAULTS.map(([name, text]) => el("option", { value: name }, text)));
  const method = el("input", { name: "method", value: "sendMessage", "aria-label": "Method, or * for any", list: "methods" });
  const times = el("input", { name: "times", type: "number", min: 1, max: 1000, value: 1, "aria-label": "How many times" });
  const plan = (event) => {
    event.preventDefault();
    attempt(() => act("faults", { fault: kind.value, method: method.value || "*", times: Number(times.value) || 1 }));
  };
  return el("form", { class: "fault-form", onsubmit: plan }, kind,
    el("div", { class: "fault-row" }, el("label", {}, el("span", {}, "of"), method), el("label", {}, el("span", {}, "times"), times)),
    el("button", { type: "submit", class: "primary" }, "Let it happen"));
}

function button(text, doing, attributes = {}) {
  return el("button", { type: "button", onclick: () => attempt(doing), ...attributes }, text);
}

function showConditions() {
  showClock();
  const { faults, is_token_refused: isRefused } = world.conditions;
  planned.replaceChildren(
    el("ul", { class: "planned" }, faults.map(({ fault, method, times }) => el("li", {}, `${FAULTS.find(([name]) => name === fault)?.[1] ?? fault} · ${method}${times > 1 ? ` · ${times} times` : ""}`))),
    el("div", { class: "buttons" },
      faults.length > 0 && button("Forget all", () => forget("faults")),
      button(isRefused ? "Accept the token again" : "Refuse the bot’s token", () => act("token", { is_refused: !isRefused }))));
}

function showClock() {
  const now = world.conditions.now * 1000 + (Date.now() - world.clockRead);
  clock.textContent = new Date(now).toLocaleString();
}

function showProgram() {
  const { process } = world;
  program.hidden = false;
  const note = (text) => el("p", { class: "note" }, text);
  const title = el("h3", {}, "The bot’s program");
  if (!process) return program.replaceChildren(title, note("It was not started from here, so it can’t be stopped from here."));
  const names = { start: "Start the bot", restart: "Restart the bot", stop: "Stop the bot", kill: "Kill the bot" };
  const shown = process.can.filter((wish) => (wish === "start") !== process.is_running);
  return program.replaceChildren(title, note(process.is_running ? "It runs." : "It does not run; what people write waits for it."),
    el("div", { class: "buttons" }, shown.map((wish) => button(names[wish], () => act("bot", { do: wish }), { class: wish === "kill" ? "danger" : "" }))));
}
