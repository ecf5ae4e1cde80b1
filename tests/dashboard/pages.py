"""The dashboard's pages without a browser: open one, use it as a visitor does, read what it shows."""

from __future__ import annotations

import json
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any, NoReturn

from pyarrow import ipc
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from layers.model.view import View
from tests.dashboard.html_tree import Node, read

PAGES = (
    "map",
    "briefing",
    "what-if",
    "tonnes",
    "bargaining",
    "compare",
    "routes",
    "stances",
    "claims",
    "changes",
    "method",
    "fit",
    "own-data",
    "sources",
)
ROUTE = {"origin": "aktobe", "market": "PKKHI"}
"""What the page of routes chooses itself unless the link does."""
TIMEOUT_S = 120
"""Far more than any page takes: only a page that hangs should run into it, not a busy machine."""
HOME = Path(__file__).parents[2] / "dashboard" / "home.py"
COLLECTIONS = {
    "corridor": "corridors",
    "leg": "legs",
    "port": "ports",
    "crossing": "crossings",
    "chokepoint": "chokepoints",
    "hub": "hubs",
}


def opened(page_name: str = "map", **query: str) -> AppTest:
    """Open a page by a link with these parameters, for a test that acts on it or on what it is made of."""
    page = AppTest.from_file(str(HOME), default_timeout=TIMEOUT_S)
    # Left out, it would be made by reading the metadata of every installed package, which takes twice as
    # long as the page and finds nothing: no package brings a component that we use.
    page._bidi_component_manager = BidiComponentManager()
    # Pages made of functions have no file to switch to; Streamlit knows them by the hash of their address.
    page._page_hash = "" if page_name == "map" else calc_hash(page_name)
    for key, value in query.items():
        page.query_params[key] = value
    return sound(page.run())


def page_to_read(page_name: str = "map", **query: str) -> AppTest:
    """Open a page of the shipped data once a test run, for every test that only reads it.

    English is the language of whoever asks for none, so both are the same page.
    """
    asked = {key: value for key, value in query.items() if (key, value) != ("language", "en")}
    return _page_to_read(page_name, tuple(sorted(asked.items())))


@lru_cache(maxsize=128)
def _page_to_read(page_name: str, query: tuple[tuple[str, str], ...]) -> AppTest:
    page = opened(page_name, **dict(query))
    page._run = _refuse_to_run  # type: ignore[method-assign]
    return page


def _refuse_to_run(*_: object, **__: object) -> NoReturn:
    raise AssertionError("Other tests read this page too: act on one that you have opened for yourself.")


def address(page_name: str) -> str:
    """Return the path of a page, without the leading slash."""
    return "" if page_name == "map" else page_name


def sound(page: AppTest) -> AppTest:
    """Check that the page shows no error, and return it."""
    assert not page.exception, [error.value for error in page.exception]
    assert not page.error, [error.value for error in page.error]
    return page


def sent(page: AppTest) -> dict[str, Any]:
    """Return the data that the page sends to the map component."""
    told: dict[str, Any] = json.loads(component(page, "searoom_map").proto.json)
    return told


def component(page: AppTest, name: str, key: str = "") -> Any:
    """Return the page's only component of this name; ``key`` tells several of them apart."""
    found = [one for one in page.get("bidi_component") if one.proto.component_name == name]
    (one,) = [one for one in found if key in one.proto.id]
    return one


def blocks(page: AppTest) -> list[str]:
    """Return the page's own blocks of HTML in order, as they are sent."""
    return [
        html for node in page.get("html") if (html := str(node.proto.body)).startswith('<div class="sr-page"')
    ]


def panel_html(page: AppTest) -> str:
    """Return the HTML of the panel: one block, or several with charts between them."""
    found = blocks(page)
    assert found, "nothing in the panel"
    return unescape("".join(found))


def link_of(page: AppTest) -> dict[str, str]:
    """Return the parameters of the page's address."""
    return {
        key: value if isinstance(value, str) else value[-1] for key, value in dict(page.query_params).items()
    }


def query_of(page: AppTest) -> dict[str, str]:
    """Return the parameters of the page's address as a view writes them, without the version."""
    view, ignored = View.from_query(link_of(page))
    assert not ignored
    return parts_of(view)


def parts_of(view: View) -> dict[str, str]:
    """Return the parameters by which a view differs from the default."""
    return {key: value for key, value in view.to_query().items() if key != "v"}


def everything(page: AppTest) -> str:
    """Return all HTML that a page sends, clickable HTML included."""
    chosen = [json.loads(node.proto.json).get("html", "") for node in page.get("bidi_component")]
    return unescape("".join([*(str(node.proto.body) for node in page.get("html")), *chosen]))


def pickable(page: AppTest, key: str = "") -> str:
    """Return the clickable HTML of the page."""
    return str(json.loads(component(page, "searoom_picking", key).proto.json)["html"])


def whole(page: AppTest) -> Node:
    """Return all HTML of the page as a tree."""
    chosen = [json.loads(one.proto.json).get("html", "") for one in page.get("bidi_component")]
    return read("".join([*chosen, *blocks(page)]))


def pick(page: AppTest, value: str, key: str = "") -> AppTest:
    """Click the element with this ``data-pick``, as the browser reports it, and return the page."""
    assert f'data-pick="{value}"' in pickable(page, key)
    told = json.dumps([{"event": "pick", "value": value}])
    states: WidgetStates = page._tree.get_widget_states()
    chosen = component(page, "searoom_picking", key).proto.id
    name = f"$$STREAMLIT_INTERNAL_KEY_{chosen}__events"
    states.widgets.append(WidgetState(id=name, json_trigger_value=told))
    return sound(page._run(states))


def drawn_rows(chart: Any) -> list[dict[str, Any]]:
    """Return the rows that a chart draws; they travel beside its specification, as Arrow."""
    rows: list[dict[str, Any]] = ipc.open_stream(chart.proto.data.data).read_all().to_pylist()
    return rows
