"""Close anything, build anything, and see every figure before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.components.access_panel import closed_name, countries_text, percent, trial_sentence
from dashboard.components.build_sliders import build_sliders
from dashboard.components.chrome import Pages, begin_page
from dashboard.components.clickable_html import pickable
from dashboard.components.html_text import Words
from dashboard.loaders import get_headline
from dashboard.state import acted, change_view, current_view, write_link
from layers.analysis.access import Locks
from layers.analysis.what_if import Headline
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
        lede = words.t("what_if.lede", date=words.date(view.date))
        st.html(words.page(f"<h1>{words.t('nav.what-if')}</h1><p>{lede}</p>"))
        pickable(_presets(data, words), "presets", choose)
        changed = _choose_closures(data, view, words)
        changed = _choose_built(data, changed)
        before, after = (
            get_headline(scenario.without_changes(), view.shocks),
            get_headline(scenario, view.shocks),
        )
        st.html(words.page(_before_after(data, before, after, words)))
        st.page_link(
            pages["map"], label=translate(view.language, "page.show_on_map"),
            query_params=view.to_query(), icon=":material/map:",
        )  # fmt: skip
        st.html(words.page(_next_best(data, before, after, words) + words.references()))
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


def _presets(data: Data, words: Words) -> str:
    items = "".join(
        f'<li><button type="button" data-pick="{preset.id}">{words.local(preset.name)}</button> '
        f"<small>{words.local(preset.text)}{words.ground(preset)}</small></li>"
        for preset in data.presets.values()
    )
    return words.page(f"<h2>{words.t('what_if.presets')}</h2><ul class='presets'>{items}</ul>")


def _closable(data: Data, view: View) -> Mapping[str, str]:
    """Name of everything that can be closed: countries, chokepoints, crossings, ports, legs in use, and
    what is closed already."""
    ways = all_ways(data)
    countries = {code for way in ways for code in way.countries}
    used = {part for way in ways for part in way.parts} | view.closed
    groups = (countries, *(used & table.keys() for table in (data.chokepoints, data.crossings, data.ports)))
    found: dict[str, str] = {}
    for group in (*groups, used & data.legs.keys(), view.closed):
        names = {key: closed_name(data, key, view.language) for key in group - found.keys()}
        found |= dict(sorted(names.items(), key=lambda item: item[1]))
    return found


def _choose_closures(data: Data, view: View, words: Words) -> View:
    names = _closable(data, view)
    chosen = st.multiselect(
        words.plain("what_if.close"), list(names), default=sorted(view.closed), format_func=names.__getitem__,
        placeholder=words.plain("what_if.close_hint"), on_change=acted,
        key=f"close-{'.'.join(sorted(view.closed))}-{view.language}",
    )  # fmt: skip
    return replace(view, closed=frozenset(chosen))


def _choose_built(data: Data, view: View) -> View:
    built = build_sliders(data, view)
    scale = st.slider(
        translate(view.language, "what_if.shocks"), 0.0, MAX_SHOCKS, view.shocks, step=0.25,
        help=translate(view.language, "what_if.shocks_hint"), key=f"shocks-{view.shocks:g}-{view.language}",
        on_change=acted,
    )  # fmt: skip
    return replace(view, built=built, shocks=scale)


def _before_after(data: Data, before: Headline, after: Headline, words: Words) -> str:
    rows = [
        ("doors", words.number(len(before.doors)), words.number(len(after.doors))),
        ("independent", words.number(len(before.independent)), words.number(len(after.independent))),
        ("locks", _locks(before.locks, words), _locks(after.locks, words)),
        (
            "no_door", percent(before.reliability.p_no_door, words),
            percent(after.reliability.p_no_door, words),
        ),
        (
            "expected", words.number(before.reliability.expected_doors, 1),
            words.number(after.reliability.expected_doors, 1),
        ),
        ("concentration", words.number(before.concentration), words.number(after.concentration)),
        ("home_power", _home_power(before, data, words), _home_power(after, data, words)),
    ]  # fmt: skip
    body = "".join(
        f'<tr><th scope="row">{words.t(f"room.{name}")}<br><small>{words.t(f"room.{name}_what")}</small></th>'
        f'<td class="n">{old}</td><td class="n"><b>{new}</b></td></tr>'
        for name, old, new in rows
    )
    heads = "".join(
        f'<th scope="col" class="n">{words.t(f"what_if.{key}")}</th>' for key in ("before", "after")
    )
    sentence = words.t("what_if.nothing")
    if after.scenario != before.scenario:
        sentence = escape(trial_sentence(data, before, after, words))
    return (
        f"<h2>{words.t('what_if.before_after')}</h2><p class='lede'>{sentence}</p>"
        f'<div class="scroll"><table class="narrow"><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _next_best(data: Data, before: Headline, after: Headline, words: Words) -> str:
    """Open corridors by generalised cost: where cargo would go next."""
    ranked = sorted(after.costs.items(), key=lambda item: item[1].generalised_usd)
    rows = "".join(
        f'<tr><th scope="row">{words.local(data.corridors[c].short_name)}</th>'
        f'<td class="n">{words.number(cost.days, 1)}</td><td class="n">{words.number(cost.usd_per_teu)}</td>'
        f'<td class="n">{words.number(cost.risk)}</td>'
        f'<td class="n">{percent(before.shares.get(c, 0.0), words)}</td>'
        f'<td class="n"><b>{percent(after.shares[c], words)}</b></td></tr>'
        for c, cost in ranked
    )
    heads = "".join(
        f'<th scope="col" class="n">{words.t(key)}</th>'
        for key in (
            "compare.days",
            "compare.usd",
            "compare.risk",
            "what_if.share_before",
            "what_if.share_after",
        )
    )
    return (
        f"<h2>{words.t('what_if.next_best')}</h2><p>{words.t('what_if.next_best_lede')}</p>"
        f'<div class="scroll"><table><thead><tr><td></td>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _home_power(headline: Headline, data: Data, words: Words) -> str:
    total = sum(headline.power.values())
    return percent(headline.power[data.home] / total, words) if total else words.t("room.none")


def _locks(found: Locks, words: Words) -> str:
    if found.size is None:
        return words.t("room.no_lock")
    sets = "<br>".join(f"<small>{countries_text(names, words)}</small>" for names in found.sets[:4] if names)
    return f"{words.number(found.size)}<br>{sets}"
