"""The HTML of pages, made by the Jinja2 templates of ``dashboard/templates``.

Everything that a template prints is escaped. :class:`~markupsafe.Markup`, which is not escaped again, is made
in this module only, of what a template returns, never of text from data. A line break between two tags of a
template only makes it readable; it does not reach the page, where it could show as a space.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from markupsafe import Markup

from dashboard.components.wording import Words
from layers.model.vocabulary import FIRST_DATE
from layers.picture.symbology import DIRECTION_MARKS, LENS_COLOURS

_OF_READER = (
    "local", "country", "number", "difference", "km", "date", "percent", "name_of", "corridor", "small",
    "number_or_nothing", "share_band", "small_band", "mt_band", "usd_m_band", "usd_bn_band",
)  # fmt: skip
"""Methods of :class:`Words` that templates use as filters."""


def render(template: str, /, words: Words | None = None, **values: object) -> Markup:
    """Render a template.

    Parameters
    ----------
    template : str
        Name of a file in ``dashboard/templates``.
    words : Words, optional
        The reader's language, for templates that word anything themselves.
    **values : object
        What the template prints; all of it is escaped.
    """
    # The result of a template with autoescape is safe by construction.
    return Markup(environment().get_template(template).render(words=words, **values))  # noqa: S704


def render_page(template: str, /, words: Words, **values: object) -> Markup:
    """Render a template in the look of our pages, marked with the reader's language."""
    return as_page(render(template, words, **values), words)


def as_page(body: Markup, words: Words) -> Markup:
    """Put rendered HTML into the look of our pages, marked with the reader's language."""
    return render("page.html", words, body=body)


@cache
def environment() -> Environment:
    """The environment of all templates. A value that a template names and is not given is an error."""
    made = Environment(
        loader=PackageLoader("dashboard"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False, extensions=[_LineBreaks],
    )  # fmt: skip
    made.filters |= {name: _of_reader(name) for name in _OF_READER}
    made.filters["css_string"] = _css_string
    made.filters["ends_sentence"] = _ends_sentence
    made.globals |= {
        "t": _of_reader("t"),
        "colour": _colour,
        "first_date": FIRST_DATE,
        "direction_marks": DIRECTION_MARKS,
    }
    return made


def compile_templates() -> None:
    """Compile every template now, so that no visitor waits for it."""
    made = environment()
    for name in made.list_templates(["html"]):
        made.get_template(name)


class _LineBreaks(Extension):
    """Drop the line breaks and the indentation between the tags of a template.

    They become comments, so that an error still names the line that it is in.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return re.sub(
            r"(?<=[>}])\s*\n\s*(?=[<{])", lambda found: f"{{#{chr(10) * found[0].count(chr(10))}#}}", source
        )


def _of_reader(name: str) -> Callable[..., object]:
    """A method of the reader's words, as a template calls it."""

    @pass_context
    def call(context: Context, /, *arguments: object, **values: object) -> object:
        return getattr(context["words"], name)(*arguments, **values)

    return call


@pass_context
def _colour(context: Context, lens: str, name: str) -> str:
    """Colour of a class of a lens in the reader's light."""
    return LENS_COLOURS[context["words"].view.theme][lens][name]


def _ends_sentence(text: object) -> bool:
    """Whether a text ends as a sentence does."""
    return str(text).rstrip().endswith((".", "?", "!"))


def _css_string(text: str) -> Markup:
    """A string literal of CSS; what could end it, or the style element, is written as an escape."""
    escaped = re.sub(r'[\\"<>&\n]', lambda found: f"\\{ord(found[0]):x} ", text)
    return Markup(f'"{escaped}"')  # noqa: S704
