"""The page of routes shows the library's journeys."""

from __future__ import annotations

from functools import partial

import pytest
from streamlit.testing.v1 import AppTest

from layers.analysis.journey_bands import band_of_journey
from layers.analysis.routing import By, Journey, RouteFinder
from layers.model.dataset import Data
from layers.network.scenario import Scenario
from layers.text import country_name, format_number, translate
from tests.dashboard.html_tree import cells_of, tidy
from tests.dashboard.pages import (
    opened,
    page_to_read,
    parts_of,
    query_of,
    sent,
    sound,
    whole,
)
from tests.dashboard.wording import (
    EVERYONE,
    each_language,
    lede_of,
    signed,
    viewed,
)


def stages_of(data: Data, journey: Journey, language: str) -> list[list[str]]:
    """The table of a journey."""
    rows = []
    for stage in journey.stages:
        if stage.leg:
            mode = translate(language, f"mode.{data.legs[stage.leg].mode}")
            ends = (data.places[end].name[language] for end in (stage.start, stage.end))
            name = f"{' – '.join(ends)} {mode}"
        else:
            name = translate(language, "routes.handling", place=data.places[stage.start].name[language])
        rows.append([
            tidy(name), format_number(language, stage.km), format_number(language, stage.hours, 1),
            format_number(language, stage.usd_per_teu),
        ])  # fmt: skip
    return rows


def summary_of(data: Data, journey: Journey, language: str) -> list[str]:
    """What stands above the table of a journey."""
    countries = ", ".join(sorted(country_name(language, code) for code in journey.countries))
    countries = countries or translate(language, "routes.no_country")
    text = translate(
        language, "routes.summary", km=format_number(language, journey.km),
        days=format_number(language, journey.days, 1), usd=format_number(language, journey.usd_per_teu),
    )  # fmt: skip
    band = band_of_journey(data, journey)
    assert band.days and band.usd
    whole_number = partial(format_number, language)
    ends = {
        "days_low": band.days[0], "days_high": band.days[2], "usd_low": band.usd[0], "usd_high": band.usd[2],
    }  # fmt: skip
    known = translate(language, "routes.band", **{name: whole_number(end) for name, end in ends.items()})
    risk = sum((100 if s.risk is None else s.risk) * s.km for s in journey.stages) / journey.km
    through = tidy(f"{translate(language, 'routes.through')} {countries}")
    lines = [text, known, translate(language, "routes.risk", n=whole_number(risk)), through]
    straits = ", ".join(data.chokepoints[key].name[language] for key in journey.straits)
    return [*lines, tidy(f"{translate(language, 'routes.straits')} {straits}")] if straits else lines


def assert_routes(data: Data, finder: RouteFinder, page: AppTest, language: str) -> None:
    """The page shows the library's journeys for its link."""
    view = viewed(query_of(page))
    scenario, by = Scenario(view.date, view.closed, view.built), By(view.by)
    found = finder.compare(view.origin, view.market, by, scenario)
    texts = [p.text for p in whole(page).all("p")]
    if found.best is None:
        assert translate(language, "routes.no_way") in texts
        assert not whole(page).all("table")
        return
    tables = [cells_of(table) for table in whole(page).all("table")]
    journeys = [journey for journey in (found.best, found.apart) if journey]
    assert tables == [stages_of(data, journey, language) for journey in journeys]
    for journey in journeys:
        said = summary_of(data, journey, language)
        start = texts.index(said[0])
        assert texts[start : start + len(said)] == said
    assert (translate(language, "routes.no_apart") in texts) == (found.apart is None)
    nothing = translate(language, "routes.adds_nothing")
    free = found.nothing_shut
    assert free is not None
    if free.legs == found.best.legs:
        assert nothing in texts
        return
    assert nothing not in texts
    added = translate(
        language, "routes.adds", km=signed(language, found.best.km - free.km),
        days=signed(language, found.best.days - free.days, 1),
        usd=signed(language, found.best.usd_per_teu - free.usd_per_teu),
    )  # fmt: skip
    assert tidy(added) in texts


JOURNEYS = [
    {"origin": "almaty", "market": "INNSA", "by": "time", "date": "2025-09-01"},
    {"origin": "aktobe", "market": "NLRTM", "by": "risk"},
    {"origin": "petropavl", "market": "CNSHA", "by": "cost", "date": "2021-01-01"},
    {"origin": "mangystau", "market": "AEJEA", "by": "generalised", "closed": "C-HORMUZ"},
    {"origin": "mangystau", "market": "TRMER", "by": "generalised", "date": "2026-04-01"},
    {"origin": "shu", "market": "PKKHI", "by": "time", "closed": "CN,IR"},
]


