"""The visitor's state: one typed record, and the only module that uses ``st.session_state``.

When a visitor does something before the last run has ended, Streamlit interrupts that run at its next reading
or writing of a key of ``st.session_state``, even within a callback, and what the callback had yet to do is
lost. So everything that we keep is one record under one key. The record, and the values of widgets, are read
through ``to_dict``, which does not interrupt.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st
from streamlit.runtime.state import get_session_state

from layers.model.view import View

if TYPE_CHECKING:
    from dashboard.hot_reload import Edition
    from dashboard.own_layer import OwnLayer
    from layers.checking.edited_pack import PackCopy
    from layers.errors import SearoomError
    from layers.faults import Fault, Problem
    from layers.overlay.model import OverlayError

Tab = Literal["dossier", "reading", "room"]
MAP_KEY = "map"
"""Key of the map component."""
VISITOR_KEY = "visitor"
"""Key of the record."""


@dataclass
class BriefingSession:
    """What the briefing page has open: the version of the story that its fields were filled from, and the
    outcome of the last change."""

    story: str = ""
    version: str = ""
    generation: int = 0
    """Part of the fields' keys; counted up to fill them anew after someone else has changed the story."""
    written: dict[str, str | list[Any]] = field(default_factory=dict)
    """What this visitor last entered in each field, by its key."""
    saved_at: str = ""
    notice: str = ""
    lost_text: str = ""
    uploaded: str = ""
    """Id of the last uploaded file: the browser may report it twice."""
    removed: tuple[str, int, dict[str, Any]] | None = None
    """Story, index and fields of the scene that was removed last."""
    deleted: tuple[Path, Mapping[str, str]] | None = None
    """Where the story that was deleted last is now, and its title in each language."""
    made: tuple[tuple[str, ...], str, bytes] | None = None
    """The last exported file of a story: what it was made of, its name and content."""
    view_made: tuple[View, str, bytes] | None = None
    """The last exported file of a view: the view, its name and content."""


@dataclass
class UploadOutcome:
    """What came of the last file that the visitor uploaded to lay over the map."""

    generation: int = 0
    """Part of the uploader's key; counted up so that the same file can be uploaded again."""
    layer: OwnLayer | None = None
    refused: tuple[str, OverlayError] | None = None
    notice: str = ""


@dataclass
class PackEditing:
    """The copy of the data that the visitor changes: what last passed the checks, and the faults of the last
    attempt."""

    copy: PackCopy | None = None
    edition: Edition | None = None
    faults: tuple[Fault, ...] = ()
    notice: str = ""
    archive: bytes | None = None
    generation: int = 0
    """Part of the tables' keys; counted up to fill them anew."""


@dataclass
class DeskSession:
    """What the visitor has open at the desk."""

    kind: str = ""
    record: str = ""
    """What is chosen, by the key of the choice; empty until something is."""
    link: str = ""
    """The same in the address as last written."""
    form: str = ""
    """Which form is open."""
    generation: int = 0
    """Part of the fields' keys; counted up to fill them anew."""
    choice: int = 0
    """Part of the choices' keys; counted up where the address chooses."""
    before: Mapping[str, Any] | None = None
    """The entry as it stood when the form was opened; None of a new one."""
    seen: str = ""
    """Digest of the list at that time."""
    values: dict[str, Any] = field(default_factory=dict)
    """What was entered, by field; it outlasts another language and a refusal."""
    author: str = ""
    reason: str = ""
    notice: str = ""
    refused: SearoomError | None = None
    """Why the last attempt to save or undo was refused."""


