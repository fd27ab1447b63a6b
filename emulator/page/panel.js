// What happens behind the scenes, in tabs.

import { byId, el } from "./dom.js";
import { startControls } from "./controls.js";
import { startRecords } from "./records.js";
import { startWire } from "./wire.js";

const TABS = [
  ["wire", "Wire", startWire],
  ["records", "Records", startRecords],
  ["controls", "Controls", startControls],
];

export function startPanel() {
  const list = el("div", { class: "tabs", role: "tablist", "aria-label": "Behind the scenes", onkeydown: moveAmongTabs });
  byId("panel").append(list);
  for (const [name, title, start] of TABS) {
    list.append(el("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `view-${name}`, onclick: () => show(name),
    }, title));
    const view = el("section", { id: `view-${name}`, role: "tabpanel", "aria-labelledby": `tab-${name}`, class: "view" });
    byId("panel").append(view);
    start(view);
  }
  show("wire");
}

function show(chosen) {
  for (const [name] of TABS) {
    const isChosen = name === chosen;
    byId(`tab-${name}`).setAttribute("aria-selected", String(isChosen));
    byId(`tab-${name}`).tabIndex = isChosen ? 0 : -1;
    byId(`view-${name}`).hidden = !isChosen;
  }
}

function moveAmongTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const names = TABS.map(([name]) => name);
  const place = names.indexOf(document.activeElement.id.slice("tab-".length));
  const next = names[(place + step + names.length) % names.length];
  show(next);
  byId(`tab-${next}`).focus();
}
