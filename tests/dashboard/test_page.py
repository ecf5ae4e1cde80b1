"""The page's script opens in every state that a link can ask for, without a browser."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.state import MAP_KEY
from layers.data import Data, load
from layers.schema import LANGUAGES
from layers.text import translate

HOME = Path(__file__).parents[2] / "dashboard" / "home.py"
COLLECTIONS = {
    "corridor": "corridors",
    "leg": "legs",
    "port": "ports",
    "crossing": "crossings",
    "chokepoint": "chokepoints",
    "hub": "hubs",
}


@pytest.fixture(scope="module")
def shipped() -> Data:
    """The shipped data."""
    return load()


def opened(**query: str) -> AppTest:
    """The page after a visitor followed a link with these parameters."""
    page = AppTest.from_file(str(HOME), default_timeout=30)
    for key, value in query.items():
        page.query_params[key] = value
    page.run()
    assert not page.exception, [error.value for error in page.exception]
    assert not page.error, [error.value for error in page.error]
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """What the map component is told."""
    (component,) = page.get("bidi_component")
    told: dict[str, Any] = json.loads(component.proto.json)
    return told


def panel_html(page: AppTest) -> str:
    """The text of the panel."""
    (panel,) = [html for node in page.get("html") if 'class="sr-page"' in (html := str(node.proto.body))]
    return unescape(panel)


def query_of(page: AppTest) -> dict[str, str]:
    """The page's link, one value a parameter."""
    return {
        key: value if isinstance(value, str) else value[-1] for key, value in dict(page.query_params).items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_opens_in_every_language(shipped: Data, language: str) -> None:
    page = opened(language=language)
    assert sent(page)["view"]["language"] == language
    assert f'lang="{language}"' in panel_html(page)
    assert shipped.actors["moscow"].full_name[language] in panel_html(page)
    (tabs, actors) = page.button_group
    assert list(actors.options) == [actor.name[language] for actor in shipped.actors.values()]
    assert tabs.options[0] == translate(language, "page.tab_reading")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_opens_in_both_lights(theme: str) -> None:
    assert sent(opened(theme=theme))["view"]["theme"] == theme


def test_every_actor_has_a_reading_in_every_language(shipped: Data) -> None:
    for language in LANGUAGES:
        for actor in shipped.actors.values():
            page = opened(actor=actor.id, language=language, lens=f"stance:{actor.id}")
            assert actor.full_name[language] in panel_html(page)
            assert sent(page)["view"]["lens"] == f"stance:{actor.id}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", COLLECTIONS)
def test_every_kind_of_selection_has_a_dossier(shipped: Data, kind: str, language: str) -> None:
    for record in list(getattr(shipped, COLLECTIONS[kind]).values())[:4]:
        page = opened(selection=f"{kind}:{record.id}", language=language)
        name = shipped.places[record.from_id].name if kind == "leg" else record.name
        assert name[language] in panel_html(page)
        assert sent(page)["view"]["selection"] == f"{kind}:{record.id}"


@pytest.mark.parametrize("month", ["2021-01", "2025-10", "2030-12"])
def test_every_corridor_has_a_dossier_at_any_date(shipped: Data, month: str) -> None:
    for corridor in shipped.corridors.values():
        assert corridor.name["en"] in panel_html(opened(selection=f"corridor:{corridor.id}", month=month))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lens", "nonsense"),
        ("lens", "stance:nobody"),
        ("actor", "nobody"),
        ("month", "1999-01"),
        ("month", "soon"),
        ("selection", "corridor:none"),
        ("selection", "nothing"),
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


def test_the_sound_part_of_a_link_is_kept() -> None:
    page = opened(lens="status", month="nonsense", language="ru")
    assert len(page.toast) == 1
    view = sent(page)["view"]
    assert (view["lens"], view["language"]) == ("status", "ru")
    assert query_of(page) == {"lens": "status", "language": "ru"}


def test_the_link_says_only_what_is_not_usual() -> None:
    assert query_of(opened(lens="risk", language="en", month="2026-07")) == {}


def test_the_map_is_told_the_view_and_never_the_geometry() -> None:
    told = sent(opened(lens="status"))
    assert set(told) == {"base", "seen", "view"}
    assert len(json.dumps(told)) < 1000


def after_the_map_said(view: dict[str, Any]) -> AppTest:
    """A script that takes what the map component sent, as the page's callback does."""

    def script() -> None:
        import streamlit as st  # noqa: PLC0415 - the function's text is run as a script of its own

        from dashboard import state  # noqa: PLC0415
        from dashboard.loaders import get_data  # noqa: PLC0415

        before = state.current_view(get_data())
        state.take_from_map(get_data())
        st.session_state["same"] = state.current_view(get_data()) == before
        st.session_state["told"] = state.ignored_parts()

    page = AppTest.from_function(script, default_timeout=30)
    page.session_state[MAP_KEY] = {"view": view}
    page.run()
    assert not page.exception
    return page


def test_what_is_done_on_the_map_becomes_the_view() -> None:
    usual = sent(opened())["view"]
    page = after_the_map_said(
        {**usual, "selection": "corridor:karakoram", "month": "2025-10", "off": ["rail"], "change": 3}
    )
    view = page.session_state["view"]
    assert (view.selection, view.month, view.off) == ("corridor:karakoram", "2025-10", {"rail"})
    assert (page.session_state["tab"], page.session_state["seen"]) == ("dossier", 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"lens": "x"},
        {"month": "2040-01"},
        {"selection": "x"},
        {"selection": "corridor:none"},
        {"language": 7},
        {"theme": "pink"},
        {"actor": "x"},
    ],
)
def test_what_the_map_could_not_have_said_is_ignored(wrong: dict[str, Any]) -> None:
    usual = sent(opened())["view"]
    page = after_the_map_said({**usual, **wrong, "change": 1})
    assert page.session_state["same"]
    assert len(page.session_state["told"]) == 1


@pytest.mark.parametrize("actor", ["beijing", "astana"])
def test_choosing_an_actor_opens_its_reading(shipped: Data, actor: str) -> None:
    page = opened(lens="stance:moscow")
    (_, actors) = page.button_group
    actors.set_value(actor).run()
    assert shipped.actors[actor].full_name["en"] in panel_html(page)
    view = sent(page)["view"]
    assert (view["actor"], view["lens"]) == (actor, f"stance:{actor}")


def test_the_tabs_turn_the_panel(shipped: Data) -> None:
    page = opened(selection="corridor:cku")
    assert shipped.corridors["cku"].name["en"] in panel_html(page)
    page.button_group[0].set_value("reading").run()
    assert shipped.actors["moscow"].full_name["en"] in panel_html(page)
    assert shipped.actors["moscow"].stances["cku"].reason["en"] in panel_html(page)
