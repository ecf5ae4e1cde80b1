"""Makes sure that there is a Chromium for the browser tests, and says which.

``make test`` runs this before pytest. A browser that is already on the machine is taken; else Debian's
package is installed where apt-get may be used, else Playwright's own build. The package without windows
comes first, because the whole browser needs more of the processor for the same tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""How the tests, the benchmarks and the README's pictures start it."""

HEADLESS = "chromium-headless-shell"
NAMES = (HEADLESS, "chromium", "chromium-browser", "google-chrome")
NONE_FOUND = (
    "No Chromium for the browser tests, and none could be installed. Install one "
    "(Debian: apt-get install chromium; elsewhere: "
    "python -m playwright install --with-deps chromium) and run again."
)


def find_browser() -> Path | None:
    """The Chromium that the tests use: the system's, else Playwright's own, else None."""
    for name in NAMES:
        if found := shutil.which(name):
            return Path(found)
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return own if own.is_file() else None


def install_browser() -> None:
    """Try to get one: Debian's package first, because it brings its libraries along."""
    if shutil.which("apt-get"):
        rights = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if rights is not None:
            _run(*rights, "apt-get", "update", "-qq")
            for package in (HEADLESS, "chromium"):
                if find_browser() is None:
                    _run(*rights, "apt-get", "install", "-y", "-qq", "--no-install-recommends", package)
    if find_browser() is None:
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def main() -> int:
    """Find or get a browser; 1 when there is none to be had."""
    if find_browser() is None:
        install_browser()
    found = find_browser()
    if found is None:
        sys.stderr.write(f"{NONE_FOUND}\n")
        return 1
    sys.stdout.write(f"Browser for the tests: {found}\n")
    return 0


def _run(*command: str) -> None:
    sys.stdout.write(f"$ {' '.join(command)}\n")
    sys.stdout.flush()
    subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    raise SystemExit(main())
