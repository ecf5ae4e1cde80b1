"""Every dossier and every view from a capital, in every language, has all its sections, and none is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import pytest

from dashboard.components.dossier import dossier
from dashboard.components.dossier_values import LATEST
from layers.analysis.changes import events_of_corridor
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.records import Corridor, Crossing, Fact, Leg, Source, StatusEntry
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Basis, Dimension
from layers.network.cost_profile import cost_profile
from layers.network.network import first_day, km_by_country, main_route, places_of_route, status_on
from layers.packs.evidence_references import REQUIRED_TOPICS
from layers.text import country_name, format_date, format_number, translate
from tests.dashboard.test_page import blocks, opened

EMPTY_TAGS = {"br", "hr", "img", "input", "link", "meta", "path"}
EVERY = 10
"""Of the many legs, ports and crossings the app is asked for every tenth."""
HEADINGS_OF_A_CORRIDOR = (
    "page.risk",
    "page.latest",
    "page.length",
    "page.legs",
    "page.crossings",
    "topic.capacity",
    "topic.volume",
    "topic.time",
    "topic.cost",
    "page.staircase",
    "topic.financing",
    "topic.agreement",
    "topic.obstacle",
    "topic.perspective",
    "page.stances",
    "page.events",
    "page.status_history",
    "page.routes",
    "page.sources",
)
ITEMS_OF_AN_ACTOR = ("interests", "levers", "concerns", "likely_moves", "indicators", "counter_evidence")
USUAL = View()


# --- reading HTML --------------------------------------------------------------------------------------


@dataclass
class Node:
    """An element of a piece of HTML."""

    tag: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, with single spaces; reference numbers are left out."""
        return tidy("".join(self._texts()))

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag != "sup":
                around = "" if child.tag in {"b", "i", "a", "span"} else " "
                yield around + "".join(child._texts()) + around

    def walk(self) -> Iterator[Node]:
        """This element and all inside it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def all(self, *tags: str, **attributes: str) -> list[Node]:
        """The elements inside with one of these tags; ``class_`` is one of their classes."""
        name = attributes.pop("class_", "")
        return [
            node
            for node in self.walk()
            if node is not self
            and node.tag in tags
            and (not name or name in node.attributes.get("class", "").split())
            and all(node.attributes.get(key) == value for key, value in attributes.items())
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Node("")
        self.open = [self.top]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in EMPTY_TAGS:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read(html: str) -> Node:
    """HTML as a tree; an element that is not closed, or closed twice, is an error."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.top], f"<{reader.open[-1].tag}> is not closed"
    return reader.top


def tidy(text: str) -> str:
    """The text with single spaces between words, none before a mark."""
    return re.sub(r" (?=[,.;:)])", "", re.sub(r"[ \n\t]+", " ", text)).strip()


def sections(html: str) -> dict[str, Node]:
    """What stands under each heading of the second and third level, by the heading's words; the name
    that a page begins with is its own first section, called ''."""
    found: dict[str, Node] = {}
    now = Node("")
    for page in read(html).all("div", class_="sr-page"):
        for child in page.children:
            if isinstance(child, Node) and child.tag in {"h2", "h3"}:
                now = Node("section")
                title = child.text if child.tag == "h3" else ""
                assert title not in found, f"heading {title!r} stands twice"
                assert child.text, "a heading without words"
                found[title] = now
            else:
                now.children.append(child)
    return found


def assert_nothing_empty(found: Mapping[str, Node]) -> None:
    """Under every heading is text, and no row, line or cell is without any."""
    for title, section in found.items():
        assert section.text, f"nothing under {title!r}"
        for node in section.all("li", "dd", "dt", "th", "p", "summary"):
            assert node.text, f"an empty <{node.tag}> under {title!r}"
        for node in section.all("td"):
            assert node.text, f"an empty cell under {title!r}"


