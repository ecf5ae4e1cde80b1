"""One fault at a time in a small pack: each is reported once, in its place, and nothing else is.

A mutation changes one thing in the text of one file, as a slip of the hand would, and says where
``searoom check`` must report it: record, field, and the line, counted in the changed text by itself.
"""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from layers.checking.check import check_folder
from layers.faults import Fault, FaultCode
from layers.text.faults import fault_words, word_fault

FEWEST = 118
SMALL = Path(__file__).parent / "small"


@dataclass(frozen=True)
class Mutation:
    """Within ``file``, after ``anchor``, ``old`` becomes ``new``; ``at`` is where the fault is then told."""

    name: str
    file: str
    anchor: str
    old: str
    new: str
    record: str
    field: str
    got: str = ""
    at: str = ""
    """Text after the anchor, in the changed file, whose line is told; by default what was changed."""
    line: bool = True

    def applied(self, text: str) -> tuple[str, int]:
        """The changed text, and the number of the line at which the fault stands."""
        start = text.index(self.anchor)
        where = text.index(self.old, start)
        changed = text[:where] + self.new + text[where + len(self.old) :]
        told = changed.index(self.at, start) if self.at else where
        return changed, changed.count("\n", 0, told) + 1


CKU, SHU = "- id: cku\n", '"id":"almaty-shu"'
BLACK_SEA, TEHRAN = "- id: middle-black-sea\n", "id: tehran\n"
CLAIM, STORY, EVENT = "- id: l1\n", "- id: landlocked\n", "- id: khorgos-rail-opens-2012\n"
SHU_TOWN = '"id": "shu"'
AKTOBE, AKTAU, AGHBAND = '"id": "aktobe"', '"id": "KZAAU"', '"id": "B-AGBEND"'

SECOND_ASTANA = (
    '\n  {"type": "Feature", "properties": {"id": "astana", "name": {"en": "Astana", "ru": "Астана"}, '
    '"country": "KZ", "kind": "capital"}, "geometry": {"type": "Point", "coordinates": [71.43, 51.13]}},'
)

