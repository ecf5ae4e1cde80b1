/* The table twin: every row of the map, sortable, reachable by keyboard, selecting both ways. */

import { el, keepFocus } from "../dom.js";
import { withinDates } from "../rules/dates.js";
import { columnsOf, recordsOf, rowName, sortRecords, TABS } from "../rules/table.js";

/** @typedef {import("../rules/table").Column} Column */
/** @typedef {import("../rules/table").Tab} Tab */

export class TableTwin {
  /** @param {HTMLElement} root @param {import("../state").State} state */
  constructor(root, state) {
    this.root = root;
    this.state = state;
    /** @type {Tab} */
    this.tab = "corridor";
    /** No column has this key: rows stand as in the data. */
    this.sort = { key: "order", up: true };
  }

  draw() {
    const scroll = this.root.querySelector(".sr-table-scroll")?.scrollTop ?? 0;
    keepFocus(this.root, () => {
      const box = this.#table();
      this.root.replaceChildren(this.#tabs(), box);
      box.scrollTop = scroll;
    });
  }

  #tabs() {
    const { words } = this.state;
    const buttons = TABS.map((tab) => {
      const on = tab === this.tab;
      const attributes = {
        type: "button",
        "data-key": `tab:${tab}`,
        "aria-pressed": String(on),
        class: on ? "sr-on" : "",
        onclick: () => {
          this.tab = tab;
          this.sort = { key: "order", up: true };
          this.draw();
        },
      };
      return el("button", attributes, words.t(`map.tab.${tab}`));
    });
    return el("div", { class: "sr-tabs", role: "group", "aria-label": words.t("map.table") }, buttons);
  }

  #table() {
    const { state, tab, sort } = this;
    const { words } = state;
    const columns = columnsOf(state, words, tab);
    const by = columns.find(({ key }) => key === sort.key);
    const records = sortRecords(recordsOf(state, tab), by, sort.up, state.view.language);
    const box = {
      class: "sr-table-scroll",
      tabindex: "0",
      role: "region",
      "aria-label": words.t(`map.tab.${tab}`),
    };
    const head = el(
      "tr",
      {},
      columns.map((column) => this.#heading(column)),
    );
    const body = records.map((record) => this.#row(record, columns));
    const table = el("table", {}, [
      el("caption", { class: "sr-hidden" }, words.t("map.table_caption")),
      el("thead", {}, head),
      el("tbody", {}, body),
    ]);
    return el("div", box, table);
  }

  /** @param {Column} column */
  #heading({ key, title, number }) {
    const on = this.sort.key === key;
    const { up } = this.sort;
    const attributes = {
      type: "button",
      "data-key": `sort:${key}`,
      onclick: () => {
        this.sort = { key, up: on ? !up : true };
        this.draw();
      },
    };
    const arrow = el("span", { "aria-hidden": "true" }, on ? (up ? " ▴" : " ▾") : "");
    const button = el("button", attributes, [title ?? this.state.words.t(`map.column.${key}`), arrow]);
    const order = on ? (up ? "ascending" : "descending") : "none";
    return el("th", { scope: "col", "aria-sort": order, class: number ? "sr-number" : "" }, button);
  }

  /** @param {any} record @param {Column[]} columns */
  #row(record, columns) {
    const { state, tab } = this;
    const id = rowName(tab, record);
    const isEvent = tab === "event";
    const chosen = isEvent ? state.view.date === record.day : state.view.selection === id;
    const act = () => {
      const selects = { selection: chosen ? "" : id };
      state.change(isEvent ? { date: withinDates(state.data, record.day) } : selects, true);
    };
    const cells = columns.map(({ head, number, text }) => {
      if (!head) return el("td", { class: number ? "sr-number" : "" }, text(record));
      const attributes = {
        type: "button",
        class: "sr-pick",
        "data-key": id,
        "aria-pressed": String(chosen),
        onclick: (/** @type {Event} */ event) => {
          event.stopPropagation();
          act();
        },
      };
      return el("th", { scope: "row" }, el("button", attributes, text(record)));
    });
    return el("tr", { class: chosen ? "sr-on" : "", onclick: tab === "boundary" ? null : act }, cells);
  }
}
