"""What-if: close and build anything, and see every figure before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from dashboard.components.before_after import before_after_html
from dashboard.components.build_sliders import build_sliders
from dashboard.components.chrome import Pages, begin_page, glossary_link
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.tonnes_closed import choose_pace, closure_of, show_closure
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_edition, get_headline
from dashboard.state import acted, change_view
from layers.model.dataset import Data
from layers.model.evidence import Preset
from layers.model.view import MAX_SHOCKS, View
from layers.network.network import last_day
from layers.network.scenario import all_ways, scenario_of
from layers.text import translate


def show_what_if_page(pages: Pages) -> None:
    """Presets, what to close, what to build, before and after."""
    begun = begin_page("what-if", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    scenario = scenario_of(view)

    def choose(preset: str) -> None:
        change_view(_with_preset(current_view(data), data.presets[preset]))

    with st.container(key="content"):
        title, lede = words.t("nav.what-if"), words.t("what_if.lede", date=words.date(view.date))
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        glossary_link(pages, view)
        presets = list(data.presets.values())
        pickable(render_page("what_if/presets.html", words, presets=presets), "presets", choose)
        changed = _choose_closures(data, view, words)
        changed = _choose_built(data, changed, words)
        before, after = (
            get_headline(get_edition(), scenario.without_changes(), view.shocks),
            get_headline(get_edition(), scenario, view.shocks),
        )
        st.html(before_after_html(before, after, words, data.home))
        found = closure_of(data, view)
        if found is not None:
            changed = choose_pace(changed, words)
            show_closure(data, found, words)
        st.page_link(
            pages["map"], label=translate(view.language, "page.show_on_map"),
            query_params=view.to_query(), icon=":material/map:",
        )  # fmt: skip
        costs = sorted(after.costs.items(), key=lambda item: item[1].generalised_usd)
        shares = {"before": before.shares, "after": after.shares}
        st.html(render_page("what_if/next_best.html", words, costs=costs, **shares))
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _with_preset(view: View, preset: Preset) -> View:
    return replace(
        view,
        date=last_day(preset.day),
        closed=frozenset(preset.closed),
        built=tuple(sorted(preset.built.items())),
    )


def _closable(data: Data, view: View, words: Words) -> Mapping[str, str]:
    """Name of everything that can be closed: countries, chokepoints, crossings, ports and legs that a way to
    the sea needs or cargo passes, and what is closed already."""
    ways = all_ways(data)
    countries = {code for way in ways for code in way.countries}
    carried = {part for flow in data.flows.values() if flow.years for part in flow.through}
    used = {part for way in ways for part in way.parts} | (carried & data.parts.keys()) | view.closed
    groups = (countries, *(used & table.keys() for table in (data.chokepoints, data.crossings, data.ports)))
    found: dict[str, str] = {}
    for group in (*groups, used & data.legs.keys(), view.closed):
        names = {key: words.name_of(key) for key in group - found.keys()}
        found |= dict(sorted(names.items(), key=lambda item: item[1]))
    return found


def _choose_closures(data: Data, view: View, words: Words) -> View:
    names = _closable(data, view, words)
    chosen = st.multiselect(
        words.t("what_if.close"), list(names), default=sorted(view.closed), format_func=names.__getitem__,
        placeholder=words.t("what_if.close_hint"), on_change=acted,
        key=f"close-{'.'.join(sorted(view.closed))}-{view.language}",
    )  # fmt: skip
    return replace(view, closed=frozenset(chosen))


def _choose_built(data: Data, view: View, words: Words) -> View:
    built = build_sliders(data, view, words)
    scale = st.slider(
        translate(view.language, "what_if.shocks"), 0.0, MAX_SHOCKS, view.shocks, step=0.25,
        help=translate(view.language, "what_if.shocks_hint"), key=f"shocks-{view.shocks:g}-{view.language}",
        on_change=acted,
    )  # fmt: skip
    return replace(view, built=built, shocks=scale)