# --- what the data say ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def model(data: Data) -> RiskModel:
    """The risk of the shipped data."""
    return RiskModel(data)


def shown(language: str, **query: str) -> dict[str, Node]:
    """The sections of the panel that a link opens in the app."""
    found = sections("".join(blocks(opened(language=language, **query))))
    assert_nothing_empty(found)
    return found


@cache
def corridor_dossier(corridor: str, language: str) -> dict[str, Node]:
    """The sections of a corridor's dossier in the app, asked for once."""
    return shown(language, selection=f"corridor:{corridor}")


def walked(data: Data) -> Iterator[tuple[Corridor, str, dict[str, Node]]]:
    """Every corridor in every language with what the app shows of it."""
    for corridor in data.corridors.values():
        for language in LANGUAGES:
            yield corridor, language, corridor_dossier(corridor.id, language)


def name_of(data: Data, part: str, language: str) -> str:
    """A part as the page names it."""
    record = data.parts[part]
    if isinstance(record, Leg):
        return (
            f"{name_of_place(data, record.from_id, language)} – {name_of_place(data, record.to_id, language)}"
        )
    return tidy(record.name[language])


def name_of_place(data: Data, place: str, language: str) -> str:
    """A place's name."""
    return tidy(data.places[place].name[language])


def assert_says_fact(section: Node, fact: Fact, language: str) -> None:
    """One line of the section holds the fact's text, and says so if it is not sourced."""
    lines = [line for line in section.all("li") if tidy(fact.text[language]) in line.text]
    assert lines, fact.text[language]
    tags = [tag.text for tag in lines[0].all("span", class_="tag")]
    wanted = [] if fact.basis is Basis.SOURCED else [translate(language, f"page.basis.{fact.basis}")]
    assert tags == wanted
    assert bool(lines[0].all("sup")) == bool(fact.sources)


def assert_cites_what_it_lists(found: Mapping[str, Node], data: Data, language: str) -> None:
    """The numbers cited are those of the list of sources, and every source there says who published it."""
    cited = {
        int(number)
        for title, section in found.items()
        if title != translate(language, "page.sources")
        for node in section.all("sup")
        for number in node_text(node).split(",")
    }
    listed = found[translate(language, "page.sources")].all("li")
    assert cited == set(range(1, len(listed) + 1))
    known = {tidy(f"{source.publisher}. {source.title}") for source in data.bibliography.values()}
    for line in listed:
        assert any(line.text.startswith(one) for one in known), line.text


def node_text(node: Node) -> str:
    """The text of a reference number, which :attr:`Node.text` leaves out of what is around it."""
    return "".join(child for child in node.children if isinstance(child, str))


# --- corridors -----------------------------------------------------------------------------------------


def test_every_dossier_of_a_corridor_has_every_section_in_order(data: Data) -> None:
    for corridor, language, found in walked(data):
        wanted = ["", *(translate(language, key) for key in HEADINGS_OF_A_CORRIDOR)]
        extra = translate(language, "page.facts")
        assert [title for title in found if title != extra] == wanted, corridor.id


def test_a_dossier_begins_with_the_status_of_the_day_and_the_summary(data: Data) -> None:
    for corridor, language, found in walked(data):
        now = status_on(corridor.status_history, DEFAULT_DATE, data.evidence_end)
        assert now is not None
        beginning = found[""].text
        assert beginning.startswith(translate(language, f"status.{now.status}")), corridor.id
        assert tidy(now.entry.reason[language]) in beginning
        assert translate(language, f"confidence.{now.entry.confidence}") in beginning
        assert beginning.endswith(tidy(corridor.summary[language]))


