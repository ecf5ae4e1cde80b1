"""What a pack says of itself, and which of its files may be missing."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dashboard.components.wording import Words
from layers.analysis.risk import RiskModel
from layers.errors import DataError
from layers.export.view_files import title_of_view
from layers.map.payload import map_payload
from layers.model.dataset import Data
from layers.model.kinds import OPTIONAL_FILES, REQUIRED_FILES
from layers.model.manifest import HomeWords
from layers.model.records import LocalText
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import load
from layers.packs.reader import read_yaml
from layers.stories.rendering import SceneRenderer
from layers.text import texts
from tests.told import Told, told

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "packs" / "small"


def faults(folder: Path) -> list[Told]:
    with pytest.raises(DataError) as caught:
        load(folder)
    return told(caught.value.faults)


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the small pack that a test may break."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def test_no_actor_at_all(pack: Path) -> None:
    for path in (pack / "actors").iterdir():
        path.unlink()
    assert [(each.file, each.expected) for each in faults(pack)] == [
        ("small/actors/", "at least one YAML file")
    ]


def test_the_documented_files_may_be_missing(pack: Path) -> None:
    for name in OPTIONAL_FILES:
        path = pack / name
        shutil.rmtree(path) if name.endswith("/") else path.unlink(missing_ok=True)
    data = load(pack)
    assert len(data.corridors) == 4
    left = (data.events, data.projects, data.claims, data.stories, data.shocks, data.presets, data.series)
    assert not any(left) and not data.datasets and not data.rail["features"]


@pytest.mark.parametrize("name", sorted(REQUIRED_FILES))
def test_a_pack_without_a_required_file_is_refused_naming_it(pack: Path, name: str) -> None:
    path = pack / name
    shutil.rmtree(path) if name.endswith("/") else path.unlink()
    with pytest.raises(DataError) as raised:
        load(pack)
    assert any(fault.file.endswith(f"/{name}") for fault in raised.value.faults)


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("evidence_end", "2031-01-01", "a day as YYYY-MM-DD"),
        ("evidence_end", "2026-7-1", "a day as YYYY-MM-DD"),
        ("opening", [120, 17, 24, 62], "west, south, east, north"),
        ("opening", [24, 17, 120, 162], "less than or equal to 90"),
        ("home", "XX", "a country of countries.geojson"),
        ("home", "Kazakhstan", "text that matches"),
        ("default_origin", "moscow", "the id of a hub in the home country"),
        ("default_market", "KZAAU", "the id of a port on the open sea"),
        ("default_actor", "mosow", "an actor id"),
    ],
)
def test_a_fault_of_the_pack_is_told_once(pack: Path, field: str, value: object, expected: str) -> None:
    path = pack / "pack.yaml"
    path.write_text(yaml.safe_dump(read_yaml(path) | {field: value}, allow_unicode=True), encoding="utf-8")
    found = [fault for fault in faults(pack) if fault.file.endswith("pack.yaml")]
    assert [each.field.startswith(field) and expected in each.expected for each in found] == [True], found


# --- nothing of one country in the code ---------------------------------------------------------------------

OF_ONE_COUNTRY = re.compile(
    r"kazakh|казах|qazaq|\bKZ\b|KZAAU|INNSA|almaty|алматы|astana\b|астан[аыуе]\b|aktau|актау|kuryk|курык|caspian"
    r"|каспи|dostyk|достык|khorgos|хоргос|moscow|москв|beijing|пекин|torkham|hormuz|ормуз|bosphorus|zangezur"
    r"|middle.black.sea|sea-room|trans.afghan",
    re.IGNORECASE,
)
"""Words by which one country's way to the sea would show in the code."""
NAMES_OF_COUNTRIES = re.compile(r'^  "?[A-Z]{2}"?: .*$', re.MULTILINE)


def test_nothing_in_the_code_is_of_one_country(data: Data) -> None:
    """No module, script, style or interface text; the names of all countries are not meant."""
    kinds = {".py", ".js", ".css", ".yaml", ".toml", ".html", ".typ"}
    texts = [
        path for folder in ("src", "dashboard") for path in (ROOT / folder).rglob("*")
        if path.suffix in kinds and "node_modules" not in path.parts
    ]  # fmt: skip
    assert {"payload.py", "main.js", "page.css", "en.yaml", "handout.typ"} <= {path.name for path in texts}
    for path in texts:
        text = path.read_text(encoding="utf-8")
        if path.parent.name == "text":
            text = NAMES_OF_COUNTRIES.sub("", text)
        lines = [line for line in text.splitlines() if OF_ONE_COUNTRY.search(line)]
        assert lines == [], path.relative_to(ROOT)
    own = " ".join((data.home, *data.pack.title.root.values(), *data.pack.home_words.name.root.values()))
    assert len(OF_ONE_COUNTRY.findall(own)) >= 5  # the words are the right ones


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_for_home_come_from_the_pack(data: Data, language: str) -> None:
    words = HomeWords.model_validate({
        "name": {"en": "Erewhon", "ru": "Едгин"}, "of": {"en": "Erewhon's", "ru": "Едгина"},
    })  # fmt: skip
    title = {"en": "How Erewhon reaches the sea", "ru": "Как Едгин выходит к морю"}
    pack = data.pack.model_copy(update={"home_words": words, "title": LocalText(title)})
    other = replace(data, pack=pack)
    sent = map_payload(other)
    assert sent["title"] == title and sent["home"] == "KZ"
    assert words.of[language] in sent["text"][language]["map.aria"]
    assert not [key for key, text in sent["text"][language].items() if "{home_" in text]
    view = View(language=language)
    assert words.of[language] in title_of_view(SceneRenderer(RiskModel(other)), view)
    assert words.of[language] in Words(view, other).t("stances.lede")


def test_every_text_for_home_is_filled_in_where_it_is_used(data: Data) -> None:
    """Keys with a word for home, and who shows them: a caller of translate must hand the words over."""
    keys = {key for key, text in texts("en").items() if "{home_" in text}
    keys |= {key for key, text in texts("ru").items() if "{home_" in text}
    for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("dashboard/**/*.py")]:
        for call in re.findall(r"translate\((?:[^()]|\([^()]*\))*\)", path.read_text(encoding="utf-8")):
            named = {key for key in keys if f'"{key}"' in call}
            assert not named or ".words(" in call, (path.name, named)
