/* Places as markers, and the line across a strait. */

import { coloursOfLens } from "../rules/lens.js";
import { unpack } from "../rules/lines.js";
import { isPlaceVisible, shownPlace } from "../rules/places.js";
import { aboutPlace } from "../rules/sentences.js";
import { restyle } from "./panes.js";
import { placeSymbol } from "./symbols.js";
import { addTooltip } from "./tooltip.js";

/** @typedef {{
 *   place: import("../types").Place, at: [number, number], marker: L.Marker, gate: L.Polyline | null,
 *   shown: boolean, key: string
 * }} DrawnPlace `at` is latitude and longitude, `key` tells how its symbol was drawn last */

/** @type {[number, number]} */
const ICON_SIZE = [16, 16];

export class PlaceLayer {
  /** @param {import("../state").State} state
   * @param {import("./panes").Panes} panes
   * @param {(place: import("../types").Place) => void} onPick */
  constructor(state, panes, onPick) {
    this.state = state;
    this.panes = panes;
    this.places = state.data.places.map((place) => this.#draw(place, onPick));
  }

  /** @param {import("../types").Place} place
   * @param {(place: import("../types").Place) => void} onPick
   * @returns {DrawnPlace} */
  #draw(place, onPick) {
    const { state, panes } = this;
    const [lon, lat] = place.at;
    const icon = L.divIcon({ className: "sr-icon", iconSize: ICON_SIZE });
    // Of two that lie on each other, the more important one is on top and takes the click.
    const zIndexOffset = -1000 * place.priority;
    const marker = L.marker([lat, lon], { pane: "sr-place", keyboard: false, icon, zIndexOffset });
    if (place.kind !== "hub") addTooltip(marker, () => aboutPlace(state, state.words, place));
    marker.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      onPick(place);
    });
    const style = state.data.style.gate;
    const gate = place.line
      ? L.polyline(unpack(place.line, state.data.unit), {
          renderer: panes.vector["sr-gate"],
          pane: "sr-gate",
          weight: style.px,
          interactive: false,
          dashArray: style.dash.join(" "),
        })
      : null;
    return { place, at: [lat, lon], marker, gate, shown: false, key: "" };
  }

  style() {
    const { state, panes } = this;
    const zoom = panes.map.getZoom();
    for (const drawn of this.places) {
      drawn.shown = isPlaceVisible(state, drawn.place, zoom);
      panes.show(drawn.marker, drawn.shown);
      if (drawn.gate) {
        panes.show(drawn.gate, drawn.shown);
        restyle(drawn.gate, { color: state.ground.ink, opacity: state.data.style.gate.opacity });
      }
      if (drawn.shown) this.#styleSymbol(drawn, zoom);
    }
  }

  /** @param {DrawnPlace} drawn @param {number} zoom */
  #styleSymbol(drawn, zoom) {
    const { state } = this;
    const { status, state: filling, chosen, minor, ring } = shownPlace(state, drawn.place, zoom);
    const colour = ring && state.data.style.lens[state.view.theme][coloursOfLens(state)][ring];
    const key = [state.view.theme, status, chosen, minor, colour].join();
    if (drawn.key === key) return;
    drawn.key = key;
    const symbol = placeSymbol(drawn.place, filling, state.paint, colour);
    drawn.marker.setIcon(
      L.divIcon({
        className: `sr-icon${chosen ? " sr-chosen" : minor ? " sr-minor" : ""}`,
        iconSize: ICON_SIZE,
        html: /** @type {HTMLElement} */ (/** @type {Element} */ (symbol)),
      }),
    );
  }
}
