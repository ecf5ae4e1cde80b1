/* Names that do not run into each other: placed greedily, most important first, at every zoom. */

import { el, fillChanged } from "../dom.js";
import { firstFree, grow, isInside, overlap, spotsAround } from "../rules/boxes.js";
import { labelType, placesToName } from "../rules/labels.js";
import { lensKind, vetoOf } from "../rules/lens.js";
import { isMinor, newsDate } from "../rules/places.js";
import { paneOf } from "./panes.js";
import { Pen } from "./pen.js";

/** @typedef {import("../types").Box} Box */
/** @typedef {import("./places").DrawnPlace} DrawnPlace */

const EDGE_PX = 2;
const LINE_GAP_PX = 3;
const NEWS_LINE_PX = 12;
const SYMBOL_PX = 7;
const MINOR_SYMBOL_PX = 2;
const TILE_PX = 256;
/** A country is named where its name takes no more than this share of its width. */
const SHARE_OF_COUNTRY = 0.9;

export class Labels {
  /** @param {L.Map} map
   * @param {import("../state").State} state
   * @param {import("./geometry").Geometry} geometry */
  constructor(map, state, geometry) {
    this.map = map;
    this.state = state;
    this.geometry = geometry;
    this.style = state.data.style.label;
    this.layer = el("div", { class: "sr-labels", "aria-hidden": "true" });
    paneOf(map, "sr-label").append(this.layer);
    this.pen = new Pen(map.getContainer());
    /** @type {import("../story/callouts").Callouts | null} */
    this.callouts = null;
    /** What no later word may cover, and what of it is a symbol. @type {Box[]} */
    this.taken = [];
    /** @type {Box[]} */
    this.symbols = [];
    /** The words of this placing, in order. @type {Element[]} */
    this.sheet = [];
    map.on("zoomstart", () => {
      this.layer.style.visibility = "hidden";
    });
    map.on("zoomend moveend resize", () => this.place());
  }

  /** Name anew all that has room for its name. */
  place() {
    this.pen.readTypeface();
    this.sheet = [];
    this.layer.style.visibility = "";
    this.symbols = this.geometry.places
      .filter(({ shown, place }) => shown && place.kind !== "hub")
      .map(({ at, place }) => this.#boxOf(at, this.#isSmall(place) ? MINOR_SYMBOL_PX : SYMBOL_PX));
    const obstacles = this.state.obstacles.map((find) => find()).filter((box) => box !== null);
    this.taken = [...this.symbols, ...obstacles];
    this.#nameCountries(true);
    for (const cross of this.geometry.crosses) {
      const box = this.#boxOf(cross.getLatLng(), SYMBOL_PX);
      this.symbols.push(box);
      this.taken.push(box);
    }
    const visible = this.geometry.places.filter(({ shown }) => shown);
    const items = placesToName(this.state, visible, this.map.getZoom());
    const isFirst = (/** @type {DrawnPlace} */ item) => this.state.emphasis.includes(item.place.id);
    for (const item of items) if (isFirst(item)) this.#name(item, true);
    this.callouts?.place(this.taken, this.symbols);
    for (const item of items) if (!isFirst(item)) this.#name(item, false);
    this.#nameCountries(false);
    fillChanged(this.layer, this.sheet);
  }

  /** @param {import("../types").Place} place */
  #isSmall(place) {
    return isMinor(this.state.data.style, place, this.map.getZoom());
  }

