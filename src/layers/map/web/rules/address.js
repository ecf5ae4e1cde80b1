/* The view as a query string, as layers/model/view.py writes and reads it; what of a link can be shown. */

import { isShownDay } from "./dates.js";

/** @typedef {import("../types").PlainView} PlainView */
/** @typedef {import("../types").Shown} Shown */
/** A value, or undefined where the parameter is refused; `lost` where only a part of it is.
 * @typedef {{ value?: unknown, lost?: boolean }} Reading */
/** @typedef {(text: string, shown: Shown) => Reading} Reader */

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
  "capacities",
  "language",
  "theme",
];
const BY = ["time", "cost", "risk", "generalised"];
const AGGREGATIONS = ["weakest", "length"];
const CAPACITIES = ["nameplate", "practical"];
const MOST_SHOCKS = 1.5;
const MOST_MONTHS = 24;
const MOST_WEIGHT = 10;
/** Parameters that are of no view: the version, and two of Streamlit's own. */
const OTHERS = ["v", "embed", "embed_options"];

/** A number as short as it is written again, so that a view survives its own link; NaN for what is none.
 * @param {string} text */
const short = (text) => (text.trim() ? Number(Number(text).toPrecision(6)) : Number.NaN);

/** Parts between commas, each once, in order. @param {string} text */
const parts = (text) => [...new Set(text.split(",").filter(Boolean))].sort();

/** "name:number" pairs, the last one of a name, in order of the names.
 * @param {string} text
 * @returns {[string, number][]} */
function pairs(text) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const pair of text.split(",").filter(Boolean)) {
    const at = pair.lastIndexOf(":");
    found.set(pair.slice(0, Math.max(0, at)), short(pair.slice(at + 1)));
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** @param {import("../types").Payload} data @param {string} lens */
function isLens(data, lens) {
  const at = lens.indexOf(":");
  if (lens === "load") return data.load.commodities.length > 0;
  if (at < 0) return ["risk", "status", "veto"].includes(lens);
  const [kind, which] = [lens.slice(0, at), lens.slice(at + 1)];
  if (kind === "stance") return data.actors.some((actor) => actor.id === which);
  if (kind === "load") return data.load.commodities.some((each) => each.id === which);
  return kind === "risk" && data.dimensions.includes(which);
}

/** Of each parameter of one word, whether it can be shown.
 * @type {Record<string, (text: string, shown: Shown) => boolean>} */
const CAN_SHOW = {
  lens: (lens, { data }) => isLens(data, lens),
  actor: (id, { data }) => id === "" || data.actors.some((actor) => actor.id === id),
  date: (day, { data }) => isShownDay(data, day),
  since: (day, { data }) => isShownDay(data, day),
  selection: (name, { byId }) => name === "" || Object.hasOwn(byId, name),
  aggregation: (name) => AGGREGATIONS.includes(name),
  origin: (id, { data }) => id === "" || data.names.origins.includes(id),
  market: (id, { data }) => id === "" || data.names.markets.includes(id),
  by: (name) => BY.includes(name),
  capacities: (name) => CAPACITIES.includes(name),
  language: (code, { data }) => Object.hasOwn(data.text, code),
  theme: (name, { data }) => Object.hasOwn(data.style.ground, name),
};

/** How each parameter is read. @type {Record<string, Reader>} */
const READERS = {
  ...Object.fromEntries(
    TEXTS.map((key) => [key, (text, shown) => (CAN_SHOW[key](text, shown) ? { value: text } : {})]),
  ),
  off: (text) => ({ value: parts(text) }),
  closed: (text, { data }) => known(parts(text), (name) => data.names.closable.includes(name)),
  built: (text, { data }) => {
    const built = pairs(text);
    if (!built.every(([id, share]) => id && share >= 0 && share <= 1)) return {};
    return known(built, ([id]) => data.names.buildable.includes(id));
  },
  weights: (text, { data }) => {
    const value = pairs(text);
    const sound = value.every(
      ([name, weight]) => data.dimensions.includes(name) && weight >= 0 && weight <= MOST_WEIGHT,
    );
    return sound ? { value } : {};
  },
  shocks: (text) => {
    const value = short(text);
    return value >= 0 && value <= MOST_SHOCKS ? { value } : {};
  },
  months: (text) => {
    const value = short(text);
    return value >= 0 && value <= MOST_MONTHS ? { value } : {};
  },
  bounds: (text) => {
    const value = text.split(",").map((part) => (part.trim() ? Number(part) : Number.NaN));
    const [west, south, east, north] = value;
    const sound = value.length === 4 && value.every(Number.isFinite) && west < east && south < north;
    return sound ? { value } : {};
  },
};

/** A list without what is not known.
 * @template T
 * @param {T[]} list
 * @param {(one: T) => boolean} isKnown
 * @returns {Reading} */
function known(list, isKnown) {
  const value = list.filter(isKnown);
  return { value, lost: value.length < list.length };
}

/** What a query string asks for, as far as this map can show it; a link may ask for anything.
 * @param {string} query
 * @param {Shown} shown
 * @returns {{ view: Partial<PlainView>, ignored: string[] }} with the parameters ignored wholly or in part */
export function readQuery(query, shown) {
  const asked = new Map(new URLSearchParams(query));
  /** @type {Record<string, unknown>} */
  const view = {};
  const ignored = [];
  for (const [key, text] of asked) {
    if (OTHERS.includes(key)) continue;
    const { value, lost } = Object.hasOwn(READERS, key) ? READERS[key](text, shown) : {};
    if (value !== undefined) view[key] = value;
    if (value === undefined || lost) ignored.push(key);
  }
  const version = asked.get("v") ?? "1";
  if (!(/^[1-9]\d*$/.test(version) && Number(version) <= shown.data.linkVersion)) ignored.push("v");
  return { view, ignored: ignored.sort() };
}

/** @param {unknown} value */
const flat = (value) =>
  Array.isArray(value) ? value.map((one) => (Array.isArray(one) ? one.join(":") : one)).join(",") : value;

/** The query string of a view: what differs from the standard, in the standard's order.
 * @param {PlainView} view
 * @param {PlainView} standard
 * @param {number} version */
export function viewToQuery(view, standard, version) {
  const query = new URLSearchParams();
  const fields = /** @type {Record<string, unknown>} */ ({ ...view });
  for (const [key, usual] of Object.entries(standard)) {
    const value = flat(fields[key]);
    if (value !== flat(usual) && value !== null) query.set(key, String(value));
  }
  const text = query.toString();
  return text && `v=${version}&${text}`;
}
