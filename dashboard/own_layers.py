"""Files that a visitor has laid over the map for their visit, and the route that hands each out once.

A file belongs to the session that brought it: the session holds it, and an address that cannot be guessed
leads to it for as long as it does. Nothing of it is kept anywhere else.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_own_layers
from layers.map.style import OWN_COLOURS
from layers.overlay import OverlayReport, bounds_of, packed, read_overlay

PREFIX = "searoom-own"
MOST_LAYERS = 6
COLOURS = tuple(OWN_COLOURS["light"])
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(eq=False)
class OwnLayer:
    """One file as the map takes it; ``token`` is its address and its name between page and browser."""

    name: str
    content: bytes
    report: OverlayReport
    bounds: tuple[float, float, float, float] | None
    colour: str
    is_on: bool = True
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def told(self) -> dict[str, object]:
        """What the legend needs to know; the geometry is fetched by address."""
        return {
            "id": self.token, "name": self.name, "colour": self.colour, "on": self.is_on,
            "points": self.report.points, "lines": self.report.lines,
        }  # fmt: skip


def read_own_layer(name: str, content: bytes, colour: str) -> OwnLayer:
    """The file, ready to be handed out while somebody holds on to what is returned.

    Raises
    ------
    OverlayError
        If the file as a whole is refused.
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
        return PlainTextResponse("No such file: bring it again.", status_code=404, headers=_HEADERS)
    return Response(layer.content, media_type="application/json", headers=_HEADERS)
