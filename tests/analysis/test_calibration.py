"""Fitting the parameters on the benchmarks, and how well that holds out of sample."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from layers.analysis.benchmark_ways import benchmark_terms, shortest_legs
from layers.analysis.calibration import fit, fit_all, formulas, leave_one_group_out, published
from layers.analysis.fit import FitReport, fit_report
from layers.checking.calibrate import calibrate, report_lines, with_central_values
from layers.cli import main
from layers.model.dataset import Data
from layers.model.evidence import Benchmark
from layers.model.vocabulary import Basis, Mode
from layers.network.estimates import range_of
from layers.network.leg_costs import LegCosts
from layers.packs.load import default_folder
from tests.costs import numbered_parameters
from tests.toy import crossing, hub, leg, network, port, words


def benchmark(key: str = "B", **fields: object) -> Benchmark:
    """A time by block train, from the data of a published table."""
    return Benchmark.model_validate({
        "id": key, "kind": "time", "from": {"name": words("a")}, "to": {"name": words("b")},
        "chain": ["rail"],
        "measures": "practice", "cargo": "block-train", "low": 5, "high": 5, "unit": "days", "date": "2025",
        "confidence": "high", "fit": True, "group": "g", "group_name": words("g"), "mapping": {},
        "basis": "judgement", **fields,
    })  # fmt: skip


@pytest.fixture(scope="module")
def toy() -> Data:
    places = [hub("a", "KZ"), crossing("X", "KZ", "RU"), hub("b", "RU"), port("P", "RU")]
    legs = [
        leg("a", "X", KZ=1000), leg("X", "b", RU=1000), leg("b", "P", "sea", sea=600),
        leg("a", "b", "road", KZ=9),
    ]  # fmt: skip
    return network(places, legs, parameters=numbered_parameters())


@pytest.fixture(scope="module")
def report(data: Data) -> FitReport:
    return fit_report(data)


# --- formulas of benchmarks ---------------------------------------------------------------------------


def value(data: Data, **fields: object) -> float:
    """The model's central value of a benchmark."""
    terms = benchmark_terms(data, benchmark(**fields))
    assert terms is not None
    return range_of(terms, data.parameters)[1]


def test_a_benchmark_by_hand(toy: Data) -> None:
    over_the_border = {"waypoints": ["a", "b"]}
    # 2000 km at 1000 km a day, ten hours at the border, a day's wait for the train
    assert value(toy, mapping=over_the_border) == pytest.approx(2 + 10 / 24 + 1)
    # by the timetable a quarter faster, a fifth less at the border, no wait
    assert value(toy, mapping=over_the_border, measures="schedule") == pytest.approx(1.6 + 8 / 24)
    # what the network does not hold
    more = {
        "waypoints": ["a", "X"], "extra_km": {"rail": 500, "sea": 600}, "borders": {"rail-border": 2},
        "transfers": {"P": 1},
    }  # fmt: skip
    assert value(toy, mapping=more) == pytest.approx(1 + 0.5 + 1 + 20 / 24 + 3 + 1)
    slow = {"extra_km": {"rail": 500}, "slow_rail_km": 250}
    assert value(toy, mapping=slow) == pytest.approx(0.25 + 0.5 + 1)
    less = {"waypoints": ["a", "b"], "borders": {"rail-border": -1}}
    assert value(toy, mapping=less) == pytest.approx(3)


def test_a_price_by_hand(toy: Data) -> None:
    way = {"kind": "price", "unit": "usd-per-20ft", "mapping": {"waypoints": ["a", "b"]}}
    assert value(toy, **way, measures="agreed-rate") == pytest.approx(600 + 80 + 400)
    assert value(toy, **way, measures="market-offer") == pytest.approx(720 + 80 + 400)
    grain = way | {"unit": "usd-per-t", "cargo": "wagonload"}
    assert value(toy, **grain, measures="tariff") == pytest.approx(2000 * 0.015 + 3)


def test_a_way_goes_by_the_modes_of_its_chain_only(toy: Data) -> None:
    found = shortest_legs(toy, ("a", "b"), frozenset({Mode.RAIL}))
    assert found is not None
    assert ([each.id for each in found[0]], found[1]) == (["a-X", "X-b"], ["a", "X", "b"])
    assert shortest_legs(toy, ("a", "P"), frozenset({Mode.RAIL})) is None
    assert benchmark_terms(toy, benchmark(mapping={"waypoints": ["a", "P"]})) is None


