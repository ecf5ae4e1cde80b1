"""Access to the sea in words and numbers: the strip of figures and what is behind each."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
from markupsafe import Markup

from dashboard.components.charts import doors_chart
from dashboard.components.html import render, render_page
from dashboard.components.wording import Words
from layers.analysis.access import Locks
from layers.analysis.what_if import DoorsOn, Headline, next_best
from layers.model.dataset import Data

SHOWN = 8
"""Elements listed by criticality; the rest hardly matter."""


def strip_html(data: Data, headline: Headline, words: Words) -> Markup:
    """The strip: five figures, each of which opens what is behind it."""
    outlets = sum(corridor.outlet for corridor in data.corridors.values())
    figures = (
        ("doors", words.t("room.of", n=len(headline.doors), all=outlets)),
        ("independent", words.number(len(headline.independent))),
        ("locks", size_text(headline.locks, words)),
        ("no_door", words.percent(headline.reliability.p_no_door)),
        ("concentration", words.number(headline.concentration)),
    )
    on_trial = bool(headline.scenario.closed or headline.scenario.built)
    return render("access/strip.html", words, figures=figures, on_trial=on_trial)


def access_blocks(
    data: Data, before: Headline, headline: Headline, history: Sequence[DoorsOn], words: Words
) -> list[Markup | alt.LayerChart]:
    """Every headline figure with its inputs, its formula and what it leaves out."""
    on_trial = before.scenario != headline.scenario
    return [
        render_page(
            "access/doors.html", words, day=headline.scenario.day, opened=headline.doors,
            shut=[c.id for c in data.corridors.values() if c.outlet and c.id not in headline.doors],
            trial=trial_sentence(before, headline, words) if on_trial else "",
            next_doors=_corridors(next_best(before, headline), words) if on_trial else "",
        ),
        doors_chart(history, words),
        _figures(data, headline, history, words),
    ]  # fmt: skip


def _figures(data: Data, headline: Headline, history: Sequence[DoorsOn], words: Words) -> Markup:
    criticality = list(headline.reliability.criticality.items())[:SHOWN]
    return render_page(
        "access/figures.html", words, history=history, shocks=list(data.shocks.values()),
        independent=[names_together(codes, words) for codes in headline.independent],
        locks=_sets(headline.locks, words), straits=_sets(headline.strait_locks, words),
        criticality=[(_element(data, name, words), value) for name, value in criticality if value > 0],
        reliability=headline.reliability, reliability_alone=headline.reliability_alone,
        concentration=headline.concentration, exposures=headline.exposures, power=headline.power,
    )  # fmt: skip


def size_text(found: Locks, words: Words) -> str:
    """How many names shut every way, or that none can."""
    return words.t("room.no_lock") if found.size is None else words.number(found.size)


def names_together(keys: frozenset[str], words: Words) -> str:
    """Names of countries or places in alphabetical order."""
    return " + ".join(sorted(map(words.name_of, keys)))


def _sets(found: Locks, words: Words) -> dict[str, object]:
    """The smallest sets of names that shut every way; if there is none, the way past them is open."""
    sets = [names_together(names, words) for names in found.sets if names]
    return {"size": size_text(found, words), "sets": sets, "are_avoidable": found.size is None}


def _element(data: Data, element: str, words: Words) -> str:
    """Name of a country, of what an assessment is about, or of a corridor that may be built."""
    if element.startswith("built:"):
        return words.corridor(element.removeprefix("built:"))
    assessment = data.assessments.get(element)
    if assessment is None:
        return words.country(element)
    dimension = words.t(f"dimension.{assessment.dimension}").lower()
    return f"{words.name_of(assessment.parts[0])} ({dimension})"


def trial_sentence(before: Headline, after: Headline, words: Words) -> str:
    """What is closed and built, which doors that costs and opens, and what is left."""
    scenario = after.scenario
    said = {
        "closed": ", ".join(sorted(map(words.name_of, scenario.closed))),
        "built": ", ".join(f"{words.corridor(key)} ({words.percent(p)})" for key, p in scenario.built),
        "lost": _corridors([key for key in before.doors if key not in after.doors], words),
        "gained": _corridors([key for key in after.doors if key not in before.doors], words),
    }
    parts = [words.t(f"what_if.{key}", **{key: text}) for key, text in said.items() if text]
    if not said["lost"] and not said["gained"]:
        parts.append(words.t("what_if.unmoved"))
    left, locks = words.number(len(after.doors)), size_text(after.locks, words)
    return " ".join([*parts, words.t("what_if.left", left=left, locks=locks)])


def _corridors(keys: Sequence[str], words: Words) -> str:
    return ", ".join(map(words.corridor, keys))
