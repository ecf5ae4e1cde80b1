"""Small pieces of HTML that the panel's texts share. Everything from data is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape

from layers.map.style import LENS_COLOURS
from layers.schema import Basis, LocalText, Source
from layers.text import country_name, translate
from layers.view import View


def as_plain_markdown(text: str) -> str:
    """Markdown that shows ``text`` as it is, for the places where Streamlit reads Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


class Words:
    """Words, dates and numbers in the view's language, and the sources cited so far.

    A statement's sources are numbered in the order in which they are first cited; :meth:`references`
    prints the list for the end of the panel.
    """

    def __init__(self, view: View, bibliography: Mapping[str, Source]) -> None:
        self.view = view
        self._bibliography = bibliography
        self._numbers: dict[str, int] = {}

    def t(self, key: str, **values: object) -> str:
        """Interface words, escaped."""
        return escape(translate(self.view.language, key, **values))

    def local(self, text: LocalText | None) -> str:
        """Text from data in the view's language, escaped."""
        return "" if text is None else escape(text[self.view.language])

    def country(self, code: str) -> str:
        """Name of a country."""
        return escape(country_name(self.view.language, code))

    def km(self, km: float) -> str:
        """A length in whole kilometres."""
        number = f"{round(km):,}".replace(",", "\u202f" if self.view.language == "ru" else ",")
        return self.t("map.km", n=number)

    def date(self, date: str) -> str:
        """A date as precisely as it is known."""
        year, month, day = (*date.split("-"), "", "")[:3]
        if not month:
            return year
        if not day:
            return self.t("map.month_year", month=translate(self.view.language, f"month.{month}"), year=year)
        of_month = translate(self.view.language, f"month.of.{month}")
        return self.t("map.day_month_year", day=int(day), month=of_month, year=year)

    def cite(self, sources: Iterable[str]) -> str:
        """Reference numbers of these sources."""
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in sources]
        return f"<sup>{', '.join(str(number) for number in numbers)}</sup>" if numbers else ""

    def cite_or_say(self, sources: Iterable[str]) -> str:
        """Reference numbers, or the plain statement that no source was found."""
        return self.cite(sources) or f' <span class="tag">{self.t("page.no_source")}</span>'

    def tag(self, basis: Basis) -> str:
        """A mark on whatever is a judgement, wholly or in part."""
        if basis is Basis.SOURCED:
            return ""
        key = "page.judgement" if basis is Basis.JUDGEMENT else "page.mixed"
        return f' <span class="tag">{self.t(key)}</span>'

    def chip(self, lens: str, name: str) -> str:
        """A class of a lens with its colour."""
        colour = LENS_COLOURS[self.view.theme][lens][name]
        return f'<span class="chip"><i style="background:{colour}"></i>{self.t(f"{lens}.{name}")}</span>'

    def references(self) -> str:
        """The numbered list of everything cited."""
        if not self._numbers:
            return ""
        items = "".join(f"<li>{self._reference(self._bibliography[key])}</li>" for key in self._numbers)
        return f'<h3>{self.t("page.sources")}</h3><ol class="refs">{items}</ol>'

    def _reference(self, source: Source) -> str:
        title = escape(source.title)
        if source.url:
            title = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        parts = [escape(source.publisher), title, self.date(source.date) if source.date else ""]
        weak = f' <span class="tag">{self.t("page.source_weak")}</span>' if source.weak else ""
        return ". ".join(part for part in parts if part) + weak
