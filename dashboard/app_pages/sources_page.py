"""Every source with what cites it, and the terms, boundaries and limits of everything shown."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard.components.chrome import Pages, begin_page
from dashboard.components.html import render_page
from dashboard.components.wording import Words
from dashboard.link import write_link
from dashboard.loaders import get_citations, get_edition, get_freshness
from layers.export.tables.bibliography import bibliography_bibtex, bibliography_csv
from layers.model.dataset import Data
from layers.model.evidence import Assessment
from layers.model.records import Source
from layers.model.vocabulary import Topic
from layers.network.citations import Citation
from layers.text import translate

SHOWN = 60
"""Sources on one page; nobody would read more."""


def show_sources_page(pages: Pages) -> None:
    """Search and download the bibliography; read the terms."""
    begun = begin_page("sources", pages)
    if begun is None:
        return
    data, view = begun
    words = Words(view, data)
    with st.container(key="content"):
        lede = words.t("sources.lede", n=len(data.bibliography), date=words.date(data.evidence_end))
        st.html(render_page("head.html", words, level=1, title=words.t("nav.sources"), text=lede))
        st.html(_freshness(data, words))
        st.html(render_page("head.html", words, level=2, title=words.t("sources.all")))
        with st.container(key="search", horizontal=True, vertical_alignment="bottom"):
            wanted = st.text_input(
                translate(view.language, "sources.search"), key=f"search-{view.language}",
                placeholder=translate(view.language, "sources.search_hint"),
            )  # fmt: skip
            _downloads(data, view.language)
        st.html(_list(data, wanted, words))
        st.html(_terms(data, words))
    write_link(view)


def _freshness(data: Data, words: Words) -> Markup:
    return render_page(
        "sources/freshness.html", words, rows=get_freshness(get_edition()), sources=data.bibliography,
        actors=data.actors, corridors=data.corridors, date=words.date(data.evidence_end),
    )  # fmt: skip


def _downloads(data: Data, language: str) -> None:
    cited = get_citations(get_edition())
    st.download_button(
        translate(language, "sources.csv"), lambda: bibliography_csv(data, cited).encode("utf-8-sig"),
        "searoom-sources.csv", "text/csv", on_click="ignore",
    )  # fmt: skip
    st.download_button(
        translate(language, "sources.bibtex"), lambda: bibliography_bibtex(data).encode(),
        "searoom-sources.bib", "application/x-bibtex", on_click="ignore",
    )  # fmt: skip


def _list(data: Data, wanted: str, words: Words) -> Markup:
    needles = wanted.casefold().split()
    cited = get_citations(get_edition())
    found = [
        source for source in data.bibliography.values()
        if all(needle in _haystack(data, source, cited[source.id], words) for needle in needles)
    ]  # fmt: skip
    shown = [
        (source, dict.fromkeys(_citing(data, one, words) for one in cited[source.id]))
        for source in found[:SHOWN]
    ]
    return render_page("sources/list.html", words, found=len(found), sources=shown)


def _haystack(data: Data, source: Source, cited: tuple[Citation, ...], words: Words) -> str:
    named = " ".join(_citing(data, one, words) for one in cited)
    return " ".join(
        (source.id, source.publisher, source.title, source.date or "", source.url or "", named)
    ).casefold()


def _citing(data: Data, citation: Citation, words: Words) -> str:
    """Name of a citing record, preceded by its kind."""
    key = citation.record
    if key in data.parts:
        name = words.name_of(key)
    elif key in data.assessments:
        name = _assessed(data, data.assessments[key], words)
    else:
        groups = (
            data.corridors,
            data.actors,
            data.projects,
            data.series,
            data.parameters,
            data.indicators,
            data.shocks,
            data.presets,
        )
        record = next((group[key] for group in groups if key in group), None)
        titled = data.events.get(key) or data.claims.get(key)
        if record is not None:
            name = words.local(record.name)
        else:
            name = words.local(titled.title) if titled else key
    return f"{words.t(f'kind.{citation.kind}')}: {name}"


def _assessed(data: Data, assessment: Assessment, words: Words) -> str:
    """Dimension and the first of the parts or countries that an assessment scores."""
    names = [words.country(code) for code in assessment.countries]
    names += [words.name_of(part) for part in assessment.parts]
    more = f" (+{len(names) - 1})" if len(names) > 1 else ""
    return f"{words.t(f'dimension.{assessment.dimension}')}, {names[0]}{more}"


def _terms(data: Data, words: Words) -> Markup:
    unknown = [
        (corridor, fact)
        for corridor in data.corridors.values()
        for fact in corridor.facts
        if fact.topic is Topic.UNKNOWN
    ]
    return render_page(
        "sources/terms.html", words, unknown=unknown, datasets=data.datasets, evidence_end=data.evidence_end
    )
