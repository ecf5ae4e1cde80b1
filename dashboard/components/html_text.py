"""Small pieces of HTML that the panel's texts share. Everything from data is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from layers.analysis.changes import Trend
from layers.model.dataset import Data
from layers.model.records import LocalText, Source, Sourced
from layers.model.view import View
from layers.model.vocabulary import Basis
from layers.picture.symbology import LENS_COLOURS
from layers.text import country_name, format_date, format_number, translate
from layers.text.messages import tell


def as_plain_markdown(text: str) -> str:
    """Markdown that shows ``text`` as it is, for the places where Streamlit reads Markdown."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


class Words:
    """Words, dates and numbers in the view's language, and the sources cited so far.

    A statement's sources are numbered in the order in which they are first cited; :meth:`references`
    prints the list for the end of the panel.
    """

    def __init__(self, view: View, data: Data) -> None:
        self.view = view
        self._bibliography = data.bibliography
        self._home = data.pack.words(view.language)
        self._numbers: dict[str, int] = {}

    def t(self, key: str, **values: object) -> str:
        """Interface words, escaped."""
        return escape(self.plain(key, **values))

    def plain(self, key: str, **values: object) -> str:
        """Interface words as they are, for whatever escapes them itself."""
        return translate(self.view.language, key, **self._home, **values)

    def message(self, message: object) -> str:
        """A message of the library, or an error as it stands, for whatever escapes it itself."""
        return tell(self.view.language, message)

    def local(self, text: LocalText | None) -> str:
        """Text from data in the view's language, escaped."""
        return "" if text is None else escape(text[self.view.language])

    def country(self, code: str) -> str:
        """Name of a country."""
        return escape(country_name(self.view.language, code))

    def number(self, value: float, decimals: int = 0) -> str:
        """A number as the language writes it."""
        return format_number(self.view.language, value, decimals)

    def difference(self, value: float, decimals: int = 0) -> str:
        """A number with its sign, as the language writes it; plain 0 where it rounds to that."""
        size = self.number(abs(value), decimals)
        if size == self.number(0.0, decimals):
            return self.number(0.0)
        return ("+" if value > 0 else "−") + size

    def km(self, km: float) -> str:
        """A length in whole kilometres."""
        return self.t("map.km", n=self.number(km))

    def date(self, date: str) -> str:
        """A date as precisely as it is known."""
        return format_date(self.view.language, date)

    def cite(self, sources: Iterable[str]) -> str:
        """Reference numbers of these sources."""
        numbers = [self._numbers.setdefault(key, len(self._numbers) + 1) for key in sources]
        return f"<sup>{', '.join(str(number) for number in numbers)}</sup>" if numbers else ""

    def tag(self, basis: Basis) -> str:
        """A mark on whatever is not wholly sourced: judged, partly judged, or not found."""
        return "" if basis is Basis.SOURCED else f' <span class="tag">{self.t(f"page.basis.{basis}")}</span>'

    def ground(self, record: Sourced) -> str:
        """What a statement rests on: its reference numbers, and a mark if they are not all."""
        return self.cite(record.sources) + self.tag(record.basis)

    def trend(self, trend: Trend) -> str:
        """An arrow and a word for better, the same or worse."""
        sign = {Trend.BETTER: "▲", Trend.SAME: "=", Trend.WORSE: "▼"}[trend]
        return (
            f'<span class="trend {trend}"><b aria-hidden="true">{sign}</b> {self.t(f"trend.{trend}")}</span>'
        )

    def chip(self, lens: str, name: str) -> str:
        """A class of a lens with its colour."""
        colour = LENS_COLOURS[self.view.theme][lens][name]
        return f'<span class="chip"><i style="background:{colour}"></i>{self.t(f"{lens}.{name}")}</span>'

    def page(self, body: str) -> str:
        """HTML in the look of our pages, marked with its language."""
        return f'<div class="sr-page" lang="{self.view.language}">{body}</div>'

    def references(self) -> str:
        """The numbered list of everything cited."""
        if not self._numbers:
            return ""
        items = "".join(f"<li>{self.reference(self._bibliography[key])}</li>" for key in self._numbers)
        return f'<h3>{self.t("page.sources")}</h3><ol class="refs">{items}</ol>'

    def reference(self, source: Source) -> str:
        """One source as it stands in a list."""
        title = escape(source.title)
        if source.url:
            title = f'<a href="{escape(source.url)}" target="_blank" rel="noopener noreferrer">{title}</a>'
        parts = [escape(source.publisher), title, self.date(source.date) if source.date else ""]
        weak = f' <span class="tag">{self.t("page.source_weak")}</span>' if source.weak else ""
        return ". ".join(part for part in parts if part) + weak
