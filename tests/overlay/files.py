"""Files that a visitor may bring, made small."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely.geometry.base import BaseGeometry

from layers.model.vocabulary import LANGUAGES
from layers.overlay import Limits, Overlay, Reason, read_overlay
from layers.overlay.model import OverlayError

AKTAU, ALMATY = [51.15, 43.65], [76.9, 43.25]


def collection(*geometries: Any, **members: Any) -> bytes:
    """A GeoJSON of these geometries."""
    features = [
        {"type": "Feature", "properties": {"name": f"N{number}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries, start=1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **members}).encode()


def geometry(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def kml(inside: str) -> bytes:
    return f'<?xml version="1.0"?><kml xmlns="urn:kml"><Document>{inside}</Document></kml>'.encode()


def zipped(content: bytes, name: str = "doc.kml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def geopackage(folder: Path, shapes: Iterable[BaseGeometry | None], epsg: int = 4326) -> Path:
    path = folder / "own.gpkg"
    shapes = list(shapes)
    frame = gpd.GeoDataFrame(
        {"name": [f"N{number}" for number, _ in enumerate(shapes, start=1)]}, geometry=shapes, crs=4326
    )
    frame.to_crs(epsg).to_file(path, driver="GPKG")
    return path


def refused_whole(name: str, content: bytes, limits: Limits | None = None) -> Reason:
    """Why a file is refused; the sentence is there in every language."""
    with pytest.raises(OverlayError) as caught:
        read_overlay(name, content, limits)
    for language in LANGUAGES:
        sentence = caught.value.refusal.sentence(language)
        assert sentence and "{" not in sentence.replace(caught.value.refusal.got, "")
    return caught.value.refusal.reason


def refused(overlay: Overlay) -> dict[int, Reason]:
    return {refusal.number: refusal.reason for refusal in overlay.report.refused}
