"""Pieces of HTML of the briefing: the list of scenes, a scene as it will be read, the view in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any
from urllib.parse import urlencode

from dashboard.components.access_panel import closed_name
from dashboard.components.html_text import Words
from layers.analysis.live_figures import Figures
from layers.errors import Fault
from layers.model.dataset import Data
from layers.model.evidence import PLACEHOLDER
from layers.model.story import MAX_CALLOUT, MAX_LABEL, MAX_NOTES, MAX_TEXT, MAX_TITLE
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.network.network import main_route, transit_countries
from layers.text.messages import tell_fault

MOST = {
    "title": MAX_TITLE, "story_title": MAX_TITLE, "lede": MAX_TEXT, "text": MAX_TEXT, "notes": MAX_NOTES,
    "label": MAX_LABEL, "callouts": MAX_CALLOUT,
}  # fmt: skip
"""Letters that fit into each field."""

COMMON_FIGURES = (
    "doors", "outlets", "usable", "suspended", "unbuilt", "independent", "locks", "lock_names", "no_door",
    "no_door_alone", "concentration", "doors_lost", "closures", "corridors_hit", "late", "promised",
    "slip_months",
)  # fmt: skip
"""Live figures of everything."""

_OF_A_COUNTRY = ("via", "usable_without", "exposure", "power", "power_change")
_OF_A_CORRIDOR = ("km", "unbuilt_km", "status", "risk", "against", "behind")

Fields = Mapping[str, Any]


def listed_figures(data: Data) -> list[str]:
    """Live figures that the editor lists; those of the first corridor and its first country as examples."""
    corridor = next(iter(data.corridors.values()), None)
    if corridor is None:
        return [*COMMON_FIGURES]
    countries = sorted(transit_countries(data, main_route(corridor)))[:1]
    key = corridor.id.replace("-", "_")
    return [
        *COMMON_FIGURES,
        f"power_{data.home}",
        *(f"{name}_{code}" for code in countries for name in _OF_A_COUNTRY),
        *(f"{name}_{key}" for name in _OF_A_CORRIDOR),
    ]


def query_of_view(view: View) -> str:
    """The query string that a scene keeps of a view: without language and theme, which are the screen's."""
    query = replace(view, language=View().language, theme=View().theme).to_query()
    return urlencode(query, safe=":,")


# --- the list of scenes ------------------------------------------------------------------------------------


def scene_list(scenes: Sequence[Fields], chosen: str, to_mend: Iterable[str], own: bool, words: Words) -> str:
    """Every scene with its number and title; those of an own story can be moved."""
    mend = set(to_mend)
    lines = []
    for number, scene in enumerate(scenes, start=1):
        plain = text_in(scene.get("title"), words.view.language)
        key, title = escape(str(scene["id"])), escape(plain)
        now = "true" if scene["id"] == chosen else "false"
        mark = f' <b class="mark raises-risk">{words.t("briefing.scene_to_mend")}</b>' if key in mend else ""
        moves = "".join(
            f'<button type="button" class="link move" data-pick="{way}/{key}" '
            f'aria-label="{words.t(f"briefing.{way}", title=plain)}">{sign}</button>'
            for way, sign, there in (("up", "↑", number > 1), ("down", "↓", number < len(scenes)))
            if own and there
        )
        lines.append(
            f'<li><button type="button" class="link scene" data-pick="open/{key}" aria-pressed="{now}">'
            f'<span class="n">{number}</span> <span>{title}{mark}</span></button>'
            f'<span class="moves">{moves}</span></li>'
        )
    heading = f"<h3>{words.t('briefing.scenes')}</h3>"
    return words.page(f'{heading}<ol class="scenes">{"".join(lines)}</ol>')


# --- a scene as it will be read ----------------------------------------------------------------------------


def text_in(text: object, language: str) -> str:
    """What a field of a draft holds in a language; empty if it holds nothing."""
    return str(text.get(language) or "") if isinstance(text, Mapping) else ""


def preview(data: Data, scene: Fields, figures: Figures, words: Words, *, notes: bool) -> str:
    """One scene in the language of ``figures``, every number filled in."""
    language = figures.language

    def filled(text: object) -> str:
        return escape(figures.fill(text_in(text, language)))

    bigs = "".join(
        f"<div><dt>{escape(figures.fill(str(big.get('value') or '')))}</dt>"
        f"<dd>{filled(big.get('label'))}</dd></div>"
        for big in scene.get("figures") or ()
    )
    callouts = "".join(
        f"<li><b>{escape(_place(data, callout.get('at'), language))}</b>: {filled(callout.get('text'))}</li>"
        for callout in scene.get("callouts") or ()
    )
    named = ", ".join(_place(data, key, language) for key in scene.get("labels") or ())
    spoken = filled(scene.get("notes")) if notes else ""
    return (
        f'<div class="sr-page" lang="{words.view.language}"><article class="slide" lang="{language}">'
        f"<h3>{filled(scene.get('title'))}</h3><p>{filled(scene.get('text'))}</p>"
        + (f'<dl class="bigs">{bigs}</dl>' if bigs else "")
        + (f"<ul>{callouts}</ul>" if callouts else "")
        + (f"<p><small>{Words(_in(words.view, language), data).t('briefing.named', names=named)}</small></p>"
           if named else "")
        + (f'<p class="notes">{spoken}</p>' if spoken else "")
        + "</article></div>"
    )  # fmt: skip


def _in(view: View, language: str) -> View:
    return replace(view, language=language)


def _place(data: Data, key: object, language: str) -> str:
    return data.places[str(key)].name[language] if str(key) in data.places else str(key or "")


