"""An empty deck in our typeface and colours, without timestamps."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import OpcPackage, XmlPart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from layers.export.pptx.shapes import FONT
from layers.model.vocabulary import Theme
from layers.picture.symbology import GROUND, LENS_COLOURS

__all__ = ["AUTHOR", "PAGE_PT", "TITLE_PT", "blank_deck", "without_times"]

AUTHOR = "Searoom"
PAGE_PT = (960.0, 540.0)
TITLE_PT = 28.0
_KEPT_LAYOUTS = ("Title Slide", "Title Only", "Blank")


def blank_deck(theme: Theme) -> Deck:
    """Return the library's template in 16:9 with our theme and without author metadata."""
    deck = Presentation()
    _widen(deck)
    for layout in list(deck.slide_layouts):
        if layout.name not in _KEPT_LAYOUTS:
            deck.slide_layouts.remove(layout)
    _dress(deck, theme)
    _drop(deck.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS)
    for kind in (RELATIONSHIP_TYPE.THUMBNAIL, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES):
        _drop(deck.part.package, kind)
    return deck


def _widen(deck: Deck) -> None:
    """Spread what stands on the 4:3 master and layouts over the wider slide."""
    wider = Pt(PAGE_PT[0]) / deck.slide_width
    deck.slide_width, deck.slide_height = Pt(PAGE_PT[0]), Pt(PAGE_PT[1])
    deck.part._element.find(qn("p:sldSz")).attrib.pop("type")  # it still names the old shape
    for sheet in (deck.slide_master, *deck.slide_layouts):
        for frame in sheet._element.iter(qn("a:xfrm")):
            for part, attribute in (("a:off", "x"), ("a:ext", "cx")):
                element = frame.find(qn(part))
                element.set(attribute, str(round(int(element.get(attribute)) * wider)))


def _dress(deck: Deck, theme: Theme) -> None:
    """Set the theme's typeface and colours, so that what an editor adds matches."""
    master = deck.slide_master
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    part._blob = _theme_xml(part.blob, theme)
    if theme == "dark":
        colour_map = master._element.find(qn("p:clrMap"))
        for name, value in {"bg1": "dk1", "tx1": "lt1", "bg2": "dk2", "tx2": "lt2"}.items():
            colour_map.set(name, value)
    heading = next(master._element.iter(qn("p:titleStyle"))).find(qn("a:lvl1pPr"))
    heading.set("algn", "l")
    letters = heading.find(qn("a:defRPr"))
    letters.set("sz", str(round(TITLE_PT * 100)))
    letters.set("b", "1")


def _theme_xml(blob: bytes, theme: Theme) -> bytes:
    """Return the theme: ink and paper, the risk classes as accents, one typeface."""
    root = parse_xml(blob)
    light, dark, ground = GROUND["light"], GROUND["dark"], GROUND[theme]
    risk = [colour for name, colour in LENS_COLOURS[theme]["risk"].items() if name != "unknown"]
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = (
        dark["halo"] if theme == "dark" else light["ink"], light["halo"] if theme == "light" else dark["ink"],
        dark["land"], light["sea"], *risk, ground["quiet"], ground["ink"], ground["quiet"],
    )  # fmt: skip
    scheme = next(root.iter(qn("a:clrScheme")))
    for name, colour in zip(names, colours, strict=True):
        element = scheme.find(qn(f"a:{name}"))
        for old in list(element):
            element.remove(old)
        value = colour.lstrip("#").upper()
        element.append(parse_xml(f'<a:srgbClr {nsdecls("a")} val="{value}"/>'))
    for latin in root.iter(qn("a:latin")):
        latin.set("typeface", FONT)
    for named in (root, scheme, next(root.iter(qn("a:fontScheme")))):
        named.set("name", AUTHOR)
    return serialize_part_xml(root)


def _drop(part: XmlPart | OpcPackage, kind: str) -> None:
    for key in [key for key, relation in part._rels.items() if relation.reltype == kind]:
        part.drop_rel(key)


def without_times(content: bytes, day: str) -> bytes:
    """Return the same archive with every member dated by the evidence."""
    date = dt.date.fromisoformat(day)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, (date.year, date.month, date.day, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, old.read(name))
    return out.getvalue()
