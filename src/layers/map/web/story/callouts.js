/* A few words at a place, framed, with a line to it; clear of symbols, of names and of each other. */

import { el, svg } from "../dom.js";
import { grow, isInside, overlap } from "../rules/boxes.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {{ x: number, y: number }} Point */
/** Words in rows with the size of their box.
 * @typedef {{ rows: string[], px: number, w: number, h: number }} Block */
/** @typedef {{ box: Box, from: Point, to: Point, cost: number }} Spot */
/** @typedef {{ words: Block, spot: Spot, hub: boolean }} Done */

/* px at scale 1 */
const FONT = 14;
const WIDEST = 190;
const PAD_X = 8;
const PAD_Y = 5;
const LINE_HEIGHT = 1.25;
const CLEAR = 4;
const EDGE = 6;
const SYMBOL = 9;
const REACHES = [26, 42, 60, 82, 110, 145, 190, 250, 330, 430];
const TURNS = 20;
/** Points of drawn lines are this far from each other at most. */
const STEP = 12;
const MOST_STEPS = 40;

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(b.x - a.x, b.y - a.y);

/** @param {Point} a @param {Point} b @param {number} share of the way */
const between = (a, b, share) => ({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });

/** Where the line leaves the box: the point of its edge that is nearest to the place.
 * @param {Box} box
 * @param {Point} p */
const exit = (box, p) => ({
  x: Math.max(box[0], Math.min(p.x, box[2])),
  y: Math.max(box[1], Math.min(p.y, box[3])),
});

/** The line as small boxes, without its ends: names keep off it.
 * @param {{ from: Point, to: Point }} spot
 * @param {number} scale
 * @param {number} step from box to box
 * @returns {Box[]} */
function leaderBoxes({ from, to }, scale, step) {
  const whole = distance(from, to);
  const boxes = [];
  for (let d = 4; d < whole - 11 * scale; d += step) {
    const { x, y } = between(from, to, d / whole);
    boxes.push(grow([x, y, x, y], 2));
  }
  return boxes;
}

export class Callouts {
  /** @param {L.Map} map
   * @param {import("../state").State} state
   * @param {import("../drawing/geometry").Geometry} geometry
   * @param {import("../drawing/labels").Labels} labels */
  constructor(map, state, geometry, labels) {
    this.map = map;
    this.state = state;
    this.geometry = geometry;
    this.labels = labels;
    /** @type {[string, string][]} */
    this.list = [];
  }

  /** Words by place; drawn when the names of the map are placed next. @param {[string, string][]} list */
  set(list) {
    this.list = list.filter(([place]) => Object.hasOwn(this.state.placeById, place));
  }

  /** Draw all of them and add what they cover to `taken`. Where all is full, one may cover symbols, no name.
   * @param {Box[]} taken
   * @param {Box[]} symbols */
  place(taken, symbols) {
    const { map, state } = this;
    const size = map.getSize();
    const lines = this.#linePoints();
    /** @type {Done[]} */
    const done = [];
    for (const [id, text] of this.list) {
      const { at, kind } = state.placeById[id];
      const p = map.latLngToContainerPoint([at[1], at[0]]);
      if (p.x < 0 || p.y < 0 || p.x > size.x || p.y > size.y) continue;
      const words = this.#wrap(text);
      const names = taken.filter((box) => !symbols.includes(box));
      const others = done.map(({ spot }) => spot.box);
      const spot = this.#spot(p, words, taken, others, lines) ?? this.#spot(p, words, names, others, lines);
      if (!spot) continue;
      taken.push(spot.box, ...leaderBoxes(spot, state.scale, state.data.style.label.callout.leaderStepPx));
      done.push({ words, spot, hub: kind === "hub" });
    }
    if (done.length) this.#draw(done);
  }