CORRIDORS = [
    Mutation("status", "corridors.yaml", CKU, "status: proposed", "status: propsed",
             'corridor "cku"', "status_history.0.status", '"propsed"'),
    Mutation("word for a number", "corridors.yaml", CKU, "number: 16", "number: sixteen",
             'corridor "cku"', "number", '"sixteen"'),
    Mutation("missing field", "corridors.yaml", CKU, "  outlet: false\n", "",
             'corridor "cku"', "outlet", "nothing", at="- id: cku"),
    Mutation("extra key", "corridors.yaml", CKU, "  number: 16\n", "  number: 16\n  colour: red\n",
             'corridor "cku"', "colour", '"red"', at="  colour: red"),
    Mutation("empty Russian", "corridors.yaml", CKU, "ru: Железная дорога ККУ", "ru: ''",
             'corridor "cku"', "short_name", '"ru": ""', at="  short_name:"),
    Mutation("English missing", "corridors.yaml", CKU, "    en: CKU railway\n", "",
             'corridor "cku"', "short_name", "", at="  short_name:"),
    Mutation("date with one-digit month", "corridors.yaml", CKU, 'from: "2021-01-01"', 'from: "2021-1-1"',
             'corridor "cku"', "status_history.0.from", '"2021-1-1"'),
    Mutation("thirteenth month", "corridors.yaml", CKU, 'from: "2021-01-01"', 'from: "2021-13"',
             'corridor "cku"', "status_history.0.from", '"2021-13"'),
    Mutation("date in words", "corridors.yaml", CKU, 'from: "2021-01-01"', "from: January 2021",
             'corridor "cku"', "status_history.0.from", '"January 2021"'),
    Mutation("due is never written", "corridors.yaml", CKU, "status: proposed", "status: due",
             'corridor "cku"', "status_history.0.status", '"due"'),
    Mutation("id of spaces", "corridors.yaml", CKU, "- id: cku", '- id: "c k u"',
             'corridor "c k u"', "id", '"c k u"'),
    Mutation("unknown leg", "corridors.yaml", BLACK_SEA, "samtredia-poti", "samtredia-potty",
             'corridor "middle-black-sea"', "routes.0.legs.13", '"samtredia-potty"'),
    Mutation("unknown source of a status", "corridors.yaml", "- id: northern-baltic\n",
             "sources: [railway-gazette-2004]", "sources: [railway-gazette-1804]",
             'corridor "northern-baltic"', "status_history.0.sources.0", '"railway-gazette-1804"'),
    Mutation("observed after the evidence", "corridors.yaml", CKU, 'last_known: "2026-02-06"',
             'last_known: "2027-02-06"', 'corridor "cku"', "status_history.3.last_known", "2027-02-06"),
    Mutation("status without source", "corridors.yaml", "- id: northern-baltic\n",
             "sources: [railway-gazette-2004]", "sources: []",
             'corridor "northern-baltic"', "status_history.0", "", at='- from: "2021-01-01"'),
    Mutation("no such topic", "corridors.yaml", "- id: karakoram\n", "topic: capacity", "topic: capactiy",
             'corridor "karakoram"', "facts.2.topic", '"capactiy"'),
    Mutation("topic left out", "corridors.yaml", "- id: karakoram\n", "topic: obstacle", "topic: volume",
             'corridor "karakoram"', "facts", "nothing on obstacle", at="  facts:"),
    Mutation("list where a text belongs", "corridors.yaml", CKU, "en: CKU railway", "en: [CKU railway]",
             'corridor "cku"', "short_name.en", '["CKU railway"]'),
    Mutation("dictionary that is no list", "corridors.yaml", CKU, "sources: [jamestown-foundation-2021-11]",
             "sources: jamestown-foundation-2021-11", 'corridor "cku"', "status_history.0.sources",
             '"jamestown-foundation-2021-11"'),
    Mutation("entries out of order", "corridors.yaml", CKU, 'from: "2022-09"', 'from: "2019-09"',
             'corridor "cku"', "status_history", "", at="  status_history:"),
    Mutation("chain that breaks", "corridors.yaml", BLACK_SEA, " tbilisi-samtredia,", "",
             'corridor "middle-black-sea"', "routes.0.legs.12", "a break", at="samtredia-poti"),
    Mutation("corridor that ends inland", "corridors.yaml", BLACK_SEA, ",\n      samtredia-poti]", "]",
             'corridor "middle-black-sea"', "routes.0", "an end at", at="  - id: poti"),
    Mutation("mistyped id that others name", "corridors.yaml", CKU, "- id: cku", "- id: ckuu",
             'corridor "ckuu"', "id", '"ckuu"'),
    Mutation("broken YAML", "corridors.yaml", CKU, "number: 16", "number: [16", "", "", "",
             at="  outlet: false"),
    Mutation("tab in YAML", "corridors.yaml", CKU, "  number: 16", "\tnumber: 16", "", "", ""),
    Mutation("key twice", "corridors.yaml", CKU, "  number: 16\n", "  number: 16\n  number: 17\n", "", "",
             'the key "number" 2 times', at="- id: cku"),
    Mutation("id twice", "events.yaml", EVENT, "- id: khorgos-rail-opens-2012", "- id: dostyk-rail-link-1990",
             'event "dostyk-rail-link-1990"', "id", "twice"),
]  # fmt: skip

