"""A View survives the query string, and says what of a link it could not use."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import ViewError
from layers.faults import FaultCode
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, FIRST_DATE, LAST_DATE, Dimension
from layers.text.faults import word_problem
from tests.toy import EVERY_DAY

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,12}", fullmatch=True)
LON, LAT = st.floats(-180, 180), st.floats(-85, 85)
BOUNDS = st.tuples(LON, LAT, LON, LAT).filter(lambda box: box[0] < box[2] and box[1] < box[3])
KINDS = st.sampled_from(["corridor", "leg", "port", "crossing", "chokepoint", "hub"])
PER_CENT = st.integers(0, 100).map(lambda n: n / 100)
VIEWS = st.builds(
    View,
    lens=st.sampled_from(["risk", "status"])
    | st.sampled_from(Dimension).map("risk:{}".format)
    | IDS.map("stance:{}".format),
    actor=IDS,
    date=st.sampled_from(EVERY_DAY),
    since=st.sampled_from(EVERY_DAY),
    off=st.frozensets(st.tuples(KINDS, IDS).map(":".join) | IDS, max_size=4),
    selection=st.just("") | st.tuples(KINDS, IDS).map(":".join),
    aggregation=st.sampled_from(["weakest", "length"]),
    closed=st.frozensets(IDS, max_size=3),
    built=st.dictionaries(IDS, PER_CENT, max_size=3).map(lambda pairs: tuple(sorted(pairs.items()))),
    origin=st.just("") | IDS,
    market=st.just("") | IDS,
    by=st.sampled_from(["time", "cost", "risk", "generalised"]),
    shocks=PER_CENT,
    weights=st.dictionaries(st.sampled_from([str(d) for d in Dimension]), PER_CENT, max_size=8).map(
        lambda pairs: tuple(sorted(pairs.items()))
    ),
    bounds=st.none() | BOUNDS,
    language=st.sampled_from(["en", "ru"]),
    theme=st.sampled_from(["light", "dark"]),
)


@given(VIEWS)
def test_a_view_survives_the_query_string(view: View) -> None:
    assert View.from_query(dict(parse_qsl(view.to_query_string()))) == (view, ())


def test_a_corridor_is_built_once_however_often_a_link_names_it() -> None:
    view, ignored = View.from_query({"built": "b:0.1,a:0.2,b:0.5"})
    assert (view.built, ignored) == ((("a", 0.2), ("b", 0.5)), ())


def test_only_what_differs_is_written() -> None:
    assert View().to_query() == {}
    assert View(lens="status", language="ru").to_query_string() == "v=1&lens=status&language=ru"
    assert View(date="2026-04-15", aggregation="length").to_query_string() == (
        "v=1&date=2026-04-15&aggregation=length"
    )
    assert View(off=frozenset({"rail", "corridor:cku"})).to_query() == {
        "v": "1", "off": "corridor:cku,rail",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lens", "colour"), ("lens", "risk:colour"), ("lens", "risk:"), ("language", "de"), ("theme", "pink"),
        ("date", "2020-12-31"), ("date", "2031-01-01"), ("date", "2026-02-29"), ("date", "2026-13-01"),
        ("date", "2026-07"), ("date", "2026"), ("date", "20260701"), ("date", "2026-W27-3"), ("date", ""),
        ("since", "2026-7-1"), ("since", "today"), ("aggregation", "mean"), ("month", "2026-07"),
        ("selection", "planet:mars"), ("bounds", "1,2,3"), ("bounds", "east,2,3,4"), ("bounds", "3,2,1,4"),
        ("bounds", "nan,0,1,1"), ("bounds", "-inf,0,1,1"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_reported_and_the_rest_is_used(name: str, value: str) -> None:
    view, ignored = View.from_query({name: value, "actor": "astana"})
    assert view == View(actor="astana")
    assert len(ignored) == 1
    assert ignored[0].parameters["parameter"] == name
    words = word_problem(ignored[0]).split()
    assert words[0].rstrip(":") == name and words[1] != name, "the part is named once"


def test_every_bad_parameter_is_reported() -> None:
    view, ignored = View.from_query({"theme": "pink", "date": "soon", "lens": "status"})
    assert view == View(lens="status")
    assert [(part.code, part.parameters["parameter"]) for part in ignored] == [
        (FaultCode.LINK_DAY, "date"), (FaultCode.LINK_CHOICE, "theme"),
    ]  # fmt: skip
    assert word_problem(ignored[0]) == "date 'soon': expected a day from 2021-01-01 to 2030-12-31"


def test_a_view_that_cannot_be_is_refused() -> None:
    with pytest.raises(
        ViewError, match="lens 'colour': expected risk, risk:<dimension>, status, veto, load, load:<c"
    ):
        View(lens="colour")


def test_a_day_is_written_in_full_and_lies_within_the_ends() -> None:
    assert (View(date=FIRST_DATE).date, View(date=LAST_DATE).date) == ("2021-01-01", "2030-12-31")
    assert (View().date, View().since) == (DEFAULT_DATE, "2025-07-01")
    for text in ("2020-12-31", "2031-01-01", "2025-06-31"):
        with pytest.raises(ViewError, match=f"since '{text}': expected a day"):
            View(since=text)


def test_streamlits_own_parameters_are_not_told_of() -> None:
    assert View.from_query({"embed": "true", "embed_options": "dark_theme"}) == (View(), ())


@pytest.mark.parametrize("version", ["2", "0", "", "one"])
def test_a_link_of_another_version_is_told_of_and_still_used(version: str) -> None:
    view, ignored = View.from_query({"v": version, "lens": "status"})
    assert view == View(lens="status")
    assert list(map(word_problem, ignored)) == [f"v '{version}': expected a link of version 1 or older"]
    assert View.from_query({"v": "1", "lens": "status"}) == (view, ())
    assert View.from_query({"lens": "status"}) == (view, ())


def test_the_selected_corridor_is_known_by_its_kind() -> None:
    assert View(selection="corridor:cku").selected_corridor == "cku"
    assert View(selection="port:KZAAU").selected_corridor is None


def test_a_new_selection_lets_go_of_the_part_of_the_map_that_was_looked_at() -> None:
    before = View(bounds=(1.0, 2.0, 3.0, 4.0))
    led = replace(before, selection="port:KZAAU").after(before)
    assert led.bounds is None and led.selection == "port:KZAAU"
    moved = replace(before, selection="port:KZAAU", bounds=(5.0, 6.0, 7.0, 8.0)).after(before)
    assert moved.bounds == (5.0, 6.0, 7.0, 8.0)
    assert replace(led, bounds=before.bounds, date="2025-09-01").after(led).bounds == before.bounds


@pytest.mark.parametrize("lens", ["stance:", "stance", "risk:", "veto:", "load:"])
def test_a_lens_without_its_name_is_refused(lens: str) -> None:
    with pytest.raises(ViewError, match="lens"):
        View(lens=lens)


def test_whole_degrees_are_written_as_the_browser_writes_them() -> None:
    assert View(bounds=(46.0, 36.25, 60.0, 46.0)).to_query()["bounds"] == "46,36.25,60,46"
