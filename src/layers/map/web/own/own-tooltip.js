/* What lies under the pointer of a visitor's own data: their canvas takes no events, so it is looked up. */

import { linesBlock } from "../drawing/tooltip.js";

/** @typedef {import("./own-layers").OwnLayer} OwnLayer */
/** @typedef {import("./own-drawing").Feature} Feature */
/** @typedef {{ layer: OwnLayer, feature: Feature }} Found */

/** The topmost feature at a point, or null. Leaflet says by internal names where a part is.
 * @param {OwnLayer[]} layers
 * @param {L.Point} point
 * @returns {Found | null} */
function featureAt(layers, point) {
  for (const layer of layers.toReversed()) {
    if (!layer.group || !layer.on) continue;
    const part = /** @type {any[]} */ (layer.parts).findLast(
      (one) => one._pxBounds && one._containsPoint(point),
    );
    if (part) return { layer, feature: part.feature };
  }
  return null;
}

export class OwnTooltip {
  /** @param {L.Map} map
   * @param {import("../state").State} state
   * @param {() => OwnLayer[]} layersNow */
  constructor(map, state, layersNow) {
    this.map = map;
    this.state = state;
    this.layersNow = layersNow;
    this.tooltip = L.tooltip({
      direction: "bottom",
      className: "sr-tooltip sr-own-tip",
      opacity: 1,
      offset: [0, 10],
    });
    /** What it says now. @type {{ feature: Feature, language: string } | null} */
    this.said = null;
    /** @type {MouseEvent | null} */
    this.pointer = null;
    this.waiting = false;
    this.#listen();
  }

  #listen() {
    const container = this.map.getContainer();
    for (const name of /** @type {const} */ (["mousemove", "click"])) {
      container.addEventListener(name, (event) => {
        this.pointer = event;
        if (this.waiting) return;
        this.waiting = true; // at most one look a frame
        requestAnimationFrame(() => this.#look());
      });
    }
    container.addEventListener("mouseleave", () => {
      this.pointer = null;
      this.hide();
    });
    this.map.on("zoomstart movestart", () => this.hide());
  }

  #look() {
    this.waiting = false;
    const layers = this.layersNow();
    const dragging = /** @type {any} */ (this.map.dragging).moving();
    const found =
      this.pointer && !dragging && layers.length
        ? featureAt(layers, this.map.mouseEventToLayerPoint(this.pointer))
        : null;
    if (found && this.pointer) this.#show(found, this.map.mouseEventToLatLng(this.pointer));
    else this.hide();
  }

  /** Every word of the file reaches the page as a text node. @param {Found} found @param {L.LatLng} at */
  #show({ layer, feature }, at) {
    const { words, view } = this.state;
    if (this.said?.feature !== feature || this.said.language !== view.language) {
      this.said = { feature, language: view.language };
      const left = feature.all - feature.properties.length;
      const lines = [
        feature.name || words.t(`map.own.${feature.kind}`),
        ...feature.properties,
        ...(left > 0 ? [words.t("map.own.more", { n: words.number(left) })] : []),
        words.t("map.own.from", { name: layer.name }),
      ];
      this.tooltip.setContent(linesBlock(lines, "auto"));
    }
    this.tooltip.setLatLng(at);
    if (!this.map.hasLayer(this.tooltip)) this.tooltip.addTo(this.map);
  }

  hide() {
    if (this.map.hasLayer(this.tooltip)) this.map.removeLayer(this.tooltip);
  }
}
