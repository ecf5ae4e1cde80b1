"""The route by which a monitor sees whether the server has data to show; it requires no password."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_reloader
from layers.errors import DataError

ADDRESS = "/healthz"


def health_routes() -> list[Route]:
    """The one route: /healthz."""
    return [Route(ADDRESS, _serve, methods=["GET"])]


def _serve(_: Request) -> Response:
    """Not async: it may be the first request, which loads the data."""
    try:
        edition = get_reloader().edition()
    except DataError as error:
        reason = f"the data have {len(error.faults)} faults; run: searoom check"
        return _answer({"status": "unavailable", "reason": reason}, 503)
    status = {"status": "ok", "data": edition.version}
    if edition.faults:
        status["refused"] = f"newer files have {len(edition.faults)} faults; run: searoom check"
    return _answer(status, 200)


def _answer(content: dict[str, str], status_code: int) -> Response:
    return JSONResponse(content, status_code=status_code, headers={"Cache-Control": "no-store"})
