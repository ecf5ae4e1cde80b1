/* Symbols of places, crosses and lines as SVG: shape says what it is, filling says its state. */

import { svg } from "../dom.js";

/** @typedef {import("../types").Ground} Ground */
/** Of a place, what its symbol depends on.
 * @typedef {{ kind: import("../types").PlaceKind, role?: string, gaugeChange?: boolean }} Kind */

/** @param {number} size @param {Node[]} children */
export const frame = (size, children) =>
  svg("svg", { viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true" }, children);

/** A way is blocked here. @param {Ground} ground */
export const crossSymbol = (ground) =>
  frame(18, [
    svg("circle", { r: 6.6, fill: ground.marker, stroke: ground.ink, "stroke-width": 1.2 }),
    svg("path", {
      d: "M-3 -3L3 3M3 -3L-3 3",
      stroke: ground.ink,
      "stroke-width": 2,
      "stroke-linecap": "round",
    }),
  ]);

/** @param {Kind} place @param {Ground} ground */
function hubSymbol(place, ground) {
  const fill = ground.quiet;
  return place.role === "capital"
    ? [svg("rect", { x: -2.4, y: -2.4, width: 4.8, height: 4.8, fill })]
    : [svg("circle", { r: 2, fill })];
}

/** @param {import("../types").PlaceState} state @param {Ground} ground */
const outline = (state, ground) => ({
  fill: state === "open" ? ground.ink : ground.marker,
  stroke: ground.ink,
  "stroke-width": 1.3,
});

/** @param {import("../types").PlaceState} state @returns {Record<string, string>} */
const dashed = (state) => (state === "planned" ? { "stroke-dasharray": "2 1.6" } : {});

/** @param {Kind} place @param {import("../types").PlaceState} state @param {Ground} ground */
function portSymbol(place, state, ground) {
  /** @type {SVGElement[]} */
  const parts = [svg("circle", { r: 4.6, ...outline(state, ground), ...dashed(state) })];
  if (state === "half") parts.push(svg("path", { d: "M0 -4.6A4.6 4.6 0 0 1 0 4.6Z", fill: ground.ink }));
  if (place.role === "inland-sea") {
    parts.push(svg("circle", { r: 1.5, fill: state === "open" ? ground.marker : ground.ink }));
  }
  return parts;
}

/** @param {Kind} place @param {import("../types").PlaceState} state @param {Ground} ground */
function crossingSymbol(place, state, ground) {
  const square = { x: -3.3, y: -3.3, width: 6.6, height: 6.6 };
  /** @type {SVGElement[]} */
  const parts = [svg("rect", { ...square, ...outline(state, ground), ...dashed(state) })];
  if (state === "half") parts.push(svg("rect", { ...square, x: 0, width: 3.3, fill: ground.ink }));
  if (place.gaugeChange) {
    parts.push(svg("path", { d: "M-6.6 -5V5M6.6 -5V5", stroke: ground.ink, "stroke-width": 1.3 }));
  }
  return parts;
}

/** @param {import("../types").PlaceState} state @param {Ground} ground */
function straitSymbol(state, ground) {
  const parts = [svg("path", { d: "M0 -6L6 0L0 6L-6 0Z", ...outline(state, ground) })];
  if (state === "half") parts.push(svg("path", { d: "M0 -6L6 0L0 6Z", fill: ground.ink }));
  return parts;
}

/** @param {Kind} place @param {import("../types").PlaceState} state @param {Ground} ground */
function shapeOf(place, state, ground) {
  if (place.kind === "hub") return hubSymbol(place, ground);
  if (place.kind === "port") return portSymbol(place, state, ground);
  if (place.kind === "crossing") return crossingSymbol(place, state, ground);
  return straitSymbol(state, ground);
}

/** The symbol of a place.
 * @param {Kind} place
 * @param {import("../types").PlaceState} state
 * @param {Ground} ground
 * @param {string | null} ring colour of its risk around it */
export function placeSymbol(place, state, ground, ring = null) {
  const around = ring && [
    svg("circle", { r: 8.2, fill: ring, stroke: ground.casing, "stroke-width": 0.8 }),
    svg("circle", { r: 6, fill: ground.marker }),
  ];
  const across = state === "shut" && [
    svg("path", {
      d: "M-2.2 -2.2L2.2 2.2M2.2 -2.2L-2.2 2.2",
      stroke: ground.ink,
      "stroke-width": 1.6,
      "stroke-linecap": "round",
    }),
  ];
  return frame(16, [...(around || []), ...shapeOf(place, state, ground), ...(across || [])]);
}

/** @param {number} middle @param {number} y @param {Ground} ground */
const smallCross = (middle, y, ground) =>
  svg("g", { transform: `translate(${middle},${y})` }, [
    svg("circle", { r: 5.4, fill: ground.marker, stroke: ground.ink }),
    svg("path", { d: "M-2.4 -2.4L2.4 2.4M2.4 -2.4L-2.4 2.4", stroke: ground.ink, "stroke-width": 1.6 }),
  ]);

/** A piece of a line as the legend shows it.
 * @param {Ground} ground
 * @param {{ colour: string, width: number, dash?: number[], wide?: number, dots?: boolean, cross?: boolean,
 *   hollow?: boolean }} how */
export function lineSample(ground, { colour, width, dash = [], wide = 34, dots, cross, hollow }) {
  const y = 7;
  const pattern = { "stroke-dasharray": dots ? "1 7" : dash.join(" ") || "none" };
  const shared = { x1: 1, x2: wide - 1, y1: y, y2: y, ...pattern, "stroke-linecap": dots ? "round" : "butt" };
  const line = (/** @type {string} */ stroke, /** @type {number} */ px) =>
    svg("line", { ...shared, stroke, "stroke-width": px });
  const parts = [line(ground.casing, width + 2.4), line(colour, width)];
  if (hollow) parts.push(line(ground.halo, Math.max(1.2, width * 0.36)));
  return svg(
    "svg",
    { class: "sr-sample", width: wide, height: 14, viewBox: `0 0 ${wide} 14`, "aria-hidden": "true" },
    cross ? [...parts, smallCross(wide / 2, y, ground)] : parts,
  );
}

/** The line of a status.
 * @param {import("../types").Style} style
 * @param {Ground} ground
 * @param {string} status
 * @param {string} colour */
export const statusSample = (style, ground, status, colour) =>
  lineSample(ground, {
    colour,
    dash: style.dash[status],
    width: status === "suspended" ? 2.4 : 4,
    dots: status === "proposed",
    cross: status === "suspended",
  });
