"""The route that serves the files of the map, under addresses that contain a hash of their content."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_edition, get_map, get_own_editions, recent_maps
from layers.map import BuiltMap
from layers.map.build import leaflet_script, leaflet_stylesheet

PREFIX = "searoom-map"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_OWN = _FOREVER | {"Cache-Control": "private, max-age=3600"}
"""For the map of data that one visitor has changed for themselves."""
_FILES: dict[str, tuple[str, Callable[[BuiltMap], str]]] = {
    "leaflet.css": ("text/css", lambda built: leaflet_stylesheet()),
    "searoom.css": ("text/css", lambda built: built.stylesheet),
    "leaflet.js": ("text/javascript", lambda built: leaflet_script()),
    "searoom.js": ("text/javascript", lambda built: built.code),
    "map.js": ("text/javascript", lambda built: built.script),
}


def asset_base() -> str:
    """Path, relative to the page, of the files of the map that this run of a page shows."""
    edition = get_edition()
    built = get_map(edition)
    if edition.own:
        get_own_editions()[built.version] = edition
    return f"{PREFIX}/{built.version}"


def asset_routes() -> list[Route]:
    """The one route: /searoom-map/<version>/<file>."""
    return [Route(f"/{PREFIX}/{{version}}/{{name}}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Not async: the first request may have to wait until the map is built, and must not hold up others."""
    known, version = _FILES.get(request.path_params["name"]), request.path_params["version"]
    shared = next((one for one in recent_maps() if one.version == version), None)
    built = shared or own_map(version)
    if known is None or built is None:
        return PlainTextResponse("File not found for this data set. Reload the page.", status_code=404)
    media_type, content = known
    return Response(content(built), media_type=media_type, headers=_FOREVER if shared else _OWN)


def own_map(version: str) -> BuiltMap | None:
    """The map of this version that a visitor has changed; None once the visitor is gone."""
    edition = get_own_editions().get(version)
    return None if edition is None else get_map(edition)
