"""The manifest of a data pack, ``pack.yaml``: the country it is about and the view it opens with.

A pack is a folder of records like ``geodata/``. Everything peculiar to one country is in its pack; the code
names no country.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field

from layers.faults import FaultCode
from layers.model.records import CountryCode, Id, LocalText, Record
from layers.model.refusals import refusal_of_value
from layers.model.vocabulary import FIRST_DATE, LAST_DATE

__all__ = ["PACK_FILE", "Bounds", "HomeWords", "Pack"]

PACK_FILE = "pack.yaml"

Bounds = tuple[
    Annotated[float, Field(ge=-180, le=180)],
    Annotated[float, Field(ge=-90, le=90)],
    Annotated[float, Field(ge=-180, le=180)],
    Annotated[float, Field(ge=-90, le=90)],
]
"""West, south, east, north in degrees."""


def _check_bounds(value: Bounds) -> Bounds:
    west, south, east, north = value
    if not (west < east and south < north):
        raise refusal_of_value(FaultCode.BOUNDS, value)
    return value


def _check_day(value: str) -> str:
    try:
        is_day = dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        is_day = False
    if not (is_day and FIRST_DATE <= value <= LAST_DATE):
        raise refusal_of_value(FaultCode.DAY, value, first=FIRST_DATE, last=LAST_DATE)
    return value


class HomeWords(Record):
    """The home country in the forms that the interface's sentences need."""

    name: LocalText = Field(description="as the subject of a sentence: Kenya, Кения")
    of: LocalText = Field(description="whose something is: Kenya's, Кении")


class Pack(Record):
    """A data pack: its country, its words, and what its pages open with."""

    id: Id = Field(description="a short name of the pack, of letters, digits and hyphens")
    title: LocalText = Field(description="one line under the product's name: what the pack shows")
    home: CountryCode = Field(
        description="two-letter ISO 3166 code of the country whose access to the sea is shown"
    )
    home_words: HomeWords = Field(description="the country's name in the forms that sentences need")
    evidence_end: Annotated[str, AfterValidator(_check_day)] = Field(
        description="newest day that any source supports; nothing observed may be dated later"
    )
    opening: Annotated[Bounds, AfterValidator(_check_bounds)] = Field(
        description="west, south, east, north of the opening view, in degrees"
    )
    cover: Annotated[Bounds, AfterValidator(_check_bounds)] | None = Field(
        default=None,
        description="the same for the title slide, which is taller than wide; the opening view if left out",
    )
    default_origin: Id = Field(description="id of the hub from which pages compare corridors and routes")
    default_market: Id = Field(description="id of the port to which pages compare corridors and routes")
    compared_markets: tuple[Id, ...] = Field(
        default=(), description="ids of the ports that are offered first when corridors are compared"
    )
    default_actor: Id = Field(description="id of the actor whose view is shown first")
    registered: bool = Field(
        default=False,
        description="whether every file must stand in sources.yaml with its checksum, so that no change goes"
        " unnoticed",
    )

    @property
    def cover_bounds(self) -> Bounds:
        """West, south, east, north of the title slide's map."""
        return self.cover or self.opening

    def words(self, language: str) -> Mapping[str, str]:
        """Values for the names in braces that interface texts use for the home country."""
        return {"home_name": self.home_words.name[language], "home_of": self.home_words.of[language]}
