// Making elements. Text always goes in as text nodes, so nothing that anybody typed can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes; `on…` are listeners, `class`, `dataset` and booleans work as expected. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) set(node, name, value);
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function set(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "dataset") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/** One of the icons, for decoration. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/page/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A button that shows an icon only, and says its name to everybody else. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon", title: label, "aria-label": label, onclick, ...attributes }, icon(name));
}

export const byId = (id) => document.getElementById(id);

/** A round picture made of initials; the colour follows from the id. */
export function avatar(name, id, extra = "") {
  return el("span", { class: `avatar hue-${hue(id)} ${extra}`, "aria-hidden": "true" }, initials(name));
}

/** The first letters of the first and the last word. */
export function initials(name) {
  const words = name.trim().split(/\s+/);
  if (words[0] === "") return "?";
  const picked = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return picked.map((word) => [...word][0].toUpperCase()).join("");
}

/** One of eight colours. */
export const hue = (id) => Math.abs(Number(id) || 0) % 8;

/** The time of day of a date in seconds. */
export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
}

/** The day of a date in seconds, in words. */
export function dayName(seconds) {
  return new Date(seconds * 1000).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
}
