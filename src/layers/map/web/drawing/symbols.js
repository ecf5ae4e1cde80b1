/* Symbols of places, crosses and lines as SVG: shape says what it is, filling says its state. */

import { svg } from "../dom.js";

/** @typedef {import("../types").Ground} Ground */
/** @typedef {import("../types").PlaceState} PlaceState */
/** Colours of the ground and sizes of symbols.
 * @typedef {{ ground: Ground, sizes: import("../types").PlaceStyle }} Paint */
/** Of a place, what its symbol depends on.
 * @typedef {{ kind: import("../types").PlaceKind, role?: string, gaugeChange?: boolean }} Kind */

/** @param {number} size @param {Node[]} children */
export const frame = (size, children) =>
  svg("svg", { viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true" }, children);

/** A way is blocked here. @param {Paint} paint */
export const crossSymbol = ({ ground, sizes }) =>
  frame(18, [
    svg("circle", { r: sizes.crossPx / 2, fill: ground.marker, stroke: ground.ink, "stroke-width": 1.2 }),
    svg("path", {
      d: "M-3 -3L3 3M3 -3L-3 3",
      stroke: ground.ink,
      "stroke-width": 2,
      "stroke-linecap": "round",
    }),
  ]);

/** @param {Kind} place @param {Paint} paint */
function hubSymbol({ role = "city" }, { ground, sizes }) {
  const fill = ground.quiet;
  const width = sizes.hubPx[role];
  return role === "capital"
    ? [svg("rect", { x: -width / 2, y: -width / 2, width, height: width, fill })]
    : [svg("circle", { r: width / 2, fill })];
}

/** @param {PlaceState} state @param {Ground} ground */
const outline = (state, ground) => ({
  fill: state === "open" ? ground.ink : ground.marker,
  stroke: ground.ink,
  "stroke-width": 1.3,
});

/** @param {PlaceState} state @returns {Record<string, string>} */
const dashed = (state) => (state === "planned" ? { "stroke-dasharray": "2 1.6" } : {});

/** @param {Kind} place @param {PlaceState} state @param {Paint} paint */
function portSymbol(place, state, { ground, sizes }) {
  const r = sizes.shapePx.circle / 2;
  /** @type {SVGElement[]} */
  const parts = [svg("circle", { r, ...outline(state, ground), ...dashed(state) })];
  if (state === "half") parts.push(svg("path", { d: `M0 -${r}A${r} ${r} 0 0 1 0 ${r}Z`, fill: ground.ink }));
  if (place.role === "inland-sea") {
    parts.push(svg("circle", { r: 1.5, fill: state === "open" ? ground.marker : ground.ink }));
  }
  return parts;
}

/** @param {Kind} place @param {PlaceState} state @param {Paint} paint */
function crossingSymbol(place, state, { ground, sizes }) {
  const width = sizes.shapePx.square;
  const square = { x: -width / 2, y: -width / 2, width, height: width };
  /** @type {SVGElement[]} */
  const parts = [svg("rect", { ...square, ...outline(state, ground), ...dashed(state) })];
  if (state === "half") parts.push(svg("rect", { ...square, x: 0, width: width / 2, fill: ground.ink }));
  if (place.gaugeChange) {
    parts.push(svg("path", { d: `M-${width} -5V5M${width} -5V5`, stroke: ground.ink, "stroke-width": 1.3 }));
  }
  return parts;
}

/** @param {PlaceState} state @param {Paint} paint */
function straitSymbol(state, { ground, sizes }) {
  const r = sizes.shapePx.diamond / 2;
  const parts = [svg("path", { d: `M0 -${r}L${r} 0L0 ${r}L-${r} 0Z`, ...outline(state, ground) })];
  if (state === "half") parts.push(svg("path", { d: `M0 -${r}L${r} 0L0 ${r}Z`, fill: ground.ink }));
  return parts;
}

/** @param {Kind} place @param {PlaceState} state @param {Paint} paint */
function shapeOf(place, state, paint) {
  if (place.kind === "hub") return hubSymbol(place, paint);
  if (place.kind === "port") return portSymbol(place, state, paint);
  if (place.kind === "crossing") return crossingSymbol(place, state, paint);
  return straitSymbol(state, paint);
}

/** The symbol of a place.
 * @param {Kind} place
 * @param {PlaceState} state
 * @param {Paint} paint
 * @param {string | null} ring colour of its risk around it */
export function placeSymbol(place, state, paint, ring = null) {
  const { ground, sizes } = paint;
  const around = ring && [
    svg("circle", { r: sizes.ringPx / 2, fill: ring, stroke: ground.casing, "stroke-width": 0.8 }),
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
  return frame(16, [...(around || []), ...shapeOf(place, state, paint), ...(across || [])]);
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
 *   hollow?: boolean, stripes?: [number, number] }} how */
export function lineSample(ground, { colour, width, dash = [], wide = 34, dots, cross, hollow, stripes }) {
  const y = 7;
  const pattern = { "stroke-dasharray": dots ? "1 7" : dash.join(" ") || "none" };
  const shared = { x1: 1, x2: wide - 1, y1: y, y2: y, ...pattern, "stroke-linecap": dots ? "round" : "butt" };
  const line = (/** @type {string} */ stroke, /** @type {number} */ px) =>
    svg("line", { ...shared, stroke, "stroke-width": px });
  const parts = [line(ground.casing, width + 2.4), line(colour, width)];
  if (stripes) {
    const across = svg("line", { ...shared, stroke: ground.halo, "stroke-width": width });
    across.setAttribute("stroke-dasharray", stripes.join(" "));
    parts.push(across);
  }
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
