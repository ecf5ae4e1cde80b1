"""How much room is left, in words and numbers: the strip of figures and what is behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import altair as alt

from dashboard.components.charts import doors_chart
from dashboard.components.html_text import Words
from layers.analysis.access import Locks
from layers.analysis.what_if import DoorsOn, Headline, next_best
from layers.model.dataset import Data
from layers.text import country_name, format_percent

SHOWN = 8
"""Elements listed by criticality; the rest hardly matter."""


def strip_html(data: Data, headline: Headline, words: Words) -> str:
    """The strip: five figures, each of which opens what is behind it."""
    outlets = sum(corridor.outlet for corridor in data.corridors.values())
    figures = (
        ("doors", words.plain("room.of", n=len(headline.doors), all=outlets)),
        ("independent", words.number(len(headline.independent))),
        ("locks", _size(headline.locks, words)),
        ("no_door", percent(headline.reliability.p_no_door, words)),
        ("concentration", words.number(headline.concentration)),
    )
    cells = "".join(
        f'<button type="button" data-pick="{name}" title="{words.t(f"room.{name}_what")}">'
        f"<b>{value}</b> <span>{words.t(f'room.{name}')}</span></button>"
        for name, value in figures
    )
    trial = ""
    if headline.scenario.closed or headline.scenario.built:
        trial = f'<button type="button" class="undo" data-pick="undo">{words.t("room.undo")}</button>'
    return f'<div class="strip" lang="{words.view.language}">{cells}{trial}</div>'


def room_blocks(
    data: Data, before: Headline, headline: Headline, history: Sequence[DoorsOn], words: Words
) -> list[str | alt.LayerChart]:
    """Every headline figure with its inputs, its formula and what it leaves out."""
    h = headline
    doors = _corridors(data, h.doors, words) or words.t("room.none")
    shut = _corridors(
        data, [c.id for c in data.corridors.values() if c.outlet and c.id not in h.doors], words
    )
    chart = doors_chart(history, words)
    first = (
        f"<h2>{words.t('room.title')}</h2><p>{words.t('room.lede', date=words.date(h.scenario.day))}</p>"
        f"{_trial(data, before, h, words)}"
        f"{_section('doors', words.number(len(h.doors)), f'<p>{doors}</p>', words)}"
        f"<p><small>{words.t('room.shut')} {shut or words.t('room.none')}</small></p>"
        f"<h3>{words.t('room.over_time')}</h3>"
    )
    independent = "; ".join(countries_text(s, words) for s in h.independent) or words.t("room.none")
    second = "".join((
        doors_table(history, words),
        _section("independent", words.number(len(h.independent)), f"<p>{independent}</p>", words),
        _section("locks", _size(h.locks, words), _lock_sets(h.locks, words), words),
        _section("straits", _size(h.strait_locks, words), _strait_sets(data, h.strait_locks, words), words),
        _section("no_door", percent(h.reliability.p_no_door, words), _reliability(data, h, words), words),
        _section("concentration", words.number(h.concentration), _exposures(h, words), words),
        _section("power", "", power_table(h.power, words), words),
        f"<p><small>{words.t('room.leaves_out')}</small></p>",
    ))  # fmt: skip
    return [words.page(first), chart, words.page(second)]


def percent(value: float, words: Words) -> str:
    """A probability in per cent, with as many digits as it is worth."""
    return escape(format_percent(words.view.language, value))


def countries_text(codes: frozenset[str], words: Words) -> str:
    """Names of countries in alphabetical order."""
    return " + ".join(sorted(words.country(code) for code in codes))


def element_text(data: Data, element: str, words: Words) -> str:
    """Name of a country, of what an assessment is about, or of a corridor that may be built."""
    if element.startswith("built:"):
        return words.local(data.corridors[element.removeprefix("built:")].short_name)
    assessment = data.assessments.get(element)
    if assessment is None:
        return words.country(element)
    name = escape(closed_name(data, assessment.parts[0], words.view.language))
    return f"{name} ({words.t(f'dimension.{assessment.dimension}').lower()})"


def power_table(power: Mapping[str, float], words: Words) -> str:
    """Shapley values with shares of the whole."""
    total = sum(power.values())
    rows = "".join(
        f'<tr><th scope="row">{words.country(code)}</th><td class="n">{words.number(value)}</td>'
        f'<td class="n">{percent(value / total if total else 0.0, words)}</td></tr>'
        for code, value in power.items()
        if value > 0.5
    )
    heads = "".join(
        f'<th scope="col" class="n">{words.t(f"room.{key}")}</th>' for key in ("power_usd", "power_share")
    )
    return f"<table><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def doors_table(history: Sequence[DoorsOn], words: Words) -> str:
    """The chart's numbers."""
    rows = "".join(
        f'<tr><th scope="row">{words.t("page.from_date", date=words.date(step.day))}</th>'
        f'<td class="n">{step.doors}</td><td class="n">{step.independent}</td>'
        f'<td class="n">{words.t("room.no_lock") if step.locks is None else step.locks}</td></tr>'
        for step in history
    )
    heads = "".join(
        f'<th scope="col" class="n">{words.t(f"room.{key}")}</th>'
        for key in ("doors", "independent", "locks")
    )
    return (
        f"<details><summary>{words.t('page.staircase_numbers')}</summary><table><thead><tr><td></td>{heads}"
        f"</tr></thead><tbody>{rows}</tbody></table></details>"
    )


