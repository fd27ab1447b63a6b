// Dialogs: questions of the page, and alerts of the bot.

import { el, icon } from "./dom.js";

/** Shows a text that has to be closed. */
export function showAlert(title, text) {
  const dialog = open(el("form", { method: "dialog" },
    el("h2", {}, title), el("p", { class: "alert-text" }, text),
    el("div", { class: "buttons" }, el("button", { class: "primary", value: "ok" }, "OK"))));
  dialog.setAttribute("role", "alertdialog");
}

/**
 * Asks for some fields; gives them by name, or null if the person changes their mind.
 * A field is `{ name, label, value, placeholder, maxlength }`, or has `options` as pairs of value and text (several of them
 * can be chosen if `most` is above 1); `isOptional`, `isLong` (several lines) and `type` change the input.
 */
export function ask(title, fields, action) {
  return new Promise((done) => {
    const inputs = fields.map(field);
    const form = el("form", { method: "dialog" }, el("h2", {}, title), inputs,
      el("div", { class: "buttons" },
        el("button", { value: "no", formnovalidate: true, type: "submit" }, "Cancel"),
        el("button", { class: "primary", value: "yes", type: "submit" }, action)));
    // Enter takes the first button of a form, which would cancel.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || ["BUTTON", "TEXTAREA"].includes(event.target.tagName)) return;
      event.preventDefault();
      form.requestSubmit(form.querySelector(".primary"));
    });
    const dialog = open(form);
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? filled(form, fields) : null));
  });
}

/** What was filled in: a list where several can be chosen. */
function filled(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(fields.map(({ name, most = 1 }) => [name, most > 1 ? data.getAll(name) : data.get(name)]));
}

function field({ name, label, options, value = "", placeholder = "", maxlength = 64, most = 1, type = "text", isOptional, isLong }) {
  const common = { name, placeholder, required: !isOptional, autocomplete: "off" };
  if (type === "checkbox") return el("label", { class: "check" }, el("input", { name, type, checked: Boolean(value) }), el("span", {}, label));
  const choice = ([key, text]) => el("option", { value: key, selected: String(key) === String(value) }, text);
  let control;
  if (options) control = el("select", { name, multiple: most > 1 }, options.map(choice));
  else if (isLong) control = el("textarea", { ...common, rows: 4 }, value);
  else control = el("input", { ...common, type, value, maxlength, step: type === "number" ? "any" : null });
  return el("label", {}, el("span", {}, label), control);
}

/** Shows something that the person closes; gives the dialog. */
export function showDialog(title, ...content) {
  return open(el("form", { method: "dialog", class: "wide" },
    el("header", {}, el("h2", {}, title), el("button", { class: "icon", value: "close", "aria-label": "Close", title: "Close (Esc)" }, icon("close"))), content));
}

function open(form) {
  const dialog = el("dialog", {}, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
