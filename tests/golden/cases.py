"""Views and links that the golden files hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from layers.model.view import View

ZOOMS = (4.0, 4.5, 4.6, 5.0, 5.5)
"""Each threshold of symbols and names, and one below all of them."""


@dataclass(frozen=True)
class Case:
    """A view, with or without the highlights that the page works out; ``tables`` are those to sort."""

    view: View
    emphasis: tuple[str, ...] = ()
    has_highlights: bool = True
    tables: tuple[str, ...] = ("corridor",)


_PLACES = ("corridor", "port", "crossing", "chokepoint")
_ALL_TABLES = (*_PLACES, "leg")

VIEWS: Mapping[str, Mapping[str, Case]] = {
    "shipped": {
        "risk-as-it-opens": Case(View(), tables=_ALL_TABLES),
        "risk-russian-dark": Case(View(language="ru", theme="dark")),
        "risk-in-2021": Case(View(date="2021-06-01")),
        "risk-in-2025-untold": Case(View(date="2025-09-01"), has_highlights=False),
        "risk-after-the-evidence": Case(View(date="2028-01-01")),
        "risk-by-length": Case(View(aggregation="length", date="2026-04-15")),
        "security-early": Case(View(lens="risk:security", date="2021-06-01"), tables=_PLACES),
        "season-dark": Case(View(lens="risk:season", theme="dark", date="2025-09-01")),
        "sanctions-by-length": Case(View(lens="risk:sanctions", aggregation="length", language="ru")),
        "delay-a-chokepoint": Case(
            View(lens="risk:delay", date="2026-04-15", selection="chokepoint:C-HORMUZ")
        ),
        "status-hormuz-shut": Case(View(lens="status", date="2026-04-15"), tables=_PLACES),
        "status-after-the-evidence": Case(View(lens="status", date="2028-01-01", language="ru")),
        "status-a-line-built": Case(View(lens="status", built=(("trans-afghan-west", 0.3),))),
        "status-built-and-closed": Case(
            View(lens="status", built=(("zangezur-tripp", 1.0), ("cku", 0.5)), closed=frozenset({"IR"}))
        ),
        "stance-moscow": Case(View(lens="stance:moscow", date="2025-09-01")),
        "stance-a-corridor-dark": Case(
            View(lens="stance:moscow", selection="corridor:instc-east", theme="dark")
        ),
        "stance-beijing-russian": Case(View(lens="stance:beijing", language="ru")),
        "stance-rows-off": Case(
            View(lens="stance:west", off=frozenset({"corridor:middle-black-sea", "corridor:northern-baltic"}))
        ),
        "veto-russia-closed": Case(View(lens="veto", closed=frozenset({"RU"}))),
        "veto-untold": Case(View(lens="veto", date="2026-04-15"), has_highlights=False),
        "veto-untold-early-dark": Case(
            View(lens="veto", date="2021-06-01", theme="dark"), has_highlights=False
        ),
        "load": Case(View(lens="load"), tables=("port", "crossing", "leg")),
        "load-crude-early-russian": Case(View(lens="load:crude", date="2024-05-01", language="ru")),
        "load-crude-a-terminal-closed": Case(View(lens="load:crude", closed=frozenset({"RUNVS-CPC"}))),
        "load-russia-closed-dark": Case(
            View(lens="load", closed=frozenset({"RU"}), built=(("cku", 1.0),), theme="dark"),
            tables=("crossing",),
        ),
        "load-closed-untold": Case(
            View(lens="load", closed=frozenset({"RUNVS-CPC"}), language="ru"), has_highlights=False
        ),
        "load-a-corridor": Case(View(lens="load", selection="corridor:middle-black-sea")),
        "load-a-leg": Case(View(lens="load:grain", selection="leg:cpc", off=frozenset({"lanes"}))),
        "a-leg": Case(View(selection="leg:aghband-meghri")),
        "a-leg-near-a-bound": Case(View(selection="leg:kars-divrigi", date="2026-04-15")),
        "a-leg-near-a-bound-one-dimension": Case(View(selection="leg:kars-divrigi", lens="risk:financing")),
        "a-corridor-early": Case(View(selection="corridor:middle-black-sea", date="2021-06-01")),
        "a-corridor-and-its-context": Case(View(selection="corridor:cku", off=frozenset({"context"}))),
        "a-port": Case(View(selection="port:KZAAU", off=frozenset({"ports"}), actor="beijing")),
        "a-crossing": Case(View(selection="crossing:B-KHORGOS")),
        "a-city": Case(View(selection="hub:andijan", off=frozenset({"cities"}))),
        "subjects-of-a-scene": Case(
            View(selection="corridor:instc-east", date="2026-04-15", off=frozenset({"crossings"})),
            emphasis=("KZAAU", "andijan", "B-KHORGOS", "C-HORMUZ"),
        ),
        "a-chokepoint-closed": Case(View(closed=frozenset({"C-HORMUZ"}))),
        "a-crossing-and-a-leg-closed": Case(View(closed=frozenset({"B-KHORGOS", "aktau-alat"}))),
        "countries-closed": Case(View(closed=frozenset({"RU", "CN", "C-HORMUZ"}), lens="status")),
        "rows-off": Case(
            View(
                off=frozenset({
                    "lanes", "context", "cities", "ports", "corridor:middle-black-sea",
                    "corridor:eastern-china",
                })
            )
        ),
        "context-off": Case(View(off=frozenset({"context", "crossings", "chokepoints"}))),
        "a-route": Case(View(origin="almaty", market="NLRTM")),
        "a-route-by-time-lanes-off": Case(
            View(origin="astana", market="INMUN", by="time", off=frozenset({"lanes", "context"}))
        ),
        "a-route-and-a-closure": Case(View(origin="almaty", market="NLRTM", closed=frozenset({"RU"}))),
        "a-part-of-the-map": Case(View(bounds=(46.0, 36.25, 60.0, 46.0), lens="status")),
        "everything-in-the-link": Case(
            View(
                lens="risk:dependence", actor="west-eu", date="2025-09-01", since="2024-01-01",
                off=frozenset({"rail", "borders"}), aggregation="length", closed=frozenset({"RU"}),
                built=(("cku", 0.25), ("zangezur-tripp", 1.0)), origin="almaty", market="NLRTM", by="cost",
                shocks=0.5, weights=(("security", 2.0), ("season", 0.0)), bounds=(24.5, 17.0, 120.0, 62.125),
                language="ru", theme="dark",
            )
        ),
    },
    "ethiopia": {
        "risk-as-it-opens": Case(View(), tables=_ALL_TABLES),
        "risk-in-2021": Case(View(date="2021-06-01")),
        "risk-by-length-russian": Case(View(aggregation="length", language="ru", date="2025-09-01")),
        "security-dark": Case(View(lens="risk:security", theme="dark", date="2026-04-15")),
        "status-after-the-evidence": Case(View(lens="status", date="2028-01-01"), tables=_ALL_TABLES),
        "stance-home": Case(View(lens="stance:addis-ababa", date="2026-04-15")),
        "stance-djibouti-a-corridor": Case(View(lens="stance:djibouti", selection="corridor:berbera")),
        "veto": Case(View(lens="veto")),
        "veto-djibouti-closed-russian": Case(View(lens="veto", closed=frozenset({"DJ"}), language="ru")),
        "a-chokepoint-closed": Case(View(closed=frozenset({"C-BAB"}), date="2026-04-15")),
        "a-crossing-closed-a-line-built": Case(
            View(closed=frozenset({"B-DEWELE"}), built=(("lapsset", 0.4),), lens="status")
        ),
        "a-road": Case(View(selection="leg:awash-mille-road")),
        "a-port-and-a-row-off": Case(View(selection="port:DJJIB", off=frozenset({"corridor:eritrea"}))),
        "subjects-of-a-scene": Case(View(date="2025-09-01"), emphasis=("SOBBO", "hargeisa")),
    },
}  # fmt: skip

LINKS: Mapping[str, tuple[str, ...]] = {
    "shipped": (
        "",
        "v=1",
        "v=1&lens=status&date=2026-04-15",
        "v=99&lens=status",
        "lens=stance:moscow&theme=dark&language=ru",
        "lens=stance:nobody&date=2026-04-15",
        "lens=stance:",
        "lens=risk:security",
        "lens=risk:luck",
        "lens=colourful",
        "lens=load&date=2024-05-01",
        "lens=load:crude&closed=RUNVS-CPC",
        "lens=load:gold",
        "lens=load:",
        "actor=beijing",
        "actor=nobody",
        "date=2020-12-31",
        "date=2031-01-01",
        "date=2026-02-30",
        "date=2026-4-1",
        "since=2024-01-01",
        "since=yesterday",
        "selection=corridor:middle-black-sea",
        "selection=corridor:nowhere",
        "selection=corridor:",
        "selection=planet:mars",
        "selection=leg:aghband-meghri",
        "selection=port:KZAAU",
        "selection=hub:almaty",
        "selection=crossing:KZAAU",
        "aggregation=length",
        "aggregation=median",
        "closed=RU,C-HORMUZ",
        "closed=C-HORMUZ,RU,RU",
        "closed=RU,XX",
        "closed=KZ,PL,FR",
        "closed=aktau-alat,B-KHORGOS,KZAAU",
        "closed=almaty",
        "built=cku:0.5",
        "built=trans-afghan-west:0.3,zangezur-tripp:1",
        "built=trans-afghan-west:0.3,nowhere:1",
        "built=trans-afghan-west:2",
        "built=trans-afghan-west:often",
        "built=trans-afghan-west",
        "origin=almaty&market=NLRTM&by=time",
        "origin=nowhere&market=NLRTM&by=luck",
        "origin=beijing&market=KZAAU",
        "shocks=0.5",
        "shocks=2",
        "shocks=many",
        "months=3",
        "months=25",
        "capacities=practical",
        "capacities=some",
        "weights=security:2,season:0",
        "weights=luck:2",
        "weights=security:11",
        "bounds=46,36.25,60,46",
        "bounds=60,36,46,46",
        "bounds=46,36,60",
        "bounds=46,36,60,north",
        "bounds=46,36,60,inf",
        "off=lanes,context",
        "off=lanes,,lanes",
        "off=nothing-of-the-kind",
        "language=ru",
        "language=kk",
        "theme=dark",
        "theme=pink",
        "colour=red&lens=status",
    ),
    "ethiopia": (
        "lens=stance:djibouti",
        "lens=stance:moscow",
        "lens=load",
        "lens=load:crude",
        "selection=corridor:berbera&closed=DJ",
        "closed=RU,DJ",
        "built=lapsset:0.4",
        "origin=addis-ababa&market=NLRTM",
        "origin=almaty",
    ),
}

MOVES: tuple[tuple[View, Mapping[str, object]], ...] = (
    (View(bounds=(1.0, 2.0, 3.0, 4.0)), {"selection": "leg:aghband-meghri"}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0), selection="leg:aghband-meghri"), {"selection": ""}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0), selection="leg:aghband-meghri"), {"selection": "port:KZAAU"}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0)), {"selection": "port:KZAAU", "bounds": (5.0, 6.0, 7.0, 8.0)}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0)), {"lens": "status"}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0), selection="port:KZAAU"), {"date": "2021-06-01"}),
    (View(bounds=(1.0, 2.0, 3.0, 4.0), selection="port:KZAAU"), {"bounds": None}),
    (View(), {"selection": "corridor:cku"}),
)
"""A view, and fields that a visitor changes."""