LEGS = [
    Mutation("no such mode", "legs.geojson", SHU, '"mode":"rail"', '"mode":"reil"', 'leg "almaty-shu"',
             "mode",
             '"reil"'),
    Mutation("no such gauge", "legs.geojson", SHU, '"gauge_mm":1520', '"gauge_mm":1521', 'leg "almaty-shu"',
             "gauge_mm", "1521"),
    Mutation("negative length", "legs.geojson", SHU, '"length_km":305.7', '"length_km":-305.7',
             'leg "almaty-shu"', "length_km", "-305.7"),
    Mutation("lengths that do not add up", "legs.geojson", SHU, '"KZ":305.7', '"KZ":205.7',
             'leg "almaty-shu"', "km_by_country", "205.7 km in all"),
    Mutation("NaN", "legs.geojson", SHU, '"length_km":305.7', '"length_km":NaN', "feature 4",
             "properties.length_km", "NaN, which is no JSON number"),
    Mutation("number too large", "legs.geojson", SHU, '"length_km":305.7', '"length_km":1e400',
             "feature 4", "properties.length_km", "1e400, a number too large to hold"),
    Mutation("key twice in JSON", "legs.geojson", SHU, '"mode":"rail"', '"mode":"rail","mode":"road"',
             "feature 4", "properties", 'the key "mode" twice'),
    Mutation("leg to nowhere", "legs.geojson", SHU, '"to":"shu"', '"to":"shuu"', 'leg "almaty-shu"', "to",
             '"shuu"'),
    Mutation("leg to another place", "legs.geojson", SHU, '"to":"shu"', '"to":"astana"', 'leg "almaty-shu"',
             "geometry", "its to end at"),
    Mutation("latitude first", "legs.geojson", SHU, "[76.948,43.343]", "[43.343,76.948]", 'leg "almaty-shu"',
             "geometry", "its from end at 43.343, 76.948"),
    Mutation("latitude over the pole", "legs.geojson", SHU, "[76.603,43.386]", "[76.603,143.386]",
             'leg "almaty-shu"', "geometry", "latitude 143.386"),
    Mutation("coordinate in quotes", "legs.geojson", SHU, "[76.603,43.386]", '[76.603,"43.386"]',
             'leg "almaty-shu"', "geometry", "no number"),
    Mutation("wrong kind of geometry", "legs.geojson", SHU, '"type":"LineString"', '"type":"Polygon"',
             'leg "almaty-shu"', "geometry", '"Polygon"'),
    Mutation("unknown source of a leg", "legs.geojson", SHU, "times-of-central-2026-04-16", "times-1826",
             'leg "almaty-shu"', "status_history.0.sources.0", '"times-1826"'),
    Mutation("status of a leg", "legs.geojson", SHU, '"status":"operational"', '"status":"open"',
             'leg "almaty-shu"', "status_history.0.status", '"open"'),
    Mutation("published without a figure", "legs.geojson", SHU, '"length_source":"measured"',
             '"length_source":"published"', 'leg "almaty-shu"', "", ""),
    Mutation("bad confidence", "legs.geojson", SHU, '"confidence":"medium"', '"confidence":"fair"',
             'leg "almaty-shu"', "status_history.0.confidence", '"fair"'),
]  # fmt: skip

