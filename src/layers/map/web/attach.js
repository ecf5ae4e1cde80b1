/* Puts the parts together on one Leaflet map and keeps them in step with the view. */

import { Controls } from "./controls.js";
import { fill } from "./dom.js";
import { Geometry } from "./drawing/geometry.js";
import { Labels } from "./drawing/labels.js";
import { boxOn, keepEvents, layOut } from "./layout.js";
import { Navigation } from "./navigation.js";
import { OwnLayers } from "./own/own-layers.js";
import { selectionCard } from "./panels/card.js";
import { Legend } from "./panels/legend.js";
import { TableTwin } from "./panels/table-twin.js";
import { TimeBar } from "./panels/time-bar.js";
import { Toolbar } from "./panels/toolbar.js";
import { readQuery, viewToQuery } from "./rules/address.js";
import { selectedRecord } from "./rules/selection.js";
import { summary } from "./rules/sentences.js";
import { State } from "./state.js";
import { Presenter } from "./story/presenter.js";

/** @typedef {import("./state").Changed} Changed */

const NARROW_PX = 760;
const LEAST_ROOM_PX = 80;

/** Maps by the id of their container. @type {Record<string, Instance>} */
export const instances = {};

/** One map with everything on and around it. */
export class Instance {
  #layout;
  #navigation;
  #controls;
  #toolbar;
  #time;
  #legend;
  #table;
  #opened = false;

