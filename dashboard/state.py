"""What one visitor sees: the only user of ``st.session_state`` and ``st.query_params``.

The view lives here. The map in the browser may change it (and says so with a running number), and so
may the panel; the number tells the browser which of its own changes the server has already seen.

A visitor who is quick interrupts the run before, and Streamlit does so at the next reading or writing of
``st.session_state``, even within a callback: what it was told of is then never done. So all that is ours is
one mapping, which is read as a whole, as fields are: that does not interrupt.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from streamlit.runtime.state import get_session_state

from layers.errors import ViewError
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.view_names import view_names

if TYPE_CHECKING:
    from dashboard.hot_reload import Edition
    from dashboard.own_layer import OwnLayer
    from layers.checking.edited_pack import PackCopy
    from layers.errors import Fault
    from layers.overlay.model import OverlayError

Tab = Literal["dossier", "reading", "room"]
MAP_KEY = "map"
VISITOR_KEY = "visitor"
_VIEW, _SEEN, _TAB, _IGNORED, _TO_MAP, _LINK, _ACTED = (
    "view", "seen", "tab", "ignored", "to-map", "link", "acted",
)  # fmt: skip
_SCENE, _SCENE_LINK, _DESK = "scene", "scene-link", "desk"
_OWN, _OWN_SEEN, _OWN_TOLD, _OWN_PACK = "own-layers", "own-seen", "own-told", "own-pack"
_OF_BRIEFING = ("story", "scene")
"""Parameters of the briefing's address that are not of the view."""
_FOUND: ContextVar[tuple[object, dict[str, Any]] | None] = ContextVar("visitor", default=None)
"""The session of this thread, and what is kept of its visitor: to read all fields takes a while."""


@dataclass
class Desk:
    """What the briefing has open for this visitor: the state of the story that its fields were filled from,
    and what came of the last change."""

    story: str = ""
    version: str = ""
    generation: int = 0
    """Goes up when the fields are to be filled anew: someone else has changed the story."""
    written: dict[str, str | list[Any]] = field(default_factory=dict)
    """What this visitor last entered in each field, by its key."""
    saved_at: str = ""
    notice: str = ""
    lost_text: str = ""
    brought: str = ""
    """The file that was brought last: the browser may tell of it twice."""
    removed: tuple[str, int, dict[str, Any]] | None = None
    """Story, place and fields of the scene that was removed last."""
    deleted: tuple[Path, Mapping[str, str]] | None = None
    """Where the story that was deleted last is now, and its title in each language."""
    made: tuple[tuple[str, ...], str, bytes] | None = None
    """What was exported last: of what, under which file name, its content."""
    view_made: tuple[View, str, bytes] | None = None
    """The same of a view."""


def _fields() -> dict[str, Any]:
    """What stands in every field, and what is ours."""
    return st.session_state.to_dict()


def _ours() -> dict[str, Any]:
    """What is kept of the visitor beside what stands in the fields; looked up once a session and thread."""
    session, found = get_session_state(), _FOUND.get()
    if found is not None and found[0] is session:
        return found[1]
    ours: dict[str, Any] | None = _fields().get(VISITOR_KEY)
    if ours is None:
        ours = st.session_state[VISITOR_KEY] = {}
    _FOUND.set((session, ours))
    return ours


def current_view(data: Data) -> View:
    """The visitor's view: the one their link asks for, whenever the link is not the one we wrote last.

    So a first visit, a link within the page and the browser's back button all lead to the same view.
    What the visitor has just done goes before the link: done quickly, it arrives with the address from
    before the last change, which the browser had not yet been told to rewrite.
    """
    query = _view_query()
    led = query != _ours().get(_LINK, query) and _ACTED not in _ours()
    if led or _VIEW not in _ours():
        view, ignored = View.from_query(query)
        asked = view.lens.partition(":")[2] if view.lens.startswith("stance:") else ""
        if asked in data.actors and "actor" not in query:
            view = replace(view, actor=asked_actor(data, asked))
        view, unknown = known_only(view, data)
        _ours()[_VIEW] = view
        _ours()[_IGNORED] = (*ignored, *unknown)
        _ours()[_LINK] = query
        on_trial = bool(view.closed or view.built)
        _ours().setdefault(_TAB, "dossier" if view.selection else "room" if on_trial else "reading")
    view: View = _ours()[_VIEW]
    return view


