"""Files that a visitor lays over the map for their visit, and the route that serves them.

A file belongs to the session that uploaded it: only the session holds it, and the route finds it by a token
that cannot be guessed for as long as the session lasts.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_own_layers
from dashboard.own_layer import OwnLayer
from layers.overlay import bounds_of, packed, read_overlay
from layers.picture.symbology import OWN_COLOURS

PREFIX = "searoom-own"
MOST_LAYERS = 6
COLOURS = tuple(OWN_COLOURS["light"])
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def read_own_layer(name: str, content: bytes, colour: str) -> OwnLayer:
    """Read a file; the route serves it for as long as the caller holds on to what is returned.

    Raises
    ------
    OverlayError
        If the whole file is refused.
    """
    overlay = read_overlay(name, content)
    layer = OwnLayer(overlay.name, packed(overlay), overlay.report, bounds_of(overlay), colour)
    get_own_layers()[layer.token] = layer
    return layer


def own_routes() -> list[Route]:
    """The one route: /searoom-own/<token>."""
    return [Route(f"/{PREFIX}/{{token}}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    layer = get_own_layers().get(request.path_params["token"])
    if layer is None:
        return PlainTextResponse("File not found. Upload it again.", status_code=404, headers=_HEADERS)
    return Response(layer.content, media_type="application/json", headers=_HEADERS)
