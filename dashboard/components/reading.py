"""The view from a capital."""

from __future__ import annotations

from markupsafe import Markup

from dashboard.components.html import render_page
from dashboard.components.wording import Words
from layers.model.dataset import Data
from layers.model.view import View


def reading_html(data: Data, view: View) -> Markup:
    """Reading of the view's actor, its stance on the selected corridor, then the rest."""
    actor, corridor = data.actor_of(view.actor), view.selected_corridor
    members = [other for other in data.actors.values() if other.part_of == actor.id]
    return render_page(
        "reading.html", Words(view, data), actor=actor, members=members, corridor=corridor,
        stance=actor.stances[corridor] if corridor else None,
    )  # fmt: skip
