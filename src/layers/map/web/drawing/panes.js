/* The panes of the map from the ground up, and the renderers that draw in them. */

const Z_INDEX = {
  "sr-land": 200,
  "sr-disputed": 205,
  "sr-rail": 210,
  "sr-border": 220,
  "sr-casing": 400,
  "sr-core": 410,
  "sr-hollow": 415,
  "sr-hit": 420,
  "sr-gate": 430,
  "sr-place": 600,
  "sr-cross": 610,
  "sr-label": 620,
};

/** @typedef {"sr-disputed" | "sr-casing" | "sr-core" | "sr-hollow" | "sr-hit" | "sr-gate"} VectorPane */
/** @type {VectorPane[]} */
const VECTOR_PANES = ["sr-disputed", "sr-casing", "sr-core", "sr-hollow", "sr-hit", "sr-gate"];

/** Style a line or an area where it does not look so already: whatever is touched is painted anew.
 * @param {L.Path} layer @param {L.PathOptions} style */
export function restyle(layer, style) {
  const now = /** @type {Record<string, unknown>} */ ({ ...layer.options });
  if (Object.entries(style).some(([name, value]) => now[name] !== value)) layer.setStyle(style);
}

/** The pane's element. @param {L.Map} map @param {string} name */
export function paneOf(map, name) {
  const pane = map.getPane(name);
  if (!pane) throw new RangeError(`no pane ${name}`);
  return pane;
}

export class Panes {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    for (const [name, z] of Object.entries(Z_INDEX)) map.createPane(name).style.zIndex = String(z);
    paneOf(map, "sr-label").style.pointerEvents = "none";
    this.land = L.canvas({ pane: "sr-land", padding: 0.4 });
    this.lineArt = L.canvas({ pane: "sr-border", padding: 0.4 });
    this.vector = /** @type {Record<VectorPane, L.SVG>} */ (
      Object.fromEntries(VECTOR_PANES.map((pane) => [pane, L.svg({ pane, padding: 0.6 })]))
    );
  }

  /** The svg element that a pane's lines are drawn in, once anything is. @param {VectorPane} pane */
  vectorRoot(pane) {
    return /** @type {{ _container?: SVGElement }} */ (/** @type {unknown} */ (this.vector[pane]))._container;
  }

  /** Put a layer on the map, or take it off. @param {L.Layer} layer @param {boolean} on */
  show(layer, on) {
    if (on === this.map.hasLayer(layer)) return;
    if (on) layer.addTo(this.map);
    else this.map.removeLayer(layer);
  }
}