@each_language
@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("query", JOURNEYS, ids=lambda query: f"{query['origin']}-{query['market']}")
def test_routes_are_those_of_the_library_for_every_aim(
    data: Data, finder: RouteFinder, query: dict[str, str], by: By, language: str
) -> None:
    page = page_to_read("routes", **{**query, "by": str(by), "language": language})
    assert {key: value for key, value in query_of(page).items() if key not in ("language", "v")} == {
        key: value for key, value in {**query, "by": str(by)}.items() if value != "generalised"
    }
    assert_routes(data, finder, page, language)


def test_the_second_best_shares_no_transit_country_with_the_best() -> None:
    checked = 0
    for query in JOURNEYS:
        page = page_to_read("routes", **query)
        through = translate("en", "routes.through")
        countries = [
            set(p.text.removeprefix(through).strip().split(", "))
            for p in whole(page).all("p")
            if p.text.startswith(through)
        ]
        if len(countries) == 2:
            checked += 1
            assert not countries[0] & countries[1], query
    assert checked > 2


@each_language
def test_with_everything_closed_there_is_no_way(language: str) -> None:
    page = page_to_read("routes", language=language, closed=EVERYONE, origin="almaty", market="INNSA")
    top = whole(page)
    assert lede_of(page) == translate(language, "routes.no_way")
    assert not top.all("table")
    assert sent(page_to_read(closed=EVERYONE, origin="almaty", market="INNSA"))["highlights"]["path"] == []


@each_language
def test_a_closure_on_the_way_adds_to_it(data: Data, finder: RouteFinder, language: str) -> None:
    query = {"origin": "almaty", "market": "NLRTM", "date": "2025-09-01", "language": language}
    free = page_to_read("routes", **query)
    nothing = translate(language, "routes.adds_nothing")
    assert nothing in [p.text for p in whole(free).all("p")]
    best = finder.find("almaty", "NLRTM", By.GENERALISED, Scenario("2025-09-01"))
    assert best is not None
    for leg in best.legs[:: len(best.legs) // 3]:
        page = page_to_read("routes", **query, closed=leg)
        assert_routes(data, finder, page, language)
        assert nothing not in [p.text for p in whole(page).all("p")], leg


@each_language
def test_city_market_and_aim_are_chosen_on_the_page(data: Data, finder: RouteFinder, language: str) -> None:
    page = opened("routes", language=language, date="2025-09-01")
    boxes = page.selectbox
    assert [box.label for box in boxes] == [
        translate(language, f"routes.{name}") for name in ("origin", "market", "aim")
    ]
    for box, keys in zip(boxes, (finder.origins(), finder.markets()), strict=False):
        assert list(box.options) == sorted(data.places[key].name[language] for key in keys)
    assert list(boxes[2].options) == [translate(language, f"routes.by.{by}") for by in By]
    chosen = {"origin": "tobol", "market": "TRMER", "by": "cost"}
    for number, value in enumerate(chosen.values()):
        page.selectbox[number].set_value(value).run()
        sound(page)
    wanted = viewed({**chosen, "date": "2025-09-01", "language": language})
    assert query_of(page) == parts_of(wanted)
    assert_routes(data, finder, page, language)


@each_language
def test_a_link_without_city_and_market_is_kept_as_it_is(language: str) -> None:
    query = {"selection": "corridor:cku", "date": "2025-09-01"} | (
        {"language": "ru"} if language == "ru" else {}
    )
    page = opened("routes", **query)
    assert query_of(page) == query
    assert whole(page).all("table"), "the usual city and market are shown"
    page.selectbox[0].set_value("tobol").run()
    assert query_of(sound(page))["origin"] == "tobol"


def test_the_map_draws_the_route_of_the_link(finder: RouteFinder) -> None:
    for query in JOURNEYS:
        page = page_to_read("routes", **query)
        (link,) = page.get("page_link")[-1:]
        assert link.proto.query_string == viewed(query).to_query_string()
        view = viewed(query)
        scenario = Scenario(view.date, view.closed)
        best = finder.find(view.origin, view.market, By(view.by), scenario)
        assert best is not None
        assert sent(page_to_read(**query))["highlights"]["path"] == list(best.legs)
    assert sent(page_to_read())["highlights"]["path"] == []
