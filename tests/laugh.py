"""Twenty ways that every forwarder knows: the practitioner's way, and the days and price that are published.

A way is told by what it must pass (one place of every group) and by the countries that it must not enter.
Days are those of usual practice, prices per loaded twenty-foot container; forty-foot prices are divided by
1.6. Ids such as T36 and C02 are rows of the benchmarks of times and tariffs that the ranges were taken from,
with what a row leaves out (a shorter or longer way) allowed for. A range without such an id is a judgement;
None where nothing is published for the pair.
"""

from __future__ import annotations

from dataclasses import dataclass

from layers.analysis.routing import By, Journey

__all__ = ["DAY", "WAYS", "KnownWay"]

DAY = "2025-09-01"
"""A day on which nothing but the standing troubles is shut."""

Range = tuple[float, float]


@dataclass(frozen=True)
class KnownWay:
    """What a practitioner would say: groups of places of which one each is passed, countries kept out of.

    He goes by price unless there is a reason: ``by`` says so.
    """

    origin: str
    market: str
    passes: tuple[frozenset[str], ...]
    never: frozenset[str] = frozenset()
    days: Range | None = None
    usd_per_teu: Range | None = None
    source: str = ""
    by: By = By.COST

    def __str__(self) -> str:
        return f"{self.origin}-{self.market}"

    def is_gone(self, journey: Journey | None) -> bool:
        """Whether a journey goes this way."""
        if journey is None or self.never & journey.countries:
            return False
        return all(group & set(journey.places) for group in self.passes)


def _one(*places: str) -> frozenset[str]:
    return frozenset(places)


_CHINA = _one("B-KHORGOS", "B-DOSTYK")
_CASPIAN = (_one("KZAAU", "KZKUR"), _one("AZALA"))
_IRAN = _one("B-SARAKHS", "B-INCHEH")
_SOUTH_OF_CHINA = frozenset({"IR", "PK", "RU", "AZ", "TM"})
_NOT_RUSSIA = frozenset({"RU", "IR"})

WAYS = (
    KnownWay("almaty", "CNLYG", (_CHINA,), _SOUTH_OF_CHINA, (6, 12), None, "T20"),
    KnownWay("almaty", "CNTAO", (_CHINA,), _SOUTH_OF_CHINA, (6, 14), None, "T20, T11"),
    KnownWay("almaty", "CNSHA", (_CHINA,), _SOUTH_OF_CHINA, (7, 15), None, "T20"),
    KnownWay(
        "almaty", "SGSIN", (_CHINA, _one("CNLYG", "CNTAO", "CNSHA")), _SOUTH_OF_CHINA,
        (14, 30), None, "T78",
    ),
    KnownWay(
        "almaty", "KRPUS", (_CHINA, _one("CNLYG", "CNTAO", "CNSHA")), _SOUTH_OF_CHINA, (9, 22),
        None, "T20",
    ),
    KnownWay("almaty", "GEPTI", _CASPIAN, _NOT_RUSSIA, (14, 32), (2200, 4500), "T10, T81, T84, C02"),
    KnownWay("almaty", "GEBUS", _CASPIAN, _NOT_RUSSIA, (14, 32), (2200, 4500), "T10, T81, C02"),
    KnownWay(
        "almaty", "TRMER", (_one("AZALA", "RUNVS"),), frozenset({"CN", "IR"}), (14, 40),
        (2500, 5500), "T14, C10, C39",
    ),
    KnownWay("pavlodar", "GEPTI", _CASPIAN, _NOT_RUSSIA, (10, 30), None, "T17"),
    KnownWay(
        "almaty", "IRSRP", (_IRAN,), frozenset({"RU", "AZ", "PK"}), (12, 25), None,
        "T36, T37",
    ),
    KnownWay(
        "almaty", "INNSA", (_IRAN, _one("IRSRP", "IRZBR")), frozenset({"PK", "CN"}), (20, 37),
        (2500, 5500), "T35, T33, C52",
    ),
    KnownWay(
        "almaty", "INMUN", (_IRAN, _one("IRSRP", "IRZBR")), frozenset({"PK", "CN"}), (20, 35),
        (2500, 5500), "T35, T34",
    ),
    KnownWay(
        "almaty", "AEJEA", (_IRAN, _one("IRSRP")), frozenset({"PK", "CN"}), (14, 30),
        None, "T36",
    ),
    KnownWay(
        "almaty", "PKKHI", (_one("B-TORKHAM", "B-KHUNJERAB", "B-CHAMAN"),),
        frozenset({"IR", "RU"}), (9, 25), None, "T63, T68", By.GENERALISED,
    ),
    KnownWay(
        "astana", "RULED", (_one("tobol", "petropavl"), _one("chelyabinsk", "samara")),
        frozenset({"CN", "AZ", "BY"}), (6, 16),
    ),
    KnownWay(
        "astana", "LVRIX", (_one("tobol", "petropavl"), _one("moscow")),
        frozenset({"CN", "AZ"}), (7, 20), None, "T42",
    ),
    KnownWay("petropavl", "LTKLJ", (_one("moscow"), _one("minsk")), frozenset({"CN", "AZ", "LV"}), (7, 20)),
    KnownWay("aktobe", "RUNVS", (_one("B-OZINKI", "B-KIGASH"),), frozenset({"CN", "AZ"}), (5, 15)),
    KnownWay("astana", "RUVYP", (_one("irkutsk"),), frozenset({"CN", "MN"}), (9, 18), None, "T59"),
    KnownWay("pavlodar", "RUVVO", (_one("irkutsk"),), frozenset({"CN", "MN"}), (9, 18), None, "T59"),
)  # fmt: skip
"""The pairs, by where they lead."""
