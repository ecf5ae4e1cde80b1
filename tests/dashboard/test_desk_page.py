"""The desk without a browser: on a server that writes nothing, its forms change the visitor's own copy."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from dashboard.state import VISITOR_KEY
from layers.desk.desk import EDIT_VARIABLE
from layers.desk.journal import JOURNAL_FILE
from layers.model.vocabulary import LANGUAGES
from layers.packs.load import FOLDER_VARIABLE
from layers.text import translate
from tests.dashboard.pages import blocks, opened, sound


@pytest.fixture
def pack(tmp_path: Path) -> Iterator[Path]:
    """The pages show a small pack, as they do on a server for it."""
    folder = Path(shutil.copytree(Path(__file__).parents[1] / "packs" / "small", tmp_path / "pack"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(FOLDER_VARIABLE, str(folder))
        patch.delenv(EDIT_VARIABLE, raising=False)
        loaders.forget()
        yield folder
    loaders.forget()


def t(key: str, language: str = "en", **values: object) -> str:
    return translate(language, f"desk.{key}", **values)


def write(page: AppTest, label: str, text: str) -> AppTest:
    (field,) = [one for one in (*page.text_input, *page.text_area) if one.label == label]
    return sound(field.set_value(text).run())


def texts_of(name: str) -> tuple[str, str]:
    field = t(f"field.{name}")
    tongues = (translate("en", f"briefing.language.{language}") for language in LANGUAGES)
    english, russian = (translate("en", "briefing.in_language", field=field, tongue=one) for one in tongues)
    return english, russian


def shown(page: AppTest) -> str:
    return "".join(blocks(page))


def test_nothing_is_open_until_something_is_chosen(pack: Path) -> None:
    page = opened("own-data")
    assert t("lede_copy") in shown(page)
    assert [one for one in page.text_input if one.label == t("author")] == []
    assert "edit" not in page.query_params


def test_a_promise_in_the_visitor_s_copy_is_shown_listed_and_taken_away(pack: Path) -> None:
    before = {path.name: path.read_bytes() for path in pack.glob("*.yaml")}
    page = opened("own-data", edit="promise:cpc-moorings.0")
    assert page.query_params["edit"] == "promise:cpc-moorings.0"
    assert t("missing", field=t("field.announced")) in shown(page)
    (save,) = [one for one in page.button if one.key == "desk-save"]
    assert save.disabled
    english, russian = texts_of("by")
    for label, text in (
        (t("field.announced"), "2026-02-10"), (t("field.due"), "2026-07"), (english, "The ministry"),
        (russian, "Министерство"), (t("author"), "Aigerim"), (t("why"), "A new promise"),
    ):  # fmt: skip
        page = write(page, label, text)
    (basis,) = [one for one in page.selectbox if one.label == t("field.basis")]
    page = sound(basis.select("judgement").run())
    assert t("ready") in shown(page)
    (save,) = [one for one in page.button if one.key == "desk-save"]
    page = sound(save.click().run())
    assert translate("en", "own_data.is_shown") in shown(page)
    assert "Aigerim" in shown(page)
    assert t("because", reason="A new promise") in shown(page)
    editing = page.session_state[VISITOR_KEY].editing
    assert editing.edition.data.projects["cpc-moorings"].openings[0].promises[-1].due == "2026-07"
    archive = zipfile.ZipFile(io.BytesIO(editing.copy.zipped("mine")))
    assert "Aigerim" in archive.read(f"mine/{JOURNAL_FILE}").decode()
    changed = archive.read("mine/projects.yaml").splitlines()
    assert [line for line in before["projects.yaml"].splitlines() if line not in changed] == []
    (undo,) = [one for one in page.button if one.label == t("undo")]
    page = sound(undo.click().run())
    assert t("is_undone") in shown(page)
    assert (
        len(
            page.session_state[VISITOR_KEY].editing.edition.data.projects["cpc-moorings"].openings[0].promises
        )
        == 1
    )
    assert {path.name: path.read_bytes() for path in pack.glob("*.yaml")} == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_entered_outlasts_another_language(pack: Path, language: str) -> None:
    page = opened("own-data", edit="source", language=language)
    (publisher,) = [one for one in page.text_input if one.label == t("field.publisher", language)]
    page = sound(publisher.set_value("Steppe Post").run())
    other = next(one for one in LANGUAGES if one != language)
    (switch,) = [one for one in page.button_group if one.key == f"language-{language}"]
    page = sound(switch.set_value(other).run())
    (publisher,) = [one for one in page.text_input if one.label == t("field.publisher", other)]
    assert publisher.value == "Steppe Post"
