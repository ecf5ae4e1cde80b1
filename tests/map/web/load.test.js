/* The lens of load in the browser: which year and cargo, what is in it, how it is said. */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { cardLines } from "../../../src/layers/map/web/rules/card.js";
import { legLook, shownLeg } from "../../../src/layers/map/web/rules/legs.js";
import {
  baseYear,
  carriedBy,
  contentText,
  loadLines,
  loadOf,
  mtText,
  widthSteps,
} from "../../../src/layers/map/web/rules/load.js";
import { selectedRecord } from "../../../src/layers/map/web/rules/selection.js";
import { aboutLeg } from "../../../src/layers/map/web/rules/sentences.js";
import { show } from "../../../src/layers/map/web/rules/shown.js";
import { columnsOf, recordsOf, sortRecords } from "../../../src/layers/map/web/rules/table.js";
import { Words } from "../../../src/layers/map/web/words.js";
import { payloadOf } from "./files.js";

const shipped = payloadOf("shipped");
const wordsOf = (shown) => new Words(shown.data.text[shown.view.language], shown.view.language);

/** A pack of two flows over one leg, one of them shown on another leg by judgement. */
function toy() {
  const data = payloadOf("shipped");
  const name = (text) => ({ en: text, ru: text });
  const flow = (commodity, through, drawnOn = []) => ({
    name: name(commodity),
    commodity,
    through,
    drawnOn,
    exports: true,
  });
  data.load = {
    years: [2024, 2025],
    commodities: [
      { id: "oil", name: name("Oil") },
      { id: "ore", name: name("Ore") },
    ],
    flows: {
      a: flow("oil", ["cpc"]),
      b: flow("ore", ["cpc"], ["btc", "cpc"]),
      c: flow("ore", ["druzhba-north"]),
    },
    mt: {
      2024: { a: [10, "published"], c: [0.01, "published"] },
      2025: { a: [12, "published"], b: [60, "derived"], c: [0.01, "published"] },
    },
    capacities: {
      oil: { name: name("Oil pier"), elements: ["cpc"], commodities: ["oil"] },
      all: { name: name("Line"), elements: ["cpc"], commodities: [] },
    },
    uses: {
      2024: { oil: [0.2, "below-50"], all: [0.1, "below-50"] },
      2025: { oil: [1.2, "over-100"], all: [0.72, "50-80"] },
    },
  };
  return data;
}

suite("the year", () => {
  test("is the newest that has begun, the first if all came later", () => {
    const years = [
      ["2021-06-01", 2024],
      ["2024-12-31", 2024],
      ["2025-01-01", 2025],
      ["2030-01-01", 2025],
    ];
    for (const [date, year] of years) assert.equal(baseYear(show(toy(), { lens: "load", date })), year);
  });
});

suite("a load", () => {
  const shown = show(toy(), { lens: "load" });

  test("adds what passes, most first, and takes the capacity that is used most", () => {
    assert.deepEqual(loadOf(shown, "cpc"), {
      mt: 72,
      drawnMt: 0,
      flows: [
        ["b", 60],
        ["a", 12],
      ],
      share: 1.2,
      capacity: "oil",
      use: "over-100",
    });
    assert.equal(loadOf(shown, "atyrau-samara"), null);
  });

  test("of one cargo leaves out capacities that do not hold for it", () => {
    const ore = loadOf(show(toy(), { lens: "load:ore" }), "cpc");
    assert.deepEqual([ore.mt, ore.capacity, ore.use], [60, "all", "50-80"]);
  });

  test("that is there by judgement alone says so", () => {
    assert.deepEqual(carriedBy(shown, "btc"), { mt: 60, use: "unknown", isDrawn: true });
    assert.match(loadLines(shown, wordsOf(shown), "btc", 4).join("\n"), /60\.0 Mt of it .*judgement/);
  });

  test("is named by cargo, or by flow where there is one cargo, and no more than asked", () => {
    const words = wordsOf(shown);
    assert.equal(contentText(shown, words, loadOf(shown, "cpc"), 4), "Ore 60.0 · Oil 12.0");
    assert.equal(contentText(shown, words, loadOf(shown, "cpc"), 1), "Ore 60.0 and 1 more");
    assert.match(contentText(shown, words, loadOf(shown, "druzhba-north"), 4), /^ore <.0\.1$/);
  });

  test("that is small is not written as nothing", () => {
    assert.equal(mtText(wordsOf(shown), 0.01), "under 0.1 Mt");
    assert.equal(mtText(wordsOf(shown), 0), "0.0 Mt");
  });

  test("after a closure is what the server says, beside what was before", () => {
    const load = { cpc: [5, "80-100", false] };
    const after = show(toy(), { lens: "load", closed: ["RU"] }, { load });
    assert.deepEqual(carriedBy(after, "cpc"), { mt: 5, use: "80-100", isDrawn: false });
    assert.equal(carriedBy(after, "btc"), null);
    assert.match(loadLines(after, wordsOf(after), "cpc", 4)[0], /^5\.0 Mt .*72\.0 Mt before · 80–100%$/);
    assert.match(loadLines(after, wordsOf(after), "btc", 4)[0], /^0\.0 Mt .*60\.0 Mt before$/);
    assert.equal(carriedBy(show(toy(), { lens: "risk" }, { load }), "cpc"), null);
  });
});

