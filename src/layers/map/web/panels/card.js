/* What the selection is, in a card on the map; used where there is no page beside the map to say it. */

import { el } from "../dom.js";
import { cardLines } from "../rules/card.js";
import { selectedRecord } from "../rules/selection.js";
import { nameOf } from "../rules/sentences.js";

/** The card of the selected record, or null. @param {import("../state").State} state */
export function selectionCard(state) {
  const record = selectedRecord(state);
  if (!record) return null;
  const { words } = state;
  const name = nameOf(state, words, record);
  const close = {
    type: "button",
    class: "sr-close",
    "aria-label": words.t("map.close"),
    onclick: () => state.change({ selection: "" }, true),
  };
  const lines = cardLines(state, words, record).flatMap(([label, text]) => [
    el("dt", {}, label),
    el("dd", {}, text),
  ]);
  const title = "short" in record ? words.local(record.name) : name;
  return el("section", { class: "sr-card", "aria-label": name }, [
    el("header", {}, [el("h2", {}, title), el("button", close, "×")]),
    "summary" in record ? el("p", {}, words.local(record.summary)) : null,
    el("dl", {}, lines),
  ]);
}
