/* The card says the class that the map shows: that of the exact risk, not of the rounded one. */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cardLines } from "../../../src/layers/map/web/rules/card.js";
import { legClass } from "../../../src/layers/map/web/rules/lens.js";
import { selectedRecord } from "../../../src/layers/map/web/rules/selection.js";
import { show } from "../../../src/layers/map/web/rules/shown.js";
import { Words } from "../../../src/layers/map/web/words.js";
import { PACKS, payloadOf } from "./files.js";

const shipped = payloadOf("shipped");

/** The lines of the card of a view's selection, by label. */
function card(data, view) {
  const shown = show(data, view);
  const words = new Words(data.text[shown.view.language], shown.view.language);
  return Object.fromEntries(cardLines(shown, words, selectedRecord(shown)));
}

/** Class by the bounds, as the card once took it from the rounded composite. */
const classOfRounded = (data, value) => data.riskBounds.find(([bound]) => value < bound)?.[1] ?? "extreme";

test("a leg whose risk rounds up to a bound keeps its class", () => {
  const view = { selection: "leg:kars-divrigi" };
  const shown = show(shipped, view);
  const [, , , [name, value]] = selectedRecord(shown).segments.findLast(([day]) => day <= shown.view.date);
  assert.equal(name, "moderate");
  assert.equal(classOfRounded(shipped, value), "elevated"); // the case is still one
  assert.equal(legClass(shown, selectedRecord(shown)).name, "moderate");
  assert.match(
    card(shipped, view)[shipped.text.en["map.column.risk"]],
    new RegExp(`^Moderate ${value} / 100 \\(\\d+–\\d+\\)$`),
  );
});

test("every leg's card says the class that the map shows, on every day of change", () => {
  let apart = 0;
  for (const data of PACKS.map(payloadOf)) {
    for (const leg of data.legs) {
      for (const [date, , , [name, value]] of leg.segments) {
        if (date < data.dates[0]) continue;
        const view = { selection: `leg:${leg.id}`, date };
        const said = card(data, view)[data.text.en["map.column.risk"]];
        assert.ok(said.startsWith(data.text.en[`risk.${name}`]), `${leg.id} ${date}: ${said}`);
        assert.equal(legClass(show(data, view), leg).name, name);
        if (value !== null && classOfRounded(data, value) !== name) apart += 1;
      }
    }
  }
  assert.ok(apart > 0, "no part is near a bound any more: the test needs another");
});

suite("a card", () => {
  const text = shipped.text.en;

  test("of a leg says mode, length, precision and who uses it", () => {
    const lines = card(shipped, { selection: "leg:kars-divrigi" });
    const labels = [
      "map.column.mode",
      "map.column.km",
      "map.card.precision",
      "map.card.why",
      "map.card.known",
    ];
    for (const key of labels) assert.ok(lines[text[key]], key);
  });

  test("of one dimension still says the composite", () => {
    const plain = card(shipped, { selection: "leg:kars-divrigi" });
    const ofOne = card(shipped, { selection: "leg:kars-divrigi", lens: "risk:security" });
    assert.equal(ofOne[text["map.column.risk"]], plain[text["map.column.risk"]]);
  });

  test("of a corridor says until when nothing was found of a silent capital", () => {
    const view = { selection: "corridor:karakoram", lens: "stance:moscow" };
    const { moscow } = selectedRecord(show(shipped, view)).stances;
    assert.deepEqual([moscow.stance, moscow.lookedUntil], ["silent", "2026-07-01"]);
    const name = shipped.actors.find(({ id }) => id === "moscow").name.en;
    const said = `${text["stance.silent"]} · nothing found in pages up to 1 July 2026. ${moscow.reason.en}`;
    assert.equal(card(shipped, view)[name], said);
    const other = { selection: "corridor:instc-east", lens: "stance:moscow" };
    const ground = `${text["stance.backs"]} · ${text["basis.sourced"]} · `;
    assert.ok(card(shipped, other)[name].startsWith(ground));
  });

  test("of a city without status has no line of risk", () => {
    const hub = shipped.places.find(({ kind }) => kind === "hub");
    assert.deepEqual(card(shipped, { selection: `hub:${hub.id}` }), {});
  });
});
