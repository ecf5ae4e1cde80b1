"""Live figures of tonnes, for the closure, months and capacities of a view; names begin with ``tonnes_``.

Ids are written with underscores. A name may end in ``_nameplate`` or ``_practical`` (which capacities
limit), in ``_after_6_months`` (since the closure), and in ``_without_<id>`` (that country or part is
closed, and nothing else). What has a band ends in ``_low``, ``_high`` or ``_range`` for it. A pack without
flows has none of these figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TypeVar

from layers.analysis.bands import Band
from layers.analysis.parameters import central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.base_flows import BaseFlows, Use
from layers.analysis.tonnes.closure import ClosureInTonnes, Tonnes
from layers.analysis.tonnes.hindcast import HindcastResult, hindcast_result
from layers.analysis.tonnes.loads import USE_BOUNDS
from layers.analysis.tonnes.option_value import OptionValue, option_values, planned_lines
from layers.model.vocabulary import CapacityMeasure, CapacityReading
from layers.text import format_number, format_percent, translate

__all__ = ["TonnesFigures", "TonnesFound"]

_T = TypeVar("_T")

_KEPT = 256
_AFTER = re.compile(r"(\w+)_after_(\d{1,2})_months?")
_ENDS = ("_low", "_high", "_range")
_NEARLY_FULL = USE_BOUNDS[1][0]


class TonnesFound:
    """What figures of tonnes are made of, each worked out once."""

    def __init__(self, model: RiskModel) -> None:
        self._model = model
        self.closure = lru_cache(maxsize=_KEPT)(self._closure)
        self.option_values = lru_cache(maxsize=8)(self._option_values)
        self.hindcast = lru_cache(maxsize=8)(self._hindcast)

    @cached_property
    def tonnes(self) -> Tonnes:
        """Closures in tonnes."""
        return Tonnes(self._model.data)

    def _closure(self, asked: Closed) -> ClosureInTonnes:
        return self.tonnes.closure(asked)

    def _option_values(self, asked: Closed) -> dict[str, OptionValue]:
        """By id of the capacity of a planned line."""
        found = option_values(self._model, self.tonnes, asked, central_settings(self._model.data))
        return {each.line.capacity.id: each for each in found}

    def _hindcast(self, key: str, reading: CapacityReading) -> HindcastResult:
        found = next(each for name, each in self._model.data.hindcasts.items() if _written(name) == key)
        return hindcast_result(self.tonnes, found, reading)


class TonnesFigures:
    """The live figures of one closure in one language."""

    def __init__(self, found: TonnesFound, asked: Closed, language: str) -> None:
        self._found, self._asked, self._language = found, asked, language
        self._data = found.tonnes.data
        self._simple: dict[str, Callable[[], str]] = {
            "year": lambda: str(asked.year),
            "total": lambda: self._mt(self._base.total_mt, 1),
            "gate_known": lambda: self._percent(self._base.gate_known_share),
            "nearly_full": lambda: self._number(len(self._nearly_full())),
            "stranded_share": self._stranded_share,
            "moved": lambda: self._mt(self._moved),
        }
        self._bands: dict[str, Callable[[], tuple[Band, str]]] = {
            "displaced": lambda: (self._closure.displaced_mt, "figure.mt"),
            "stranded": lambda: (self._closure.stranded_mt, "figure.mt"),
            "stranded_usd": lambda: (
                self._closure.stranded_usd_m.map(lambda usd: usd / 1000),
                "figure.usd_bn",
            ),
            "extra_cost": lambda: (self._closure.extra_cost_usd_m, "figure.usd_m"),
        }
        self._with_id: dict[str, Callable[[str], str | None]] = {
            "across_": lambda code: self._of_country(code, lambda mt, _: self._mt(mt, 1)),
            "bought_": lambda code: self._of_country(code, lambda _, bought: self._mt(bought, 1)),
            "share_": lambda code: self._of_country(
                code, lambda mt, _: self._percent(mt / self._base.total_mt)
            ),
            "account_": self._account,
            "through_": self._through,
            "capacity_": self._capacity,
            "use_": self._use,
            "gained_": self._gained,
            "worth_": self._worth,
            "hindcast_lost_": lambda key: self._of_hindcast(key, lambda of: self._mt(of.lost_mt, 2)),
            "hindcast_diverted_": lambda key: self._of_hindcast(
                key, lambda of: self._mt(of.hindcast.observed_total_mt, 2)
            ),
            "hindcast_observed_": lambda key: self._of_hindcast(
                key, lambda of: self._percent(of.observed_share)
            ),
            "option_open_": lambda line: self._of_line(
                line, lambda of: self._percent(of.open_share.central)
            ),
        }  # fmt: skip
        self._bands_with_id: dict[str, Callable[[str], tuple[Band, str] | None]] = {
            "hindcast_modelled_": self._modelled,
            "option_usd_": lambda line: self._of_line(line, lambda of: (of.usd_m, "figure.usd_m")),
            "option_mt_": lambda line: self._of_line(line, lambda of: (of.avoided_mt, "figure.mt")),
            "option_avoided_": self._avoided,
        }

    def value(self, name: str) -> str | None:
        """The figure of a name without its ``tonnes_``; None if there is none."""
        for reading in CapacityReading:
            if name.endswith(f"_{reading}"):
                return self._at(name.removesuffix(f"_{reading}"), reading=reading)
        if after := _AFTER.fullmatch(name):
            return self._at(after[1], months=float(after[2]))
        beginning, without, closed = name.rpartition("_without_")
        if without:
            key = self._closable.get(closed)
            return self._at(beginning, closed=frozenset({key})) if key else None
        if name in self._simple:
            return self._simple[name]()
        for start, compute in self._with_id.items():
            if name.startswith(start):
                return compute(name.removeprefix(start))
        return self._of_band(name)

    def _at(self, name: str, **changes: object) -> str | None:
        asked = replace(self._asked, **changes)  # type: ignore[arg-type]
        return TonnesFigures(self._found, asked, self._language).value(name)

    @cached_property
    def _closable(self) -> dict[str, str]:
        """Ids of countries and parts that flows pass, by the way a name writes them."""
        flows = self._data.flows.values()
        passed = {each for flow in flows for each in (*flow.through, *self._countries_of(flow.id))}
        return {_written(key): key for key in passed - {self._data.home}}

    def _countries_of(self, flow: str) -> tuple[str, ...]:
        return (*self._data.flows[flow].countries, *self._data.flows[flow].market_countries)

    @property
    def _base(self) -> BaseFlows:
        return self._found.tonnes.base(self._asked.year)

    @property
    def _closure(self) -> ClosureInTonnes:
        return self._found.closure(self._asked)

    # --- as it is written ----------------------------------------------------------------------------

    def _number(self, value: float, decimals: int = 0) -> str:
        return format_number(self._language, value, decimals)

    def _percent(self, share: float) -> str:
        return format_percent(self._language, share)

    def _mt(self, mt: float, decimals: int | None = None) -> str:
        return self._in_unit("figure.mt", self._number(mt, _decimals(mt) if decimals is None else decimals))

    def _in_unit(self, unit: str, n: str) -> str:
        return translate(self._language, unit, n=n)

    def _of_band(self, name: str) -> str | None:
        """A figure with a band: its central value, or its ``_low``, ``_high`` or ``_range``."""
        end = next((each for each in _ENDS if name.endswith(each)), "")
        name = name.removesuffix(end)
        if name in self._bands:
            return self._written_band(*self._bands[name](), end)
        for start, of_id in self._bands_with_id.items():
            if name.startswith(start):
                found = of_id(name.removeprefix(start))
                return found and self._written_band(*found, end)
        return None

    def _written_band(self, band: Band, unit: str, end: str) -> str:
        scaled = band.map(lambda value: 100 * value) if unit == "figure.percent" else band
        ends = {"_low": [scaled.low], "_high": [scaled.high], "_range": [scaled.low, scaled.high]}
        values = ends.get(end, [scaled.central])
        decimals = 0 if unit in ("figure.percent", "figure.usd_m") else _decimals(max(values))
        written = dict.fromkeys(self._number(value, decimals if value else 0) for value in values)
        return self._in_unit(unit, "–".join(written))

    # --- what goes where -----------------------------------------------------------------------------

    def _of_country(self, code: str, compute: Callable[[float, float], str]) -> str | None:
        if code not in {country for flow in self._data.flows for country in self._countries_of(flow)}:
            return None
        found = next((each for each in self._base.dependence() if each.country == code), None)
        return compute(found.mt, found.bought_there_mt) if found else compute(0.0, 0.0)

    def _account(self, rest: str) -> str | None:
        """Tonnes of a published account, each of its flows as it counts them."""
        key = self._id((key for key, total in self._data.flow_totals.items() if total.is_account), rest)
        if key is None:
            return None
        flows = self._base.flows.values()
        return self._mt(sum(self._base.mt(flow.id) for flow in flows if flow.account == key), 1)

    def _through(self, rest: str) -> str | None:
        """Tonnes through a leg or place, or through those that share a capacity."""
        element, capacity = self._id(self._data.parts, rest), self._id(self._data.capacities, rest)
        if element is not None:
            keys = self._base.by_element().get(element, [])
        elif capacity is not None:
            keys = self._base.users(self._data.capacities[capacity])
        else:
            return None
        return self._mt(sum(map(self._base.mt, keys)), 1)

    def _capacity(self, rest: str) -> str | None:
        key = self._id(self._data.capacities, rest)
        mt = self._data.capacities[key].mt if key else None
        return self._mt(mt.central) if mt else None

    def _use(self, rest: str) -> str | None:
        key = self._id(self._data.capacities, rest)
        share = self._base.use(self._data.capacities[key]).share if key else None
        return self._percent(share.central) if share else None

    def _nearly_full(self) -> list[Use]:
        """Capacities whose use is at least 80 %."""
        counted = (
            each for each in self._data.capacities.values()
            if self._asked.reading is CapacityReading.PRACTICAL or each.measure is CapacityMeasure.NAMEPLATE
        )  # fmt: skip
        uses = map(self._base.use, counted)
        return [use for use in uses if use.share is not None and use.share.central >= _NEARLY_FULL]

    # --- what a closure does -------------------------------------------------------------------------

    @property
    def _moved(self) -> float:
        return self._closure.displaced_mt.central - self._closure.stranded_mt.central

    def _stranded_share(self) -> str:
        displaced = self._closure.displaced_mt.central
        if not displaced:
            return translate(self._language, "figure.nothing")
        return self._percent(self._closure.stranded_mt.central / displaced)

    def _gained(self, rest: str) -> str | None:
        """Tonnes that a gate takes more of than before."""
        gate = self._id((*self._data.parts, *self._data.capacities), rest)
        if gate is None:
            return None
        after, before = self._closure.mt_after.get(gate, 0.0), self._closure.mt_before.get(gate, 0.0)
        return self._mt(after - before)

    def _worth(self, rest: str) -> str | None:
        """What one more million tonnes a year at a capacity saves, in millions of US dollars a year."""
        key = self._id(self._data.capacities, rest)
        if key is None:
            return None
        return self._in_unit("figure.usd_m", self._number(self._closure.shadow_usd_per_tonne.get(key, 0.0)))

    # --- hindcasts and planned lines -----------------------------------------------------------------

    def _of_hindcast(self, rest: str, compute: Callable[[HindcastResult], _T]) -> _T | None:
        if self._id(self._data.hindcasts, rest) is None:
            return None
        return compute(self._found.hindcast(rest, self._asked.reading))

    def _modelled(self, rest: str) -> tuple[Band, str] | None:
        return self._of_hindcast(rest, lambda of: (of.modelled_share, "figure.percent"))

    def _of_line(self, rest: str, compute: Callable[[OptionValue], _T]) -> _T | None:
        lines = planned_lines(self._found.tonnes, self._asked.day)
        key = self._id((line.capacity.id for line in lines), rest)
        if key is None:
            return None
        # Option values close things themselves: what the view closes on trial is left out.
        asked = Closed(self._asked.day, self._asked.year, reading=self._asked.reading)
        return compute(self._found.option_values(asked)[key])

    def _avoided(self, rest: str) -> tuple[Band, str] | None:
        """Tonnes a year less that are stranded while something is closed, if a planned line is open."""
        line, _, closed = rest.rpartition("_if_")
        key = self._closable.get(closed)

        def avoided(of: OptionValue) -> tuple[Band, str]:
            bands = (each.avoided_mt_a_year for each in of.closures if each.closed == key)
            return next(bands, Band.sure(0.0)), "figure.mt"

        return None if key is None else self._of_line(line, avoided)

    @staticmethod
    def _id(keys: Iterable[str], rest: str) -> str | None:
        return next((key for key in keys if _written(key) == rest), None)


def _decimals(mt: float) -> int:
    return 0 if abs(mt) >= 10 else 1


def _written(key: str) -> str:
    """An id as names of figures write it."""
    return key.replace("-", "_")
