"""The command ``searoom``: serve the pages, check data, print figures, write exports."""

from __future__ import annotations

import argparse
import os
import runpy
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl

from layers.analysis.figures_json import comparison_json, headline_json
from layers.analysis.fit import fit_report
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.routing import By, RouteFinder, find_place
from layers.analysis.what_if import WhatIf
from layers.checking.calibrate import calibrate, report_lines
from layers.checking.check import EXIT_CODES, check_folder
from layers.checking.spot_checks import check_spot_checks, find_line, statement_of
from layers.cli_arguments import data_argument, print_json, scenario_arguments, scenario_asked
from layers.cli_sweep import add_sweep_command
from layers.cli_tonnes import add_flows_command
from layers.desk.desk import EDIT_VARIABLE, Desk
from layers.errors import DataError, EditError, SearoomError, ServerError, StoryError, ViewError
from layers.export.story_files import BRIEF_SUFFIXES, write_brief
from layers.export.view_files import write_map, write_view_tables
from layers.faults import ErrorCode, Problem
from layers.model.dataset import Data
from layers.model.story import Story
from layers.model.view import OWN_PORTS, View
from layers.model.vocabulary import LANGUAGES, Theme
from layers.network.scenario import Scenario
from layers.network.view_names import route_markets, route_origins, view_names
from layers.packs.json_schemas import write_schemas
from layers.packs.load import FOLDER_VARIABLE, default_folder, load
from layers.packs.scaffold import new_pack
from layers.stories.rendering import SceneRenderer, cite, read_story
from layers.stories.repository import stories_folder
from layers.system.password_file import PASSWORD_VARIABLE, read_password
from layers.text.faults import word_fault, word_faults

__all__ = ["main"]

_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status: 0 done, 1 not done and why; for ``check``, an ExitCode."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except SearoomError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="searoom", description="How a landlocked country reaches the sea.")
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="open the dashboard in a browser on this machine")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    data_argument(serve)
    serve.add_argument(
        "--password-file", type=Path, default=None, metavar="FILE",
        help="require the password on the first line of FILE",
    )  # fmt: skip
    serve.add_argument(
        "--edit", action="store_true",
        help="let visitors change the pack's files on the page Your data; elsewhere than on this machine only"
        " with a password",
    )  # fmt: skip
    serve.set_defaults(run=_serve)

    _add_pack_commands(commands)

    write = commands.add_parser(
        "map", help="write the map of a view to one file: .html that needs no network, .png or .svg"
    )
    write.add_argument("-o", "--output", type=Path, default=Path("map.html"))
    _view_arguments(write)
    write.set_defaults(run=_map)

    tables = commands.add_parser("tables", help="write the data of a view's day: .xlsx, .gpkg or .csv")
    tables.add_argument("-o", "--output", type=Path, default=Path("searoom.xlsx"))
    tables.add_argument("--table", default="corridors", help="which table, as CSV (default: corridors)")
    _view_arguments(tables)
    tables.set_defaults(run=_tables)

    brief = commands.add_parser("brief", help="write a story as a deck, handout, presentation or pictures")
    brief.add_argument("story", help="the id of a shipped story, or a YAML file")
    brief.add_argument(
        "-o", "--output", type=Path, required=True,
        help=f"file to write; its ending says which kind: {', '.join(BRIEF_SUFFIXES)}",
    )  # fmt: skip
    brief.add_argument("--language", default=LANGUAGES[0], choices=LANGUAGES)
    brief.add_argument("--theme", default="light", choices=get_args(Theme))
    data_argument(brief)
    brief.set_defaults(run=_brief)

    spot = commands.add_parser(
        "spot-checks", help="print ten facts of every corridor with their sources, to check by hand"
    )
    spot.add_argument("corridor", nargs="?", default=None, help="one corridor only (default: all)")
    spot.add_argument(
        "--research", type=Path, default=None, help="folder of the research files: say the line too"
    )
    data_argument(spot)
    spot.set_defaults(run=_spot_checks)

    metrics = commands.add_parser("metrics", help="doors, locks, reliability, dependence and power as JSON")
    scenario_arguments(metrics, changes=False)
    _ends_arguments(metrics)
    metrics.set_defaults(run=_metrics)

    what_if = commands.add_parser("what-if", help="the same before and after closing and building, as JSON")
    scenario_arguments(what_if, changes=True)
    _ends_arguments(what_if)
    what_if.set_defaults(run=_what_if)

    route = commands.add_parser(
        "route", help="the way from a city of the home country to a market port, as JSON"
    )
    route.add_argument("origin", help="a city of the home country, by id or name")
    route.add_argument("market", help="a port, by id or name")
    route.add_argument("--by", default="generalised", choices=[by.value for by in By])
    scenario_arguments(route, changes=True)
    route.set_defaults(run=_route)
    add_flows_command(commands)
    add_sweep_command(commands)
    return parser


