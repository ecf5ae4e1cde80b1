/* Legs as lines: a casing, a core in the colour of the lens, a hollow core for judgements; crosses where one
   is blocked. */

import { crossesOf, isLegVisible, legLook, shownLeg } from "../rules/legs.js";
import { halfWay, unpack } from "../rules/lines.js";
import { aboutLeg } from "../rules/sentences.js";
import { restyle } from "./panes.js";
import { crossSymbol } from "./symbols.js";
import { addTooltip } from "./tooltip.js";

/** @typedef {{
 *   leg: import("../types").Leg, line: [number, number][], shown: boolean,
 *   casing: L.Polyline, core: L.Polyline, stripes: L.Polyline, hollow: L.Polyline, hit: L.Polyline
 * }} DrawnLeg */

/** How far from a line a pointer still finds it. */
const SEARCH_PX = 6;

export class LegLayer {
  /** @param {import("../state").State} state
   * @param {import("./panes").Panes} panes
   * @param {(leg: import("../types").Leg) => void} onPick */
  constructor(state, panes, onPick) {
    this.state = state;
    this.panes = panes;
    this.legs = state.data.legs.map((leg) => this.#draw(leg, onPick));
    /** @type {L.Marker[]} */
    this.crosses = [];
    /** How crosses were drawn last, and which legs were brought to the front. */
    this.drawn = { crosses: "", front: "" };
  }

  /** @param {import("../types").Leg} leg
   * @param {(leg: import("../types").Leg) => void} onPick
   * @returns {DrawnLeg} */
  #draw(leg, onPick) {
    const line = unpack(leg.line, this.state.data.unit);
    const make = (
      /** @type {import("./panes").VectorPane} */ pane,
      /** @type {L.PolylineOptions} */ more = {},
    ) =>
      L.polyline(line, {
        renderer: this.panes.vector[pane],
        pane,
        interactive: false,
        lineCap: "butt",
        lineJoin: "round",
        smoothFactor: 1,
        ...more,
      });
    const hit = make("sr-hit", {
      interactive: true,
      opacity: 0,
      weight: 2 * SEARCH_PX + 2,
      className: "sr-hit-line",
    });
    addTooltip(hit, () => aboutLeg(this.state, this.state.words, leg), true);
    hit.on("click", (event) => {
      L.DomEvent.stopPropagation(event);
      onPick(leg);
    });
    const [casing, core] = [make("sr-casing"), make("sr-core")];
    const [stripes, hollow] = [make("sr-hollow"), make("sr-hollow")];
    return { leg, line, casing, core, stripes, hollow, hit, shown: false };
  }

  style() {
    const heights = new Map(this.legs.map((drawn) => [drawn, this.#styleLeg(drawn)]));
    const height = (/** @type {DrawnLeg} */ drawn) => heights.get(drawn) ?? 0;
    const front = this.legs.filter(height).sort((a, b) => height(a) - height(b));
    const order = this.legs.map((drawn) => `${drawn.shown}${height(drawn)}`);
    if (order.join() !== this.drawn.front) {
      this.drawn.front = order.join();
      for (const { casing, core, stripes, hollow } of front) {
        for (const part of [casing, core, stripes, hollow]) part.bringToFront();
      }
    }
    this.#styleCrosses();
  }

  /** How high the leg belongs: lifted above what carries tonnes, that above the rest.
   * @param {DrawnLeg} drawn */
  #styleLeg(drawn) {
    const { state, panes } = this;
    const { leg, casing, core, stripes, hollow, hit } = drawn;
    drawn.shown = isLegVisible(state, leg);
    for (const part of [casing, core, hit]) panes.show(part, drawn.shown);
    if (!drawn.shown) {
      panes.show(stripes, false);
      panes.show(hollow, false);
      return 0;
    }
    const about = shownLeg(state, leg);
    const look = legLook(state, leg, about, state.scale);
    const shared = { dashArray: look.dash ?? undefined, lineCap: look.cap };
    restyle(casing, {
      color: look.casing,
      weight: look.casingWidth,
      opacity: look.casingOpacity,
      ...shared,
    });
    restyle(core, { color: look.colour, weight: look.width, opacity: look.opacity, ...shared });
    panes.show(stripes, look.stripes !== null);
    if (look.stripes !== null) {
      const across = { dashArray: look.stripes, weight: look.width };
      restyle(stripes, { color: look.halo, opacity: look.opacity, ...across });
    }
    panes.show(hollow, look.hollowWidth !== null);
    if (look.hollowWidth !== null) {
      restyle(hollow, { color: look.halo, weight: look.hollowWidth, opacity: look.opacity });
    }
    return about.up ? 2 : about.mt ? 1 : 0;
  }

  #styleCrosses() {
    const { state, panes } = this;
    const visible = this.legs.filter((drawn) => drawn.shown);
    const lines = new Map(visible.map(({ leg, line }) => [leg, line]));
    const middleOf = (/** @type {import("../types").Leg} */ leg) => {
      const [lat, lon] = halfWay(lines.get(leg) ?? []);
      return /** @type {[number, number]} */ ([lon, lat]);
    };
    const icon = (/** @type {HTMLElement | SVGElement} */ html) =>
      L.divIcon({
        className: "sr-icon sr-cross",
        iconSize: [18, 18],
        html: /** @type {HTMLElement} */ (html),
      });
    const found = crossesOf(state, [...lines.keys()], middleOf);
    const key = JSON.stringify([state.view.theme, found.map(({ at }) => at)]);
    if (key === this.drawn.crosses) return;
    this.drawn.crosses = key;
    for (const cross of this.crosses) panes.map.removeLayer(cross);
    this.crosses = found.map(({ at: [lon, lat] }) =>
      L.marker([lat, lon], {
        pane: "sr-cross",
        interactive: false,
        keyboard: false,
        icon: icon(crossSymbol(state.paint)),
      }).addTo(panes.map),
    );
  }
}
