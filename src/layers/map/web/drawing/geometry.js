/* Everything on the map but names: ground, legs with their crosses, places; and what a click on it does. */

import { lensKind } from "../rules/lens.js";
import { isWithin } from "../rules/lines.js";
import { selectionOfClick } from "../rules/selection.js";
import { toggleClosed } from "../rules/trial.js";
import { GroundLayer } from "./ground.js";
import { LegLayer } from "./legs.js";
import { Panes } from "./panes.js";
import { PlaceLayer } from "./places.js";

export class Geometry {
  #legs;
  #places;

  /** @param {L.Map} map @param {import("../state").State} state */
  constructor(map, state) {
    this.state = state;
    /** Clicks close and open again instead of selecting. */
    this.trial = false;
    const panes = new Panes(map);
    this.ground = new GroundLayer(state, panes);
    this.#legs = new LegLayer(state, panes, (leg) => {
      if (this.trial) this.#toggle(leg.id);
      else this.state.change({ selection: selectionOfClick(state, leg) }, true);
    });
    this.#places = new PlaceLayer(state, panes, (place) => {
      if (this.trial && place.segments) this.#toggle(place.id);
      else this.state.change({ selection: `${place.kind}:${place.id}` }, true);
    });
    map.on("click", ({ latlng }) => {
      if (this.trial) this.#toggleCountry(latlng);
      else this.state.change({ selection: "" }, true);
    });
    this.restyle({ theme: true });
  }

  get areas() {
    return this.ground.areas;
  }

  get borders() {
    return this.ground.borders;
  }

  get legs() {
    return this.#legs.legs;
  }

  get crosses() {
    return this.#legs.crosses;
  }

  get places() {
    return this.#places.places;
  }

  /** Close what has this name, or open it again. @param {string} name */
  #toggle(name) {
    this.state.change({ closed: toggleClosed(this.state, name) }, true);
  }

  /** @param {L.LatLng} at */
  #toggleCountry({ lat, lng }) {
    const { closable } = this.state.data.names;
    const found = this.areas.find(
      ({ area, rings }) => closable.includes(area.id) && isWithin(rings, lat, lng),
    );
    if (found) this.#toggle(found.area.id);
  }

  /** Bring the drawing up to date with the view; only what changed is touched.
   * @param {import("../state").Changed} changed */
  restyle(changed) {
    const shaded = lensKind(this.state) === "veto" && (changed.date || changed.highlights);
    if (changed.theme || changed.lens || shaded || changed.closed) this.ground.style();
    if (changed.theme || changed.off) this.ground.toggle();
    this.styleLegs();
    this.stylePlaces();
  }

  styleLegs() {
    this.#legs.style();
  }

  stylePlaces() {
    this.#places.style();
  }
}
