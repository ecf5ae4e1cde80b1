"""A link makes the same state of a page again, and what is wrong in it is reported once."""

from __future__ import annotations

import json
import re
from dataclasses import fields

import pytest

from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE
from tests.dashboard.pages import (
    PAGES,
    everything,
    link_of,
    opened,
    page_to_read,
    panel_html,
    query_of,
    sent,
    sound,
)
from tests.dashboard.wording import each_language, viewed

FULL = {
    "date": "2025-09-01", "since": "2022-01-01", "closed": "C-HORMUZ,RU,aktogay-ayagoz",
    "built": "brkuap:0.07,trans-afghan-west:0.2", "origin": "aktobe", "market": "PKKHI", "by": "risk",
    "shocks": "0.3", "weights": "sanctions:7,security:0.3", "lens": "veto", "aggregation": "length",
}  # fmt: skip


@each_language
@pytest.mark.parametrize("name", PAGES)
def test_the_address_of_every_page_makes_the_same_state_again(name: str, language: str) -> None:
    query = {**FULL, **({"language": language} if language != "en" else {})}
    page = opened(name, **query)
    assert not page.toast
    assert query_of(page) == query
    for link in page.get("page_link")[: len(PAGES)]:
        assert link.proto.query_string == viewed(query).to_query_string()
    again = opened(name, **query_of(page))
    assert everything(again) == everything(page)


def test_a_link_followed_within_the_page_leads_to_what_it_says() -> None:
    page = opened("what-if", closed="RU")
    assert list(page.multiselect[0].value) == ["RU"]
    for query in ({"closed": "IR", "date": "2025-09-01"}, {"closed": "RU"}, {"built": "brkuap:0.5"}):
        page.query_params.clear()
        for key, value in query.items():
            page.query_params[key] = value
        page.run()
        assert query_of(sound(page)) == query
        assert set(page.multiselect[0].value) == viewed(query).closed


@pytest.mark.parametrize("name", ["map", "what-if", "bargaining", "compare", "routes"])
@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [
        ("closed", "RU,nowhere", "RU"),
        ("closed", "US,KZ,no-leg", ""),
        ("built", "brkuap:0.2,nothing:0.5", "brkuap:0.2"),
        ("built", "nothing:0.5", ""),
    ],
)
def test_unknown_names_are_told_once_and_dropped(name: str, key: str, value: str, kept: str) -> None:
    page = opened(name, **{key: value, "date": "2025-09-01"})
    unknown = [part.partition(":")[0] for part in value.split(",") if part not in kept.split(",")]
    told = [toast.value.replace("\\", "") for toast in page.toast]
    assert len(told) == len(unknown)
    for part in unknown:
        assert len([one for one in told if key in one and repr(part) in one]) == 1
    assert query_of(page).get(key, "") == kept
    page.run()
    assert not page.toast, "told more than once"


@pytest.mark.parametrize("name", ["map", "what-if", "routes"])
def test_an_attack_in_a_link_is_told_as_text(name: str) -> None:
    attack = '<img src=x onerror="window.hit=1">[x](javascript:y)'
    page = opened(name, closed=attack, built=f"{attack}:0.5")
    assert len(page.toast) == 2
    for toast in page.toast:
        assert not re.search(r"(?<!\\)[<>\[\]()]", toast.value), toast.value
    assert "<img" not in everything(page)
    assert query_of(page).keys() <= {"origin", "market"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lens", "nonsense"),
        ("actor", "nobody"),
        ("lens", "risk:nonsense"),
        ("date", "1999-01-01"),
        ("date", "2026-07"),
        ("date", "2026-02-30"),
        ("date", "soon"),
        ("since", "2031-01-01"),
        ("aggregation", "best"),
        ("month", "2026-07"),
        ("selection", "corridor:none"),
        ("selection", "nothing"),
        ("closed", "XX"),
        ("closed", "no-such-leg"),
        ("built", "no-such-corridor:0.5"),
        ("built", "trans-afghan-west:1.5"),
        ("built", "trans-afghan-west"),
        ("by", "beauty"),
        ("origin", "nowhere"),
        ("market", "nowhere"),
        ("shocks", "1.6"),
        ("shocks", "nan"),
        ("weights", "beauty:2"),
        ("weights", "security:-1"),
        ("language", "xx"),
        ("theme", "pink"),
        ("bounds", "1,2"),
        ("bounds", "a,b,c,d"),
    ],
)
def test_a_broken_parameter_is_told_and_ignored(name: str, value: str) -> None:
    page = opened(**{name: value})
    (toast,) = page.toast
    assert name in toast.value
    usual = sent(page_to_read())["view"]
    assert sent(page)["view"] == usual
    page.run()
    assert not page.toast, "told more than once"


def test_a_lens_of_an_actor_that_is_not_there_is_told_and_ignored() -> None:
    page = opened(lens="stance:nobody")
    assert any("lens" in toast.value and "nobody" in toast.value for toast in page.toast)
    assert sent(page)["view"] == sent(page_to_read())["view"]
    page.run()
    assert not page.toast, "told more than once"


def test_a_link_to_the_stances_of_a_capital_opens_its_reading(data: Data) -> None:
    page = page_to_read(lens="stance:beijing")
    assert sent(page)["view"]["actor"] == "beijing"
    assert data.actors["beijing"].full_name["en"] in panel_html(page)
    kept = page_to_read(lens="stance:beijing", actor="astana")
    assert sent(kept)["view"]["actor"] == "astana"
    assert data.actors["astana"].full_name["en"] in panel_html(kept)


def test_the_sound_part_of_a_link_is_kept() -> None:
    page = opened(lens="status", date="nonsense", language="ru")
    assert len(page.toast) == 1
    view = sent(page)["view"]
    assert (view["lens"], view["language"]) == ("status", "ru")
    assert query_of(page) == {"lens": "status", "language": "ru"}


def test_a_link_that_says_it_all_is_left_as_it_is() -> None:
    """Rewritten, it would stand in the way of the browser's back button."""
    link = {"lens": "risk", "language": "en", "date": DEFAULT_DATE}
    assert link_of(opened(**link)) == link


def test_the_link_says_only_what_is_not_usual() -> None:
    assert query_of(page_to_read(lens="risk", language="en", date=DEFAULT_DATE)) == {}


def test_the_map_is_told_the_view_and_never_the_geometry() -> None:
    told = sent(page_to_read(lens="status"))
    assert set(told) == {"base", "seen", "view", "highlights", "own"}
    assert set(told["view"]) == {field.name for field in fields(View)}
    assert set(told["highlights"]) == {"path", "next", "veto", "load"}
    assert len(json.dumps(told)) < 2000
