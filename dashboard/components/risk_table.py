"""The rows of a table of risk: every dimension with its score and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from layers.analysis.risk import DimensionScore, Origin, Risk
from layers.model.dataset import Data
from layers.model.records import Indicator
from layers.model.vocabulary import Dimension


@dataclass(frozen=True)
class RiskRow:
    """One dimension of risk.

    ``set_by`` is the part that sets a corridor's score, ``index`` the index that the score comes from.
    """

    dimension: Dimension
    score: DimensionScore
    set_by: str
    is_partly_known: bool
    index: Indicator | None


def risk_rows(data: Data, risk: Risk, *, of_corridor: bool) -> list[RiskRow]:
    """One row a dimension of a corridor's or a part's risk."""
    return [
        RiskRow(
            dimension, score,
            score.part if of_corridor and score.part in data.parts else "",
            of_corridor and score.parts_in_all > score.parts_known,
            data.indicators[score.reference] if score.origin is Origin.INDEX else None,
        )
        for dimension, score in risk.dimensions.items()
    ]  # fmt: skip
