"""``searoom serve`` with one thing broken, named by FAIL: a page that raises, or data that are not there."""

import os
import sys

import dashboard.app_pages.method_page as method_page
import layers.cli as cli

SECRET = "/home/someone/secret.txt"


def _raise(*_: object) -> None:
    raise RuntimeError(f"cannot open {SECRET}")


def _main() -> int:
    match os.environ["FAIL"]:
        case "page":
            method_page.show_method_page = _raise  # type: ignore[assignment]
        case "data":
            cli.load = lambda *_: None  # type: ignore[assignment, return-value]
    return cli.main()


if __name__ == "__main__":
    sys.exit(_main())
