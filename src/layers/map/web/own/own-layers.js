/* A visitor's own points and lines, laid over the map for a visit, below the symbols. They take no clicks, so
   that all beneath them can still be chosen. */

import { el } from "../dom.js";
import { paneOf } from "../drawing/panes.js";
import { lineLook, makeParts, ownSample, partClasses, triangleStamp } from "./own-drawing.js";
import { OwnTooltip } from "./own-tooltip.js";

/** @typedef {import("../types").OwnRecord & {
 *   asked?: boolean, lost?: boolean, key?: string,
 *   parts: import("./own-drawing").Part[], group: L.LayerGroup | null
 * }} OwnLayer a file: fetched once (`asked`), `lost` where that failed, `key` tells how it was drawn last */
/** @typedef {(own: { on: Record<string, boolean>, change: number }) => void} Report */

const REACH_PX = 4;
const Z_INDEX = "425";

export class OwnLayers {
  /** @param {L.Map} map @param {import("../state").State} state */
  constructor(map, state) {
    this.map = map;
    this.state = state;
    /** @type {OwnLayer[]} */
    this.layers = [];
    /** How often the visitor has switched a row: tells which of two lists is the newer one. */
    this.change = 0;
    this.taken = "";
    /** @type {Report} */
    this.report = () => {};
    this.onchange = () => {};
    map.createPane("sr-own").style.zIndex = Z_INDEX;
    paneOf(map, "sr-own").style.pointerEvents = "none";
    this.renderer = L.canvas({ pane: "sr-own", padding: 0.4, tolerance: REACH_PX });
    this.classes = partClasses();
    this.tooltip = new OwnTooltip(map, state, () => this.layers);
  }

  /** Take the visitor's files as the server has them: what is new is fetched, once, what is gone is let go.
   * @param {import("../types").OwnRecord[]} list
   * @param {number} seen the last switching that the server knows of
   * @param {string} base address of the files
   * @param {Report} report tells the server which rows are on */
  take(list, seen, base, report) {
    this.report = report;
    const taken = JSON.stringify([list, seen, this.change]);
    if (taken === this.taken) return;
    this.taken = taken;
    const before = this.layers;
    this.layers = list.map((record) => {
      /** @type {OwnLayer} */
      const layer = before.find(({ id }) => id === record.id) ?? { ...record, parts: [], group: null };
      const on = seen >= this.change ? record.on : layer.on;
      return Object.assign(layer, record, { on });
    });
    for (const layer of before) if (!this.layers.includes(layer)) this.#show(layer, false);
    for (const layer of this.layers) if (!layer.asked) this.#fetch(layer, base);
    this.draw();
  }

  /** @param {OwnLayer} layer @param {string} base */
  async #fetch(layer, base) {
    layer.asked = true;
    try {
      const answer = await fetch(new URL(`${base}/${layer.id}`, document.baseURI));
      if (!answer.ok) throw new Error(String(answer.status));
      layer.parts = makeParts(await answer.json(), this.classes, this.renderer);
      layer.group = L.layerGroup(layer.parts);
    } catch {
      layer.lost = true;
    }
    this.draw();
  }

  /** @param {OwnLayer} layer */
  #colour(layer) {
    return this.state.data.style.own[this.state.view.theme][layer.colour];
  }

  draw() {
    const { ground } = this.state;
    for (const layer of this.layers) {
      const colour = this.#colour(layer);
      const key = `${colour},${ground.halo}`;
      if (layer.key !== key && layer.group) {
        layer.key = key;
        const look = lineLook(colour, ground, this.state.data.style.ownDash);
        const stamp = /** @type {L.PathOptions} */ ({ stamp: triangleStamp(colour, ground) });
        for (const part of layer.parts) part.setStyle(part.feature.kind === "line" ? look : stamp);
      }
      this.#show(layer, layer.on);
    }
    this.tooltip.hide();
    this.onchange();
  }

  /** @param {OwnLayer} layer @param {boolean} on */
  #show({ group }, on) {
    if (!group) return;
    if (on) this.map.addLayer(group);
    else this.map.removeLayer(group);
  }

  /** @param {OwnLayer} layer @param {boolean} on */
  #toggle(layer, on) {
    layer.on = on;
    this.change += 1;
    this.draw();
    this.report({
      on: Object.fromEntries(this.layers.map((one) => [one.id, one.on])),
      change: this.change,
    });
  }

  /** The legend's group; nothing where the visitor has brought nothing. @returns {Node[]} */
  group() {
    if (!this.layers.length) return [];
    const { words } = this.state;
    return [
      el("section", { class: "sr-group sr-own" }, [
        el("p", { class: "sr-key-title" }, words.t("map.own.title")),
        el(
          "ul",
          {},
          this.layers.map((layer) => this.#row(layer)),
        ),
        el("p", { class: "sr-small" }, words.t("map.own.note")),
      ]),
    ];
  }

  /** @param {OwnLayer} layer */
  #row(layer) {
    const { words, ground, data } = this.state;
    const { name } = layer;
    const label = words.t("map.toggle_row", { name });
    const box = el("input", { type: "checkbox", "data-key": `own:${layer.id}`, "aria-label": label });
    box.checked = layer.on;
    box.addEventListener("change", () => this.#toggle(layer, box.checked));
    const sample = ownSample(layer.points > 0, this.#colour(layer), ground, data.style.ownDash);
    return el("li", { class: "sr-row sr-layer" }, [
      box,
      el("span", { class: "sr-symbol" }, sample),
      el("span", { class: "sr-name", dir: "auto", title: name }, name),
      el("span", { class: "sr-count" }, words.number(layer.points + layer.lines)),
      layer.lost ? el("span", { class: "sr-small sr-lost" }, words.t("map.own.lost")) : null,
    ]);
  }
}
