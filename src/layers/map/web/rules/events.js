/* What happened, and when: of the selection, or, with none, of anything. */

import { splitSelection } from "./selection.js";

/** @typedef {import("../types").Shown} Shown */
/** @typedef {import("../types").MapEvent} MapEvent */

/** Events of the selection, oldest first. @param {Shown} shown @returns {MapEvent[]} */
export function eventsOf(shown) {
  const [kind, id] = splitSelection(shown.view.selection);
  if (!id || kind === "hub") return shown.data.events;
  return shown.data.events.filter((event) => event[kind === "corridor" ? "touches" : "parts"].includes(id));
}

/** The latest of them up to the day shown, or null. @param {Shown} shown @returns {MapEvent | null} */
export const latestEvent = (shown) =>
  eventsOf(shown).findLast((event) => event.day <= shown.view.date) ?? null;

/** The nearest day before or after the one shown on which something happened, or null.
 * @param {Shown} shown
 * @param {boolean} forward */
export function neighbouringDay(shown, forward) {
  const now = shown.view.date;
  const days = eventsOf(shown)
    .map((event) => event.day)
    .filter((day) => day >= shown.data.dates[0] && (forward ? day > now : day < now));
  return days.at(forward ? 0 : -1) ?? null;
}
