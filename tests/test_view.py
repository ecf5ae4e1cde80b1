"""A View survives the query string, and says what of a link it could not use."""

from __future__ import annotations

import re
from dataclasses import fields
from importlib import resources
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import ViewError
from layers.view import View, month_range

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,12}", fullmatch=True)
LON, LAT = st.floats(-180, 180), st.floats(-85, 85)
BOUNDS = st.tuples(LON, LAT, LON, LAT).filter(lambda box: box[0] < box[2] and box[1] < box[3])
KINDS = st.sampled_from(["corridor", "leg", "port", "crossing", "chokepoint", "hub"])
VIEWS = st.builds(
    View,
    lens=st.sampled_from(["risk", "status"]) | IDS.map("stance:{}".format),
    actor=IDS,
    month=st.sampled_from(month_range()),
    off=st.frozensets(st.tuples(KINDS, IDS).map(":".join) | IDS, max_size=4),
    selection=st.just("") | st.tuples(KINDS, IDS).map(":".join),
    bounds=st.none() | BOUNDS,
    language=st.sampled_from(["en", "ru"]),
    theme=st.sampled_from(["light", "dark"]),
)


@given(VIEWS)
def test_a_view_survives_the_query_string(view: View) -> None:
    assert View.from_query(dict(parse_qsl(view.to_query_string()))) == (view, ())


def test_only_what_differs_is_written() -> None:
    assert View().to_query() == {}
    assert View(lens="status", language="ru").to_query_string() == "lens=status&language=ru"
    assert View(off=frozenset({"rail", "corridor:cku"})).to_query() == {"off": "corridor:cku,rail"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lens", "colour"), ("month", "2020-12"), ("month", "2026-13"), ("language", "de"), ("theme", "pink"),
        ("selection", "planet:mars"), ("bounds", "1,2,3"), ("bounds", "east,2,3,4"), ("bounds", "3,2,1,4"),
        ("bounds", "nan,0,1,1"), ("bounds", "-inf,0,1,1"),
    ],
)  # fmt: skip
def test_a_bad_parameter_is_reported_and_the_rest_is_used(name: str, value: str) -> None:
    view, ignored = View.from_query({name: value, "actor": "astana"})
    assert view == View(actor="astana")
    assert len(ignored) == 1 and ignored[0].startswith(f"{name}: ")


def test_every_bad_parameter_is_reported() -> None:
    view, ignored = View.from_query({"theme": "pink", "month": "soon", "lens": "status"})
    assert view == View(lens="status")
    assert [message.partition(":")[0] for message in ignored] == ["month", "theme"]
    assert "expected a month from 2021-01 to 2030-12" in ignored[0]


def test_a_view_that_cannot_be_is_refused() -> None:
    with pytest.raises(ViewError, match="lens 'colour': expected risk, status or stance:<actor>"):
        View(lens="colour")


def test_the_selected_corridor_is_known_by_its_kind() -> None:
    assert View(selection="corridor:cku").selected_corridor == "cku"
    assert View(selection="port:KZAAU").selected_corridor is None


def test_the_browser_reads_the_same_parameters() -> None:
    code = (resources.files("layers.map") / "assets" / "main.js").read_text(encoding="utf-8")
    reader = code[code.index("S.viewFromQuery =") : code.index("S.viewToQuery =")]
    listed = re.search(r"\[([^\]]+)\]\.indexOf\(key\)", reader)
    assert listed is not None
    names = re.findall(r'key === "(\w+)"', reader) + re.findall(r'"(\w+)"', listed[1])
    assert sorted(names) == sorted(field.name for field in fields(View))
