"""The page with the map opens in every state, and takes over what the visitor does on the map."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.wording import as_plain_markdown
from dashboard.state import MAP_KEY, VISITOR_KEY
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Dimension
from layers.network.cost_profile import cost_profile
from layers.network.network import main_route
from layers.text import translate
from tests.dashboard.pages import (
    COLLECTIONS,
    PAGES,
    ROUTE,
    TIMEOUT_S,
    address,
    blocks,
    everything,
    opened,
    page_to_read,
    panel_html,
    query_of,
    sent,
    sound,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_every_language(data: Data, language: str) -> None:
    page = opened(language=language)
    assert sent(page)["view"]["language"] == language
    assert f'lang="{language}"' in panel_html(page)
    assert data.actors["moscow"].full_name[language] in panel_html(page)
    (tabs, actors) = page.button_group
    assert list(actors.options) == [as_plain_markdown(each.name[language]) for each in data.actors.values()]
    names = ("reading", "dossier", "room")
    assert list(tabs.options) == [translate(language, f"page.tab_{name}") for name in names]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_opens_in_both_lights(theme: str) -> None:
    assert sent(opened(theme=theme))["view"]["theme"] == theme


def test_every_actor_has_a_reading_in_every_language(data: Data) -> None:
    for language in LANGUAGES:
        for actor in data.actors.values():
            page = page_to_read(actor=actor.id, language=language, lens=f"stance:{actor.id}")
            assert actor.full_name[language] in panel_html(page)
            assert sent(page)["view"]["lens"] == f"stance:{actor.id}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", COLLECTIONS)
def test_every_kind_of_selection_has_a_dossier(data: Data, kind: str, language: str) -> None:
    for record in list(getattr(data, COLLECTIONS[kind]).values())[:4]:
        page = page_to_read(selection=f"{kind}:{record.id}", language=language)
        name = data.places[record.from_id].name if kind == "leg" else record.name
        assert name[language] in panel_html(page)
        assert sent(page)["view"]["selection"] == f"{kind}:{record.id}"


@pytest.mark.parametrize(("date", "every"), [("2021-01-01", 1), ("2025-10-17", 4), ("2030-12-31", 1)])
def test_every_corridor_has_a_dossier_at_any_date(data: Data, date: str, every: int) -> None:
    """All of them on the first and the last day; today's are read whole elsewhere."""
    for corridor in list(data.corridors.values())[::every]:
        page = page_to_read(selection=f"corridor:{corridor.id}", date=date)
        assert corridor.name["en"] in panel_html(page)
        assert sent(page)["view"]["date"] == date


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_draws_its_yearly_figures_and_its_staircase(data: Data, language: str) -> None:
    for corridor in data.corridors.values():
        page = page_to_read(selection=f"corridor:{corridor.id}", language=language)
        yearly = [s for s in data.series.values() if corridor.id in s.corridors and len(s.points) > 1]
        steps = cost_profile(data, main_route(corridor)).steps
        stairs = [what for what in ("hours", "usd") if len([s for s in steps if getattr(s, what)]) > 1]
        charts = page.get("vega_lite_chart")
        assert len(charts) == len(yearly) + len(stairs), corridor.id
        assert stairs, corridor.id
        assert all(json.loads(chart.proto.spec)["layer"] for chart in charts)
        assert len(blocks(page)) == len(charts) + 1, "text before, between and after the charts"
        assert all(f'lang="{language}"' in block for block in blocks(page))


@pytest.mark.parametrize(
    "lens", ["risk", "status", "veto", *(f"risk:{dimension}" for dimension in Dimension)]
)
def test_every_lens_of_a_link_reaches_the_map(lens: str) -> None:
    page = page_to_read(lens=lens)
    assert sent(page)["view"]["lens"] == lens
    assert not page.toast


