"""Parts of the briefing page: the list of scenes, a preview of a scene, a view in words, and problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from dashboard.components.html import render_page
from dashboard.components.wording import Words
from layers.analysis.live_figures import Figures
from layers.faults import Fault
from layers.model.dataset import Data
from layers.model.evidence import PLACEHOLDER
from layers.model.story import MAX_CALLOUT, MAX_LABEL, MAX_NOTES, MAX_TEXT, MAX_TITLE
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.network.network import main_route, transit_countries
from layers.picture.load_lens import load_lens
from layers.text.faults import word_fault

MOST = {
    "title": MAX_TITLE, "story_title": MAX_TITLE, "lede": MAX_TEXT, "text": MAX_TEXT, "notes": MAX_NOTES,
    "label": MAX_LABEL, "callouts": MAX_CALLOUT,
}  # fmt: skip
"""Maximum number of characters in each field."""

COMMON_FIGURES = (
    "doors", "outlets", "usable", "suspended", "unbuilt", "independent", "locks", "lock_names",
    "days_without_door", "days_without_door_low", "days_without_door_high", "days_without_door_alone",
    "spell_30_days", "spell_30_days_high", "expected_doors", "concentration", "doors_lost", "closures",
    "corridors_hit", "late", "promised", "slip_months",
)  # fmt: skip
"""Live figures that are not about one country or corridor."""

_OF_TONNES = tuple(f"tonnes_{name}" for name in (
    "year", "total", "nearly_full", "displaced", "stranded", "stranded_range", "stranded_usd", "moved",
    "extra_cost",
))  # fmt: skip
_OF_A_COUNTRY = ("via", "usable_without", "exposure", "power", "power_change")
_OF_A_CORRIDOR = ("km", "unbuilt_km", "status", "risk", "against", "behind")

Fields = Mapping[str, Any]


def listed_figures(data: Data) -> list[str]:
    """Live figures that the editor lists; one country and one corridor stand as examples for all."""
    corridor = next(iter(data.corridors.values()), None)
    common = [*COMMON_FIGURES, *(_OF_TONNES if data.flows else ())]
    if corridor is None:
        return common
    countries = sorted(transit_countries(data, main_route(corridor)))[:1]
    key = corridor.id.replace("-", "_")
    return [
        *common,
        f"power_{data.home}",
        *(f"{name}_{code}" for code in countries for name in _OF_A_COUNTRY),
        *(f"{name}_{key}" for name in _OF_A_CORRIDOR),
    ]


def query_of_view(view: View) -> str:
    """Query string that a scene keeps of a view, without language and theme: those are the reader's."""
    query = replace(view, language=View().language, theme=View().theme).to_query()
    return urlencode(query, safe=":,")


# --- the list of scenes ------------------------------------------------------------------------------------


def scene_list(
    scenes: Sequence[Fields], chosen: str, faulty: Iterable[str], own: bool, words: Words
) -> Markup:
    """List of scenes with number and title; scenes of the user's own story can be moved."""
    wrong, language = set(faulty), words.view.language
    shown = [
        {
            "id": str(scene["id"]), "title": text_in(scene.get("title"), language),
            "is_chosen": scene["id"] == chosen, "is_faulty": str(scene["id"]) in wrong,
        }
        for scene in scenes
    ]  # fmt: skip
    return render_page("briefing/scenes.html", words, scenes=shown, own=own)


# --- a scene as it will be read ----------------------------------------------------------------------------


def text_in(text: object, language: str) -> str:
    """Text of a draft's field in a language; empty if there is none."""
    return str(text.get(language) or "") if isinstance(text, Mapping) else ""


def preview(data: Data, scene: Fields, figures: Figures, words: Words, *, notes: bool) -> Markup:
    """Preview of a scene in the language of ``figures``, with every live figure filled in."""
    language = figures.language

    def filled(text: object) -> str:
        return figures.fill(text_in(text, language))

    names = ", ".join(_place(data, key, language) for key in scene.get("labels") or ())
    return render_page(
        "briefing/preview.html", words, language=language,
        title=filled(scene.get("title")), text=filled(scene.get("text")),
        figures=[
            figures.figure(str(big.get("value") or ""), text_in(big.get("label"), language))
            for big in scene.get("figures") or ()
        ],
        callouts=[
            (_place(data, callout.get("at"), language), filled(callout.get("text")))
            for callout in scene.get("callouts") or ()
        ],
        named=Words(_in(words.view, language), data).t("briefing.named", names=names) if names else "",
        notes=filled(scene.get("notes")) if notes else "",
    )  # fmt: skip


def _in(view: View, language: str) -> View:
    return replace(view, language=language)


def _place(data: Data, key: object, language: str) -> str:
    return data.places[str(key)].name[language] if str(key) in data.places else str(key or "")


def cited(data: Data, keys: Iterable[str], words: Words) -> Markup:
    """The sources of a scene, one per line."""
    sources = [data.bibliography[key] for key in keys if key in data.bibliography]
    return render_page("briefing/sources.html", words, sources=sources)


