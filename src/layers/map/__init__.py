"""The map: one style table, one payload, one folium document for the app and the stand-alone file."""

from layers.map.build import BuiltMap, build_map

__all__ = ["BuiltMap", "build_map"]
