"""What a view closes or builds on trial, record by record."""

from __future__ import annotations

from layers.model.dataset import Data, Place
from layers.model.records import Corridor, Hub, Leg, Port
from layers.model.view import View
from layers.network.borders import countries_of_leg
from layers.network.network import corridors_of_leg, parts_of_route, transit_countries

__all__ = ["Trial"]


class Trial:
    """What the closures and buildings of one view do to the records of the data."""

    def __init__(self, data: Data, view: View) -> None:
        self._data, self._closed, self._built = data, view.closed, view.built
        self._users = corridors_of_leg(data)
        self._shut_corridors = {c.id for c in data.corridors.values() if self.shuts_corridor(c)}

    def shuts_corridor(self, corridor: Corridor) -> bool:
        """Whether each of its routes needs something that is closed."""
        data, closed = self._data, self._closed
        return bool(closed) and all(
            closed & (transit_countries(data, route) | set(parts_of_route(data, route)))
            for route in corridor.routes
        )

    def shuts(self, record: Leg | Place) -> bool:
        """Whether the record itself is closed, an end of it, or a country that it lies in.

        A country that a leg merely touches does not shut it.
        """
        if isinstance(record, Leg):
            names = {record.id, record.from_id, record.to_id, *countries_of_leg(self._data, record)}
        elif isinstance(record, Hub | Port):
            names = {record.id, record.country}
        else:
            names = {record.id, *record.countries}
        return bool(self._closed & names)

    def strands(self, leg: Leg) -> bool:
        """Whether the leg is closed, or every corridor that uses it is."""
        users = self._users[leg.id]
        return self.shuts(leg) or (bool(users) and self._shut_corridors.issuperset(users))

    def builds(self, leg: Leg) -> bool:
        """Whether a corridor of the leg is taken as built, with whatever probability."""
        return any(share > 0 and corridor in self._users[leg.id] for corridor, share in self._built)
