"""The bibliography as CSV for a spreadsheet and as BibTeX for a reference manager."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from pybtex.database import BibliographyData, Entry, Person
from pybtex.database.output.bibtex import Writer

from layers.export.tables.cells import formula_safe
from layers.model.dataset import Data
from layers.model.records import Source
from layers.network.citations import Citation

__all__ = ["bibliography_bibtex", "bibliography_csv"]


def bibliography_csv(data: Data, cited: Mapping[str, tuple[Citation, ...]]) -> str:
    """Return a row per source: id, publisher, title, kind, date, address, whether weak, what cites it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("id", "publisher", "title", "kind", "date", "url", "weak", "cited_by"))
    for source in data.bibliography.values():
        by = "; ".join(f"{citation.kind}:{citation.record}" for citation in cited[source.id])
        cells = (
            source.id, source.publisher, source.title, source.kind or "", source.date or "",
            source.url or "", "yes" if source.weak else "", by,
        )  # fmt: skip
        writer.writerow([formula_safe(cell) for cell in cells])
    return out.getvalue()


def bibliography_bibtex(data: Data) -> str:
    """Return every source as a ``@misc`` entry with the publisher as corporate author."""
    entries = {source.id: _entry(source) for source in data.bibliography.values()}
    out = io.StringIO()
    _Writer().write_stream(BibliographyData(entries=entries), out)
    return out.getvalue()


class _Writer(Writer):  # type: ignore[misc]
    """pybtex's writer, except that addresses and dollar signs are kept as they are."""

    def _write_field(self, stream: io.StringIO, type: str, value: str) -> None:
        text = value if type == "url" else self._encode(value).replace("$", r"\$")
        stream.write(f",\n    {type} = {self.quote(text)}")


def _entry(source: Source) -> Entry:
    fields = {"title": f"{{{_balanced(source.title)}}}", "publisher": _balanced(source.publisher)}
    if source.date:
        fields["year"] = source.date[:4]
        fields["date"] = source.date
    if source.url:
        fields["url"] = _balanced(source.url)
    if source.weak:
        fields["note"] = "weak source: a digest, copy, personal page or encyclopaedia"
    return Entry(
        "misc", fields=fields, persons={"author": [Person(last=f"{{{_balanced(source.publisher)}}}")]}
    )


def _balanced(text: str) -> str:
    """Return the text without braces, which BibTeX requires to be balanced."""
    return text.replace("{", "(").replace("}", ")")
