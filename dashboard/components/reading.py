"""The view from a capital, as HTML."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.html_text import Words
from layers.model.dataset import Data
from layers.model.records import Actor, Item, StanceRecord
from layers.model.view import View


def reading_html(data: Data, view: View) -> str:
    """Panel of the view's actor: its reading, its stance on the selected corridor, then the rest."""
    actor, words = data.actor_of(view.actor), Words(view, data)
    parts = [
        f"<h2>{words.local(actor.full_name)}</h2>",
        f'<p class="lede">{words.local(actor.reading.text)}{words.ground(actor.reading)}</p>',
        _members(data, actor, words),
    ]
    corridor = data.corridors[view.selected_corridor] if view.selected_corridor else None
    if corridor is not None:
        title = words.t("page.on_corridor", name=corridor.short_name[view.language])
        parts.append(f"<h3>{title}</h3>{stance_html(actor.stances[corridor.id], words)}")
    parts += [
        _items(words, "interests", actor.interests),
        _items(words, "levers", actor.levers),
        _items(words, "concerns", actor.concerns),
        _items(words, "likely_moves", actor.likely_moves),
        _items(words, "indicators", actor.indicators),
        _statements(words, actor),
        _items(words, "counter_evidence", actor.counter_evidence),
        f'<p class="quiet">{words.t("page.evidence_to", date=words.date(actor.as_of))}</p>',
        words.references(),
    ]
    return words.page("".join(parts))


def stance_html(record: StanceRecord, words: Words) -> str:
    """One stance with its reason, confidence, date and sources."""
    about = " · ".join((
        words.t("page.stance_as_of", date=words.date(record.as_of)),
        words.t(f"confidence.{record.confidence}"),
        words.t(f"basis.{record.basis}"),
    ))  # fmt: skip
    return (
        f'<div class="box"><p>{words.chip("stance", record.stance)}</p>'
        f"<p>{words.local(record.reason)}{words.cite(record.sources)}</p><small>{about}</small></div>"
    )


def _members(data: Data, actor: Actor, words: Words) -> str:
    members = [words.local(other.name) for other in data.actors.values() if other.part_of == actor.id]
    return f'<p class="quiet">{words.t("page.composite_of")}: {", ".join(members)}</p>' if members else ""


def _items(words: Words, title: str, items: Sequence[Item]) -> str:
    if not items:
        return ""
    lines = "".join(
        f"<li>{f'<b>{words.local(item.title)}.</b> ' if item.title else ''}"
        f"{words.local(item.text)}{words.ground(item)}</li>"
        for item in items
    )
    return f"<h3>{words.t(f'page.{title}')}</h3><ul>{lines}</ul>"


def _statements(words: Words, actor: Actor) -> str:
    if not actor.statements:
        return ""
    lines = "".join(
        f"<li><b>{words.local(said.who)}</b>{f', {words.date(said.date)}' if said.date else ''}: "
        f"{words.local(said.text)}{words.cite(said.sources)}</li>"
        for said in actor.statements
    )
    return f"<h3>{words.t('page.statements')}</h3><ul>{lines}</ul>"