suite("the map of load", () => {
  const look = (view, id, highlights) => {
    const shown = show(shipped, view, highlights);
    return legLook(shown, shown.legById[id], shownLeg(shown, shown.legById[id]), 1);
  };

  test("is wide by tonnes, striped where a capacity is not known, hollow for a judgement", () => {
    const steps = shipped.style.loadWidthSteps;
    assert.equal(look({ lens: "load" }, "cpc").width, steps.at(-1)[1]);
    assert.equal(look({ lens: "load" }, "cpc").stripes, null);
    assert.ok(look({ lens: "load" }, "cpc-bosphorus").stripes);
    const judged = look({ lens: "load" }, "samara-ust-luga");
    assert.ok(judged.hollowWidth);
    assert.equal(judged.stripes, null);
    assert.equal(look({ lens: "risk" }, "cpc-bosphorus").stripes, null);
  });

  test("leaves lines without tonnes thin and bare", () => {
    const empty = look({ lens: "load:uranium" }, "cpc");
    assert.deepEqual([empty.width, empty.casingWidth], [shipped.style.lanePx, 0]);
  });

  test("narrows what is shut, and greys it", () => {
    const shut = look({ lens: "load", closed: ["RUNVS-CPC"] }, "cpc");
    assert.equal(shut.colour, shipped.style.ground.light.quiet);
    assert.ok(shut.width <= shipped.style.loadWidthSteps[1][1]);
  });

  test("says tonnes in tooltip, card and table, and only there", () => {
    for (const language of ["en", "ru"]) {
      const shown = show(shipped, { lens: "load", selection: "leg:cpc", language });
      const words = wordsOf(shown);
      const tip = aboutLeg(shown, words, shown.legById.cpc).join("\n");
      assert.ok(tip.includes(mtText(words, loadOf(shown, "cpc").mt)), tip);
      const card = Object.fromEntries(cardLines(shown, words, selectedRecord(shown)));
      for (const key of ["mt", "use", "in_it", "counted"]) assert.ok(card[words.t(`map.column.${key}`)], key);
      const columns = columnsOf(shown, words, "leg").map(({ key }) => key);
      assert.deepEqual(columns.slice(3, 7), ["mt", "use", "in_it", "counted"]);
      assert.ok(!columnsOf(show(shipped), words, "leg").some(({ key }) => key === "mt"));
    }
  });

  test("sorts its table by tonnes", () => {
    const shown = show(shipped, { lens: "load" });
    const column = columnsOf(shown, wordsOf(shown), "leg").find(({ key }) => key === "mt");
    const sorted = sortRecords(recordsOf(shown, "leg"), column, false, "en");
    const mt = sorted.map(({ id }) => carriedBy(shown, id)?.mt ?? -1);
    assert.ok(mt[0] > 50);
    assert.deepEqual(
      mt,
      mt.toSorted((a, b) => b - a),
    );
  });

  test("names every width once", () => {
    const words = wordsOf(show(shipped));
    const steps = widthSteps(shipped.style, words).map(([text]) => text);
    assert.deepEqual(steps, ["under 1", "1–5", "5–20", "20–50", "50 and more"]);
  });
});
