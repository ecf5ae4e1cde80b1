"""Maps drawn for paper: what is on them, and that nothing covers anything."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from pyproj import Geod

from layers.analysis.risk import RiskModel
from layers.errors import ExportError, ViewError
from layers.export.drawing.draw import Draughtsman, draw_map
from layers.export.drawing.projection import frame_of
from layers.export.drawing.shapes import Area, Cross, Drawing, Line, Symbol
from layers.export.drawing.svg import map_svg
from layers.export.drawing.svg_marks import num
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, Status
from layers.network.network import status_on
from layers.picture.highlights import Highlights
from layers.picture.map_state import picture_of
from layers.picture.symbology import GROUND, LENS_COLOURS, LOAD_WIDTH_STEPS
from layers.text import format_date, texts, translate

OPENING = (24.0, 17.0, 120.0, 62.0)  # of geodata/pack.yaml
WIDTH, HEIGHT = 620.0, 430.0
HIGHLIGHTS = Highlights(veto={"RU": "high", "TR": "low"})
VIEWS = {
    "opening": View(),
    "russian, dark, a corridor": View(
        lens="stance:moscow", language="ru", theme="dark", selection="corridor:instc-east"
    ),
    "veto": View(lens="veto"),
    "load": View(lens="load", language="ru"),
    "closed": View(lens="status", date="2026-04-15", closed=frozenset({"RU", "C-HORMUZ"})),
    "near": View(bounds=(46.0, 36.0, 60.0, 46.0), language="ru"),
    "far": View(bounds=(-170.0, -89.0, 175.0, 89.0)),
    "far from everything": View(bounds=(-150.0, -60.0, -140.0, -50.0)),
    "very near": View(bounds=(51.1, 43.6, 51.1001, 43.6001)),
    "over the equator": View(bounds=(30.0, -20.0, 80.0, 20.0)),
}
CALLOUTS = (("KZAAU", "Port on the Caspian, far from any ocean"), ("C-HORMUZ", "A fifth of the world’s oil"))
CLEAR = ((0.0, 300.0, 180.0, 130.0),)

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def draughtsman(model: RiskModel) -> Draughtsman:
    return Draughtsman(model)


@pytest.fixture(scope="module")
def drawings(draughtsman: Draughtsman) -> dict[str, Drawing]:
    return {
        name: draughtsman.draw(
            view, HIGHLIGHTS, WIDTH, HEIGHT, labels=("KZAAU", "astana"), callouts=CALLOUTS, clear=CLEAR
        )
        for name, view in VIEWS.items()
    }


@pytest.fixture(params=VIEWS)
def drawing(request: pytest.FixtureRequest, drawings: dict[str, Drawing]) -> Drawing:
    return drawings[request.param]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]


def within(box: Box) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[0] + box[2] <= WIDTH and box[1] + box[3] <= HEIGHT


def points(drawing: Drawing) -> Iterable[tuple[float, float]]:
    for paths in (*(a.rings for a in drawing.areas), *(n.paths for n in drawing.lines if n.kind != "mark")):
        for path in paths:
            yield from path
    yield from (symbol.at for symbol in drawing.symbols)
    yield from (cross.at for cross in drawing.crosses)


def test_no_two_words_stand_on_each_other(drawing: Drawing) -> None:
    boxes = [label.box for label in drawing.labels] + [callout.box for callout in drawing.callouts]
    assert not [pair for pair in itertools.combinations(boxes, 2) if overlap(*pair)]
    assert not [(box, clear) for box in boxes for clear in CLEAR if overlap(box, clear)]
    assert all(within(box) for box in boxes)


def test_no_word_stands_on_a_symbol(drawing: Drawing) -> None:
    boxes = [label.box for label in drawing.labels] + [callout.box for callout in drawing.callouts]
    for symbol in drawing.symbols:
        half = 0.4 * symbol.size_pt
        at = (symbol.at[0] - half, symbol.at[1] - half, 2 * half, 2 * half)
        assert not [box for box in boxes if overlap(box, at)], symbol.name


def test_everything_lies_on_the_page(drawing: Drawing) -> None:
    assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= HEIGHT + 0.1 for x, y in points(drawing))


def test_every_callout_that_fits_is_drawn(drawings: dict[str, Drawing]) -> None:
    for name in ("opening", "veto", "closed", "near"):
        drawn = [callout.text.replace("\n", " ") for callout in drawings[name].callouts]
        assert drawn == [text for _, text in CALLOUTS]
        assert all(callout.text.count("\n") <= 2 for callout in drawings[name].callouts)


def test_a_callout_points_at_its_place(draughtsman: Draughtsman, drawings: dict[str, Drawing]) -> None:
    drawing = drawings["opening"]
    port = next(s for s in drawing.symbols if s.name == draughtsman.data.places["KZAAU"].name["en"])
    to = drawing.callouts[0].to
    distance = ((to[0] - port.at[0]) ** 2 + (to[1] - port.at[1]) ** 2) ** 0.5
    assert distance <= 10
    assert draughtsman.data.pack.opening == OPENING
    frame = frame_of(OPENING, WIDTH, HEIGHT, _inside(draughtsman.data))
    assert port.at == pytest.approx(frame.point(*draughtsman.data.places["KZAAU"].position), abs=0.06)


def _inside(data: Data) -> list[tuple[float, float]]:
    west, south, east, north = OPENING
    every = ((p[0], p[1]) for leg in data.legs.values() for p in leg.coordinates)
    return [p for p in every if west <= p[0] <= east and south <= p[1] <= north]


def test_what_the_scene_names_is_named(drawings: dict[str, Drawing], data: Data) -> None:
    words = {label.text for label in drawings["opening"].labels}
    assert {data.places["KZAAU"].name["en"], data.places["astana"].name["en"], "KAZAKHSTAN"} <= words


def test_the_whole_opening_network_is_shown(drawings: dict[str, Drawing], data: Data) -> None:
    """Every place within the opening extent is on the page."""
    west, south, east, north = OPENING
    places = (*data.ports.values(), *data.crossings.values(), *data.chokepoints.values())
    inside = {
        place.name["en"] for place in places
        if west < place.position[0] < east and south < place.position[1] < north
    }  # fmt: skip
    assert inside <= {symbol.name for symbol in drawings["opening"].symbols}


def test_a_suspended_leg_is_dashed_and_an_open_one_is_not(draughtsman: Draughtsman, data: Data) -> None:
    view = View(lens="status", date="2026-04-15")
    drawing = draughtsman.draw(view, HIGHLIGHTS, WIDTH, HEIGHT)
    by_colour = {line.colour: line for line in drawing.lines if line.kind == "leg"}
    colours = LENS_COLOURS["light"]["status"]
    assert by_colour[colours["suspended"]].dash_pt
    assert not by_colour[colours["operational"]].dash_pt
    suspended = [
        leg for leg in data.legs.values()
        if (found := status_on(leg.status_history, view.date, data.evidence_end))
        and found.status is Status.SUSPENDED
    ]  # fmt: skip
    assert suspended and drawing.crosses


def test_closed_on_trial_is_suspended_and_its_country_greyed(
    draughtsman: Draughtsman, drawings: dict[str, Drawing], data: Data
) -> None:
    picture = picture_of(draughtsman.model, VIEWS["closed"], HIGHLIGHTS)
    in_russia = [leg for leg in picture.legs if "RU" in leg.leg.km_by_country]
    assert in_russia and all(leg.status is Status.SUSPENDED and leg.stranded for leg in in_russia)
    russia = next(area for area in drawings["closed"].areas if area.name == "Russia")
    assert russia.fill == GROUND["light"]["rail"]
    assert "closed on trial" in {key.label for group in drawings["closed"].legend for key in group.keys}


def test_built_on_trial_is_due(draughtsman: Draughtsman) -> None:
    untried = picture_of(draughtsman.model, View(), HIGHLIGHTS)
    built = picture_of(draughtsman.model, View(built=(("trans-afghan-west", 0.3),)), HIGHLIGHTS)
    before = {leg.leg.id for leg in untried.legs if leg.status is Status.DUE}
    after = {leg.leg.id for leg in built.legs if leg.status is Status.DUE}
    assert after > before


def test_the_legend_speaks_only_of_what_is_there(drawing: Drawing) -> None:
    samples = [key.sample for group in drawing.legend for key in group.keys]
    hatched = any(area.hatch for area in drawing.areas)
    assert any(isinstance(sample, Area) and sample.hatch for sample in samples) == hatched
    hollow = any(line.hollow for line in drawing.lines)
    assert any(isinstance(sample, Line) and bool(sample.hollow) for sample in samples) == hollow
    shut = bool(drawing.crosses) or any(symbol.state == "shut" for symbol in drawing.symbols)
    assert any(isinstance(sample, Cross) for sample in samples) == shut
    kinds = {s.kind for s in samples if isinstance(s, Symbol)}
    present = {symbol.kind for symbol in drawing.symbols}
    # half-filled and dashed outlines are explained by a port
    assert present <= kinds <= present | {"port"}


@pytest.mark.parametrize("lens", ["risk", "risk:security", "status", "stance:moscow", "veto"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_of_map_and_legend_are_those_of_the_style_table(
    draughtsman: Draughtsman, lens: str, theme: str
) -> None:
    drawing = draughtsman.draw(View(lens=lens, theme=theme), HIGHLIGHTS, WIDTH, HEIGHT)  # type: ignore[arg-type]
    kind = lens.partition(":")[0]
    table = LENS_COLOURS[theme]["risk" if kind == "veto" else kind]  # type: ignore[index]
    of_kind = texts("en").items()
    area = "map.veto" if kind == "veto" else kind
    named = {key.removeprefix(f"{area}."): text for key, text in of_kind if key.startswith(f"{area}.")}
    words = {named[name]: colour for name, colour in table.items() if name in named}
    shown = {}
    for key in drawing.legend[0].keys:
        if key.label in words:
            shown[key.label] = key.sample.fill if isinstance(key.sample, Area) else key.sample.colour  # type: ignore[union-attr]
    assert shown and shown == {label: words[label] for label in shown}
    legs = {line.colour for line in drawing.lines if line.kind == "leg"}
    used = {area.fill for area in drawing.areas} if kind == "veto" else legs
    ground = set(GROUND[theme].values())  # type: ignore[index]
    rings = {symbol.ring for symbol in drawing.symbols if symbol.ring}
    assert (used | rings) - ground <= set(shown.values())


def test_the_scale_bar_is_true_in_the_middle(draughtsman: Draughtsman) -> None:
    """Against the distance on the ellipsoid between the positions at the bar's ends."""
    for bounds in (OPENING, (46.0, 36.0, 60.0, 46.0), (30.0, -20.0, 80.0, 20.0), (60.0, 24.0, 70.0, 40.0)):
        bar = draughtsman.draw(View(bounds=bounds), HIGHLIGHTS, WIDTH, HEIGHT).scale
        inside = [
            (p[0], p[1]) for leg in draughtsman.data.legs.values() for p in leg.coordinates
            if bounds[0] <= p[0] <= bounds[2] and bounds[1] <= p[1] <= bounds[3]
        ]  # fmt: skip
        frame = frame_of(bounds, WIDTH, HEIGHT, inside)
        half = bar.length_pt / 2
        ends = [frame.position(WIDTH / 2 + side * half, HEIGHT / 2) for side in (-1, 1)]
        km = Geod(ellps="WGS84").inv(*ends[0], *ends[1])[2] / 1000
        assert km == pytest.approx(bar.km, rel=0.03)
        assert str(bar.km)[0] in "125" and set(str(bar.km)[1:]) <= {"0"}
        assert f"{bar.km:,}" in bar.text and bar.length_pt <= WIDTH / 3


