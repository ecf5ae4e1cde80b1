/* Which names are tried on the map, in which order, and in which type. */

import { isSelectedPlace, selectedCorridor } from "./selection.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").Place} Place */

/** Rank of a place's name, the lower the earlier it is placed.
 * @param {Shown} shown
 * @param {Place} place
 * @returns {number} */
export function labelRank(shown, place) {
  const { rank } = shown.data.style.label;
  const corridor = selectedCorridor(shown);
  if (shown.emphasis.includes(place.id)) return rank.first;
  if (isSelectedPlace(shown, place)) return rank.chosen;
  if (corridor?.ends.includes(place.id)) return rank.end;
  if (place.kind === "chokepoint") return rank.chokepoint;
  const usual = place.priority * rank.perPriority;
  if (place.kind === "hub") return usual + (place.role === "capital" ? rank.capital : rank.hub);
  if (!corridor) return usual;
  return usual + (isAlong(shown, corridor, place.id) ? rank.along : rank.beside);
}

/** The place is an end of a leg of the corridor.
 * @param {Shown} shown
 * @param {import("../types").Corridor} corridor
 * @param {string} id */
const isAlong = (shown, corridor, id) =>
  corridor.legs.some((leg) => shown.legById[leg].from === id || shown.legById[leg].to === id);

/** Names of this rank are tried at this zoom.
 * @param {import("../types").LabelStyle} style
 * @param {number} rank
 * @param {number} zoom */
export const isNamedAt = (style, rank, zoom) =>
  zoom >= (style.rankZoom.find(([below]) => rank < below)?.[1] ?? Number.POSITIVE_INFINITY);

/** The places to name at this zoom, most important first.
 * @template {{ place: Place }} T
 * @param {Shown} shown
 * @param {T[]} visible
 * @param {number} zoom
 * @returns {T[]} */
export function placesToName(shown, visible, zoom) {
  const ranked = visible.map((item) => ({ item, rank: labelRank(shown, item.place) }));
  return ranked
    .filter(({ rank }) => isNamedAt(shown.data.style.label, rank, zoom))
    .sort((a, b) => a.rank - b.rank || (a.item.place.id < b.item.place.id ? -1 : 1))
    .map(({ item }) => item);
}

/** Size in px at scale 1 and weight of a place's name.
 * @param {import("../types").LabelStyle} style
 * @param {Place} place
 * @param {boolean} first it is placed before all others */
export function labelType(style, place, first) {
  const kind = place.role === "capital" ? "capital" : place.kind;
  const name = kind === "port" || kind === "crossing" ? "place" : kind;
  return {
    px: style.fontPx[name] * (first ? style.firstGrowth : 1),
    weight: style.weight[first ? "first" : name],
  };
}
