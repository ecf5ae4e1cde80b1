"""The page's script opens in every state that a link can ask for, without a browser."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from dashboard.components.wording import as_plain_markdown
from dashboard.state import MAP_KEY, VISITOR_KEY
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Dimension
from layers.network.cost_profile import cost_profile
from layers.network.network import main_route
from layers.text import translate

PAGES = (
    "map",
    "briefing",
    "what-if",
    "bargaining",
    "compare",
    "routes",
    "stances",
    "claims",
    "changes",
    "method",
    "own-data",
    "sources",
)
ROUTE = {"origin": "aktobe", "market": "PKKHI"}
"""The page of routes chooses these itself unless the link does."""
HOME = Path(__file__).parents[2] / "dashboard" / "home.py"
COLLECTIONS = {
    "corridor": "corridors",
    "leg": "legs",
    "port": "ports",
    "crossing": "crossings",
    "chokepoint": "chokepoints",
    "hub": "hubs",
}


def opened(page_name: str = "map", **query: str) -> AppTest:
    """One of our pages after a visitor followed a link to it with these parameters."""
    page = AppTest.from_file(str(HOME), default_timeout=30)
    # Pages made of functions have no file to switch to; Streamlit knows them by the hash of their address.
    page._page_hash = "" if page_name == "map" else calc_hash(page_name)
    for key, value in query.items():
        page.query_params[key] = value
    return sound(page.run())


def address(page_name: str) -> str:
    """Where a page stands: what follows the slash."""
    return "" if page_name == "map" else page_name


def sound(page: AppTest) -> AppTest:
    """The page, which shows no error."""
    assert not page.exception, [error.value for error in page.exception]
    assert not page.error, [error.value for error in page.error]
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """What the map component is told."""
    told: dict[str, Any] = json.loads(component(page, "searoom_map").proto.json)
    return told


def component(page: AppTest, name: str, key: str = "") -> Any:
    """The page's one component of this name, and with this key if it is told."""
    found = [one for one in page.get("bidi_component") if one.proto.component_name == name]
    (one,) = [one for one in found if key in one.proto.id]
    return one


def blocks(page: AppTest) -> list[str]:
    """The page's own pieces of HTML in order, as they are sent."""
    return [
        html for node in page.get("html") if (html := str(node.proto.body)).startswith('<div class="sr-page"')
    ]


def panel_html(page: AppTest) -> str:
    """The text of the panel: one block, or several with charts between them."""
    found = blocks(page)
    assert found, "nothing in the panel"
    return unescape("".join(found))


def link_of(page: AppTest) -> dict[str, str]:
    """The page's link, one value a parameter."""
    return {
        key: value if isinstance(value, str) else value[-1] for key, value in dict(page.query_params).items()
    }


def query_of(page: AppTest) -> dict[str, str]:
    """The same as a view writes it, but for the version."""
    view, ignored = View.from_query(link_of(page))
    assert not ignored
    return parts_of(view)


def parts_of(view: View) -> dict[str, str]:
    """What differs from the usual view, as in a link."""
    return {key: value for key, value in view.to_query().items() if key != "v"}


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
            page = opened(actor=actor.id, language=language, lens=f"stance:{actor.id}")
            assert actor.full_name[language] in panel_html(page)
            assert sent(page)["view"]["lens"] == f"stance:{actor.id}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", COLLECTIONS)
def test_every_kind_of_selection_has_a_dossier(data: Data, kind: str, language: str) -> None:
    for record in list(getattr(data, COLLECTIONS[kind]).values())[:4]:
        page = opened(selection=f"{kind}:{record.id}", language=language)
        name = data.places[record.from_id].name if kind == "leg" else record.name
        assert name[language] in panel_html(page)
        assert sent(page)["view"]["selection"] == f"{kind}:{record.id}"


