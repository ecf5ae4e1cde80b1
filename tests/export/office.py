"""LibreOffice as a second pair of eyes on a deck: it opens the file and prints it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

PACKAGES = "apt-get install --no-install-recommends libreoffice-impress poppler-utils fonts-liberation"


def find_program(*names: str) -> str:
    """Where the first of these programs is."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"{' or '.join(names)} is not installed: {PACKAGES}")
    return found


def find_office() -> str:
    """Where LibreOffice is."""
    return find_program("soffice", "libreoffice")


def to_pdf(deck: Path) -> Path:
    """The deck printed by LibreOffice, beside it."""
    office = find_office()
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--convert-to", "pdf",
             "--outdir", str(deck.parent), str(deck)],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    pdf = deck.with_suffix(".pdf")
    if not pdf.exists():
        raise SystemExit(f"{office} made no PDF of {deck.name}")
    return pdf


def to_picture(pdf: Path, page: int, width_px: int) -> Path:
    """One page as a PNG so many pixels wide, beside the PDF."""
    target = pdf.with_name(f"{pdf.stem}-{page}")
    subprocess.run(
        [find_program("pdftoppm"), "-png", "-singlefile", "-f", str(page), "-l", str(page),
         "-scale-to-x", str(width_px), "-scale-to-y", "-1", str(pdf), str(target)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target.with_suffix(".png")
