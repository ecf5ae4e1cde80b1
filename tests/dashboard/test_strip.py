"""The strip of figures above the panel shows the library's figures and leads to them."""

from __future__ import annotations

import pytest

from layers.analysis.tonnes.asked import closed_of
from layers.analysis.tonnes.base_flows import BaseFlows, base_year, dependence_of
from layers.analysis.tonnes.closure import Tonnes
from layers.analysis.what_if import veto_classes, veto_days
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import Scenario, open_ways
from layers.text import country_name, format_percent, format_small, translate
from tests.dashboard.html_tree import read
from tests.dashboard.pages import (
    blocks,
    opened,
    page_to_read,
    pick,
    pickable,
    query_of,
    sent,
    sound,
)
from tests.dashboard.wording import (
    LINKS,
    Headlines,
    concentrated,
    each_language,
    each_link,
    locked,
    strip_of,
    viewed,
)

FIGURES = ("dependence", "doors", "independent", "locks", "days_without_door", "concentration")


def depended(data: Data, view: View, language: str) -> tuple[str, str]:
    """The largest share of the tonnes, before and after what is closed, and whose it is."""
    year = base_year(data, view.date)
    assert year is not None
    found = Tonnes(data).closure(closed_of(view, year))
    before, after = BaseFlows(data, year).dependence()[0], dependence_of(data, found.mt_by_flow_after)[0]
    share = format_percent(language, after.share)
    if found.displaced_by_flow_mt:
        share = translate(
            language, "tonnes.from_to", before=format_percent(language, before.share), after=share
        )
    return share, country_name(language, after.country)


@each_language
@each_link
def test_the_strip_shows_the_figures_of_the_library(
    data: Data, headline: Headlines, query: dict[str, str], language: str
) -> None:
    found, page = headline(query), page_to_read(**query, language=language)
    outlets = len([corridor for corridor in data.corridors.values() if corridor.outlet])
    share, country = depended(data, viewed(query), language)
    wanted = {
        "dependence": share,
        "doors": translate(language, "room.of", n=len(found.doors), all=outlets),
        "independent": str(len(found.independent)),
        "locks": locked(language, found.locks),
        "days_without_door": format_small(language, found.reliability.days_without_door.central),
        "concentration": concentrated(language, found.concentration),
    }
    buttons = strip_of(page)
    undo = {"undo"} if "closed" in query or "built" in query else set()
    assert buttons.keys() == wanted.keys() | undo
    for name, value in wanted.items():
        assert buttons[name].all("b")[0].text == value, name
        assert buttons[name].all("span")[0].text == translate(language, f"room.{name}", country=country)
        assert buttons[name].attributes["title"] == translate(language, f"room.{name}_what")
    assert sent(page)["highlights"]["veto"] == veto_classes(
        veto_days(found.countries, found.reliability.criticality_days)
    )


def test_every_figure_of_the_strip_moves_with_day_or_closures() -> None:
    shown = [
        {name: button.text for name, button in strip_of(page_to_read(**query)).items() if name != "undo"}
        for query in LINKS
    ]
    for name in FIGURES:
        assert len({figures[name] for figures in shown}) > (1 if name == "independent" else 2), name


@each_language
@pytest.mark.parametrize("figure", FIGURES)
def test_a_click_on_a_figure_opens_the_sea_room(language: str, figure: str) -> None:
    page = opened(language=language, selection="corridor:cku")
    assert page.button_group[0].value == "dossier"
    page = pick(page, figure, "strip-figures")
    assert page.button_group[0].value == "room"
    assert read(blocks(page)[0]).all("h2")[0].text == translate(language, "room.title")
    assert read("".join(blocks(page))).all("h3", id=f"room-{figure}")
    assert query_of(page).get("selection") == "corridor:cku"


@each_language
def test_undo_opens_what_was_closed_and_unbuilds_what_was_built_and_leaves_the_rest(language: str) -> None:
    rest = {"date": "2025-09-01", "lens": "veto", "shocks": "1.5", "language": language}
    page = opened(closed="RU,C-HORMUZ", built="trans-afghan-west:0.5", **rest)
    assert strip_of(page)["undo"].text == translate(language, "room.undo")
    page = pick(page, "undo", "strip-figures")
    assert query_of(page) == {key: value for key, value in rest.items() if value != "en"}
    assert pickable(page, "strip-figures") == pickable(page_to_read(**rest), "strip-figures")
    view = sent(page)["view"]
    assert (view["closed"], view["built"]) == ([], [])
    assert "undo" not in strip_of(page)


@each_language
@pytest.mark.parametrize(
    ("selection", "also"),
    [
        ("leg:aktau-alat", ""),
        ("leg:aktogay-ayagoz", "RU"),
        ("port:GEPTI", "C-HORMUZ,RU"),
        ("crossing:B-CHAMAN", ""),
        ("chokepoint:C-HORMUZ", "CN"),
    ],
)
def test_the_dossier_of_a_part_closes_it_and_opens_it_again(
    headline: Headlines, selection: str, also: str, language: str
) -> None:
    key = selection.partition(":")[2]
    query = {"selection": selection, "language": language, "date": "2025-09-01"}
    query |= {"closed": also} if also else {}
    page = opened(**query)
    (button,) = page.button
    assert button.label == translate(language, "page.close_on_trial")
    button.click().run()
    closed = sorted({*also.split(","), key} - {""})
    assert sent(sound(page))["view"]["closed"] == closed
    assert query_of(page)["closed"] == ",".join(closed)
    found = headline({"date": "2025-09-01", "closed": ",".join(closed)})
    assert strip_of(page)["doors"].all("b")[0].text.startswith(f"{len(found.doors)} ")
    (button,) = page.button
    assert button.label == translate(language, "page.open_again")
    button.click().run()
    assert query_of(sound(page)).get("closed", "") == also
    assert page.button[0].label == translate(language, "page.close_on_trial")


@pytest.mark.parametrize("selection", ["hub:almaty", "corridor:cku", ""])
def test_what_is_no_part_of_a_way_cannot_be_closed(selection: str) -> None:
    page = opened(**({"selection": selection} if selection else {}))
    page.button_group[0].set_value("dossier").run()
    assert not sound(page).button


def test_everything_that_ways_need_stands_on_the_links_used_here(data: Data) -> None:
    """The links of these tests do shut everything, and only what exists."""
    assert not open_ways(data, Scenario("2026-04-15", frozenset({"AZ", "CN", "IR", "RU"})))
    for query in LINKS:
        assert viewed(query).to_query() == ({"v": "1", **query} if query else {})
