"""The page of sources finds each source by words, by who cites it and by what it reports."""

from __future__ import annotations

from functools import cache

import pytest
from streamlit.testing.v1 import AppTest

from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES, Topic
from layers.network.citations import Citation, citations
from layers.network.freshness import freshness
from layers.text import country_name, format_date, translate
from tests.dashboard.html_tree import rows_of, tidy
from tests.dashboard.pages import (
    opened,
    page_to_read,
    sound,
    whole,
)
from tests.dashboard.wording import (
    name_of,
)


@cache
def search_page(language: str) -> AppTest:
    """The page of sources, on which one search follows the other."""
    return opened("sources", language=language)


def searched(language: str, wanted: str) -> tuple[AppTest, list[str], tuple[int, int]]:
    """The page after a search, the lines it lists, and how many it says it found and shows."""
    page = search_page(language)
    page.text_input[0].set_value(wanted).run()
    (listing,) = whole(sound(page)).all("ul", class_="sources")
    lines = [line.text for line in listing.all("li")]
    told = [p.text for p in whole(page).all("p")]
    pattern = translate(language, "sources.found", n="#", shown="#")
    (count,) = [text for text in told if text.split(":")[0] == pattern.split(":")[0] and text[-2].isdigit()]
    found, shown = (int("".join(filter(str.isdigit, part))) for part in count.split(","))
    assert shown == len(lines) == min(found, 60)
    return page, lines, (found, shown)


def cited_name(data: Data, citation: Citation, language: str) -> str:
    """What the page calls a record that cites."""
    kind, key = citation.kind, citation.record
    name = translate(language, f"kind.{kind}") + ": "
    if kind == "assessment":
        record = data.assessments[key]
        names = [country_name(language, code) for code in record.countries]
        names += [name_of(data, part, language) for part in record.parts]
        more = f" (+{len(names) - 1})" if len(names) > 1 else ""
        return f"{name}{translate(language, f'dimension.{record.dimension}')}, {names[0]}{more}"
    if key in data.parts:
        return name + name_of(data, key, language)
    if kind in ("event", "claim"):
        return name + tidy({**data.events, **data.claims}[key].title[language])
    groups = {
        "corridor": data.corridors, "actor": data.actors, "project": data.projects, "series": data.series,
        "parameter": data.parameters, "indicator": data.indicators, "shock": data.shocks,
        "preset": data.presets,
    }  # fmt: skip
    return name + (tidy(groups[kind][key].name[language]) if kind in groups else key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_found_by_a_publisher_are_all_of_that_publisher(data: Data, language: str) -> None:
    publishers = [source.publisher for source in data.bibliography.values()]
    for publisher in sorted(set(publishers), key=publishers.count)[-3:]:
        _, lines, (found, _) = searched(language, publisher)
        ours = [source for source in data.bibliography.values() if source.publisher == publisher]
        assert found >= len(ours)
        if found <= 60:
            for source in ours:
                start = tidy(f"{source.publisher}. {source.title}")
                assert any(line.startswith(start) for line in lines), source.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_found_by_the_corridor_that_cites_it(data: Data, language: str) -> None:
    cited = citations(data)
    checked = 0
    for corridor in list(data.corridors.values())[::4]:
        ours = [key for key, by in cited.items() if Citation("corridor", corridor.id) in by]
        _, lines, (found, _) = searched(language, corridor.name[language])
        assert found >= len(ours) > 0, corridor.id
        if found <= 60:
            checked += 1
            for key in ours:
                assert any(tidy(data.bibliography[key].title) in line for line in lines), key
            assert all(tidy(corridor.name[language]) in line for line in lines)
    assert checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_found_by_the_title_of_the_event_that_it_reports(data: Data, language: str) -> None:
    for event in [event for event in data.events.values() if event.sources][::30]:
        _, lines, _ = searched(language, event.title[language])
        for key in event.sources:
            title = tidy(data.bibliography[key].title)
            assert any(title in line and tidy(event.title[language]) in line for line in lines), event.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_says_everything_that_cites_it(data: Data, language: str) -> None:
    cited = citations(data)
    most = sorted(cited, key=lambda key: len(cited[key]))
    for key in [*most[:3], *most[len(most) // 2 :: 60], *most[-4:]]:
        source = data.bibliography[key]
        _, lines, _ = searched(language, f"{key} {source.title}")
        (line,) = [one for one in lines if tidy(source.title) in one]
        names = list(dict.fromkeys(cited_name(data, citation, language) for citation in cited[key]))
        wanted = "; ".join(names) or translate(language, "sources.nobody")
        assert line.endswith(tidy(f"{translate(language, 'sources.cited_by')} {wanted}")), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_says_its_kind_its_date_and_whether_it_is_weak(data: Data, language: str) -> None:
    for key in ("israelagora-com-br", "tass-com", "brecorder-com", "kmg-annual-report-2024"):
        source = data.bibliography[key]
        _, lines, _ = searched(language, key)
        (line,) = [one for one in lines if tidy(source.title) in one]
        told = line.partition(tidy(source.title))[2].partition(translate(language, "sources.cited_by"))[0]
        date = format_date(language, source.date) if source.date else translate(language, "page.undated")
        assert date in told, key
        assert translate(language, f"source_kind.{source.kind}") in told, key
        assert (translate(language, "page.source_weak") in told) == source.weak, key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_how_fresh_each_corridor_is(data: Data, language: str) -> None:
    (table,) = whole(page_to_read("sources", language=language)).all("table", class_="freshness")
    lines = [[cell.text for cell in row] for row in rows_of(table)]
    assert len(lines) == len(data.corridors)
    for (name, old, newest, following), one in zip(lines, freshness(data), strict=True):
        assert name == tidy(data.corridors[one.corridor].short_name[language])
        assert old.startswith(translate(language, "sources.freshness_of", old=one.old, all=one.statements))
        assert one.newest and newest.startswith(format_date(language, one.newest.date))
        assert tidy(data.bibliography[one.newest.key].title) in newest
        assert one.oldest_status and format_date(language, one.oldest_status.date) in following
        if one.oldest_stance:
            assert tidy(data.actors[one.oldest_stance.key].name[language]) in following


def test_a_search_that_finds_nothing_says_so() -> None:
    _, lines, counts = searched("en", "there is no such source anywhere")
    assert (lines, counts) == ([], (0, 0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_can_be_taken_away_and_the_terms_read(data: Data, language: str) -> None:
    page = page_to_read("sources", language=language)
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == [translate(language, "sources.csv"), translate(language, "sources.bibtex")]
    top = whole(page)
    end = format_date(language, data.evidence_end)
    for key in ("boundaries_text", "limits_text"):
        assert tidy(translate(language, f"sources.{key}", date=end)) in top.text
    *_, table = top.all("table")
    files = rows_of(table)
    for row, dataset in zip(files, data.datasets, strict=True):
        assert dataset.file in row[0].text
        assert [cell.text for cell in row[1:]] == [
            tidy(text) for text in (dataset.source, dataset.licence, dataset.edition)
        ]
    unknown = [f for c in data.corridors.values() for f in c.facts if f.topic is Topic.UNKNOWN]
    assert unknown
    assert all(tidy(fact.text[language]) in top.text for fact in unknown)
