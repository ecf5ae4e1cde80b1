/* The bar above the map: lens, trial, table, language, theme. */

import { el, keepFocus } from "../dom.js";
import { actorId, dimensionOf, lensKind } from "../rules/lens.js";
import { commodityOf, isLoad } from "../rules/load.js";

/** What the bar does beside changing the view.
 * @typedef {{
 *   isTableOpen: () => boolean, toggleTable: () => void, isTrialOn: () => boolean, toggleTrial: () => void
 * }} Actions */

/** A button that says whether it is on.
 * @param {string} key
 * @param {string} label
 * @param {boolean} on
 * @param {() => void} act
 * @param {string} [title] */
function choice(key, label, on, act, title) {
  const attributes = {
    type: "button",
    "data-key": key,
    "aria-pressed": String(on),
    class: on ? "sr-on" : "",
    title,
    onclick: act,
  };
  return el("button", attributes, label);
}

export class Toolbar {
  /** @param {HTMLElement} root @param {import("../state").State} state @param {Actions} actions */
  constructor(root, state, actions) {
    this.root = root;
    this.state = state;
    this.actions = actions;
    this.draw();
  }

  draw() {
    keepFocus(this.root, () => this.root.replaceChildren(this.#brand(), this.#lens(), this.#right()));
    const page = document.documentElement; /* written only when it changes, as it restyles all below */
    if (page.lang !== this.state.view.language) page.lang = this.state.view.language;
  }

  #brand() {
    const { words, data } = this.state;
    return el("div", { class: "sr-brand" }, [
      el("h1", {}, "Searoom"),
      el("span", {}, words.local(data.title)),
    ]);
  }

  #lens() {
    const { state } = this;
    const { words } = state;
    const kind = lensKind(state);
    const lens = (
      /** @type {import("../types").LensKind} */ name,
      /** @type {string} */ label,
      /** @type {string} */ value,
      /** @type {string} */ title = "",
    ) =>
      choice(
        `lens:${name}`,
        label,
        kind === name,
        () => state.change({ lens: value }, true),
        title || undefined,
      );
    return el("div", { class: "sr-lens", role: "group", "aria-label": words.t("map.lens") }, [
      el("span", { class: "sr-caption" }, words.t("map.lens")),
      lens("risk", words.t("map.lens_risk"), "risk"),
      this.#dimensions(),
      lens("status", words.t("map.lens_status"), "status"),
      lens("veto", words.t("map.lens_veto"), "veto", words.t("map.lens_veto_hint")),
      ...(state.data.load.commodities.length
        ? [lens("load", words.t("map.lens_load"), "load", words.t("map.lens_load_hint")), this.#cargoes()]
        : []),
      lens("stance", words.t("map.lens_stance"), `stance:${actorId(state)}`),
      this.#actors(),
    ]);
  }

  #actors() {
    const { state } = this;
    const { words, data } = state;
    const options = data.actors.map((actor) =>
      el(
        "option",
        { value: actor.id, selected: actor.id === actorId(state) },
        (actor.partOf ? "  · " : "") + words.local(actor.name),
      ),
    );
    const attributes = {
      "data-key": "actor",
      "aria-label": words.t("map.lens_actor"),
      class: lensKind(state) === "stance" ? "sr-on" : "",
      onchange: () => {
        const actor = select.value === data.firstActor ? "" : select.value;
        state.change({ actor, lens: `stance:${select.value}` }, true);
      },
    };
    const select = el("select", attributes, options);
    return select;
  }

  #dimensions() {
    const { state } = this;
    const { words, data } = state;
    const isRisk = lensKind(state) === "risk";
    const options = ["", ...data.dimensions].map((name) =>
      el(
        "option",
        { value: name ? `risk:${name}` : "risk", selected: isRisk && name === dimensionOf(state) },
        words.t(name ? `dimension.${name}` : "map.lens_all"),
      ),
    );
    const attributes = {
      "data-key": "dimension",
      "aria-label": words.t("map.lens_dimension"),
      class: isRisk ? "sr-on" : "",
      onchange: () => state.change({ lens: select.value }, true),
    };
    const select = el("select", attributes, options);
    return select;
  }

  #cargoes() {
    const { state } = this;
    const { words, data } = state;
    const all = { id: "", name: null };
    const options = [all, ...data.load.commodities].map(({ id, name }) =>
      el(
        "option",
        { value: id ? `load:${id}` : "load", selected: isLoad(state) && id === commodityOf(state) },
        name ? words.local(name) : words.t("map.lens_all_cargo"),
      ),
    );
    const attributes = {
      "data-key": "cargo",
      "aria-label": words.t("map.lens_cargo"),
      class: isLoad(state) ? "sr-on" : "",
      onchange: () => state.change({ lens: select.value }, true),
    };
    const select = el("select", attributes, options);
    return select;
  }

  #right() {
    const { state, actions } = this;
    const { words, data, view } = state;
    const languages = Object.entries(data.text).map(([code, text]) =>
      choice(
        `lang:${code}`,
        code.toUpperCase(),
        view.language === code,
        () => state.change({ language: code }, true),
        text["map.language_name"],
      ),
    );
    const dark = view.theme === "dark";
    const otherTheme = () => state.change({ theme: dark ? "light" : "dark" }, true);
    return el("div", { class: "sr-right" }, [
      choice(
        "trial",
        words.t("map.trial"),
        actions.isTrialOn(),
        actions.toggleTrial,
        words.t("map.trial_hint"),
      ),
      choice("table", words.t("map.table"), actions.isTableOpen(), actions.toggleTable),
      el("div", { role: "group", "aria-label": words.t("map.language"), class: "sr-choices" }, languages),
      choice("theme", words.t(dark ? "map.theme_light" : "map.theme_dark"), false, otherTheme),
    ]);
  }
}