# --- the fit ------------------------------------------------------------------------------------------


def fitted(data: Data, *names: str) -> Data:
    """The data with these parameters marked as fitted."""
    changed = {
        key: each.model_copy(update={"basis": Basis.FITTED}) if key in names else each
        for key, each in data.parameters.items()
    }
    return replace(data, parameters=changed)


def test_a_parameter_moves_from_the_middle_of_its_range_to_what_is_published(toy: Data) -> None:
    data = fitted(toy, "block-train-km-per-day")
    rows = [benchmark(f"B{n}", mapping={"extra_km": {"rail": 9000}}, low=11, high=11) for n in range(9)]
    known = {each.id: benchmark_terms(data, each) for each in rows}
    # 9000 km and a day's wait in 11 days: 900 km a day; the middle of the range is sqrt(800 x 1200) = 980
    assert fit(data, rows, known).values == {"block-train-km-per-day": pytest.approx(900, rel=0.003)}
    assert fit(data, [], known).values == {"block-train-km-per-day": 980}
    apart = [each.model_copy(update={"fit": False}) for each in rows]
    assert fit(data, apart, known).values == {"block-train-km-per-day": 980}


def test_one_wild_figure_does_not_bend_the_rest(toy: Data) -> None:
    data = fitted(toy, "block-train-km-per-day")
    rows = [benchmark(f"B{n}", mapping={"extra_km": {"rail": 9000}}, low=11, high=11) for n in range(9)]
    rows.append(benchmark("wild", mapping={"extra_km": {"rail": 9000}}, low=99, high=99))
    known = {each.id: benchmark_terms(data, each) for each in rows}
    assert fit(data, rows, known).values == {"block-train-km-per-day": pytest.approx(900, rel=0.003)}


def test_the_shipped_values_are_those_that_calibration_finds(data: Data) -> None:
    found = fit_all(data, formulas(data)).values
    shipped = {key: each.central for key, each in data.parameters.items() if each.basis is Basis.FITTED}
    assert shipped.keys() == found.keys() and len(found) > 30
    assert found == {key: pytest.approx(central, rel=0.002) for key, central in shipped.items()}


def test_fitting_again_from_other_central_values_gives_the_same(data: Data) -> None:
    moved = {
        key: each.model_copy(update={"central": each.low}) if each.basis is Basis.FITTED else each
        for key, each in data.parameters.items()
    }
    other = replace(data, parameters=moved)
    assert fit_all(other, formulas(other)).values == fit_all(data, formulas(data)).values


def test_every_group_is_left_out_once(data: Data) -> None:
    without = leave_one_group_out(data, formulas(data))
    assert without.keys() == {each.group for each in data.benchmarks.values()}
    # The Caspian ports are known from the Middle Corridor: without it they fall back on their range.
    shipped, low, high = (
        getattr(data.parameters["inland-port-hours"], field) for field in ("central", "low", "high")
    )
    left = without["middle-black-sea"].values["inland-port-hours"]
    assert abs(left - (low * high) ** 0.5) < abs(shipped - (low * high) ** 0.5)


# --- how well it fits ---------------------------------------------------------------------------------


def test_every_benchmark_of_the_research_is_there_and_has_a_way(data: Data, report: FitReport) -> None:
    assert len(data.benchmarks) == 96
    assert (len(report.of_kind("time")), len(report.of_kind("price"))) == (57, 39)
    assert report.without_way == ()
    unfit = {row.benchmark.id for row in report.rows if not row.benchmark.fit}
    assert unfit == {"T10", "T65", "C23", "C24", "C57"}


def test_the_median_error_out_of_sample_is_at_most_a_quarter(report: FitReport) -> None:
    for kind, most_in, most_out in (("time", 0.13, 0.25), ("price", 0.12, 0.25)):
        overall = report.overall(kind)
        assert overall is not None
        assert overall.in_sample <= most_in, kind
        assert overall.out_of_sample <= most_out, kind


def test_the_medians_are_those_of_the_rows(report: FitReport) -> None:
    for kind in ("time", "price"):
        rows = [row for row in report.of_kind(kind) if row.benchmark.fit]
        overall = report.overall(kind)
        assert overall is not None and overall.count == len(rows)
        assert overall.in_sample == pytest.approx(np.median([abs(row.error) for row in rows]))
        for row in rows:
            assert row.published == published(row.benchmark)
            assert row.error == pytest.approx(row.model / row.published - 1)
            assert row.error_out_of_sample == pytest.approx(row.out_of_sample / row.published - 1)
        assert sum(each.count for each in report.by_group(kind).values()) == len(rows)
        assert sum(each.count for each in report.by_modes(kind).values()) == len(rows)