def _section(name: str, value: str, body: str, words: Words) -> str:
    number = f": {value}" if value else ""
    return (
        f'<h3 id="room-{name}">{words.t(f"room.{name}")}{number}</h3>'
        f"<p><small>{words.t(f'room.{name}_what')} {words.t(f'room.formula.{name}')}</small></p>{body}"
    )


def _size(found: Locks, words: Words) -> str:
    return words.plain("room.no_lock") if found.size is None else words.number(found.size)


def _trial(data: Data, before: Headline, after: Headline, words: Words) -> str:
    """What the trial does, and where cargo would go for it."""
    if before.scenario == after.scenario:
        return ""
    doors = ", ".join(short_name(data, key, words) for key in next_best(before, after))
    said = f"<p><b>{escape(trial_sentence(data, before, after, words))}</b></p>"
    return said + (f"<p>{words.t('room.next_best', doors=doors)}</p>" if doors else "")


def trial_sentence(data: Data, before: Headline, after: Headline, words: Words) -> str:
    """What is closed and built, which doors that costs and opens, what is left; not escaped."""
    language, scenario = words.view.language, after.scenario
    closed = ", ".join(sorted(closed_name(data, key, language) for key in scenario.closed))
    built = ", ".join(
        f"{short_name(data, key, words)} ({_plain_percent(p, words)})" for key, p in scenario.built
    )
    lost = ", ".join(short_name(data, c, words) for c in before.doors if c not in after.doors)
    gained = ", ".join(short_name(data, c, words) for c in after.doors if c not in before.doors)
    said = {"closed": closed, "built": built, "lost": lost, "gained": gained}
    parts = [words.plain(f"what_if.{key}", **{key: text}) for key, text in said.items() if text]
    if not lost and not gained:
        parts.append(words.plain("what_if.unmoved"))
    left, locks = words.number(len(after.doors)), _size(after.locks, words)
    return " ".join([*parts, words.plain("what_if.left", left=left, locks=locks)])


def short_name(data: Data, corridor: str, words: Words) -> str:
    """Short name of a corridor, not escaped."""
    return data.corridors[corridor].short_name[words.view.language]


def closed_name(data: Data, key: str, language: str) -> str:
    """Name, not escaped, of whatever can be closed on trial: a country, a place or a leg."""
    if key in data.legs:
        leg = data.legs[key]
        return " – ".join(data.places[end].name[language] for end in (leg.from_id, leg.to_id))
    return data.places[key].name[language] if key in data.places else country_name(language, key)


def _corridors(data: Data, keys: Sequence[str], words: Words) -> str:
    return ", ".join(words.local(data.corridors[key].short_name) for key in keys)


def _lock_sets(found: Locks, words: Words) -> str:
    lines = "".join(f"<li>{countries_text(names, words)}</li>" for names in found.sets if names)
    return f"<ul>{lines}</ul>" if lines else ""


def _strait_sets(data: Data, found: Locks, words: Words) -> str:
    if found.size is None:
        return f"<p>{words.t('room.straits_none')}</p>"
    lines = "".join(
        f"<li>{' + '.join(sorted(words.local(data.chokepoints[n].name) for n in names))}</li>"
        for names in found.sets
        if names
    )
    return f"<ul>{lines}</ul>" if lines else ""


def _reliability(data: Data, headline: Headline, words: Words) -> str:
    found, alone = headline.reliability, headline.reliability_alone
    rows = "".join(
        f'<tr><th scope="row">{element_text(data, name, words)}</th>'
        f'<td class="n">{percent(value, words)}</td></tr>'
        for name, value in list(found.criticality.items())[:SHOWN]
        if value > 0
    )
    text = words.t(
        "room.reliability_text", with_shocks=_plain_percent(found.p_no_door, words),
        error=_plain_percent(found.p_no_door_error, words), alone=_plain_percent(alone.p_no_door, words),
        expected=words.number(found.expected_doors, 1), draws=words.number(found.draws), seed=found.seed,
    )  # fmt: skip
    shocks = "".join(
        f"<li>{words.local(s.name)}: {percent(s.central, words)} "
        f"({percent(s.low, words)}–{percent(s.high, words)}). "
        f"{words.local(s.reason)}{words.ground(s)}</li>"
        for s in data.shocks.values()
    )
    return (
        f"<p>{text}</p><table><thead><tr><td></td>"
        f"<th scope='col' class='n'>{words.t('room.criticality')}</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
        f"<details><summary>{words.t('room.shocks')}</summary><ul>{shocks}</ul></details>"
    )


def _plain_percent(value: float, words: Words) -> str:
    decimals = 0 if value >= 0.1 else 1 if value >= 0.01 else 2
    return words.plain("figure.percent", n=words.number(100 * value, decimals))


def _exposures(headline: Headline, words: Words) -> str:
    rows = "".join(
        f'<tr><th scope="row">{words.country(code)}</th><td class="n">{percent(value, words)}</td></tr>'
        for code, value in headline.exposures.items()
        if value >= 0.005
    )
    return f"<table><tbody>{rows}</tbody></table>"
