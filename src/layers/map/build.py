"""One folium document: the app serves its parts, the stand-alone file holds all of them.

folium names about ten files on public CDNs; none is wanted. Leaflet comes from ``xstatic-leaflet``,
everything else from ``layers/map/web``, whose modules are bundled into ``dist/searoom.js`` (``make bundle``).
The map's id is fixed, so that the same data always gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import folium
from branca.element import Figure, MacroElement
from jinja2 import Template
from xstatic.pkg import leaflet

from layers.map.payload import map_payload
from layers.model.dataset import Data
from layers.model.vocabulary import LANGUAGES
from layers.text import texts_for_presenter

__all__ = ["MAP_ID", "POLICY", "BuiltMap", "build_map", "leaflet_folder", "to_script_json"]

MAP_ID = "map_searoom"
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:"
)
"""What a stand-alone document may load: nothing but what it carries."""


class _OfflineMap(folium.Map):
    """A folium map that references no file on any server."""

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium reads class attributes
    default_css: list[tuple[str, str]] = []  # noqa: RUF012


class _SearoomLayers(MacroElement):
    """Passes the payload to our code once the Leaflet map exists."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.Searoom.attach({{ this._parent.get_name() }}, {{ this.payload }});"
        "{% endmacro %}"
    )

    def __init__(self, payload: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "searoom_layers"
        self.payload = to_script_json(payload)


def to_script_json(value: object) -> str:
    """Return JSON that is safe inside a script element: no text in it can close the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False)
    text = re.sub(
        r"\{(?=[{%#])", r"\\u007b", text
    )  # branca reads what it renders as a Jinja template once more
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


@dataclass(frozen=True)
class BuiltMap:
    """The folium map of one data set, ready to be served or saved."""

    figure: Figure
    title: str

    @cached_property
    def script(self) -> str:
        """The script that creates the map in the element with id :data:`MAP_ID`."""
        self.figure.render()
        return "\n".join(child.render() for child in self.figure.script._children.values())

    @cached_property
    def code(self) -> str:
        """The browser's code as one script, presenter included."""
        return _asset("dist/searoom.js")

    @cached_property
    def stylesheet(self) -> str:
        """Our style sheet."""
        return _asset("searoom.css")

    @cached_property
    def version(self) -> str:
        """Short hash of everything that is served, for immutable addresses."""
        whole = "".join((self.script, self.code, self.stylesheet, leaflet_script(), leaflet_stylesheet()))
        return hashlib.sha256(whole.encode()).hexdigest()[:16]

    def to_html(self, view_query: str = "") -> str:
        """Return the stand-alone document: one file that makes no request."""
        return self._document("en", self.title, view_query)

    def to_story_html(self, story: Mapping[str, Any], query: str = "") -> str:
        """Return the stand-alone document that presents a story; ``query`` gives language and theme.

        ``story`` is the result of :meth:`layers.stories.rendering.SceneRenderer.payload`.
        """
        asked = parse_qs(query).get("language", [LANGUAGES[0]])[0]
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        payload = {"story": story, "text": {name: texts_for_presenter(name) for name in LANGUAGES}}
        return self._document(
            language, story["title"][language], query,
            style=_asset("present.css"),
            script=f"window.SearoomStory = {to_script_json(payload)};",
        )  # fmt: skip

    def _document(self, language: str, title: str, query: str, style: str = "", script: str = "") -> str:
        return "\n".join((
            "<!DOCTYPE html>",
            f'<html lang="{language}"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(title)}</title>",
            f"<style>{leaflet_stylesheet()}</style>",
            f"<style>{self.stylesheet}</style>",
            *([f"<style>{style}</style>"] if style else []),
            "</head>",
            f'<body class="sr-standalone" data-view="{escape(query)}">',
            f'<div class="sr-mount"><div id="{MAP_ID}"></div></div>',
            f"<script>{_inline(leaflet_script())}</script>",
            f"<script>{_inline(self.code)}</script>",
            *([f"<script>{_inline(script)}</script>"] if script else []),
            f"<script>{self.script}</script>",
            "</body></html>",
            "",
        ))  # fmt: skip


def build_map(data: Data, title: str = "Searoom") -> BuiltMap:
    """Build the map of one data set, once; every view of it is made in the browser."""
    west, south, east, north = data.pack.opening
    document = _OfflineMap(
        tiles=None, zoom_control=False, prefer_canvas=True, attribution_control=False, world_copy_jump=False,
        zoom_snap=0.1, zoom_delta=0.5, min_zoom=2, max_zoom=10, zoom_start=4,
        location=((south + north) / 2, (west + east) / 2),
    )  # fmt: skip
    document._id = MAP_ID.removeprefix("map_")
    _SearoomLayers(map_payload(data)).add_to(document)
    root = document.get_root()
    if not isinstance(root, Figure):
        raise TypeError(f"folium gave a {type(root).__name__} where a Figure was expected")
    return BuiltMap(root, title)


def leaflet_folder() -> Path:
    """Return the folder in which ``xstatic-leaflet`` keeps Leaflet's files."""
    return Path(leaflet.BASE_DIR)


def leaflet_script() -> str:
    """Return Leaflet without the reference to a source map, which is not shipped."""
    return re.sub(
        r"\n//# sourceMappingURL=.*", "", (leaflet_folder() / "leaflet.js").read_text(encoding="utf-8")
    )


def leaflet_stylesheet() -> str:
    """Return Leaflet's style sheet with its few images inlined."""

    def inline(match: re.Match[str]) -> str:
        content = (leaflet_folder() / "images" / match[1]).read_bytes()
        return f"url(data:image/png;base64,{base64.b64encode(content).decode()})"

    css = (leaflet_folder() / "leaflet.css").read_text(encoding="utf-8")
    return re.sub(r"url\(images/([\w.-]+)\)", inline, css)


def _asset(name: str) -> str:
    return (resources.files("layers.map") / "web" / name).read_text(encoding="utf-8")


def _inline(script: str) -> str:
    return script.replace("</script", "<\\/script")
