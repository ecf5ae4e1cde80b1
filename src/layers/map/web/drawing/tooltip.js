/* Tooltips of what is drawn. */

import { el } from "../dom.js";

/** Lines as a block whose first is set off. @param {string[]} lines @param {string} [dir] */
export const linesBlock = (lines, dir) =>
  el(
    "div",
    { class: "sr-tip", dir },
    lines.map((line, i) => el(i ? "div" : "strong", {}, line)),
  );

/** A tooltip whose lines are made when it opens, as text nodes.
 * @param {L.Layer} layer
 * @param {() => string[]} lines
 * @param {boolean} [sticky] it follows the pointer */
export function addTooltip(layer, lines, sticky = false) {
  layer.bindTooltip(() => linesBlock(lines().filter(Boolean)), {
    sticky,
    direction: "top",
    className: "sr-tooltip",
    opacity: 1,
  });
  /* A tooltip makes Leaflet listen for focus, and Chromium then stops at every line on Tab. Legend and table
     are the way by keyboard. */
  const passBy = () => {
    if (layer instanceof L.Path || layer instanceof L.Marker)
      layer.getElement()?.setAttribute("tabindex", "-1");
  };
  layer.on("add", passBy);
  passBy();
}