  /** @param {L.Map} map
   * @param {import("./types").Payload} payload
   * @param {import("./globals").HostOptions} options
   * @param {boolean} presenting a story is told on it */
  constructor(map, payload, options, presenting) {
    this.map = map;
    this.options = options;
    this.presenting = presenting;
    /** @type {Presenter | null} */
    this.presenter = null;
    this.state = new State(payload);
    this.#takeAddress();
    this.#layout = layOut(map.getContainer());
    this.root = this.#layout.root;
    this.#navigation = new Navigation(map, payload, this.#layout);
    this.geometry = new Geometry(map, this.state);
    this.own = new OwnLayers(map, this.state);
    this.#table = new TableTwin(this.#layout.drawer, this.state);
    this.#toolbar = this.#makeToolbar();
    this.#time = new TimeBar(this.#layout.clock, this.state);
    this.#legend = new Legend(this.#layout.legend, this.state, this.own);
    if (window.innerWidth < NARROW_PX) {
      this.#legend.folded = true;
      this.#legend.draw();
    }
    this.labels = new Labels(map, this.state, this.geometry);
    this.#controls = new Controls(map, this.state, () => {
      this.#navigation.open(true);
      this.state.change({ bounds: null }, true);
    });
    this.#keepInStep();
    this.#write();
    this.#retell();
    map.invalidateSize({ animate: false });
    this.#watchSizes();
  }

  /** What the document, then its address, then the page ask for. */
  #takeAddress() {
    const { state } = this;
    for (const query of [document.body.dataset.view ?? "", location.hash.slice(1)]) {
      state.change(readQuery(query, state).view);
    }
    state.change(this.options.view ?? {});
  }

  #makeToolbar() {
    const { geometry, root } = this;
    const { drawer, header } = this.#layout;
    return new Toolbar(header, this.state, {
      isTableOpen: () => !drawer.hidden,
      toggleTable: () => {
        drawer.hidden = !drawer.hidden;
        if (!drawer.hidden) this.#table.draw();
        this.#toolbar.draw();
        this.map.invalidateSize({ animate: false });
      },
      isTrialOn: () => geometry.trial,
      toggleTrial: () => {
        geometry.trial = !geometry.trial;
        root.classList.toggle("sr-trial", geometry.trial);
        this.#toolbar.draw();
      },
    });
  }

  #keepInStep() {
    const { state, labels } = this;
    const { legend, cardBox, container } = this.#layout;
    state.obstacles = [() => boxOn(legend, container), () => boxOn(cardBox.firstElementChild, container)];
    this.own.onchange = () => {
      this.#legend.draw();
      labels.place();
    };
    this.#legend.onfold = () => labels.place();
    if (!this.presenting) {
      /* A story keeps the view of its scene. */
      this.#navigation.watch((bounds) => state.change({ bounds }, true));
    }
    state.listen((changed, byUser) => {
      if (Object.keys(changed).join() !== "bounds") this.#redraw(changed);
      if (!this.presenting) this.#follow(changed, byUser); // a story flies where its scene says
      if (byUser) this.#announce();
    });
    this.map.on("zoomend", () => this.geometry.stylePlaces());
  }

  /** Tell the page, or else the address, what the reader has chosen. */
  #announce() {
    const { state, options } = this;
    const view = state.plainView();
    options.onChange?.(view);
    if (options.host) return;
    const { view: standard, linkVersion } = state.data;
    history.replaceState(null, "", `#${viewToQuery(view, standard, linkVersion)}`);
  }

  /** @param {Changed} changed */
  #redraw(changed) {
    this.geometry.restyle(changed);
    if (changed.theme && this.own.layers.length) this.own.draw();
    this.#legend.draw();
    this.#toolbar.draw();
    this.#time.update(changed);
    this.#retell();
    if (changed.language) this.#write();
    if (!this.#layout.drawer.hidden) this.#table.draw();
    this.labels.place();
  }

  /** Fly to what was selected; where the view was set from outside, show what it asks for.
   * @param {Changed} changed
   * @param {boolean} byUser */
  #follow(changed, byUser) {
    const chosen = selectedRecord(this.state);
    const { bounds } = this.state.view;
    const led = changed.bounds && !byUser;
    if (led && bounds) this.#navigation.show(bounds);
    else if ((changed.selection || led) && chosen) this.#navigation.fly(chosen);
    else if (led) this.#navigation.open(true);
  }

  /** Fixed words, once a language. */
  #write() {
    const { words, data } = this.state;
    const { container, legend, foot } = this.#layout;
    container.setAttribute("aria-label", words.t("map.aria"));
    legend.setAttribute("aria-label", words.t("map.legend"));
    this.#controls.write();
    foot.textContent = `${words.t("map.boundary_note")} ${words.local(data.credits)}`;
    foot.title = foot.textContent;
  }

  /** Theme, summary and card follow the view. */
  #retell() {
    const { state, root } = this;
    const { summary: paragraph, cardBox } = this.#layout;
    /* Written only when it changes: either makes the browser compute every style below it. */
    if (root.dataset.theme !== state.view.theme) root.dataset.theme = state.view.theme;
    const page = document.documentElement.dataset;
    if (page.srTheme !== state.view.theme) page.srTheme = state.view.theme;
    paragraph.textContent = summary(state, state.words);
    const card = this.options.host || this.presenting ? null : selectionCard(state);
    fill(cardBox, card);
    if (card) keepEvents(card);
  }

  #watchSizes() {
    const { header, canvas } = this.#layout;
    new ResizeObserver(() => {
      document.documentElement.style.setProperty("--sr-header", `${header.offsetHeight}px`);
    }).observe(header);
    new ResizeObserver(() => {
      this.map.invalidateSize({ animate: false });
      this.#openOnce();
      this.labels.place();
    }).observe(canvas);
    /* Labels are measured: once the fonts are there they have to be placed again. */
    document.fonts.ready.then(() => this.labels.place());
  }

  /** The page may lay the map out later: the opening view waits until there is room for it. */
  #openOnce() {
    const { x, y } = this.map.getSize();
    if (this.#opened || x < LEAST_ROOM_PX || y < LEAST_ROOM_PX) return;
    this.#opened = true;
    if (this.presenter) {
      this.presenter.open();
      return;
    }
    const { bounds } = this.state.view;
    const chosen = selectedRecord(this.state);
    if (bounds) this.#navigation.show(bounds);
    else this.#navigation.open(false);
    if (!bounds && chosen) this.#navigation.fly(chosen);
    this.geometry.stylePlaces();
  }
}

/** Draw a payload on a Leaflet map. The page says by window.SearoomOptions how it hosts the map, and by
 * window.SearoomStory which story is to be told on it.
 * @param {L.Map} map
 * @param {import("./types").Payload} payload */
export function attach(map, payload) {
  const story = window.SearoomStory;
  const instance = new Instance(map, payload, window.SearoomOptions ?? {}, story !== undefined);
  instances[map.getContainer().id] = instance;
  if (story) instance.presenter = new Presenter(instance, story);
  return instance;
}
