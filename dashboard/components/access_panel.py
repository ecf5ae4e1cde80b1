"""Access to the sea in words and numbers: the strip of figures and what is behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
from markupsafe import Markup

from dashboard.components.charts import doors_chart
from dashboard.components.html import render, render_page
from dashboard.components.wording import Words
from layers.analysis.access import Door, LockOutcome, Locks
from layers.analysis.reliability import Reliability
from layers.analysis.what_if import DoorsOn, Headline, next_best
from layers.model.dataset import Data
from layers.picture.element_names import element_name

SHOWN = 8
"""Elements listed by criticality; the rest hardly matter."""


def strip_html(
    data: Data, headline: Headline, words: Words, dependence: tuple[str, str] | None = None
) -> Markup:
    """The strip: six figures, each of which opens what is behind it.

    ``dependence`` is the largest transit country's share of the tonnes, written out, and that country's name;
    None for data without flows.
    """
    outlets = sum(corridor.outlet for corridor in data.corridors.values())
    share, country = dependence or ("", "")
    first = [("dependence", share)] if dependence else []
    figures = (
        *first,
        ("doors", words.t("room.of", n=len(headline.doors), all=outlets)),
        ("independent", words.number(len(headline.independent))),
        ("locks", size_text(headline.locks, words)),
        ("days_without_door", words.small(headline.reliability.days_without_door.central)),
        ("concentration", words.number_or_nothing(headline.concentration)),
    )
    on_trial = bool(headline.scenario.closed or headline.scenario.built)
    return render("access/strip.html", words, figures=figures, on_trial=on_trial, country=country)


def access_blocks(
    data: Data, before: Headline, headline: Headline, history: Sequence[DoorsOn],
    days_if_shut: Mapping[str, float], words: Words, dependence: Markup | None = None,
) -> list[Markup | alt.LayerChart]:
    """Every headline figure with its inputs, its formula and what it leaves out.

    ``dependence`` is what stands behind the share of tonnes; None for data without flows.

    ``days_if_shut`` says, by corridor, how many days a year there would be no door without it.
    """
    on_trial = before.scenario != headline.scenario
    return [
        render_page(
            "access/doors.html", words, day=headline.scenario.day, opened=headline.doors,
            shut=[c.id for c in data.corridors.values() if c.outlet and c.id not in headline.doors],
            trial=trial_sentence(before, headline, words) if on_trial else "",
            next_doors=_corridors(next_best(before, headline), words) if on_trial else "",
        ),
        doors_chart(history, words),
        *([dependence] if dependence else []),
        _figures(data, headline, history, days_if_shut, words),
    ]  # fmt: skip


def _figures(
    data: Data, headline: Headline, history: Sequence[DoorsOn], days_if_shut: Mapping[str, float],
    words: Words,
) -> Markup:  # fmt: skip
    found = headline.reliability
    without = [
        (words.corridor(corridor), days)
        for corridor, days in sorted(days_if_shut.items(), key=lambda item: -item[1])
    ]
    return render_page(
        "access/figures.html", words,
        history=[(step, size_text(step.locks, words)) for step in history],
        shocks=list(data.shocks.values()),
        independent=[_door(door, words) for door in headline.independent],
        locks=_sets(headline.locks, words), straits=_sets(headline.strait_locks, words),
        days=words.small_band(found.days_without_door), days_alone=words.small_band(found.days_alone),
        spell=spell_text(found, words), years=found.years,
        spell_error=words.percent(found.spell_error) if found.spell_error else "",
        expected=words.band_of(found.expected_doors, lambda value: words.number(value, 1)),
        criticality=_most_critical(data, headline, words), without=without,
        concentration=headline.concentration, exposures=headline.exposures, power=headline.power,
    )  # fmt: skip


def _most_critical(data: Data, headline: Headline, words: Words) -> list[tuple[str, float]]:
    """The countries and parts on which most hangs; of equals, countries first."""

    def place(item: tuple[str, float]) -> tuple[float, bool, str]:
        name, days = item
        return -float(f"{days:.3g}"), name in data.parts or name in data.assessments, name

    found = sorted(headline.reliability.criticality_days.items(), key=place)[:SHOWN]
    return [(element_name(data, words.view.language, name), days) for name, days in found if days > 0]


def _door(door: Door, words: Words) -> str:
    """A door with the countries that it passes."""
    name, countries = words.corridor(door.corridor), names_together(door.names, words)
    return f"{name} ({countries})" if countries else name


def spell_text(found: Reliability, words: Words) -> str:
    """The chance of a spell with its band."""
    return words.band_of(found.spell_30_days, lambda share: words.chance(share, found.years))


def size_text(found: Locks, words: Words) -> str:
    """How many names shut every way, that none can, or that there is nothing to shut."""
    if found.outcome is LockOutcome.NOTHING_OPEN:
        return words.t("figure.nothing")
    return words.t("room.no_lock") if found.size is None else words.number(found.size)


def names_together(keys: frozenset[str], words: Words) -> str:
    """Names of countries or places in alphabetical order."""
    return " + ".join(sorted(map(words.name_of, keys)))


def _sets(found: Locks, words: Words) -> dict[str, object]:
    """The smallest sets of names that shut every way; if there is none, the way past them is open."""
    sets = [names_together(names, words) for names in found.sets if names]
    are_avoidable = found.outcome is LockOutcome.IMPOSSIBLE
    return {"size": size_text(found, words), "sets": sets, "are_avoidable": are_avoidable}


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