def test_the_risk_of_a_corridor_has_all_eight_dimensions_with_score_range_and_reason(
    data: Data, model: RiskModel
) -> None:
    for corridor, language, found in walked(data):
        risk = model.of_corridor(corridor, DEFAULT_DATE, "weakest")
        section = found[translate(language, "page.risk")]
        assert translate(language, f"risk.{risk.risk_class}") in section.text
        rows = section.all("tbody")[0].all("tr")
        names = [translate(language, f"dimension.{dimension}") for dimension in Dimension]
        assert [row.all("b")[0].text for row in rows] == names, corridor.id
        for row, name, score in zip(rows, names, risk.dimensions.values(), strict=True):
            reason, value = row.all("th")[0].text.removeprefix(name), row.all("td")[0].text
            assert len(reason.strip()) > 10, (corridor.id, name)
            if score.score is None:
                assert value == translate(language, "risk.unknown")
                continue
            numbers = [format_number(language, n, 1) for n in (score.score, score.low, score.high)]
            assert value == f"{numbers[0]} {numbers[1]}–{numbers[2]}"
            assert name_of(data, score.part, language) in reason
            if score.entry is not None:
                assert tidy(score.entry.reason[language]) in reason


def test_the_latest_developments_are_the_newest_events_of_the_corridor_first(data: Data) -> None:
    for corridor, language, found in walked(data):
        past = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= DEFAULT_DATE]
        lines = found[translate(language, "page.latest")].all("li")
        assert lines, f"no event on {corridor.id}"
        assert len(lines) == min(LATEST, len(past))
        for line, event in zip(lines, reversed(past), strict=False):
            for text in (event.title, event.text):
                assert tidy(text[language]) in line.text
            assert format_date(language, event.date) in line.text
            assert translate(language, f"direction.{event.direction}") in line.text


def test_the_latest_developments_of_an_earlier_day_know_nothing_of_later_ones(data: Data) -> None:
    for corridor in data.corridors.values():
        past = [e for e in events_of_corridor(data, corridor) if first_day(e.date) <= "2023-03-15"]
        found = shown("en", selection=f"corridor:{corridor.id}", date="2023-03-15")
        section = found[translate("en", "page.latest")]
        wanted = [tidy(event.title["en"]) for event in reversed(past[-LATEST:])]
        for line, title in zip(section.all("li"), wanted, strict=True):
            assert title in line.text
        if not past:
            assert section.text == translate("en", "page.no_events")


def test_the_events_of_a_corridor_are_all_there(data: Data) -> None:
    for corridor, language, found in walked(data):
        events = events_of_corridor(data, corridor)
        section = found[translate(language, "page.events")]
        assert section.all("summary")[0].text == translate(language, "page.events_all", n=len(events))
        for line, event in zip(section.all("li"), events, strict=True):
            assert tidy(event.title[language]) in line.text
            assert bool(line.all("sup")) == bool(event.sources), event.id
            marks = [tag.text for tag in line.all("span", class_="tag")]
            sourced = event.basis is Basis.SOURCED
            assert marks == ([] if sourced else [translate(language, f"page.basis.{event.basis}")])


def test_the_route_is_measured_by_country_and_leg_by_leg(data: Data) -> None:
    for corridor, language, found in walked(data):
        route = main_route(corridor)
        length = found[translate(language, "page.length")].text
        for country, km in km_by_country(data, route).items():
            part = translate(language, "map.km", n=format_number(language, km))
            assert f"{country_name(language, country)} {part}" in length, corridor.id
        rows = found[translate(language, "page.legs")].all("tr")
        for row, key in zip(rows, route.legs, strict=True):
            leg = data.legs[key]
            assert row.text.startswith(name_of(data, key, language))
            assert translate(language, "map.km", n=format_number(language, leg.length_km)) in row.text
            assert translate(language, f"mode.{leg.mode}") in row.text
            now = status_on(leg.status_history, DEFAULT_DATE, data.evidence_end)
            assert translate(language, f"status.{now.status}" if now else "map.not_yet") in row.text