def test_the_frame_fills_the_page_and_keeps_its_bounds() -> None:
    for width, height in ((620.0, 430.0), (200.0, 600.0), (900.0, 200.0)):
        frame = frame_of((46.0, 36.0, 60.0, 46.0), width, height)
        for lon, lat in ((46.0, 41.0), (60.0, 41.0), (53.0, 36.0), (53.0, 46.0)):
            x, y = frame.point(lon, lat)
            assert -0.1 <= x <= width + 0.1 and -0.1 <= y <= height + 0.1
            assert frame.position(x, y) == pytest.approx((lon, lat), abs=1e-6)


def test_the_page_is_conformal() -> None:
    """A degree of longitude and one of latitude keep their ratio on the ground."""
    frame, geod = frame_of(OPENING, WIDTH, HEIGHT), Geod(ellps="WGS84")
    for lon, lat in ((40.0, 30.0), (75.0, 45.0), (110.0, 58.0)):
        x, y = frame.point(lon, lat)
        east, north = frame.point(lon + 0.01, lat), frame.point(lon, lat + 0.01)
        ground = geod.inv(lon, lat, lon + 0.01, lat)[2] / geod.inv(lon, lat, lon, lat + 0.01)[2]
        page = ((east[0] - x) ** 2 + (east[1] - y) ** 2) ** 0.5 / (
            (north[0] - x) ** 2 + (north[1] - y) ** 2
        ) ** 0.5
        assert page == pytest.approx(ground, rel=0.002)


