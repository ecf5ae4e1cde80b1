"""Takes the pictures of the README and of docs/ from the running page: ``make readme``."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.serving import run_server
from tests.get_browser import FLAGS, find_browser

ROOT = Path(__file__).parents[1]
PAGES_FOLDER = ROOT / ".github" / "pictures"
PAGES = {
    "map.png": "",
    "stance-ru-dark.png": "selection=corridor:middle-black-sea&lens=stance:moscow&language=ru&theme=dark",
}
SCENES_FOLDER, STORY = ROOT / "docs", "sea-room"
SCENES = {
    "landlocked": "language=en&theme=light",
    "pakistan": "language=ru&theme=light",
    "moscow": "language=en&theme=dark",
    "wars": "language=ru&theme=dark",
    "locks": "language=en&theme=light",
}
"""Five scenes as the presenter shows them."""
SCENE_WIDTH = 1000


def main() -> None:
    """Serve the page, open each view and each scene, save what is on the screen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        run_server(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(FLAGS))
        for name, query in PAGES.items():
            picture = _picture(browser, f"{server.url}?{query}", (1440, 900))
            picture.save(PAGES_FOLDER / name, optimize=True)
        SCENES_FOLDER.mkdir(exist_ok=True)
        for scene, how in SCENES.items():
            address = f"{server.url}present/{STORY}#scene={scene}&{how}"
            picture = _picture(browser, address, (1600, 900))
            size = (SCENE_WIDTH, SCENE_WIDTH * picture.height // picture.width)
            picture.resize(size, Image.Resampling.LANCZOS).save(
                SCENES_FOLDER / f"scene-{scene}.png", optimize=True
            )
        browser.close()


def _picture(browser: Browser, address: str, size: tuple[int, int]) -> Image.Image:
    page: Page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.locator(".sr-label").first.wait_for(state="attached")
    page.wait_for_timeout(2500)  # the map flies to what is selected
    # In true colours: a palette would merge the classes of risk.
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    page.close()
    return picture


if __name__ == "__main__":
    main()
