"""The page of claims shows each verdict with the evidence for and against it and live figures."""

from __future__ import annotations

import re
from itertools import cycle
from urllib.parse import parse_qsl

import pytest

from layers.analysis.live_figures import Figures
from layers.analysis.risk import RiskModel
from layers.model.dataset import Data
from layers.model.evidence import Claim, placeholders
from layers.model.records import LocalText
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES
from layers.text import translate
from tests.dashboard.dossiers import marks_of
from tests.dashboard.html_tree import read, tidy
from tests.dashboard.pages import (
    opened,
    page_to_read,
    pick,
    pickable,
    sent,
)


def texts_of(claim: Claim) -> dict[str, list[LocalText]]:
    """Everything a claim says, by where the page should show it."""
    missing = [claim.missing] if claim.missing else []
    return {
        "for": [item.text for item in claim.supporting],
        "against": [item.text for item in claim.contrary],
        "": [claim.title, claim.text, claim.verdict_reason, *missing, claim.view_note],
    }


def filled(text: str, figures: Figures) -> str:
    """A pattern of the text with each live figure in its place; a yearly one may say what it counts."""
    pattern = re.escape(tidy(text))
    for name in placeholders(text):
        value = figures.value(name)
        assert value is not None, name
        said = r"(?: \([^)]+\)|, [^()]+)?" if name.startswith(("series_", "share_")) else ""
        pattern = pattern.replace(re.escape("{" + name + "}"), re.escape(tidy(value)) + said)
    return pattern


@pytest.mark.parametrize("date", [DEFAULT_DATE, "2026-04-15"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_has_its_verdict_and_what_speaks_for_and_against_with_live_figures(
    data: Data, model: RiskModel, language: str, date: str
) -> None:
    top = read(pickable(page_to_read("claims", language=language, date=date)))
    figures = Figures(model, date, language)
    articles = {article.attributes["id"]: article for article in top.all("article", class_="claim")}
    assert set(articles) == set(data.claims)
    assert len(articles) == 19
    live = 0
    for claim in data.claims.values():
        article = articles[claim.id]
        assert "{" not in article.text
        assert "}" not in article.text
        (verdict,) = article.all("span", class_="verdict")
        assert verdict.text == translate(language, f"verdict.{claim.verdict}")
        sides = {side: article.all("section", class_=side)[0] for side in ("for", "against")}
        for side, texts in texts_of(claim).items():
            within = sides.get(side, article)
            for text in texts:
                live += len(placeholders(text[language]))
                assert re.search(filled(text[language], figures), within.text), claim.id
        for side, evidence in (("for", claim.supporting), ("against", claim.contrary)):
            assert sides[side].all("h4")[0].text == translate(language, f"claims.{side}")
            lines = sides[side].all("li")
            assert len(lines) == len(evidence) > 0, (claim.id, side)
            for line, item in zip(lines, evidence, strict=True):
                assert bool(line.all("sup")) == bool(item.sources), (claim.id, side)
                marks = [tag.text for tag in line.all("span", class_="tag")]
                assert marks == marks_of(item, language)
        assert article.all("button", **{"data-pick": claim.id})
    assert live > 20


def test_the_figures_of_the_claims_follow_the_day(data: Data, model: RiskModel) -> None:
    usable = {date: Figures(model, date, "en").value("usable") for date in (DEFAULT_DATE, "2026-04-15")}
    assert len(set(usable.values())) == 2, "choose other days"
    told = {
        claim.id: text["en"]
        for claim in data.claims.values()
        for texts in texts_of(claim).values()
        for text in texts
        if "usable" in placeholders(text["en"])
    }
    assert told
    for date in usable:
        page = read(pickable(page_to_read("claims", date=date)))
        for claim, text in told.items():
            (article,) = page.all("article", id=claim)
            assert re.search(filled(text, Figures(model, date, "en")), article.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readings_come_before_the_numbered_claims(data: Data, language: str) -> None:
    top = read(pickable(page_to_read("claims", language=language)))
    order = [node for node in top.walk() if node.tag in {"h2", "article"}]
    assert [node.text for node in order if node.tag == "h2"] == [
        translate(language, "claims.readings"),
        translate(language, "claims.claims"),
    ]
    kinds = [node.attributes["id"] if node.tag == "article" else "" for node in order]
    readings = [claim.id for claim in data.claims.values() if claim.kind == "reading"]
    numbered = [claim.id for claim in data.claims.values() if claim.kind == "claim"]
    assert kinds == ["", *readings, "", *numbered]
    assert (len(readings), len(numbered)) == (3, 16)


def test_every_claim_opens_the_map_on_the_view_that_it_names(data: Data) -> None:
    for claim, language in zip(data.claims.values(), cycle(LANGUAGES), strict=False):
        page = pick(opened("claims", language=language, theme="dark"), claim.id)
        wanted, ignored = View.from_query(dict(parse_qsl(claim.view, keep_blank_values=True)))
        assert not ignored
        view = sent(page)["view"]
        assert (view["lens"], view["date"], view["selection"]) == (wanted.lens, wanted.date, wanted.selection)
        assert (view["language"], view["theme"]) == (language, "dark")
        if wanted.lens.startswith("stance:"):
            assert view["actor"] == wanted.lens.partition(":")[2]
