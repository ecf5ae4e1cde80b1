"""How names look, and that the shared tables have an entry for whatever asks them."""

from __future__ import annotations

import pytest

from layers.analysis.risk import CLASS_BOUNDS, RiskClass, RiskModel
from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import BorderStatus, Direction, Stance, Status
from layers.picture.highlights import Highlights
from layers.picture.label_style import FIRST_GROWTH, RANK_ZOOM, REACHES
from layers.picture.labels import LabelRanks, is_named, look_of_label, news_of
from layers.picture.map_state import PlaceShown, picture_of
from layers.picture.order import CLASS_ORDER, STANCE_WEIGHT, STATUS_ORDER, TABLE_ORDER, WORST_FIRST
from layers.picture.symbology import BORDER_DASHES, DIRECTION_MARKS, LENS_COLOURS


@pytest.fixture(scope="module")
def model(data: Data) -> RiskModel:
    return RiskModel(data)


@pytest.fixture(scope="module")
def places(model: RiskModel) -> dict[str, PlaceShown]:
    return {shown.place.id: shown for shown in picture_of(model, View(), Highlights()).places}


def test_the_orders_name_each_code_once() -> None:
    assert sorted(STATUS_ORDER) == sorted(TABLE_ORDER["status"]) == sorted(Status)
    assert (
        sorted(CLASS_ORDER["stance"])
        == sorted(TABLE_ORDER["stance"])
        == sorted(STANCE_WEIGHT)
        == sorted(Stance)
    )
    assert sorted(CLASS_ORDER["risk"]) == sorted(RiskClass)
    assert sorted(set(STANCE_WEIGHT.values())) == list(range(len(Stance)))
    for lens, classes in CLASS_ORDER.items():
        assert set(classes) <= set(LENS_COLOURS["light"]["risk" if lens == "veto" else lens])
    assert WORST_FIRST["risk"][1:] == tuple(name for _, name in reversed(CLASS_BOUNDS))


def test_each_boundary_and_direction_has_its_sign() -> None:
    assert set(BORDER_DASHES) == set(BorderStatus) and set(DIRECTION_MARKS) == set(Direction)
    assert len(set(BORDER_DASHES.values())) == len(BorderStatus)
    assert len(set(DIRECTION_MARKS.values())) == len(Direction)


def test_a_capital_is_named_larger_than_a_city_and_a_subject_larger_still(
    places: dict[str, PlaceShown],
) -> None:
    capital, city = look_of_label(places["astana"], False), look_of_label(places["almaty"], False)
    subject = look_of_label(places["almaty"], True)
    assert capital.font_px > city.font_px and capital.weight > city.weight
    assert subject.font_px == pytest.approx(FIRST_GROWTH * city.font_px) and subject.weight > capital.weight
    assert look_of_label(places["KZAAU"], False).offset_px > city.offset_px


def test_subjects_come_first_then_straits_then_capitals(model: RiskModel, data: Data) -> None:
    picture = picture_of(model, View(), Highlights(), ("KZAAU",))
    in_order = [
        shown.place for _, shown in LabelRanks(data, picture, {"KZAAU"}).in_order(picture.places, 6.0)
    ]
    straits = len(data.chokepoints)
    assert in_order[0].id == "KZAAU"
    assert {place.id for place in in_order[1 : 1 + straits]} == set(data.chokepoints)
    assert getattr(in_order[1 + straits], "kind", "") == "capital"


@pytest.mark.parametrize(("below", "zoom"), RANK_ZOOM)
def test_a_rank_is_named_from_its_zoom_on(below: int, zoom: float) -> None:
    assert is_named(below - 1, zoom) and (zoom == 0 or not is_named(below - 1, zoom - 0.01))


def test_old_news_is_told_of_a_strait_at_every_zoom_and_of_a_gate_near_by(
    places: dict[str, PlaceShown],
) -> None:
    assert news_of(places["C-HORMUZ"], 2.0)
    gate = next(shown for shown in places.values() if shown.kind == "crossing" and shown.known)
    assert news_of(gate, 5.0) and not news_of(gate, 4.9)
    assert news_of(places["astana"], 6.0) is None


def test_names_that_have_to_be_there_are_tried_further_out() -> None:
    assert REACHES[0] == 1 and list(REACHES) == sorted(set(REACHES)) and len(REACHES) > 1
