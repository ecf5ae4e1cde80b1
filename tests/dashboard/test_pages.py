"""The pages beside the map say what the data say: stances, claims, changes, method and sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

import pytest
from pyarrow import ipc
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest

from dashboard import loaders
from dashboard.components.html_text import as_plain_markdown
from dashboard.hot_reload import Keeper
from dashboard.state import VISITOR_KEY
from layers.analysis.changes import CorridorChange, changes_between
from layers.analysis.live_figures import Figures
from layers.analysis.risk import READINESS_BY_STATUS, RiskModel
from layers.model.dataset import Data
from layers.model.evidence import Claim, placeholders
from layers.model.records import Leg, LocalText
from layers.model.view import View
from layers.model.vocabulary import DEFAULT_DATE, LANGUAGES, Basis, Dimension, Stance, Status, Topic
from layers.network.citations import Citation, citations
from layers.network.slippage import openings, slip_of
from layers.packs.load import default_folder
from layers.picture.symbology import LENS_COLOURS
from layers.text import country_name, format_date, format_number, translate
from tests.dashboard.test_dossiers import Node, read, tidy
from tests.dashboard.test_page import PAGES, blocks, component, opened, query_of, sent, sound

SIGNS = {
    Stance.OPPOSES: "−−",
    Stance.DISFAVOURS: "−",
    Stance.NEUTRAL: "0",
    Stance.FAVOURS: "+",
    Stance.BACKS: "++",
    Stance.SILENT: "·",
}
PAIRS = [("2025-07-01", DEFAULT_DATE), ("2021-06-15", "2023-03-01"), ("2026-03-01", "2030-12-31")]


@pytest.fixture(scope="module")
def model(data: Data) -> RiskModel:
    """The risk of the shipped data."""
    return RiskModel(data)


# --- reading and using a page --------------------------------------------------------------------------


def pickable(page: AppTest, key: str = "") -> str:
    """The HTML of which the visitor can choose parts."""
    return str(json.loads(component(page, "searoom_picking", key).proto.json)["html"])


def whole(page: AppTest) -> Node:
    """All that the page shows, as a tree."""
    chosen = [json.loads(one.proto.json).get("html", "") for one in page.get("bidi_component")]
    return read("".join([*chosen, *blocks(page)]))


def pick(page: AppTest, value: str, key: str = "") -> AppTest:
    """The page after a click on what has this ``data-pick``, told as the browser tells it."""
    assert f'data-pick="{value}"' in pickable(page, key)
    told = json.dumps([{"event": "pick", "value": value}])
    states: WidgetStates = page._tree.get_widget_states()
    chosen = component(page, "searoom_picking", key).proto.id
    name = f"$$STREAMLIT_INTERNAL_KEY_{chosen}__events"
    states.widgets.append(WidgetState(id=name, json_trigger_value=told))
    return sound(page._run(states))


def rows_of(table: Node) -> list[list[Node]]:
    """The cells of a table's body, row by row."""
    return [row.all("th", "td") for row in table.all("tbody")[0].all("tr")]


def name_of(data: Data, part: str, language: str) -> str:
    """A part as the pages name it."""
    record = data.parts[part]
    if isinstance(record, Leg):
        ends = (data.places[end].name[language] for end in (record.from_id, record.to_id))
        return tidy(" – ".join(ends))
    return tidy(record.name[language])


# --- stances -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_of_stances_has_every_capital_and_corridor_with_sign_colour_and_label(
    data: Data, language: str, theme: str
) -> None:
    (table,) = read(pickable(opened("stances", language=language, theme=theme))).all("table", class_="matrix")
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
    top = read(pickable(opened("stances", language=language)))
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


# --- claims --------------------------------------------------------------------------------------------


def texts_of(claim: Claim) -> dict[str, list[LocalText]]:
    """Everything a claim says, by where the page should show it."""
    missing = [claim.missing] if claim.missing else []
    return {
        "for": [item.text for item in claim.supporting],
        "against": [item.text for item in claim.contrary],
        "": [claim.title, claim.text, claim.verdict_reason, *missing, claim.view_note],
    }


def filled(text: str, figures: Figures) -> str:
    """The text with each live figure in its place."""
    for name in placeholders(text):
        value = figures.value(name)
        assert value is not None, name
        text = text.replace("{" + name + "}", value)
    return tidy(text)