@dataclass
class Visitor:
    """Everything that is kept for one visitor, besides the values of widgets.

    Two parties change the view, the page and the map in the browser. The map numbers its changes;
    ``newest_map_change`` and ``newest_layer_change`` say which of them the server has taken in.
    """

    view: View | None = None
    """None until the first link is read."""
    tab: Tab | None = None
    """The open tab of the panel; None until the first link is read."""
    has_acted: bool = False
    """The visitor has changed something since the address was last written, so the address is out of date."""
    ignored_parts: tuple[Problem, ...] = ()
    """Parts of the link that could not be used and have not been reported yet."""
    view_link: dict[str, str] | None = None
    """Parameters of the view in the address as last read or written."""
    newest_map_change: int = 0
    newest_layer_change: int = 0
    wants_map: bool = False
    """The visitor has asked on another page to see something on the map."""
    scene: tuple[str, str] = ("", "")
    """Ids of the story and the scene that the briefing shows; empty for the first."""
    scene_link: tuple[str, str] | None = None
    """The same in the address as last written; None on other pages."""
    table_orders: dict[str, tuple[str, bool]] = field(default_factory=dict)
    """By table: the column that it is sorted by, and whether upwards."""
    briefing: BriefingSession = field(default_factory=BriefingSession)
    layers: list[OwnLayer] = field(default_factory=list)
    """Files that the visitor has laid over the map."""
    upload: UploadOutcome = field(default_factory=UploadOutcome)
    editing: PackEditing = field(default_factory=PackEditing)
    desk: DeskSession = field(default_factory=DeskSession)


_FOUND: ContextVar[tuple[object, Visitor] | None] = ContextVar("visitor", default=None)
"""The session of this thread and its record: ``to_dict`` copies the values of all widgets."""


def _values() -> dict[str, Any]:
    """All of the session state, read without interrupting the run."""
    return st.session_state.to_dict()


def visitor() -> Visitor:
    """The record of this session's visitor."""
    session, found = get_session_state(), _FOUND.get()
    if found is not None and found[0] is session:
        return found[1]
    record: Visitor | None = _values().get(VISITOR_KEY)
    if record is None:
        record = st.session_state[VISITOR_KEY] = Visitor()
    _FOUND.set((session, record))
    return record


def entered(key: str) -> Any:
    """Value of the widget of this key."""
    return _values().get(key)


def sent(key: str, name: str) -> Any:
    """What the component of this key sent under a name; None if nothing."""
    return (_values().get(key) or {}).get(name)


# --- view and panel ----------------------------------------------------------------------------------------


def acted() -> None:
    """Callback: the visitor has done something on the page, so the next view is not read from the address."""
    visitor().has_acted = True


def change_view(view: View) -> None:
    """Make ``view`` the visitor's view. The map moves to a new selection, so old bounds are dropped."""
    acted()
    visitor().view = view.after(visitor().view or view)


def current_tab() -> Tab:
    """The open tab of the panel."""
    return visitor().tab or "reading"


def open_tab(tab: Tab) -> None:
    """Open a tab of the panel."""
    visitor().tab = tab


def request_map(view: View) -> None:
    """Callback: make ``view`` the view and ask for the map page, with the dossier open."""
    change_view(view)
    open_tab("dossier")
    visitor().wants_map = True


def pop_map_request() -> bool:
    """Whether the map page was asked for since the last call."""
    asked, visitor().wants_map = visitor().wants_map, False
    return asked


def pop_ignored_parts() -> tuple[Problem, ...]:
    """Parts of the link that could not be used, each returned once."""
    parts, visitor().ignored_parts = visitor().ignored_parts, ()
    return parts


# --- tables and scenes -------------------------------------------------------------------------------------


def table_order(table: str, first: str) -> tuple[str, bool]:
    """Column that a table is sorted by, ``first`` until another is chosen, and whether upwards."""
    return visitor().table_orders.get(table, (first, True))


def order_table(table: str, first: str, column: str) -> None:
    """Callback: sort a table by a column; by the same one again reverses the order."""
    now, upwards = table_order(table, first)
    visitor().table_orders[table] = (column, not upwards if now == column else True)


def choose_scene(story: str, scene: str = "") -> None:
    """Make the briefing show this scene."""
    acted()
    visitor().scene = (story, scene)
