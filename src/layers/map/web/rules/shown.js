/* What the rules look at: the payload with its records by id, the view, the highlights. */

/** @typedef {import("../types").Shown} Shown */

/** A legend row is on.
 * @param {Shown} shown
 * @param {string} row */
export const isRowOn = (shown, row) => !shown.view.off.has(row);

/** @param {Shown} shown @param {string} id */
export const isCorridorOn = (shown, id) => isRowOn(shown, `corridor:${id}`);

/** The records of a payload by id, as the rules want them.
 * @param {import("../types").Payload} data
 * @returns {Pick<Shown, "legById" | "corridorById" | "placeById" | "byId">} */
export function indexRecords(data) {
  /** @template {{ id: string }} T @param {T[]} records @param {(record: T) => string} name */
  const by = (records, name) => Object.fromEntries(records.map((record) => [name(record), record]));
  return {
    legById: by(data.legs, (leg) => leg.id),
    corridorById: by(data.corridors, (corridor) => corridor.id),
    placeById: by(data.places, (place) => place.id),
    byId: {
      ...by(data.legs, (leg) => `leg:${leg.id}`),
      ...by(data.corridors, (corridor) => `corridor:${corridor.id}`),
      ...by(data.places, (place) => `${place.kind}:${place.id}`),
    },
  };
}

/** A view as links and the server write it, with the rows that are off as a set.
 * @param {import("../types").PlainView} plain
 * @returns {import("../types").View} */
export const viewOf = (plain) => ({ ...plain, off: new Set(plain.off) });

/** @param {import("../types").View} view @returns {import("../types").PlainView} */
export const plainViewOf = (view) => ({ ...view, off: [...view.off].sort() });

/** A view after a change. A new selection is flown to: unless the change says where to look, the part of the
 * map that was looked at is let go.
 * @param {import("../types").View} before
 * @param {Partial<Omit<import("../types").PlainView, "off"> & { off: Iterable<string> }>} change
 * @returns {import("../types").View} */
export function viewAfter(before, change) {
  const leads = change.selection && change.selection !== before.selection;
  const off = change.off ? new Set(change.off) : before.off;
  return { ...before, ...(leads && { bounds: null }), ...change, off };
}

/** @returns {import("../types").Highlights} */
export const noHighlights = () => ({ path: [], next: [], veto: null, load: null });

/** What the rules look at, for one view of a payload.
 * @param {import("../types").Payload} data
 * @param {Partial<import("../types").PlainView>} view what differs from the payload's view
 * @param {Partial<import("../types").Highlights>} highlights
 * @param {string[]} emphasis
 * @returns {Shown} */
export function show(data, view = {}, highlights = {}, emphasis = []) {
  return {
    data,
    view: viewOf({ ...data.view, ...view }),
    highlights: { ...noHighlights(), ...highlights },
    emphasis,
    ...indexRecords(data),
  };
}
