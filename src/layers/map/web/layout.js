/* The elements around the map, and which part of it they leave free. */

import { el } from "./dom.js";

/** @typedef {import("./types").Box} Box */
/** @typedef {ReturnType<typeof layOut>} Layout */

const CLEAR_PX = 4;
const MARGIN_PX = 8;
const EDGE_PX = 24;
/** A legend wider than this share of the map lies above it, not beside it. */
const LEGEND_SHARE = 0.5;
/** A card that begins left of this share likewise. */
const CARD_SHARE = 0.4;

/** Build what stands around the map's container, inside the element that holds it.
 * @param {HTMLElement} container */
export function layOut(container) {
  const header = el("header", { class: "sr-header" });
  const legend = el("nav", { class: "sr-legend" });
  const drawer = el("div", { class: "sr-drawer", hidden: true });
  const cardBox = el("div", { class: "sr-card-box" });
  const summary = el("p", { class: "sr-summary", "aria-live": "polite" });
  const foot = el("p", { class: "sr-foot" });
  const clock = el("section", { class: "sr-time" });
  const canvas = el("div", { class: "sr-canvas" });
  const stage = el("div", { class: "sr-stage" }, [canvas, drawer]);
  const footer = el("footer", { class: "sr-footer" }, [summary, foot]);
  const root = el("div", { class: "sr-root" }, [header, stage, clock, footer]);
  container.parentElement?.append(root);
  canvas.append(container, legend, cardBox);
  container.setAttribute("role", "application");
  for (const node of [legend, drawer]) keepEvents(node);
  return { container, root, header, legend, drawer, cardBox, summary, foot, clock, canvas };
}

/** Clicks and scrolling on an element stay off the map. @param {HTMLElement} node */
export function keepEvents(node) {
  L.DomEvent.disableClickPropagation(node);
  L.DomEvent.disableScrollPropagation(node);
}

/** The box of an element on the map with some room around it; null if it is not there.
 * @param {Element | null} node
 * @param {HTMLElement} container
 * @returns {Box | null} */
export function boxOn(node, container) {
  if (!node) return null;
  const a = node.getBoundingClientRect();
  const b = container.getBoundingClientRect();
  if (!a.width) return null;
  return [
    a.left - b.left - CLEAR_PX,
    a.top - b.top - CLEAR_PX,
    a.right - b.left + CLEAR_PX,
    a.bottom - b.top + CLEAR_PX,
  ];
}

/** How far from its edges the map is covered, so that what is flown to is not.
 * @param {Layout} layout
 * @param {L.Point} size of the map
 * @returns {L.FitBoundsOptions} */
export function insets({ legend, cardBox, container }, size) {
  const legendBox = boxOn(legend, container);
  const card = boxOn(cardBox.firstElementChild, container);
  const beside = legendBox && legendBox[2] - legendBox[0] < size.x * LEGEND_SHARE;
  const left = beside ? legendBox[2] + MARGIN_PX : MARGIN_PX;
  const right = card && card[0] > size.x * CARD_SHARE ? size.x - card[0] + MARGIN_PX : EDGE_PX;
  return { paddingTopLeft: [left, MARGIN_PX], paddingBottomRight: [right, MARGIN_PX] };
}
