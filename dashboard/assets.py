"""Routes that serve the map's files once, under addresses that name their content."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from dashboard.loaders import get_map, get_own_map, maps_in_use
from layers.map import BuiltMap
from layers.map.build import leaflet_script, leaflet_stylesheet

PREFIX = "searoom-map"
_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
_OWN = _FOREVER | {"Cache-Control": "private, max-age=3600"}
"""Of a map that one visitor has changed for themselves."""
_FILES: dict[str, tuple[str, Callable[[BuiltMap], str]]] = {
    "leaflet.css": ("text/css", lambda built: leaflet_stylesheet()),
    "searoom.css": ("text/css", lambda built: built.stylesheet),
    "leaflet.js": ("text/javascript", lambda built: leaflet_script()),
    "searoom.js": ("text/javascript", lambda built: built.code),
    "map.js": ("text/javascript", lambda built: built.script),
}


def asset_base() -> str:
    """Path, relative to the page, under which this data set's files are served."""
    return f"{PREFIX}/{get_map().version}"


def asset_routes() -> list[Route]:
    """The one route: /searoom-map/<version>/<file>."""
    return [Route(f"/{PREFIX}/{{version}}/{{name}}", _serve, methods=["GET"])]


def _serve(request: Request) -> Response:
    """Plain, not async: whoever asks first may have to wait until the map is built; others do not."""
    known, version = _FILES.get(request.path_params["name"]), request.path_params["version"]
    shared = next((one for one in maps_in_use() if one.version == version), None)
    built = shared or get_own_map(version)
    if known is None or built is None:
        return PlainTextResponse("No such file for this data set: reload the page.", status_code=404)
    media_type, content = known
    return Response(content(built), media_type=media_type, headers=_FOREVER if shared else _OWN)
