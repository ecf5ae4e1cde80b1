"""Names of what can shut a way to the sea."""

from __future__ import annotations

from layers.analysis.outages import BUILT
from layers.model.dataset import Data
from layers.picture.summary import name_of
from layers.text import country_name, translate

__all__ = ["element_name"]


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
