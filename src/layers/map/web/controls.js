/* Leaflet's controls on the map: zoom, home, scale. */

import { el } from "./dom.js";

/** A scale bar in the words of the language in use; Leaflet itself only knows "km".
 * @param {import("./state").State} state */
function makeScale(state) {
  const scale = /** @type {any} */ (
    L.control.scale({ position: "bottomright", imperial: false, maxWidth: 140 })
  );
  scale._updateMetric = (/** @type {number} */ metres) => {
    const round = scale._getRoundNum(metres);
    scale._updateScale(scale._mScale, state.words.km(round / 1000), round / metres);
  };
  return scale;
}

export class Controls {
  #scale;

  /** @param {L.Map} map @param {import("./state").State} state @param {() => void} goHome */
  constructor(map, state, goHome) {
    this.state = state;
    this.container = map.getContainer();
    L.control.zoom({ position: "topright" }).addTo(map);
    this.home = el("button", { type: "button", class: "sr-home", onclick: goHome }, "⌂");
    L.DomEvent.disableClickPropagation(this.home);
    const home = new L.Control({ position: "topright" });
    home.onAdd = () => el("div", { class: "leaflet-bar" }, this.home);
    home.addTo(map);
    this.#scale = makeScale(state);
    this.#scale.addTo(map);
  }

  /** Say everything in the language in use. */
  write() {
    const { words } = this.state;
    for (const [selector, key] of [
      [".sr-home", "map.home"],
      [".leaflet-control-zoom-in", "map.zoom_in"],
      [".leaflet-control-zoom-out", "map.zoom_out"],
    ]) {
      const node = /** @type {HTMLElement} */ (this.container.querySelector(selector));
      node.setAttribute("aria-label", words.t(key));
      node.title = words.t(key);
    }
    this.#scale._update();
  }
}