def test_the_crossings_say_whether_the_gauge_changes(data: Data) -> None:
    words = {True: "page.gauge_break", False: "page.gauge_same", None: "page.gauge_unknown"}
    seen = set()
    for corridor, language, found in walked(data):
        section = found[translate(language, "page.crossings")]
        lines = [line.text for line in section.all("li")]
        for key in places_of_route(data, main_route(corridor)):
            place = data.places[key]
            if isinstance(place, Crossing):
                seen.add(place.gauge_change)
                begins = f"{tidy(place.name[language])} — {translate(language, words[place.gauge_change])}"
                assert any(line.startswith(begins) for line in lines), (corridor.id, key)
    assert {True, False} <= seen


def test_every_topic_of_a_corridor_stands_under_its_heading_and_says_when_nothing_was_found(
    data: Data,
) -> None:
    not_found = 0
    for corridor, language, found in walked(data):
        for fact in corridor.facts:
            if fact.topic in REQUIRED_TOPICS:
                crossing = fact.topic == "crossing"
                key = "page.crossings" if crossing else f"topic.{fact.topic}"
                assert_says_fact(found[translate(language, key)], fact, language)
                not_found += fact.basis is Basis.NOT_FOUND
            else:
                assert_says_fact(found[translate(language, "page.facts")], fact, language)
        assert {fact.topic for fact in corridor.facts} >= set(REQUIRED_TOPICS), corridor.id
    assert not_found, "the data say of nothing that it was not found"


def test_the_volume_of_a_corridor_has_every_yearly_figure(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "topic.volume")]
        for series in data.series.values():
            if corridor.id not in series.corridors:
                continue
            assert tidy(series.name[language]) in section.text
            assert tidy(series.definition[language]) in section.text
        years = [p.year for s in data.series.values() if corridor.id in s.corridors for p in s.points]
        heads = [row.all("th")[0].text for row in section.all("tr")]
        assert [int(head[:4]) for head in heads] == years, corridor.id
        assert all(any(char.isdigit() for char in row.all("td")[0].text) for row in section.all("tr"))


def test_the_staircase_in_numbers_has_every_step_and_says_where_nothing_was_found(data: Data) -> None:
    for corridor, language, found in walked(data):
        stairs = cost_profile(data, main_route(corridor))
        section = found[translate(language, "page.staircase")]
        assert translate(language, "page.staircase_method") in section.text
        rows = section.all("tbody")[0].all("tr")
        for row, step in zip(rows, stairs.steps, strict=True):
            assert row.all("th")[0].text.startswith(name_of_place(data, step.place, language))
            unknown = translate(language, "basis.not-found")
            days = unknown if step.hours is None else format_number(language, step.hours[1] / 24, 1)
            usd = unknown if step.usd is None else format_number(language, step.usd[1])
            km = format_number(language, step.km)
            assert [cell.text for cell in row.all("td")] == [km, days, usd], (corridor.id, step.place)
        for key in stairs.parameters:
            assert tidy(data.parameters[key].name[language]) in section.text


def test_the_financing_of_a_corridor_has_every_project_with_sums_and_promises(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "topic.financing")]
        for project in data.projects.values():
            if corridor.id not in project.corridors:
                continue
            for text in (project.name, project.summary):
                assert tidy(text[language]) in section.text, (corridor.id, project.id)
            for cost in project.costs:
                assert tidy(cost.what[language]) in section.text
            for opening in project.openings:
                (line, *_) = [one for one in section.all("li") if tidy(opening.what[language]) in one.text]
                assert all(format_date(language, promise.due) in line.text for promise in opening.promises)
                assert tidy(opening.state[language]) in line.text


def test_every_capital_has_its_stance_in_the_dossier_of_a_corridor(data: Data) -> None:
    for corridor, language, found in walked(data):
        section = found[translate(language, "page.stances")]
        rows = section.all("tr")
        for row, actor in zip(rows, data.actors.values(), strict=True):
            record = actor.stances[corridor.id]
            assert row.all("th")[0].text == tidy(actor.name[language])
            assert row.all("td")[0].text.startswith(translate(language, f"stance.{record.stance}"))
            marks = [tag.text for tag in row.all("span", class_="tag")]
            sourced = record.basis is Basis.SOURCED
            assert marks == ([] if sourced else [translate(language, f"page.basis.{record.basis}")])
        assert tidy(data.actor_of(USUAL.actor).stances[corridor.id].reason[language]) in section.text


