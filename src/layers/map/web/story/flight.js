/* The way of the map from scene to scene. */

import { prefersStill } from "../dom.js";
import { cornersOf, unpack } from "../rules/lines.js";
import { selectedRecord } from "../rules/selection.js";

const FLIGHT_S = 1.6;
const REDRAW_MS = 140;
/** Redrawing takes no more than one in so many parts of a flight. */
const REDRAW_SHARE = 4;
const MARGIN_PX = 24;
const CLOSEST = 6.5;
const AROUND_PLACE_M = 9e5;

/** What a scene is about on the map.
 * @param {import("../state").State} state
 * @param {import("../types").Scene} scene
 * @returns {L.LatLngBounds} */
export function boundsOf(state, scene) {
  const { unit, opening } = state.data;
  const record = selectedRecord(state);
  if (scene.view.bounds) return L.latLngBounds(cornersOf(scene.view.bounds));
  if (record && "bbox" in record) return L.latLngBounds(cornersOf(record.bbox));
  if (record && "at" in record) return L.latLng(record.at[1], record.at[0]).toBounds(AROUND_PLACE_M);
  const points = record
    ? unpack(record.line, unit)
    : scene.highlights.path.flatMap((id) => unpack(state.legById[id].line, unit));
  return L.latLngBounds(points.length ? points : cornersOf(opening));
}

export class Flight {
  /** When the map may be redrawn next. */
  #redrawAt = 0;

  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.flying = false;
    map.on("zoom", () => this.#redraw());
    map.on("moveend", () => {
      this.flying = false;
    });
  }

  /** Go there, unless the map is there already.
   * @param {L.LatLngBounds} bounds
   * @param {boolean} now at once */
  to(bounds, now) {
    const { map } = this;
    map.stop();
    const room = L.point(2 * MARGIN_PX, 2 * MARGIN_PX);
    const zoom = Math.max(map.getMinZoom(), Math.min(CLOSEST, map.getBoundsZoom(bounds, false, room)));
    const corners = [bounds.getSouthWest(), bounds.getNorthEast()].map((at) => map.project(at, zoom));
    const middle = map.unproject(corners[0].add(corners[1]).divideBy(2), zoom);
    const off = map.latLngToContainerPoint(middle).distanceTo(map.getSize().divideBy(2));
    if (Math.abs(zoom - map.getZoom()) < 0.01 && off < 2) return;
    if (now || prefersStill()) {
      map.setView(middle, zoom, { animate: false });
      return;
    }
    this.flying = true;
    this.#redrawAt = performance.now() + REDRAW_MS;
    map.flyTo(middle, zoom, { duration: FLIGHT_S });
  }

  /** Leaflet stretches what it has drawn until it lands; on a long way the ground would run out. */
  #redraw() {
    const now = performance.now();
    if (!this.flying || now < this.#redrawAt) return;
    this.map.fire("viewreset");
    const after = performance.now();
    this.#redrawAt = after + Math.max(REDRAW_MS, REDRAW_SHARE * (after - now));
  }
}
