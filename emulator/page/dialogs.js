// Dialogs: questions of the page, and alerts of the bot.

import { el } from "./dom.js";

/** Shows a text that has to be closed. */
export function showAlert(title, text) {
  const dialog = open(el("form", { method: "dialog" },
    el("h2", {}, title), el("p", { class: "alert-text" }, text),
    el("div", { class: "buttons" }, el("button", { class: "primary", value: "ok" }, "OK"))));
  dialog.setAttribute("role", "alertdialog");
}

/**
 * Asks for some fields; gives them by name, or null if the person changes their mind.
 * A field is `{ name, label, value, placeholder, maxlength }`, or has `options` as pairs of value and text.
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
      if (event.key !== "Enter" || event.target.tagName === "BUTTON") return;
      event.preventDefault();
      form.requestSubmit(form.querySelector(".primary"));
    });
    const dialog = open(form);
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null));
  });
}

function field({ name, label, options, value = "", placeholder = "", maxlength = 64 }) {
  const control = options
    ? el("select", { name }, options.map(([key, text]) => el("option", { value: key }, text)))
    : el("input", { name, value, placeholder, maxlength, required: true, autocomplete: "off" });
  return el("label", {}, el("span", {}, label), control);
}

function open(form) {
  const dialog = el("dialog", {}, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
