/* The legend is the layer control: the key of the lens, then groups of rows with counts, each a toggle. */

import { el, keepFocus } from "../dom.js";
import { crossSymbol, lineSample, placeSymbol, statusSample } from "../drawing/symbols.js";
import { coloursOfLens, corridorClass, corridorsByStatus, lensKind, statusOf } from "../rules/lens.js";
import { placeState } from "../rules/places.js";
import { isRowOn } from "../rules/shown.js";
import { isClosed } from "../rules/trial.js";
import { lensKey } from "./key.js";

/** @typedef {import("../types").Corridor} Corridor */
/** @typedef {import("../types").Place} Place */

export class Legend {
  /** @param {HTMLElement} root
   * @param {import("../state").State} state
   * @param {{ group: () => Node[] } | null} own the visitor's own layers, listed after the key */
  constructor(root, state, own = null) {
    this.root = root;
    this.state = state;
    this.own = own;
    this.folded = false;
    /** Rows whose list of places is open. @type {Set<string>} */
    this.open = new Set();
    /** @type {HTMLElement | null} */
    this.body = null;
    this.onfold = () => {};
    this.draw();
  }

  draw() {
    const scroll = this.body?.scrollTop ?? 0;
    keepFocus(this.root, () => {
      this.root.replaceChildren(this.#head());
      if (this.folded) return;
      this.body = el("div", { class: "sr-legend-body" }, [
        lensKey(this.state),
        ...(this.own?.group() ?? []),
        ...this.#corridorGroups(),
        this.#layerRows(),
        this.#marks(),
      ]);
      this.root.append(this.body);
      this.body.scrollTop = scroll;
    });
  }

  #head() {
    const attributes = {
      type: "button",
      class: "sr-legend-head",
      "aria-expanded": String(!this.folded),
      "data-key": "fold",
      onclick: () => {
        this.folded = !this.folded;
        this.draw();
        this.onfold();
      },
    };
    return el("button", attributes, [
      el("span", {}, this.state.words.t("map.legend")),
      el("span", { class: "sr-caret", "aria-hidden": "true" }, this.folded ? "▸" : "▾"),
    ]);
  }

