/* State, words, days, boxes and keys: what the rest of the browser's code stands on. */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { firstFree, isInside, overlap, spotsAround } from "../../../src/layers/map/web/rules/boxes.js";
import {
  addMonths,
  dayAt,
  dayIndex,
  isShownDay,
  segmentOn,
  withinDates,
} from "../../../src/layers/map/web/rules/dates.js";
import { neighbouringDay } from "../../../src/layers/map/web/rules/events.js";
import { cornersOf, halfWay, isWithin, unpack } from "../../../src/layers/map/web/rules/lines.js";
import { selectionOfClick } from "../../../src/layers/map/web/rules/selection.js";
import { show } from "../../../src/layers/map/web/rules/shown.js";
import { columnsOf, recordsOf, sortRecords, TABS } from "../../../src/layers/map/web/rules/table.js";
import { isClosed, isStranded, toggleClosed } from "../../../src/layers/map/web/rules/trial.js";
import { State } from "../../../src/layers/map/web/state.js";
import { askedOf } from "../../../src/layers/map/web/story/address.js";
import { nameOfKey } from "../../../src/layers/map/web/story/keyboard.js";
import { Words } from "../../../src/layers/map/web/words.js";
import { payloadOf } from "./files.js";

const data = payloadOf("shipped");

suite("state", () => {
  test("listeners hear what changed and who changed it, once", () => {
    const state = new State(data);
    const heard = [];
    state.listen((changed, byUser) => heard.push([Object.keys(changed), byUser]));
    state.change({ lens: "status", theme: "dark" }, true);
    state.change({ lens: "status" });
    state.change({ off: ["rail"] });
    state.change({ off: new Set(["rail"]) });
    assert.deepEqual(heard, [
      [["lens", "theme"], true],
      [["off"], false],
    ]);
  });

  test("words follow the language", () => {
    const state = new State(data);
    state.change({ language: "ru" });
    assert.equal(state.words.t("map.legend"), data.text.ru["map.legend"]);
  });

  test("the same highlights are no change", () => {
    const state = new State(data);
    let heard = 0;
    state.listen(() => heard++);
    state.highlight({ path: ["a"], next: [], veto: null });
    state.highlight({ path: ["a"], next: [], veto: null });
    assert.equal(heard, 1);
  });

  test("the plain view is one that JSON carries", () => {
    const state = new State(data);
    state.change({ off: ["rail", "cities"] });
    assert.deepEqual(JSON.parse(JSON.stringify(state.plainView())).off, ["cities", "rail"]);
  });
});

suite("words", () => {
  const words = new Words({ "map.km": "{n} km", twice: "{a} and {a}, not {b}" }, "en");

  test("values are filled in as they come", () => {
    assert.equal(words.t("twice", { a: "$&", b: "{a}" }), "$& and $&, not {a}");
    assert.equal(words.t("missing.key"), "missing.key");
    assert.equal(words.km(12345.4), "12,345 km");
  });

  test("dates are as exact as they are known", () => {
    const english = new Words(data.text.en, "en");
    assert.equal(english.date("2025"), "2025");
    assert.equal(english.date("2025-03"), "March 2025");
    assert.equal(english.date("2025-03-04"), "4 March 2025");
    assert.equal(english.date(null), "");
    assert.equal(english.country("ZZ"), "ZZ");
  });
});

suite("days", () => {
  test("a number and back", () => {
    for (const day of ["1970-01-01", "2024-02-29", "2030-12-31"]) assert.equal(dayAt(dayIndex(day)), day);
  });

  test("months are added to the end of a shorter one", () => {
    assert.equal(addMonths("2024-01-31", 1), "2024-02-29");
    assert.equal(addMonths("2025-01-31", 1), "2025-02-28");
    assert.equal(addMonths("2025-01-15", -1), "2024-12-15");
    assert.equal(addMonths("2025-05-31", -12), "2024-05-31");
  });

  test("only days of the calendar inside the range are shown", () => {
    const [first, last] = data.dates;
    assert.ok(isShownDay(data, first) && isShownDay(data, last));
    for (const text of ["2025-02-30", "2025-2-1", "1999-01-01", ""]) assert.ok(!isShownDay(data, text), text);
    assert.equal(withinDates(data, "1999-01-01"), first);
    assert.equal(withinDates(data, "2999-01-01"), last);
  });

  test("a segment is in force from its first day", () => {
    const segments = [
      ["2024-01-01", "a"],
      ["2025-01-01", "b"],
    ];
    assert.equal(segmentOn(segments, "2023-12-31"), null);
    assert.equal(segmentOn(segments, "2024-12-31")[1], "a");
    assert.equal(segmentOn(segments, "2025-01-01")[1], "b");
  });

  test("the neighbouring day has an event and is not today", () => {
    const shown = show(data);
    for (const forward of [true, false]) {
      const day = neighbouringDay(shown, forward);
      if (day === null) continue;
      assert.ok(forward ? day > shown.view.date : day < shown.view.date);
      assert.ok(data.events.some((event) => event.day === day));
    }
    assert.notEqual(neighbouringDay(shown, false), null);
  });
});

