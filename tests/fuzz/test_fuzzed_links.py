"""Whatever a link says, it makes a view, and no page breaks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.link import known_only
from layers.model.dataset import Data
from layers.model.view import View
from layers.network.scenario import scenario_of
from layers.text.faults import word_problem
from tests.dashboard.pages import PAGES, opened
from tests.fuzz.cases import Counted, Tries

NAMES = st.sampled_from([*View.__dataclass_fields__, "v", "story", "scene", "embed", "x"])


ASKED = st.one_of(
    st.text(st.characters(), max_size=40),
    st.sampled_from([
        "risk", "status", "stance:moscow", "stance:", "stance:\x00", "risk:security", "corridor:karakoram",
        "corridor:", "leg:none", "IR", "IR,RU", ",", ",,,", "chabahar", "2026-07-01", "2026-7-1",
        "9999-12-31", "0000-00-00", "1e999", "-1e999", "nan", "inf", "1", "0.5", "trans-afghan-west:0.3",
        "x:nan", "x:1e999", ":", "a:b:c:1", "1,2,3,4", "4,3,2,1", "nan,nan,nan,nan",
        "1e308,1e308,1e308,1e308", "-180,-90,180,90", "almaty", "INMUN", "security:3", "ru", "en", "kk",
        "dark", "length", "time", "ALMATY", "\ud800", "a" * 5000, "<b>", "{0}", "%s", "9" * 5000,
        "٢٠٢٦-٠٧-٠١", "２０２６-07-01", "2026-07-01\n",
    ]),
    st.floats().map(str), st.integers().map(str),
    st.lists(st.floats(), min_size=4, max_size=4).map(lambda box: ",".join(map(str, box))),
)  # fmt: skip


LINKS = st.dictionaries(NAMES | st.text(max_size=8), ASKED, max_size=8)


def test_links(data: Data, tries: Tries, counted: Counted) -> None:
    @tries(250)
    @given(LINKS)
    def attempt(query: dict[str, str]) -> None:
        view, ignored = View.from_query(query)
        known, unknown = known_only(view, data)
        assert View.from_query(known.to_query()) == (known, ())
        assert View.from_query(dict(parse_qsl(known.to_query_string(), keep_blank_values=True))) == (
            known,
            (),
        )
        scenario_of(known)
        assert all(word_problem(part) for part in (*ignored, *unknown))
        counted()

    attempt()


def test_links_that_are_not_even_one(tries: Tries, counted: Counted) -> None:
    @tries(170)
    @given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
    def attempt(text: str) -> None:
        view, _ = View.from_query(dict(parse_qsl(text, keep_blank_values=True)))
        assert isinstance(view, View)
        counted()

    attempt()


def test_pages_opened_by_links(
    tries: Tries, counted: Counted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page shows an exception; ``opened`` sees to it."""
    monkeypatch.setenv("SEAROOM_STORIES", str(tmp_path))

    @tries(10)
    @given(st.sampled_from(PAGES), LINKS)
    def attempt(page: str, query: dict[str, str]) -> None:
        sendable = {
            key: value.encode("utf-8", errors="replace").decode() for key, value in query.items() if key
        }
        opened(
            page, **{key.encode("utf-8", errors="replace").decode(): value for key, value in sendable.items()}
        )
        counted()

    attempt()
