"""What several commands of ``searoom`` have in common: their arguments, and JSON as the answer."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE
from layers.network.scenario import Scenario
from layers.network.view_names import parse_built, parse_closure

__all__ = ["Commands", "data_argument", "print_json", "scenario_arguments", "scenario_asked"]

Commands = argparse._SubParsersAction
"""What a command is added to; the type has no public name."""


def data_argument(parser: argparse.ArgumentParser) -> None:
    """Which pack to read."""
    parser.add_argument("--data", type=Path, default=None, help="data folder (default: the shipped one)")


def scenario_arguments(parser: argparse.ArgumentParser, *, changes: bool) -> None:
    """A day, and what is closed and built if ``changes``."""
    parser.add_argument("--date", default=DEFAULT_DATE, help=f"day, YYYY-MM-DD (default: {DEFAULT_DATE})")
    data_argument(parser)
    if changes:
        parser.add_argument(
            "--close", action="append", default=[], metavar="WHAT",
            help="a country, leg, port, crossing or chokepoint: IR, chokepoint:<id>, <id>; repeatable",
        )  # fmt: skip
        parser.add_argument(
            "--build", action="append", default=[], metavar="CORRIDOR=P",
            help="take a corridor as built with probability P, e.g. <id>=0.3; repeatable",
        )  # fmt: skip


def scenario_asked(data: Data, chosen: argparse.Namespace) -> Scenario:
    """The scenario that these arguments ask for.

    Raises
    ------
    ViewError, ScenarioError
        If the day is none, or a name means nothing that can be closed or built.
    """
    view = View(date=chosen.date)  # refuses an invalid day
    closed = frozenset(parse_closure(data, text) for text in getattr(chosen, "close", []))
    built = tuple(parse_built(data, text) for text in getattr(chosen, "build", []))
    return Scenario(view.date, closed, built)


def print_json(value: object) -> int:
    """Print a value as JSON; return the exit status of success."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    return 0