@pytest.mark.parametrize("date", [DEFAULT_DATE, "2026-04-15"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_has_its_verdict_and_what_speaks_for_and_against_with_live_figures(
    data: Data, model: RiskModel, language: str, date: str
) -> None:
    top = read(pickable(opened("claims", language=language, date=date)))
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
                assert filled(text[language], figures) in within.text, claim.id
        for side, evidence in (("for", claim.supporting), ("against", claim.contrary)):
            assert sides[side].all("h4")[0].text == translate(language, f"claims.{side}")
            lines = sides[side].all("li")
            assert len(lines) == len(evidence) > 0, (claim.id, side)
            for line, item in zip(lines, evidence, strict=True):
                assert bool(line.all("sup")) == bool(item.sources), (claim.id, side)
                marks = [tag.text for tag in line.all("span", class_="tag")]
                sourced = item.basis is Basis.SOURCED
                assert marks == ([] if sourced else [translate(language, f"page.basis.{item.basis}")])
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
        page = read(pickable(opened("claims", date=date)))
        for claim, text in told.items():
            (article,) = page.all("article", id=claim)
            assert filled(text, Figures(model, date, "en")) in article.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readings_come_before_the_numbered_claims(data: Data, language: str) -> None:
    top = read(pickable(opened("claims", language=language)))
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


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_opens_the_map_on_the_view_that_it_names(data: Data, language: str) -> None:
    for claim in data.claims.values():
        page = pick(opened("claims", language=language, theme="dark"), claim.id)
        wanted, ignored = View.from_query(dict(parse_qsl(claim.view, keep_blank_values=True)))
        assert not ignored
        view = sent(page)["view"]
        assert (view["lens"], view["date"], view["selection"]) == (wanted.lens, wanted.date, wanted.selection)
        assert (view["language"], view["theme"]) == (language, "dark")
        if wanted.lens.startswith("stance:"):
            assert view["actor"] == wanted.lens.partition(":")[2]


# --- changes -------------------------------------------------------------------------------------------


def expected_sentence(data: Data, change: CorridorChange, language: str) -> str:
    """What the page should say of one corridor."""

    def status(found: Status | None) -> str:
        return translate(language, f"status.{found}" if found else "map.not_yet").lower()

    if change.before == change.after:
        words = translate(language, "changes.status_same", status=status(change.after))
    else:
        words = translate(
            language, "changes.status_moved", before=status(change.before), after=status(change.after)
        )
    numbers = [
        translate(language, "risk.unknown") if risk.composite is None else f"{risk.composite:.0f}"
        for risk in (change.risk_before, change.risk_after)
    ]
    same = numbers[0] == numbers[1]
    key = "changes.risk_same" if same else "changes.risk_moved"
    words += " " + translate(language, key, before=numbers[0], after=numbers[1])
    if change.parts:
        parts = [f"{name_of(data, part.part, language)}: {status(part.after)}" for part in change.parts]
        words += f" {translate(language, 'changes.parts')} {'; '.join(parts)}."
    return tidy(words)


@pytest.mark.parametrize("aggregation", ["weakest", "length"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("since", "until"), PAIRS)
def test_every_corridor_has_one_line_that_agrees_with_the_changes_between_the_days(
    data: Data, model: RiskModel, since: str, until: str, language: str, aggregation: Any
) -> None:
    page = opened("changes", language=language, since=since, date=until, aggregation=aggregation)
    top = read(pickable(page))
    changes = changes_between(model, since, until, aggregation)
    articles = top.all("article", class_="change")
    assert len(articles) == 17
    for article, change in zip(articles, changes, strict=True):
        (name,) = article.all("h3")
        assert name.text == tidy(change.corridor.name[language])
        assert name.all("button")[0].attributes["data-pick"] == change.corridor.id
        (trend,) = article.all("span", class_="trend")
        assert trend.text.endswith(translate(language, f"trend.{change.trend}"))
        assert change.trend.value in trend.attributes["class"].split()
        sentence = article.all("p")[0].text
        assert sentence == expected_sentence(data, change, language)
        lines = article.all("li")
        for line, event in zip(lines, change.events, strict=True):
            assert tidy(event.title[language]) in line.text
    count = {trend: sum(change.trend.value == trend for change in changes) for trend in ("worse", "better")}
    summary = translate(
        language, "changes.summary", since=format_date(language, since), until=format_date(language, until),
        **count, same=17 - sum(count.values()),
    )  # fmt: skip
    assert top.all("p", class_="lede")[0].text == tidy(summary)


def test_the_order_of_the_two_days_does_not_matter() -> None:
    first = opened("changes", since="2022-01-01", date="2025-12-31")
    second = opened("changes", since="2025-12-31", date="2022-01-01")
    assert pickable(first) == pickable(second)


def test_choosing_other_days_compares_those() -> None:
    page = opened("changes")
    page.date_input[0].set_value("2022-01-01").run()
    page.date_input[1].set_value("2025-12-31").run()
    assert pickable(sound(page)) == pickable(opened("changes", since="2022-01-01", date="2025-12-31"))
    assert query_of(page) == {"since": "2022-01-01", "date": "2025-12-31"}


def test_a_corridor_of_the_changes_opens_on_the_map() -> None:
    page = pick(opened("changes", date="2025-10-17", language="ru"), "cku")
    view = sent(page)["view"]
    assert (view["selection"], view["date"], view["language"]) == ("corridor:cku", "2025-10-17", "ru")
    assert page.session_state[VISITOR_KEY]["tab"] == "dossier"


@pytest.mark.parametrize("date", [DEFAULT_DATE, "2024-03-01"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_promised_opening_is_listed_and_drawn(data: Data, language: str, date: str) -> None:
    page = opened("changes", language=language, date=date)
    promised = openings(data)
    assert len(promised) > 20
    lines = [line for block in blocks(page) for line in read(block).all("li")]
    for project, opening in promised:
        found = [line.text for line in lines if line.text.startswith(f"{tidy(opening.what[language])}: ")]
        assert found, (project.id, opening.what["en"])
        slip = slip_of(opening, date)
        delivery = translate(language, f"delivery.{slip.delivery}")
        promises = [
            translate(
                language, "page.promise",
                announced=format_date(language, promise.announced), due=format_date(language, promise.due),
            )
            for promise in opening.promises
        ]  # fmt: skip
        assert any(delivery in line and all(one in line for one in promises) for line in found)
    (chart,) = page.get("vega_lite_chart")
    values = drawn_rows(chart)
    drawn = sorted(value["what"] for value in values)
    assert len(set(drawn)) == len(drawn), "two openings on one line of the chart"
    assert drawn == sorted(f"{p.name[language]}: {o.what[language]}" for p, o in promised)
    late = {value["what"] for value in values if value["late"]}
    assert late == {
        f"{p.name[language]}: {o.what[language]}" for p, o in promised if slip_of(o, date).is_late
    }


def drawn_rows(chart: Any) -> list[dict[str, Any]]:
    """The rows that a chart draws; they travel beside its description, as Arrow."""
    rows: list[dict[str, Any]] = ipc.open_stream(chart.proto.data.data).read_all().to_pylist()
    return rows


# --- method --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_has_eight_dimensions_of_five_levels(data: Data, language: str) -> None:
    top = whole(opened("method", language=language))
    (page,) = top.all("div", class_="sr-page")
    blocks_of = [node for node in page.children if isinstance(node, Node)]
    assert set(data.rubric) == set(Dimension)
    assert len(Dimension) == 8
    for dimension, entry in data.rubric.items():
        (start,) = [
            number
            for number, node in enumerate(blocks_of)
            if node.tag == "h3" and node.text == translate(language, f"dimension.{dimension}")
        ]
        definition, table, rest = blocks_of[start + 1 : start + 4]
        assert definition.text == tidy(entry.definition[language])
        levels = {head.text: text.text for head, text in rows_of(table)}
        assert levels == {level: tidy(text[language]) for level, text in entry.levels.items()}
        assert list(levels) == ["1", "2", "3", "4", "5"]
        assert tidy(entry.default[language]) in rest.text
        for part in entry.applies_to:
            assert translate(language, f"part.{part}") in rest.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_value_of_an_index_stands_with_the_score_made_of_it(data: Data, language: str) -> None:
    (table,) = whole(opened("method", language=language)).all("table", class_="indices")
    indices = list(data.indicators.values())
    heads = table.all("thead")[0].all("th")
    for head, index in zip(heads, indices, strict=True):
        assert head.text.startswith(translate(language, f"dimension.{index.dimension}"))
        assert index.edition in head.text
        assert head.all("sup")
    found = {row[0].text: [cell.text for cell in row[1:]] for row in rows_of(table)}
    countries = {country for index in indices for country in index.values}
    assert set(found) == {country_name(language, country) for country in countries}
    for country in countries:
        for cell, index in zip(found[country_name(language, country)], indices, strict=True):
            if country not in index.values:
                assert cell == translate(language, "risk.unknown")
                continue
            value = index.values[country]
            score = 1 + 4 * (value - index.safest) / (index.riskiest - index.safest)
            assert 1 <= score <= 5
            assert cell == f"{format_number(language, value, 2)} → {format_number(language, score, 1)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_says_what_each_status_means_and_what_is_left_out(language: str) -> None:
    top = whole(opened("method", language=language))
    (table,) = top.all("table", class_="narrow")
    for (head, score), (status, value) in zip(rows_of(table), READINESS_BY_STATUS.items(), strict=True):
        assert head.text == translate(language, f"status.{status}")
        unknown = translate(language, "risk.unknown")
        assert score.text == (unknown if value is None else format_number(language, value, 1))
    for key in ("mapping", "composite", "left_out_text", "readiness_lede"):
        assert tidy(translate(language, f"method.{key}")) in top.text


# --- sources -------------------------------------------------------------------------------------------


def searched(language: str, wanted: str) -> tuple[AppTest, list[str], tuple[int, int]]:
    """The page after a search, the lines it lists, and how many it says it found and shows."""
    page = opened("sources", language=language)
    page.text_input[0].set_value(wanted).run()
    (listing,) = whole(sound(page)).all("ul", class_="sources")
    lines = [line.text for line in listing.all("li")]
    told = [p.text for p in whole(page).all("p")]
    pattern = translate(language, "sources.found", n="#", shown="#")
    (count,) = [text for text in told if text.split(":")[0] == pattern.split(":")[0] and text[-2].isdigit()]
    found, shown = (int("".join(filter(str.isdigit, part))) for part in count.split(","))
    assert shown == len(lines) == min(found, 60)
    return page, lines, (found, shown)


def cited_name(data: Data, citation: Citation, language: str) -> str:
    """What the page calls a record that cites."""
    kind, key = citation.kind, citation.record
    name = translate(language, f"kind.{kind}") + ": "
    if kind == "assessment":
        record = data.assessments[key]
        names = [country_name(language, code) for code in record.countries]
        names += [name_of(data, part, language) for part in record.parts]
        more = f" (+{len(names) - 1})" if len(names) > 1 else ""
        return f"{name}{translate(language, f'dimension.{record.dimension}')}, {names[0]}{more}"
    if key in data.parts:
        return name + name_of(data, key, language)
    if kind in ("event", "claim"):
        return name + tidy({**data.events, **data.claims}[key].title[language])
    groups = {
        "corridor": data.corridors, "actor": data.actors, "project": data.projects, "series": data.series,
        "parameter": data.parameters, "indicator": data.indicators, "shock": data.shocks,
        "preset": data.presets,
    }  # fmt: skip
    return name + (tidy(groups[kind][key].name[language]) if kind in groups else key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_found_by_a_publisher_are_all_of_that_publisher(data: Data, language: str) -> None:
    publishers = [source.publisher for source in data.bibliography.values()]
    for publisher in sorted(set(publishers), key=publishers.count)[-3:]:
        _, lines, (found, _) = searched(language, publisher)
        ours = [source for source in data.bibliography.values() if source.publisher == publisher]
        assert found >= len(ours)
        if found <= 60:
            for source in ours:
                start = tidy(f"{source.publisher}. {source.title}")
                assert any(line.startswith(start) for line in lines), source.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_found_by_the_corridor_that_cites_it(data: Data, language: str) -> None:
    cited = citations(data)
    checked = 0
    for corridor in list(data.corridors.values())[::4]:
        ours = [key for key, by in cited.items() if Citation("corridor", corridor.id) in by]
        _, lines, (found, _) = searched(language, corridor.name[language])
        assert found >= len(ours) > 0, corridor.id
        if found <= 60:
            checked += 1
            for key in ours:
                assert any(tidy(data.bibliography[key].title) in line for line in lines), key
            assert all(tidy(corridor.name[language]) in line for line in lines)
    assert checked


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_is_found_by_the_title_of_the_event_that_it_reports(data: Data, language: str) -> None:
    for event in [event for event in data.events.values() if event.sources][::30]:
        _, lines, _ = searched(language, event.title[language])
        for key in event.sources:
            title = tidy(data.bibliography[key].title)
            assert any(title in line and tidy(event.title[language]) in line for line in lines), event.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_source_says_everything_that_cites_it(data: Data, language: str) -> None:
    cited = citations(data)
    most = sorted(cited, key=lambda key: len(cited[key]))
    for key in [*most[:3], *most[len(most) // 2 :: 60], *most[-4:]]:
        source = data.bibliography[key]
        _, lines, _ = searched(language, f"{key} {source.title}")
        (line,) = [one for one in lines if tidy(source.title) in one]
        names = list(dict.fromkeys(cited_name(data, citation, language) for citation in cited[key]))
        wanted = "; ".join(names) or translate(language, "sources.nobody")
        assert line.endswith(tidy(f"{translate(language, 'sources.cited_by')} {wanted}")), key


def test_a_search_that_finds_nothing_says_so() -> None:
    _, lines, counts = searched("en", "there is no such source anywhere")
    assert (lines, counts) == ([], (0, 0))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sources_can_be_taken_away_and_the_terms_read(data: Data, language: str) -> None:
    page = opened("sources", language=language)
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels == [translate(language, "sources.csv"), translate(language, "sources.bibtex")]
    top = whole(page)
    for key in ("boundaries_text", "limits_text"):
        assert tidy(translate(language, f"sources.{key}")) in top.text
    files = [row for table in top.all("table") for row in rows_of(table)]
    for row, dataset in zip(files, data.datasets, strict=True):
        assert dataset.file in row[0].text
        assert [cell.text for cell in row[1:]] == [
            tidy(text) for text in (dataset.source, dataset.licence, dataset.edition)
        ]
    unknown = [f for c in data.corridors.values() for f in c.facts if f.topic is Topic.UNKNOWN]
    assert unknown
    assert all(tidy(fact.text[language]) in top.text for fact in unknown)


# --- data that attack the pages ------------------------------------------------------------------------

HOSTILE = (
    '<img src=x onerror="window.hit=1">',
    "</script><script>window.hit=1</script>",
    '"><svg onload=window.hit=1>',
    "' onmouseover='window.hit=1' x='",
    "</td></div><iframe src=javascript:window.hit=1>",
    "[link](javascript:window.hit=1) ![image](https://hostile.invalid/x.png) <b>&lt;i&gt;</b>",
)
OURS = {
    "a", "article", "b", "br", "button", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3",
    "h4", "header", "i", "li", "ol", "p", "section", "small", "span", "summary", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip


def spoiled(value: Any, text: str) -> Any:
    """A dumped record with every text for readers replaced by an attack; ids, dates and numbers stay."""
    if isinstance(value, (list, tuple)):
        return [spoiled(item, text) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == set(LANGUAGES) and all(isinstance(item, str) for item in value.values()):
        return dict.fromkeys(value, text)
    plain = ("title", "publisher", "source", "licence", "edition", "note")
    return {
        key: text if key in plain and isinstance(item, str) else spoiled(item, text)
        for key, item in value.items()
    }


def hostile_data(data: Data, text: str) -> Data:
    """The data with this text as every title, name, reason, definition and note."""

    def attack(record: Any) -> Any:
        return type(record).model_validate(spoiled(record.model_dump(by_alias=True), text))

    groups = (
        "hubs",
        "ports",
        "crossings",
        "chokepoints",
        "legs",
        "corridors",
        "actors",
        "indicators",
        "bibliography",
        "rubric",
        "assessments",
        "events",
        "projects",
        "series",
        "parameters",
        "claims",
        "shocks",
        "presets",
    )
    new = {name: {key: attack(one) for key, one in getattr(data, name).items()} for name in groups}
    return replace(data, **new, datasets=tuple(map(attack, data.datasets)))


@pytest.fixture(scope="module", params=range(len(HOSTILE)))
def hostile(data: Data, request: pytest.FixtureRequest) -> Iterator[str]:
    """The text that the app's data hold everywhere, as long as a test asks for it."""
    text = HOSTILE[request.param]
    patch = pytest.MonkeyPatch()
    attacked = hostile_data(data, text)
    keeper = Keeper(default_folder(), read=lambda _: attacked)
    patch.setattr(loaders, "get_keeper", lambda: keeper)
    loaders.forget()
    yield text
    patch.undo()
    loaders.forget()


def assert_harmless(page: AppTest, text: str, shown: str | None = None) -> None:
    """The attack is there, as text, of the HTML or in ``shown``; no element or attribute is made of it."""
    top = whole(page)
    assert tidy(text) in (top.text if shown is None else shown)
    for node in top.walk():
        assert not node.tag or node.tag in OURS, node
        assert not any(name.startswith("on") for name in node.attributes), node
        assert not node.attributes.get("href", "").startswith("javascript:"), node
    sent_html = "".join(str(node.proto.body) for node in page.get("html"))
    sent_html += "".join(json.loads(n.proto.json).get("html", "") for n in page.get("bidi_component"))
    for raw in ("<img", "<script", "</script", "<svg", "<iframe"):
        assert raw not in sent_html


@pytest.mark.parametrize("name", PAGES)
def test_no_page_makes_anything_but_text_of_the_data(hostile: str, name: str) -> None:
    query = {"selection": "corridor:cku", "actor": "moscow", "since": "2021-01-01"}
    page = opened(name, **query)
    # Only the fields of this page hold words of the data.
    in_fields = tidy(" ".join(page.selectbox[0].options)) if name == "own-data" else None
    assert_harmless(page, hostile, in_fields)


@pytest.mark.parametrize(
    "selection",
    ["corridor:middle-black-sea", "leg:aktau-alat", "port:AEJEA", "chokepoint:C-HORMUZ", "hub:almaty", ""],
)
def test_the_panel_makes_nothing_but_text_of_the_data(hostile: str, selection: str) -> None:
    assert_harmless(opened(selection=selection, language="ru"), hostile)


CLOSED_AND_BUILT = {
    "date": "2025-09-01",
    "closed": "C-HORMUZ,GEPTI,RU,aktau-alat",
    "built": "trans-afghan-west:0.2",
    "origin": "almaty",
    "market": "INNSA",
    "weights": "security:3",
}


@pytest.mark.parametrize("name", ["what-if", "bargaining", "compare", "routes"])
def test_no_page_of_figures_makes_anything_but_text_of_the_data(hostile: str, name: str) -> None:
    page = opened(name, **CLOSED_AND_BUILT, language="ru")
    assert_harmless(page, hostile)
    for slider in page.slider:
        # Streamlit reads the labels of sliders as Markdown.
        rest = slider.label.replace(as_plain_markdown(hostile), "")
        assert not set(rest) & set("<>[]`"), slider.label


def test_the_sea_room_makes_nothing_but_text_of_the_data(hostile: str, data: Data) -> None:
    page = opened(**CLOSED_AND_BUILT)
    page.button_group[0].set_value("room").run()
    assert_harmless(sound(page), hostile)
    text = whole(page).text
    for key in ("what_if.closed", "what_if.built", "room.shut"):
        words = translate("en", key, closed="", built="").rstrip(".")
        assert tidy(hostile) in text.partition(words)[2][: 20 * len(hostile)], key
    assert text.count(tidy(hostile)) > len(data.shocks)


def test_presets_make_nothing_but_text_of_the_data(hostile: str, data: Data) -> None:
    page = opened("what-if")
    listing = read(pickable(page, "presets")).all("ul", class_="presets")[0]
    assert [button.text for button in listing.all("button")] == [tidy(hostile)] * len(data.presets)
    for preset in data.presets:
        assert_harmless(pick(page, preset, "presets"), hostile)


def test_what_is_searched_for_is_not_sent_back_as_html(hostile: str) -> None:
    page = opened("sources")
    page.text_input[0].set_value(hostile).run()
    for block in blocks(sound(page)):
        assert {node.tag for node in read(block).walk() if node.tag} <= OURS
