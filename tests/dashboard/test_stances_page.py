"""The page of stances shows each capital's stance on each corridor with reason and sources."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from layers.model.dataset import Data
from layers.model.view import View
from layers.model.vocabulary import LANGUAGES, Basis, Stance
from layers.picture.symbology import LENS_COLOURS
from layers.text import format_date, translate
from tests.dashboard.html_tree import read, rows_of, tidy
from tests.dashboard.pages import (
    blocks,
    opened,
    page_to_read,
    pick,
    pickable,
    query_of,
)

SIGNS = {
    Stance.OPPOSES: "−−",
    Stance.DISFAVOURS: "−",
    Stance.NEUTRAL: "0",
    Stance.FAVOURS: "+",
    Stance.BACKS: "++",
    Stance.SILENT: "·",
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_stances_has_every_capital_and_corridor_with_sign_colour_and_label(
    data: Data, language: str, theme: str
) -> None:
    (table,) = read(pickable(page_to_read("stances", language=language, theme=theme))).all(
        "table", class_="matrix"
    )
    heads = table.all("thead")[0].all("th")
    assert [head.text for head in heads] == [tidy(actor.name[language]) for actor in data.actors.values()]
    rows = rows_of(table)
    assert (len(rows), {len(row) for row in rows}) == (17, {1 + 14})
    for (head, *cells), corridor in zip(rows, data.corridors.values(), strict=True):
        assert head.text == tidy(corridor.short_name[language])
        for cell, actor in zip(cells, data.actors.values(), strict=True):
            record = actor.stances[corridor.id]
            (button,) = cell.all("button", class_="cell")
            assert button.attributes["data-pick"] == f"{actor.id}/{corridor.id}"
            assert button.text == SIGNS[record.stance]
            label = button.attributes["aria-label"]
            words = [actor.name[language], corridor.short_name[language]]
            words.append(translate(language, f"stance.{record.stance}"))
            assert label.startswith(", ".join(words))
            assert record.stance.value in button.attributes["class"].split()
            assert button.attributes["style"] == f"--c:{LENS_COLOURS[theme]['stance'][record.stance]}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_is_hatched_exactly_where_a_stance_is_our_judgement(data: Data, language: str) -> None:
    top = read(pickable(page_to_read("stances", language=language)))
    (table,) = top.all("table", class_="matrix")
    hatched = {cell.attributes["data-pick"] for cell in table.all("button", class_="judged")}
    judged = {
        f"{actor.id}/{corridor}"
        for actor in data.actors.values()
        for corridor, record in actor.stances.items()
        if record.basis is Basis.JUDGEMENT and record.stance is not Stance.SILENT
    }
    assert hatched == judged
    assert judged
    for cell in table.all("button"):
        said = cell.attributes["aria-label"].endswith(f", {translate(language, 'basis.judgement')}")
        assert said == (cell.attributes["data-pick"] in judged)
    (key,) = top.all("ul", class_="key")
    assert [item.all("span", class_="cell")[0].text for item in key.all("li")] == [*SIGNS.values(), "+"]
    assert len(key.all("span", class_="judged")) == 1
    assert key.all("li")[-1].text.endswith(translate(language, "stances.judged"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "cell", ["moscow/cku", "gulf/instc-east", "west-eu/middle-black-sea", "kabul/brkuap"]
)
def test_a_picked_cell_shows_its_reason_and_sources_and_the_view_of_the_capital(
    data: Data, cell: str, language: str
) -> None:
    capital, way = cell.split("/")
    actor, corridor = data.actors[capital], data.corridors[way]
    before = opened("stances", language=language)
    assert translate(language, "stances.choose") in blocks(before)[0]
    page = pick(before, cell)
    chosen, view_of_capital = (read(block) for block in blocks(page))
    record = actor.stances[corridor.id]
    assert chosen.all("h2")[0].text == tidy(f"{actor.name[language]} — {corridor.name[language]}")
    assert tidy(record.reason[language]) in chosen.text
    if record.looked_until is None:
        assert translate(language, f"basis.{record.basis}") in chosen.text
        assert format_date(language, record.as_of) in chosen.text
    listed = [item.text for item in chosen.all("ol", class_="refs")[0].all("li")] if record.sources else []
    assert len(listed) == len(record.sources)
    for line, source in zip(listed, record.sources, strict=True):
        assert tidy(data.bibliography[source].title) in line
    assert tidy(actor.full_name[language]) in view_of_capital.all("h2")[0].text
    pressed = [b for b in read(pickable(page)).all("button") if b.attributes["aria-pressed"] == "true"]
    assert [button.attributes["data-pick"] for button in pressed] == [cell]
    link = page.get("page_link")[-1].proto
    shown, ignored = View.from_query(dict(parse_qsl(link.query_string)))
    assert not ignored
    assert (link.page, shown.lens, shown.selection) == ("", f"stance:{actor.id}", f"corridor:{corridor.id}")
    assert query_of(page).get("selection") == f"corridor:{corridor.id}"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "nothing found in pages up to 1 July 2026"),
        ("ru", "в материалах по 1 июля 2026 ничего не найдено"),
    ],
)
def test_a_silence_says_until_when_pages_were_looked_through(language: str, said: str) -> None:
    page = pick(opened("stances", language=language), "moscow/karakoram")
    chosen = read(blocks(page)[0])
    assert said in chosen.text
    assert translate(language, "basis.judgement") not in chosen.text
    (cell,) = (
        button
        for button in read(pickable(page)).all("button")
        if button.attributes["data-pick"] == "moscow/karakoram"
    )
    assert cell.attributes["aria-label"].endswith(f", {said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_judgement_is_marked_beside_the_stance(language: str) -> None:
    for cell, mark in (("astana/chabahar", "judgement"), ("beijing/instc-east", None)):
        chosen = read(blocks(pick(opened("stances", language=language), cell))[0])
        (box,) = chosen.all("div", class_="box")
        marks = [tag.text for tag in box.all("span", class_="tag")]
        assert marks == ([translate(language, f"page.basis.{mark}")] if mark else [])
