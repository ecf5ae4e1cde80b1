"""Who holds what at the table, and what a line that may never be built already changes."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.components.access_panel import power_table
from dashboard.components.build_sliders import build_sliders, buildable
from dashboard.components.charts import power_chart
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html_text import Words
from dashboard.loaders import get_headline, get_settings, get_what_if
from dashboard.state import acted, change_view, write_link
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import Scenario, open_ways, scenario_of
from layers.text import country_name, translate

STEPS = tuple(index / 10 for index in range(11))
SHOWN = 7
"""Players on the chart: those whose power moves most."""


def show_bargaining_page(pages: Pages) -> None:
    """Power today, with what is built on trial, and along the probability of one project."""
    begun = begin_page("bargaining", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        st.html(words.page(f"<h1>{words.t('nav.bargaining')}</h1><p>{words.t('bargaining.lede')}</p>"))
        changed = replace(view, built=build_sliders(data, view))
        scenario = scenario_of(view)
        before, after = (
            get_headline(scenario.without_changes(), view.shocks).power,
            get_headline(scenario, view.shocks).power,
        )
        sides = "".join(
            f"<section><h4>{words.t(f'what_if.{side}')}</h4>{power_table(power, words)}</section>"
            for side, power in (("before", before), ("after", after))
        )
        st.html(words.page(f'<div class="sides">{sides}</div>'))
        if keys := buildable(data, view.date):
            _curve(data, view, words, keys)
        st.html(words.page(f"<p><small>{words.t('bargaining.method')}</small></p>"))
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
    st.html(words.page(f"<p class='lede'>{sentence}</p>"))
    start = powers[0]
    players = sorted(start, key=lambda who: -abs(powers[-1].get(who, 0) - start[who]))[:SHOWN]
    rows = [
        {"who": country_name(language, who), "p": p, "change": power.get(who, 0.0) - start.get(who, 0.0)}
        for p, power in zip(STEPS, powers, strict=True)
        for who in players
    ]
    if any(row["change"] for row in rows):
        st.altair_chart(
            power_chart(rows, words), theme=None, key=f"power-{chosen}-{language}-{view.theme}",
            alt=words.plain("bargaining.axis_change"),
        )  # fmt: skip
        st.html(words.page(_numbers(players, powers, words)))


def power_along(data: Data, scenario: Scenario, corridor: str) -> list[dict[str, float]]:
    """Shapley values at each step of a project's probability, all else as in the scenario."""
    what_if, settings = get_what_if(), get_settings()
    found = []
    for p in STEPS:
        others = tuple(pair for pair in scenario.built if pair[0] != corridor)
        step = Scenario(scenario.day, scenario.closed, (*others, (corridor, p)))
        found.append(what_if.power(open_ways(data, step), step, settings))
    players = {who for power in found for who in power}
    return [{who: power.get(who, 0.0) for who in players} for power in found]


def _sentence(data: Data, corridor: str, powers: list[dict[str, float]], words: Words) -> str:
    language = words.view.language
    name = data.corridors[corridor].short_name[language]
    change = {who: powers[2][who] - powers[0][who] for who in powers[0]}
    if max(map(abs, change.values()), default=0.0) < 0.5:
        return words.t("bargaining.no_change", name=name)
    # Ordered by what is printed, then by name: players who lose the same differ by rounding noise only.
    moved = sorted(
        (-abs(round(change[who])), country_name(language, who), who)
        for who in change
        if who != data.home and abs(change[who]) >= 0.5
    )
    told = [(change[who] < 0, f"{country} {words.difference(change[who])}") for _, country, who in moved]
    lost, others = (", ".join(text for lost, text in told if lost is side) for side in (True, False))
    return words.t(
        "bargaining.sentence", name=name, home=country_name(language, data.home),
        gain=words.difference(change[data.home]),
        lost=lost or words.plain("room.none"), others=others or words.plain("room.none"),
    )  # fmt: skip


def _numbers(players: list[str], powers: list[dict[str, float]], words: Words) -> str:
    heads = "".join(f'<th scope="col" class="n">{round(100 * p)}%</th>' for p in STEPS[::2])
    rows = "".join(
        f'<tr><th scope="row">{words.country(who)}</th>'
        + "".join(f'<td class="n">{words.number(power[who])}</td>' for power in powers[::2])
        + "</tr>"
        for who in players
    )
    return (
        f"<details><summary>{words.t('page.staircase_numbers')}</summary><table><thead><tr><td></td>{heads}</tr>"
        f"</thead><tbody>{rows}</tbody></table></details>"
    )
