/* Status, risk and stance of a record on the day shown, and its class in the lens in use. */

import { segmentOn } from "./dates.js";
import { carriedBy } from "./load.js";
import { isSelectedLeg, selectedCorridor } from "./selection.js";
import { isCorridorOn } from "./shown.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").LensClass} LensClass */
/** @typedef {import("../types").AnyRecord} AnyRecord */

/** The part of the lens that decides which colours are in use.
 * @param {Shown} shown
 * @returns {import("../types").LensKind} */
export const lensKind = (shown) => /** @type {import("../types").LensKind} */ (shown.view.lens.split(":")[0]);

/** The lens whose colours are used: that of veto borrows those of risk. @param {Shown} shown */
export const coloursOfLens = (shown) => (lensKind(shown) === "veto" ? "risk" : lensKind(shown));

/** What a class of the lens is called; one of veto with its range in days.
 * @param {Shown} shown
 * @param {import("../words").Words} words
 * @param {string} name */
export const classWords = (shown, words, name) =>
  lensKind(shown) === "veto" ? words.t(`map.veto.${name}`) : words.t(`${lensKind(shown)}.${name}`);

/** The one dimension of risk that the lens shows, or nothing. @param {Shown} shown */
export const dimensionOf = (shown) => (lensKind(shown) === "risk" ? shown.view.lens.split(":")[1] || "" : "");

/** Id of the actor whose stances are shown. @param {Shown} shown */
export const actorId = (shown) =>
  lensKind(shown) === "stance" ? shown.view.lens.split(":")[1] : shown.view.actor || shown.data.firstActor;

/** That actor. @param {Shown} shown @returns {import("../types").Actor} */
export function actorOf(shown) {
  const id = actorId(shown);
  const found = shown.data.actors.find((actor) => actor.id === id);
  if (!found) throw new RangeError(`no actor ${id}`);
  return found;
}

/** @param {Shown} shown @param {AnyRecord} record */
const segmentOf = (shown, record) => (record.segments ? segmentOn(record.segments, shown.view.date) : null);

/** Status on the day shown; null for what has none, or none yet.
 * @param {Shown} shown
 * @param {AnyRecord} record */
export const statusOf = (shown, record) => segmentOf(shown, record)?.[1] ?? null;

/** The entry of its history that is in force on the day shown, or null.
 * @param {Shown} shown
 * @param {AnyRecord} record */
export function entryOf(shown, record) {
  const segment = segmentOf(shown, record);
  return segment && record.entries ? record.entries[segment[2]] : null;
}

/** The composite risk with its range, classed by the server from the exact figure, not from the rounded one.
 * @param {Shown} shown
 * @param {AnyRecord} record
 * @returns {import("../types").Risk | null} */
export function compositeRisk(shown, record) {
  const segment = segmentOf(shown, record);
  if (!segment?.[3]) return null;
  const byLength = shown.view.aggregation === "length" && segment[4];
  const [name, value, low, high, tenths] = byLength || segment[3];
  return { name, value, low, high, tenths };
}

/** Risk in the lens in use: composite, or of one dimension with its `score`.
 * @param {Shown} shown
 * @param {AnyRecord} record
 * @returns {import("../types").Risk | null} */
export function lensRisk(shown, record) {
  const risk = compositeRisk(shown, record);
  const dimension = dimensionOf(shown);
  if (!risk || !dimension) return risk;
  const tenths = risk.tenths[shown.data.dimensions.indexOf(dimension)];
  const score = tenths ? tenths / 10 : null;
  return { ...risk, score, name: classOfScore(shown.data, score) };
}

/** Class of a dimension's score from 1 to 5, by the bounds of the composite from 0 to 100.
 * @param {import("../types").Payload} data
 * @param {number | null} score
 * @returns {import("../types").RiskClass} */
function classOfScore(data, score) {
  if (score === null) return "unknown";
  const composite = 25 * (score - 1);
  return data.riskBounds.find(([bound]) => composite < bound)?.[1] ?? "extreme";
}

/** @param {import("../types").CorridorStance} record @returns {LensClass} */
const stanceClass = (record) => ({
  name: record.stance,
  judgement: record.basis === "judgement" && record.stance !== "silent",
});

/** Stance on a leg: that on the selected corridor, else that of most weight among those that use the leg.
 * @param {Shown} shown
 * @param {import("../types").Leg} leg
 * @returns {LensClass} */
function stanceOnLeg(shown, leg) {
  const actor = actorId(shown);
  const chosen = selectedCorridor(shown);
  const own = leg.corridors.filter((id) => isCorridorOn(shown, id));
  const ids = chosen && isSelectedLeg(shown, leg) ? [chosen.id] : own;
  const weight = shown.data.style.order.stanceWeight;
  let best = null;
  for (const id of ids) {
    const record = shown.corridorById[id].stances[actor];
    if (record && (!best || weight[record.stance] > weight[best.stance])) best = record;
  }
  return best ? stanceClass(best) : { name: "silent", judgement: false };
}

/** Class in a lens that is not of stances.
 * @param {Shown} shown
 * @param {AnyRecord} record
 * @returns {LensClass} */
function plainClass(shown, record) {
  const kind = lensKind(shown);
  if (kind === "status") return { name: statusOf(shown, record), judgement: false };
  if (kind === "risk") return { name: lensRisk(shown, record)?.name ?? null, judgement: false };
  return { name: null, judgement: false };
}

/** Class of a leg in the lens in use, and whether it is a judgement.
 * @param {Shown} shown
 * @param {import("../types").Leg} leg
 * @returns {LensClass} */
export function legClass(shown, leg) {
  if (lensKind(shown) === "load") {
    const carried = carriedBy(shown, leg.id);
    return { name: carried?.use ?? null, judgement: carried?.isDrawn ?? false };
  }
  const ofStance = lensKind(shown) === "stance" && statusOf(shown, leg) !== null;
  return ofStance ? stanceOnLeg(shown, leg) : plainClass(shown, leg);
}

/** Class of a corridor in the lens in use, and whether it is a judgement.
 * @param {Shown} shown
 * @param {import("../types").Corridor} corridor
 * @returns {LensClass} */
export function corridorClass(shown, corridor) {
  const ofStance = lensKind(shown) === "stance" && statusOf(shown, corridor) !== null;
  return ofStance ? stanceClass(corridor.stances[actorId(shown)]) : plainClass(shown, corridor);
}

/** Corridors by status, in the order of the legend; those without a status are in none.
 * @param {Shown} shown
 * @returns {[string, import("../types").Corridor[]][]} */
export function corridorsByStatus(shown) {
  const { corridors, style } = shown.data;
  return style.order.status.flatMap((status) => {
    const found = corridors.filter((corridor) => statusOf(shown, corridor) === status);
    return found.length ? [/** @type {[string, typeof found]} */ ([status, found])] : [];
  });
}

/** How much hangs on a country: as the server has worked out for this trial, else with nothing on trial.
 * @param {Shown} shown
 * @param {string} country
 * @returns {string | undefined} */
export function vetoOf(shown, country) {
  const untried = segmentOn(shown.data.veto, shown.view.date);
  return (shown.highlights.veto ?? untried?.[1])?.[country];
}
