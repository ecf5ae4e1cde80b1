/* The browser's rules decide as Python's do: every golden view, link and move, field by field. */

import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { readQuery, viewToQuery } from "../../../src/layers/map/web/rules/address.js";
import { eventsOf, latestEvent } from "../../../src/layers/map/web/rules/events.js";
import { landColour } from "../../../src/layers/map/web/rules/ground.js";
import { labelRank, placesToName } from "../../../src/layers/map/web/rules/labels.js";
import { crossesOf, isLegVisible, legLook, shownLeg } from "../../../src/layers/map/web/rules/legs.js";
import {
  coloursOfLens,
  compositeRisk,
  corridorClass,
  corridorsByStatus,
  statusOf,
} from "../../../src/layers/map/web/rules/lens.js";
import { isPlaceVisible, newsDate, shownPlace } from "../../../src/layers/map/web/rules/places.js";
import { selectedRecord } from "../../../src/layers/map/web/rules/selection.js";
import { lensTitle, summary } from "../../../src/layers/map/web/rules/sentences.js";
import {
  isCorridorOn,
  plainViewOf,
  show,
  viewAfter,
  viewOf,
} from "../../../src/layers/map/web/rules/shown.js";
import { columnsOf, recordsOf, sortRecords } from "../../../src/layers/map/web/rules/table.js";
import { isClosed } from "../../../src/layers/map/web/rules/trial.js";
import { Words } from "../../../src/layers/map/web/words.js";
import { golden, goldenViews, PACKS, payloadOf } from "./files.js";

const FLAGS = ["up", "down", "main", "lane", "shut", "stranded"];

const short = (number) => Number(number.toFixed(4));

/** Records that are alike in everything in one group, in the order of their first; empty fields left out. */
function grouped(records) {
  const groups = new Map();
  for (const [said, id] of records) {
    const key = JSON.stringify(said);
    const full = Object.entries(said).filter(
      ([, value]) => value !== false && value !== null && value.length !== 0,
    );
    if (!groups.has(key)) groups.set(key, { ...Object.fromEntries(full), ids: [] });
    groups.get(key).ids.push(id);
  }
  return [...groups.values()];
}

/** Fields of a view that differ from the usual one. */
const differing = (data, plain) =>
  Object.fromEntries(
    Object.entries(plain).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(data.view[key])),
  );

function corridorGroups(shown) {
  return grouped(
    shown.data.corridors.map((corridor) => {
      const { name, judgement } = corridorClass(shown, corridor);
      const closed = isClosed(shown, corridor);
      const on = isCorridorOn(shown, corridor.id);
      return [{ status: statusOf(shown, corridor), class: name, judgement, on, closed }, corridor.id];
    }),
  );
}

function aboutLeg(shown, leg) {
  const about = shownLeg(shown, leg);
  const look = legLook(shown, leg, about, 1);
  return {
    status: about.status,
    class: about.lensClass.name,
    judgement: about.lensClass.judgement,
    flags: FLAGS.filter((flag) => about[flag]),
    colour: look.colour,
    width: short(look.width),
    opacity: short(look.opacity),
    dash: look.dash ? look.dash.split(" ").map(Number).map(short) : [],
    round: look.cap === "round",
    casing: [short(look.casingWidth), short(look.casingOpacity)],
    hollow: look.hollowWidth === null ? null : [look.halo, short(look.hollowWidth)],
    striped: look.stripes && look.halo,
    mt: about.mt || null,
  };
}

function aboutPlace(shown, place, zooms) {
  const at = zooms.filter((zoom) => isPlaceVisible(shown, place, zoom));
  const { status, state, ring, chosen } = shownPlace(shown, place, at[0]);
  const news = at.map((zoom) => [newsDate(shown, place, zoom), zoom]).find(([day]) => day);
  return {
    kind: place.kind,
    status,
    state,
    ring: ring && shown.data.style.lens[shown.view.theme][coloursOfLens(shown)][ring],
    chosen,
    drawnFrom: at[0],
    minorAt: at.filter((zoom) => shownPlace(shown, place, zoom).minor),
    news: news ?? null,
  };
}

function namesOf(shown, places, zooms) {
  const items = places.map((place) => ({ place }));
  const named = zooms.map((zoom) => {
    const visible = items.filter(({ place }) => isPlaceVisible(shown, place, zoom));
    return placesToName(shown, visible, zoom).map(({ place }) => place);
  });
  const found = [];
  for (const place of named.at(-1)) {
    const rank = labelRank(shown, place);
    const from = zooms[named.findIndex((list) => list.includes(place))];
    const last = found.at(-1);
    if (last && last[0] === rank && last[1] === from) last[2].push(place.id);
    else found.push([rank, from, [place.id]]);
  }
  return found;
}

