"""The command ``searoom``: serve the page, check the data, write the map to a file."""

from __future__ import annotations

import argparse
import runpy
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qsl

from layers.data import check_registry, default_folder, load
from layers.errors import DataError, SearoomError
from layers.export.html import write_map_html
from layers.view import View

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (0 done, 1 not done and said why)."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        status: int = chosen.run(chosen)
    except SearoomError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="searoom", description="How landlocked Kazakhstan reaches the sea.")
    commands = parser.add_subparsers(required=True, metavar="command")

    serve = commands.add_parser("serve", help="open the dashboard in a browser on this machine")
    serve.add_argument("--port", type=int, default=8501)
    serve.add_argument(
        "--host", default="127.0.0.1", help="address to listen on (default: this machine only)"
    )
    serve.set_defaults(run=_serve)

    check = commands.add_parser(
        "check", help="say everything that is wrong with the data, or that nothing is"
    )
    check.add_argument(
        "folder", nargs="?", type=Path, default=None, help="data folder (default: the shipped one)"
    )
    check.set_defaults(run=_check)

    write = commands.add_parser("map", help="write the map to one HTML file that needs no network")
    write.add_argument("-o", "--output", type=Path, default=Path("map.html"))
    write.add_argument("--view", default="", help="query string of a permalink, e.g. lens=status&language=ru")
    write.add_argument("--data", type=Path, default=None, help="data folder (default: the shipped one)")
    write.set_defaults(run=_map)
    return parser


def _serve(chosen: argparse.Namespace) -> int:
    load()  # broken data are told here and now, not to the first visitor
    app = resources.files("dashboard") / "app.py"
    sys.stdout.write(f"Searoom: http://localhost:{chosen.port} (stop with Ctrl+C)\n")
    sys.stdout.flush()
    sys.argv = [
        "streamlit",
        "run",
        str(app),
        f"--server.port={chosen.port}",
        f"--server.address={chosen.host}",
    ]
    # In this process, so that whoever stops `searoom serve` stops the server with it.
    runpy.run_module("streamlit", run_name="__main__")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    folder = chosen.folder or default_folder()
    data = load(folder)
    faults = list(check_registry(data, folder))
    if faults:
        raise DataError(faults)
    sys.stdout.write(
        f"The data are sound: {len(data.corridors)} corridors, {len(data.legs)} legs, "
        f"{len(data.ports)} ports, "
        f"{len(data.crossings)} crossings, {len(data.chokepoints)} chokepoints, {len(data.actors)} actors, "
        f"{len(data.bibliography)} sources.\n"
    )
    return 0


def _map(chosen: argparse.Namespace) -> int:
    view, ignored = View.from_query(dict(parse_qsl(chosen.view, keep_blank_values=True)))
    if ignored:
        sys.stderr.write("".join(f"--view {part}\n" for part in ignored))
        return 1
    written = write_map_html(load(chosen.data), chosen.output, view)
    sys.stdout.write(f"{written} ({written.stat().st_size / 1e6:.2f} MB)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