suite("lines and boxes", () => {
  test("a packed line is a point and steps", () => {
    assert.deepEqual(unpack([10, 20, 1, -2, 0, 0], 1), [
      [20, 10],
      [18, 11],
      [18, 11],
    ]);
    assert.deepEqual(cornersOf([1, 2, 3, 4]), [
      [2, 1],
      [4, 3],
    ]);
  });

  test("a hole is not inside", () => {
    const square = (a, b) => [
      [a, a],
      [a, b],
      [b, b],
      [b, a],
    ];
    const rings = [square(0, 10), square(4, 6)];
    assert.ok(isWithin(rings, 2, 2));
    assert.ok(!isWithin(rings, 5, 5));
    assert.ok(!isWithin(rings, 12, 5));
  });

  test("boxes that only touch do not overlap", () => {
    assert.ok(!overlap([0, 0, 1, 1], [1, 0, 2, 1]));
    assert.ok(overlap([0, 0, 1.1, 1], [1, 0, 2, 1]));
    assert.ok(isInside([2, 2, 8, 8], { x: 10, y: 10 }, 2) && !isInside([1, 2, 8, 8], { x: 10, y: 10 }, 2));
  });

  test("words stand clear of their symbol, the right side first", () => {
    const spots = spotsAround({ x: 50, y: 50 }, 10, 20, 8);
    assert.deepEqual(spots[0], [60, 46]);
    const boxes = spots.map(([x, y]) => [x, y, x + 20, y + 8]);
    for (const box of boxes) assert.ok(!overlap(box, [47, 47, 53, 53]));
    assert.equal(firstFree(boxes, [], { x: 100, y: 100 }, 2), 0);
    assert.equal(firstFree(boxes, [[60, 40, 70, 60]], { x: 100, y: 100 }, 2), 1);
    assert.equal(firstFree(boxes, [[0, 0, 100, 100]], { x: 100, y: 100 }, 2), -1);
  });
});

suite("selecting and closing", () => {
  test("the first click takes the only corridor, the second the leg", () => {
    const leg = data.legs.find(({ corridors }) => corridors.length === 1);
    const corridor = `corridor:${leg.corridors[0]}`;
    assert.equal(selectionOfClick(show(data), leg), corridor);
    assert.equal(selectionOfClick(show(data, { selection: corridor }), leg), `leg:${leg.id}`);
    const shared = data.legs.find(({ corridors }) => corridors.length > 1);
    assert.equal(selectionOfClick(show(data), shared), `leg:${shared.id}`);
  });

  test("what is closed opens again", () => {
    assert.deepEqual(toggleClosed(show(data, { closed: ["RU"] }), "C-HORMUZ"), ["C-HORMUZ", "RU"]);
    assert.deepEqual(toggleClosed(show(data, { closed: ["C-HORMUZ", "RU"] }), "RU"), ["C-HORMUZ"]);
  });

  test("a leg whose corridors are all closed is stranded, and not closed itself", () => {
    const shown = show(data, { closed: ["RU"] });
    const stranded = data.legs.filter((leg) => isStranded(shown, leg));
    assert.ok(stranded.some((leg) => !isClosed(shown, leg)));
    assert.ok(stranded.every((leg) => isClosed(shown, leg) || leg.corridors.length));
    assert.ok(data.legs.some((leg) => !isStranded(shown, leg)));
  });
});

suite("table", () => {
  test("every tab has rows, and text in every cell", () => {
    const shown = show(data);
    const words = new Words(data.text.en, "en");
    for (const tab of TABS) {
      const records = recordsOf(shown, tab);
      assert.ok(records.length, tab);
      for (const column of columnsOf(shown, words, tab)) {
        for (const record of records)
          assert.equal(typeof column.text(record), "string", `${tab} ${column.key}`);
      }
    }
  });

  test("rows that are equal keep their order in both directions", () => {
    const rows = [
      { n: 2, id: "a" },
      { n: 1, id: "b" },
      { n: 2, id: "c" },
    ];
    const column = { key: "n", text: ({ n }) => String(n), rank: ({ n }) => n };
    const ids = (up) => sortRecords(rows, column, up, "en").map(({ id }) => id);
    assert.deepEqual(
      [ids(true), ids(false)],
      [
        ["b", "a", "c"],
        ["a", "c", "b"],
      ],
    );
    assert.deepEqual(sortRecords(rows, undefined, true, "en"), rows);
  });
});

suite("a story", () => {
  const scenes = [{ id: "one" }, { id: "two" }];

  test("a later query goes before an earlier one", () => {
    const asked = askedOf(["scene=one&language=en", "?scene=two", "theme=dark&x=1"], scenes);
    assert.deepEqual(asked, { index: 1, unknown: "", look: "language=en&theme=dark" });
    assert.deepEqual(askedOf(["scene=three"], scenes), { index: 0, unknown: "three", look: "" });
  });

  test("a key is known on a Cyrillic keyboard", () => {
    assert.equal(nameOfKey({ key: "и", code: "KeyB" }), "b");
    assert.equal(nameOfKey({ key: "B", code: "KeyB" }), "b");
    assert.equal(nameOfKey({ key: " ", code: "Space" }), "Space");
    assert.equal(nameOfKey({ key: "ArrowLeft", code: "ArrowLeft" }), "ArrowLeft");
  });
});

test("half way along a line lies on it, wherever its corners are", () => {
  assert.deepEqual(
    halfWay([
      [0, 0],
      [4, 0],
    ]),
    [2, 0],
  );
  assert.deepEqual(
    halfWay([
      [0, 0],
      [1, 0],
      [1, 3],
    ]),
    [1, 1],
  );
  assert.deepEqual(
    halfWay([
      [5, 5],
      [5, 5],
    ]),
    [5, 5],
  );
});
