/* What is selected, and what the server has singled out for the view. */

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").Leg} Leg */

/** The selected record, or null.
 * @param {Shown} shown
 * @returns {import("../types").AnyRecord | null} */
export const selectedRecord = (shown) => (shown.view.selection && shown.byId[shown.view.selection]) || null;

/** The selected corridor, or null.
 * @param {Shown} shown
 * @returns {import("../types").Corridor | null} */
export function selectedCorridor(shown) {
  const [kind, id] = splitSelection(shown.view.selection);
  return (kind === "corridor" && shown.corridorById[id]) || null;
}

/** Kind and id of a selection. @param {string} selection @returns {[string, string]} */
export function splitSelection(selection) {
  const at = selection.indexOf(":");
  return at < 0 ? [selection, ""] : [selection.slice(0, at), selection.slice(at + 1)];
}

/** A corridor or a leg is selected, so that its legs are lifted above the rest. @param {Shown} shown */
export function liftsLegs(shown) {
  const [kind, id] = splitSelection(shown.view.selection);
  return kind === "corridor"
    ? Object.hasOwn(shown.corridorById, id)
    : kind === "leg" && Object.hasOwn(shown.legById, id);
}

/** A leg is selected, or part of the selected corridor.
 * @param {Shown} shown
 * @param {Leg} leg */
export function isSelectedLeg(shown, leg) {
  const corridor = selectedCorridor(shown);
  if (corridor) return corridor.legs.includes(leg.id) || corridor.context.includes(leg.id);
  return shown.view.selection === `leg:${leg.id}`;
}

/** @param {Shown} shown @param {import("../types").Place} place */
export const isSelectedPlace = (shown, place) => shown.view.selection === `${place.kind}:${place.id}`;

/** The leg is part of the route that was asked for.
 * @param {Shown} shown
 * @param {Leg} leg */
export const isOnPath = (shown, leg) => !shown.view.selection && shown.highlights.path.includes(leg.id);

/** Cargo would go over the leg next.
 * @param {Shown} shown
 * @param {Leg} leg */
export const isNext = (shown, leg) =>
  !shown.view.selection && !shown.highlights.path.length && shown.highlights.next.includes(leg.id);

/** What a click on a leg selects: the corridor where only one runs here; the leg at a second click, or where
 * several share it.
 * @param {Shown} shown
 * @param {Leg} leg */
export function selectionOfClick(shown, leg) {
  const first = leg.corridors.length === 1 ? `corridor:${leg.corridors[0]}` : `leg:${leg.id}`;
  return shown.view.selection === first ? `leg:${leg.id}` : first;
}
