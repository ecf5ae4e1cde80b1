"""Every dossier of a leg or place, and every view from a capital, is complete."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from dashboard.components.dossier import dossier
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES
from layers.network.network import status_on
from layers.text import format_date, format_number, translate
from tests.dashboard.dossiers import (
    assert_cites_what_it_lists,
    assert_history,
    assert_says_fact,
    marks_of,
    shown,
)
from tests.dashboard.html_tree import Node, assert_nothing_empty, sections, tidy
from tests.dashboard.pages import (
    blocks,
    opened,
)

EVERY = 10
"""Of the many legs, ports and crossings the app is asked for every tenth."""
ITEMS_OF_AN_ACTOR = ("interests", "levers", "concerns", "likely_moves", "indicators", "counter_evidence")


def sampled(data: Data) -> Iterator[tuple[str, str]]:
    """Every tenth leg, port and crossing, and every chokepoint, as kind and id."""
    for kind in ("legs", "ports", "crossings"):
        yield from ((kind[:-1], key) for key in list(getattr(data, kind))[::EVERY])
    yield from (("chokepoint", key) for key in data.chokepoints)


def assert_dossier_of_part(
    data: Data, model: RiskModel, part: str, language: str, found: Mapping[str, Node]
) -> None:
    """Status, risk by every dimension that applies, the whole history, the sources."""
    record = data.parts[part]
    now = status_on(record.status_history, DEFAULT_DATE, data.evidence_end)
    words = translate(language, f"status.{now.status}" if now else "map.not_yet")
    assert found[""].text.startswith(words), part
    risk = model.of_part(part, DEFAULT_DATE)
    rows = found[translate(language, "page.risk")].all("tbody")[0].all("tr")
    names = [row.all("b")[0].text for row in rows]
    assert names == [translate(language, f"dimension.{dimension}") for dimension in risk.dimensions], part
    assert rows, part
    for row, score in zip(rows, risk.dimensions.values(), strict=True):
        value = row.all("td")[0].text
        unknown = translate(language, "risk.unknown")
        assert value.split()[0] == (
            unknown if score.score is None else format_number(language, score.score, 1)
        )
    assert_history(found[translate(language, "page.status_history")], record.status_history, language)
    for event in data.events.values():
        if part in event.parts:
            assert tidy(event.title[language]) in found[translate(language, "page.events")].text
    for fact in getattr(record, "facts", ()):
        assert_says_fact(found[translate(language, "page.place_facts")], fact, language)
    if any(node.all("sup") for node in found.values()):
        assert_cites_what_it_lists(found, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_opens_legs_and_places_with_their_risk_and_history(
    data: Data, model: RiskModel, language: str
) -> None:
    asked = list(sampled(data))
    assert len(asked) > 30
    for kind, key in asked:
        found = shown(language, selection=f"{kind}:{key}")
        assert_dossier_of_part(data, model, key, language, found)


# Slow: every leg and place.
@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leg_and_place_has_its_risk_and_history(data: Data, model: RiskModel, language: str) -> None:
    kinds = {"leg": data.legs, "port": data.ports, "crossing": data.crossings, "chokepoint": data.chokepoints}
    for kind, records in kinds.items():
        for key in records:
            view = View(selection=f"{kind}:{key}", language=language)
            blocks = dossier(model, view).blocks
            found = sections("".join(block for block in blocks if isinstance(block, str)))
            assert_nothing_empty(found)
            assert_dossier_of_part(data, model, key, language, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_capital_has_its_whole_view_in_the_app(data: Data, language: str) -> None:
    for actor in data.actors.values():
        found = shown(language, actor=actor.id)
        keys = [*ITEMS_OF_AN_ACTOR[:-1], "statements", "counter_evidence", "sources"]
        words = data.pack.words(language)
        assert list(found) == ["", *(translate(language, f"page.{key}", **words) for key in keys)], actor.id
        assert found[""].text.startswith(tidy(actor.reading.text[language]))
        for key in ITEMS_OF_AN_ACTOR:
            section = found[translate(language, f"page.{key}", **words)]
            for line, item in zip(section.all("li"), getattr(actor, key), strict=True):
                assert tidy(item.text[language]) in line.text
                assert not item.title or line.text.startswith(tidy(item.title[language]))
                marks = [tag.text for tag in line.all("span", class_="tag")]
                assert marks == marks_of(item, language)
                assert bool(line.all("sup")) == bool(item.sources)
        lines = found[translate(language, "page.statements")].all("li")
        for line, said in zip(lines, actor.statements, strict=True):
            assert line.text.startswith(tidy(said.who[language]))
            assert tidy(said.text[language]) in line.text
            assert line.all("sup")
        assert_cites_what_it_lists(found, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_view_of_a_capital_says_its_stance_on_the_selected_corridor(data: Data, language: str) -> None:
    keys = list(data.corridors)
    for number, actor in enumerate(data.actors.values()):
        corridor = data.corridors[keys[number % len(keys)]]
        record = actor.stances[corridor.id]
        page = opened(actor=actor.id, selection=f"corridor:{corridor.id}", language=language)
        page.button_group[0].set_value("reading").run()
        found = sections("".join(blocks(page)))
        assert_nothing_empty(found)
        title = tidy(translate(language, "page.on_corridor", name=corridor.short_name[language]))
        section = found[title]
        assert section.text.startswith(translate(language, f"stance.{record.stance}"))
        assert tidy(record.reason[language]) in section.text
        if record.looked_until:
            until = format_date(language, record.looked_until)
            assert translate(language, "map.card.nothing_until", date=until) in section.text
        else:
            assert format_date(language, record.as_of) in section.text
            assert translate(language, f"confidence.{record.confidence}") in section.text
            assert translate(language, f"basis.{record.basis}") in section.text
        assert bool(section.all("sup")) == bool(record.sources)