def test_borders_look_as_they_stand(drawings: dict[str, Drawing]) -> None:
    borders = [line for line in drawings["opening"].lines if line.kind == "border"]
    assert {bool(line.dash_pt) for line in borders} == {True, False}
    assert len({line.dash_pt for line in borders}) == 3  # agreed, undetermined, line of control
    assert any(area.hatch for area in drawings["opening"].areas)


def test_a_row_that_is_off_is_not_drawn(draughtsman: Draughtsman) -> None:
    off = frozenset({"rail", "borders", "cities", "crossings"})
    drawing = draughtsman.draw(View(off=off), HIGHLIGHTS, WIDTH, HEIGHT, labels=("astana",))
    assert {line.kind for line in drawing.lines} == {"leg", "gate"}
    named = [symbol.name for symbol in drawing.symbols if symbol.kind in ("hub", "crossing")]
    assert named == ["Astana"]  # the scene asks for it


def test_judgement_is_hollow(draughtsman: Draughtsman) -> None:
    drawing = draughtsman.draw(View(lens="stance:moscow"), HIGHLIGHTS, WIDTH, HEIGHT)
    hollow = [line for line in drawing.lines if line.hollow]
    assert hollow and all(0 < line.hollow_width_pt < line.width_pt for line in hollow)


def test_a_line_of_unknown_capacity_is_striped_and_as_wide_as_its_tonnes(draughtsman: Draughtsman) -> None:
    drawing = draughtsman.draw(View(lens="load"), Highlights(), WIDTH, HEIGHT)
    striped = [line for line in drawing.lines if line.striped]
    assert striped and all(line.stripes_pt > (0, 0) and not line.hollow for line in striped)
    widths = {line.width_pt for line in drawing.lines if line.kind == "leg"}
    assert max(widths) == round(LOAD_WIDTH_STEPS[-1][1] * 0.75, 2)  # a pixel on a page of that size
    keys = [key.sample for group in drawing.legend for key in group.keys]
    assert any(isinstance(sample, Line) and sample.striped for sample in keys)
    svg = map_svg(drawing)
    dash = " ".join(map(num, striped[0].stripes_pt))
    assert f'stroke-dasharray="{dash}"' in svg