def assert_history(section: Node, history: tuple[StatusEntry, ...], language: str) -> None:
    """One line an entry, in order, with what was, why, and whether it is only announced."""
    for line, entry in zip(section.all("li"), history, strict=True):
        assert translate(language, f"status.{entry.status}") in line.text
        assert tidy(entry.reason[language]) in line.text
        assert (f"({translate(language, 'page.planned')})" in line.text) == entry.planned
        early = entry.from_date <= "2021-01-01"
        when = translate(language, "page.before_record") if early else format_date(language, entry.from_date)
        assert line.text.startswith(f"{when} — ")


def test_the_status_history_of_a_corridor_is_whole(data: Data) -> None:
    for corridor, language, found in walked(data):
        assert_history(found[translate(language, "page.status_history")], corridor.status_history, language)


def test_every_route_of_a_corridor_is_named(data: Data) -> None:
    for corridor, language, found in walked(data):
        lines = found[translate(language, "page.routes")].all("li")
        for line, route in zip(lines, corridor.routes, strict=True):
            assert line.text.startswith(f"{tidy(route.name[language])} — ")


def test_the_sources_of_a_dossier_are_those_it_cites(data: Data) -> None:
    for _, language, found in walked(data):
        assert_cites_what_it_lists(found, data, language)


# --- legs and places -----------------------------------------------------------------------------------


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
        assert_cites_what_it_lists(found, data, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_app_opens_legs_and_places_with_their_risk_and_history(
    data: Data, model: RiskModel, language: str
) -> None:
    asked = list(sampled(data))
    assert len(asked) > 30
    for kind, key in asked:
        found = shown(language, selection=f"{kind}:{key}")
        assert_dossier_of_part(data, model, key, language, found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leg_and_place_has_its_risk_and_history(data: Data, model: RiskModel, language: str) -> None:
    kinds = {"leg": data.legs, "port": data.ports, "crossing": data.crossings, "chokepoint": data.chokepoints}
    for kind, records in kinds.items():
        for key in records:
            view = View(selection=f"{kind}:{key}", language=language)
            found = sections("".join(block for block in dossier(model, view) if isinstance(block, str)))
            assert_nothing_empty(found)
            assert_dossier_of_part(data, model, key, language, found)


# --- capitals ------------------------------------------------------------------------------------------


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
                sourced = item.basis is Basis.SOURCED
                assert marks == ([] if sourced else [translate(language, f"page.basis.{item.basis}")])
                assert bool(line.all("sup")) == bool(item.sources)
        lines = found[translate(language, "page.statements")].all("li")
        for line, said in zip(lines, actor.statements, strict=True):
            assert line.text.startswith(tidy(said.who[language]))
            assert tidy(said.text[language]) in line.text
            assert line.all("sup")
        assert_cites_what_it_lists(found, data, language)


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
        assert format_date(language, record.as_of) in section.text
        assert translate(language, f"confidence.{record.confidence}") in section.text
        assert translate(language, f"basis.{record.basis}") in section.text
        assert bool(section.all("sup")) == bool(record.sources)


def test_every_source_of_a_dossier_can_be_followed_if_it_has_an_address(data: Data) -> None:
    addresses: dict[str, Source] = {s.url: s for s in data.bibliography.values() if s.url}
    for _, language, found in walked(data):
        for link in found[translate(language, "page.sources")].all("a"):
            assert tidy(addresses[link.attributes["href"]].title) == link.text
            assert link.attributes["rel"] == "noopener noreferrer"
