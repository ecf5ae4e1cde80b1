/* How a visitor's own points and lines are drawn: hollow triangles and short dashes, on one canvas. */

import { svg } from "../dom.js";
import { frame, lineSample } from "../drawing/symbols.js";
import { unpack } from "../rules/lines.js";

/** @typedef {import("../types").Ground} Ground */
/** @typedef {{ kind: "line" | "point", name: string, properties: string[], all: number }} Feature */
/** What the server has of a file: features as [kind, name, packed lines, properties, how many there are].
 * @typedef {{
 *   unit: number, keys: string[],
 *   features: ["line" | "point", string, number[][], [number, string][], number][]
 * }} Content */
/** A drawn part: Leaflet's layer, with what it stands for. @typedef {L.Path & { feature: Feature }} Part */

export const WEIGHT_PX = 2.2;
const SIZE_PX = 6;
const HALO_PX = 2.6;
const STAMP_PX = 20;

/** A hollow triangle, drawn once a colour and stamped for every point: thousands of them stay quick.
 * @param {string} colour
 * @param {Ground} ground */
export function triangleStamp(colour, ground) {
  const stamp = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (stamp.getContext("2d"));
  stamp.width = 2 * STAMP_PX;
  stamp.height = 2 * STAMP_PX;
  context.scale(2, 2);
  context.translate(STAMP_PX / 2, STAMP_PX / 2);
  context.beginPath();
  context.moveTo(0, -SIZE_PX);
  context.lineTo(SIZE_PX * 0.95, SIZE_PX * 0.7);
  context.lineTo(-SIZE_PX * 0.95, SIZE_PX * 0.7);
  context.closePath();
  context.fillStyle = ground.halo;
  context.globalAlpha = 0.7;
  context.fill();
  context.globalAlpha = 1;
  for (const [style, width] of /** @type {[string, number][]} */ ([
    [ground.halo, WEIGHT_PX + HALO_PX],
    [colour, WEIGHT_PX],
  ])) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  return stamp;
}

/** Draw the same path twice: a pale halo, then the line. @param {any} layer @param {() => void} draw */
function drawTwice(layer, draw) {
  const { options } = layer;
  const kept = { color: options.color, weight: options.weight, _dashArray: options._dashArray };
  options.color = options.halo;
  options.weight += HALO_PX;
  options._dashArray = null;
  draw();
  Object.assign(options, kept);
  draw();
}

/** Leaflet's classes for lines and points, made when the map is: Leaflet may be loaded after this file.
 * They reach into its renderer, which has no public way to draw otherwise. */
export function partClasses() {
  const Line = L.Polyline.extend({
    /** @this {any} */
    _updatePath() {
      drawTwice(this, () => this._renderer._updatePoly(this));
    },
  });
  const Point = L.CircleMarker.extend({
    /** @this {any} */
    _updatePath() {
      const { x, y } = this._point;
      const [left, top] = [x - STAMP_PX / 2, y - STAMP_PX / 2];
      if (!this._renderer._drawing || this._empty()) return;
      this._renderer._ctx.drawImage(this.options.stamp, left, top, STAMP_PX, STAMP_PX);
    },
  });
  return { Line: /** @type {any} */ (Line), Point: /** @type {any} */ (Point) };
}

/** The parts of a file as layers.
 * @param {Content} content
 * @param {ReturnType<typeof partClasses>} classes
 * @param {L.Renderer} renderer
 * @returns {Part[]} */
export function makeParts({ unit, keys, features }, { Line, Point }, renderer) {
  const options = { renderer, pane: "sr-own", interactive: false, smoothFactor: 1 };
  return features.flatMap(([kind, name, packed, pairs, all]) => {
    const feature = { kind, name, properties: pairs.map(([key, value]) => `${keys[key]}: ${value}`), all };
    const lines = packed.map((line) => unpack(line, unit));
    if (kind === "line") return [Object.assign(new Line(lines, options), { feature })];
    return lines.map(([at]) => Object.assign(new Point(at, { radius: SIZE_PX, ...options }), { feature }));
  });
}

/** How the line of a file is drawn.
 * @param {string} colour
 * @param {Ground} ground
 * @param {number[]} dash */
export const lineLook = (colour, ground, dash) => ({
  color: colour,
  halo: ground.halo,
  weight: WEIGHT_PX,
  opacity: 1,
  lineCap: /** @type {const} */ ("butt"),
  dashArray: dash.join(" "),
});

/** What the legend shows for a file of points, or of lines only.
 * @param {boolean} hasPoints
 * @param {string} colour
 * @param {Ground} ground
 * @param {number[]} dash */
export function ownSample(hasPoints, colour, ground, dash) {
  if (!hasPoints) return lineSample(ground, { colour, dash, width: WEIGHT_PX, wide: 18 });
  const triangle = { d: "M0 -6L5.7 4.2H-5.7Z", fill: ground.halo, stroke: colour, "stroke-width": 1.8 };
  return frame(16, [svg("path", triangle)]);
}
