/* What is closed or built on trial, and what follows from it. */

/** @typedef {import("../types").Shown} Shown */

/** Closed on trial: the thing itself, an end of it, a country that it lies in; of a corridor, every way.
 * @param {Shown} shown
 * @param {import("../types").AnyRecord} record */
export function isClosed(shown, record) {
  const { closed } = shown.view;
  if (!closed.length) return false;
  const hit = (/** @type {string} */ name) => closed.includes(name);
  if ("ways" in record) {
    return record.ways.every(([countries, parts]) => countries.some(hit) || parts.some(hit));
  }
  if (hit(record.id)) return true;
  if ("mode" in record) return hit(record.from) || hit(record.to) || record.through.some(hit);
  return record.countries.some(hit);
}

/** The leg is closed, or every corridor that uses it.
 * @param {Shown} shown
 * @param {import("../types").Leg} leg */
export function isStranded(shown, leg) {
  if (isClosed(shown, leg)) return true;
  return leg.corridors.length > 0 && leg.corridors.every((id) => isClosed(shown, shown.corridorById[id]));
}

/** A corridor that uses the leg is built on trial.
 * @param {Shown} shown
 * @param {import("../types").Leg} leg */
export const isBuilt = (shown, leg) =>
  shown.view.built.some(([corridor, share]) => share > 0 && leg.corridors.includes(corridor));

/** What is closed once this name is closed, or open again; in order.
 * @param {Shown} shown
 * @param {string} name */
export function toggleClosed(shown, name) {
  const { closed } = shown.view;
  return (closed.includes(name) ? closed.filter((one) => one !== name) : [...closed, name]).sort();
}
