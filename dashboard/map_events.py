"""What the map in the browser reports: changes of the view, and own files switched on or off.

Anyone can send anything in the map's name, so whatever is not a view is refused.
"""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.link import known_only
from dashboard.state import MAP_KEY, acted, change_view, open_tab, sent, visitor
from layers.errors import ViewError
from layers.faults import FaultCode, Problem
from layers.model.dataset import Data
from layers.model.view import View


def take_view_from_map(data: Data) -> None:
    """Callback of the map component: what the visitor did on the map becomes the view.

    What only other pages set stays as it is.
    """
    record, new = visitor(), sent(MAP_KEY, "view")
    if not new or record.view is None:
        return
    before = record.view
    try:
        view = View(
            lens=str(new["lens"]), actor=str(new["actor"]), date=str(new["date"]), since=before.since,
            off=frozenset(map(str, new["off"])), selection=str(new["selection"]),
            aggregation=new["aggregation"], closed=frozenset(map(str, new["closed"])), built=before.built,
            origin=before.origin, market=before.market, by=before.by, shocks=before.shocks,
            weights=before.weights, months=before.months, capacities=before.capacities,
            bounds=tuple(map(float, new["bounds"])) if new["bounds"] else None,
            language=str(new["language"]), theme=new["theme"],
        )  # fmt: skip
        change = int(new.get("change", 0))
    except ViewError as error:
        record.ignored_parts = error.problems
        return
    except (LookupError, TypeError, ValueError, OverflowError) as error:
        # No browser of ours sends this; whoever did gets Python's own words.
        problem = {"parameter": "view", "detail": str(error)}
        record.ignored_parts = (Problem(FaultCode.LINK_MALFORMED, problem),)
        return
    view, record.ignored_parts = known_only(view, data)
    record.newest_map_change = change
    change_view(view)
    if view.closed != before.closed:
        open_tab("room")
    elif view.selection and view.selection != before.selection:
        open_tab("dossier")
    elif view.actor != before.actor or (view.lens != before.lens and view.lens.startswith("stance:")):
        open_tab("reading")


def take_missed_view_from_map(data: Data) -> bool:
    """Take what the map sent if its callback was not called; return whether there was anything.

    That happens to the first thing a visitor does after the server has been restarted: their page is still
    open, but to the new server they are a new visitor, whose map it does not know.
    """
    new, before = sent(MAP_KEY, "view") or {}, visitor().newest_map_change
    if not isinstance(new, Mapping) or new.get("change") in (None, before) or before:
        return False
    take_view_from_map(data)
    return visitor().newest_map_change != before


def take_layers_from_map() -> None:
    """Callback of the map component: the visitor switched own files on or off in the legend."""
    acted()
    new = sent(MAP_KEY, "own")
    on, change = (new.get("on"), new.get("change")) if isinstance(new, Mapping) else (None, None)
    if not isinstance(on, Mapping) or not isinstance(change, int | float):
        return
    visitor().newest_layer_change = int(change)
    for layer in visitor().layers:
        layer.is_on = bool(on.get(layer.token, layer.is_on))
