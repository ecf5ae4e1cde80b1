/* The key of a scene: what is on the map now, and nothing else. */

import { el } from "../dom.js";
import { placeSymbol, statusSample } from "../drawing/symbols.js";
import { judgementSample, swatch } from "../panels/key.js";
import { classWords, coloursOfLens, legClass, lensKind, statusOf, vetoOf } from "../rules/lens.js";
import { placeState } from "../rules/places.js";
import { lensTitle } from "../rules/sentences.js";
import { isClosed } from "../rules/trial.js";

/** @typedef {import("../state").State} State */
/** A sample and its words. @typedef {[Node, string]} Entry */

/** The items of the key.
 * @param {State} state
 * @param {import("../types").Leg[]} legs that are drawn and used by corridors
 * @param {import("../types").Place[]} places that are drawn, without hubs */
export function sceneKey(state, legs, places) {
  const kind = lensKind(state);
  const title = kind === "status" ? state.words.t("map.lens_status") : lensTitle(state, state.words);
  const entries = [
    ...classes(state, legs),
    ...(kind === "status" ? [] : statuses(state, legs)),
    ...symbols(state, places),
  ];
  return [el("li", { class: "sr-key-head" }, title), ...entries.map((entry) => el("li", {}, entry))];
}

/** @param {State} state @param {import("../types").Leg[]} legs @returns {Entry[]} */
function classes(state, legs) {
  const { data, words, view, ground } = state;
  const kind = lensKind(state);
  const family = coloursOfLens(state);
  const colours = data.style.lens[view.theme][family];
  const there = new Set(
    kind === "veto"
      ? data.countries.map(({ id }) => vetoOf(state, id))
      : legs.map((leg) => legClass(state, leg).name),
  );
  /** @type {Entry[]} */
  const entries = data.style.order.class[kind]
    .filter((name) => there.has(name))
    .map((name) => [
      kind === "status" ? statusSample(data.style, ground, name, colours[name]) : swatch(colours[name]),
      classWords(state, words, name),
    ]);
  if (kind === "stance" && legs.some((leg) => legClass(state, leg).judgement)) {
    entries.push([judgementSample(state), words.t("present.judgement")]);
  }
  return entries;
}

/** Every status that a line has, but the usual one.
 * @param {State} state
 * @param {import("../types").Leg[]} legs
 * @returns {Entry[]} */
function statuses(state, legs) {
  const { style } = state.data;
  const there = new Set(legs.map((leg) => (isClosed(state, leg) ? "suspended" : statusOf(state, leg))));
  return style.order.status
    .filter((name) => name !== "operational" && there.has(name))
    .map((name) => [
      statusSample(style, state.ground, name, state.ground.quiet),
      state.words.t(`status.${name}`),
    ]);
}

/** @param {State} state @param {import("../types").Place[]} places @returns {Entry[]} */
function symbols(state, places) {
  const { paint, words, data } = state;
  /** @type {Entry[]} */
  const entries = /** @type {const} */ (["port", "crossing", "chokepoint"])
    .filter((kind) => places.some((place) => place.kind === kind))
    .map((kind) => [placeSymbol({ kind }, "open", paint), words.t(`map.kind.${kind}`)]);
  if (places.some((place) => placeState(data.style, statusOf(state, place)) === "half")) {
    entries.push([placeSymbol({ kind: "port" }, "half", paint), words.t("present.half")]);
  }
  return entries;
}