  /** The box around a point of the map.
   * @param {L.LatLngExpression} at
   * @param {number} reach
   * @returns {Box} */
  #boxOf(at, reach) {
    const { x, y } = this.map.latLngToContainerPoint(at);
    return grow([x, y, x, y], reach * this.state.scale);
  }

  /** Put words where they are measured to stand.
   * @param {string} kind
   * @param {[number, number]} spot top left corner in px of the container
   * @param {Record<string, string | number>} style
   * @param {import("../dom").Child[]} words
   * @param {Record<string, string>} [more] */
  #write(kind, spot, style, words, more) {
    const at = this.map.containerPointToLayerPoint(spot);
    const transform = `translate(${Math.round(at.x)}px,${Math.round(at.y)}px)`;
    this.sheet.push(
      el("span", { class: `sr-label ${kind}`, style: { transform, ...style }, ...more }, words),
    );
  }

  /** One name beside its symbol, where there is room for it.
   * @param {DrawnPlace} item
   * @param {boolean} first what has to be named: larger, and further away if need be */
  #name({ place, at }, first) {
    const { state, style, map } = this;
    const { scale, words } = state;
    const size = map.getSize();
    const point = map.latLngToContainerPoint(at);
    if (point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y) return;
    const lines = this.#linesOf(place, first);
    const off = (style.offsetPx[place.kind === "hub" ? "hub" : "place"] + style.gapPx) * scale;
    const reaches = first ? style.reaches : style.reaches.slice(0, 1);
    const spots = reaches.flatMap((reach) => spotsAround(point, off * reach, lines.w, lines.h));
    const gap = style.gapPx * scale;
    const boxes = spots.map(
      ([x, y]) => /** @type {Box} */ ([x - gap, y - 1, x + lines.w + gap, y + lines.h + 1]),
    );
    let found = firstFree(boxes, this.taken, size, EDGE_PX);
    /* What has to be named may stand on a symbol, though never on a name. */
    if (found < 0 && first) {
      const names = this.taken.filter((box) => !this.symbols.includes(box));
      found = firstFree(boxes, names, size, EDGE_PX);
    }
    if (found < 0) return;
    this.taken.push(boxes[found]);
    const capital = place.role === "capital" ? " sr-capital" : "";
    const kind = `sr-label-${place.kind}${capital}${first ? " sr-first" : ""}`;
    const news = lines.news && el("small", { style: { fontSize: `${lines.newsPx}px` } }, lines.news);
    const type = { fontSize: `${lines.px}px`, fontWeight: lines.weight };
    this.#write(kind, spots[found], type, [words.local(place.name), news || null], {
      "data-place": place.id,
    });
  }

  /** The name, and how old the news of a shut gate is, measured.
   * @param {import("../types").Place} place
   * @param {boolean} first */
  #linesOf(place, first) {
    const { state, style, pen } = this;
    const { scale, words } = state;
    const type = labelType(style, place, first);
    const px = type.px * scale;
    const newsPx = style.fontPx.known * scale;
    const known = newsDate(state, place, this.map.getZoom());
    const news = known && words.t("map.known_on", { date: words.date(known) });
    const width = pen.at(px, type.weight)(words.local(place.name));
    const newsWidth = news ? pen.at(newsPx, style.weight.known)(news) : 0;
    return {
      px,
      newsPx,
      news,
      weight: type.weight,
      w: Math.max(width, newsWidth) + 2,
      h: px + (LINE_GAP_PX + (news ? NEWS_LINE_PX : 0)) * scale,
    };
  }

  /** Names of countries, spaced out and quiet, where the country is wide enough on screen for its name.
   * @param {boolean} onlyHome the home country, else all the others */
  #nameCountries(onlyHome) {
    const { data } = this.state;
    const pixels = (TILE_PX * 2 ** this.map.getZoom()) / 360;
    for (const area of data.countries) {
      if (area.kind === "country" && (area.id === data.home) === onlyHome) this.#nameCountry(area, pixels);
    }
  }

  /** @param {import("../types").Area} area @param {number} pixels to a degree of longitude */
  #nameCountry(area, pixels) {
    const { state, style, map } = this;
    const kind = area.id === state.data.home ? "home" : "country";
    const text = state.words.local(area.name).toUpperCase();
    const px = style.fontPx[kind] * state.scale;
    const w = this.pen.at(px, style.weight[kind])(text) + style.trackingEm[kind] * px * text.length;
    if (w > area.spanDeg * pixels * SHARE_OF_COUNTRY) return;
    const { x, y } = map.latLngToContainerPoint([area.at[1], area.at[0]]);
    /** @type {Box} */
    const box = [x - w / 2, y - px / 2 - 2, x + w / 2, y + px / 2 + 2];
    if (!isInside(box, map.getSize(), EDGE_PX) || this.taken.some((other) => overlap(box, other))) return;
    this.taken.push(box);
    const shaded = lensKind(state) === "veto" && vetoOf(state, area.id);
    const type = {
      fontSize: `${px}px`,
      fontWeight: style.weight[kind],
      letterSpacing: `${style.trackingEm[kind]}em`,
    };
    this.#write(
      `sr-label-country${kind === "home" ? " sr-home-name" : ""}${shaded ? " sr-shaded" : ""}`,
      [box[0], box[1]],
      type,
      [state.words.local(area.name)],
    );
  }
}
