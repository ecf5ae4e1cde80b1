"""Live figures: the numbers that a claim's text names in braces, computed from the data for a day.

A figure's name is a word, or a word with ids: ``usable``, ``via_XX``, ``risk_some_corridor``,
``series_oil_2025``, ``share_oil_exports_2025``. Ids are written with underscores. Any of them may
end in ``_before``, then nothing counts as closed or built, or in ``_on_2025_09_01``, then it is that day's.
Those of tonnes begin with ``tonnes_`` (:mod:`layers.analysis.live_tonnes`); yearly figures say what they
count and refuse to be combined with others (:mod:`layers.analysis.series_figures`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from layers.analysis.access import LockOutcome
from layers.analysis.changes import events_of_corridor
from layers.analysis.live_tonnes import TonnesFigures, TonnesFound
from layers.analysis.parameters import Settings, central_settings
from layers.analysis.risk import RiskModel
from layers.analysis.series_figures import Mix, SeriesFigures
from layers.analysis.tonnes.asked import asked_of
from layers.analysis.tonnes.base_flows import base_year
from layers.analysis.what_if import Headline, WhatIf
from layers.model.evidence import PLACEHOLDER
from layers.model.records import Corridor
from layers.model.view import MAX_MONTHS, View
from layers.model.vocabulary import (
    FIRST_DATE,
    LAST_DATE,
    CapacityReading,
    Direction,
    Stance,
    Status,
)
from layers.network.network import (
    NOT_KNOWN_USABLE,
    first_day,
    main_route,
    route_length_km,
    status_on,
    transit_countries,
)
from layers.network.scenario import Scenario, scenario_of
from layers.network.slippage import Slip, openings, slip_of
from layers.text import (
    country_name,
    format_chance,
    format_number,
    format_percent,
    format_points,
    format_small,
    translate,
)

__all__ = ["CLOSURES_SINCE", "Assumed", "Figures", "Headlines"]

CLOSURES_SINCE = "2022-01-01"
"""Closing events are counted from here: the claims speak of the years since 2022."""

_UNBUILT = frozenset({Status.PROPOSED, Status.UNDER_CONSTRUCTION, Status.DUE})
_ON_A_DAY = re.compile(r"(\w+)_on_(\d{4})_(\d\d)_(\d\d)")
_SENTENCE_END = re.compile(r"[.!?]\s")


def _bare(name: str) -> str:
    """The name without the day that it is for: yearly figures are the same on each."""
    found = _ON_A_DAY.fullmatch(name)
    return (found[1] if found else name).removesuffix("_before")


_SCENARIOS_KEPT = 256


@dataclass(frozen=True)
class Assumed:
    """What a view assumes besides its scenario: how likely common causes are, the months since what is closed
    was closed, and which capacities limit."""

    shock_scale: float = 1.0
    months: float = MAX_MONTHS
    reading: CapacityReading = CapacityReading.NAMEPLATE


class Headlines:
    """Headline figures at the central settings, worked out once a scenario, and with them those of tonnes."""

    def __init__(self, model: RiskModel) -> None:
        self._model = model
        self.tonnes = TonnesFound(model)
        # Links name any number of scenarios: the last ones asked for are kept.
        self._found = lru_cache(maxsize=_SCENARIOS_KEPT)(self._work_out)

    def of(self, scenario: Scenario, shock_scale: float = 1.0) -> Headline:
        """All figures of a scenario, with common causes this many times as likely as stated."""
        return self._found(scenario, shock_scale)

    def _work_out(self, scenario: Scenario, shock_scale: float) -> Headline:
        what_if, settings = self._means
        return what_if.headline(scenario, replace(settings, shock_scale=shock_scale))

    @cached_property
    def _means(self) -> tuple[WhatIf, Settings]:
        """Made when the first figure asks for them: most texts name none that needs the model."""
        return WhatIf(self._model), central_settings(self._model.data)


class Figures:
    """All live figures of one data set in one language, on one day or in one scenario of it."""

    @classmethod
    def of_view(
        cls, model: RiskModel, view: View, language: str, headlines: Headlines | None = None
    ) -> Figures:
        """The figures of what a view closes, builds and assumes."""
        assumed = Assumed(view.shocks, view.months, CapacityReading(view.capacities))
        return cls(model, scenario_of(view), language, headlines, assumed)

    def __init__(
        self, model: RiskModel, day: str | Scenario, language: str, headlines: Headlines | None = None,
        assumed: Assumed = Assumed(),
    ) -> None:  # fmt: skip
        self.scenario = Scenario(day) if isinstance(day, str) else day
        self.model, self.data, self.day, self.language = model, model.data, self.scenario.day, language
        self._headlines, self._assumed = headlines or Headlines(model), assumed
        self._yearly = SeriesFigures(self.data, language)
        self._outlets = [c for c in self.data.corridors.values() if c.outlet]
        self._simple: dict[str, Callable[[], str]] = {
            "outlets": lambda: self._number(len(self._outlets)),
            "usable": lambda: self._number(len(self._usable())),
            "unusable": lambda: self._number(len(self._outlets) - len(self._usable())),
            "suspended": lambda: self._number(self._count_status(frozenset({Status.SUSPENDED}))),
            "unbuilt": lambda: self._number(self._count_status(_UNBUILT)),
            "closures": lambda: self._number(len(self._closures())),
            "corridors_hit": lambda: self._number(self._corridors_hit()),
            "promised": lambda: self._number(len(self._slips())),
            "late": lambda: self._number(len(self._late_months())),
            "slip_months": self._mean_slip,
            "doors": lambda: self._number(len(self._headline().doors)),
            "independent": lambda: self._number(len(self._headline().independent)),
            "locks": self._locks,
            "lock_names": self._lock_names,
            "days_without_door": lambda: self._days(self._headline().reliability.days_without_door.central),
            "days_without_door_low": lambda: self._days(self._headline().reliability.days_without_door.low),
            "days_without_door_high": lambda: self._days(self._headline().reliability.days_without_door.high),
            "days_without_door_alone": lambda: self._days(self._headline().reliability.days_alone.central),
            "spell_30_days": lambda: self._spell(self._headline().reliability.spell_30_days.central),
            "spell_30_days_high": lambda: self._spell(self._headline().reliability.spell_30_days.high),
            "expected_doors": lambda: self._number(self._headline().reliability.expected_doors.central, 1),
            "concentration": self._concentration,
            "doors_lost": self._doors_lost,
        }
        self._with_id: dict[str, Callable[[str], str | None]] = {
            "usable_without_": self._usable_without,
            "via_": self._via,
            "unbuilt_km_": lambda rest: self._of_corridor(rest, self._unbuilt_km),
            "km_": lambda rest: self._of_corridor(rest, self._km),
            "risk_": lambda rest: self._of_corridor(rest, self._risk),
            "status_": lambda rest: self._of_corridor(rest, self._status_words),
            "against_": lambda rest: self._of_corridor(rest, self._against),
            "behind_": lambda rest: self._of_corridor(rest, self._behind),
            "series_": lambda rest: self._yearly.value(f"series_{rest}"),
            "share_": lambda rest: self._yearly.value(f"share_{rest}"),
            "exposure_": self._exposure,
            "power_change_": self._power_change,
            "power_": self._power,
            "tonnes_": self._tonnes,
        }

    def value(self, name: str) -> str | None:
        """The figure, formatted; None if there is no figure of that name."""
        if found := _ON_A_DAY.fullmatch(name):
            day = "-".join(found.groups()[1:])
            return self._at(Scenario(day)).value(found[1]) if FIRST_DATE <= day <= LAST_DATE else None
        if name.endswith("_before"):
            return self._at(self.scenario.without_changes()).value(name.removesuffix("_before"))
        if name in self._simple:
            return self._simple[name]()
        for beginning, compute in self._with_id.items():
            if name.startswith(beginning):
                return compute(name.removeprefix(beginning))
        return None

    def fill(self, text: str) -> str:
        """The text with its figures; one that does not exist shows as not found.

        A yearly figure is followed by what it counts. Where the next one in the same sentence counts the
        same, that stands after the last of them.
        """
        return "".join(self._pieces(text))

    def figure(self, value: str, label: str) -> tuple[str, str]:
        """A number on its own and its label, which says what yearly figures in the number count."""
        notes = dict.fromkeys(filter(None, map(self._note, PLACEHOLDER.findall(value))))
        told = f" ({'; '.join(notes)})" if notes else ""
        return PLACEHOLDER.sub(lambda match: self._shown(match[1]), value), self.fill(label) + told

    def mix(self, names: Iterable[str]) -> Mix | None:
        """Why yearly figures cannot be shown as one number; None if they can."""
        return self._yearly.mix(map(_bare, names))

    def _pieces(self, text: str) -> Iterator[str]:
        at, matches = 0, list(PLACEHOLDER.finditer(text))
        notes = [self._note(match[1]) for match in matches]
        for i, match in enumerate(matches):
            yield text[at : match.start()]
            yield self._shown(match[1])
            at = match.end()
            following = next((j for j in range(i + 1, len(matches)) if notes[j]), i)
            alike = following != i and notes[following] == notes[i]
            if alike and not _SENTENCE_END.search(text, at, matches[following].start()):
                continue
            if notes[i]:
                in_brackets = text.count("(", 0, at) > text.count(")", 0, at)
                yield f", {notes[i]}" if in_brackets else f" ({notes[i]})"
        yield text[at:]

    def _shown(self, name: str) -> str:
        return self.value(name) or translate(self.language, "basis.not-found")

    def _note(self, name: str) -> str:
        note = self._yearly.note(_bare(name))  # empty for all others, most of which are dear to work out
        return note if note and self.value(name) else ""

    def _at(self, scenario: Scenario) -> Figures:
        return Figures(self.model, scenario, self.language, self._headlines, self._assumed)

    def _tonnes(self, name: str) -> str | None:
        year = base_year(self.data, self.day)
        if year is None:
            return None
        asked = asked_of(self.scenario, year, self._assumed.months, self._assumed.reading)
        return TonnesFigures(self._headlines.tonnes, asked, self.language).value(name)

    # --- sea room ------------------------------------------------------------------------------------

    def _headline(self) -> Headline:
        return self._headlines.of(self.scenario, self._assumed.shock_scale)

    def _headline_before(self) -> Headline:
        return self._headlines.of(self.scenario.without_changes(), self._assumed.shock_scale)

    def _percent(self, share: float) -> str:
        return format_percent(self.language, share)

    def _locks(self) -> str:
        found = self._headline().locks
        if found.outcome is LockOutcome.NOTHING_OPEN:
            return self._nothing()
        return translate(self.language, "figure.no_lock") if found.size is None else self._number(found.size)

    def _nothing(self) -> str:
        """What stands where a figure means nothing."""
        return translate(self.language, "figure.nothing")

    def _days(self, days: float) -> str:
        return format_small(self.language, days)

    def _spell(self, share: float) -> str:
        return format_chance(self.language, share, self._headline().reliability.years)

    def _concentration(self) -> str:
        found = self._headline().concentration
        return self._nothing() if found is None else self._number(found)

    def _lock_names(self) -> str:
        """The countries of every smallest lock: those in all of them, then what completes each."""
        sets = self._headline().locks.sets
        if not sets:
            return self._locks()
        always = frozenset.intersection(*sets)
        rest = sorted(" + ".join(self._countries_in_order(names - always)) for names in sets)
        either = translate(self.language, "figure.or").join(text for text in rest if text)
        return ", ".join([*self._countries_in_order(always), *([either] if either else [])])

    def _countries_in_order(self, codes: frozenset[str]) -> list[str]:
        return sorted(country_name(self.language, code) for code in codes)

    def _doors_lost(self) -> str:
        before = self._headline_before().doors
        return self._number(len(set(before) - set(self._headline().doors)))

    def _exposure(self, code: str) -> str | None:
        return self._percent(self._headline().exposures.get(code, 0.0)) if self._is_country(code) else None

    def _power(self, code: str) -> str | None:
        if not self._is_country(code) and code != self.data.home:
            return None
        power = self._headline().power
        return self._percent(power[code].central if code in power else 0.0) if power else self._nothing()

    def _power_change(self, code: str) -> str | None:
        if not self._is_country(code) and code != self.data.home:
            return None
        before, after = self._headline_before().power, self._headline().power
        if not before or not after:
            return self._nothing()
        shares = [power[code].central if code in power else 0.0 for power in (before, after)]
        return format_points(self.language, shares[1] - shares[0])

    # --- corridors -----------------------------------------------------------------------------------

    def _number(self, value: float, decimals: int = 0) -> str:
        return format_number(self.language, value, decimals)

    def _status(self, corridor: Corridor) -> Status:
        found = status_on(corridor.status_history, self.day, self.data.evidence_end)
        return found.status if found else Status.PROPOSED

    def _usable(self) -> list[Corridor]:
        return [c for c in self._outlets if self._status(c) not in NOT_KNOWN_USABLE]

    def _count_status(self, statuses: frozenset[Status]) -> int:
        return sum(self._status(c) in statuses for c in self._outlets)

    def _countries(self, corridor: Corridor) -> set[str]:
        return transit_countries(self.data, main_route(corridor))

    def _is_country(self, code: str) -> bool:
        return any(code in self._countries(c) for c in self.data.corridors.values())

    def _usable_without(self, code: str) -> str | None:
        if not self._is_country(code):
            return None
        return self._number(sum(code not in self._countries(c) for c in self._usable()))

    def _via(self, code: str) -> str | None:
        if not self._is_country(code):
            return None
        return self._number(sum(code in self._countries(c) for c in self._outlets))

    def _of_corridor(self, rest: str, compute: Callable[[Corridor], str]) -> str | None:
        corridor = next((c for c in self.data.corridors.values() if c.id.replace("-", "_") == rest), None)
        return None if corridor is None else compute(corridor)

    def _km(self, corridor: Corridor) -> str:
        km = route_length_km(self.data, main_route(corridor))
        return translate(self.language, "map.km", n=self._number(km))

    def _unbuilt_km(self, corridor: Corridor) -> str:
        legs = (self.data.legs[key] for key in main_route(corridor).legs)
        km = 0.0
        for leg in legs:
            found = status_on(leg.status_history, self.day, self.data.evidence_end)
            km += leg.length_km if found is None or found.status in _UNBUILT else 0.0
        return translate(self.language, "map.km", n=self._number(km))

    def _risk(self, corridor: Corridor) -> str:
        risk = self.model.of_corridor(corridor, self.day)
        name = translate(self.language, f"risk.{risk.risk_class}").lower()
        if risk.composite is None:
            return name
        return translate(self.language, "figure.risk", value=self._number(risk.composite), name=name)

    def _status_words(self, corridor: Corridor) -> str:
        return translate(self.language, f"status.{self._status(corridor)}").lower()

    def _against(self, corridor: Corridor) -> str:
        return self._count_stances(corridor, {Stance.OPPOSES, Stance.DISFAVOURS})

    def _behind(self, corridor: Corridor) -> str:
        return self._count_stances(corridor, {Stance.FAVOURS, Stance.BACKS})

    def _count_stances(self, corridor: Corridor, stances: set[Stance]) -> str:
        """Capitals with one of these stances; of a group and its members only the group counts."""
        whole = [actor for actor in self.data.actors.values() if actor.part_of is None]
        return self._number(sum(actor.stances[corridor.id].stance in stances for actor in whole))

    # --- events and promises -------------------------------------------------------------------------

    def _closures(self) -> list[str]:
        return [
            event.id for event in self.data.events.values()
            if event.direction is Direction.CLOSES and CLOSURES_SINCE <= first_day(event.date) <= self.day
        ]  # fmt: skip

    def _corridors_hit(self) -> int:
        closing = set(self._closures())
        return sum(any(e.id in closing for e in events_of_corridor(self.data, c)) for c in self._outlets)

    def _slips(self) -> list[Slip]:
        """How every opening stands that had been promised by the day."""
        known = [o for _, o in openings(self.data) if first_day(o.promises[0].announced) <= self.day]
        return [slip_of(opening, self.day) for opening in known]

    def _late_months(self) -> list[int]:
        return [slip.months for slip in self._slips() if slip.is_late]

    def _mean_slip(self) -> str:
        months = self._late_months()
        return self._number(sum(months) / len(months)) if months else self._number(0)
