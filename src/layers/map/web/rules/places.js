/* Which places are drawn, and in which state. */

import { entryOf, lensKind, lensRisk, statusOf } from "./lens.js";
import { carriedBy } from "./load.js";
import { isSelectedPlace } from "./selection.js";
import { isRowOn } from "./shown.js";
import { isClosed } from "./trial.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").Place} Place */

/** How a symbol is filled.
 * @param {import("../types").Style} style
 * @param {string | null} status
 * @returns {import("../types").PlaceState} */
export const placeState = (style, status) => (status && style.place.state[status]) || "open";

/** The place is on the map at this zoom.
 * @param {Shown} shown
 * @param {Place} place
 * @param {number} zoom */
export function isPlaceVisible(shown, place, zoom) {
  if (isSelectedPlace(shown, place) || shown.emphasis.includes(place.id)) return true;
  if (!isRowOn(shown, shown.data.style.place.row[place.kind])) return false;
  return place.kind !== "hub" || place.priority === 1 || zoom >= shown.data.style.place.zoom.citiesFrom;
}

/** Far out, all but the main places shrink, so that none has to be hidden.
 * @param {import("../types").Style} style
 * @param {Place} place
 * @param {number} zoom */
export const isMinor = (style, place, zoom) =>
  place.kind !== "chokepoint" && place.priority > 1 && zoom < style.place.zoom.minorBelow;

/** What there is to know of a place that is drawn.
 * @param {Shown} shown
 * @param {Place} place
 * @param {number} zoom
 * @returns {import("../types").ShownPlace} */
export function shownPlace(shown, place, zoom) {
  const { style } = shown.data;
  const chosen = isSelectedPlace(shown, place);
  const first = shown.emphasis.includes(place.id);
  const status = place.segments && isClosed(shown, place) ? "suspended" : statusOf(shown, place);
  const ring = ringOf(shown, place);
  return {
    status,
    state: placeState(style, status),
    chosen,
    minor: !chosen && !first && place.kind !== "hub" && isMinor(style, place, zoom),
    ring: ring === "unknown" ? null : ring,
  };
}

/** Class of the lens that a ring around a place shows; none around a city.
 * @param {Shown} shown
 * @param {Place} place
 * @returns {string | null} */
function ringOf(shown, place) {
  if (statusOf(shown, place) === null) return null;
  if (lensKind(shown) === "load") return carriedBy(shown, place.id)?.use ?? null;
  return lensKind(shown) === "risk" ? (lensRisk(shown, place)?.name ?? null) : null;
}

/** Since when the news of a shut or half shut gate is, where its label says so; else null.
 * @param {Shown} shown
 * @param {Place} place
 * @param {number} zoom
 * @returns {string | null} */
export function newsDate(shown, place, zoom) {
  const status = statusOf(shown, place);
  const known = entryOf(shown, place)?.lastKnown;
  const matters = status === "suspended" || (status === "limited" && place.kind === "chokepoint");
  const close = zoom >= shown.data.style.place.zoom.newsFrom;
  const near = place.kind === "chokepoint" || close || isSelectedPlace(shown, place);
  return matters && near && known && known <= shown.view.date ? known : null;
}
