"""In what order the map, its legend, its table and its exports list things, and which of several wins.

Read by Python directly and by the browser through the payload's ``style`` table.
"""

from __future__ import annotations

from collections.abc import Mapping

from layers.analysis.risk import RiskClass
from layers.analysis.tonnes.loads import UseClass
from layers.model.vocabulary import Stance, Status

__all__ = ["CLASS_ORDER", "FULL_CLASSES", "STANCE_WEIGHT", "STATUS_ORDER", "TABLE_ORDER", "WORST_FIRST"]

STATUS_ORDER: tuple[Status, ...] = (
    Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED, Status.DUE, Status.UNDER_CONSTRUCTION,
    Status.PROPOSED, Status.SUSPENDED, Status.UNVERIFIED,
)  # fmt: skip
"""Order of statuses in legends and in the summary: by stage of life, then what is blocked or unclear."""

_STANCE_ORDER = (
    Stance.OPPOSES, Stance.DISFAVOURS, Stance.NEUTRAL, Stance.FAVOURS, Stance.BACKS, Stance.SILENT,
)  # fmt: skip
_GRADED = (RiskClass.LOW, RiskClass.MODERATE, RiskClass.ELEVATED, RiskClass.HIGH, RiskClass.EXTREME)

CLASS_ORDER: Mapping[str, tuple[str, ...]] = {
    "risk": (*_GRADED, RiskClass.UNKNOWN), "veto": _GRADED, "stance": _STANCE_ORDER, "status": STATUS_ORDER,
    "load": tuple(UseClass),
}  # fmt: skip
"""Classes of each kind of lens in the order of its legend."""

WORST_FIRST: Mapping[str, tuple[str, ...]] = {
    "risk": tuple(reversed(_GRADED)), "stance": (Stance.OPPOSES, Stance.DISFAVOURS),
}  # fmt: skip
"""Classes that the summary looks for; it names the corridors of the first one that occurs."""

FULL_CLASSES: tuple[UseClass, ...] = (UseClass.OVER_100, UseClass.FROM_80)
"""Classes of use whose parts the summary of the lens of load names, in that order."""

TABLE_ORDER: Mapping[str, tuple[str, ...]] = {
    "status": (
        Status.OPERATIONAL, Status.AT_RISK, Status.LIMITED, Status.UNVERIFIED, Status.DUE, Status.SUSPENDED,
        Status.UNDER_CONSTRUCTION, Status.PROPOSED,
    ),
    "stance": _STANCE_ORDER,
}  # fmt: skip
"""How the table twin sorts a column of codes: statuses by how usable the way is today."""

STANCE_WEIGHT: Mapping[Stance, int] = {
    Stance.OPPOSES: 5, Stance.DISFAVOURS: 4, Stance.BACKS: 3, Stance.FAVOURS: 2, Stance.NEUTRAL: 1,
    Stance.SILENT: 0,
}  # fmt: skip
"""A leg of several corridors shows the stance of the greatest weight; the first one among equals."""
