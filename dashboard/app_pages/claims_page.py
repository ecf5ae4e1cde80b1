"""The claims and readings, each held against the data: for and against side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from urllib.parse import parse_qsl

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html_text import Words
from dashboard.loaders import get_model
from dashboard.state import current_view, is_led_to_map, lead_to_map, write_link
from layers.analysis.live_figures import Figures
from layers.model.dataset import Data
from layers.model.evidence import Claim, ClaimEvidence
from layers.model.records import LocalText
from layers.model.view import View


def show_claims_page(pages: Pages) -> None:
    """All claims; choosing one's link sets the map to what it speaks of."""
    begun = begin_page("claims", pages)
    if begun is None:
        return
    data, view = begun

    def show(claim: str) -> None:
        lead_to_map(_view_of(data.claims[claim], current_view(data)))

    with st.container(key="content"):
        pickable(_page(data, view), "claims", show)
    if is_led_to_map():
        st.switch_page(pages["map"], query_params=current_view(data).to_query())
    write_link(view)


def _view_of(claim: Claim, now: View) -> View:
    view, _ = View.from_query(dict(parse_qsl(claim.view, keep_blank_values=True)))
    actor = view.lens.partition(":")[2] if view.lens.startswith("stance:") else view.actor
    return replace(view, actor=actor, language=now.language, theme=now.theme)


def _page(data: Data, view: View) -> str:
    words = Words(view, data)
    figures = Figures(get_model(), view.date, view.language)
    readings = [claim for claim in data.claims.values() if claim.kind == "reading"]
    claims = [claim for claim in data.claims.values() if claim.kind == "claim"]
    date = words.date(view.date)
    if not data.claims:
        return words.page(f"<h1>{words.t('nav.claims')}</h1><p>{words.t('claims.none')}</p>")
    return words.page(
        f"<h1>{words.t('nav.claims')}</h1><p>{words.t('claims.lede', date=date)}</p>"
        f"<h2>{words.t('claims.readings')}</h2>{_all(readings, words, figures)}"
        f"<h2>{words.t('claims.claims')}</h2>{_all(claims, words, figures)}"
        f"{words.references()}"
    )


def _all(claims: Sequence[Claim], words: Words, figures: Figures) -> str:
    return "".join(_claim(claim, words, figures) for claim in claims)


def _claim(claim: Claim, words: Words, figures: Figures) -> str:
    number = f"{claim.id.upper()}. " if claim.kind == "claim" else ""
    missing = ""
    if claim.missing:
        missing = f"<p><b>{words.t('claims.missing')}</b> {_filled(claim.missing, words, figures)}</p>"
    return (
        f'<article class="claim" id="{claim.id}"><header><h3>{number}{words.local(claim.title)}</h3>'
        f'<span class="verdict {claim.verdict}">{words.t(f"verdict.{claim.verdict}")}</span></header>'
        f'<p class="lede">{_filled(claim.text, words, figures)}{words.cite(claim.sources)}</p>'
        f"<p>{_filled(claim.verdict_reason, words, figures)}</p>"
        f'<div class="sides">{_side("for", claim.supporting, words, figures)}'
        f"{_side('against', claim.contrary, words, figures)}</div>{missing}"
        f'<button type="button" data-pick="{claim.id}">{words.t("page.show_on_map")}</button> '
        f"<small>{words.local(claim.view_note)}</small></article>"
    )


def _side(side: str, evidence: Sequence[ClaimEvidence], words: Words, figures: Figures) -> str:
    lines = "".join(f"<li>{_filled(item.text, words, figures)}{words.ground(item)}</li>" for item in evidence)
    body = f"<ul>{lines}</ul>" if lines else f"<p>{words.t('basis.not-found')}</p>"
    return f'<section class="{side}"><h4>{words.t(f"claims.{side}")}</h4>{body}</section>'


def _filled(text: LocalText, words: Words, figures: Figures) -> str:
    return escape(figures.fill(text[words.view.language]))
