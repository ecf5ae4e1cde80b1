"""The command ``searoom flows``: what goes where, and what a closure strands."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping

from layers.analysis.bands import Band
from layers.analysis.tonnes.asked import asked_of
from layers.analysis.tonnes.base_flows import base_year, flow_years
from layers.analysis.tonnes.closure import ClosureInTonnes, Tonnes
from layers.analysis.tonnes.tonnes_json import closure_json, flows_json
from layers.cli_arguments import Commands, print_json, scenario_arguments, scenario_asked
from layers.errors import ScenarioError
from layers.faults import ErrorCode
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, CapacityReading
from layers.packs.load import load
from layers.picture.element_names import gate_name
from layers.text import translate

__all__ = ["add_flows_command", "months_asked", "year_asked"]


def add_flows_command(commands: Commands[argparse.ArgumentParser]) -> None:
    """Add ``searoom flows``."""
    flows = commands.add_parser(
        "flows", help="tonnes by gate; with --close what a closure strands and where the rest goes"
    )
    scenario_arguments(flows, changes=True)
    flows.add_argument("--year", type=int, default=None, help="year of the flows (default: that of the day)")
    flows.add_argument(
        "--months", type=float, default=None, metavar="N",
        help="months since the closure (default: as long as cargo needs to find all spare capacity)",
    )  # fmt: skip
    flows.add_argument(
        "--capacities", default=CapacityReading.NAMEPLATE.value,
        choices=[each.value for each in CapacityReading],
        help="what works are built for, or also quotas, feed lines and what was handled (default: nameplate)",
    )  # fmt: skip
    flows.add_argument("--json", action="store_true", help="print everything as JSON")
    flows.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
    flows.set_defaults(run=_flows)


def _flows(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    scenario, year = scenario_asked(data, chosen), year_asked(data, chosen)
    tonnes = Tonnes(data)
    if not (scenario.closed or scenario.built):
        base = tonnes.base(year)
        if chosen.json:
            return print_json(flows_json(data, base))
        return _print(_gate_lines(data, base.mt_by_gate, None, chosen.language))
    found = tonnes.closure(asked_of(scenario, year, months_asked(chosen), CapacityReading(chosen.capacities)))
    if chosen.json:
        return print_json(closure_json(tonnes, found))
    return _print(_closure_lines(data, found, chosen.language))


def year_asked(data: Data, chosen: argparse.Namespace) -> int:
    """The year of the flows that the arguments ask for.

    Raises
    ------
    ScenarioError
        If the pack has no flows, or none of that year.
    """
    years = flow_years(data)
    year = base_year(data, chosen.date) if chosen.year is None else chosen.year
    if year is None:
        raise ScenarioError(ErrorCode.FLOWS_MISSING)
    if year not in years:
        raise ScenarioError(ErrorCode.YEAR_WITHOUT_FLOWS, year=year, years=tuple(map(str, years)))
    return int(year)


def months_asked(chosen: argparse.Namespace) -> float | None:
    """Months since the closure; None where the arguments do not say.

    Raises
    ------
    ViewError
        If they are not what a view may have.
    """
    return None if chosen.months is None else View(months=chosen.months).months


def _print(lines: Iterator[str]) -> int:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    return 0


def _closure_lines(data: Data, found: ClosureInTonnes, language: str) -> Iterator[str]:
    def line(key: str, band: Band, digits: int) -> str:
        low, central, high = (f"{value:,.{digits}f}" for value in band.values)
        return f"{translate(language, f'tonnes.{key}')}: {central} ({low} - {high})"

    yield line("displaced_mt", found.displaced_mt, 1)
    yield line("stranded_mt", found.stranded_mt, 1)
    yield line("stranded_usd_m", found.stranded_usd_m, 0)
    yield line("extra_cost_usd_m", found.extra_cost_usd_m, 0)
    yield from _gate_lines(data, found.mt_before, found.mt_after, language)


def _gate_lines(
    data: Data, before: Mapping[str, float], after: Mapping[str, float] | None, language: str
) -> Iterator[str]:
    for gate in after or before:
        then = "" if after is None else f"{after[gate]:8.1f}"
        yield f"{before.get(gate, 0.0):8.1f}{then}  {gate_name(data, language, gate)}"

