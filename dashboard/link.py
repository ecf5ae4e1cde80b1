"""The address bar as a link to what is shown: the only module that uses ``st.query_params``.

The address is read whenever it is not the one that we wrote last: on a first visit, after a link within
the page, and after the browser's back button. If the visitor has acted since, the address is out of date
and not read: a quick action arrives with the address from before the last change.
"""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.state import visitor
from layers.faults import Problem
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.view_names import view_names

_BRIEFING_PARAMETERS = ("story", "scene")
"""Parameters of the briefing's address that do not belong to the view."""
_DESK_PARAMETER = "edit"
"""What is open at the desk, as ``<kind>:<record>``; in the address of its page only."""


def current_view(data: Data) -> View:
    """The visitor's view, read from the address if that leads elsewhere."""
    record, query = visitor(), _view_query()
    is_led = record.view_link is not None and query != record.view_link and not record.has_acted
    if record.view is None or is_led:
        view, ignored = View.from_query(query)
        asked = view.lens.partition(":")[2] if view.lens.startswith("stance:") else ""
        if asked in data.actors and "actor" not in query:
            view = replace(view, actor=asked_actor(data, asked))
        view, unknown = known_only(view, data)
        record.view, record.view_link, record.ignored_parts = view, query, (*ignored, *unknown)
        if record.tab is None:
            on_trial = bool(view.closed or view.built)
            record.tab = "dossier" if view.selection else "room" if on_trial else "reading"
        return view
    return record.view


def current_scene() -> tuple[str, str]:
    """Ids of the story and the scene that the briefing shows, empty for the first.

    Read from the address if that leads elsewhere; an address without a story, as other pages have, leads
    back to the last scene.
    """
    record, query = visitor(), dict(st.query_params.items())
    asked = (query.get("story", ""), query.get("scene", ""))
    is_led = bool(asked[0]) if record.scene_link is None else asked != record.scene_link
    if is_led and not record.has_acted:
        record.scene = asked
    return record.scene


def asked_at_desk() -> str:
    """What the address asks to open at the desk, if that is not what it was last given; else nothing."""
    record, asked = visitor(), str(st.query_params.get(_DESK_PARAMETER, ""))
    return asked if asked != record.desk.link and not record.has_acted else ""


def write_link(view: View, scene: tuple[str, str] | None = None, at_desk: str = "") -> None:
    """Make the address a link to what is shown.

    An address that already leads there stays as it is, however it is spelled: another entry in the history
    would break the browser's back button. ``scene`` is what the briefing shows, ``at_desk`` what is open at
    the desk; other pages pass neither.
    """
    record, asked, query = visitor(), _view_query(), view.to_query()
    record.has_acted = False
    if scene is None and record.scene_link is not None:
        chosen = {name: key for name, key in st.query_params.items() if name in _BRIEFING_PARAMETERS}
    else:
        chosen = {name: key for name, key in zip(_BRIEFING_PARAMETERS, scene or (), strict=False) if key}
    if at_desk:
        chosen[_DESK_PARAMETER] = at_desk
    record.desk.link = at_desk
    if View.from_query(asked) == (view, ()):
        query = asked
    if dict(st.query_params.items()) != query | chosen:
        st.query_params.from_dict(query | chosen)
    record.view_link, record.scene_link = query, scene
    if scene and scene[0]:
        record.scene = scene


def asked_actor(data: Data, actor: str) -> str:
    """The actor as a view names it: empty for the one that the pack shows first."""
    return "" if actor == data.pack.default_actor else actor


def known_only(view: View, data: Data) -> tuple[View, tuple[Problem, ...]]:
    """The view without the names that the data do not allow, and a problem for each that was dropped."""
    names = view_names(data)
    return names.without_unknown(view), tuple(unknown.problem for unknown in names.unknown_in(view))


def _view_query() -> dict[str, str]:
    """The parameters of the address that belong to the view."""
    others = (*_BRIEFING_PARAMETERS, _DESK_PARAMETER)
    return {name: value for name, value in st.query_params.items() if name not in others}
