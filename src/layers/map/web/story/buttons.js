/* The buttons of a story, and the list of its keys. */

import { el, keepFocus, svg } from "../dom.js";

/** @typedef {import("../words").Words} Words */
/** @typedef {Record<string, () => void>} Actions */

/** A sign on a button, drawn, so that no font has to have it.
 * @param {string} path
 * @param {{ solid?: boolean, filled?: string }} [how] `filled` is a second path without a line */
function icon(path, { solid = false, filled = "" } = {}) {
  const stroke = {
    fill: solid ? "currentColor" : "none",
    stroke: "currentColor",
    "stroke-width": 1.8,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
  };
  const parts = [svg("path", { d: path, ...stroke })];
  if (filled) parts.push(svg("path", { d: filled, fill: "currentColor" }));
  return svg("svg", { viewBox: "0 0 24 24", width: "1.3em", height: "1.3em", "aria-hidden": "true" }, parts);
}

const sign = (/** @type {string} */ text) => el("span", {}, text);

/** Draw the buttons anew.
 * @param {HTMLElement} root
 * @param {Words} words
 * @param {Actions} act
 * @param {{ first: boolean, last: boolean }} ends whether the scene is the first, the last */
export function drawButtons(root, words, act, { first, last }) {
  const half = { filled: "M12 4A8 8 0 0 1 12 20Z" };
  /** @type {[string, Node, string, () => void, boolean?][]} */
  const buttons = [
    ["previous", icon("M15 5L8 12L15 19"), words.t("present.previous"), act.ArrowLeft, first],
    ["next", icon("M9 5L16 12L9 19"), words.t("present.next"), act.ArrowRight, last],
    ["black", icon("M4 6H20V18H4Z", { solid: true }), words.t("present.black"), act.b],
    ["full", icon("M4 9V5H9M15 5H20V9M20 15V19H15M9 19H4V15"), words.t("present.full"), act.f],
    ["speaker", icon("M4 5H20V15H4ZM12 15V20M8 20H16"), words.t("present.speaker"), act.s],
    ["language", sign(words.language.toUpperCase()), words.t("present.language"), act.l],
    ["theme", icon("M12 4A8 8 0 0 1 12 20ZM12 4A8 8 0 0 0 12 20", half), words.t("present.theme"), act.t],
    ["help", sign("?"), words.t("present.help"), act.h],
  ];
  root.setAttribute("aria-label", words.t("present.controls"));
  keepFocus(root, () => root.replaceChildren(...buttons.map((button) => makeButton(...button))));
}

/** @param {string} key
 * @param {Node} face
 * @param {string} label
 * @param {() => void} act
 * @param {boolean} [off] */
function makeButton(key, face, label, act, off = false) {
  const attributes = {
    type: "button",
    "data-key": key,
    "aria-label": label,
    title: label,
    "aria-disabled": off ? "true" : null,
    onclick: (/** @type {MouseEvent} */ event) => {
      act();
      /* After a mouse the space bar turns scenes again. */
      if (event.detail && document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  };
  return el("button", attributes, face);
}

/** Write the list of keys anew.
 * @param {HTMLDialogElement} dialog
 * @param {Words} words */
export function writeHelp(dialog, words) {
  /** Keys, each set off by two spaces, and what they do. @type {[string, string][]} */
  const rows = [
    [`→  ↓  Page Down  Enter  ${words.t("present.space")}`, words.t("present.next")],
    ["←  ↑  Page Up  Backspace", words.t("present.previous")],
    ["Home  End", words.t("present.ends")],
    ["1 2 3 …  Enter", words.t("present.number")],
    ["B  .", words.t("present.black")],
    ["F  F5", words.t("present.full")],
    ["S", words.t("present.speaker")],
    ["L", words.t("present.language")],
    ["T", words.t("present.theme")],
    ["?  H", words.t("present.help")],
    ["Esc", words.t("present.close")],
  ];
  const list = rows.flatMap(([keys, meaning]) => [
    el(
      "dt",
      {},
      keys.split("  ").map((key) => el("kbd", {}, key)),
    ),
    el("dd", {}, meaning),
  ]);
  const close = { type: "button", "data-key": "close-help", onclick: () => dialog.close() };
  dialog.setAttribute("aria-label", words.t("present.help"));
  dialog.replaceChildren(
    el("h2", {}, words.t("present.help")),
    el("dl", {}, list),
    el("button", close, words.t("map.close")),
  );
}
