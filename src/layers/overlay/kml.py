"""Read KML and KMZ as a stream; no declaration, entity or address in it is ever followed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from layers.overlay.builder import OverlayBuilder, RawRecord, Shape
from layers.overlay.model import Limits, Overlay, OverlayError, Reason, refuse

__all__ = ["read_kml", "read_kmz"]

_SHAPES = {"Point": "point", "LineString": "line", "LinearRing": "ring", "Track": "line"}
_NOT_DRAWN = ("Model",)
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Compression methods that never unpack beyond the size that the archive declares."""


def read_kml(name: str, content: bytes, limits: Limits) -> Overlay:
    """Read points, lines and outlines of all placemarks, whatever folders they are in."""
    reader = _Reader(limits)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.declared
    parser.EntityDeclHandler = reader.declared
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text.append
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refuse(Reason.NOT_XML, line=error.lineno, column=error.offset + 1) from error
    except (LookupError, ValueError) as error:  # an unknown encoding, or one that does not fit the bytes
        raise refuse(Reason.NOT_XML, line=1, column=1) from error
    return reader.builder.build(name)


def read_kmz(name: str, content: bytes, limits: Limits) -> Overlay:
    """Read the first KML document of an archive; nothing else in it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inner = _unpacked(archive, len(content), limits)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError) as error:
        raise refuse(Reason.NOT_ZIP) from error
    return read_kml(name, inner, limits)


def _unpacked(archive: zipfile.ZipFile, packed_bytes: int, limits: Limits) -> bytes:
    documents = [entry for entry in archive.infolist() if entry.filename.casefold().endswith(".kml")]
    if not documents:
        raise refuse(Reason.NO_KML_INSIDE)
    entry = next((one for one in documents if one.filename == "doc.kml"), documents[0])
    most = min(limits.expanded_bytes, limits.ratio * packed_bytes)
    if entry.file_size > most:
        raise refuse(Reason.UNPACKS_TOO_LARGE, size=entry.file_size / 1e6, limit=most / 1e6)
    if entry.compress_type not in _PLAIN or entry.flag_bits & 1:
        raise refuse(Reason.NOT_ZIP)
    return archive.read(entry)


class _Reader:
    """Handles the events of the XML parser and collects the placemarks."""

    def __init__(self, limits: Limits) -> None:
        self.builder = OverlayBuilder("placemark", limits)
        self.text: list[str] = []
        self._limits = limits
        self._path: list[str] = []
        self._record: RawRecord | None = None
        self._fault: OverlayError | None = None
        self._key = ""
        self._track: list[object] = []

    def declared(self, name: str, *_: object) -> None:
        """Refuse any document type or entity declaration."""
        raise refuse(Reason.DECLARATIONS, name)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""
        self.text.clear()
        name = tag.rpartition(" ")[2]
        if not self._path and name != "kml":
            raise refuse(Reason.NOT_KML, name)
        self._path.append(name)
        if len(self._path) > self._limits.xml_depth:
            raise refuse(Reason.TOO_DEEP, limit=self._limits.xml_depth)
        if name == "Placemark":
            if self._record is not None:
                raise refuse(Reason.NOT_KML, "Placemark/Placemark")
            self._record, self._fault = RawRecord(), None
        elif name in ("Data", "SimpleData"):
            self._key = attributes.get("name", "")
        elif name == "Track":
            self._track = []
        elif name == "MultiGeometry" and self._path.count(name) > self._limits.depth:
            self._fail(refuse(Reason.TOO_DEEP, "", name, limit=self._limits.depth))
        elif name in _NOT_DRAWN:
            self._fail(refuse(Reason.UNKNOWN_GEOMETRY, name))

    def end(self, tag: str) -> None:
        """Handle the end of an element."""
        name = self._path.pop()
        record, text = self._record, "".join(self.text).strip()
        self.text.clear()
        if record is None:
            return
        parent = self._path[-1]
        if name == "Placemark":
            self.builder.add(self._finished, lambda: record.name)
            self._record = None
        elif parent == "Placemark" and name == "name":
            record.name = text
        elif parent == "Placemark" and name == "description" and text:
            # Most descriptions are HTML; only their text is shown.
            record.properties.append((name, re.sub(r"<[^<>]*>", " ", text)))
        elif (name == "value" and parent == "Data") or name == "SimpleData":
            record.properties.append((self._key, text))
        elif name == "coord":
            self._track.append(_position(text.split()))
        elif name == "Track":
            record.shapes.append(Shape("line", self._track, name))
        elif name == "coordinates" and parent in _SHAPES:
            self._coordinates(record, parent, text)

    def _coordinates(self, record: RawRecord, parent: str, text: str) -> None:
        # Some programs put a space behind the comma.
        positions = [_position(one.split(",")) for one in re.sub(r",\s+", ",", text).split()]
        kind = _SHAPES[parent]
        if kind == "point":
            if len(positions) != 1:
                self._fail(refuse(Reason.BAD_COORDINATES, text, parent))
            record.shapes.append(Shape("point", positions, parent))
        else:
            record.shapes.append(Shape("ring" if kind == "ring" else "line", positions, parent))

    def _fail(self, fault: OverlayError) -> None:
        self._fault = self._fault or fault

    def _finished(self) -> RawRecord:
        if self._fault is not None:
            raise self._fault
        return self._record or RawRecord()


def _position(parts: list[str]) -> list[object]:
    """Convert the parts of a position to numbers; what is not a number stays text, refused later."""
    position: list[object] = []
    for part in parts:
        try:
            position.append(float(part) if set(part) <= set("0123456789+-.eE") else part)
        except ValueError:
            position.append(part)
    return position
