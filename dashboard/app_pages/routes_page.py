"""From a home city to a world market: the best way, one apart from it, and what the closures add."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html_text import Words
from dashboard.loaders import get_route_finder
from dashboard.state import acted, change_view, write_link
from layers.analysis.routing import By, Comparison, Journey, Stage
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.text import translate


def show_routes_page(pages: Pages) -> None:
    """Choose city, market and aim; see the legs."""
    begun = begin_page("routes", pages)
    if begun is None:
        return
    data, view = begun
    finder = get_route_finder()
    asked = replace(
        view,
        origin=view.origin if view.origin in finder.origins() else data.pack.default_origin,
        market=view.market if view.market in finder.markets() else data.pack.default_market,
    )
    words = Words(view, data)
    with st.container(key="content"):
        lede = words.t("routes.lede", date=words.date(view.date))
        st.html(words.page(f"<h1>{words.t('nav.routes')}</h1><p>{lede}</p>"))
        changed = _choose(data, asked)
        comparison = finder.compare(asked.origin, asked.market, By(asked.by), scenario_of(asked))
        st.html(words.page(_answer(data, comparison, words)))
        st.page_link(
            pages["map"], label=translate(view.language, "page.show_on_map"), icon=":material/map:",
            query_params=replace(asked, selection="").to_query(),
        )  # fmt: skip
    if changed != asked:
        change_view(replace(changed, selection=""))
        st.rerun()
    write_link(view)


def _choose(data: Data, view: View) -> View:
    language, finder = view.language, get_route_finder()
    names = {key: data.places[key].name[language] for key in (*finder.origins(), *finder.markets())}
    origins = sorted(finder.origins(), key=names.__getitem__)
    markets = sorted(finder.markets(), key=names.__getitem__)
    columns = st.columns(3, gap="medium")
    with columns[0]:
        origin = st.selectbox(
            translate(language, "routes.origin"), origins, index=origins.index(view.origin),
            format_func=names.__getitem__, key=f"origin-{view.origin}-{language}", on_change=acted,
        )  # fmt: skip
    with columns[1]:
        market = st.selectbox(
            translate(language, "routes.market"), markets, index=markets.index(view.market),
            format_func=names.__getitem__, key=f"market-{view.market}-{language}", on_change=acted,
        )  # fmt: skip
    with columns[2]:
        aims = {by.value: translate(language, f"routes.by.{by}") for by in By}
        by = st.selectbox(
            translate(language, "routes.aim"), list(aims), index=list(aims).index(view.by),
            format_func=aims.__getitem__, key=f"by-{view.by}-{language}", on_change=acted,
        )  # fmt: skip
    return replace(view, origin=cast("str", origin), market=cast("str", market), by=cast("str", by))


def _answer(data: Data, comparison: Comparison, words: Words) -> str:
    best, apart, free = comparison.best, comparison.apart, comparison.nothing_shut
    if best is None:
        return f"<p class='lede'>{words.t('routes.no_way')}</p>"
    added = words.t("routes.adds_nothing")
    if free is not None and free.legs != best.legs:
        added = words.t(
            "routes.adds", km=words.difference(best.km - free.km),
            days=words.difference(best.days - free.days, 1),
            usd=words.difference(best.usd_per_teu - free.usd_per_teu),
        )  # fmt: skip
    elif free is None:
        added = words.t("basis.not-found")
    second = words.t("routes.no_apart") if apart is None else ""
    return (
        f"<h2>{words.t('routes.best')}</h2>{_summary(best, words)}<p>{added}</p>{_stages(data, best, words)}"
        f"<h2>{words.t('routes.apart')}</h2><p>{second}</p>"
        f"{_summary(apart, words) + _stages(data, apart, words) if apart else ''}"
        f"<p><small>{words.t('routes.method')}</small></p>"
    )


def _summary(journey: Journey, words: Words) -> str:
    countries = ", ".join(sorted(words.country(code) for code in journey.countries))
    text = words.t(
        "routes.summary", km=words.number(journey.km), days=words.number(journey.days, 1),
        usd=words.number(journey.usd_per_teu),
    )  # fmt: skip
    return f"<p class='lede'>{text}</p><p>{words.t('routes.through')} {countries}</p>"


def _stages(data: Data, journey: Journey, words: Words) -> str:
    rows = "".join(_stage(data, stage, words) for stage in journey.stages)
    heads = "".join(
        f'<th scope="col" class="n">{words.t(key)}</th>'
        for key in ("page.axis_km", "routes.hours", "page.axis_usd")
    )
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _stage(data: Data, stage: Stage, words: Words) -> str:
    start, end = (words.local(data.places[place].name) for place in (stage.start, stage.end))
    name = (
        f"{start} – {end}"
        if stage.leg
        else words.t("routes.handling", place=data.places[stage.start].name[words.view.language])
    )
    mode = f" <small>{words.t(f'mode.{data.legs[stage.leg].mode}')}</small>" if stage.leg else ""
    return (
        f'<tr><th scope="row">{name}{mode}</th><td class="n">{words.number(stage.km)}</td>'
        f'<td class="n">{words.number(stage.hours, 1)}</td>'
        f'<td class="n">{words.number(stage.usd_per_teu)}</td></tr>'
    )
