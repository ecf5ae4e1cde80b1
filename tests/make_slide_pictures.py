"""Takes the pictures of slides for the README, as LibreOffice shows them: ``make readme``."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from layers.analysis.risk import RiskModel
from layers.export.pptx.deck import write_deck
from layers.model.vocabulary import Theme
from layers.packs.load import load
from layers.stories.rendering import SceneRenderer
from tests.export.office import find_office, find_program, to_pdf, to_picture

PICTURES_FOLDER = Path(__file__).parents[1] / "docs"
STORY = "sea-room"
SLIDES: dict[tuple[str, Theme], tuple[int, ...]] = {("en", "light"): (2, 7, 13), ("ru", "dark"): (4, 9)}
"""Pages of the deck in a language and a theme; the first page is the title."""
WIDTH_PX = 1000


def main() -> None:
    """Write the decks, print them, keep some of their slides."""
    find_office()
    find_program("pdftoppm")
    renderer = SceneRenderer(RiskModel(load()))
    PICTURES_FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for (language, theme), pages in SLIDES.items():
            deck = Path(folder) / f"{language}.pptx"
            pdf = to_pdf(write_deck(renderer, renderer.data.stories[STORY], deck, language, theme))
            for page in pages:
                picture = Image.open(to_picture(pdf, page, WIDTH_PX))
                # In true colours: a palette would merge the classes of risk.
                name = f"slide-{page - 1}-{language}.png"
                picture.convert("RGB").save(PICTURES_FOLDER / name, optimize=True)


if __name__ == "__main__":
    main()