PLACES = [
    Mutation("longitude and latitude swapped", "hubs.geojson", AKTOBE, "57.167,\n     50.285",
             "50.285,\n     57.167", 'hub "aktobe"', "position", "longitude 50.285, latitude 57.167",
             at='"geometry"'),
    Mutation("place a little off", "hubs.geojson", SHU_TOWN, "73.76", "73.96", 'hub "shu"', "position",
             "73.96, ", at='"geometry"'),
    Mutation("city of another country", "hubs.geojson", AKTOBE, '"country": "KZ"', '"country": "CN"',
             'hub "aktobe"', "position", "degrees away from CN", at='"geometry"'),
    Mutation("country that is none", "hubs.geojson", AKTOBE, '"country": "KZ"', '"country": "KQ"',
             'hub "aktobe"', "country", '"KQ"'),
    Mutation("country in small letters", "hubs.geojson", AKTOBE, '"country": "KZ"', '"country": "kz"',
             'hub "aktobe"', "country", '"kz"'),
    Mutation("no such kind of hub", "hubs.geojson", AKTOBE, '"kind": "city"', '"kind": "town"',
             'hub "aktobe"', "kind", '"town"'),
    Mutation("priority out of range", "hubs.geojson", AKTOBE, '"priority": 2', '"priority": 4',
             'hub "aktobe"', "priority", "4"),
    Mutation("id twice in a layer", "hubs.geojson", "", '"features": [', '"features": [' + SECOND_ASTANA,
             'hub "astana"', "id", "twice", at='"id": "astana",\n    "name": {\n     "en": "Astana"'),
    Mutation("name in one language", "hubs.geojson", AKTOBE, '"ru": "Актобе"', '"kz": "Ақтөбе"',
             'hub "aktobe"', "name", "", at='"name"'),
    Mutation("null geometry", "hubs.geojson", AKTOBE,
             '"geometry": {\n    "type": "Point",\n    "coordinates": [\n'
             "     57.167,\n     50.285\n    ]\n   }",
             '"geometry": null', 'hub "aktobe"', "geometry", "null"),
    Mutation("misspelt key", "ports.geojson", AKTAU, '"sea"', '"see"', 'port "KZAAU"', "see",
             'the key "see"'),
    Mutation("unknown chokepoint", "ports.geojson", '"id": "AEJEA"', '"C-HORMUZ"', '"C-HORMUS"',
             'port "AEJEA"', "chokepoints.0", '"C-HORMUS"'),
    Mutation("no such kind of port", "ports.geojson", AKTAU, '"kind": "', '"kind": "dry-', 'port "KZAAU"',
             "kind", "dry-"),
    Mutation("unknown source of a fact", "ports.geojson", '"DP World."', "zawya-2026-03-12",
             "zawya-1826", 'port "AEJEA"', "facts.0.sources.0", '"zawya-1826"'),
    Mutation("crossing of one country thrice", "crossings.geojson",
             AGHBAND, '"AZ",\n     "AM"\n    ],\n    "modes"',
             '"AZ",\n     "AM",\n     "IR"\n    ],\n    "modes"', 'crossing "B-AGBEND"', "countries",
             "", at='"countries"'),
    Mutation("crossing to a country that is none", "crossings.geojson", AGHBAND,
             '"AM"\n    ],\n    "modes"', '"AQ"\n    ],\n    "modes"', 'crossing "B-AGBEND"', "countries.1",
             '"AQ"'),
    Mutation("observed late at a crossing", "crossings.geojson", AGHBAND, '"from": "2025-08"',
             '"from": "2026-12"', 'crossing "B-AGBEND"', "status_history.1.from", "2026-12"),
    Mutation("strait elsewhere", "chokepoints.geojson", '"id": "C-BAB"', "12.583", "-2.583",
             'chokepoint "C-BAB"', "position", "degrees away from YE", at='"position"'),
    Mutation("truncated GeoJSON", "chokepoints.geojson", '"id": "C-BAB"', '"baseline": {', '"baseline": ',
             "", "", "Expecting ',' delimiter", at=': "Daily figure'),
    Mutation("bow tie", "countries.geojson", '"id":"AD"', "[1.49,42.43],[1.7,42.5]",
             "[1.7,42.5],[1.49,42.43]",
             'country "AD"', "geometry", "Self-intersection"),
    Mutation("ring that is open", "countries.geojson", '"id":"AD"', ",[1.43,42.46]]]]", "]]]", 'country "AD"',
             "geometry", "last point is not its first"),
    Mutation("standing of a border", "borders.geojson", '"id":"AD-ES"', '"international"', '"disputed"',
             'border "AD-ES"', "status", '"disputed"'),
    Mutation("one feature alone", "rail.geojson", "", '"FeatureCollection"', '"Feature"', "", "type",
             '"Feature"'),
]  # fmt: skip

