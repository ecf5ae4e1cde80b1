"""Names of what can shut a way to the sea."""

from __future__ import annotations

from layers.analysis.outages import BUILT
from layers.analysis.tonnes.base_flows import UNKNOWN_GATE
from layers.model.dataset import Data
from layers.picture.summary import name_of
from layers.text import country_name, translate

__all__ = ["element_name", "gate_name"]


def element_name(data: Data, language: str, element: str) -> str:
    """Name of a country, a part, what an assessment is about, or a corridor that may be built."""
    if element.startswith(BUILT):
        return data.corridors[element.removeprefix(BUILT)].short_name[language]
    if element in data.parts:
        return name_of(data, language, element)
    assessment = data.assessments.get(element)
    if assessment is None:
        return country_name(language, element)
    first, *others = assessment.parts
    dimension = translate(language, f"dimension.{assessment.dimension}").lower()
    key = "room.assessed_together" if others else "room.assessed"
    return translate(
        language, key, name=name_of(data, language, first), n=len(others), dimension=dimension
    )


def gate_name(data: Data, language: str, gate: str) -> str:
    """Name of a gate of tonnes: a capacity, a part, or that it is not known."""
    if gate == UNKNOWN_GATE:
        return translate(language, "tonnes.gate_unknown")
    capacity = data.capacities.get(gate)
    if capacity is None:
        return name_of(data, language, gate)
    return capacity.name[language] if capacity.name else name_of(data, language, capacity.elements[0])
