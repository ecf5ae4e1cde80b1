/* The key of the lens: its classes in their colours, with what they say. */

import { el } from "../dom.js";
import { lineSample } from "../drawing/symbols.js";
import { classWords, coloursOfLens, lensKind } from "../rules/lens.js";
import { baseYear, widthSteps } from "../rules/load.js";
import { lensTitle } from "../rules/sentences.js";

/** @typedef {import("../state").State} State */

/** A hollow line in the colour of a stance: how a judgement is drawn. @param {State} state */
export function judgementSample(state) {
  const { favours } = state.data.style.lens[state.view.theme].stance;
  return lineSample(state.ground, { colour: favours, width: 5, hollow: true });
}

/** @param {string} colour */
export const swatch = (colour) => el("span", { class: "sr-swatch", style: { background: colour } });

/** @param {import("../dom").Child | import("../dom").Child[]} words */
const small = (words) => el("p", { class: "sr-small" }, words);

/** A line in the colour of a class of use whose capacity is not known: stripes lie across it.
 * @param {State} state
 * @param {string} colour */
function stripedSample(state, colour) {
  const { stripe, stripeGap } = state.data.style.stroke;
  return lineSample(state.ground, { colour, width: 6, wide: 17, stripes: [stripe, stripeGap] });
}

/** @param {State} state
 * @param {import("../types").LensKind} kind
 * @param {string} name
 * @param {string} colour */
const sampleOf = (state, kind, name, colour) =>
  kind === "load" && name === "unknown" ? stripedSample(state, colour) : swatch(colour);

/** How wide a line is for which tonnes. @param {State} state */
function widths(state) {
  const { words, data, ground } = state;
  const steps = widthSteps(data.style, words).map(([text, width]) =>
    el("li", {}, [lineSample(ground, { colour: ground.quiet, width, wide: 20 }), text]),
  );
  return [
    el("p", { class: "sr-small" }, words.t("load.width")),
    el("ul", { class: "sr-classes sr-widths" }, steps),
  ];
}

/** @param {State} state */
export function lensKey(state) {
  const kind = lensKind(state);
  const title = el("p", { class: "sr-key-title" }, lensTitle(state, state.words));
  if (kind === "status") return title;
  const family = coloursOfLens(state);
  const colours = state.data.style.lens[state.view.theme][family];
  const classes = state.data.style.order.class[kind].map((name) =>
    el("li", {}, [sampleOf(state, kind, name, colours[name]), classWords(state, state.words, name)]),
  );
  return el("div", { class: "sr-key" }, [
    title,
    el("ul", { class: "sr-classes" }, classes),
    ...notes(state, kind),
  ]);
}

/** @param {State} state @param {import("../types").LensKind} kind @returns {Node[]} */
function notes(state, kind) {
  const { words, view, highlights } = state;
  if (kind === "risk") return [aggregation(state)];
  if (kind === "load") {
    const { unknown } = state.data.style.lens[view.theme].load;
    const hollow = lineSample(state.ground, { colour: unknown, width: 5, hollow: true });
    const untried = !highlights.load && view.closed.length > 0;
    const told = highlights.load ? words.t("load.after", { year: baseYear(state) }) : "";
    return [
      ...widths(state),
      small([hollow, ` ${words.t("load.drawn")}`]),
      small(words.t("load.ring")),
      ...(told ? [small(told)] : []),
      ...(untried ? [small(words.t("load.untried"))] : []),
    ];
  }
  if (kind === "stance") {
    return [
      small([judgementSample(state), words.t("map.key.judgement")]),
      small(words.t("map.key.undated", { date: words.date(state.data.evidenceEnd) })),
    ];
  }
  const untried = !highlights.veto && view.closed.length > 0;
  return [small(words.t("map.key.veto_note")), ...(untried ? [small(words.t("map.key.veto_untried"))] : [])];
}

/** How the risk of parts becomes the risk of a corridor: one switch. @param {State} state */
function aggregation(state) {
  const { words } = state;
  const title = words.t("map.aggregation.title");
  const choices = ["weakest", "length"].map((name) => {
    const on = state.view.aggregation === name;
    const attributes = {
      type: "button",
      "data-key": `aggregation:${name}`,
      "aria-pressed": String(on),
      class: on ? "sr-on" : "",
      title: words.t(`map.aggregation.${name}_hint`),
      onclick: () => state.change({ aggregation: name }, true),
    };
    return el("button", attributes, words.t(`map.aggregation.${name}`));
  });
  return el("div", { class: "sr-choices sr-aggregation", role: "group", "aria-label": title }, [
    el("span", { class: "sr-small" }, title),
    ...choices,
  ]);
}
