/* The ground: land, disputed areas, boundaries, rail. */

import { svg } from "../dom.js";
import { landColour, railOpacity } from "../rules/ground.js";
import { unpack } from "../rules/lines.js";
import { isRowOn } from "../rules/shown.js";
import { restyle } from "./panes.js";
import { addTooltip } from "./tooltip.js";

/** @typedef {{ area: import("../types").Area, rings: [number, number][][], layer: L.Polygon }} DrawnArea */
/** @typedef {{ border: import("../types").Border, layer: L.Polyline }} DrawnBorder */
/** @typedef {import("./panes").Panes} Panes */

/** Background layers are stored ten times coarser than legs. */
const COARSE = 10;

export class GroundLayer {
  /** @param {import("../state").State} state @param {Panes} panes */
  constructor(state, panes) {
    this.state = state;
    this.panes = panes;
    this.unit = state.data.unit * COARSE;
    this.areas = state.data.countries.map((area) => this.#drawArea(area));
    this.borders = state.data.borders.map((border) => this.#drawBorder(border));
    const { groundLine } = state.data.style;
    this.rail = L.polyline(
      state.data.rail.map((line) => unpack(line, this.unit)),
      {
        renderer: panes.lineArt,
        pane: "sr-border",
        interactive: false,
        weight: groundLine.railPx,
        smoothFactor: 1,
      },
    );
  }

  /** @param {import("../types").Area} area @returns {DrawnArea} */
  #drawArea(area) {
    const { state, panes } = this;
    const polygons = area.rings.map((polygon) => polygon.map((ring) => unpack(ring, this.unit)));
    const disputed = area.kind === "disputed";
    const layer = L.polygon(polygons, {
      renderer: disputed ? panes.vector["sr-disputed"] : panes.land,
      pane: disputed ? "sr-disputed" : "sr-land",
      interactive: disputed,
      stroke: false,
      fillOpacity: 1,
      smoothFactor: 0.6,
    }).addTo(panes.map);
    if (disputed) addTooltip(layer, () => [state.words.local(area.name), state.words.local(area.note)]);
    return { area, rings: polygons.flat(), layer };
  }

  /** @param {import("../types").Border} border @returns {DrawnBorder} */
  #drawBorder(border) {
    const { state, panes } = this;
    const { borderDash, groundLine } = state.data.style;
    const agreed = border.status === "international";
    const layer = L.polyline(
      border.lines.map((line) => unpack(line, this.unit)),
      {
        renderer: agreed ? panes.lineArt : panes.vector["sr-disputed"],
        pane: agreed ? "sr-border" : "sr-disputed",
        interactive: !agreed,
        weight: agreed ? groundLine.borderPx : groundLine.disputedBorderPx,
        smoothFactor: 0.8,
        dashArray: borderDash[border.status].join(" ") || undefined,
      },
    );
    if (!agreed) addTooltip(layer, () => [state.words.local(border.name), state.words.local(border.note)]);
    return { border, layer };
  }

  /** Colours of the theme, of the lens that shades countries, of what is closed. */
  style() {
    const { state, panes } = this;
    const { ground } = state;
    panes.map.getContainer().style.background = ground.sea;
    for (const { area, layer } of this.areas) {
      restyle(layer, { fillColor: area.kind === "disputed" ? "url(#sr-hatch)" : landColour(state, area.id) });
    }
    restyle(this.rail, { color: ground.rail, opacity: railOpacity(state) });
    for (const { layer } of this.borders) restyle(layer, { color: ground.border });
    this.#hatch();
  }

  #hatch() {
    const { ground } = this.state;
    const root = this.panes.vectorRoot("sr-disputed");
    if (!root) return;
    root.querySelector("defs")?.remove();
    const pattern = {
      id: "sr-hatch",
      width: 6,
      height: 6,
      patternUnits: "userSpaceOnUse",
      patternTransform: "rotate(45)",
    };
    const stripes = [
      svg("rect", { width: 6, height: 6, fill: ground.disputed }),
      svg("line", { x1: 0, y1: 0, x2: 0, y2: 6, stroke: ground.hatch, "stroke-width": 1.6 }),
    ];
    root.prepend(svg("defs", {}, [svg("pattern", pattern, stripes)]));
  }

  /** Rail and boundaries are on or off by their rows of the legend. */
  toggle() {
    this.panes.show(this.rail, isRowOn(this.state, "rail"));
    for (const { layer } of this.borders) this.panes.show(layer, isRowOn(this.state, "borders"));
  }
}
