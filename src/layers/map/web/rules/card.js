/* What there is to say of a selected record, as lines of a label and a text. */

import { actorId, actorOf, compositeRisk, entryOf, statusOf } from "./lens.js";
import { contentText, countedText, isAfter, isLoad, loadLines, loadOf, mtText, useText } from "./load.js";
import { gaugesText } from "./table.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").AnyRecord} AnyRecord */
/** @typedef {import("../words").Words} Words */
/** @typedef {[string, string]} Line */

/** Lines about a record; those without a text are left out.
 * @param {Shown} shown
 * @param {Words} words
 * @param {AnyRecord} record
 * @returns {Line[]} */
export function cardLines(shown, words, record) {
  const lines = [
    ...statusLines(shown, words, record),
    ...("short" in record ? [] : tonnesLines(shown, words, record)),
    ...("mode" in record ? legLines(shown, words, record) : []),
    ...("short" in record ? corridorLines(shown, words, record) : []),
    ...riskLines(shown, words, record),
    ...("at" in record ? placeLines(words, record) : []),
  ];
  return lines.filter(([, text]) => text);
}

/** @param {Shown} shown @param {Words} words @param {AnyRecord} record @returns {Line[]} */
function statusLines(shown, words, record) {
  const status = statusOf(shown, record);
  const entry = entryOf(shown, record);
  if (!status || !entry) return [];
  const announced = entry.planned ? ` (${words.t("map.announced")})` : "";
  const known = words.date(entry.lastKnown || entry.from);
  return [
    [words.t("map.column.status"), words.t(`status.${status}`) + announced],
    [words.t("map.card.why"), words.local(entry.reason)],
    [words.t("map.card.known"), [known, words.t(`confidence.${entry.confidence}`)].join(" · ")],
  ];
}

/** @param {Shown} shown @param {Words} words @param {import("../types").Leg} leg @returns {Line[]} */
function legLines(shown, words, leg) {
  const gauge = leg.gauge ? ` · ${words.t("map.gauge_mm", { n: leg.gauge })}` : "";
  const users = leg.corridors.map((id) => words.local(shown.corridorById[id].short));
  return [
    [words.t("map.column.mode"), words.t(`mode.${leg.mode}`) + gauge],
    [words.t("map.column.km"), `${words.km(leg.km)} (${words.t(`map.km_source.${leg.kmSource}`)})`],
    [words.t("map.card.precision"), words.t(`precision.${leg.precision}`)],
    [words.t("map.card.note"), words.local(leg.note)],
    [words.t("map.tab.corridor"), users.join(", ")],
  ];
}

/** @param {Shown} shown
 * @param {Words} words
 * @param {import("../types").Corridor} corridor
 * @returns {Line[]} */
function corridorLines(shown, words, corridor) {
  return [
    [words.t("map.column.km"), words.km(corridor.km)],
    [words.t("map.column.countries"), corridor.countries.map((code) => words.country(code)).join(", ")],
    [words.local(actorOf(shown).name), stanceLine(words, corridor.stances[actorId(shown)])],
  ];
}

/** A stance and what it rests on, or until when nothing was found of a silent capital.
 * @param {Words} words @param {import("../types").CorridorStance} stance */
function stanceLine(words, stance) {
  const ground = stance.lookedUntil
    ? [words.t("map.card.nothing_until", { date: words.date(stance.lookedUntil) })]
    : [words.t(`basis.${stance.basis}`), words.t(`confidence.${stance.confidence}`), words.date(stance.asOf)];
  const said = [words.t(`stance.${stance.stance}`), ...ground].join(" · ");
  return `${said}. ${words.local(stance.reason)}`;
}

/** The composite with its range, then every dimension that applies.
 * @param {Shown} shown @param {Words} words @param {AnyRecord} record @returns {Line[]} */
function riskLines(shown, words, record) {
  const risk = compositeRisk(shown, record);
  if (!risk) return [];
  const figure = risk.value === null ? "" : ` ${risk.value} / 100`;
  const dimensions = shown.data.dimensions.map((name, i) => {
    const tenths = risk.tenths[i];
    if (tenths === 0) return "";
    return `${words.t(`dimension.${name}`)} ${tenths === null ? "?" : words.decimal(tenths / 10)}`;
  });
  return [
    [words.t("map.column.risk"), `${words.t(`risk.${risk.name}`)}${figure} (${risk.low}–${risk.high})`],
    [words.t("map.card.dimensions"), dimensions.filter(Boolean).join(" · ")],
  ];
}

/** Tonnes of a leg or gate in the lens of load.
 * @param {Shown} shown
 * @param {Words} words
 * @param {import("../types").Leg | import("../types").Place} record
 * @returns {Line[]} */
function tonnesLines(shown, words, record) {
  const found = isLoad(shown) && record.segments ? loadOf(shown, record.id) : null;
  if (!found) return [];
  const amount = isAfter(shown) ? loadLines(shown, words, record.id, 0)[0] : mtText(words, found.mt);
  const drawn = found.drawnMt > 0 ? words.t("load.drawn_mt", { mt: mtText(words, found.drawnMt) }) : "";
  return [
    [words.t("map.column.mt"), [amount, drawn].filter(Boolean).join(". ")],
    [words.t("map.column.use"), useText(shown, words, found)],
    [words.t("map.column.in_it"), contentText(shown, words, found, Number.POSITIVE_INFINITY)],
    [words.t("map.column.counted"), countedText(shown, words, found)],
  ];
}

/** @param {Words} words @param {import("../types").Place} place @returns {Line[]} */
const placeLines = (words, place) => [
  [words.t("map.card.baseline"), words.local(place.baseline)],
  [words.t("map.column.gauge"), place.gauges ? gaugesText(words, place.gauges) : ""],
  [words.t("map.card.note"), words.local(place.gaugeNote)],
];
