"""Who stands where: every capital's stance on every corridor, and behind each cell its reason."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html_text import Words
from dashboard.components.reading import reading_html, stance_html
from dashboard.state import asked_actor, change_view, current_view, write_link
from layers.model.dataset import Data
from layers.model.records import Actor, Corridor
from layers.model.view import View
from layers.model.vocabulary import Basis, Stance
from layers.picture.symbology import LENS_COLOURS
from layers.text import translate

SIGNS = {
    Stance.OPPOSES: "−−", Stance.DISFAVOURS: "−", Stance.NEUTRAL: "0", Stance.FAVOURS: "+",
    Stance.BACKS: "++", Stance.SILENT: "·",
}  # fmt: skip


def show_stances_page(pages: Pages) -> None:
    """The heat table, the chosen cell, and the whole view from the chosen capital."""
    begun = begin_page("stances", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)

    def choose(cell: str) -> None:
        actor, _, corridor = cell.partition("/")
        change_view(
            replace(current_view(data), actor=asked_actor(data, actor), selection=f"corridor:{corridor}")
        )

    with st.container(key="content"):
        pickable(_matrix(data, words), "stance-cell", choose)
        left, right = st.columns([2, 3], gap="large")
        with left:
            st.html(_chosen(data, words))
            st.page_link(
                pages["map"], label=translate(view.language, "page.show_on_map"),
                query_params=_lens(data, view).to_query(), icon=":material/map:",
            )  # fmt: skip
        with right:
            st.html(reading_html(data, view))
    write_link(view)


def _lens(data: Data, view: View) -> View:
    return replace(view, lens=f"stance:{data.actor_of(view.actor).id}")


def _matrix(data: Data, words: Words) -> str:
    """Corridors as rows, capitals as columns: there are more corridors than fit side by side."""
    actors, corridors = data.actors.values(), data.corridors.values()
    now = data.actor_of(words.view.actor)
    heads = "".join(
        f'<th scope="col"{" class=part" if a.part_of else ""}><span>{words.local(a.name)}</span></th>'
        for a in actors
    )
    rows = ""
    for corridor in corridors:
        cells = "".join(_cell(actor, corridor, words, now=actor is now) for actor in actors)
        rows += f'<tr><th scope="row">{words.local(corridor.short_name)}</th>{cells}</tr>'
    name = words.t("nav.stances")
    key = "".join(f"<li>{_swatch(stance, words)} {words.t(f'stance.{stance}')}</li>" for stance in SIGNS)
    return words.page(
        f"<h1>{name}</h1><p>{words.t('stances.lede')}</p><ul class='key'>{key}"
        f"<li>{_swatch(Stance.FAVOURS, words, judged=True)} {words.t('stances.judged')}</li></ul>"
        f'<div class="scroll"><table class="matrix"><caption class="sr-hidden">{name}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _swatch(stance: Stance, words: Words, *, judged: bool = False) -> str:
    colour = LENS_COLOURS[words.view.theme]["stance"][stance]
    mark = " judged" if judged else ""
    return f'<span class="cell {stance}{mark}" style="--c:{colour}">{SIGNS[stance]}</span>'


def _cell(actor: Actor, corridor: Corridor, words: Words, *, now: bool) -> str:
    record = actor.stances[corridor.id]
    colour = LENS_COLOURS[words.view.theme]["stance"][record.stance]
    judged = record.basis is Basis.JUDGEMENT and record.stance is not Stance.SILENT
    chosen = now and words.view.selected_corridor == corridor.id
    label = ", ".join((
        words.local(actor.name), words.local(corridor.short_name), words.t(f"stance.{record.stance}"),
        *([words.t("basis.judgement")] if judged else []),
    ))  # fmt: skip
    return (
        f'<td><button type="button" class="cell {record.stance}{" judged" if judged else ""}" '
        f'style="--c:{colour}" data-pick="{actor.id}/{corridor.id}" aria-pressed="{str(chosen).lower()}" '
        f'aria-label="{label}" title="{label}">{SIGNS[record.stance]}</button></td>'
    )


def _chosen(data: Data, words: Words) -> str:
    actor, corridor = data.actor_of(words.view.actor), words.view.selected_corridor
    if corridor is None:
        body = f"<p>{words.t('stances.choose')}</p>"
    else:
        record = actor.stances[corridor]
        body = (
            f"<h2>{words.local(actor.name)} — {words.local(data.corridors[corridor].name)}</h2>"
            f"{stance_html(record, words)}{words.references()}"
        )
    return words.page(body)
