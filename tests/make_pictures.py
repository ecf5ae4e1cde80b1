"""Takes the pictures of the README from the running page: ``make readme``."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser.serving import run_server
from tests.get_browser import FLAGS, find_browser

PICTURES_FOLDER = Path(__file__).parents[1] / ".github" / "pictures"
PICTURES = {
    "map.png": "",
    "stance-ru-dark.png": "selection=corridor:middle-black-sea&lens=stance:moscow&language=ru&theme=dark",
}


def main() -> None:
    """Serve the page, open each view, save what is on the screen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        run_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for name, query in PICTURES.items():
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{server.url}?{query}")
            page.locator(".sr-label").first.wait_for(state="attached")
            page.wait_for_timeout(2500)  # the map flies to the selection
            picture = Image.open(BytesIO(page.screenshot()))
            # In true colours: a palette would merge the classes of risk.
            picture.convert("RGB").save(PICTURES_FOLDER / name, optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
