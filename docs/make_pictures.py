"""Takes the pictures of the README from the running page: ``make readme``."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.get_browser import find_browser

HERE = Path(__file__).parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PICTURES = {
    "map.png": "",
    "stance-ru-dark.png": "selection=corridor:middle-black-sea&lens=stance:moscow&language=ru&theme=dark",
}


def main() -> None:
    """Serve the page, open each view, save what is on the screen."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "layers.cli", "serve", "--port", str(port)])
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
            for name, query in PICTURES.items():
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.goto(f"http://127.0.0.1:{port}/?{query}")
                page.locator(".sr-label").first.wait_for(state="attached")
                page.wait_for_timeout(2000)  # the map flies to the selection
                picture = Image.open(BytesIO(page.screenshot()))
                picture.convert("RGB").quantize(128).save(HERE / name, optimize=True)
                page.close()
            browser.close()
    finally:
        server.terminate()
        server.wait()


def _wait(address: str) -> None:
    for _ in range(120):
        try:
            urllib.request.urlopen(address, timeout=1)  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"{address} did not answer within 30 s")


if __name__ == "__main__":
    main()
