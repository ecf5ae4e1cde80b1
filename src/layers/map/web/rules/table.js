/* The table twin: which records a tab lists, what its columns say, in which order rows stand. */

import { actorId, actorOf, dimensionOf, entryOf, lensRisk, statusOf } from "./lens.js";
import { amount, carriedBy, contentText, countedText, isAfter, isLoad, loadOf, useText } from "./load.js";
import { nameOf, riskText } from "./sentences.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../words").Words} Words */
/** @typedef {"corridor" | "leg" | "port" | "crossing" | "chokepoint" | "event" | "boundary"} Tab */

/** A column. Records of every tab differ, so that its functions take any.
 * @typedef {{
 *   key: string, title?: string, head?: boolean, number?: boolean,
 *   text: (record: any) => string, rank?: (record: any) => string | number
 * }} Column */

/** @type {Tab[]} */
export const TABS = ["corridor", "leg", "port", "crossing", "chokepoint", "event", "boundary"];
const NOTHING = "–";
const NOT_YET_RANK = 99;

/** The records of a tab in the order of the data.
 * @param {Shown} shown
 * @param {Tab} tab
 * @returns {any[]} */
export function recordsOf({ data }, tab) {
  if (tab === "corridor") return data.corridors;
  if (tab === "leg") return data.legs;
  if (tab === "event") return data.events;
  if (tab === "boundary") {
    return [
      ...data.countries.filter((area) => area.kind === "disputed"),
      ...data.borders.filter((border) => border.status !== "international"),
    ];
  }
  return data.places.filter((place) => place.kind === tab);
}

/** What a row is called in a selection, as "leg:<id>".
 * @param {Tab} tab
 * @param {any} record */
export const rowName = (tab, record) => `${(tab !== "boundary" && record.kind) || tab}:${record.id}`;

/** The columns of a tab.
 * @param {Shown} shown
 * @param {Words} words
 * @param {Tab} tab
 * @returns {Column[]} */
export function columnsOf(shown, words, tab) {
  if (tab === "boundary") return boundaryColumns(words);
  if (tab === "event") return eventColumns(shown, words);
  const { name, status, risk, km, countries, known } = sharedColumns(shown, words);
  const load = isLoad(shown) && tab !== "corridor" ? loadColumns(shown, words) : [];
  if (tab === "corridor") return [name, status, risk, stanceColumn(shown, words), km, countries, known];
  if (tab === "leg") {
    /** @type {Column} */
    const mode = { key: "mode", text: (leg) => words.t(`mode.${leg.mode}`) };
    /** @type {Column} */
    const gauge = { key: "gauge", text: (leg) => (leg.gauge ? String(leg.gauge) : NOTHING) };
    return [name, mode, status, ...load, risk, km, gauge, countries, known];
  }
  if (tab === "crossing") {
    return [
      name,
      status,
      ...load,
      risk,
      countries,
      { key: "gauge", text: (one) => gaugesText(words, one.gauges) },
      known,
    ];
  }
  return [name, status, ...load, risk, countries, known];
}

/** Tonnes, use of capacity, what is in them and how they were counted.
 * @param {Shown} shown
 * @param {Words} words
 * @returns {Column[]} */
function loadColumns(shown, words) {
  const found = (/** @type {{ id: string }} */ { id }) => loadOf(shown, id);
  const said = (/** @type {(load: import("./load.js").Load) => string} */ say) => {
    return (/** @type {{ id: string }} */ record) => {
      const load = found(record);
      return load ? say(load) : NOTHING;
    };
  };
  return [
    {
      key: "mt",
      number: true,
      text: ({ id }) => {
        const carried = carriedBy(shown, id);
        if (!carried) return NOTHING;
        return amount(words, carried.mt) + (carried.isDrawn ? ` (${words.t("basis.judgement")})` : "");
      },
      rank: ({ id }) => carriedBy(shown, id)?.mt ?? -1,
    },
    {
      key: "use",
      text: (record) => {
        const carried = carriedBy(shown, record.id);
        if (!isAfter(shown)) return said((load) => useText(shown, words, load))(record);
        return carried ? words.t(`load.${carried.use}`) : NOTHING;
      },
      rank: (record) => useRank(shown, record.id),
    },
    {
      key: "in_it",
      text: said((load) => contentText(shown, words, load, Number.POSITIVE_INFINITY)),
      rank: (record) => found(record)?.mt ?? -1,
    },
    { key: "counted", text: said((load) => countedText(shown, words, load)) },
  ];
}