def test_date_since_and_aggregation_of_a_link_are_kept(data: Data) -> None:
    query = {
        "selection": "corridor:cku",
        "date": "2024-02-29",
        "since": "2022-03-04",
        "aggregation": "length",
    }
    page = page_to_read(**query)
    assert not page.toast
    view = sent(page)["view"]
    assert {key: view[key] for key in query} == query
    assert query_of(page) == query
    assert translate("en", "page.risk_method_length") in panel_html(page)
    assert translate("en", "page.risk_method_length") not in panel_html(
        page_to_read(selection="corridor:cku")
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_bar_leads_to_every_page_with_the_view_as_it_is(name: str, language: str) -> None:
    query = {"language": language, "date": "2025-10-17", "selection": "corridor:cku", **ROUTE}
    page = page_to_read(name, **query)
    links = page.get("page_link")[: len(PAGES)]
    assert [link.proto.page for link in links] == [address(key) for key in PAGES]
    assert [link.proto.label for link in links] == [translate(language, f"nav.{key}") for key in PAGES]
    view, _ = View.from_query(query)
    assert {link.proto.query_string for link in links} == {view.to_query_string()}
    assert f"<h1>{translate(language, f'nav.{name}')}</h1>" in everything(page) or name == "map"


@pytest.mark.parametrize("name", [key for key in PAGES if key != "map"])
def test_language_and_light_are_chosen_on_every_page_that_has_no_map(name: str) -> None:
    page = opened(name, date="2025-10-17", **ROUTE)
    page.button_group[0].set_value("ru").run()
    assert f"<h1>{translate('ru', f'nav.{name}')}</h1>" in everything(sound(page))
    page.button_group[1].set_value("dark").run()
    assert 'id="sr-theme" data-theme="dark"' in everything(sound(page))
    assert query_of(page) == {"date": "2025-10-17", **ROUTE, "language": "ru", "theme": "dark"}


def after_the_map_said(view: dict[str, Any], **query: str) -> AppTest:
    """A script that takes what the map component sent, as the page's callback does.

    ``query`` is the link by which the visitor came.
    """

    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - the function's text is run as a script of its own

        from dashboard.link import current_view  # noqa: PLC0415
        from dashboard.loaders import get_edition  # noqa: PLC0415
        from dashboard.map_events import take_view_from_map  # noqa: PLC0415
        from dashboard.state import pop_ignored_parts  # noqa: PLC0415

        data = get_edition().data
        before = current_view(data)
        take_view_from_map(data)
        st.session_state["same"] = current_view(data) == before
        st.session_state["ignored"] = pop_ignored_parts()

    page = AppTest.from_function(script, default_timeout=TIMEOUT_S)
    for key, value in query.items():
        page.query_params[key] = value
    page.session_state[MAP_KEY] = {"view": view}
    page.run()
    assert not page.exception
    return page


def test_what_is_done_on_the_map_becomes_the_view() -> None:
    usual = sent(page_to_read())["view"]
    done = {
        "selection": "corridor:karakoram", "date": "2025-10-17", "off": ["rail"], "aggregation": "length",
        "lens": "risk:security",
    }  # fmt: skip
    page = after_the_map_said({**usual, **done, "change": 3})
    view = page.session_state[VISITOR_KEY].view
    assert (view.selection, view.date, view.off) == ("corridor:karakoram", "2025-10-17", {"rail"})
    assert (view.aggregation, view.lens) == ("length", "risk:security")
    visitor = page.session_state[VISITOR_KEY]
    assert (visitor.tab, visitor.newest_map_change) == ("dossier", 3)


def test_closing_on_the_map_opens_what_it_does_to_the_sea_room() -> None:
    usual = sent(page_to_read())["view"]
    page = after_the_map_said({**usual, "closed": ["C-HORMUZ", "RU"], "change": 3})
    assert page.session_state[VISITOR_KEY].view.closed == {"C-HORMUZ", "RU"}
    assert page.session_state[VISITOR_KEY].tab == "room"


@pytest.mark.parametrize(
    "wrong",
    [
        {"lens": "x"},
        {"lens": "risk:x"},
        {"date": "2040-01-01"},
        {"date": "2025-10"},
        {"date": None},
        {"off": 7},
        {"aggregation": "best"},
        {"selection": "x"},
        {"selection": "corridor:none"},
        {"language": 7},
        {"theme": "pink"},
        {"actor": "x"},
        {"closed": 7},
        {"closed": ["XX"]},
    ],
)
def test_what_the_map_could_not_have_said_is_ignored(wrong: dict[str, Any]) -> None:
    usual = sent(page_to_read())["view"]
    page = after_the_map_said({**usual, **wrong, "change": 1})
    assert page.session_state["same"]
    assert len(page.session_state["ignored"]) == 1


def test_what_only_other_pages_set_outlives_what_is_done_on_the_map() -> None:
    query = {
        "since": "2024-05-06", "built": "brkuap:0.2", "origin": "aktobe", "market": "PKKHI", "by": "cost",
        "shocks": "0.5", "weights": "security:3",
    }  # fmt: skip
    before, _ = View.from_query(query)
    usual = sent(page_to_read())["view"]
    said = {**usual, "date": "2026-01-02", "closed": ["IR"], "since": "2023-04-05", "change": 1}
    page = after_the_map_said(said, **query)
    assert page.session_state[VISITOR_KEY].view == replace(
        before, date="2026-01-02", closed=frozenset({"IR"})
    )


@pytest.mark.parametrize("actor", ["beijing", "astana"])
def test_choosing_an_actor_opens_its_reading(data: Data, actor: str) -> None:
    page = opened(lens="stance:moscow")
    (_, actors) = page.button_group
    actors.set_value(actor).run()
    assert data.actors[actor].full_name["en"] in panel_html(page)
    view = sent(page)["view"]
    assert (view["actor"], view["lens"]) == (actor, f"stance:{actor}")


def test_what_is_done_before_the_address_was_rewritten_is_not_undone_by_it(data: Data) -> None:
    page = opened(lens="stance:tehran")
    page.button_group[1].set_value("beijing").run()
    page.query_params.clear()
    page.query_params["lens"] = "stance:tehran"  # what the browser still says when the next choice comes
    page.button_group[1].set_value("astana").run()
    assert sent(page)["view"]["actor"] == "astana"
    page.query_params.clear()
    page.query_params["lens"] = "stance:tehran"  # and what it says after the back button: nothing was chosen
    page.run()
    assert sent(page)["view"]["actor"] == "tehran"


def test_the_tabs_turn_the_panel(data: Data) -> None:
    page = opened(selection="corridor:cku")
    assert data.corridors["cku"].name["en"] in panel_html(page)
    page.button_group[0].set_value("reading").run()
    assert data.actors["moscow"].full_name["en"] in panel_html(page)
    assert data.actors["moscow"].stances["cku"].reason["en"] in panel_html(page)
