"""What every page has around its content: style, navigation bar, and notices about data and link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.components.html import render
from dashboard.components.wording import as_plain_markdown
from dashboard.hot_reload import Edition
from dashboard.link import current_view, write_link
from dashboard.loaders import pin_edition
from dashboard.state import acted, change_view, pop_ignored_parts, visitor
from layers.errors import DataError
from layers.faults import Problem
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Theme
from layers.text import translate
from layers.text.faults import word_fault, word_problem

Pages = Mapping[str, StreamlitPage]
_MOST_FAULTS = 20


def page_style(view: View | None = None, theme: str = "") -> None:
    """Replace Streamlit's page furniture with ours; ``theme`` is given for pages without the map.

    The words for a server that is away come along: then it is too late to ask for them.
    """
    away = translate(view.language if view else "en", "server.away")
    st.html(render("page_style.html", away=away, theme=theme))


def begin_page(current: str, pages: Pages) -> tuple[Data, View] | None:
    """Show everything above a page's content; None, after an error message, if the data cannot be loaded."""
    try:
        edition = pin_edition(visitor().editing.edition)
    except DataError as error:
        page_style()
        st.error(translate("en", "page.data_fault") + " " + translate("ru", "page.data_fault"))
        st.code(str(error), language=None)
        return None
    data = edition.data
    view = current_view(data)
    page_style(view, "" if current == "map" else view.theme)
    _show_refused_data(edition, view)
    if visitor().editing.edition is not None:
        text = translate(view.language, "own_data.bar")
        st.html(render("notice.html", language=view.language, text=text))
    for part in pop_ignored_parts():
        warn_of_bad_link(view.language, part)
    changed = _bar(view, current, pages)
    if changed != view:
        change_view(changed)
        write_link(changed)
        st.rerun()
    return data, view


def warn_of_bad_link(language: str, part: Problem) -> None:
    """Show for ten seconds which part of the address was ignored."""
    words = as_plain_markdown(word_problem(part, language))
    st.toast(translate(language, "page.bad_link", parts=words), duration="long")


def _show_refused_data(edition: Edition, view: View) -> None:
    """Show a notice if the changed data files are invalid; the list of faults opens on a click."""
    if not edition.faults:
        return
    messages = [word_fault(fault, view.language) for fault in edition.faults[:_MOST_FAULTS]]
    summary = translate(view.language, "server.data_refused", n=len(edition.faults), first=messages[0])
    more = len(edition.faults) - _MOST_FAULTS
    if more > 0:
        messages.append(translate(view.language, "server.more_faults", n=more))
    st.html(render("refused_data.html", language=view.language, summary=summary, lines=messages))


def show_mishap(reference: str) -> None:
    """Say in every language that a page has failed, with the reference under which the log has details.

    The page may have failed anywhere, so this asks neither the data nor the view for anything.
    """
    page_style()
    sentences = [
        {
            "language": language, "mishap": translate(language, "server.mishap"),
            "remedy": translate(language, "server.mishap_remedy", reference=reference),
            "home": translate(language, "nav.map"),
        }
        for language in LANGUAGES
    ]  # fmt: skip
    st.html(render("mishap.html", sentences=sentences))


def glossary_link(pages: Pages, view: View) -> None:
    """Link to the glossary, which heads the page on how risk is scored."""
    st.page_link(
        pages["method"], label=translate(view.language, "glossary.link"), icon=":material/dictionary:",
        query_params=view.to_query(),
    )  # fmt: skip


def fit_link(pages: Pages, view: View) -> None:
    """Link from times and prices to the page that holds them against what is published."""
    st.page_link(
        pages["fit"], label=translate(view.language, "fit.link"), icon=":material/rule:",
        query_params=view.to_query(),
    )  # fmt: skip


def _bar(view: View, current: str, pages: Pages) -> View:
    """Show the navigation bar, with switches of language and theme on pages without the map."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(render("brand.html"), width="content")
        for name, page in pages.items():
            label = translate(view.language, f"nav.{name}")
            with st.container(key=f"nav-{'now' if name == current else 'other'}-{name}", width="content"):
                st.page_link(page, label=label, query_params=view.to_query())
        if current == "map":
            return view
        language = st.segmented_control(
            translate(view.language, "map.language"), LANGUAGES, default=view.language, format_func=str.upper,
            label_visibility="collapsed", key=f"language-{view.language}", width="content",
            on_change=acted,
        )  # fmt: skip
        names = {theme: translate(view.language, f"map.theme_{theme}") for theme in ("light", "dark")}
        theme = st.segmented_control(
            translate(view.language, "nav.light"), list(names), default=view.theme,
            format_func=names.__getitem__, label_visibility="collapsed",
            key=f"theme-{view.theme}-{view.language}", width="content", on_change=acted,
        )  # fmt: skip
    return replace(view, language=language or view.language, theme=cast("Theme", theme or view.theme))
