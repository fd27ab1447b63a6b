// The clock, faults on demand, and the bot's program.

import { act, forget } from "./api.js";
import { el } from "./dom.js";
import { attempt, watch, world } from "./state.js";

const STEPS = [["1 minute", 60], ["1 hour", 3600], ["1 day", 86_400], ["1 week", 604_800]];

/** What can go wrong: with calls of the bot, with updates on their way to it, with attempts to bring them to a webhook. */
const FAULTS = {
  "Calls of the bot": [
    ["error", "Error 500"], ["retry_after", "429: too many requests"], ["cut_before", "Connection cut before"],
    ["cut_after", "Connection cut after"], ["delay", "Slow answer"], ["hang", "No answer"], ["garbage", "An answer that is no JSON"],
  ],
  "Updates for the bot": [["update_lost", "Update lost"], ["update_twice", "Update comes twice"], ["update_late", "Update comes behind the next one"]],
  Webhook: [["delivery_lost", "Delivery lost"], ["delivery_answer_lost", "Answer to a delivery lost"]],
};
/** Faults of calls that last some time. */
const TIMED = ["retry_after", "delay"];

const faultName = (fault) => Object.values(FAULTS).flat().find(([name]) => name === fault)?.[1] ?? fault;

let clock;
let planned;
let program;
let privacy;

export function startControls(view) {
  clock = el("output", { class: "clock", "aria-label": "The emulator's time" });
  planned = el("div", {});
  program = el("section", { class: "control" });
  privacy = el("section", { class: "control" });
  view.append(
    el("section", { class: "control" }, el("h3", {}, "Clock"), clock, el("div", { class: "buttons" },
      STEPS.map(([name, seconds]) => button(`+ ${name}`, () => act("clock", { advance: seconds }))))),
    el("section", { class: "control" }, el("h3", {}, "Trouble on demand"), faultForm(), planned),
    program, privacy);
  watch((change) => {
    if (["all", "conditions"].includes(change)) showConditions();
    if (["all", "bot"].includes(change)) showProgram();
  });
  setInterval(showClock, 1000);
}

function faultForm() {
  const groups = Object.entries(FAULTS).map(([label, faults]) => el("optgroup", { label }, faults.map(([name, text]) => el("option", { value: name }, text))));
  const kind = el("select", { name: "fault", "aria-label": "What goes wrong", onchange: () => showTerms() }, groups);
  const method = el("input", { name: "method", value: "sendMessage", "aria-label": "Method, or * for any" });
  const times = el("input", { name: "times", type: "number", min: 1, max: 1000, value: 1, "aria-label": "How many times" });
  const seconds = el("input", { name: "seconds", type: "number", min: 0, max: 3600, value: 3, "aria-label": "How many seconds" });
  const note = el("p", { class: "note" });
  const methodBox = el("label", {}, el("span", {}, "of"), method);
  const secondsBox = el("label", {}, el("span", {}, "seconds"), seconds);
  const isOfCalls = () => FAULTS["Calls of the bot"].some(([name]) => name === kind.value);
  function showTerms() {
    methodBox.hidden = !isOfCalls();
    secondsBox.hidden = !TIMED.includes(kind.value);
    const needsWebhook = kind.value.startsWith("delivery") && !world.conditions.webhook;
    note.hidden = !needsWebhook;
    note.textContent = "The bot has set no webhook; it fetches its updates.";
  }
  const plan = (event) => {
    event.preventDefault();
    const terms = isOfCalls() ? { method: method.value || "*", ...(TIMED.includes(kind.value) ? { seconds: Number(seconds.value) || 0 } : {}) } : {};
    attempt(() => act("faults", { fault: kind.value, times: Number(times.value) || 1, ...terms }));
  };
  watch((change) => {
    if (["all", "conditions"].includes(change)) showTerms();
  });
  return el("form", { class: "fault-form", onsubmit: plan }, kind,
    el("div", { class: "fault-row" }, methodBox, secondsBox, el("label", {}, el("span", {}, "times"), times)), note,
    el("button", { type: "submit", class: "primary" }, "Let it happen"));
}

function button(text, doing, attributes = {}) {
  return el("button", { type: "button", onclick: () => attempt(doing), ...attributes }, text);
}

function showConditions() {
  showClock();
  const { faults, is_token_refused: isRefused, is_privacy_on: isPrivate, is_rate_limited: isLimited, webhook } = world.conditions;
  privacy.replaceChildren(...[el("h3", {}, "What the bot sees"),
    el("p", { class: "note" }, isPrivate ? "Privacy mode is on: in groups it sees commands, replies to it and mentions of it." : "Privacy mode is off: in groups it sees everything."),
    isLimited && el("p", { class: "note" }, "More than 30 messages in a second, or 20 in a minute to one group, get 429."),
    el("p", { class: "note" }, webhook ? `Updates are brought to ${webhook}` : "It fetches its updates."),
    el("div", { class: "buttons" }, button(isLimited ? "No limits of rate" : "Limits of rate", () => act("limits", { is_on: !isLimited })), button(isPrivate ? "Privacy mode off" : "Privacy mode on", () => act("privacy", { is_on: !isPrivate })))].filter(Boolean));
  planned.replaceChildren(
    el("ul", { class: "planned" }, faults.map(({ fault, method, times }) => el("li", {}, [faultName(fault), method, times > 1 && `${times} times`].filter(Boolean).join(" · ")))),
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