EVIDENCE = [
    Mutation("event on no corridor", "events.yaml", EVENT, "corridors: [karakoram]",
             "corridors: [karakorum]", 'event "khorgos-rail-opens-2012"', "corridors.0", '"karakorum"'),
    Mutation("event at no part", "events.yaml", EVENT, "B-KHORGOS", "B-KORGOS",
             'event "khorgos-rail-opens-2012"', "parts.0", '"B-KORGOS"'),
    Mutation("event after the evidence", "events.yaml", EVENT, 'date: "2012-12"', 'date: "2026-12"',
             'event "khorgos-rail-opens-2012"', "date", "2026-12"),
    Mutation("no such direction", "events.yaml", EVENT, "direction: opens", "direction: open",
             'event "khorgos-rail-opens-2012"', "direction", '"open"'),
    Mutation("no such basis", "events.yaml", EVENT, "basis: sourced", "basis: source",
             'event "khorgos-rail-opens-2012"', "basis", '"source"'),
    Mutation("event without a source", "events.yaml", EVENT, "sources: [raillynews-com-2012-12]",
             "sources: []", 'event "khorgos-rail-opens-2012"', "", "", at=EVENT),
    Mutation("project on no corridor", "projects.yaml", "- id: cpc-moorings\n", "- northern-baltic",
             "- northern-celtic", 'project "cpc-moorings"', "corridors.0", '"northern-celtic"'),
    Mutation("project with an unknown part", "projects.yaml", "- id: cpc-moorings\n", "- RUULU\n",
             "- RUULA\n", 'project "cpc-moorings"', "parts.0", '"RUULA"'),
    Mutation("promise after the evidence", "projects.yaml", "- id: cpc-moorings\n", 'announced: "2026-01-28"',
             'announced: "2026-11-28"', 'project "cpc-moorings"',
             "openings.0.promises.0.announced", "2026-11-28"),
    Mutation("series of no corridor", "series.yaml", "- id: oil-cpc\n", "- northern-baltic",
             "- baltic", 'series "oil-cpc"', "corridors.0", '"baltic"'),
    Mutation("no such unit", "series.yaml", "- id: oil-cpc\n", "unit: mt", "unit: kt", 'series "oil-cpc"',
             "unit", '"kt"'),
    Mutation("infinite figure", "series.yaml", "- id: oil-cpc\n", "value: 64.8", "value: .inf",
             'series "oil-cpc"', "points.0.value", "Infinity"),
    Mutation("year of five digits", "series.yaml", "- id: oil-cpc\n", "year: 2025", "year: 20255",
             'series "oil-cpc"', "points.0.year", "20255"),
    Mutation("low above high", "parameters.yaml", "- id: rail-speed-moving\n", "low: 41.6", "low: 61.6",
             'parameter "rail-speed-moving"', "", "", at="- id: rail-speed-moving"),
    Mutation("parameter that the model needs", "parameters.yaml", "- id: theta\n", "- id: theta",
             "- id: tetha", 'parameter "theta"', "", "no such parameter", line=False),
    Mutation("not a number", "parameters.yaml", "- id: rail-speed-moving\n", "central: 53.9",
             "central: fast", 'parameter "rail-speed-moving"', "central", '"fast"'),
    Mutation("shock of an unknown part", "shocks.yaml", "- id: gulf-war\n", "C-HORMUZ", "C-HORMUS",
             'shock "gulf-war"', "elements.0", '"C-HORMUS"'),
    Mutation("probability over one", "shocks.yaml", "- id: gulf-war\n", "severity: 0.3", "severity: 8",
             'shock "gulf-war"', "severity", "8"),
    Mutation("preset that closes nothing", "presets.yaml", "- id: afghan-gates-2025\n", "B-CHAMAN",
             "B-CHAMEN", 'preset "afghan-gates-2025"', "closed.1", '"B-CHAMEN"'),
    Mutation("index outside its scale", "indicators.yaml", "- id: global-peace-index\n", '"AF": 3.229',
             '"AF": 32.29', 'indicator "global-peace-index"', "", "", at="- id: global-peace-index"),
    Mutation("span of an unknown leg", "length_spans.yaml", "", "moiynty-karaganda", "mointy-karaganda",
             "record 1 (836 km)", "legs.0", '"mointy-karaganda"'),
    Mutation("address that is none", "bibliography.yaml", "- id: 1520-international-2025-08\n", "url: https:",
             "url: htps:", 'source "1520-international-2025-08"', "url", "htps:"),
    Mutation("source of the future", "bibliography.yaml", "- id: efe-2026-02-27\n", 'date: "2026-02-27"',
             'date: "2026-12-27"', 'source "efe-2026-02-27"', "date", "2026-12-27"),
    Mutation("rubric without a level", "rubric.yaml", "- dimension: security\n", '    "3":', '    "6":',
             'dimension "security"', "levels.6.[key]", '"6"'),
    Mutation("score out of range", "risk/countries.yaml", "- id: country-financing\n", "high: 3", "high: 6",
             'assessment "country-financing"', "scores.0.high", "6"),
    Mutation("score below its range", "risk/countries.yaml", "- id: country-financing\n", "score: 1.5",
             "score: 4.5", 'assessment "country-financing"', "scores.0", "", at='- from: "2021-01-01"'),
    Mutation("score of a country that is none", "risk/countries.yaml", "- id: country-sanctions-ir\n",
             'countries: ["IR"]', 'countries: ["XX"]', 'assessment "country-sanctions-ir"', "countries.0",
             '"XX"'),
    Mutation("score of the future", "risk/countries.yaml", "- id: country-sanctions-kz\n",
             'from: "2021-01-01"', 'from: "2026-09-01"', 'assessment "country-sanctions-kz"',
             "scores.0.from", "2026-09-01"),
    Mutation("figure that is none", "claims.yaml", CLAIM, "{corridors_hit}", "{corridor_hit}", 'claim "l1"',
             "supporting.0.text.en", "{corridor_hit}"),
    Mutation("claim of nobody", "claims.yaml", "  actor: moscow", "  actor: moscow", "  actor: moskow",
             'claim "reading-moscow"', "actor", '"moskow"'),
    Mutation("no such verdict", "claims.yaml", CLAIM, "verdict: supported", "verdict: proved", 'claim "l1"',
             "verdict", '"proved"'),
    Mutation("view that is none", "claims.yaml", CLAIM, "view: '", "view: 'colour=red&", 'claim "l1"', "view",
             "colour"),
    Mutation("words that nobody says", "spot_checks.yaml", "", "6.7 Mt in January", "7.6 Mt in January",
             "record 1 (northern-baltic)", "says", '"7.6 Mt in January'),
    Mutation("fact of no record", "spot_checks.yaml", "", "record: northern-baltic",
             "record: northern-baltik",
             "record 1 (northern-baltic)", "record", '"northern-baltik"'),
    Mutation("file nobody registered", "sources.yaml", "", "file: hubs.geojson", "file: hub.geojson",
             'file "hub.geojson"', "file", "no such file"),
]  # fmt: skip

