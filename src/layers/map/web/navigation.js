/* Where the map looks: the opening view, what is selected, where the reader has moved it. */

import { prefersStill } from "./dom.js";
import { insets } from "./layout.js";
import { cornersOf, unpack } from "./rules/lines.js";

/** @typedef {import("./types").Bounds} Bounds */

const SETTLE_MS = 250;
const FLIGHT_S = 0.7;
/** How far east and west of the opening view the map can be moved. */
const BEYOND_DEG = 90;
const SOUTHMOST = -62;
const NORTHMOST = 84;
const CORRIDOR_ZOOM = 6;
const PLACE_ZOOM = 5.5;
const LEG_ZOOM = 6.5;

/** @param {number} degrees */
const rounded = (degrees) => Math.round(degrees * 1000) / 1000;

export class Navigation {
  /** @param {L.Map} map
   * @param {import("./types").Payload} data
   * @param {import("./layout").Layout} layout */
  constructor(map, data, layout) {
    this.map = map;
    this.data = data;
    this.layout = layout;
    const [west, , east] = data.opening;
    map.setMaxBounds([
      [SOUTHMOST, west - BEYOND_DEG],
      [NORTHMOST, east + BEYOND_DEG],
    ]);
    /** Where the reader has moved the map to is part of the view; where it flew by itself follows from it. */
    this.byHand = false;
  }

  get #insets() {
    return insets(this.layout, this.map.getSize());
  }

  /** Show the opening view. @param {boolean} animate */
  open(animate) {
    this.byHand = false;
    this.map.fitBounds(cornersOf(this.data.opening), { animate, ...this.#insets });
  }

  /** @param {Bounds} bounds */
  show(bounds) {
    this.byHand = false;
    this.map.fitBounds(cornersOf(bounds), { animate: false });
  }

  /** Go to a record. @param {import("./types").AnyRecord} record */
  fly(record) {
    this.byHand = false;
    const { map } = this;
    const way = { animate: !prefersStill(), duration: FLIGHT_S };
    if ("bbox" in record) {
      map.flyToBounds(cornersOf(record.bbox), { ...way, ...this.#insets, maxZoom: CORRIDOR_ZOOM });
    } else if ("at" in record) {
      map.flyTo([record.at[1], record.at[0]], Math.max(map.getZoom(), PLACE_ZOOM), way);
    } else {
      const line = L.latLngBounds(unpack(record.line, this.data.unit));
      map.flyToBounds(line, { ...way, maxZoom: LEG_ZOOM, ...this.#insets });
    }
  }

  /** Call `settled` with the bounds a moment after the reader has moved the map.
   * @param {(bounds: Bounds) => void} settled */
  watch(settled) {
    const { map } = this;
    const container = map.getContainer();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const moved = () => {
      this.byHand = true;
    };
    for (const name of ["wheel", "dblclick"]) container.addEventListener(name, moved, { passive: true });
    const onKey = (/** @type {KeyboardEvent} */ { key }) => {
      if (/^(Arrow\w+|[+=_-])$/.test(key)) moved();
    };
    container.addEventListener("keydown", onKey, true);
    container.querySelector(".leaflet-control-zoom")?.addEventListener("click", moved, true);
    map.on("dragstart boxzoomstart", moved);
    map.on("moveend", () => {
      clearTimeout(timer);
      if (!this.byHand) return;
      timer = setTimeout(() => {
        this.byHand = false;
        const box = map.getBounds();
        const bounds = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
        settled(/** @type {Bounds} */ (bounds.map(rounded)));
      }, SETTLE_MS);
    });
  }
}
