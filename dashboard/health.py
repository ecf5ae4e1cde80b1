"""The address that tells a monitor whether the server has data to show; it asks for no password."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_keeper
from layers.errors import DataError

ADDRESS = "/healthz"


def health_routes() -> list[Route]:
    """The one route: /healthz."""
    return [Route(ADDRESS, _serve, methods=["GET"])]


def _serve(_: Request) -> Response:
    """Plain, not async: it may be the first to load the data."""
    try:
        edition = get_keeper().edition()
    except DataError as error:
        reason = f"the data have {len(error.faults)} faults; run: searoom check"
        return _answer({"status": "unavailable", "reason": reason}, 503)
    told = {"status": "ok", "data": edition.version}
    if edition.faults:
        told["refused"] = f"newer files have {len(edition.faults)} faults; run: searoom check"
    return _answer(told, 200)


def _answer(told: dict[str, str], status: int) -> Response:
    return JSONResponse(told, status_code=status, headers={"Cache-Control": "no-store"})