  /** A box that switches rows on and off; half checked where some are on.
   * @param {string[]} rows
   * @param {string} key
   * @param {string} label */
  #toggle(rows, key, label) {
    const { state } = this;
    const on = rows.filter((row) => isRowOn(state, row)).length;
    const box = el("input", { type: "checkbox", "data-key": key, "aria-label": label });
    box.checked = on === rows.length;
    box.indeterminate = on > 0 && on < rows.length;
    box.addEventListener("change", () => {
      const off = new Set(state.view.off);
      for (const row of rows) {
        if (box.checked) off.delete(row);
        else off.add(row);
      }
      state.change({ off }, true);
    });
    return box;
  }

  #corridorGroups() {
    return corridorsByStatus(this.state).map(([status, corridors]) => this.#corridorGroup(status, corridors));
  }

  /** @param {string} status @param {Corridor[]} corridors */
  #corridorGroup(status, corridors) {
    const { state } = this;
    const { style } = state.data;
    const { ground } = state;
    const colours = lensKind(state) === "status" ? style.lens[state.view.theme].status : null;
    const name = state.words.t(`status.${status}`);
    const rows = corridors.map(({ id }) => `corridor:${id}`);
    const head = el("h3", {}, [
      this.#toggle(rows, `group:${status}`, state.words.t("map.toggle_group", { name })),
      statusSample(style, ground, status, colours ? colours[status] : ground.quiet),
      el("span", { class: "sr-name" }, name),
      el("span", { class: "sr-count" }, corridors.length),
    ]);
    const list = corridors.map((corridor) => this.#corridorRow(corridor));
    return el("section", { class: "sr-group" }, [head, el("ul", {}, list)]);
  }

  /** A button that selects a record, or lets it go.
   * @param {string} id
   * @param {import("../dom").Child[]} words
   * @param {string} [title] */
  #pick(id, words, title) {
    const { state } = this;
    const chosen = state.view.selection === id;
    const attributes = {
      type: "button",
      class: "sr-pick",
      "data-key": id,
      "aria-pressed": String(chosen),
      title,
      onclick: () => state.change({ selection: chosen ? "" : id }, true),
    };
    return el("button", attributes, words);
  }

  /** @param {Corridor} corridor */
  #corridorRow(corridor) {
    const { state } = this;
    const { words } = state;
    const id = `corridor:${corridor.id}`;
    const { name, judgement } = corridorClass(state, corridor);
    const colour = name
      ? state.data.style.lens[state.view.theme][coloursOfLens(state)][name]
      : state.ground.quiet;
    const closed = isClosed(state, corridor);
    const usual = name ? words.t(`${lensKind(state)}.${name}`) : "";
    const meaning = closed ? words.t("map.closed_on_trial") : usual;
    const short = words.local(corridor.short);
    const row = `sr-row${state.view.selection === id ? " sr-on" : ""}${closed ? " sr-closed" : ""}`;
    return el("li", { class: row }, [
      this.#toggle([id], `box:${corridor.id}`, words.t("map.toggle_row", { name: short })),
      el("span", {
        class: `sr-swatch${judgement ? " sr-hollow" : ""}`,
        style: { background: colour },
        title: meaning,
      }),
      this.#pick(id, [short, el("span", { class: "sr-hidden" }, meaning && `, ${meaning}`)], meaning),
    ]);
  }

  #layerRows() {
    const { ground, paint } = this.state;
    const { data } = this.state;
    const line = (/** @type {number} */ width) =>
      lineSample(ground, { colour: ground.quiet, width, wide: 18 });
    const bar = (/** @type {string} */ background) => el("span", { class: "sr-line", style: { background } });
    const places = (/** @type {string} */ kind) => data.places.filter((place) => place.kind === kind);
    const legs = (/** @type {string} */ row) => data.legs.filter((leg) => leg.row === row).length;
    const rows = [
      this.#placesRow("ports", placeSymbol({ kind: "port" }, "open", paint), places("port")),
      this.#placesRow(
        "crossings",
        placeSymbol({ kind: "crossing", gaugeChange: true }, "open", paint),
        places("crossing"),
      ),
      this.#placesRow(
        "chokepoints",
        placeSymbol({ kind: "chokepoint" }, "open", paint),
        places("chokepoint"),
      ),
      this.#layerRow("lanes", line(data.style.lanePx), legs("lanes")),
      this.#layerRow("context", line(2), legs("context")),
      this.#layerRow(
        "cities",
        placeSymbol({ kind: "hub", role: "capital" }, "open", paint),
        places("hub").length,
      ),
      this.#layerRow("rail", bar(ground.rail), data.rail.length),
      this.#layerRow("borders", bar(ground.border), data.borders.length),
    ];
    return el("section", { class: "sr-group" }, el("ul", {}, rows));
  }

  /** @param {string} row
   * @param {Node} symbol
   * @param {number} count
   * @param {Node} [name]
   * @param {Node} [below] */
  #layerRow(row, symbol, count, name, below) {
    const { words } = this.state;
    const title = words.t(`map.row.${row}`);
    return el("li", { class: "sr-row sr-layer" }, [
      this.#toggle([row], `box:${row}`, words.t("map.toggle_row", { name: title })),
      el("span", { class: "sr-symbol" }, symbol),
      name ?? el("span", { class: "sr-name" }, title),
      el("span", { class: "sr-count" }, count),
      below,
    ]);
  }

  /** A row whose places can be listed. @param {string} row @param {Node} symbol @param {Place[]} places */
  #placesRow(row, symbol, places) {
    const open = this.open.has(row);
    const attributes = {
      type: "button",
      class: "sr-pick",
      "data-key": `open:${row}`,
      "aria-expanded": String(open),
      onclick: () => {
        if (open) this.open.delete(row);
        else this.open.add(row);
        this.draw();
      },
    };
    const name = el("button", attributes, [
      `${this.state.words.t(`map.row.${row}`)} `,
      el("span", { class: "sr-caret", "aria-hidden": "true" }, open ? "▾" : "▸"),
    ]);
    const list =
      open &&
      el(
        "ul",
        { class: "sr-sub" },
        places.map((place) => this.#placeRow(place)),
      );
    return this.#layerRow(row, symbol, places.length, name, list || undefined);
  }

  /** @param {Place} place */
  #placeRow(place) {
    const { state } = this;
    const id = `${place.kind}:${place.id}`;
    const symbol = placeSymbol(place, placeState(state.data.style, statusOf(state, place)), state.paint);
    const chosen = state.view.selection === id;
    const button = this.#pick(id, [symbol, ` ${state.words.local(place.name)}`]);
    return el("li", { class: chosen ? "sr-on" : "" }, button);
  }

  /** What width, filling, crosses and bars mean. */
  #marks() {
    const { state } = this;
    const { words, ground, paint } = state;
    const steps = state.data.style.widthSteps;
    const widths = steps.map(([from, width], i) => {
      const to = i + 1 < steps.length ? steps[i + 1][0] - 1 : null;
      const range = to === null ? `${from}+` : to === from ? String(from) : `${from}–${to}`;
      return el("li", {}, [lineSample(ground, { colour: ground.quiet, width, wide: 24 }), range]);
    });
    const note = (/** @type {import("../dom").Child[]} */ parts) => el("p", { class: "sr-small" }, parts);
    const gauge = placeSymbol({ kind: "crossing", gaugeChange: true }, "open", paint);
    const width = [
      el("p", { class: "sr-key-title" }, words.t("map.key.width")),
      el("ul", { class: "sr-widths" }, widths),
    ];
    return el("section", { class: "sr-group sr-marks" }, [
      ...(lensKind(state) === "load" ? [] : width), // there the key says it
      note([placeSymbol({ kind: "port" }, "half", paint), ` ${words.t("map.key.half")}`]),
      note([crossSymbol(paint), ` ${words.t("map.key.cross")}`]),
      note([gauge, ` ${words.t("map.key.gauge")}`]),
      note([words.t("map.key.schematic")]),
    ]);
  }
}
