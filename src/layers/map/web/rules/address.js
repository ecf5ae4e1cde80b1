/* The view as a query string, as layers/model/view.py writes and reads it; which parts of it can be shown. */

import { isShownDay } from "./dates.js";
import { canBeClosed } from "./trial.js";

/** @typedef {import("../types").PlainView} PlainView */
/** @typedef {import("../types").Shown} Shown */

const TEXTS = [
  "lens",
  "actor",
  "date",
  "since",
  "selection",
  "aggregation",
  "origin",
  "market",
  "by",
  "language",
  "theme",
];

/** "name:number" pairs, parted by commas. @param {string} text @returns {[string, number][]} */
const pairs = (text) =>
  text.split(",").map((pair) => {
    const at = pair.lastIndexOf(":");
    return [pair.slice(0, at), Number(pair.slice(at + 1))];
  });

/** What a query string asks for, whether or not it can be shown.
 * @param {string} query
 * @returns {Partial<PlainView>} */
export function viewFromQuery(query) {
  /** @type {Record<string, unknown>} */
  const view = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (key === "off" || key === "closed") view[key] = value.split(",").filter(Boolean);
    else if (key === "built" || key === "weights") view[key] = pairs(value);
    else if (key === "shocks") view[key] = Number(value);
    else if (key === "bounds") view[key] = value.split(",").map(Number);
    else if (TEXTS.includes(key)) view[key] = value;
  }
  return view;
}

/** @param {import("../types").Payload} data @param {string} lens */
function isLens(data, lens) {
  const at = lens.indexOf(":");
  if (at < 0) return ["risk", "status", "veto"].includes(lens);
  const [kind, which] = [lens.slice(0, at), lens.slice(at + 1)];
  if (kind === "stance") return data.actors.some((actor) => actor.id === which);
  return kind === "risk" && data.dimensions.includes(which);
}

/** @param {import("../types").Bounds | null} bounds */
const isBounds = (bounds) =>
  bounds === null ||
  (bounds.length === 4 && bounds.every(Number.isFinite) && bounds[0] < bounds[2] && bounds[1] < bounds[3]);

/** Of each part of a view, whether this map can show it. @type {Record<string, (value: any, shown: Shown) => boolean>} */
const CAN_SHOW = {
  lens: (lens, { data }) => isLens(data, lens),
  actor: (id, { data }) => id === "" || data.actors.some((actor) => actor.id === id),
  date: (day, { data }) => isShownDay(data, day),
  since: (day, { data }) => isShownDay(data, day),
  closed: (names, shown) => names.every((/** @type {string} */ name) => canBeClosed(shown, name)),
  built: (built, { corridorById }) =>
    built.every(
      (/** @type {[string, number]} */ [id, share]) =>
        Object.hasOwn(corridorById, id) && share >= 0 && share <= 1,
    ),
  aggregation: (name) => name === "weakest" || name === "length",
  selection: (name, { byId }) => name === "" || Object.hasOwn(byId, name),
  language: (code, { data }) => Object.hasOwn(data.text, code),
  theme: (name, { data }) => Object.hasOwn(data.style.ground, name),
  bounds: isBounds,
};

/** The parts of a view that this map can show; a link may ask for anything.
 * @param {Partial<PlainView>} view
 * @param {Shown} shown
 * @returns {Partial<PlainView>} */
export const usableView = (view, shown) =>
  Object.fromEntries(
    Object.entries(view).filter(
      ([key, value]) => !Object.hasOwn(CAN_SHOW, key) || CAN_SHOW[key](value, shown),
    ),
  );

/** @param {unknown} value */
const flat = (value) =>
  Array.isArray(value) ? value.map((one) => (Array.isArray(one) ? one.join(":") : one)).join(",") : value;

/** The query string of a view: what differs from the standard, in the standard's order.
 * @param {PlainView} view
 * @param {PlainView} standard
 * @param {number} version */
export function viewToQuery(view, standard, version) {
  const query = new URLSearchParams();
  const parts = /** @type {Record<string, unknown>} */ ({ ...view });
  for (const [key, usual] of Object.entries(standard)) {
    const value = flat(parts[key]);
    if (value !== flat(usual) && value !== null) query.set(key, String(value));
  }
  const text = query.toString();
  return text && `v=${version}&${text}`;
}