PEOPLE = [
    Mutation("stance on no corridor", "actors/tehran.yaml", "stances:\n", "northern-baltic:",
             "northern-celtic:", 'actor "tehran"',
             "stances.northern-celtic", '"northern-celtic"'),
    Mutation("no such stance", "actors/tehran.yaml", "stances:\n", "stance: silent", "stance: quiet",
             'actor "tehran"', "stances.northern-baltic.stance", '"quiet"'),
    Mutation("section left out", "actors/tehran.yaml", "", "levers:\n", "lever:\n", 'actor "tehran"', "lever",
             'the key "lever"'),
    Mutation("source of an actor", "actors/tehran.yaml", "interests:\n", "al-manar-2025-12-13",
             "al-manar-1825",
             'actor "tehran"', "interests.0.sources.0", '"al-manar-1825"'),
    Mutation("id that is no word", "corridors.yaml", CKU, "- id: cku", "- id: {c: ku}",
             "record 4", "id", '{"c": "ku"}'),
    Mutation("id unlike the file", "actors/tehran.yaml", "", "id: tehran", "id: teheran", 'actor "teheran"',
             "id", '"teheran"'),
    Mutation("member of no group", "actors/tehran.yaml", "", "part_of: null", "part_of: moskow",
             'actor "tehran"', "part_of", '"moskow"'),
    Mutation("date of a stance", "actors/tehran.yaml", "stances:\n", 'as_of: "2026-07-01"',
             'as_of: "2026-07-41"', 'actor "tehran"', "stances.northern-baltic.as_of", '"2026-07-41"'),
    Mutation("label of no place", "stories/sea-room.yaml", STORY, "- KZAAU", "- KZAAV",
             'story "sea-room"', "scenes.0.labels.2", '"KZAAV"'),
    Mutation("callout at no place", "stories/sea-room.yaml", STORY, "- at: KZAAU", "- at: KZAAV",
             'story "sea-room"', "scenes.0.callouts.0.at", '"KZAAV"'),
    Mutation("figure of a scene", "stories/sea-room.yaml", STORY, "{outlets}", "{outlet}",
             'story "sea-room"', "scenes.0.text.en", "{outlet}", at="    en: 'Kazakhstan is"),
    Mutation("view of a scene", "stories/sea-room.yaml", STORY, "view: lens=status", "view: lens=colour",
             'story "sea-room"', "scenes.0.view", ""),
    Mutation("title too long", "stories/sea-room.yaml", STORY, "'No ocean coast:",
             "'No ocean coast" + 60 * "!",
             'story "sea-room"', "scenes.0.title", "", at="  title:"),
    Mutation("home that is none", "pack.yaml", "", "home: KZ", "home: KQ", 'pack "kazakhstan"', "home",
             '"KQ"'),
    Mutation("no such origin", "pack.yaml", "", "default_origin: almaty", "default_origin: almata",
             'pack "kazakhstan"', "default_origin", '"almata"'),
    Mutation("bounds the wrong way", "pack.yaml", "", "opening: [24.0, 17.0, 120.0, 62.0]",
             "opening: [120.0, 17.0, 24.0, 62.0]", 'pack "kazakhstan"', "opening", ""),
]  # fmt: skip

