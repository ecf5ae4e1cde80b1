"""What-if: close and build anything, and see every figure before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dashboard.components.access_panel import names_together, size_text, trial_sentence
from dashboard.components.build_sliders import build_sliders
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import current_view, write_link
from dashboard.loaders import get_edition, get_headline
from dashboard.state import acted, change_view
from layers.analysis.access import Locks
from layers.analysis.what_if import Headline
from layers.model.dataset import Data
from layers.model.evidence import Preset
from layers.model.view import MAX_SHOCKS, View
from layers.network.network import last_day
from layers.network.scenario import all_ways, scenario_of
from layers.text import translate

_Cell = Mapping[str, str | list[str]]
"""Text of a figure, and the sets of countries below it, if it has any."""


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
        presets = list(data.presets.values())
        pickable(render_page("what_if/presets.html", words, presets=presets), "presets", choose)
        changed = _choose_closures(data, view, words)
        changed = _choose_built(data, changed, words)
        before, after = (
            get_headline(get_edition(), scenario.without_changes(), view.shocks),
            get_headline(get_edition(), scenario, view.shocks),
        )
        st.html(_before_after(before, after, words, data.home))
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
    """Name of everything that can be closed: countries, chokepoints, crossings, ports, legs in use, and
    what is closed already."""
    ways = all_ways(data)
    countries = {code for way in ways for code in way.countries}
    used = {part for way in ways for part in way.parts} | view.closed
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


def _before_after(before: Headline, after: Headline, words: Words, home: str) -> Markup:
    rows = [
        {"name": name, "before": cell(before), "after": cell(after)}
        for name, cell in _figure_cells(words, home).items()
    ]
    on_trial = after.scenario != before.scenario
    sentence = trial_sentence(before, after, words) if on_trial else words.t("what_if.nothing")
    return render_page("what_if/figures.html", words, sentence=sentence, rows=rows)


def _figure_cells(words: Words, home: str) -> Mapping[str, Callable[[Headline], _Cell]]:
    """How each figure stands in its cell, by its name."""
    return {
        "doors": lambda h: {"text": words.number(len(h.doors))},
        "independent": lambda h: {"text": words.number(len(h.independent))},
        "locks": lambda h: _locks(h.locks, words),
        "no_door": lambda h: {"text": words.percent(h.reliability.p_no_door)},
        "expected": lambda h: {"text": words.number(h.reliability.expected_doors, 1)},
        "concentration": lambda h: {"text": words.number(h.concentration)},
        "home_power": lambda h: {"text": _home_power(h, home, words)},
    }


def _home_power(headline: Headline, home: str, words: Words) -> str:
    total = sum(headline.power.values())
    return words.percent(headline.power[home] / total) if total else words.t("room.none")


def _locks(found: Locks, words: Words) -> _Cell:
    """How many countries shut every way, and the first sets of them."""
    text = size_text(found, words)
    if found.size is None:
        return {"text": text}
    return {"text": text, "sets": [names_together(names, words) for names in found.sets[:4] if names]}