def ignored_parts() -> tuple[str, ...]:
    """Parts of the link that could not be used, told once."""
    parts: tuple[str, ...] = _ours().get(_IGNORED, ())
    _ours()[_IGNORED] = ()
    return parts


def seen() -> int:
    """Number of the newest change from the browser that the server knows of."""
    return int(_ours().get(_SEEN, 0))


def current_tab() -> Tab:
    """Which side of the panel is open."""
    tab: Tab = _ours()[_TAB]
    return tab


def open_tab(tab: Tab) -> None:
    """Open a side of the panel."""
    _ours()[_TAB] = tab


def acted() -> None:
    """Callback: the visitor has done something on the page, so their view is not to come from the link."""
    _ours()[_ACTED] = True


def change_view(view: View) -> None:
    """Make ``view`` the visitor's view. A new selection is flown to, so the old part of the map is let go."""
    acted()
    before: View = _ours().get(_VIEW, view)
    if view.selection and view.selection != before.selection and view.bounds == before.bounds:
        view = replace(view, bounds=None)
    _ours()[_VIEW] = view


def take_from_map(data: Data) -> None:
    """Callback of the map component: what the visitor did there becomes the view."""
    sent: Mapping[str, Any] | None = (_fields().get(MAP_KEY) or {}).get("view")
    if not sent:
        return
    before: View = _ours()[_VIEW]
    try:
        view = View(
            lens=str(sent["lens"]), actor=str(sent["actor"]), date=str(sent["date"]), since=before.since,
            off=frozenset(map(str, sent["off"])), selection=str(sent["selection"]),
            aggregation=sent["aggregation"], closed=frozenset(map(str, sent["closed"])), built=before.built,
            origin=before.origin, market=before.market, by=before.by, shocks=before.shocks,
            weights=before.weights, bounds=tuple(map(float, sent["bounds"])) if sent["bounds"] else None,
            language=str(sent["language"]), theme=sent["theme"],
        )  # fmt: skip
        change = int(sent.get("change", 0))
    except (ViewError, LookupError, TypeError, ValueError, OverflowError) as error:
        _ours()[_IGNORED] = (str(error),)
        return
    view, unknown = known_only(view, data)
    _ours()[_IGNORED] = unknown
    _ours()[_SEEN] = change
    change_view(view)
    if view.closed != before.closed:
        open_tab("room")
    elif view.selection and view.selection != before.selection:
        open_tab("dossier")
    elif view.actor != before.actor or (view.lens != before.lens and view.lens.startswith("stance:")):
        open_tab("reading")


@dataclass
class OwnTold:
    """What came of the last file that the visitor brought; ``generation`` goes up so that the same file can
    be brought again."""

    generation: int = 0
    layer: OwnLayer | None = None
    refused: tuple[str, OverlayError] | None = None
    notice: str = ""


@dataclass
class OwnPack:
    """The copy of the data that the visitor changes: what was last found right, and what is wrong with the
    last attempt. ``generation`` goes up when the tables are to be filled anew."""

    copy: PackCopy | None = None
    edition: Edition | None = None
    faults: tuple[Fault, ...] = ()
    notice: str = ""
    archive: bytes | None = None
    generation: int = 0


def own_pack() -> OwnPack:
    """The visitor's copy of the data."""
    found: OwnPack = _ours().setdefault(_OWN_PACK, OwnPack())
    return found


def own_layers() -> list[OwnLayer]:
    """The files that the visitor has laid over the map."""
    layers: list[OwnLayer] = _ours().setdefault(_OWN, [])
    return layers


def own_told() -> OwnTold:
    """What the page of the visitor's data has to tell."""
    told: OwnTold = _ours().setdefault(_OWN_TOLD, OwnTold())
    return told


def own_seen() -> int:
    """Number of the newest switching of own files in the browser that the server knows of."""
    return int(_ours().get(_OWN_SEEN, 0))


def take_own_from_map() -> None:
    """Callback of the map component: the visitor switched own files on or off in the legend."""
    acted()
    sent = (_fields().get(MAP_KEY) or {}).get("own")
    on, change = (sent.get("on"), sent.get("change")) if isinstance(sent, Mapping) else (None, None)
    if not isinstance(on, Mapping) or not isinstance(change, int | float):
        return
    _ours()[_OWN_SEEN] = int(change)
    for layer in own_layers():
        layer.is_on = bool(on.get(layer.token, layer.is_on))