  /** Words in rows no wider than allowed, measured. @param {string} text @returns {Block} */
  #wrap(text) {
    const { scale } = this.state;
    const px = FONT * scale;
    const width = this.labels.pen.at(px, 600);
    const rows = [""];
    for (const word of text.split(/ +/)) {
      const last = rows[rows.length - 1];
      const longer = last ? `${last} ${word}` : word;
      if (last && width(longer) > WIDEST * scale) rows.push(word);
      else rows[rows.length - 1] = longer;
    }
    const w = Math.ceil(Math.max(...rows.map(width))) + 2 * PAD_X * scale + 4;
    return { rows, px, w, h: rows.length * px * LINE_HEIGHT + 2 * PAD_Y * scale + 2 };
  }

  /** Points of the lines that are drawn, on the screen: better not covered. @returns {[number, number][]} */
  #linePoints() {
    /** @type {[number, number][]} */
    const points = [];
    if (!this.list.length) return points;
    for (const { shown, leg, line } of this.geometry.legs) {
      if (!shown || !leg.corridors.length) continue;
      const corners = line.map((at) => this.map.latLngToContainerPoint(at));
      for (const [i, to] of corners.slice(1).entries()) {
        const from = corners[i];
        const steps = Math.min(MOST_STEPS, Math.ceil(distance(from, to) / STEP));
        for (let n = 1; n <= steps; n++) {
          const { x, y } = between(from, to, n / steps);
          points.push([x, y]);
        }
      }
    }
    return points;
  }

  /** The cheapest box around a place that covers nothing taken, or null.
   * @param {Point} p
   * @param {Block} words
   * @param {Box[]} taken
   * @param {Box[]} others other callouts
   * @param {[number, number][]} lines
   * @returns {Spot | null} */
  #spot(p, words, taken, others, lines) {
    const { scale } = this.state;
    const size = this.map.getSize();
    const price = this.state.data.style.label.callout;
    /** @type {Spot | null} */
    let best = null;
    for (const reach of REACHES) {
      for (let turn = 0; turn < TURNS; turn++) {
        const box = boxAround(p, words, reach * scale, turn);
        const wide = grow(box, CLEAR * scale);
        if (!isInside(box, size, EDGE) || taken.some((other) => overlap(wide, other))) continue;
        if (best && reach * price.px >= best.cost) continue;
        const spot = { box, from: exit(box, p), to: p };
        const cost = reach * price.px + this.#costOf(spot, wide, taken, others, lines);
        if (!best || cost < best.cost) best = { ...spot, cost };
      }
    }
    return best;
  }

  /** What a spot costs beside its distance.
   * @param {{ box: Box, from: Point, to: Point }} spot
   * @param {Box} wide its box with room around it
   * @param {Box[]} taken
   * @param {Box[]} others
   * @param {[number, number][]} lines */
  #costOf(spot, wide, taken, others, lines) {
    const price = this.state.data.style.label.callout;
    const under = leaderBoxes(spot, this.state.scale, price.leaderStepPx);
    const crosses = (/** @type {Box[]} */ boxes) =>
      under.filter((step) => boxes.some((other) => overlap(step, other))).length;
    const [left, top, right, bottom] = wide;
    const covered = lines.filter(([x, y]) => x > left && x < right && y > top && y < bottom).length * STEP;
    return (
      price.coveredPx * Math.min(covered, price.mostCoveredPx) +
      price.crossedPx * price.leaderStepPx * crosses(taken) +
      (crosses(others) ? price.throughAnother : 0)
    );
  }

  /** @param {Done[]} done */
  #draw(done) {
    const { map, labels } = this;
    const zero = map.containerPointToLayerPoint([0, 0]);
    const { x, y } = map.getSize();
    const strokes = done.flatMap((one) => this.#leader(one));
    const leaders = svg(
      "svg",
      { class: "sr-leaders", width: x, height: y, viewBox: `0 0 ${x} ${y}` },
      strokes,
    );
    leaders.style.transform = `translate(${zero.x}px,${zero.y}px)`;
    labels.sheet.push(leaders, ...done.map((one) => this.#frame(one, zero)));
  }

  /** @param {Done} done */
  #leader({ spot: { from, to }, hub }) {
    const { ground, scale } = this.state;
    const length = distance(from, to);
    const end = between(from, to, Math.max(0, (length - (hub ? 0 : SYMBOL) * scale) / length));
    const line = (/** @type {string} */ stroke, /** @type {number} */ px) =>
      svg("line", { stroke, "stroke-width": px * scale, x1: from.x, y1: from.y, x2: end.x, y2: end.y });
    const strokes = [line(ground.halo, 4), line(ground.ink, 1.5)];
    if (!hub) return strokes;
    /* A town may have no symbol at this zoom. */
    const dot = { cx: to.x, cy: to.y, r: 4 * scale, fill: ground.ink };
    return [...strokes, svg("circle", { ...dot, stroke: ground.halo, "stroke-width": 1.5 * scale })];
  }

  /** @param {Done} done @param {Point} zero */
  #frame({ spot: { box }, words }, zero) {
    const { scale } = this.state;
    const style = {
      transform: `translate(${zero.x + box[0]}px,${zero.y + box[1]}px)`,
      width: `${words.w}px`,
      height: `${words.h}px`,
      padding: `${PAD_Y * scale}px ${PAD_X * scale}px`,
      fontSize: `${words.px}px`,
      lineHeight: String(LINE_HEIGHT),
    };
    return el(
      "span",
      { class: "sr-callout", style },
      words.rows.map((row) => el("span", {}, row)),
    );
  }
}

/** A box whose edge is so far from a place, in one of the directions.
 * @param {Point} p
 * @param {Block} words
 * @param {number} reach
 * @param {number} turn
 * @returns {Box} */
function boxAround(p, words, reach, turn) {
  const angle = (2 * Math.PI * (turn + 0.5)) / TURNS;
  const x = p.x + Math.cos(angle) * (reach + words.w / 2);
  const y = p.y + Math.sin(angle) * (reach + words.h / 2);
  return [x - words.w / 2, y - words.h / 2, x + words.w / 2, y + words.h / 2];
}
