"""The map in the browser: payload, folium document, and the code in ``web/``.

Enters: the data of a pack, a View. Leaves: one document for the app and for the stand-alone file. Imports
picture and what is below it.
"""

from layers.map.build import BuiltMap, build_map

__all__ = ["BuiltMap", "build_map"]
