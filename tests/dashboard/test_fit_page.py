"""The page on how well the model fits: every benchmark, its band, its errors, its sources, and the gaps."""

from __future__ import annotations

import pytest

from layers.analysis.fit import FitReport, fit_report
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.text import format_percent, translate
from tests.dashboard.html_tree import rows_of
from tests.dashboard.pages import page_to_read, whole


@pytest.fixture(scope="module")
def report(data: Data) -> FitReport:
    """The model beside every benchmark."""
    return fit_report(data)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "number"), [("time", 0), ("price", 1)])
def test_every_benchmark_stands_beside_the_model(
    data: Data, report: FitReport, language: str, kind: str, number: int
) -> None:
    table = whole(page_to_read("fit", language=language)).all("table", class_="fit")[number]
    shown = {row[0].text.partition(" – ")[0] for row in rows_of(table)}
    rows = report.of_kind(kind)
    assert len(rows_of(table)) == len(rows) > 30
    assert {row.benchmark.start.name[language] for row in rows} == shown
    for cells, row in zip(rows_of(table), rows, strict=True):
        assert row.benchmark.end.name[language] in cells[0].text
        assert cells[0].all("sup"), "a benchmark without its source"
        assert translate(language, f"measure.{row.benchmark.measures}") in cells[1].text
        assert translate(language, f"benchmark_unit.{row.benchmark.unit}") in cells[3].text
        assert (translate(language, "fit.not_fitted") in cells[0].text) == (not row.benchmark.fit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_errors_are_told_in_and_out_of_sample(report: FitReport, language: str) -> None:
    text = whole(page_to_read("fit", language=language)).text
    for kind in ("time", "price"):
        error = report.overall(kind)
        assert error is not None
        words = translate(
            language, f"fit.{kind}_summary", count=error.count,
            inside=format_percent(language, error.in_sample),
            outside=format_percent(language, error.out_of_sample),
            band=format_percent(language, report.share_in_band(kind) or 0.0),
        )  # fmt: skip
        assert words in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_corridors_without_benchmarks_are_named(data: Data, report: FitReport, language: str) -> None:
    text = whole(page_to_read("fit", language=language)).text
    after = text.partition(translate(language, "fit.gaps"))[2]
    for key in (*report.times_missing, *report.prices_missing):
        assert data.corridors[key].short_name[language] in after
