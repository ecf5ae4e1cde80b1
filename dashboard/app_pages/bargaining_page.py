"""Bargaining power of each country, and how a line that may be built changes it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components.build_sliders import build_sliders, buildable
from dashboard.components.charts import power_chart
from dashboard.components.chrome import Pages, begin_page, glossary_link
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_edition, get_headline, get_settings, get_what_if
from dashboard.state import acted, change_view
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import Scenario, open_ways, scenario_of
from layers.text import country_name, translate

STEPS = tuple(index / 10 for index in range(11))
SHOWN = 7
"""Countries on the chart: those whose power changes most."""

LEAST_CHANGE = 0.0001
"""Smaller changes of a share would show as none."""


def show_bargaining_page(pages: Pages) -> None:
    """Power today, with what is built on trial, and along the probability of one project."""
    begun = begin_page("bargaining", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.bargaining"), words.t("bargaining.lede")
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        glossary_link(pages, view)
        changed = replace(view, built=build_sliders(data, view, words))
        scenario = scenario_of(view)
        before, after = (
            get_headline(get_edition(), scenario.without_changes(), view.shocks).power,
            get_headline(get_edition(), scenario, view.shocks).power,
        )
        st.html(render_page("bargaining/powers.html", words, before=before, after=after))
        if keys := buildable(data, view.date):
            _curve(data, view, words, keys)
        st.html(render_page("paragraph.html", words, text=words.t("bargaining.method"), kind="small"))
    if changed != view:
        change_view(changed)
        st.rerun()
    write_link(view)


def _curve(data: Data, view: View, words: Words, keys: list[str]) -> None:
    language = view.language
    chosen = view.selected_corridor if view.selected_corridor in keys else keys[0]
    names = {key: data.corridors[key].short_name[language] for key in keys}
    picked = st.selectbox(
        translate(language, "bargaining.project"), keys, index=keys.index(chosen),
        format_func=names.__getitem__, key=f"project-{chosen}-{language}",
        on_change=acted,
    )  # fmt: skip
    if picked != chosen:
        change_view(replace(view, selection=f"corridor:{picked}"))
        st.rerun()
    powers = power_along(data, scenario_of(view), chosen)
    sentence = _sentence(data, chosen, powers, words)
    st.html(render_page("paragraph.html", words, text=sentence, kind="lede"))
    start = powers[0]
    # By name where the change is the same: the order of a set differs from one process to the next.
    players = sorted(start, key=lambda who: (-abs(powers[-1].get(who, 0) - start[who]), who))[:SHOWN]
    rows = [
        {
            "who": country_name(language, who), "p": p,
            "change": 100 * (power.get(who, 0.0) - start.get(who, 0.0)),
        }
        for p, power in zip(STEPS, powers, strict=True)
        for who in players
    ]
    if any(row["change"] for row in rows):
        st.altair_chart(
            power_chart(rows, words), theme=None, key=f"power-{chosen}-{language}-{view.theme}",
            alt=words.t("bargaining.axis_change"),
        )  # fmt: skip
        heads = [f"{round(100 * p)}%" for p in STEPS[::2]]
        numbers = [(who, [power[who] for power in powers[::2]]) for who in players]
        st.html(render_page("bargaining/numbers.html", words, heads=heads, rows=numbers))


def power_along(data: Data, scenario: Scenario, corridor: str) -> list[dict[str, float]]:
    """Shares of power at each step of a project's probability, all else as in the scenario."""
    what_if, settings = get_what_if(get_edition()), get_settings(get_edition())
    found = []
    for p in STEPS:
        others = tuple(pair for pair in scenario.built if pair[0] != corridor)
        step = Scenario(scenario.day, scenario.closed, (*others, (corridor, p)))
        shares = what_if.power(open_ways(data, step), step, settings)
        found.append({who: share.central for who, share in shares.items()})
    players = {who for power in found for who in power}
    return [{who: power.get(who, 0.0) for who in players} for power in found]


def _sentence(data: Data, corridor: str, powers: list[dict[str, float]], words: Words) -> str:
    language = words.view.language
    name = data.corridors[corridor].short_name[language]
    change = {who: powers[2][who] - powers[0][who] for who in powers[0]}
    if max(map(abs, change.values()), default=0.0) < LEAST_CHANGE:
        return words.t("bargaining.no_change", name=name)
    # Ordered by what is printed, then by name: players who lose the same differ by rounding noise only.
    moved = sorted(
        (-abs(round(change[who], 4)), country_name(language, who), who)
        for who in change
        if who != data.home and abs(change[who]) >= LEAST_CHANGE
    )
    changes = [
        (change[who] < 0, f"{country} {words.difference(100 * change[who], 2)}") for _, country, who in moved
    ]
    lost, others = (", ".join(text for lost, text in changes if lost is side) for side in (True, False))
    return words.t(
        "bargaining.sentence", name=name, home=country_name(language, data.home),
        gain=words.difference(100 * change[data.home], 2),
        lost=lost or words.t("room.none"), others=others or words.t("room.none"),
    )  # fmt: skip
