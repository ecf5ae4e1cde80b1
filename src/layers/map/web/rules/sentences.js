/* What the map says in words of what it shows. */

import {
  actorOf,
  coloursOfLens,
  corridorClass,
  dimensionOf,
  entryOf,
  lensKind,
  lensRisk,
  statusOf,
} from "./lens.js";
import { baseYear, cargoWords, carriedBy, exportsMt, isAfter, isLoad, loadLines, mtText } from "./load.js";
import { selectedRecord } from "./selection.js";
import { isCorridorOn } from "./shown.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").AnyRecord} AnyRecord */
/** @typedef {import("../types").Corridor} Corridor */
/** @typedef {import("../words").Words} Words */

/** How many cargoes a tooltip names, and how many full parts the summary does. */
const MOST_CONTENT = 4;
const MOST_FULL = 8;

/** The short name of a corridor, the ends of a leg, the name of a place.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record */
export function nameOf(shown, words, record) {
  if ("short" in record) return words.local(record.short);
  if ("mode" in record) {
    const [from, to] = [record.from, record.to].map((id) => words.local(shown.placeById[id].name));
    return `${from} – ${to}`;
  }
  return words.local(record.name);
}

/** The name of what is closed on trial: a place, a leg or a country.
 * @param {Shown} shown
 * @param {Words} words
 * @param {string} id */
function closedName(shown, words, id) {
  const record = shown.placeById[id] ?? shown.legById[id];
  return record ? nameOf(shown, words, record) : words.country(id);
}

/** Title of the key of the lens.
 * @param {Shown} shown
 * @param {Words} words
 * @returns {string} */
export function lensTitle(shown, words) {
  const kind = lensKind(shown);
  const dimension = dimensionOf(shown);
  if (kind === "stance") return words.t("map.key.stance", { actor: words.local(actorOf(shown).name) });
  if (kind === "load") {
    const said = { year: baseYear(shown), cargo: cargoWords(shown, words) };
    return words.t(isAfter(shown) ? "map.key.load_after" : "map.key.load", said);
  }
  if (dimension) return words.t("map.key.dimension", { dimension: words.t(`dimension.${dimension}`) });
  return words.t(`map.key.${kind}`);
}

/** Class of risk in the lens in use, with its figure; a dash for what has none.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record */
export function riskText(shown, words, record) {
  const risk = lensRisk(shown, record);
  if (!risk) return "–";
  const name = words.t(`risk.${risk.name}`);
  const figure = dimensionOf(shown) ? decimalOrNull(words, risk.score) : risk.value;
  return figure === null ? name : `${name} ${figure}`;
}

/** @param {Words} words @param {number | null | undefined} value */
const decimalOrNull = (words, value) => (value === null || value === undefined ? null : words.decimal(value));

/** Its risk in the lens in use, with what that is called.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record */
function riskLine(shown, words, record) {
  if (lensKind(shown) !== "risk" || !record.segments) return "";
  const dimension = dimensionOf(shown);
  const name = words.t(dimension ? `dimension.${dimension}` : "map.lens_risk");
  return `${name}: ${riskText(shown, words, record)}`;
}

/** Status and why; nothing for what has no status.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record */
function statusLine(shown, words, record) {
  const status = statusOf(shown, record);
  const entry = entryOf(shown, record);
  if (!status) return "";
  return words.t(`status.${status}`) + (entry ? `: ${words.local(entry.reason)}` : "");
}

/** Old evidence says so: what was last known before the date shown.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record */
function knownLine(shown, words, record) {
  const known = entryOf(shown, record)?.lastKnown;
  return known && known < shown.view.date ? words.t("map.known_on", { date: words.date(known) }) : "";
}

/** Lines about a leg, its name first.
 * @param {Shown} shown
 * @param {Words} words
 * @param {import("../types").Leg} leg
 * @returns {string[]} */
export function aboutLeg(shown, words, leg) {
  const users = leg.corridors.filter((id) => isCorridorOn(shown, id));
  const names = users.map((id) => words.local(shown.corridorById[id].short)).join(", ");
  const gauge = leg.gauge ? words.t("map.gauge_mm", { n: leg.gauge }) : "";
  return [
    nameOf(shown, words, leg),
    [words.t(`mode.${leg.mode}`), words.km(leg.km), gauge].filter(Boolean).join(" · "),
    statusLine(shown, words, leg),
    knownLine(shown, words, leg),
    riskLine(shown, words, leg),
    ...loadLines(shown, words, leg.id, MOST_CONTENT),
    names && words.t("map.used_by", { names }),
  ].filter(Boolean);
}

/** Lines about a place, its name first.
 * @param {Shown} shown
 * @param {Words} words
 * @param {import("../types").Place} place
 * @returns {string[]} */
export function aboutPlace(shown, words, place) {
  const countries = place.countries.map((code) => words.country(code)).join(" / ");
  return [
    words.local(place.name),
    `${words.t(`map.kind.${place.kind}`)} · ${countries}`,
    statusLine(shown, words, place),
    knownLine(shown, words, place),
    riskLine(shown, words, place),
    ...(place.segments ? loadLines(shown, words, place.id, MOST_CONTENT) : []),
    place.gaugeChange ? words.t("map.gauge_change") : "",
  ].filter(Boolean);
}

