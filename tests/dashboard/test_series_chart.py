"""The chart of a yearly figure says what it counts; part of a year and a forecast look like what they are."""

from __future__ import annotations

from typing import Any

import pytest

from dashboard.components.charts import series_chart
from dashboard.components.wording import Words
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.text import translate


def drawn(data: Data, key: str, language: str = "en") -> dict[str, Any]:
    """The chart as the browser gets it."""
    return series_chart(data.series[key], Words(View(language=language), data)).to_dict()


def rows(chart: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["year"]: row for row in chart["data"]["values"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_and_the_tooltip_say_what_is_counted(data: Data, language: str) -> None:
    chart = drawn(data, "instc-east", language)
    counts = translate(language, "counts.with-transit")
    assert chart["title"]["text"] == f"{translate(language, 'series.measure.traffic')}, {counts}"
    assert {row["what"] for row in rows(chart).values()} == {chart["title"]["text"]}
    told = [each["field"] for each in chart["layer"][0]["encoding"]["tooltip"]]
    assert told == ["year", "value", "what", "how"]


def test_a_forecast_is_dashed_and_a_part_of_a_year_hollow(data: Data) -> None:
    branch, pass_ = rows(drawn(data, "instc-east")), rows(drawn(data, "khunjerab-vehicles"))
    assert {year: (row["whole"], row["forecast"], row["how"]) for year, row in branch.items()} == {
        "2023": (True, False, ""), "2024": (True, False, ""), "2025": (False, True, "forecast"),
    }  # fmt: skip
    assert [row["whole"] for row in pass_.values()] == [False, False]
    assert pass_["2025"]["how"] == "1 January to late March"
    dash = drawn(data, "instc-east")["layer"][0]["encoding"]["strokeDash"]
    assert dash["condition"]["test"] == "datum.forecast"
