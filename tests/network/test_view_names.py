"""Which ids a view may name: links, stories, presets and the command line give one answer."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.link import known_only
from layers.cli import main
from layers.errors import DataError, ScenarioError
from layers.model.dataset import Data
from layers.model.evidence import Preset
from layers.model.view import View
from layers.network.scenario import all_ways
from layers.network.view_names import Reason, UnknownName, parse_built, parse_closure, view_names
from layers.packs.evidence_references import check_evidence, check_story
from layers.packs.load import default_folder, load
from layers.text.faults import word_problem

ABROAD = ("AE", "IN", "KE", "KR", "NL", "RO", "SA", "SG")
"""Countries of world markets, through which no way leads: presets could once close them."""

Accepted = Callable[[Data, set[str]], set[str]]
"""Those of some names that an asker accepts."""


@pytest.fixture(scope="module")
def ethiopia() -> Data:
    return load(default_folder() / "packs" / "ethiopia")


def closed_by_link(data: Data, names: set[str]) -> set[str]:
    view, told = known_only(View(closed=frozenset(names)), data)
    assert len(told) == len(names - view.closed)
    return set(view.closed)


def built_by_link(data: Data, names: set[str]) -> set[str]:
    view, told = known_only(View(built=tuple((name, 0.5) for name in sorted(names))), data)
    assert len(told) == len(names) - len(view.built)
    return {name for name, _ in view.built}


def refused_in_story(data: Data, query: str) -> set[str]:
    story = next(iter(data.stories.values()))
    scene = story.scenes[0].model_copy(update={"view": query, "labels": (), "callouts": (), "sources": ()})
    faults = check_story(data, story.model_copy(update={"scenes": (scene,)}), "story.yaml")
    return {str(fault.parameters["value"]) for fault in faults}


def refused_in_preset(data: Data, **fields: object) -> set[str]:
    preset: Preset = next(iter(data.presets.values()))
    changed = preset.model_copy(update={"closed": (), "built": {}} | fields)
    faults = check_evidence(replace(data, presets={"p": changed}), view_names(data))
    return {str(fault.parameters["value"]) for fault in faults if (fault.kind, fault.id) == ("preset", "p")}


def taken_by_command(parse: Callable[[Data, str], object], data: Data, names: set[str]) -> set[str]:
    """Names that mean themselves: the command line also takes ``petropavl`` for ``B-PETROPAVL``."""
    taken = set()
    for name in names:
        with suppress(ScenarioError):
            if parse(data, name) in (name, (name, 1.0)):
                taken.add(name)
    return taken


CLOSING: dict[str, Accepted] = {
    "link": closed_by_link,
    "story": lambda data, names: names - refused_in_story(data, f"closed={','.join(sorted(names))}"),
    "preset": lambda data, names: names - refused_in_preset(data, closed=tuple(names)),
    "command": lambda data, names: taken_by_command(parse_closure, data, names),
}
BUILDING: dict[str, Accepted] = {
    "link": built_by_link,
    "story": lambda data, names: (
        names - refused_in_story(data, f"built={','.join(f'{name}:1' for name in names)}")
    ),
    "preset": lambda data, names: names - refused_in_preset(data, built=dict.fromkeys(names, 0.5)),
    "command": lambda data, names: taken_by_command(parse_built, data, names),
}


@pytest.mark.parametrize("asker", CLOSING)
@pytest.mark.parametrize("pack", ["data", "ethiopia"])
def test_one_answer_to_what_can_be_closed(pack: str, asker: str, request: pytest.FixtureRequest) -> None:
    data: Data = request.getfixturevalue(pack)
    transit = {country for way in all_ways(data) for country in way.countries}
    codes = {feature["properties"]["id"] for feature in data.countries["features"]}
    ids = data.parts.keys() | data.corridors.keys() | data.hubs.keys() | data.actors.keys()
    accepted = CLOSING[asker](data, codes | ids | {"XX"})
    assert accepted == transit | data.parts.keys() == view_names(data).closable
    assert not accepted & {data.home, "XX"}


def test_what_was_once_in_dispute_is_refused_by_all(data: Data) -> None:
    on_legs = {country for leg in data.legs.values() for country in leg.km_by_country}
    assert {"DE", "KZ", "PL"} == on_legs - view_names(data).transit_countries
    assert set(ABROAD) == {port.country for port in data.ports.values()} - on_legs
    for asker, accepted in CLOSING.items():
        assert accepted(data, {"KZ", "PL", *ABROAD}) == set(), asker


@pytest.mark.parametrize("asker", BUILDING)
def test_one_answer_to_what_can_be_built(data: Data, asker: str) -> None:
    outlets = {corridor.id for corridor in data.corridors.values() if corridor.outlet}
    assert outlets < data.corridors.keys()
    assert BUILDING[asker](data, {*data.corridors, "nowhere", "IR"}) == outlets


@pytest.mark.parametrize(
    ("query", "reason", "value", "suggestion"),
    [
        ("selection=corridor:karakorum", Reason.NO_RECORD, "karakorum", "karakoram"),
        ("selection=hub:INNSA", Reason.NO_RECORD, "INNSA", None),
        ("selection=port:", Reason.NO_RECORD, "", None),
        ("lens=stance:moscov", Reason.NO_ACTOR, "moscov", "moscow"),
        ("lens=load:crud", Reason.NO_COMMODITY, "crud", "crude"),
        ("actor=nobody-at-all", Reason.NO_ACTOR, "nobody-at-all", None),
        ("closed=C-HORMUS", Reason.NOT_CLOSABLE, "C-HORMUS", "C-HORMUZ"),
        ("built=karakorum:1", Reason.NOT_BUILDABLE, "karakorum", "karakoram"),
        ("origin=almatty", Reason.NOT_AN_ORIGIN, "almatty", "almaty"),
        ("origin=tashkent", Reason.NOT_AN_ORIGIN, "tashkent", None),
        ("market=KZAAU", Reason.NOT_A_MARKET, "KZAAU", None),
    ],
)
def test_a_name_that_is_not_allowed_is_refused_by_links_stories_and_commands(
    data: Data, query: str, reason: Reason, value: str, suggestion: str | None,
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    view, ignored = View.from_query(dict([query.split("=")]))
    assert ignored == ()
    (unknown,) = view_names(data).unknown_in(view)
    assert (unknown.reason, unknown.value) == (reason, value)
    assert unknown.parameter == query.partition("=")[0]
    if suggestion is not None:
        assert unknown.suggestion == suggestion
    assert refused_in_story(data, query) == {value}
    kept, (told,) = known_only(view, data)
    assert kept == View() and told == unknown.problem
    monkeypatch.setattr("layers.cli.load", lambda _: data)
    assert main(["map", "--view", query]) != 0
    assert f"--view {word_problem(told)}" in capsys.readouterr().err


def test_a_name_is_compared_without_what_was_allowed() -> None:
    assert UnknownName("closed", "X", Reason.NOT_CLOSABLE, known=("Y",)) == UnknownName(
        "closed", "X", Reason.NOT_CLOSABLE
    )


def test_every_name_of_a_shipped_view_is_allowed(data: Data, ethiopia: Data) -> None:
    views = 0
    for pack in (data, ethiopia):
        names = view_names(pack)
        for scene in (scene for story in pack.stories.values() for scene in story.scenes):
            assert list(names.unknown_in(scene.view_in("en"))) == [], scene.id
            views += 1
        for preset in pack.presets.values():
            assert [*names.unknown_closed(preset.closed), *names.unknown_built(preset.built)] == [], preset.id
            views += 1
        for kind, keys in names.selectable.items():
            for key in keys:
                assert list(names.unknown_in(View(selection=f"{kind}:{key}"))) == []
    assert views > 20


def test_what_a_view_closes_is_not_judged_while_the_ways_are_unknown(tmp_path: Path) -> None:
    """Sudan is in transit by one corridor alone: a fault in it is not one of who closes Sudan as well."""
    folder = tmp_path / "pack"
    shutil.copytree(default_folder() / "packs" / "ethiopia", folder)
    preset = folder / "presets.yaml"
    preset.write_text(preset.read_text(encoding="utf-8").replace("closed: [", "closed: [SD, ", 1), "utf-8")
    load(folder)
    corridors = folder / "corridors.yaml"
    whole = corridors.read_text(encoding="utf-8")
    for broken in (re.sub(r"outlet: true", "outlet: perhaps", whole), whole.replace("legs: [", "legs: [x, ")):
        corridors.write_text(broken, encoding="utf-8")
        with pytest.raises(DataError) as raised:
            load(folder)
        assert {fault.file for fault in raised.value.faults} == {"pack/corridors.yaml"}
    corridors.write_text(whole, encoding="utf-8")
    preset.write_text(preset.read_text(encoding="utf-8").replace("[SD, ", "[ET, ", 1), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load(folder)
    assert [(fault.field, fault.parameters["value"]) for fault in raised.value.faults] == [("closed.0", "ET")]


def test_the_ends_of_a_route_are_not_judged_while_the_home_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "pack"
    shutil.copytree(default_folder() / "packs" / "ethiopia", folder)
    story = next((folder / "stories").iterdir())
    told = re.sub(r"(view: )(.*)", r"\1origin=addis-ababa", story.read_text(encoding="utf-8"), count=1)
    story.write_text(told, encoding="utf-8")
    load(folder)
    pack = folder / "pack.yaml"
    pack.write_text(re.sub("(?m)^home: ET", "home: QQ", pack.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(DataError) as raised:
        load(folder)
    assert [fault.field for fault in raised.value.faults] == ["home"]