/** One paragraph that says what is on screen.
 * @param {Shown} shown
 * @param {Words} words
 * @returns {string} */
export function summary(shown, words) {
  const outlets = shown.data.corridors.filter(
    (corridor) => statusOf(shown, corridor) && isCorridorOn(shown, corridor.id) && corridor.outlet,
  );
  const end = shown.data.evidenceEnd;
  const parts = [
    lensSentence(shown, words),
    fullSentence(shown, words),
    countSentence(shown, words, outlets),
    closedSentence(shown, words),
    shutSentence(shown, words),
    topSentence(shown, words, outlets),
    chosenSentence(shown, words),
    shown.view.date >= end ? words.t("map.summary.horizon", { date: words.date(end) }) : "",
  ];
  return parts.filter(Boolean).join(" ");
}

/** @param {Shown} shown @param {Words} words */
function lensSentence(shown, words) {
  const dimension = dimensionOf(shown);
  if (isLoad(shown)) {
    return words.t(isAfter(shown) ? "map.summary.lens.load_after" : "map.summary.lens.load", {
      day: words.date(shown.view.date),
      year: baseYear(shown),
      cargo: cargoWords(shown, words),
      mt: mtText(words, exportsMt(shown)),
    });
  }
  return words.t(`map.summary.lens.${dimension ? "dimension" : lensKind(shown)}`, {
    day: words.date(shown.view.date),
    actor: words.local(actorOf(shown).name),
    date: words.date(shown.data.evidenceEnd),
    dimension: dimension ? words.t(`dimension.${dimension}`).toLowerCase() : "",
  });
}

/** Parts that use most of their capacity, the fullest class first; of a class, places before legs.
 * @param {Shown} shown
 * @param {Words} words */
function fullSentence(shown, words) {
  if (!isLoad(shown)) return "";
  const { data } = shown;
  const parts = [...data.places, ...data.legs];
  const full = data.style.order.full.flatMap((use) =>
    parts.filter((part) => carriedBy(shown, part.id)?.use === use),
  );
  if (!full.length) return words.t("map.summary.none_full");
  const names = full.slice(0, MOST_FULL).map((part) => nameOf(shown, words, part));
  const more = full.length > MOST_FULL ? words.t("load.more", { n: full.length - MOST_FULL }) : "";
  return words.t("map.summary.full", { n: full.length, names: names.join(", ") + more });
}

/** How many ways out there are, by status.
 * @param {Shown} shown
 * @param {Words} words
 * @param {Corridor[]} outlets */
function countSentence(shown, words, outlets) {
  const list = shown.data.style.order.status
    .map((status) => ({ status, n: outlets.filter((one) => statusOf(shown, one) === status).length }))
    .filter(({ n }) => n)
    .map(({ status, n }) => `${words.t(`status.${status}`).toLowerCase()} ${n}`);
  return words.t("map.summary.count", { n: outlets.length, list: list.join(", ") });
}

/** @param {Shown} shown @param {Words} words */
function closedSentence(shown, words) {
  const closed = [...shown.view.closed].sort();
  if (!closed.length) return "";
  return words.t("map.summary.closed", {
    names: closed.map((id) => closedName(shown, words, id)).join(", "),
  });
}

/** Which gates are suspended, straits first. @param {Shown} shown @param {Words} words */
function shutSentence(shown, words) {
  const isStrait = (/** @type {import("../types").Place} */ place) => Number(place.kind === "chokepoint");
  const shut = shown.data.places
    .filter((place) => statusOf(shown, place) === "suspended")
    .sort((a, b) => isStrait(b) - isStrait(a) || a.priority - b.priority);
  if (!shut.length) return "";
  return words.t("map.summary.shut", { names: shut.map((place) => words.local(place.name)).join(", ") });
}

/** The corridors of the worst class that occurs.
 * @param {Shown} shown
 * @param {Words} words
 * @param {Corridor[]} outlets */
function topSentence(shown, words, outlets) {
  const kind = lensKind(shown);
  const classes = outlets.map((corridor) => corridorClass(shown, corridor).name);
  const worst = shown.data.style.order.worst[kind]?.find((name) => classes.includes(name));
  if (!worst) return "";
  const names = outlets.filter((_, i) => classes[i] === worst).map((corridor) => words.local(corridor.short));
  return words.t(`map.summary.top.${kind}`, {
    class: words.t(`${coloursOfLens(shown)}.${worst}`).toLowerCase(),
    names: names.join(", "),
  });
}

/** @param {Shown} shown @param {Words} words */
function chosenSentence(shown, words) {
  const chosen = selectedRecord(shown);
  if (!chosen) return "";
  const status = statusOf(shown, chosen);
  return words.t("map.summary.chosen", {
    name: nameOf(shown, words, chosen),
    status: status ? words.t(`status.${status}`).toLowerCase() : words.t("map.no_status"),
  });
}