def cited(data: Data, keys: Iterable[str], words: Words) -> str:
    """The sources of a scene, one a line."""
    lines = "".join(
        f"<li>{words.reference(data.bibliography[key])}</li>" for key in keys if key in data.bibliography
    )
    return f'<h3>{words.t("briefing.sources")}</h3><ul class="refs">{lines}</ul>' if lines else ""


def figure_table(figures: Figures, words: Words) -> str:
    """Names of live figures with what each is in this scene."""
    rows = "".join(
        f'<tr><th scope="row">{{{name}}}</th><td>{escape(figures.value(name) or "")}</td></tr>'
        for name in listed_figures(figures.data)
    )
    return words.page(
        f"<details><summary>{words.t('briefing.figure_names')}</summary>"
        f"<p>{words.t('briefing.figure_names_text')}</p><table class='narrow'><tbody>{rows}</tbody></table>"
        "</details>"
    )


# --- the view in words -------------------------------------------------------------------------------------


def view_sentence(data: Data, view: View, words: Words) -> str:
    """What a view shows, in words; not escaped."""
    language = words.view.language
    parts = [words.plain("briefing.view_plain", day=words.date(view.date), lens=_lens(data, view, words))]
    kind, _, key = view.selection.partition(":")
    if key:
        named = data.corridors[key].short_name[language] if kind == "corridor" else ""
        parts.append(words.plain("briefing.view_chosen", name=named or closed_name(data, key, language)))
    if view.closed:
        names = ", ".join(sorted(closed_name(data, one, language) for one in view.closed))
        parts.append(words.plain("what_if.closed", closed=names))
    if view.built:
        names = ", ".join(f"{data.corridors[one].short_name[language]} ({p:.0%})" for one, p in view.built)
        parts.append(words.plain("what_if.built", built=names))
    if view.origin and view.market:
        ends = {name: data.places[getattr(view, name)].name[language] for name in ("origin", "market")}
        parts.append(words.plain("briefing.view_route", **ends))
    if view.off:
        parts.append(words.plain("briefing.view_hidden", n=len(view.off)))
    if view.bounds is not None:
        parts.append(words.plain("briefing.view_area"))
    return " ".join(parts)


def _lens(data: Data, view: View, words: Words) -> str:
    kind, _, key = view.lens.partition(":")
    if kind == "stance":
        return words.plain("briefing.lens.stance", actor=data.actors[key].name[words.view.language])
    if key:
        dimension = words.plain(f"dimension.{key}").lower()
        return words.plain("briefing.lens.dimension", dimension=dimension)
    return words.plain(f"briefing.lens.{kind}")


# --- what is to be put right -------------------------------------------------------------------------------


def story_problems(fields: Fields, words: Words) -> list[str]:
    """What is wrong with a story's title and lede, in words; not escaped."""
    return [
        *_text_problems(fields.get("title"), "story_title", words),
        *_text_problems(fields.get("lede"), "lede", words),
    ]


def scene_problems(scene: Fields, figures: Figures, words: Words) -> list[str]:
    """What is wrong with a scene's words, in words; not escaped."""
    found = []
    texts: list[tuple[str, str, object]] = [(name, "", scene.get(name)) for name in ("title", "text")]
    if scene.get("notes"):
        texts.append(("notes", "", scene.get("notes")))
    for number, big in enumerate(scene.get("figures") or (), start=1):
        texts.append(("label", f" {number}", big.get("label")))
        name = words.plain("briefing.numbered", field=words.plain("briefing.field.value"), n=number)
        found += _figure_problems([str(big.get("value") or "")], name, figures, words)
        if len(str(big.get("value") or "")) < len("{x}"):
            found.append(words.plain("briefing.fault.empty", field=name))
    for number, callout in enumerate(scene.get("callouts") or (), start=1):
        texts.append(("callouts", f" {number}", callout.get("text")))
        if not callout.get("at"):
            name = words.plain("briefing.numbered", field=words.plain("briefing.field.at"), n=number)
            found.append(words.plain("briefing.fault.empty", field=name))
    for name, number_text, text in texts:
        found += _text_problems(text, name, words, number_text)
        field = words.plain(f"briefing.field.{name}") + number_text
        found += _figure_problems([text_in(text, each) for each in LANGUAGES], field, figures, words)
    return found


def _text_problems(text: object, name: str, words: Words, number: str = "") -> list[str]:
    found = []
    for language in LANGUAGES:
        written = text_in(text, language)
        field = words.plain(
            "briefing.in_language",
            field=words.plain(f"briefing.field.{name}") + number,
            tongue=words.plain(f"briefing.language.{language}"),
        )
        if not written.strip():
            found.append(words.plain("briefing.fault.empty", field=field))
        if len(written) > MOST[name]:
            found.append(words.plain("briefing.fault.long", field=field, n=len(written), most=MOST[name]))
    return found


def _figure_problems(texts: Sequence[str], field: str, figures: Figures, words: Words) -> list[str]:
    named = [set(PLACEHOLDER.findall(text)) for text in texts]
    found = [
        words.plain("briefing.fault.figure", field=field, name=f"{{{name}}}")
        for name in sorted(set().union(*named))
        if figures.value(name) is None
    ]
    written = [names for names, text in zip(named, texts, strict=True) if text.strip()]
    if any(names != written[0] for names in written):
        found.append(words.plain("briefing.fault.unlike", field=field))
    return found


def fault_lines(problems: Sequence[str], faults: Sequence[Fault], words: Words) -> str:
    """The box that says why a story is a draft."""
    said = problems or [re.sub(r"\s+", " ", tell_fault(words.view.language, fault)) for fault in faults]
    lines = "".join(f"<li>{escape(one)}</li>" for one in said)
    return words.page(
        f'<div class="box" role="status"><p><b>{words.t("briefing.draft")}</b>. '
        f"{words.t('briefing.draft_why')}</p><ul>{lines}</ul></div>"
    )
