"""Risk of one thing as HTML: every dimension with its score, range, reason and sources."""

from __future__ import annotations

from html import escape

from dashboard.components.html_text import Words
from layers.analysis.risk import DimensionScore, Origin, Risk
from layers.model.dataset import Data
from layers.model.records import Leg
from layers.model.vocabulary import Dimension
from layers.text import country_name


def risk_html(data: Data, risk: Risk, words: Words, *, of_corridor: bool) -> str:
    """The composite with its range, then a row a dimension."""
    composite = words.t("risk.unknown")
    if risk.composite is not None:
        composite = words.t(
            "page.risk_composite",
            value=words.number(risk.composite), low=words.number(risk.low), high=words.number(risk.high),
        )  # fmt: skip
    rows = "".join(_row(data, d, s, words, of_corridor) for d, s in risk.dimensions.items())
    method = words.t(f"page.risk_method_{words.view.aggregation}" if of_corridor else "page.risk_method_part")
    known = words.t("page.risk_known", known=risk.known, all=len(risk.dimensions))
    return (
        f"<h3>{words.t('page.risk')}</h3><p>{words.chip('risk', risk.risk_class)} {composite}</p>"
        f'<table class="risk"><thead><tr><th scope="col">{words.t("page.risk_dimension")}</th>'
        f'<th scope="col" class="n">{words.t("page.risk_score")}</th></tr></thead>'
        f"<tbody>{rows}</tbody></table><small>{method} {known}</small>"
    )


def name_of_part(data: Data, key: str, words: Words) -> str:
    """A leg by its ends, a place by its name."""
    part = data.parts[key]
    if isinstance(part, Leg):
        ends = (data.places[end].name for end in (part.from_id, part.to_id))
        return " – ".join(words.local(name) for name in ends)
    return words.local(part.name)


def _row(data: Data, dimension: Dimension, score: DimensionScore, words: Words, of_corridor: bool) -> str:
    if score.score is None:
        value = words.t("risk.unknown")
    else:
        value = f"<b>{words.number(score.score, 1)}</b>"
        value += f"<br><small>{words.number(score.low, 1)}–{words.number(score.high, 1)}</small>"
    where = ""
    if of_corridor and score.part in data.parts:
        where = f"<br><small>{words.t('page.risk_set_by')} {name_of_part(data, score.part, words)}</small>"
    if of_corridor and score.parts_in_all > score.parts_known:
        unknown = words.t("page.risk_parts_known", known=score.parts_known, all=score.parts_in_all)
        where += f"<br><small>{unknown}</small>"
    return (
        f'<tr><th scope="row"><b>{words.t(f"dimension.{dimension}")}</b><br>'
        f"{_reason(data, score, words)}{where}</th><td class='n'>{value}</td></tr>"
    )


def _reason(data: Data, score: DimensionScore, words: Words) -> str:
    missing = ""
    if score.missing:
        names = ", ".join(words.country(code) for code in score.missing)
        missing = f" <small>{words.t('page.risk_missing')} {names}</small>"
    match score.origin:
        case Origin.OWN | Origin.COUNTRY if score.entry is not None:
            country = f"{words.country(score.country)}: " if score.country else ""
            about = f"{words.t(f'confidence.{score.entry.confidence}')}, {words.date(score.entry.as_of)}"
            return (
                f"{country}{words.local(score.entry.reason)}{words.ground(score.entry)} "
                f"<small>{about}</small>{missing}"
            )
        case Origin.INDEX:
            index = data.indicators[score.reference]
            text = words.t(
                "page.risk_index", country=country_name(words.view.language, score.country),
                value=words.number(index.values[score.country], 2),
            )  # fmt: skip
            name = f"{words.local(index.name)}, {escape(index.edition)}"
            return f"{name}: {text}{words.cite(index.sources)}{missing}"
        case Origin.STATUS:
            return words.t("page.risk_by_status")
        case Origin.MEAN:
            return words.t("page.risk_mean")
        case _:
            return words.t("page.risk_no_score") + missing
