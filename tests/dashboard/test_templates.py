"""The templates of the pages: each is used, and each escapes everything that it prints."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, Undefined, meta, nodes
from markupsafe import Markup

from dashboard.components.html import environment, render
from tests.dashboard.html_tree import read

DASHBOARD = Path(__file__).parents[2] / "dashboard"
TEMPLATES = sorted(environment().list_templates(["html"]))
ENTRIES = [name for name in TEMPLATES if not name.startswith("macros/")]
HOSTILE = """"'><img src=x onerror=alert(1)></style><script>alert(2)</script>&"""
WITHOUT_VALUES = {"brand.html"}


def tree_of(name: str) -> nodes.Template:
    made = environment()
    assert made.loader is not None
    return made.parse(made.loader.get_source(made, name)[0])


def rendered_by_code() -> set[str]:
    """Names of templates in calls of ``render`` and ``render_page``."""
    return {
        node.args[0].value
        for path in DASHBOARD.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        and node.func.id in {"render", "render_page"} and isinstance(node.args[0], ast.Constant)
    }  # fmt: skip


def test_every_template_is_used_and_every_one_used_is_there() -> None:
    used = rendered_by_code()
    for name in TEMPLATES:
        used |= {found for found in meta.find_referenced_templates(tree_of(name)) if found}
    assert used == {*TEMPLATES, "page.css"}


def test_every_macro_is_used() -> None:
    called: set[str] = set()
    made: set[tuple[str, str]] = set()
    for name in TEMPLATES:
        tree = tree_of(name)
        called |= {c.node.name for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name)}
        made |= {(name, macro.name) for macro in tree.find_all(nodes.Macro)}
        for imported in tree.find_all(nodes.FromImport):
            names = {one for one in imported.names if isinstance(one, str)}
            here = {c.node.name for c in tree.find_all(nodes.Call) if isinstance(c.node, nodes.Name)}
            assert names <= here, f"{name} imports what it does not use"
    assert len(made) > 20
    assert [(name, macro) for name, macro in sorted(made) if macro not in called] == []


def test_no_template_turns_escaping_off() -> None:
    assert environment().autoescape is True
    for name in TEMPLATES:
        tree = tree_of(name)
        assert not {one.name for one in tree.find_all(nodes.Filter)} & {"safe", "tojson", "xmlattr"}, name
        assert not list(tree.find_all(nodes.ScopedEvalContextModifier)), name


# --- hostile values ----------------------------------------------------------------------------------------


class Hostile(str):
    """A value that is an attack wherever it is printed, whatever a template asks of it."""

    __slots__ = ("is_true",)
    is_true: bool

    def __new__(cls, is_true: bool) -> Hostile:
        made = super().__new__(cls, HOSTILE)
        made.is_true = is_true
        return made

    def __getattr__(self, name: str) -> Hostile:
        if name.startswith("__"):  # above all __html__, by which a value says that it is safe
            raise AttributeError(name)
        return self

    def __getitem__(self, key: object) -> Hostile:  # type: ignore[override]
        return self

    def __call__(self, *_: object, **__: object) -> Hostile:
        return self

    def __iter__(self) -> Iterator[Any]:
        """What is looped over has two members, each of which can be taken apart."""
        return iter([_Member(self.is_true), _Member(self.is_true)])

    def __bool__(self) -> bool:
        return self.is_true

    def __gt__(self, other: object) -> bool:
        return self.is_true

    __ge__ = __gt__

    def __truediv__(self, other: object) -> Hostile:
        return self

    __rtruediv__ = __radd__ = __truediv__

    def items(self) -> list[tuple[Hostile, Hostile]]:
        return [(self, self)]

    def values(self) -> list[Hostile]:
        return [self]

    def get(self, *_: object) -> Hostile:
        return self

    def __eq__(self, other: object) -> bool:
        return self.is_true and isinstance(other, str)

    def __hash__(self) -> int:
        return hash(HOSTILE)


class _Member(Hostile):
    """One of several values; a template that takes it apart gets two."""


def hostile_environment(is_true: bool) -> Environment:
    """Our environment with every word, name, number and date an attack."""
    made = environment().overlay()
    worst = Hostile(is_true)
    ours = {"local", "country", "number", "difference", "km", "date", "percent", "name_of", "corridor"}
    assert ours < made.filters.keys()
    made.filters = {**made.filters, **dict.fromkeys(ours, lambda *_, **__: worst)}
    made.globals = {**made.globals, "t": worst, "colour": worst}
    of_ours = made.getitem

    def getitem(table: Any, key: Any) -> Any:
        """A sign or a word by a hostile key: an attack as well, where ours has none."""
        found = of_ours(table, key)
        return worst if isinstance(found, Undefined) else found

    made.getitem = getitem  # type: ignore[method-assign]
    return made


@pytest.mark.parametrize("is_true", [True, False])
@pytest.mark.parametrize("name", ENTRIES)
def test_a_hostile_value_comes_out_escaped_of_every_template(name: str, is_true: bool) -> None:
    names = {*meta.find_undeclared_variables(tree_of(name)), "words"}
    values = dict.fromkeys(names, Hostile(is_true))
    html = hostile_environment(is_true).get_template(name).render(values)
    assert "<img" not in html and "<script" not in html
    if "<style>" in html:
        assert html.count("</style>") == 1
        assert "\\3c img" in html
        return
    assert ("&lt;img" in html) or name in WITHOUT_VALUES or not is_true
    for node in read(html).walk():
        assert not any(attribute.startswith("on") for attribute in node.attributes), node


def test_what_a_template_returns_is_not_escaped_again_but_text_is() -> None:
    body = render("brand.html")
    assert isinstance(body, Markup)
    assert "<span" in render("page.html", words=_Words(), body=body)
    assert "&lt;span" in render("page.html", words=_Words(), body=str(body))


class _Words:
    """The language of a page."""

    class view:
        language = "en"
