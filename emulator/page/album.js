// Photos and videos that were sent together: one bubble, with a mosaic in it.

import { picture, player, words } from "./content.js";
import { el } from "./dom.js";

/** How many tiles stand in each row, by how many there are. */
const ROWS = { 2: [2], 3: [1, 2], 4: [1, 3], 5: [2, 3], 6: [3, 3], 7: [2, 2, 3], 8: [2, 3, 3], 9: [3, 3, 3], 10: [3, 3, 4] };

/** A tile is no narrower and no wider than this, as width by height; the rest of its picture is cut off. */
const [NARROWEST, WIDEST] = [0.7, 2];

/** Whether a message of an album is a part of its mosaic. */
export const isTile = (message) => Boolean(message.photo ?? message.video);

/** The mosaic of an album, and what is written below. `tile` gives each message's attributes. */
export function mosaic(messages, tile) {
  const rest = [...messages];
  const rows = (ROWS[messages.length] ?? [messages.length]).map((count) => row(rest.splice(0, count), tile));
  return [el("div", { class: "mosaic" }, rows), messages.flatMap(words)];
}

/** Tiles of one height, as wide as their pictures want. */
function row(messages, tile) {
  const ratios = messages.map(ratio);
  const node = el("div", { class: "mosaic-row" }, messages.map((message, place) => {
    const figure = el("figure", tile(message), message.photo ? picture(message.photo[message.photo.length - 1], "Photo") : player("video", message.video));
    figure.style.flexGrow = ratios[place];
    return figure;
  }));
  node.style.aspectRatio = messages.length === 1 ? Math.max(ratios[0], 1.4) : ratios.reduce((sum, one) => sum + one, 0);
  return node;
}

function ratio(message) {
  const { width, height } = message.photo?.[message.photo.length - 1] ?? message.video;
  return Math.min(Math.max(width / height || 1, NARROWEST), WIDEST);
}