def take_missed_from_map(data: Data) -> bool:
    """Take what the map tells if its callback was not called; whether there was anything.

    So it is with the first thing that a visitor does after the server was started anew: their page is still
    open, but to the new server they are a new visitor, whose map it has never heard of.
    """
    sent, before = (_fields().get(MAP_KEY) or {}).get("view") or {}, seen()
    if not isinstance(sent, Mapping) or sent.get("change") in (None, before) or before:
        return False
    take_from_map(data)
    return seen() != before


def picked(key: str) -> str:
    """What was chosen in the pickable HTML of this key, or nothing."""
    return str((_fields().get(key) or {}).get("pick") or "")


def table_order(table: str, first: str) -> tuple[str, bool]:
    """Column a table is sorted by, and whether upwards."""
    column, upwards = _ours().get(f"order-{table}", (first, True))
    return str(column), bool(upwards)


def order_table(table: str, first: str, column: str) -> None:
    """Callback: sort a table by a column; by the same again turns it round."""
    now, upwards = table_order(table, first)
    _ours()[f"order-{table}"] = (column, not upwards if now == column else True)


def lead_to_map(view: View) -> None:
    """Callback: make ``view`` the view and ask for the map, with the dossier open."""
    change_view(view)
    open_tab("dossier")
    _ours()[_TO_MAP] = True


def is_led_to_map() -> bool:
    """Whether the map was asked for; tells it once."""
    return bool(_ours().pop(_TO_MAP, False))


def desk() -> Desk:
    """What the briefing has open."""
    found: Desk = _ours().setdefault(_DESK, Desk())
    return found


def entered(key: str) -> Any:
    """What stands in the field of this key."""
    return _fields().get(key)


def chosen_scene() -> tuple[str, str]:
    """Ids of the story and the scene that the briefing is at, empty for whichever comes first.

    They are what the address asks for whenever that is not what we wrote last; whoever comes from another
    page by a link that asks for none is back where they were.
    """
    query = dict(st.query_params.items())
    asked = (query.get("story", ""), query.get("scene", ""))
    written = _ours().get(_SCENE_LINK)
    led = asked[0] if written is None else asked != written
    if led and _ACTED not in _ours():
        _ours()[_SCENE] = asked
    chosen: tuple[str, str] = _ours().get(_SCENE, ("", ""))
    return chosen


def choose_scene(story: str, scene: str = "") -> None:
    """Make this the scene that the briefing is at."""
    acted()
    _ours()[_SCENE] = (story, scene)


def _view_query() -> dict[str, str]:
    """The parameters of the address that ask for a view."""
    return {name: value for name, value in st.query_params.items() if name not in _OF_BRIEFING}


def write_link(view: View, scene: tuple[str, str] | None = None) -> None:
    """Keep the address bar a link to what is shown.

    One that is already stays as it is, however it is spelled: rewritten, it would stand in the way of the
    browser's back button. ``scene`` is what the briefing is at; other pages know of none.
    """
    asked, query = _view_query(), view.to_query()
    _ours().pop(_ACTED, None)
    if scene is None and _ours().get(_SCENE_LINK) is not None:
        chosen = {name: key for name, key in st.query_params.items() if name in _OF_BRIEFING}
    else:
        chosen = {name: key for name, key in zip(_OF_BRIEFING, scene or (), strict=False) if key}
    if View.from_query(asked) == (view, ()):
        query = asked
    if dict(st.query_params.items()) != query | chosen:
        st.query_params.from_dict(query | chosen)
    _ours()[_LINK], _ours()[_SCENE_LINK] = query, scene
    if scene and scene[0]:
        _ours()[_SCENE] = scene


def asked_actor(data: Data, actor: str) -> str:
    """The actor as a view names it: the one that the pack shows first goes without a name."""
    return "" if actor == data.pack.default_actor else actor


def known_only(view: View, data: Data) -> tuple[View, tuple[str, ...]]:
    """The view without the names that the data do not allow, and a message for each that was dropped."""
    names = view_names(data)
    return names.without_unknown(view), tuple(map(str, names.unknown_in(view)))
