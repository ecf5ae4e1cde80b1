"""Draws the map of a view as plain shapes: one drawing for deck, PDF, PNG and SVG."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from layers.analysis.risk import RiskModel
from layers.errors import ExportError, ViewError
from layers.export.drawing.page import Page
from layers.export.drawing.placing import Box
from layers.export.drawing.projection import Frame, frame_of
from layers.export.drawing.shapes import Drawing
from layers.export.drawing.terrain import Terrain, World
from layers.faults import ErrorCode, FaultCode
from layers.model.view import View
from layers.picture.highlights import Highlights
from layers.picture.map_state import Picture, picture_of

__all__ = ["Draughtsman", "draw_map"]

_KEPT_FRAMES = 32
_CORRIDOR_LEAST_DEG = 6.0
_MARGIN = 0.06


def draw_map(
    model: RiskModel, view: View, highlights: Highlights, width_pt: float, height_pt: float, *,
    labels: Sequence[str] = (), callouts: Sequence[tuple[str, str]] = (), clear: Sequence[Box] = (),
) -> Drawing:  # fmt: skip
    """Draw one map; for several of the same data keep a :class:`Draughtsman`, whose parameters these are."""
    return Draughtsman(model).draw(
        view, highlights, width_pt, height_pt, labels=labels, callouts=callouts, clear=clear
    )


class Draughtsman:
    """Draws maps of one data set; projected geometry is cached by frame."""

    def __init__(self, model: RiskModel) -> None:
        self.model, self.data = model, model.data
        self._world = World(model.data)
        self._kept: OrderedDict[Frame, Terrain] = OrderedDict()

    def draw(
        self, view: View, highlights: Highlights, width_pt: float, height_pt: float, *,
        labels: Sequence[str] = (), callouts: Sequence[tuple[str, str]] = (), clear: Sequence[Box] = (),
    ) -> Drawing:  # fmt: skip
        """Draw the map of a view on a page of this size.

        Parameters
        ----------
        labels
            Ids of places that are named before all others.
        callouts
            Pairs of the id of a place and text.
        clear
            Boxes (x, y, width, height) in points that no text may touch.

        Raises
        ------
        ViewError
            If a label or callout names a place that the data do not have.
        ExportError
            If the page has no size.
        """
        for key in (*labels, *(key for key, _ in callouts)):
            if key not in self.data.places:
                raise ViewError.of(FaultCode.LINK_PLACE, parameter="place", value=key)
        if not (width_pt > 0 and height_pt > 0):
            raise ExportError(ErrorCode.PAGE_SIZE, width=width_pt, height=height_pt)
        picture = picture_of(self.model, view, highlights, {*labels, *(key for key, _ in callouts)})
        frame = self._frame(picture, width_pt, height_pt)
        page = Page(self.data, picture, frame, self._terrain(frame))
        return page.drawing(labels, callouts, clear)

    def _frame(self, picture: Picture, width_pt: float, height_pt: float) -> Frame:
        """The bounds of the view, else those of the selected corridor, else the opening ones of the pack."""
        asked, corridor = picture.view.bounds, picture.corridor
        keys = self.data.legs.keys()
        if asked is None and corridor is not None:
            keys = dict.fromkeys(key for route in corridor.routes for key in route.legs).keys()
        points = [(p[0], p[1]) for key in keys for p in self.data.legs[key].coordinates]
        if asked is None and corridor is not None:
            lons, lats = zip(*points, strict=True)
            bounds = _at_least((min(lons), min(lats), max(lons), max(lats)))
            return frame_of(bounds, width_pt, height_pt, points, _MARGIN)
        west, south, east, north = asked or self.data.pack.opening
        inside = [p for p in points if west <= p[0] <= east and south <= p[1] <= north]
        return frame_of((west, south, east, north), width_pt, height_pt, inside)

    def _terrain(self, frame: Frame) -> Terrain:
        if frame in self._kept:
            self._kept.move_to_end(frame)
            return self._kept[frame]
        found = self._world.terrain(frame)
        self._kept[frame] = found
        if len(self._kept) > _KEPT_FRAMES:
            self._kept.popitem(last=False)
        return found


def _at_least(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """Bounds widened where they are too small to recognise the region."""
    west, south, east, north = bounds
    wide = max(0.0, _CORRIDOR_LEAST_DEG - (east - west)) / 2
    high = max(0.0, _CORRIDOR_LEAST_DEG - (north - south)) / 2
    return west - wide, south - high, east + wide, north + high
