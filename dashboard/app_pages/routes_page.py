"""From a home city to a world market: the best route, an alternative, and the cost of closures."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page, fit_link
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_edition, get_route_finder
from dashboard.state import acted, change_view
from layers.analysis.journey_bands import band_of_journey
from layers.analysis.routing import By, Comparison, Journey
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.text import translate


def show_routes_page(pages: Pages) -> None:
    """Choose city, market and objective; see the legs."""
    begun = begin_page("routes", pages)
    if begun is None:
        return
    data, view = begun
    finder = get_route_finder(get_edition())
    asked = replace(
        view,
        origin=view.origin if view.origin in finder.origins() else data.pack.default_origin,
        market=view.market if view.market in finder.markets() else data.pack.default_market,
    )
    words = Words(view, data)
    with st.container(key="content"):
        title, lede = words.t("nav.routes"), words.t("routes.lede", date=words.date(view.date))
        st.html(render_page("head.html", words, level=1, title=title, text=lede))
        fit_link(pages, view)
        changed = _choose(data, asked)
        comparison = finder.compare(asked.origin, asked.market, By(asked.by), scenario_of(asked))
        st.html(_answer(data, comparison, words))
        st.page_link(
            pages["map"], label=translate(view.language, "page.show_on_map"), icon=":material/map:",
            query_params=replace(asked, selection="").to_query(),
        )  # fmt: skip
    if changed != asked:
        change_view(replace(changed, selection=""))
        st.rerun()
    write_link(view)


def _choose(data: Data, view: View) -> View:
    language, finder = view.language, get_route_finder(get_edition())
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


def _answer(data: Data, comparison: Comparison, words: Words) -> Markup:
    best, free = comparison.best, comparison.nothing_shut
    shown = [journey for journey in (best, comparison.apart) if journey is not None]
    bands = [band_of_journey(data, journey) for journey in shown]
    return render_page(
        "routes.html", words, best=best, apart=comparison.apart, legs=data.legs, bands=bands,
        added=_added(best, free, words) if best else "",
    )  # fmt: skip


def _added(best: Journey, free: Journey | None, words: Words) -> str:
    """What the closures add to the best way; ``free`` is the best one with nothing shut."""
    if free is None:
        return words.t("basis.not-found")
    if free.legs == best.legs:
        return words.t("routes.adds_nothing")
    return words.t(
        "routes.adds", km=words.difference(best.km - free.km),
        days=words.difference(best.days - free.days, 1),
        usd=words.difference(best.usd_per_teu - free.usd_per_teu),
    )  # fmt: skip