def test_old_news_of_a_shut_strait_is_dated(draughtsman: Draughtsman) -> None:
    drawing = draughtsman.draw(View(date="2026-04-15"), HIGHLIGHTS, WIDTH, HEIGHT, labels=("C-BAB", "C-SUEZ"))
    dated = [label for label in drawing.labels if label.text.startswith("last known on ")]
    assert dated and all(label.size_pt < 9 for label in dated)


def test_notes_and_summary_are_in_the_language_of_the_view(drawings: dict[str, Drawing], data: Data) -> None:
    english, russian = drawings["opening"], drawings["near"]
    assert translate("en", "map.boundary_note") in english.notes
    assert translate("ru", "map.boundary_note") in russian.notes
    assert any("OpenStreetMap" in note and "Natural Earth" in note for note in russian.notes)
    assert english.summary.startswith(format_date("en", DEFAULT_DATE))
    assert not re.search(r"[А-Яа-я]", " ".join((english.summary, *english.notes)))
    assert not re.search(r"\b(?!OpenStreetMap|Natural|Earth)[a-z]{4,}\b", russian.summary)
    assert russian.language == "ru" and "КАЗАХСТАН" in {label.text for label in russian.labels}


def test_the_same_view_gives_the_same_drawing(data: Data, drawings: dict[str, Drawing]) -> None:
    again = draw_map(
        RiskModel(data), VIEWS["opening"], HIGHLIGHTS, WIDTH, HEIGHT,
        labels=("KZAAU", "astana"), callouts=CALLOUTS, clear=CLEAR,
    )  # fmt: skip
    assert again == drawings["opening"]


def test_what_was_drawn_before_changes_nothing(
    draughtsman: Draughtsman, drawings: dict[str, Drawing]
) -> None:
    """The same page in another view: the ground is kept, nothing of the view is."""
    dark = replace(VIEWS["opening"], theme="dark", language="ru", lens="veto")
    draughtsman.draw(dark, HIGHLIGHTS, WIDTH, HEIGHT)
    again = draughtsman.draw(
        VIEWS["opening"],
        HIGHLIGHTS,
        WIDTH,
        HEIGHT,
        labels=("KZAAU", "astana"),
        callouts=CALLOUTS,
        clear=CLEAR,
    )
    assert again == drawings["opening"]


def test_a_place_or_an_actor_that_is_not_there_is_refused(draughtsman: Draughtsman) -> None:
    with pytest.raises(ViewError, match="'nowhere'"):
        draughtsman.draw(View(), HIGHLIGHTS, WIDTH, HEIGHT, labels=("nowhere",))
    with pytest.raises(ViewError, match="'nowhere'"):
        draughtsman.draw(View(), HIGHLIGHTS, WIDTH, HEIGHT, callouts=(("nowhere", "words"),))
    with pytest.raises(ViewError, match="stance:rome"):
        draughtsman.draw(View(lens="stance:rome"), HIGHLIGHTS, WIDTH, HEIGHT)
    with pytest.raises(ExportError, match="0 by 430"):
        draughtsman.draw(View(), HIGHLIGHTS, 0.0, HEIGHT)