MUTATIONS = [*CORRIDORS, *LEGS, *PLACES, *EVIDENCE, *PEOPLE]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the small pack; every test changes one file of it and puts it back."""
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("mutations") / "small"))


def faults_of(pack: Path, mutation: Mutation) -> tuple[list[Fault], int]:
    """What the check says of the mutated pack, and the line where it should say it."""
    path = pack / mutation.file
    sound = path.read_text(encoding="utf-8")
    changed, line = mutation.applied(sound)
    assert changed != sound
    path.write_text(changed, encoding="utf-8")
    try:
        return list(check_folder(pack).faults), line
    finally:
        path.write_text(sound, encoding="utf-8")


def expect_told_in_russian(fault: Fault) -> None:
    """Nothing of it stays English but names, values, and what the parser of YAML or JSON says."""
    said = fault_words(fault, "ru")
    for text in (said.expected or said.got, said.remedy):
        assert re.search("[а-яё]", text), text
    record = re.sub(r'["«(].*?["»)]', "", said.record)
    assert not re.search("[a-z]", record), record
    if fault.code not in SHOWN_AS_THEY_CAME:
        assert re.search("[а-яё]", said.got), said.got
    assert word_fault(fault, "ru").startswith(said.place)


OF_THE_FILE = {"given", "detail", "value", "date", "id", "name", "parameter", "quote", "registered"}
SHOWN_AS_THEY_CAME = {
    code for code in FaultCode if OF_THE_FILE & code.parameters
} | {FaultCode.PLACE_MOVED}  # fmt: skip
"""What came is then a value of the file, or the words of a parser, without words of ours around it."""


def test_there_are_enough(capsys: pytest.CaptureFixture[str]) -> None:
    assert len({(each.file, each.name) for each in MUTATIONS}) == len(MUTATIONS) >= FEWEST
    with capsys.disabled():
        sys.stdout.write(f"\n{len(MUTATIONS)} mutations in {len({each.file for each in MUTATIONS})} files ")


def test_without_a_mutation_there_is_no_fault(pack: Path) -> None:
    assert check_folder(pack).faults == ()


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda each: f"{each.file}-{each.name}".replace(" ", "_"))
def test_a_mutation_is_told_once_in_its_place(pack: Path, mutation: Mutation) -> None:
    found, line = faults_of(pack, mutation)
    assert len(found) == 1, "\n".join(map(word_fault, found)) or "missed"
    fault = found[0]
    said = fault_words(fault)
    told = (fault.file, said.record, fault.field)
    assert told == (f"small/{mutation.file}", mutation.record, mutation.field), fault
    assert mutation.got in said.got
    assert fault.line == (line if mutation.line else None), fault
    assert said.remedy
    expect_told_in_russian(fault)