def figure_table(figures: Figures, words: Words) -> Markup:
    """Table of live figures: each name with its value in this scene."""
    rows = [(f"{{{name}}}", figures.value(name) or "") for name in listed_figures(figures.data)]
    return render_page("briefing/figures.html", words, figures=rows)


# --- the view in words -------------------------------------------------------------------------------------


def view_sentence(data: Data, view: View, words: Words) -> str:
    """Describe what a view shows."""
    parts = [words.t("briefing.view_plain", day=words.date(view.date), lens=_lens(data, view, words))]
    kind, _, key = view.selection.partition(":")
    if key:
        name = words.corridor(key) if kind == "corridor" else words.name_of(key)
        parts.append(words.t("briefing.view_chosen", name=name))
    if view.closed:
        names = ", ".join(sorted(map(words.name_of, view.closed)))
        parts.append(words.t("what_if.closed", closed=names))
    if view.built:
        names = ", ".join(f"{words.corridor(one)} ({p:.0%})" for one, p in view.built)
        parts.append(words.t("what_if.built", built=names))
    if view.origin and view.market:
        ends = {name: words.name_of(getattr(view, name)) for name in ("origin", "market")}
        parts.append(words.t("briefing.view_route", **ends))
    if view.off:
        parts.append(words.t("briefing.view_hidden", n=len(view.off)))
    if view.bounds is not None:
        parts.append(words.t("briefing.view_area"))
    return " ".join(parts)


def _lens(data: Data, view: View, words: Words) -> str:
    kind, _, key = view.lens.partition(":")
    if kind == "stance":
        return words.t("briefing.lens.stance", actor=data.actors[key].name[words.view.language])
    if kind == "load":
        return words.t("briefing.lens.load", cargo=load_lens(data, view).cargo(words.view.language))
    if key:
        dimension = words.t(f"dimension.{key}").lower()
        return words.t("briefing.lens.dimension", dimension=dimension)
    return words.t(f"briefing.lens.{kind}")


# --- problems -------------------------------------------------------------------------------


def story_problems(fields: Fields, words: Words) -> list[str]:
    """Describe the problems of a story's title and lede."""
    return [
        *_text_problems(fields.get("title"), "story_title", words),
        *_text_problems(fields.get("lede"), "lede", words),
    ]


def scene_problems(scene: Fields, figures: Figures, words: Words) -> list[str]:
    """Describe the problems of a scene's texts and figures."""
    found = []
    texts: list[tuple[str, str, object]] = [(name, "", scene.get(name)) for name in ("title", "text")]
    if scene.get("notes"):
        texts.append(("notes", "", scene.get("notes")))
    for number, big in enumerate(scene.get("figures") or (), start=1):
        texts.append(("label", f" {number}", big.get("label")))
        name = words.t("briefing.numbered", field=words.t("briefing.field.value"), n=number)
        found += _figure_problems([str(big.get("value") or "")], name, figures, words)
        if len(str(big.get("value") or "")) < len("{x}"):
            found.append(words.t("briefing.fault.empty", field=name))
    for number, callout in enumerate(scene.get("callouts") or (), start=1):
        texts.append(("callouts", f" {number}", callout.get("text")))
        if not callout.get("at"):
            name = words.t("briefing.numbered", field=words.t("briefing.field.at"), n=number)
            found.append(words.t("briefing.fault.empty", field=name))
    for name, number_text, text in texts:
        found += _text_problems(text, name, words, number_text)
        field = words.t(f"briefing.field.{name}") + number_text
        found += _figure_problems([text_in(text, each) for each in LANGUAGES], field, figures, words)
    return found


def _text_problems(text: object, name: str, words: Words, number: str = "") -> list[str]:
    found = []
    for language in LANGUAGES:
        written = text_in(text, language)
        field = words.t(
            "briefing.in_language",
            field=words.t(f"briefing.field.{name}") + number,
            tongue=words.t(f"briefing.language.{language}"),
        )
        if not written.strip():
            found.append(words.t("briefing.fault.empty", field=field))
        if len(written) > MOST[name]:
            found.append(words.t("briefing.fault.long", field=field, n=len(written), most=MOST[name]))
    return found


def _figure_problems(texts: Sequence[str], field: str, figures: Figures, words: Words) -> list[str]:
    named = [set(PLACEHOLDER.findall(text)) for text in texts]
    found = [
        words.t("briefing.fault.figure", field=field, name=f"{{{name}}}")
        for name in sorted(set().union(*named))
        if figures.value(name) is None
    ]
    written = [names for names, text in zip(named, texts, strict=True) if text.strip()]
    if any(names != written[0] for names in written):
        found.append(words.t("briefing.fault.unlike", field=field))
    return found


def fault_lines(problems: Sequence[str], faults: Sequence[Fault], words: Words) -> Markup:
    """Box that says why a story is a draft."""
    said = problems or [word_fault(fault, words.view.language) for fault in faults]
    return render_page("briefing/draft.html", words, lines=said)
