"""Where displaced cargo goes: the cheapest reassignment to ways with spare capacity, as a linear programme.

Displaced cargo ``D(m)`` of flow ``m`` may take the ways open to it, at the cost ``c(r)`` of each, or stays
where it is ("stranded") at its penalty. With ``y(m, r)`` carried and ``z(m)`` stranded:

    minimise    sum c(r) y(m, r) + sum penalty(m) z(m)
    subject to  sum_r y(m, r) + z(m) = D(m)
                sum of y(m, r) over all m and r through e <= spare(e),    y, z >= 0

solved by HiGHS. The shadow price of a limit is the dual of its row: what one more tonne of capacity there
saves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from layers.errors import ScenarioError
from layers.faults import ErrorCode

__all__ = ["DisplacedCargo", "OpenWay", "Reassignment", "reassign"]

_LEAST_MT = 1e-9
"""Below a kilogram: rounding of the solver."""


@dataclass(frozen=True)
class OpenWay:
    """A way that displaced cargo may take: its cost in US dollars a tonne, and the limits that it uses."""

    key: str
    usd_per_tonne: float
    limits: tuple[str, ...]


@dataclass(frozen=True)
class DisplacedCargo:
    """Cargo that lost its way: millions of tonnes a year, the ways open to it, and what a stranded tonne
    loses in US dollars."""

    key: str
    mt: float
    penalty_usd_per_tonne: float
    ways: tuple[str, ...]


@dataclass(frozen=True)
class Reassignment:
    """The solution.

    ``moved_mt`` is by displaced cargo and way, ``stranded_mt`` by displaced cargo, both without zeros.
    ``shadow_usd_per_tonne`` is by limit, 0 where capacity is left. ``objective_usd_m`` is the least of the
    programme in millions of US dollars a year.
    """

    moved_mt: Mapping[tuple[str, str], float]
    stranded_mt: Mapping[str, float]
    shadow_usd_per_tonne: Mapping[str, float]
    objective_usd_m: float


def reassign(
    displaced: Sequence[DisplacedCargo], ways: Sequence[OpenWay], spare_mt: Mapping[str, float]
) -> Reassignment:
    """Solve the programme.

    Parameters
    ----------
    displaced, ways
        Cargo and the ways that any of it may take; a way is a column for each cargo that may take it.
    spare_mt
        Spare capacity by limit in millions of tonnes a year; every limit of a way must be there.

    Raises
    ------
    ScenarioError
        If the solver gives up; stranding everything is always allowed, so this is never the data's doing.
    """
    by_key = {way.key: way for way in ways}
    columns = [(m, by_key[key]) for m, cargo in enumerate(displaced) for key in cargo.ways]
    limits = sorted({limit for _, way in columns for limit in way.limits})
    if not displaced:
        return Reassignment({}, {}, {}, 0.0)
    costs = [way.usd_per_tonne for _, way in columns] + [cargo.penalty_usd_per_tonne for cargo in displaced]
    solved = linprog(
        costs,
        A_ub=_uses(columns, limits, len(displaced)) if limits else None,
        b_ub=[max(0.0, spare_mt[limit]) for limit in limits] or None,
        A_eq=_balances(columns, len(displaced)),
        b_eq=[cargo.mt for cargo in displaced],
        bounds=(0, None),
        method="highs",
    )
    if solved.status != 0:
        raise ScenarioError(ErrorCode.PROGRAMME_UNSOLVED, reason=str(solved.message))
    carried, stranded = solved.x[: len(columns)], solved.x[len(columns) :]
    return Reassignment(
        moved_mt={
            (displaced[m].key, way.key): float(mt)
            for (m, way), mt in zip(columns, carried, strict=True) if mt > _LEAST_MT
        },
        stranded_mt={
            cargo.key: float(mt) for cargo, mt in zip(displaced, stranded, strict=True) if mt > _LEAST_MT
        },
        shadow_usd_per_tonne={
            limit: max(0.0, -float(dual))
            for limit, dual in zip(limits, solved.ineqlin.marginals if limits else (), strict=True)
        },
        objective_usd_m=float(solved.fun),
    )  # fmt: skip


def _uses(columns: Sequence[tuple[int, OpenWay]], limits: Sequence[str], stranded: int) -> csr_array:
    """Rows by limit, columns by way of a cargo and then by what is stranded."""
    row = {limit: index for index, limit in enumerate(limits)}
    entries = [(row[limit], column) for column, (_, way) in enumerate(columns) for limit in set(way.limits)]
    return _ones(entries, (len(limits), len(columns) + stranded))


def _balances(columns: Sequence[tuple[int, OpenWay]], cargoes: int) -> csr_array:
    """Rows by cargo: all that is carried and stranded of it."""
    entries = [(cargo, column) for column, (cargo, _) in enumerate(columns)]
    entries += [(cargo, len(columns) + cargo) for cargo in range(cargoes)]
    return _ones(entries, (cargoes, len(columns) + cargoes))


def _ones(entries: Sequence[tuple[int, int]], shape: tuple[int, int]) -> csr_array:
    rows, columns = np.array(entries, dtype=int).reshape(-1, 2).T
    return csr_array((np.ones(len(entries)), (rows, columns)), shape=shape)