@pytest.mark.parametrize("date", ["2021-01-01", "2025-10-17", "2030-12-31"])
def test_every_corridor_has_a_dossier_at_any_date(data: Data, date: str) -> None:
    for corridor in data.corridors.values():
        page = opened(selection=f"corridor:{corridor.id}", date=date)
        assert corridor.name["en"] in panel_html(page)
        assert sent(page)["view"]["date"] == date


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_dossier_draws_its_yearly_figures_and_its_staircase(data: Data, language: str) -> None:
    for corridor in data.corridors.values():
        page = opened(selection=f"corridor:{corridor.id}", language=language)
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
    page = opened(lens=lens)
    assert sent(page)["view"]["lens"] == lens
    assert not page.toast


def test_date_since_and_aggregation_of_a_link_are_kept(data: Data) -> None:
    query = {
        "selection": "corridor:cku",
        "date": "2024-02-29",
        "since": "2022-03-04",
        "aggregation": "length",
    }
    page = opened(**query)
    assert not page.toast
    view = sent(page)["view"]
    assert {key: view[key] for key in query} == query
    assert query_of(page) == query
    assert translate("en", "page.risk_method_length") in panel_html(page)
    assert translate("en", "page.risk_method_length") not in panel_html(opened(selection="corridor:cku"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_bar_leads_to_every_page_with_the_view_as_it_is(name: str, language: str) -> None:
    query = {"language": language, "date": "2025-10-17", "selection": "corridor:cku", **ROUTE}
    page = opened(name, **query)
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


def everything(page: AppTest) -> str:
    """All HTML that a page sends, that of which parts can be chosen included."""
    chosen = [json.loads(node.proto.json).get("html", "") for node in page.get("bidi_component")]
    return unescape("".join([*(str(node.proto.body) for node in page.get("html")), *chosen]))


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
    usual = sent(opened())["view"]
    assert sent(page)["view"] == usual
    page.run()
    assert not page.toast, "told more than once"


def test_a_lens_of_an_actor_that_is_not_there_is_told_and_ignored() -> None:
    page = opened(lens="stance:nobody")
    assert any("lens" in toast.value and "nobody" in toast.value for toast in page.toast)
    assert sent(page)["view"] == sent(opened())["view"]
    page.run()
    assert not page.toast, "told more than once"


def test_a_link_to_the_stances_of_a_capital_opens_its_reading(data: Data) -> None:
    page = opened(lens="stance:beijing")
    assert sent(page)["view"]["actor"] == "beijing"
    assert data.actors["beijing"].full_name["en"] in panel_html(page)
    kept = opened(lens="stance:beijing", actor="astana")
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
    link = {"lens": "risk", "language": "en", "date": "2026-07-01"}
    assert link_of(opened(**link)) == link


def test_the_link_says_only_what_is_not_usual() -> None:
    assert query_of(opened(lens="risk", language="en", date="2026-07-01")) == {}


def test_the_map_is_told_the_view_and_never_the_geometry() -> None:
    told = sent(opened(lens="status"))
    assert set(told) == {"base", "seen", "view", "highlights", "own"}
    assert set(told["view"]) == {field.name for field in fields(View)}
    assert set(told["highlights"]) == {"path", "next", "veto"}
    assert len(json.dumps(told)) < 2000


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

    page = AppTest.from_function(script, default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    page.session_state[MAP_KEY] = {"view": view}
    page.run()
    assert not page.exception
    return page


def test_what_is_done_on_the_map_becomes_the_view() -> None:
    usual = sent(opened())["view"]
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
    usual = sent(opened())["view"]
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
    usual = sent(opened())["view"]
    page = after_the_map_said({**usual, **wrong, "change": 1})
    assert page.session_state["same"]
    assert len(page.session_state["ignored"]) == 1


def test_what_only_other_pages_set_outlives_what_is_done_on_the_map() -> None:
    query = {
        "since": "2024-05-06", "built": "brkuap:0.2", "origin": "aktobe", "market": "PKKHI", "by": "cost",
        "shocks": "0.5", "weights": "security:3",
    }  # fmt: skip
    before, _ = View.from_query(query)
    usual = sent(opened())["view"]
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
