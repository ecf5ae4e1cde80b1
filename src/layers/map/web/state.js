/* One map's state: the payload, the view, the highlights, and who wants to know when they change. */

import { eventsOf } from "./rules/events.js";
import { isNext } from "./rules/selection.js";
import { indexRecords, noHighlights, plainViewOf, viewAfter, viewOf } from "./rules/shown.js";
import { isClosed } from "./rules/trial.js";
import { Words } from "./words.js";

/** @typedef {import("./types").Shown} Shown */
/** The names of what changed. @typedef {Record<string, true>} Changed */
/** @typedef {(changed: Changed, byUser: boolean) => void} Listener */

/** Comparable text of a part of a view. @param {unknown} value */
const asText = (value) => (value instanceof Set ? [...value].sort().join() : JSON.stringify(value));

/** @implements {Shown} */
export class State {
  /** @param {import("./types").Payload} payload */
  constructor(payload) {
    this.data = payload;
    this.view = viewOf(payload.view);
    this.highlights = noHighlights();
    /** @type {string[]} */
    this.emphasis = [];
    /** How much larger than usual the map is drawn, as for a room. */
    this.scale = 1;
    const { legById, corridorById, placeById, byId } = indexRecords(payload);
    this.legById = legById;
    this.corridorById = corridorById;
    this.placeById = placeById;
    this.byId = byId;
    /** Boxes of the map that no name may cover. @type {(() => import("./types").Box | null)[]} */
    this.obstacles = [];
    /** @type {Listener[]} */
    this.listeners = [];
    this.words = this.#wordsOf(this.view.language);
  }

  /** @param {string} language */
  #wordsOf(language) {
    return new Words(this.data.text[language], language);
  }

  /** Colours of the ground in the theme in use. */
  get ground() {
    return this.data.style.ground[this.view.theme];
  }

  /** What symbols are drawn with. */
  get paint() {
    return { ground: this.ground, sizes: this.data.style.place };
  }

  /** @param {Listener} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** @param {Changed} changed @param {boolean} byUser */
  #announce(changed, byUser) {
    for (const listener of this.listeners) listener(changed, byUser);
  }

  /** Change parts of the view and tell everyone; `byUser` says that a person did it.
   * @param {Parameters<typeof viewAfter>[1]} change
   * @param {boolean} [byUser] */
  change(change, byUser = false) {
    const after = viewAfter(this.view, change);
    const before = /** @type {Record<string, unknown>} */ ({ ...this.view });
    const changed = Object.entries(after).filter(([key, value]) => asText(value) !== asText(before[key]));
    if (!changed.length) return;
    this.view = after;
    /* What was worked out for another lens or closure is not shown for this one. */
    if (byUser && changed.some(([key]) => key === "lens" || key === "closed")) {
      this.highlights = { ...this.highlights, load: null };
    }
    if (after.language !== before.language) this.words = this.#wordsOf(after.language);
    this.#announce(Object.fromEntries(changed.map(([key]) => [key, true])), byUser);
  }

  /** Take what the server has worked out for the view.
   * @param {import("./types").Highlights} highlights */
  highlight(highlights) {
    if (JSON.stringify(highlights) === JSON.stringify(this.highlights)) return;
    this.highlights = highlights;
    this.#announce({ highlights: true }, false);
  }

  /** The view as links and the server write it. */
  plainView() {
    return plainViewOf(this.view);
  }

  /* What is asked from outside the bundle. */

  /** @param {import("./types").AnyRecord} record */
  closed(record) {
    return isClosed(this, record);
  }

  /** @param {import("./types").Leg} leg */
  onNext(leg) {
    return isNext(this, leg);
  }

  events() {
    return eventsOf(this);
  }
}