/** @param {Shown} shown @param {string} id */
function useRank(shown, id) {
  if (!isAfter(shown)) return loadOf(shown, id)?.share ?? -1;
  const use = carriedBy(shown, id)?.use;
  return use === undefined || use === "unknown" ? -1 : shown.data.style.order.class.load.indexOf(use);
}

/** The gauge on either side of a border.
 * @param {Words} words
 * @param {Record<string, number | null>} gauges by country */
export const gaugesText = (words, gauges) =>
  Object.entries(gauges)
    .map(([code, gauge]) => `${words.country(code)} ${gauge || NOTHING}`)
    .join(" / ");

/** @param {Shown} shown
 * @param {Words} words
 * @returns {Record<"name" | "status" | "risk" | "km" | "countries" | "known", Column>} */
function sharedColumns(shown, words) {
  const { order } = shown.data.style;
  const dimension = dimensionOf(shown);
  return {
    name: { key: "name", head: true, text: (record) => nameOf(shown, words, record) },
    status: {
      key: "status",
      text: (record) => {
        const status = statusOf(shown, record);
        return status ? words.t(`status.${status}`) : words.t("map.not_yet");
      },
      rank: (record) => {
        const status = statusOf(shown, record);
        return status ? order.table.status.indexOf(status) : NOT_YET_RANK;
      },
    },
    risk: {
      key: "risk",
      title: dimension ? words.t(`dimension.${dimension}`) : undefined,
      text: (record) => riskText(shown, words, record),
      rank: (record) => {
        const risk = lensRisk(shown, record);
        return (dimension ? risk?.score : risk?.value) ?? -1;
      },
    },
    km: { key: "km", number: true, text: ({ km }) => words.number(km), rank: ({ km }) => km },
    countries: {
      key: "countries",
      text: (record) =>
        /** @type {string[]} */ (record.countries ?? Object.keys(record.kmBy ?? {}))
          .map((code) => words.country(code))
          .join(", ") || NOTHING,
    },
    known: {
      key: "last_known",
      text: (record) => words.date(entryOf(shown, record)?.lastKnown ?? null) || NOTHING,
      rank: (record) => entryOf(shown, record)?.lastKnown ?? "",
    },
  };
}

/** @param {Shown} shown @param {Words} words @returns {Column} */
function stanceColumn(shown, words) {
  const actor = actorId(shown);
  return {
    key: "stance",
    title: words.t("map.key.stance", { actor: words.local(actorOf(shown).name) }),
    text: (corridor) => words.t(`stance.${corridor.stances[actor].stance}`),
    rank: (corridor) => shown.data.style.order.table.stance.indexOf(corridor.stances[actor].stance),
  };
}

/** @param {Words} words @returns {Column[]} */
const boundaryColumns = (words) => [
  { key: "name", text: (record) => words.local(record.name) },
  { key: "status", text: (record) => words.t(`boundary.${record.status || record.kind}`) },
  { key: "note", text: (record) => words.local(record.note) },
];

/** When an event happened, with its end if it has one.
 * @param {Words} words
 * @param {import("../types").MapEvent} event */
export const eventDate = (words, event) =>
  words.date(event.date) + (event.until ? ` – ${words.date(event.until)}` : "");

/** @param {Shown} shown @param {Words} words @returns {Column[]} */
function eventColumns(shown, words) {
  const mark = shown.data.style.directionMark;
  return [
    { key: "date", text: (event) => eventDate(words, event), rank: (event) => event.day },
    { key: "name", head: true, text: (event) => words.local(event.title) },
    {
      key: "direction",
      text: (event) => `${mark[event.direction]} ${words.t(`direction.${event.direction}`)}`,
    },
    {
      key: "corridors",
      text: (event) =>
        /** @type {string[]} */ (event.corridors)
          .map((id) => words.local(shown.corridorById[id].short))
          .join(", ") || NOTHING,
    },
    { key: "confidence", text: (event) => words.t(`confidence.${event.confidence}`) },
  ];
}

/** Records in the order of a column; as they stand where there is no such column.
 * @template T
 * @param {T[]} records
 * @param {Column | undefined} column
 * @param {boolean} up
 * @param {string} language
 * @returns {T[]} */
export function sortRecords(records, column, up, language) {
  if (!column) return [...records];
  const value = column.rank ?? column.text;
  const compare = (/** @type {string | number} */ a, /** @type {string | number} */ b) =>
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), language);
  return records.toSorted((a, b) => (up ? 1 : -1) * compare(value(a), value(b)));
}