def test_the_bands_hold_most_of_what_is_published(report: FitReport) -> None:
    """A band from the 10th to the 90th percentile of the parameters; errors of the published come on top."""
    for kind in ("time", "price"):
        share = report.share_in_band(kind)
        assert share is not None and share >= 0.75, kind


def test_corridors_without_a_benchmark_are_named(data: Data, report: FitReport) -> None:
    assert "northern-black-sea" in report.times_missing and "karakoram" in report.prices_missing
    assert "middle-black-sea" not in {*report.times_missing, *report.prices_missing}
    assert all(data.corridors[key].outlet for key in (*report.times_missing, *report.prices_missing))


def test_a_pack_without_benchmarks_has_an_empty_report(data: Data) -> None:
    bare = fit_report(replace(data, benchmarks={}))
    assert (bare.rows, bare.overall("time"), bare.share_in_band("price")) == ((), None, None)
    outlets = tuple(key for key, each in data.corridors.items() if each.outlet)
    assert bare.times_missing == bare.prices_missing == outlets


def test_the_table_holds_every_benchmark(report: FitReport) -> None:
    lines = list(report_lines(report))
    for row in report.rows:
        assert any(line.split()[:1] == [row.benchmark.id] for line in lines)
    assert any(line.startswith("corridors without times") for line in lines)


# --- what a practitioner would accept -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("waypoints", "modes", "days", "usd"),
    [
        (("almaty", "B-KHORGOS", "CNLYG"), "rail", (6, 12), (1500, 2500)),
        (("almaty", "KZAAU", "AZALA", "GEPTI"), "rail ferry", (20, 30), None),
        (("xian", "B-KHORGOS", "KZAAU", "AZALA"), "rail ferry", (15, 20), None),
        (("B-KHORGOS", "KZAAU", "AZALA", "GEPTI"), "rail ferry", (19, 23), None),
        (("moscow", "B-OZINKI", "B-BOLASHAK", "tejen", "B-SARAKHS", "IRSRP", "C-HORMUZ", "INNSA"), "rail sea",
         (30, 40), (2500, 3500)),
        (("CNSHA", "SGSIN", "C-MALACCA", "C-BAB", "C-SUEZ", "C-DARD", "NLRTM"), "sea", (30, 40), (900, 1900)),
    ],
)  # fmt: skip
def test_ways_that_practitioners_know(
    data: Data,
    waypoints: tuple[str, ...],
    modes: str,
    days: tuple[float, float],
    usd: tuple[float, float] | None,
) -> None:
    found = shortest_legs(data, waypoints, frozenset(Mode(mode) for mode in modes.split()))
    assert found is not None
    hours, price = (
        range_of(terms, data.parameters)[1] if terms is not None else None
        for terms in LegCosts(data).way_terms(*found)
    )
    assert hours is not None and days[0] <= hours / 24 <= days[1]
    assert usd is None or (price is not None and usd[0] <= price <= usd[1])


# --- the command --------------------------------------------------------------------------------------


def test_only_central_values_of_fitted_parameters_are_rewritten() -> None:
    text = "# head\n- id: a\n  low: 1\n  central: 2\n- id: b\n  central: 5  # x\n"
    assert with_central_values(text, {"a": 1.25}) == text.replace("central: 2", "central: 1.25")
    assert with_central_values(text, {}) == text


def test_writing_gives_the_file_that_is_shipped(data: Data, tmp_path: Path) -> None:
    text = (default_folder() / "parameters.yaml").read_text(encoding="utf-8")
    (tmp_path / "parameters.yaml").write_text(text.replace("central: 960", "central: 800"), encoding="utf-8")
    values = calibrate(data, tmp_path)
    assert (tmp_path / "parameters.yaml").read_text(encoding="utf-8") == text
    assert values["block-train-km-per-day"] == 960


def test_the_command_prints_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    ethiopia = default_folder() / "packs" / "ethiopia"
    assert main(["calibrate", "--data", str(ethiopia)]) == 0
    assert "corridors without times of their own: djibouti-rail" in capsys.readouterr().out