def _add_pack_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands for authors of data packs."""
    new = commands.add_parser("new", help="start a data pack of your own from a template with comments")
    new.add_argument("folder", type=Path, help="where to: a folder that is not there yet, or empty")
    new.set_defaults(run=_new)

    schemas = commands.add_parser("schemas", help="write JSON Schemas of the data files, for editors")
    schemas.add_argument("folder", type=Path, help="where to")
    schemas.set_defaults(run=_schemas)

    calibration = commands.add_parser(
        "calibrate", help="hold the times and prices of the model against the published ones of a pack"
    )
    calibration.add_argument(
        "--write", action="store_true", help="fit first, and write the values into the pack's parameters.yaml"
    )
    data_argument(calibration)
    calibration.set_defaults(run=_calibrate)

    check = commands.add_parser(
        "check", help="say everything that is wrong with the data, or that nothing is",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Say everything that is wrong with a data pack, and what looks wrong, by file and line.",
        epilog="exit codes:\n" + "\n".join(f"  {code}  {meaning}" for code, meaning in EXIT_CODES.items()),
    )  # fmt: skip
    check.add_argument(
        "folder", nargs="?", type=Path, default=None, help="data folder (default: the shipped one)"
    )
    check.add_argument("--json", action="store_true", help="print the findings as JSON, with their codes")
    check.add_argument(
        "--language", default=LANGUAGES[0], choices=LANGUAGES, help="language of the findings (default: en)"
    )
    check.add_argument("--strict", action="store_true", help="let warnings fail the check too")
    check.set_defaults(run=_check)


def _view_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--view", default="", help="query string of a permalink, e.g. lens=status&language=ru"
    )
    data_argument(parser)


def _ends_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="origin", default="", metavar="CITY",
        help="compare corridors from this city of the home country, by id or name (default: the pack's)",
    )  # fmt: skip
    parser.add_argument(
        "--to", dest="market", default="", metavar="PORT",
        help=f"to this port, by id or name (default: the pack's), or {OWN_PORTS}: each to its own port",
    )  # fmt: skip


def _serve(chosen: argparse.Namespace) -> int:
    if chosen.edit:
        if chosen.host not in _THIS_MACHINE and chosen.password_file is None:
            raise ServerError(ErrorCode.EDIT_OPEN_TO_ALL, host=chosen.host)
        _finish_edits(Desk(chosen.data or default_folder()))
        os.environ[EDIT_VARIABLE] = "1"
    load(chosen.data)  # fail now, not before the first visitor
    if chosen.data is not None:
        os.environ[FOLDER_VARIABLE] = str(chosen.data.resolve())
    if chosen.password_file is not None:
        read_password(chosen.password_file)  # likewise without a usable password
        os.environ[PASSWORD_VARIABLE] = str(chosen.password_file.resolve())
    app = resources.files("dashboard") / "app.py"
    sys.stdout.write(f"Searoom: http://localhost:{chosen.port} (stop with Ctrl+C)\n")
    sys.stdout.write(f"Own stories: {stories_folder()}\n")
    sys.stdout.flush()
    sys.argv = [
        "streamlit",
        "run",
        str(app),
        f"--server.port={chosen.port}",
        f"--server.address={chosen.host}",
        # Otherwise quick actions of a visitor run concurrently on the same state.
        "--runner.fastReruns=false",
    ]
    # In this process, so that stopping `searoom serve` stops the server.
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _finish_edits(desk: Desk) -> None:
    """Finish a change that a server was stopped in; if it had to be put aside, say where and go on."""
    try:
        desk.recover()
    except EditError as error:
        sys.stderr.write(f"{error}\n")


def _new(chosen: argparse.Namespace) -> int:
    folder = new_pack(chosen.folder)
    sys.stdout.write(
        f"{folder}: an example to change, explained in its README.md\n"
        f"  searoom check {folder}\n  searoom serve --data {folder}\n"
    )
    return 0


def _schemas(chosen: argparse.Namespace) -> int:
    paths = write_schemas(chosen.folder)
    sys.stdout.write(f"{chosen.folder}: {len(paths)} schemas\n")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    checked = check_folder(chosen.folder or default_folder())
    code = checked.exit_code(strict=chosen.strict)
    if chosen.json:
        print_json(checked.as_json() | {"exit_code": code})
        return code
    if checked.faults:
        sys.stderr.write(f"{word_faults(checked.faults, chosen.language)}\n")
    if checked.data is not None and not checked.faults:
        sys.stdout.write(_sound(checked.data))
    if checked.warnings:
        plural = "" if len(checked.warnings) == 1 else "s"
        lines = "\n".join(f"  {word_fault(warning, chosen.language)}" for warning in checked.warnings)
        sys.stdout.write(f"{len(checked.warnings)} warning{plural}:\n{lines}\n")
    return code


def _sound(data: Data) -> str:
    return (
        f"The data are sound: {len(data.corridors)} corridors, {len(data.legs)} legs, "
        f"{len(data.ports)} ports, "
        f"{len(data.crossings)} crossings, {len(data.chokepoints)} chokepoints, {len(data.actors)} actors, "
        f"{len(data.events)} events, {len(data.assessments)} risk assessments, {len(data.claims)} claims, "
        f"{len(data.bibliography)} sources.\n"
    )


def _calibrate(chosen: argparse.Namespace) -> int:
    folder = chosen.data or default_folder()
    if chosen.write:
        values = calibrate(load(folder), folder)
        sys.stdout.writelines(f"{name}: {value:g}\n" for name, value in values.items())
    sys.stdout.writelines(f"{line}\n" for line in report_lines(fit_report(load(folder))))
    return 0


def _spot_checks(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    if chosen.corridor is not None and chosen.corridor not in data.corridors:
        sys.stderr.write(f"No corridor {chosen.corridor!r}; there are {', '.join(data.corridors)}.\n")
        return 1
    missed = 0
    for check in data.spot_checks:
        if chosen.corridor not in (None, check.corridor):
            continue
        statement = statement_of(data, check)
        if statement is None:
            raise DataError(list(check_spot_checks(data)))
        where = f"{check.research}: {check.phrase}"
        if chosen.research is not None:
            line = find_line(chosen.research, check)
            missed += line is None
            where = f"{check.research}:{line}: {check.phrase}" if line else f"NOT FOUND in {where}"
        cited = "; ".join(cite(data.bibliography[key]) for key in statement.sources)
        sys.stdout.write(
            f"{check.corridor} ({check.kind} {check.record})\n  fact      {statement.text}\n"
            f"  sources   {cited}\n  research  {where}\n"
        )
    return 1 if missed else 0


def _between_ends(data: Data, scenario: Scenario, chosen: argparse.Namespace) -> Scenario:
    """Return the scenario with the ends between which corridors are compared."""
    origin = find_place(data, chosen.origin, route_origins(data)) if chosen.origin else ""
    market = chosen.market
    if market and market != OWN_PORTS:
        market = find_place(data, market, route_markets(data))
    return replace(scenario, origin=origin, market=market)


def _metrics(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    scenario = _between_ends(data, scenario_asked(data, chosen), chosen)
    headline = WhatIf(RiskModel(data)).headline(scenario, central_settings(data))
    return print_json(headline_json(data, headline))


def _what_if(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    what_if, settings = WhatIf(RiskModel(data)), central_settings(data)
    scenario = _between_ends(data, scenario_asked(data, chosen), chosen)
    before = what_if.headline(scenario.without_changes(), settings)
    after = what_if.headline(scenario, settings)
    return print_json({"before": headline_json(data, before), "after": headline_json(data, after)})


def _route(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    finder = RouteFinder(RiskModel(data), central_settings(data))
    scenario, by = scenario_asked(data, chosen), By(chosen.by)
    origin = find_place(data, chosen.origin, finder.origins())
    market = find_place(data, chosen.market, finder.markets())
    comparison = finder.compare(origin, market, by, scenario)
    return print_json(comparison_json(data, comparison))


def _view(chosen: argparse.Namespace, data: Data) -> View:
    view, ignored = View.from_query(dict(parse_qsl(chosen.view, keep_blank_values=True)))
    wrong = (*ignored, *(unknown.problem for unknown in view_names(data).unknown_in(view)))
    if wrong:
        raise ViewError(*map(_of_option, wrong))
    return view


def _of_option(problem: Problem) -> Problem:
    """Return the problem of a link's part as one of the option that gave the link."""
    parameters = {**problem.parameters, "parameter": f"--view {problem.parameters['parameter']}"}
    return Problem(problem.code, parameters)


def _map(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    return _say_written([write_map(SceneRenderer(RiskModel(data)), _view(chosen, data), chosen.output)])


def _tables(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    view, renderer = _view(chosen, data), SceneRenderer(RiskModel(data))
    return _say_written([write_view_tables(renderer, view, chosen.output, chosen.table)])


def _say_written(paths: Sequence[Path]) -> int:
    for path in paths:
        sys.stdout.write(f"{path} ({path.stat().st_size / 1e6:.2f} MB)\n")
    return 0


def _brief(chosen: argparse.Namespace) -> int:
    data = load(chosen.data)
    model = RiskModel(data)
    story = _story(model, chosen.story)
    return _say_written(
        write_brief(SceneRenderer(model), story, chosen.output, chosen.language, chosen.theme)
    )


def _story(model: RiskModel, name: str) -> Story:
    """Return the shipped story of this id, else the one in this file."""
    if name in model.data.stories:
        return model.data.stories[name]
    path = Path(name)
    if path.suffix.lower() not in (".yaml", ".yml") and not path.is_file():
        raise StoryError(ErrorCode.STORY_NOR_FILE, id=name, known=tuple(model.data.stories))
    return read_story(path, model)


if __name__ == "__main__":
    raise SystemExit(main())
