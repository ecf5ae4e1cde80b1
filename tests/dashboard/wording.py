"""How the pages of figures should word what the library computes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from layers.analysis.access import LockOutcome, Locks
from layers.analysis.bands import Band
from layers.analysis.reliability import Reliability
from layers.analysis.what_if import Headline
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.text import country_name, format_chance, format_number, format_small, translate
from tests.dashboard.html_tree import Node, read, tidy
from tests.dashboard.pages import pickable, whole

EVERYONE = "AF,AZ,BY,CN,IR,KG,RU,TM,UZ"
"""No way to the sea avoids all of these."""
LINKS: tuple[dict[str, str], ...] = (
    {},
    {"date": "2021-01-01", "closed": "RU"},
    {"date": "2024-02-29", "closed": "C-HORMUZ,GEPTI,tashkent-samarkand"},
    {"date": "2025-09-01", "built": "trans-afghan-west:0.2,zangezur-tripp:0.55"},
    {"date": "2025-09-01", "closed": "AZ,CN,IR,RU", "built": "trans-afghan-west:0.3"},
    {"date": "2026-04-15", "closed": "AZ,CN,IR,RU"},
    {"date": "2030-12-31", "built": "brkuap:1", "shocks": "1.25"},
)
each_language = pytest.mark.parametrize("language", LANGUAGES)
each_link = pytest.mark.parametrize("query", LINKS, ids=lambda query: "&".join(query.values()) or "usual")
Headlines = Callable[[Mapping[str, str]], Headline]


def viewed(query: Mapping[str, str]) -> View:
    """Return the view of a link that has no fault."""
    view, ignored = View.from_query(query)
    assert not ignored
    return view


def unchanged(query: Mapping[str, str]) -> dict[str, str]:
    """Return the same link with nothing closed or built."""
    return {key: value for key, value in query.items() if key not in ("closed", "built")}


def percent(language: str, value: float) -> str:
    """Format a share in per cent: no decimals from ten, one from one, else two."""
    decimals = 0 if value >= 0.1 else 1 if value >= 0.01 else 2
    return translate(language, "figure.percent", n=format_number(language, 100 * value, decimals))


def locked(language: str, found: Locks) -> str:
    """Word the number of locks."""
    words = {LockOutcome.NOTHING_OPEN: "figure.nothing", LockOutcome.IMPOSSIBLE: "room.no_lock"}
    if found.size is None:
        return translate(language, words[found.outcome])
    return format_number(language, found.size)


def banded(language: str, band: Band, written: Callable[[float], str]) -> str:
    """Word a figure with its band."""
    low, central, high = map(written, band.values)
    if low == high:
        return central
    return translate(language, "figure.band", central=central, low=low, high=high)


def days(language: str, band: Band) -> str:
    """Word days without a door with their band."""
    return banded(language, band, lambda value: format_small(language, value))


def spell(language: str, found: Reliability) -> str:
    """Word the chance of a spell with its band."""
    return banded(language, found.spell_30_days, lambda share: format_chance(language, share, found.years))


def expected(language: str, found: Reliability) -> str:
    """Word the expected doors with their band."""
    return banded(language, found.expected_doors, lambda value: format_number(language, value, 1))


def concentrated(language: str, found: float | None) -> str:
    """Word a concentration; a dash without any exposure."""
    return translate(language, "figure.nothing") if found is None else format_number(language, found)


def short(data: Data, corridors: Iterable[str], language: str) -> str:
    """List the short names of corridors, or the word for none."""
    names = [tidy(data.corridors[key].short_name[language]) for key in corridors]
    return ", ".join(names) or translate(language, "room.none")


def together(language: str, codes: Iterable[str]) -> str:
    """Join the names of countries in alphabetical order."""
    return " + ".join(sorted(country_name(language, code) for code in codes))


def closed_names(data: Data, closed: Iterable[str], language: str) -> str:
    """List what is closed on trial in alphabetical order."""
    return ", ".join(sorted(part_or_country(data, key, language) for key in closed))


def signed(language: str, value: float, decimals: int = 0) -> str:
    """Format a difference with its sign."""
    size = format_number(language, abs(value), decimals)
    if not as_number(size):
        return "0"
    return f"+{size}" if value > 0 else f"−{size}"


def part_or_country(data: Data, key: str, language: str) -> str:
    """Name a country, a place or a leg."""
    record = data.parts.get(key)
    if record is None:
        return country_name(language, key)
    if isinstance(record, Leg):
        return " – ".join(data.places[end].name[language] for end in (record.from_id, record.to_id))
    return str(record.name[language])


def as_number(text: str) -> float | None:
    """Parse a number from a cell; None if there is none."""
    plain = text.replace("\u202f", "").replace("%", "").replace("\xa0", "").strip()
    if "," in plain and re.search(r",\d{3}(\D|$)", plain):
        plain = plain.replace(",", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def power_rows(power: Mapping[str, Band], language: str) -> list[list[str]]:
    """Return the rows of the table of power: everyone whose share can be seen at one end of its band."""
    return [
        [country_name(language, code), banded(language, share, lambda value: percent(language, value))]
        for code, share in power.items()
        if share.high >= 0.0005
    ]


def said_of(data: Data, before: Headline, after: Headline, language: str) -> list[str]:
    """Return the sentences above the table: what is closed and built, what follows, what is left."""
    said = []
    if after.scenario.closed:
        closed = closed_names(data, after.scenario.closed, language)
        said.append(translate(language, "what_if.closed", closed=closed))
    if after.scenario.built:
        built = (
            f"{short(data, [key], language)} ({percent(language, p)})" for key, p in after.scenario.built
        )
        said.append(translate(language, "what_if.built", built=", ".join(built)))
    lost = [key for key in before.doors if key not in after.doors]
    gained = [key for key in after.doors if key not in before.doors]
    if lost:
        said.append(translate(language, "what_if.lost", lost=short(data, lost, language)))
    if gained:
        said.append(translate(language, "what_if.gained", gained=short(data, gained, language)))
    if not lost and not gained:
        said.append(translate(language, "what_if.unmoved"))
    locks = locked(language, after.locks)
    return [*said, translate(language, "what_if.left", left=len(after.doors), locks=locks)]


def name_of(data: Data, part: str, language: str) -> str:
    """Name a part of the network as the pages do."""
    record = data.parts[part]
    if isinstance(record, Leg):
        ends = (data.places[end].name[language] for end in (record.from_id, record.to_id))
        return tidy(" – ".join(ends))
    return tidy(record.name[language])


def slider_of(page: AppTest, start: str) -> Any:
    """Return the slider whose key starts with ``start``."""
    (slider,) = [one for one in page.slider if str(one.key).startswith(f"{start}-")]
    return slider


def strip_of(page: AppTest) -> dict[str, Node]:
    """Return the buttons of the strip of figures by what they choose."""
    (strip,) = read(pickable(page, "strip-figures")).all("div", class_="strip")
    return {button.attributes["data-pick"]: button for button in strip.all("button")}


def lede_of(page: AppTest) -> str:
    """Return the leading sentence of a page."""
    return whole(page).all("p", class_="lede")[0].text
