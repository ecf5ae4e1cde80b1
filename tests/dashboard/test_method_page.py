"""The page on method shows the rubric, the indices and what is left out."""

from __future__ import annotations

import pytest

from layers.analysis.risk import READINESS_BY_STATUS
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES, Dimension
from layers.text import country_name, format_number, translate
from tests.dashboard.html_tree import Node, rows_of, tidy
from tests.dashboard.pages import (
    page_to_read,
    whole,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_has_eight_dimensions_of_five_levels(data: Data, language: str) -> None:
    top = whole(page_to_read("method", language=language))
    (page,) = top.all("div", class_="sr-page")
    blocks_of = [node for node in page.children if isinstance(node, Node)]
    assert set(data.rubric) == set(Dimension)
    assert len(Dimension) == 8
    for dimension, entry in data.rubric.items():
        (start,) = [
            number
            for number, node in enumerate(blocks_of)
            if node.tag == "h3" and node.text == translate(language, f"dimension.{dimension}")
        ]
        definition, table, rest = blocks_of[start + 1 : start + 4]
        assert definition.text == tidy(entry.definition[language])
        levels = {head.text: text.text for head, text in rows_of(table)}
        assert levels == {level: tidy(text[language]) for level, text in entry.levels.items()}
        assert list(levels) == ["1", "2", "3", "4", "5"]
        assert tidy(entry.default[language]) in rest.text
        for part in entry.applies_to:
            assert translate(language, f"part.{part}") in rest.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_an_index_stands_with_the_score_made_of_it(data: Data, language: str) -> None:
    (table,) = whole(page_to_read("method", language=language)).all("table", class_="indices")
    indices = list(data.indicators.values())
    heads = table.all("thead")[0].all("th")
    for head, index in zip(heads, indices, strict=True):
        assert head.text.startswith(translate(language, f"dimension.{index.dimension}"))
        assert index.edition in head.text
        assert head.all("sup")
    found = {row[0].text: [cell.text for cell in row[1:]] for row in rows_of(table)}
    countries = {country for index in indices for country in index.values}
    assert set(found) == {country_name(language, country) for country in countries}
    for country in countries:
        for cell, index in zip(found[country_name(language, country)], indices, strict=True):
            if country not in index.values:
                assert cell == translate(language, "risk.unknown")
                continue
            value = index.values[country]
            score = 1 + 4 * (value - index.safest) / (index.riskiest - index.safest)
            assert 1 <= score <= 5
            assert cell == f"{format_number(language, value, 2)} → {format_number(language, score, 1)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_what_each_status_means_and_what_is_left_out(language: str) -> None:
    top = whole(page_to_read("method", language=language))
    (table,) = top.all("table", class_="narrow")
    for (head, score), (status, value) in zip(rows_of(table), READINESS_BY_STATUS.items(), strict=True):
        assert head.text == translate(language, f"status.{status}")
        unknown = translate(language, "risk.unknown")
        assert score.text == (unknown if value is None else format_number(language, value, 1))
    for key in ("mapping", "composite", "left_out_text", "readiness_lede"):
        assert tidy(translate(language, f"method.{key}")) in top.text