function cardOf(shown) {
  const record = selectedRecord(shown);
  const risk = record && compositeRisk(shown, record);
  if (!risk) return null;
  const { name, value, low, high } = risk;
  return { status: statusOf(shown, record), class: name, composite: value, low, high };
}

function tableOrder(shown, words, table, name) {
  const [key, direction] = name.split(" ");
  const column = columnsOf(shown, words, table).find((each) => each.key === key);
  const sorted = sortRecords(recordsOf(shown, table), column, direction === "up", shown.view.language);
  return sorted.map(({ id }) => id);
}

function fillsOf(shown) {
  const fills = {};
  const { land } = shown.data.style.ground[shown.view.theme];
  for (const { id, kind } of shown.data.countries) {
    const colour = landColour(shown, id);
    if (kind !== "disputed" && colour !== land) fills[colour] = [...(fills[colour] ?? []), id];
  }
  return fills;
}

/** All that the rules decide, in the form of a golden view. */
function decided(data, { pack, name, view, emphasis, highlights, zooms, tables }) {
  const shown = show(data, view, highlights, emphasis);
  const words = new Words(data.text[shown.view.language], shown.view.language);
  const legs = data.legs.filter((leg) => isLegVisible(shown, leg));
  const places = data.places.filter((place) => isPlaceVisible(shown, place, zooms.at(-1)));
  return {
    pack,
    name,
    query: viewToQuery(plainViewOf(shown.view), data.view, data.linkVersion),
    view: differing(data, plainViewOf(shown.view)),
    emphasis,
    highlights,
    title: lensTitle(shown, words),
    summary: summary(shown, words),
    casing: legLook(shown, legs[0], shownLeg(shown, legs[0]), 1).casing,
    fills: fillsOf(shown),
    zooms,
    corridors: corridorGroups(shown),
    legend: corridorsByStatus(shown).map(([status, list]) => [status, list.map(({ id }) => id)]),
    legs: grouped(legs.map((leg) => [aboutLeg(shown, leg), leg.id])),
    crosses: crossesOf(shown, legs, (leg) => [leg.id, leg.id]).map(({ leg, place }) => [leg, place]),
    places: grouped(places.map((place) => [aboutPlace(shown, place, zooms), place.id])),
    names: namesOf(shown, places, zooms),
    tables: Object.fromEntries(
      Object.entries(tables).map(([table, orders]) => [
        table,
        Object.fromEntries(Object.keys(orders).map((one) => [one, tableOrder(shown, words, table, one)])),
      ]),
    ),
    card: cardOf(shown),
    events: { count: eventsOf(shown).length, now: latestEvent(shown)?.id ?? null },
  };
}

for (const pack of PACKS) {
  const data = payloadOf(pack);
  suite(`views of ${pack}`, () => {
    for (const expected of goldenViews(pack)) {
      test(expected.name, () => {
        const found = decided(data, expected);
        for (const field of Object.keys(expected)) assert.deepEqual(found[field], expected[field], field);
        assert.deepEqual(Object.keys(found).sort(), Object.keys(expected).sort());
      });
    }
  });

  suite(`links of ${pack}`, () => {
    for (const expected of golden(`links/${pack}.json`)) {
      test(expected.query || "empty", () => {
        const { view, ignored } = readQuery(expected.query, show(data));
        const plain = { ...data.view, ...view };
        assert.deepEqual(differing(data, plain), expected.view);
        assert.equal(viewToQuery(plain, data.view, data.linkVersion), expected.link);
        assert.deepEqual(ignored, expected.ignored);
      });
    }
  });
}

test("every parameter of a view is in some link", () => {
  const found = golden("links/shipped.json").flatMap(({ view }) => Object.keys(view));
  assert.deepEqual([...new Set(found)].sort(), Object.keys(payloadOf("shipped").view).sort());
});

suite("moves", () => {
  const data = payloadOf("shipped");
  for (const { before, change, after } of golden("moves.json")) {
    test(`${JSON.stringify(before)} then ${JSON.stringify(change)}`, () => {
      const found = viewAfter(viewOf({ ...data.view, ...before }), change);
      assert.deepEqual(differing(data, plainViewOf(found)), after);
    });
  }
});
