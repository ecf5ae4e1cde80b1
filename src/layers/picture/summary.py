"""What a picture shows, in words: for those who cannot see it, and as the title of its lens."""

from __future__ import annotations

from collections.abc import Sequence

from layers.model.dataset import Data
from layers.model.records import Actor, Hub, StatusEntry
from layers.model.view import View
from layers.model.vocabulary import Status
from layers.network.network import status_on
from layers.picture.lens_class import dimension_of, lens_of
from layers.picture.load_lens import LoadLens
from layers.picture.map_state import CorridorShown, Picture, kind_of_place
from layers.picture.order import FULL_CLASSES, STATUS_ORDER, WORST_FIRST
from layers.text import country_name, format_date, format_number, translate

__all__ = ["lens_title", "mt_text", "name_of", "summary_of"]

_MOST_FULL = 8


def lens_title(view: View, actor: Actor | None, plain: str = "", load: LoadLens | None = None) -> str:
    """What the colours say; ``plain`` in place of the legend's words for a lens of no actor, dimension or
    cargo."""
    if load is not None:
        key, cargo = "map.key.load_after" if load.is_after else "map.key.load", load.cargo(view.language)
        return translate(view.language, key, year=load.year, cargo=cargo)
    if actor is not None:
        return translate(view.language, "map.key.stance", actor=actor.name[view.language])
    dimension = dimension_of(view)
    if dimension:
        words = translate(view.language, f"dimension.{dimension}")
        return translate(view.language, "map.key.dimension", dimension=words)
    return plain or translate(view.language, f"map.key.{lens_of(view)}")


def mt_text(language: str, mt: float) -> str:
    """Millions of tonnes to one decimal."""
    if 0 < mt < 0.05:
        return translate(language, "load.under", n=format_number(language, 0.1, 1))
    return translate(language, "load.mt", n=format_number(language, mt, 1))


def name_of(data: Data, language: str, key: str) -> str:
    """Name of whatever can be closed: a place or leg by its id, else a country by its code."""
    if key in data.places:
        return data.places[key].name[language]
    if key in data.legs:
        leg = data.legs[key]
        return " – ".join(data.places[end].name[language] for end in (leg.from_id, leg.to_id))
    return country_name(language, key)


def summary_of(data: Data, picture: Picture) -> str:
    """One paragraph: the lens, how many corridors in which status, what is shut, closed and selected."""
    return " ".join(part for part in _Summary(data, picture).parts() if part)


class _Summary:
    """The sentences about one picture, each empty where there is nothing to say."""

    def __init__(self, data: Data, picture: Picture) -> None:
        self._data, self._picture, self._view = data, picture, picture.view
        self._language = picture.view.language
        self._end = format_date(self._language, data.evidence_end)
        self._shown: list[CorridorShown] = [
            each for each in picture.corridors if each.status and each.on and each.corridor.outlet
        ]

    def parts(self) -> tuple[str, ...]:
        return (
            self._lens(), self._full(), self._counts(), self._closed(), self._shut(), self._worst(),
            self._chosen(), self._horizon(),
        )  # fmt: skip

    def _t(self, key: str, **values: object) -> str:
        return translate(self._language, key, **values)

    def _lens(self) -> str:
        picture, dimension = self._picture, self._picture.dimension
        if picture.load is not None:
            return self._t(
                f"map.summary.lens.{'load_after' if picture.load.is_after else 'load'}",
                day=format_date(self._language, self._view.date), year=picture.load.year,
                cargo=picture.load.cargo(self._language), mt=mt_text(self._language, picture.load.exports_mt),
            )  # fmt: skip
        return self._t(
            f"map.summary.lens.{'dimension' if dimension else picture.lens}",
            day=format_date(self._language, self._view.date), date=self._end,
            actor=picture.actor.name[self._language] if picture.actor else "",
            dimension=self._t(f"dimension.{dimension}").lower() if dimension else "",
        )  # fmt: skip

    def _full(self) -> str:
        """Parts that use most of their capacity, the fullest class first; of a class, places before legs."""
        if self._picture.load is None:
            return ""
        carried = self._picture.load.carried
        full = [
            key for use in FULL_CLASSES for key in (*self._data.places, *self._data.legs)
            if key in carried and carried[key].use is use
        ]  # fmt: skip
        if not full:
            return self._t("map.summary.none_full")
        names = [name_of(self._data, self._language, key) for key in full[:_MOST_FULL]]
        more = len(full) - len(names)
        listed = ", ".join(names) + (self._t("load.more", n=more) if more else "")
        return self._t("map.summary.full", n=len(full), names=listed)

    def _counts(self) -> str:
        count = dict.fromkeys(STATUS_ORDER, 0)
        for each in self._shown:
            if each.status:
                count[each.status] += 1
        words = (f"{self._t(f'status.{name}').lower()} {n}" for name, n in count.items() if n)
        return self._t("map.summary.count", n=len(self._shown), list=", ".join(words))

    def _closed(self) -> str:
        names = [name_of(self._data, self._language, key) for key in sorted(self._view.closed)]
        return self._t("map.summary.closed", names=", ".join(names)) if names else ""

    def _shut(self) -> str:
        """Gates that are shut in truth, chokepoints first; whether their rows are on or not."""
        shut = [
            place
            for place in self._data.places.values()
            if not isinstance(place, Hub) and self._status(place.status_history) is Status.SUSPENDED
        ]
        shut.sort(key=lambda place: (kind_of_place(place) != "chokepoint", place.priority))
        names = ", ".join(place.name[self._language] for place in shut)
        return self._t("map.summary.shut", names=names) if names else ""

    def _worst(self) -> str:
        """Names of the corridors in the worst class that occurs."""
        lens = self._picture.lens
        for name in WORST_FIRST.get(lens, ()):
            names = [c.corridor.short_name[self._language] for c in self._shown if c.lens_class == name]
            if names:
                word = self._t(f"{lens}.{name}").lower()
                return self._t(f"map.summary.top.{lens}", names=", ".join(names), **{"class": word})
        return ""

    def _chosen(self) -> str:
        kind, _, key = self._view.selection.partition(":")
        if not key:
            return ""
        record = self._data.corridors.get(key) if kind == "corridor" else None
        part = record or self._data.legs.get(key) or self._data.places[key]
        status = None if isinstance(part, Hub) else self._status(part.status_history)
        name = record.short_name[self._language] if record else name_of(self._data, self._language, key)
        words = self._t(f"status.{status}").lower() if status else self._t("map.no_status")
        return self._t("map.summary.chosen", name=name, status=words)

    def _status(self, history: Sequence[StatusEntry]) -> Status | None:
        found = status_on(history, self._view.date, self._data.evidence_end)
        return found.status if found else None

    def _horizon(self) -> str:
        if self._view.date < self._data.evidence_end:
            return ""
        return self._t("map.summary.horizon", date=self._end)
