"""The guide, followed literally on a fresh pack: every step gives a sound pack that shows what was added."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from layers.analysis.fit import fit_report
from layers.analysis.tonnes.asked import Closed
from layers.analysis.tonnes.closure import Tonnes
from layers.checking.check import check_folder
from layers.cli import main
from layers.faults import FaultCode
from layers.model.dataset import Data
from layers.model.vocabulary import Stance, Status
from layers.network.network import status_on
from layers.packs.load import default_folder, load

GUIDE = (default_folder() / "GUIDE.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^(?P<told>[^\n#`](?:[^\n]|\n(?!\n))*:)\n\n```(?P<language>\w+)\n(?P<content>.*?)^```", re.M | re.S
)
STEP = re.compile(
    r"In\s`(?P<file>[^`]+)`,\s(?:add\sto\s`(?P<list>features)`|(?P<end>add\sat\sthe\send)|after\sthe\sline\s`(?P<line>[^`]+)`,\sadd):$"
    r"|Create\s`(?P<new>[^`]+)`:$"
)


@dataclass(frozen=True)
class Step:
    """One instruction of the guide with its block."""

    told: str
    content: str

    def follow(self, folder: Path) -> None:
        """Do to the pack what a reader would."""
        how = STEP.search(self.told)
        assert how is not None, f"nobody can follow: {self.told}"
        path = folder / (how["file"] or how["new"])
        if how["new"]:
            assert not path.exists()
            path.write_text(self.content, encoding="utf-8")
            return
        text = path.read_text(encoding="utf-8")
        if how["list"]:
            collection = json.loads(text)
            collection["features"].append(json.loads(self.content))
            text = json.dumps(collection, ensure_ascii=False, indent=1)
        elif how["end"]:
            text += self.content
        else:
            assert text.count(f"\n{how['line']}\n") == 1, f"the line {how['line']!r} stands there once"
            text = text.replace(f"\n{how['line']}\n", f"\n{how['line']}\n{self.content}")
        path.write_text(text, encoding="utf-8")


def sections() -> Iterator[tuple[str, list[Step]]]:
    for section in re.split(r"^## ", GUIDE, flags=re.M)[1:]:
        title, _, body = section.partition("\n")
        steps = [Step(found["told"], found["content"]) for found in BLOCK.finditer(body)]
        assert len(steps) == body.count("```") / 2, f"a block of {title!r} that no sentence leads to"
        yield title, steps


SECTIONS = dict(sections())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("guide") / "mine"
    assert main(["new", str(folder)]) == 0
    return folder


@pytest.fixture(scope="module")
def followed(folder: Path) -> Data:
    """The pack after every step, sound after every section."""
    for title, steps in SECTIONS.items():
        for step in steps:
            step.follow(folder)
        assert check_folder(folder).faults == (), title
    return load(folder)


def test_the_guide_has_the_steps_that_were_promised() -> None:
    assert {"Add a port", "Change a status", "Add a corridor", "Add an actor"} <= SECTIONS.keys()
    assert sum(map(len, SECTIONS.values())) == 14


def test_the_commands_at_its_head_are_those_that_there_are() -> None:
    block = re.search(r"```sh\n(.*?)```", GUIDE, re.S)
    assert block is not None
    commands = [line.split() for line in block[1].splitlines()]
    assert [command[:2] for command in commands] == [
        ["searoom", "new"], ["searoom", "check"], ["searoom", "serve"],
    ]  # fmt: skip


def test_the_port_is_there_and_its_leg_is_measured(followed: Data) -> None:
    assert followed.ports["MZBEW"].name["ru"] == "Бейра"
    leg = followed.legs["blantyre-beira"]
    assert 500 < leg.length_km < 900 and set(leg.km_by_country) == {"MW", "MZ"}


def test_the_status_changes_on_its_day(followed: Data) -> None:
    history = followed.corridors["nacala"].status_history

    def on(day: str) -> Status:
        found = status_on(history, day, followed.evidence_end)
        assert found is not None
        return found.status

    assert (on("2026-02-09"), on("2026-02-10")) == (Status.OPERATIONAL, Status.SUSPENDED)
    assert (on("2026-11-29"), on("2026-11-30")) == (Status.SUSPENDED, Status.DUE)


def test_the_published_time_is_held_against_the_model(followed: Data) -> None:
    (row,) = fit_report(followed).rows
    assert row.benchmark.group == "nacala" and row.band[0] < row.model < row.band[2]
    assert list(followed.border_classes) == ["malawi-mozambique"]


def test_the_corridor_and_the_actor_are_there(followed: Data) -> None:
    assert list(followed.corridors) == ["nacala", "beira"]
    assert list(followed.actors) == ["lilongwe", "maputo"]
    assert followed.actors["lilongwe"].stances["beira"].stance is Stance.FAVOURS
    assert followed.bibliography["ports-2026-03"].publisher == "Ports and Railways"


def test_the_closure_strands_what_it_says(followed: Data) -> None:
    found = Tonnes(followed).closure(Closed("2026-01-01", 2025, frozenset({"MZMNC"})))
    assert found.displaced_mt.central == pytest.approx(0.3)
    assert [(each.flow, each.way, round(each.mt, 3)) for each in found.moved] == [
        ("tobacco-nacala", "tobacco-beira", 0.1)
    ]
    assert found.stranded_mt.central == pytest.approx(0.2)


def test_a_step_left_out_is_told(tmp_path: Path) -> None:
    """Without the stance that the guide asks for, the corridor is refused: its order matters."""
    assert main(["new", str(tmp_path / "mine")]) == 0
    for title in ("Add a source", "Add a port", "Add a corridor"):
        for step in SECTIONS[title]:
            if "lilongwe" not in step.told:
                step.follow(tmp_path / "mine")
    faults = check_folder(tmp_path / "mine").faults
    assert [(fault.code, fault.id, fault.parameters) for fault in faults] == [
        (FaultCode.STANCE_MISSING, "lilongwe", {"corridor": "beira"})
    ]
