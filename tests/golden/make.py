"""Write the golden files anew: ``python -m tests.golden.make``."""

from __future__ import annotations

from tests.golden.files import FOLDER, golden_files


def main() -> None:
    """Write all files, and remove those of views that are gone."""
    written = set()
    for name, content in golden_files():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content + "\n", encoding="utf-8")
        written.add(path)
    for path in FOLDER.rglob("*.json"):
        if path not in written:
            path.unlink()


if __name__ == "__main__":
    main()
